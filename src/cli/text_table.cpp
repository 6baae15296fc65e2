#include "text_table.hpp"

#include <algorithm>

namespace amends::cli {
namespace {

// Unicode's East Asian wide and full-width blocks, coarsely.
bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
         (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
         (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) ||
         (c >= 0x20000 && c <= 0x3fffd);
}

std::string padded(const std::string& cell, std::size_t width, bool right) {
  const std::size_t taken = places(cell);
  const std::string space(width > taken ? width - taken : 0, ' ');
  return right ? space + cell : cell + space;
}

} // namespace

std::size_t places(std::string_view utf8) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k)
      c = c << 6U | (static_cast<unsigned char>(utf8[i + k]) & 0x3fU);
    out += is_wide(c) ? 2 : 1;
    i += length;
  }
  return out;
}

TextTable::TextTable(const std::vector<std::string>& titles) {
  for (const std::string& title : titles) {
    right_.push_back(title.starts_with('>'));
    titles_.push_back(right_.back() ? title.substr(1) : title);
  }
}

void TextTable::add(std::vector<std::string> cells) {
  cells.resize(titles_.size());
  rows_.push_back(std::move(cells));
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < titles_.size(); ++i) {
    std::size_t width = places(titles_[i]);
    for (const auto& row : rows_)
      width = std::max(width, places(row[i]));
    widths.push_back(width);
  }
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string out = " ";
    for (std::size_t i = 0; i < cells.size(); ++i)
      out += " " + padded(cells[i], widths[i], right_[i]) + " ";
    while (out.ends_with(' '))
      out.pop_back();
    return out + "\n";
  };
  std::string out = line(titles_);
  std::vector<std::string> rule;
  for (const std::size_t width : widths)
    rule.emplace_back(width, '-');
  out += line(rule);
  for (const auto& row : rows_)
    out += line(row);
  return out;
}

} // namespace amends::cli
