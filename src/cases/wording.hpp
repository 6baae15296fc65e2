// Words in the reader's language. In: titles by language, plans. Out: one text.
#pragma once

#include "amends/cases.hpp"

#include <string>
#include <string_view>

namespace amends::cases {

// The words in that language; "zh-Hant" falls back to "zh", anything else to the first there is.
[[nodiscard]] std::string words_in(const Words& words, std::string_view language);
// The language notices to this customer are written in: what they asked for, else the policy's
// first.
[[nodiscard]] std::string language_of(const Policy& policy, const Case& state);
// "70.00 元" in Chinese for yuan, "70.00 CNY" otherwise.
[[nodiscard]] std::string money_words(const Money& money, std::string_view language);
[[nodiscard]] std::string give_words(Give give, std::string_view language);

} // namespace amends::cases
