// Formulas over whole scaled numbers: the quick way of `amount = floor(paid * 80 / 100)`. Exact or
// not at all: whatever does not fit 64 bits is left to the tree's evaluation.
#pragma once

#include "rules/evaluate.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace amends::rules {

class Formula {
public:
  // No value where the tree holds anything but numbers, money, + - *, division by a constant whose
  // inverse ends, min, max, floor, ceiling, abs, round half up.
  [[nodiscard]] static std::optional<Formula> compile(const Node& node);
  // False: not computed here (null, overflow, kinds that do not fit).
  [[nodiscard]] bool run(std::span<const Slot> slots, Slot& result) const;

private:
  enum class Do : std::uint8_t {
    constant,
    slot,
    negate,
    add,
    subtract,
    multiply,
    least,
    greatest,
    floor,
    ceiling,
    absolute,
    half_up,
  };
  // One step on a stack: the first two push, the others turn the topmost one or two into one.
  struct Step {
    Do what = Do::constant;
    std::int8_t scale = 0;      // constant, half_up
    std::uint32_t currency = 0; // constant; 0: a number
    std::int64_t n = 0;         // constant; slot: index
  };
  struct Exact {
    std::int64_t n = 0;
    int scale = 0;
    std::uint32_t currency = 0;
  };
  static constexpr std::size_t deepest = 12;

  [[nodiscard]] bool take(const Node& node, std::size_t depth);
  [[nodiscard]] bool take_call(const Node& node, std::size_t depth);
  [[nodiscard]] bool take_constant(const Datum& value);
  void push(Do what, std::int8_t scale = 0);
  [[nodiscard]] static bool combine(Do what, Exact& a, Exact b);
  [[nodiscard]] static bool turn(const Step& step, Exact& a);

  std::vector<Step> steps_;
};

} // namespace amends::rules
