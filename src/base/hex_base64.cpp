#include "base/digest.hpp"

namespace amends {

namespace {

constexpr std::string_view hex_letters = "0123456789abcdef";
constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

unsigned byte(char c) { return static_cast<unsigned char>(c); }

Error not_base64() { return {Code::parse, "this is not base64 with padding", ""}; }

} // namespace

std::string to_hex(std::string_view bytes) {
  std::string out;
  out.reserve(2 * bytes.size());
  for (const char c : bytes) {
    out += hex_letters[byte(c) >> 4U];
    out += hex_letters[byte(c) & 15U];
  }
  return out;
}

Result<std::string> from_hex(std::string_view hex) {
  const Error wrong{Code::parse, "this is not an even number of hexadecimal digits", ""};
  if (hex.size() % 2 != 0)
    return wrong;
  std::string out;
  out.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned value = 0;
    for (const char c : hex.substr(i, 2)) {
      const char small = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
      const std::size_t digit = hex_letters.find(small);
      if (digit == std::string_view::npos)
        return wrong;
      value = value * 16U + static_cast<unsigned>(digit);
    }
    out += static_cast<char>(value);
  }
  return out;
}

std::string to_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = bytes.size() - i < 3 ? bytes.size() - i : 3;
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8U | (k < count ? byte(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += k <= count ? base64_letters[group >> (18U - 6U * k) & 63U] : '=';
  }
  return out;
}

Result<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0)
    return not_base64();
  std::string out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const std::string_view four = text.substr(i, 4);
    const std::size_t padding = !last                  ? 0U
                                : four.ends_with("==") ? 2U
                                : four.ends_with('=')  ? 1U
                                                       : 0U;
    unsigned group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const std::size_t digit = k < 4 - padding ? base64_letters.find(four[k]) : 0U;
      if (digit == std::string_view::npos)
        return not_base64();
      group = group << 6U | static_cast<unsigned>(digit);
    }
    const unsigned unused = padding == 2 ? group & 0xFFFFU : padding == 1 ? group & 0xFFU : 0U;
    if (unused != 0U)
      return not_base64();
    for (std::size_t k = 0; k < 3 - padding; ++k)
      out += static_cast<char>(group >> (16U - 8U * k) & 0xFFU);
  }
  return out;
}

} // namespace amends
