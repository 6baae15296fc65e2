// Lines and files stay short enough to read.
#include "tidy/files.hpp"

#include <gtest/gtest.h>

#include <set>

namespace amends::tidy {
namespace {

const std::vector<std::string> code = {".cpp", ".hpp", ".h", ".c"};

// Generated tables, named one by one; a line or a file of theirs may be long.
const std::set<std::string>& generated() {
  static const std::set<std::string> files = {};
  return files;
}

// Characters, not bytes: Chinese terms stand in tests and tables.
std::size_t columns(const std::string& line) {
  std::size_t count = 0;
  for (const char c : line)
    count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

bool is_generated(const SourceFile& file) {
  return generated().contains(file.path) || file.path.find("_generated.") != std::string::npos;
}

bool holds_text(std::string_view folder, const std::string& line) {
  const bool library = folder == "src" || folder == "include" || folder == "capi";
  return line.find(library ? "R\"" : "\"") != std::string::npos;
}

TEST(Lines, HaveAtMostAHundredColumns) {
  for (const char* folder : {"src", "include", "capi", "tests", "bench", "examples"})
    for (const SourceFile& file : files_below(folder, code))
      for (std::size_t i = 0; i < file.lines.size() && !is_generated(file); ++i)
        // A raw string cannot be broken, nor, outside the library, any text of an example.
        if (columns(file.lines[i]) > 100 && !holds_text(folder, file.lines[i]))
          ADD_FAILURE() << file.path << ":" << i + 1 << " has " << columns(file.lines[i])
                        << " columns";
}

TEST(Lines, EndWithoutSpacesTabsAndReturns) {
  for (const char* folder : {"src", "include", "capi", "tests", "bench", "examples"})
    for (const SourceFile& file : files_below(folder, code))
      for (std::size_t i = 0; i < file.lines.size() && !is_generated(file); ++i) {
        const std::string& line = file.lines[i];
        const bool untidy = line.ends_with(' ') || line.ends_with('\r') || line.ends_with('\t');
        EXPECT_FALSE(untidy) << file.path << ":" << i + 1;
      }
}

TEST(Files, AreShort) {
  for (const char* folder : {"src", "include"})
    for (const SourceFile& file : files_below(folder, code)) {
      if (!is_generated(file)) {
        EXPECT_LE(file.lines.size(), 450U) << file.path << ": split it";
      }
    }
}

TEST(Files, PublicHeadersSayWhatTheyAre) {
  for (const SourceFile& file : files_below("include", code)) {
    ASSERT_FALSE(file.lines.empty()) << file.path;
    const std::string& first = file.lines.front();
    EXPECT_TRUE(first.starts_with("//") || first.starts_with("/*")) << file.path;
  }
}

} // namespace
} // namespace amends::tidy
