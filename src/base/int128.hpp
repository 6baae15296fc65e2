// Whole numbers of 128 bits in, powers of ten and decimal digits out. For this room only: what
// other rooms need of it is Decimal.
#pragma once

#include <array>
#include <bit>
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
  const auto high = static_cast<std::uint64_t>(n >> 64U);
  const auto low = static_cast<std::uint64_t>(n);
  const auto bits = static_cast<int>(high != 0 ? 64 + std::bit_width(high) : std::bit_width(low));
  // 1233 / 4096 is a little less than log10(2), so this is right or one too few.
  const int least = bits * 1233 >> 12;
  return n < tens[static_cast<std::size_t>(least)] ? least : least + 1;
}

} // namespace amends
