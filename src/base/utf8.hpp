// Bytes in, the question whether they are UTF-8 answered; no room below `text` knows more of it.
// Goes out: the place of the first bad byte, or single code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace amends {

// One decoded code point; `bytes` is 0 when `text` does not begin with a well-formed one.
struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 0;
};
// Well-formed as of Unicode's table 3-7: no overlong form, no surrogate, nothing above U+10FFFF.
[[nodiscard]] CodePoint first_code_point(std::string_view text) noexcept;

// The offset of the first ill-formed byte, `npos` when all is well.
[[nodiscard]] std::size_t find_bad_utf8(std::string_view text) noexcept;

// For the message about text that is no UTF-8: " but looks like GB18030 ..., convert it", where
// most of its bytes above 0x7f are pairs of the common Chinese characters of GB18030; else empty.
[[nodiscard]] std::string_view encoding_hint(std::string_view text) noexcept;

} // namespace amends
