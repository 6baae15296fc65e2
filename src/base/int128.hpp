// Whole numbers of 128 bits in, powers of ten and decimal digits out. For this room only: what
// other rooms need of it is Decimal.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace amends {

__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;

// 10^0 ... 10^38, all that 128 bits hold.
inline constexpr std::array<UInt128, 39> tens = [] {
  std::array<UInt128, 39> all{};
  all[0] = 1;
  for (std::size_t i = 1; i < all.size(); ++i)
    all[i] = all[i - 1] * 10U;
  return all;
}();

constexpr UInt128 magnitude_of(Int128 n) {
  return n < 0 ? UInt128{0} - static_cast<UInt128>(n) : static_cast<UInt128>(n);
}

// How many decimal digits; 0 has none.
constexpr int digits_of(UInt128 n) {
  int digits = 0;
  while (digits < 39 && n >= tens[static_cast<std::size_t>(digits)])
    ++digits;
  return digits;
}

} // namespace amends
