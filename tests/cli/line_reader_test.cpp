#include "cli/line_reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

namespace amends::cli {
namespace {

std::vector<Line> all_lines(const std::string& bytes, std::size_t most = 100) {
  std::istringstream in(bytes);
  LineReader reader(in, most);
  std::vector<Line> out;
  while (auto line = reader.next())
    out.push_back(*line);
  return out;
}

std::vector<std::string> texts(const std::string& bytes) {
  std::vector<std::string> out;
  for (const Line& line : all_lines(bytes))
    out.push_back(line.text);
  return out;
}

using Texts = std::vector<std::string>;

TEST(LineReader, the_last_line_needs_no_end) { EXPECT_EQ(texts("a\nb"), (Texts{"a", "b"})); }

TEST(LineReader, blank_lines_are_passed_over) {
  EXPECT_EQ(texts("\n a\n \t\r\n\nb\n\n"), (Texts{" a", "b"}));
  EXPECT_EQ(texts(""), Texts{});
}

TEST(LineReader, ends_of_windows_lines_and_a_byte_order_mark_go) {
  EXPECT_EQ(texts("\xef\xbb\xbf{\"a\":1}\r\nb\r\n"), (Texts{"{\"a\":1}", "b"}));
  EXPECT_EQ(texts("a\n\xef\xbb\xbf"
                  "b"),
            (Texts{"a", "\xef\xbb\xbf"
                        "b"}));
}

TEST(LineReader, a_zero_byte_is_a_byte) {
  EXPECT_EQ(texts(std::string("a\0b\nc", 5)), (Texts{std::string("a\0b", 3), "c"}));
}

TEST(LineReader, too_long_a_line_is_said_to_be_so_and_the_next_one_is_whole) {
  const auto lines = all_lines(std::string(101, 'x') + "\n" + std::string(100, 'y') + "\nz", 100);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[0].too_long);
  EXPECT_EQ(lines[0].text.size(), 100U);
  EXPECT_FALSE(lines[1].too_long);
  EXPECT_EQ(lines[1].text, std::string(100, 'y'));
  EXPECT_EQ(lines[2].text, "z");
}

RC_GTEST_PROP(LineReader, any_lines_come_back_as_they_were,
              (const std::vector<std::string>& given)) {
  std::string bytes;
  Texts wanted;
  for (std::string line : given) {
    std::erase_if(line, [](char c) { return c == '\n' || c == '\r'; });
    bytes += line + "\n";
    if (line.find_first_not_of(" \t") != std::string::npos)
      wanted.push_back(line);
  }
  RC_PRE(!bytes.starts_with("\xef\xbb\xbf"));
  std::istringstream in(bytes);
  LineReader reader(in, 1'000'000);
  Texts found;
  while (auto line = reader.next())
    found.push_back(line->text);
  RC_ASSERT(found == wanted);
  RC_ASSERT(reader.bytes_read() == bytes.size());
}

} // namespace
} // namespace amends::cli
