// Cursors of lists. In: the place of a page's last row. Out: a text that a later call turns back.
#pragma once

#include "amends/result.hpp"
#include "amends/store.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

namespace amends {

// The place of a row in a list: two numbers (unused ones 0), then an id.
struct ListPlace {
  std::int64_t first = 0;
  std::int64_t second = 0;
  std::string id;
};

// `list` names the list and its order in one letter, so that a cursor fits no other list.
[[nodiscard]] std::string print_cursor(char list, const ListPlace& place);
// Error `arg`, where "/after", when `text` is no cursor of this list.
[[nodiscard]] Result<ListPlace> parse_cursor(char list, std::string_view text);

inline constexpr char task_list = 't';
inline constexpr char action_list = 'a';
inline constexpr char lookup_list = 'l';
[[nodiscard]] char case_list(CaseSort sort);
// The place of a case in a list sorted by `sort`; ascending in both numbers, then by id.
[[nodiscard]] ListPlace case_place(const CaseRow& row, CaseSort sort);

// The place of a look-up row, and back: (kind, value, number of the case).
using LookupPlace = std::tuple<std::string, std::string, std::int64_t>;
[[nodiscard]] std::string print_lookup_cursor(const LookupPlace& place);
[[nodiscard]] Result<LookupPlace> parse_lookup_cursor(std::string_view text);

// Error `arg` for a page of no rows, which could never come to an end.
[[nodiscard]] Result<void> check_limit(std::size_t limit);

} // namespace amends
