// Where a value stands in a JSON text. In: a text that is valid JSON, a JSON pointer. Out: line and
// bytes.
#pragma once

#include <cstddef>
#include <string_view>

namespace amends {

struct JsonPlace {
  std::size_t line = 1;  // from 1: where the value begins, for a member where its name stands
  std::size_t depth = 0; // how many steps of the pointer were found
  std::size_t begin = 0; // first byte of the value, and the byte behind its last
  std::size_t end = 0;
};
// The value of `pointer` (RFC 6901), or the deepest parent that is there. A step "rows" also finds
// the member "+rows", which packs write to append to an inherited list.
[[nodiscard]] JsonPlace find_json_place(std::string_view text, std::string_view pointer);

} // namespace amends
