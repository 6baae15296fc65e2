// Which words an expression compares facts with: for checks of their spelling.
#pragma once

#include "amends/rules.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amends::rules {

// (fact, word) for every `fact = "word"`, `fact != "word"` and `fact in ("word", ...)`, as written.
// A text that does not parse has none.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
compared_words(std::string_view expression, const FactTypes& facts);

} // namespace amends::rules
