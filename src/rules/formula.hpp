// Formulas over numbers and money without trees: `amount = floor(paid * 80 / 100)`. The quick way
// reckons with whole scaled numbers, exactly or not at all; the other one with 34-digit decimals,
// step by step as the tree would. Neither allocates.
#pragma once

#include "rules/evaluate.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace amends::rules {

class Formula {
public:
  // No value where the tree holds anything but numbers, money, + - * / **, min, max, floor,
  // ceiling, abs, round half up.
  [[nodiscard]] static std::optional<Formula> compile(const Node& node);
  // False: not computed here (null, beyond 64 bits, kinds that do not fit, division that does not
  // end).
  [[nodiscard]] bool run(std::span<const Slot> slots, Slot& result) const;
  // A number or an amount; null: not computed here (null, kinds or currencies that do not fit, out
  // of range), the tree says why.
  [[nodiscard]] Datum run_exact(std::span<const Slot> slots) const;

private:
  enum class Do : std::uint8_t {
    constant,
    slot,
    negate,
    add,
    subtract,
    multiply,
    divide,
    power,
    least,
    greatest,
    floor,
    ceiling,
    absolute,
    half_up,
  };
  // Values on the stack: n * 10^-scale, or of any size.
  struct Exact {
    std::int64_t n = 0;
    int scale = 0;
    std::uint32_t currency = 0; // 0: a number
  };
  struct Wide {
    Decimal value;
    std::uint32_t currency = 0;
  };
  // One step on a stack: constants and slots are pushed, the rest turn the topmost one or two into
  // one. With `own` the second of two is the step's constant.
  struct Step {
    Do what = Do::constant;
    bool own = false;
    std::int8_t scale = 0;      // of the constant; half_up: digits to keep
    std::uint32_t index = 0;    // slot
    std::uint32_t currency = 0; // of the constant
    std::int64_t n = 0;         // constant
  };
  static constexpr std::size_t deepest = 12;

  class Compiler;
  [[nodiscard]] static bool combine(Do what, Exact& a, const Exact& b);
  [[nodiscard]] static bool turn(const Step& step, Exact& a);
  [[nodiscard]] static bool combine(Do what, Wide& a, const Wide& b);
  static void turn(const Step& step, Wide& a);

  std::vector<Step> quick_; // empty: there is no quick way
  std::vector<Step> exact_;
};

} // namespace amends::rules
