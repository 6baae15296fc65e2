#include "line_reader.hpp"

namespace amends::cli {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

} // namespace

std::optional<Line> LineReader::read() {
  using Traits = std::istream::traits_type;
  std::streambuf& bytes = *in_.rdbuf();
  Line line;
  bool any = false;
  for (;;) {
    const auto next = bytes.sbumpc();
    if (Traits::eq_int_type(next, Traits::eof()))
      break;
    any = true;
    ++bytes_read_;
    const char c = Traits::to_char_type(next);
    if (c == '\n')
      break;
    if (line.text.size() < most_bytes_)
      line.text += c;
    else
      line.too_long = true;
  }
  if (!any)
    return std::nullopt;
  line.number = ++lines_read_;
  if (line.text.ends_with('\r') && !line.too_long)
    line.text.pop_back();
  return line;
}

std::optional<Line> LineReader::next() {
  for (;;) {
    const bool first = bytes_read_ == 0;
    auto line = read();
    if (!line)
      return line;
    if (first && line->text.starts_with(byte_order_mark))
      line->text.erase(0, byte_order_mark.size());
    if (line->too_long || !is_blank(line->text))
      return line;
  }
}

} // namespace amends::cli
