// In: where a fault is named in a text. Out: whether the customer says that it is there.
#pragma once

#include "classification/layout.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace amends {

enum class Stance : std::uint8_t {
  said,    // it is there
  doubted, // asked, suspected, feared: counts half
  denied,  // it is not there
};

// What the words before and behind a fault make of it. `inherited` answers the stance of an
// earlier fault that ends at a place ("no tears or stains": what denies the first denies both), or
// nothing.
struct Surroundings {
  std::u32string_view text;
  const Layout& layout;
  // Places where an earlier fault ended, with its stance: indexed by place, 0 = none, else 1 +
  // Stance. Empty: nothing is inherited.
  const std::vector<std::uint8_t>& ended;
};

// `place` reaches from the words that deny or doubt it to the fault, or the other way round.
struct Judgement {
  Stance stance = Stance::said;
  TextSpan place;
};
[[nodiscard]] Judgement stance_of(const Surroundings& around, TextSpan fault);

} // namespace amends
