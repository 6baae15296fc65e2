// A table for people. In: rows of cells. Out: lines with the columns one under the other, Chinese
// characters counted as the two places they take.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace amends::cli {

class TextTable {
public:
  // A column whose title begins with '>' has its cells on the right.
  explicit TextTable(const std::vector<std::string>& titles);
  void add(std::vector<std::string> cells);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::string text() const;

private:
  std::vector<std::string> titles_;
  std::vector<bool> right_;
  std::vector<std::vector<std::string>> rows_;
};

// Places that a text takes on a terminal.
[[nodiscard]] std::size_t places(std::string_view utf8);

} // namespace amends::cli
