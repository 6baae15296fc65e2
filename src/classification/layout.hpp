// In: a normal text. Out: where its clauses and sentences lie and how far two places are apart.
#pragma once

#include "amends/text.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace amends {

// Latin letters, digits and the apostrophe: what an English word is made of in a normal text.
[[nodiscard]] constexpr bool is_word_letter(char32_t c) noexcept {
  return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'\'' ||
         (c >= 0xdf && c <= 0x24f);
}
[[nodiscard]] constexpr bool is_han(char32_t c) noexcept {
  return (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff);
}

// Characters [from, to) of a normal text.
struct TextSpan {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

// Numbers for every character of the text (and one behind the last), all non-decreasing.
struct Layout {
  std::vector<std::uint32_t> clause;   // which clause the character is in
  std::vector<std::uint32_t> sentence; // which sentence
  std::vector<std::uint32_t> units;    // Han characters and words that begin before it
};

// A clause ends at , ; : 。 ! ? a line end, and at a blank between Han characters, which many
// customers write for a comma. 、 only separates the members of a list.
[[nodiscard]] Layout lay_out(std::u32string_view text);

} // namespace amends
