// UTF-8, strictly: one character at a time, the usual ones without a call.
#pragma once

#include "base/utf8.hpp"

#include <cstddef>
#include <string_view>

namespace amends {

// A character of three bytes at `at`, of those whose lead takes any two tails: Han, kana,
// full-width forms, most signs. `bytes` is 0 for any other.
[[nodiscard, gnu::always_inline]] inline CodePoint three_bytes_at(std::string_view text,
                                                                  std::size_t at) noexcept {
  if (text.size() - at < 3)
    return {};
  const auto byte = [&](std::size_t i) -> unsigned {
    return static_cast<unsigned char>(text[at + i]);
  };
  const unsigned value = (byte(0) << 16U) | (byte(1) << 8U) | byte(2);
  if ((value & 0xf0c0c0U) != 0xe08080U || byte(0) == 0xe0 || byte(0) == 0xed)
    return {};
  return {((value >> 4U) & 0xf000U) | ((value >> 2U) & 0xfc0U) | (value & 0x3fU), 3};
}

// The character at `at` (< text.size()); `bytes` is 0 where the text is not UTF-8.
[[nodiscard]] inline CodePoint code_point_at(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80)
    return {lead, 1};
  if (const CodePoint three = three_bytes_at(text, at); three.bytes != 0)
    return three;
  return first_code_point(text.substr(at));
}

} // namespace amends
