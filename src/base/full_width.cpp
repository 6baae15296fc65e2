#include "base/full_width.hpp"

#include "base/utf8.hpp"

#include <array>
#include <utility>

namespace amends {

char half_width_at(std::string_view text) noexcept {
  static constexpr std::array<std::pair<std::uint32_t, char>, 15> signs{{{0x201C, '"'},
                                                                         {0x201D, '"'},
                                                                         {0x2018, '\''},
                                                                         {0x2019, '\''},
                                                                         {0x3000, ' '},
                                                                         {0x3001, ','},
                                                                         {0x3002, '.'},
                                                                         {0x300A, '<'},
                                                                         {0x300B, '>'},
                                                                         {0x3010, '['},
                                                                         {0x3011, ']'},
                                                                         {0x3014, '['},
                                                                         {0x3015, ']'},
                                                                         {0x2264, '<'},
                                                                         {0x2265, '>'}}};
  const std::uint32_t c = first_code_point(text).value;
  if (c >= 0xFF01 && c <= 0xFF5E)
    return static_cast<char>(c - 0xFEE0);
  for (const auto& [full, half] : signs)
    if (c == full)
      return half;
  return 0;
}

std::string half_width_hint(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const CodePoint c = first_code_point(rest);
    if (const char half = half_width_at(rest); half != 0) {
      std::string out =
          "\"" + std::string(rest.substr(0, c.bytes)) + "\" is a full-width sign; write ";
      out += half == '"' ? std::string("a plain double quote") : "\"" + std::string(1, half) + "\"";
      // U+2264 and U+2265 stand for two.
      return c.value == 0x2264 || c.value == 0x2265 ? out.insert(out.size() - 1, "=") : out;
    }
    at += c.bytes == 0 ? 1 : c.bytes;
  }
  return {};
}

} // namespace amends
