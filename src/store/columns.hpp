// What cases can be counted by. In: a column's name. Out: the member of CaseRow, or a lookup kind.
#pragma once

#include "amends/result.hpp"
#include "amends/store.hpp"

#include <string>
#include <string_view>

namespace amends {

struct CountColumn {
  std::string_view name;                  // as in SQL; empty for a lookup kind
  std::string CaseRow::*member = nullptr; // null for a lookup kind
  std::string lookup_kind;
};

// Error `arg` naming the columns there are.
[[nodiscard]] Result<CountColumn> count_column(std::string_view column);

} // namespace amends
