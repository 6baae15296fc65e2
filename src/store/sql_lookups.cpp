// The rows that cases are found by, in SQL: which are there, and all of them.
#include "store/cursor.hpp"
#include "store/sql_session.hpp"

#include <algorithm>
#include <array>

namespace amends {
namespace {

using std::string;
using std::string_view;

struct NumberedLookup {
  LookupRow row;
  std::int64_t case_no = 0;
};

NumberedLookup lookup_of(const SqlRow& row) {
  return {{string(row.bytes(0)), string(row.bytes(1)), string(row.bytes(2))}, row.integer(3)};
}

constexpr string_view lookup_sql =
    "SELECT 1 FROM amends_lookup WHERE tenant = ? AND kind = ? AND value = ? AND case_no = "
    "(SELECT case_no FROM amends_case WHERE tenant = ? AND case_id = ?)";
constexpr string_view page_sql =
    "SELECT l.kind, l.value, c.case_id, l.case_no FROM amends_lookup l LEFT JOIN amends_case c "
    "ON c.tenant = l.tenant AND c.case_no = l.case_no WHERE l.tenant = ? "
    "AND (l.kind, l.value, l.case_no) > (?, ?, ?) ORDER BY l.kind, l.value, l.case_no LIMIT ?";

} // namespace

Result<bool> SqlSession::has_lookup(const LookupRow& row) {
  bool there = false;
  AMENDS_CHECK(exec(lookup_sql,
                    std::array<SqlValue, 5>{tenant_, string_view(row.kind), string_view(row.value),
                                            tenant_, string_view(row.case_id)},
                    [&](const SqlRow&) { there = true; }));
  return there;
}

Result<LookupPage> SqlSession::scan_lookups(std::size_t limit, string_view after) {
  AMENDS_CHECK(check_limit(limit));
  LookupPlace place{"", "", -1};
  if (!after.empty()) {
    AMENDS_TRY_ASSIGN(place, parse_lookup_cursor(after));
  }
  const auto& [kind, value, case_no] = place;
  const auto wanted = static_cast<std::int64_t>(std::min<std::size_t>(limit, 1'000'000'000) + 1);
  AMENDS_TRY_ASSIGN(
      auto found, rows<NumberedLookup>(page_sql,
                                       std::array<SqlValue, 5>{tenant_, string_view(kind),
                                                               string_view(value), case_no, wanted},
                                       lookup_of));
  LookupPage page;
  if (found.size() > limit) {
    found.pop_back();
    const NumberedLookup& last = found.back();
    page.next = print_lookup_cursor({last.row.kind, last.row.value, last.case_no});
  }
  for (NumberedLookup& each : found) {
    page.rows.push_back(std::move(each.row));
  }
  return page;
}

} // namespace amends
