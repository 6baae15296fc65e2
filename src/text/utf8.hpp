// UTF-8, strictly: one character at a time, the usual ones without a call.
#pragma once

#include "base/utf8.hpp"

#include <cstddef>
#include <string_view>

namespace amends {

// The character at `at` (< text.size()); `bytes` is 0 where the text is not UTF-8.
[[nodiscard]] inline CodePoint code_point_at(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80)
    return {lead, 1};
  // Leads E3 to E9 and EF take any two tails: Han, kana, full-width forms.
  if (((lead >= 0xe3 && lead <= 0xe9) || lead == 0xef) && text.size() - at >= 3 &&
      (byte(1) & 0xc0U) == 0x80U && (byte(2) & 0xc0U) == 0x80U)
    return {((lead & 0x0fU) << 12U) | ((byte(1) & 0x3fU) << 6U) | (byte(2) & 0x3fU), 3};
  return first_code_point(text.substr(at));
}

} // namespace amends
