// In: one character. Out: what it becomes in a normal text, for those that need no neighbour to
// tell.
#pragma once

#include <array>
#include <cstdint>

namespace amends {

// Lower case, blanks for controls, one apostrophe.
inline constexpr auto folded_ascii = [] {
  std::array<char32_t, 128> out{};
  for (char32_t c = 0; c < 128; ++c)
    out[c] = c >= U'A' && c <= U'Z'     ? c + 0x20
             : c == U'\r' || c == U'\n' ? U'\n'
             : c < 0x20 || c == 0x7f    ? U' '
             : c == U'`'                ? U'\''
                                        : c;
  return out;
}();

// Han, kana, full-width forms and the signs between them: characters that are their own NFKC form
// (full width apart) and never join a neighbour. With them and ASCII alone, as in nearly every
// complaint, utf8proc is not asked. Simplified, half width; 0 for every other character.
inline constexpr char32_t first_usual = 0x3000;
inline constexpr char32_t last_usual = 0xffff;
extern const std::array<std::uint16_t, last_usual - first_usual + 1> usual_folds;

[[nodiscard]] inline char32_t usual_fold(char32_t c) noexcept {
  return c < 0x80                              ? folded_ascii[c]
         : c >= first_usual && c <= last_usual ? usual_folds[c - first_usual]
                                               : 0;
}
[[nodiscard]] inline bool is_usual(char32_t c) noexcept { return c < 0x80 || usual_fold(c) != 0; }

// Of any character in NFKC: signs that people mix up brought to one, traditional to simplified.
[[nodiscard]] char32_t fold(char32_t c) noexcept;

} // namespace amends
