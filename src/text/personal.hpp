// In: a normal text. Out: stretches of it that look like personal data, one function a family.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace amends::personal {

// Places are those of the normal text.
struct Stretch {
  std::string_view kind;
  std::size_t from = 0;
  std::size_t to = 0;
};
using Stretches = std::vector<Stretch>;

void find_emails(std::u32string_view text, Stretches& out);
// Phones, identity numbers, bank cards: told apart by length, prefix and check digit.
void find_numbers(std::u32string_view text, Stretches& out);
// What stands behind "order no", "微信" and the like, tracking numbers, licence plates.
void find_codes(std::u32string_view text, Stretches& out);
void find_names(std::u32string_view text, Stretches& out);
void find_addresses(std::u32string_view text, Stretches& out);

[[nodiscard]] constexpr bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
[[nodiscard]] constexpr bool is_letter(char32_t c) { return c >= U'a' && c <= U'z'; }
[[nodiscard]] constexpr bool is_han(char32_t c) { return c >= 0x3400 && c <= 0x9fff; }

} // namespace amends::personal
