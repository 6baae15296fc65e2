// In: sixteen bytes. Out: sixteen characters of a normal text, when the bytes are plain ASCII that
// nothing has to be folded in but the case.
#pragma once

#include <cstdint>
#include <cstring>

namespace amends {

inline constexpr std::size_t ascii_step = 16;
inline constexpr std::size_t ascii_look_ahead = ascii_step + 2;

// Reads `ascii_look_ahead` bytes, of which the first sixteen are written. False, with nothing
// written, when one of these is a control, a backquote or no ASCII, when two blanks or three equal
// characters follow on each other, or when the next byte is no ASCII: it could be a mark that
// joins.
[[gnu::always_inline]] inline bool fold_ascii(const char* from, char32_t* to) {
  using Signs = std::int8_t __attribute__((vector_size(ascii_step)));
  using Numbers = std::uint8_t __attribute__((vector_size(ascii_step)));
  using Two = std::uint64_t __attribute__((vector_size(ascii_step)));
  Signs here;
  Signs next;
  Signs third;
  std::memcpy(&here, from, ascii_step);
  std::memcpy(&next, from + 1, ascii_step);
  std::memcpy(&third, from + 2, ascii_step);
  const Signs case_bit = (here ^ here) + 0x20;
  const Signs unusual =
      (here < 0x20) | (here == 0x7f) | (here == '`') | ((here == ' ') & (next == ' ')) |
      (((here | case_bit) == (next | case_bit)) & ((next | case_bit) == (third | case_bit)));
  const Two any = reinterpret_cast<Two>(unusual);
  if ((any[0] | any[1]) != 0 || next[ascii_step - 1] < 0)
    return false;
  const Signs lower = here + ((here >= 'A') & (here <= 'Z') & case_bit);
  const auto bytes = reinterpret_cast<Numbers>(lower);
  for (std::size_t i = 0; i < ascii_step; ++i)
    to[i] = bytes[i];
  return true;
}

} // namespace amends
