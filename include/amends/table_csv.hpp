// Decision tables as spreadsheets. In: a table as under `tables` of a pack, or a CSV text. Out: the
// other one; every row that the sheet leaves as it was comes back as it was written.
#pragma once

#include "amends/json.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

// RFC 4180 with a byte order mark, so that spreadsheet programs read it as UTF-8. The head is
// `when:COLUMN`..., `then:COLUMN`..., then the keys of the rows' objects ("id", "article"). Only
// columns and rows go into it: hit policy, types, caps stay in the pack. Errors `parse` with the
// pointer below the table.
[[nodiscard]] Result<std::string> table_to_csv(const Json& table);

struct SheetTable {
  Json table;                     // `when`, `then` and `rows` of the sheet, the rest as it was
  std::vector<std::string> heads; // as in the sheet
  std::vector<std::size_t> lines; // on which each row begins, from 1

  // Where a pointer below the table ("/rows/3/1") stands: "line 5, column 2 (when:days_late)";
  // empty where that is no row.
  [[nodiscard]] std::string place(std::string_view pointer) const;
};
// Fields are separated by commas, semicolons or tabs, whichever the head uses; an empty cell is
// "-". `table` is what the sheet was made from. Errors: `parse` with line and column (not UTF-8, an
// open quote, a row of another width, a head that is no head), `limit` beyond table_rows.
[[nodiscard]] Result<SheetTable> table_from_csv(std::string_view csv, const Json& table);

} // namespace amends
