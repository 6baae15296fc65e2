#include "text/simplified.hpp"

#include <algorithm>
#include <iterator>

namespace amends {
namespace {

#include "text/simplified.inc"

static_assert(std::size(traditional_characters) == std::size(simplified_characters));
constexpr std::size_t pair_count = std::size(traditional_characters) - 1; // without the final NUL

constexpr auto make_direct() {
  std::array<std::uint16_t, last_direct - first_direct + 1> table{};
  for (std::size_t i = 0; i < pair_count; ++i) {
    const char32_t from = traditional_characters[i];
    const char32_t to = simplified_characters[i];
    if (from >= first_direct && from <= last_direct)
      table[from - first_direct] = to <= 0xffff ? static_cast<std::uint16_t>(to) : 1;
  }
  return table;
}

} // namespace

constexpr std::array<std::uint16_t, last_direct - first_direct + 1> direct_simplified =
    make_direct();

char32_t find_simplified(char32_t c) noexcept {
  const char32_t* end = traditional_characters + pair_count;
  const char32_t* found = std::lower_bound(traditional_characters, end, c);
  return found != end && *found == c ? simplified_characters[found - traditional_characters] : c;
}

} // namespace amends
