// Punctuation as a Chinese keyboard types it, where a format wants that of ASCII. In: a text. Out:
// what is to be written instead, for messages.
#pragma once

#include <string>
#include <string_view>

namespace amends {

// The ASCII sign that stands for the full-width one at the start of `text`: "," for "，"; 0: none.
[[nodiscard]] char half_width_at(std::string_view text) noexcept;
// `"，" is a full-width sign; write ","` for the first such sign in `text`; empty: there is none.
[[nodiscard]] std::string half_width_hint(std::string_view text);

} // namespace amends
