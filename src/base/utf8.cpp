#include "base/utf8.hpp"

namespace amends {

namespace {

unsigned byte_at(std::string_view text, std::size_t i) noexcept {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
}

bool is_continuation(unsigned byte) noexcept { return (byte & 0xC0U) == 0x80U; }

} // namespace

CodePoint first_code_point(std::string_view text) noexcept {
  if (text.empty())
    return {};
  const unsigned lead = byte_at(text, 0);
  if (lead < 0x80U)
    return {lead, 1};
  std::size_t bytes = 0;
  std::uint32_t value = 0;
  std::uint32_t least = 0;
  if ((lead & 0xE0U) == 0xC0U) {
    bytes = 2, value = lead & 0x1FU, least = 0x80U;
  } else if ((lead & 0xF0U) == 0xE0U) {
    bytes = 3, value = lead & 0x0FU, least = 0x800U;
  } else if ((lead & 0xF8U) == 0xF0U) {
    bytes = 4, value = lead & 0x07U, least = 0x10000U;
  } else {
    return {};
  }
  for (std::size_t i = 1; i < bytes; ++i) {
    const unsigned byte = byte_at(text, i);
    if (!is_continuation(byte))
      return {};
    value = (value << 6U) | (byte & 0x3FU);
  }
  const bool surrogate = value >= 0xD800U && value <= 0xDFFFU;
  if (value < least || value > 0x10FFFFU || surrogate)
    return {};
  return {value, bytes};
}

std::size_t find_bad_utf8(std::string_view text) noexcept {
  std::size_t i = 0;
  while (i < text.size()) {
    if (byte_at(text, i) < 0x80U) {
      ++i;
      continue;
    }
    const std::size_t bytes = first_code_point(text.substr(i)).bytes;
    if (bytes == 0)
      return i;
    i += bytes;
  }
  return std::string_view::npos;
}

std::string_view encoding_hint(std::string_view text) noexcept {
  std::size_t pairs = 0;
  std::size_t others = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned lead = byte_at(text, i);
    const unsigned trail = byte_at(text, i + 1);
    if (lead < 0x80U)
      continue;
    const bool common = (lead >= 0xb0U && lead <= 0xf7U) || (lead >= 0xa1U && lead <= 0xa3U);
    if (common && trail >= 0xa1U && trail <= 0xfeU) {
      ++pairs;
      ++i;
    } else {
      ++others;
    }
  }
  return pairs >= 2 && pairs >= 4 * others ? " but looks like GB18030 (GBK): convert it to UTF-8"
                                           : std::string_view();
}

} // namespace amends
