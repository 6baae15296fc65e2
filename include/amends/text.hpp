// Text. In: a customer's words as bytes. Out: the same words in one comparable spelling, each
// character knowing its place in the original, and the personal data standing in them.
#pragma once

#include "amends/described.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

// A text made comparable: NFKC, lower case, half width, simplified characters, no invisible
// characters, white space and runs folded. `from[i]`, `to[i]` are the byte range of the original
// that became `text[i]`; both never decrease with i.
struct NormalText {
  std::u32string text;
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  // Looks like text that was decoded with the wrong character set (UTF-8 or GBK read as Latin-1,
  // UTF-8 read as GBK, what could not be decoded lost): let a person read it.
  bool mojibake = false;
};

// Error `parse` names the first byte that is no UTF-8. Time and memory are linear in the input.
[[nodiscard]] Result<NormalText> normalise(std::string_view text);
// The same into `out`, whose memory is used again; without offsets `from` and `to` stay empty, and
// text read as GBK is not looked for.
enum class Offsets : std::uint8_t { kept, none };
[[nodiscard]] Result<void> normalise_into(std::string_view text, NormalText& out,
                                          Offsets offsets = Offsets::kept);
// For showing and comparing: a normal text as UTF-8.
[[nodiscard]] std::string to_utf8(std::u32string_view text);

// Personal data found in a text: bytes [from, to) of it as given. Kinds: "email", "phone",
// "id_number", "bank_card", "address", "order_number", "account" (messenger names), "name",
// "plate". Found by shape and by the words before it; a name without such words is not found.
struct PersonalFound {
  std::string kind;
  std::int64_t from = 0;
  std::int64_t to = 0;
  bool operator==(const PersonalFound&) const = default;
};
BOOST_DESCRIBE_STRUCT(PersonalFound, (), (kind, from, to))

// In order of place, never overlapping. Error `parse` as `normalise`.
[[nodiscard]] Result<std::vector<PersonalFound>> find_personal(std::string_view text);

} // namespace amends
