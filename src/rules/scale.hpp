// Powers of ten that fit 64 bits: the scales of whole scaled numbers.
#pragma once

#include <array>
#include <cstdint>

namespace amends::rules {

inline constexpr int most_scale = 18;

inline constexpr std::array<std::int64_t, most_scale + 1> powers_of_ten = [] {
  std::array<std::int64_t, most_scale + 1> p{};
  p[0] = 1;
  for (std::size_t i = 1; i < p.size(); ++i)
    p[i] = p[i - 1] * 10;
  return p;
}();

// 10^n for n from 0 to `most_scale`.
[[nodiscard]] constexpr std::int64_t ten_to(int n) {
  return powers_of_ten[static_cast<std::size_t>(n)];
}

} // namespace amends::rules
