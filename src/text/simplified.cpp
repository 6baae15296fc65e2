#include "text/simplified.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace amends {
namespace {

#include "text/simplified.inc"

static_assert(std::size(traditional_characters) == std::size(simplified_characters));
constexpr std::size_t pair_count = std::size(traditional_characters) - 1; // without the final NUL

// Han characters of the basic plane, where nearly all text lies, are looked up directly.
constexpr char32_t first_direct = 0x3400;
constexpr char32_t last_direct = 0x9fff;

constexpr std::uint16_t unchanged = 0;
constexpr std::uint16_t outside = 1; // its simplified form lies outside the basic plane

constexpr auto direct = [] {
  std::array<std::uint16_t, last_direct - first_direct + 1> table{};
  for (std::size_t i = 0; i < pair_count; ++i) {
    const char32_t from = traditional_characters[i];
    const char32_t to = simplified_characters[i];
    if (from >= first_direct && from <= last_direct)
      table[from - first_direct] = to <= 0xffff ? static_cast<std::uint16_t>(to) : outside;
  }
  return table;
}();

char32_t search(char32_t c) noexcept {
  const char32_t* end = traditional_characters + pair_count;
  const char32_t* found = std::lower_bound(traditional_characters, end, c);
  return found != end && *found == c ? simplified_characters[found - traditional_characters] : c;
}

} // namespace

char32_t simplified(char32_t c) noexcept {
  if (c < first_direct)
    return c;
  if (c > last_direct)
    return search(c);
  const std::uint16_t entry = direct[c - first_direct];
  return entry == unchanged ? c : entry == outside ? search(c) : entry;
}

} // namespace amends
