// Words for people about types and names: a Shape or a text from outside in, a piece of an error
// message out.
#pragma once

#include "amends/described.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace amends {

// What a value of the shape is written as: "a text", "a whole number".
[[nodiscard]] std::string_view shape_words(Shape shape);
// In quotes, cut after 64 bytes, so that a message stays short whatever came in.
[[nodiscard]] std::string quoted(std::string_view text);
// `; did you mean "a"?`, else `; known are a, b, c` when they are few, else nothing.
[[nodiscard]] std::string mend_words(std::string_view word,
                                     const std::vector<std::string_view>& names);

} // namespace amends
