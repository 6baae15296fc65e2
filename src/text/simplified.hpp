// Traditional to simplified Chinese, one character at a time.
#pragma once

namespace amends {

// The simplified form of a traditional character; every other character is itself.
[[nodiscard]] char32_t simplified(char32_t c) noexcept;

} // namespace amends
