// Ids of what a case owns. In: "CASE.SEQ.N". Out: its three parts, ordered as lists are.
#pragma once

#include "amends/result.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace amends {

struct RowId {
  std::string case_id;
  std::int64_t seq = 0;
  std::int64_t n = 0;
  auto operator<=>(const RowId&) const = default;
};

// No value when `text` has not the form: a case id, then two whole numbers without leading zeros.
[[nodiscard]] std::optional<RowId> parse_row_id(std::string_view text);
[[nodiscard]] std::string print_row_id(const RowId& id);

} // namespace amends
