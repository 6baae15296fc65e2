// The single looks of lint; each adds what it finds.
#pragma once

#include "rules/region_box.hpp"
#include "rules/table.hpp"

#include <string>
#include <vector>

namespace amends::rules {

inline constexpr std::size_t lint_rows = 1000;
inline constexpr std::size_t lint_columns = 12;

struct LintReport {
  const TableParts& table;
  std::vector<Finding> findings;

  void add(std::string level, std::string rule, const std::string& place, std::string text,
           std::string mend, Facts example = {});
  void not_checked(std::string rule, std::string text);
};
[[nodiscard]] std::string row_place(std::size_t row);
// " where a = 1, b = 2", or ", whatever the facts are".
[[nodiscard]] std::string where_facts(const Facts& facts);

// All that lint finds in the table of a model.
[[nodiscard]] std::vector<Finding> lint_model_table(const TableParts& table);

void lint_overlaps(LintReport& report);
void lint_dead_rows(LintReport& report);
void lint_gaps(LintReport& report);
void lint_payouts(const Table& table, LintReport& report); // falls along a column
void lint_caps(LintReport& report);                        // caps below what a row gives at least

} // namespace amends::rules
