// Traditional to simplified Chinese, one character at a time.
#pragma once

#include <array>
#include <cstdint>

namespace amends {

// Han characters of the basic plane, where nearly all text lies, are looked up directly: 0 stands
// for "unchanged", 1 for a simplified form outside the plane.
inline constexpr char32_t first_direct = 0x3400;
inline constexpr char32_t last_direct = 0x9fff;
extern const std::array<std::uint16_t, last_direct - first_direct + 1> direct_simplified;

// Through the whole list.
[[nodiscard]] char32_t find_simplified(char32_t c) noexcept;

// The simplified form of a traditional character; every other character is itself.
[[nodiscard]] inline char32_t simplified(char32_t c) noexcept {
  if (c < first_direct)
    return c;
  if (c > last_direct)
    return find_simplified(c);
  const std::uint16_t entry = direct_simplified[c - first_direct];
  return entry == 0 ? c : entry == 1 ? find_simplified(c) : entry;
}

} // namespace amends
