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
  struct Step {
    Do what = Do::constant;
    std::int8_t scale = 0;              // constant, half_up
    Currency currency;                  // constant
    std::int64_t n = 0;                 // constant; slot: index
    std::uint32_t first = 0, count = 0; // operands in kids_
  };
  struct Exact {
    std::int64_t n = 0;
    int scale = 0;
    Currency currency;
  };
  [[nodiscard]] bool take(const Node& node, std::uint32_t& index);
  [[nodiscard]] bool value(std::uint32_t index, std::span<const Slot> slots, Exact& out) const;

  std::vector<Step> steps_;
  std::vector<std::uint32_t> kids_;
  std::uint32_t root_ = 0;
};

} // namespace amends::rules
