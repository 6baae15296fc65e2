// The text of spreadsheets (RFC 4180). In: fields or text. Out: the other, or the place of what is
// wrong.
#pragma once

#include "amends/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace amends::rules {

using CsvRow = std::vector<std::string>;

// Adds the row, quoted where it has to be, with the line's end.
void append_csv_row(std::string& out, const CsvRow& row);

struct Csv {
  std::vector<CsvRow> rows;
  std::vector<std::size_t> lines; // on which each begins, from 1
};
// Separated by the first of , ; tab that the text's first line uses outside quotes. Error `parse`.
[[nodiscard]] Result<Csv> read_csv(std::string_view text);

// "line 3, column 2: message".
[[nodiscard]] Error csv_error(const std::string& message, std::size_t line, std::size_t column);

} // namespace amends::rules
