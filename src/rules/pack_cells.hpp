// Cells of pack tables: words where the column holds words, S-FEEL elsewhere.
#pragma once

#include "amends/json.hpp"
#include "rules/ast.hpp"
#include "rules/scope.hpp"

#include <string>
#include <string_view>

namespace amends::rules {

// Types whose cells are bare words.
[[nodiscard]] bool is_word_type(std::string_view type);
// Would the cell read as bare words ("gold, vip", "not(recall)")?
[[nodiscard]] bool looks_like_words(std::string_view text);

// The text of a cell; numbers and truths as they are written. Error `parse` for other JSON.
[[nodiscard]] Result<std::string> cell_text(const Json& cell);

// The test of an input cell. Error `parse`, `not_found`.
[[nodiscard]] Result<Node> read_test(const Json& cell, bool words, std::string_view type,
                                     FactScope& scope, std::uint32_t input);
// The expression of an output cell; words stand for themselves, "-" for nothing.
[[nodiscard]] Result<Node> read_output(const Json& cell, bool words, FactScope& scope);

} // namespace amends::rules
