// Lines of a stream, of any length. In: bytes. Out: one line at a time; one that is too long is
// said to be so, and the rest of it is passed over without being kept.
#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>

namespace amends::cli {

struct Line {
  std::string text;       // without its line end
  std::size_t number = 0; // among all lines of the stream, from 1
  bool too_long = false;
};

class LineReader {
public:
  LineReader(std::istream& in, std::size_t most_bytes) : in_(in), most_bytes_(most_bytes) {}
  // No value at the end. Lines of nothing but white space are passed over; so is a byte order mark
  // at the very beginning, and the "\r" of a "\r\n".
  [[nodiscard]] std::optional<Line> next();
  [[nodiscard]] std::size_t bytes_read() const { return bytes_read_; }

private:
  std::optional<Line> read();

  std::istream& in_;
  std::size_t most_bytes_;
  std::size_t bytes_read_ = 0;
  std::size_t lines_read_ = 0;
};

} // namespace amends::cli
