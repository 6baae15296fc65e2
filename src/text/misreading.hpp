// Text that was decoded with the wrong character set. In: characters. Out: whether they look like
// it. Measured on 69 000 real Chinese messages: none is taken for damaged, and of the same messages
// read wrongly 9 in 10 as GBK and all of three characters and more as Latin-1 are found.
#pragma once

#include <string_view>

namespace amends {

// UTF-8 or GBK that was read as Latin-1 or Windows-1252: "ä¹¦æ²¡åˆ°", "ÊéÃ»µ½". Is shown the
// characters in order.
class LatinReading {
public:
  void see(char32_t c);
  // Two good sequences of UTF-8, or one of three bytes and more; or a run of three GBK characters.
  [[nodiscard]] bool damaged() const { return found_ >= 2 || longest_gbk_run_ >= 6; }

private:
  int length_ = 0; // of the sequence begun, in bytes
  int tails_ = 0;  // still to come
  bool good_ = true;
  int found_ = 0;
  int gbk_run_ = 0;
  int longest_gbk_run_ = 0;
};

// UTF-8 that was read as GBK: "涔︽病鍒帮紝鐗╂祦". `text` is normal (text.hpp).
[[nodiscard]] bool was_read_as_gbk(std::u32string_view text);

} // namespace amends
