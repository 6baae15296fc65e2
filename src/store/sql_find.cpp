// SqlSession: lists and counts, with SQL made from the filter.
#include "store/columns.hpp"
#include "store/cursor.hpp"
#include "store/sql_rows.hpp"
#include "store/sql_session.hpp"

#include <algorithm>
#include <map>

namespace amends {
namespace {

using std::string;
using std::string_view;

// A statement in the making; its parameters point into the caller's filter.
struct Statement {
  string sql;
  std::vector<SqlValue> params;

  void add(string_view condition, SqlValue value) {
    sql += condition;
    params.push_back(value);
  }
};

SqlValue value_of(const string& text) { return string_view(text); }
SqlValue value_of(std::int64_t number) { return number; }

// " AND column IN (?, ?)"; nothing for an empty list.
template <class T>
void add_any_of(Statement& statement, string_view column, const std::vector<T>& wanted) {
  if (wanted.empty()) {
    return;
  }
  statement.sql += " AND " + string(column) + " IN (";
  for (const T& value : wanted) {
    statement.add(statement.sql.ends_with('(') ? "?" : ", ?", value_of(value));
  }
  statement.sql += ")";
}

void add_lookups(Statement& statement, string_view tenant, const std::vector<LookupRow>& lookups) {
  std::map<string_view, std::vector<string_view>> values_by_kind;
  for (const LookupRow& lookup : lookups) {
    values_by_kind[lookup.kind].push_back(lookup.value);
  }
  for (const auto& [kind, values] : values_by_kind) {
    // The tenant as a parameter: SQLite then reads the list once, and not for each case.
    statement.add(" AND c.case_no IN (SELECT l.case_no FROM amends_lookup l WHERE l.tenant = ?",
                  tenant);
    statement.add(" AND l.kind = ? AND l.value IN (", kind);
    for (const string_view value : values) {
      statement.add(statement.sql.ends_with('(') ? "?" : ", ?", value);
    }
    statement.sql += "))";
  }
}

bool all_named(const std::vector<string>& wanted) {
  return !wanted.empty() && std::find(wanted.begin(), wanted.end(), "") == wanted.end();
}

// The cases that a filter chooses from. An order or a customer has few: they are found first and
// sorted then, while SQLite, which knows no such counts, would walk all cases in the list's order.
// The index holds no empty names, which the statement must say for it to be used.
void add_cases(Statement& statement, const CaseFilter& filter) {
  statement.sql += " FROM amends_case c";
  if (all_named(filter.order_id)) {
    statement.sql += " INDEXED BY amends_case_order";
  } else if (all_named(filter.customer_id)) {
    statement.sql += " INDEXED BY amends_case_customer";
  }
}
void add_any_name(Statement& statement, string_view column, const std::vector<string>& wanted) {
  add_any_of(statement, column, wanted);
  if (all_named(wanted)) {
    statement.sql += " AND " + string(column) + " <> ''";
  }
}

// Flags stand in the text, not as parameters: only so the indexes of open cases can be used.
void add_filter(Statement& statement, string_view tenant, const CaseFilter& filter) {
  add_any_of(statement, "c.case_id", filter.case_id);
  add_any_of(statement, "c.case_no", filter.number);
  add_any_of(statement, "c.stage", filter.stage);
  add_any_of(statement, "c.category", filter.category);
  add_any_of(statement, "c.priority", filter.priority);
  add_any_of(statement, "c.owner", filter.owner);
  add_any_of(statement, "c.team", filter.team);
  add_any_of(statement, "c.kind", filter.kind);
  add_any_of(statement, "c.channel", filter.channel);
  add_any_of(statement, "c.waiting_for", filter.waiting_for);
  add_any_name(statement, "c.order_id", filter.order_id);
  add_any_name(statement, "c.customer_id", filter.customer_id);
  add_lookups(statement, tenant, filter.lookups);
  if (filter.open) {
    statement.sql += *filter.open ? " AND c.open = 1" : " AND c.open = 0";
  }
  if (filter.late) {
    statement.sql += *filter.late ? " AND c.late = 1" : " AND c.late = 0";
  }
  if (filter.due_before) {
    statement.add(" AND c.clock_due < ?", filter.due_before->us);
  }
  if (filter.opened_from) {
    statement.add(" AND c.opened_at >= ?", filter.opened_from->us);
  }
  if (filter.opened_to) {
    statement.add(" AND c.opened_at < ?", filter.opened_to->us);
  }
  if (filter.changed_from) {
    statement.add(" AND c.last_at >= ?", filter.changed_from->us);
  }
  if (filter.world_before) {
    statement.add(" AND c.world < ?", *filter.world_before);
  }
}

// Behind `place` in the order of `column` (ascending or not), then case id.
void add_behind(Statement& statement, string_view column, bool ascending, std::int64_t value,
                string_view case_id) {
  const string name(column);
  statement.add(" AND " + name + (ascending ? " >= ?" : " <= ?"), value);
  statement.add(" AND (" + name + (ascending ? " > ?" : " < ?"), value);
  statement.add(" OR c.case_id > ?)", case_id);
}

void add_case_place(Statement& statement, CaseSort sort, const ListPlace& place) {
  switch (sort) {
  case CaseSort::due: return add_behind(statement, "c.clock_due", true, place.first, place.id);
  case CaseSort::priority:
    statement.add(" AND (c.priority_rank, c.clock_due, c.case_id) > (?, ", place.first);
    statement.add("?, ", place.second);
    return statement.add("?)", string_view(place.id));
  case CaseSort::opened: return add_behind(statement, "c.opened_at", false, ~place.first, place.id);
  case CaseSort::changed: return add_behind(statement, "c.last_at", false, ~place.first, place.id);
  case CaseSort::id: break;
  }
  statement.add(" AND c.case_id > ?", string_view(place.id));
}

string_view case_order(CaseSort sort) {
  switch (sort) {
  case CaseSort::due: return " ORDER BY c.clock_due, c.case_id";
  case CaseSort::priority: return " ORDER BY c.priority_rank, c.clock_due, c.case_id";
  case CaseSort::opened: return " ORDER BY c.opened_at DESC, c.case_id";
  case CaseSort::changed: return " ORDER BY c.last_at DESC, c.case_id";
  case CaseSort::id: break;
  }
  return " ORDER BY c.case_id";
}

// One row more than the page holds tells whether there is another page.
void add_limit(Statement& statement, std::size_t limit) {
  const std::size_t bounded = std::min<std::size_t>(limit, 1'000'000'000);
  statement.add(" LIMIT ?", static_cast<std::int64_t>(bounded + 1));
}

template <class Row, class Cursor>
Page<Row> page_of(std::vector<Row> rows, std::size_t limit, Cursor cursor) {
  Page<Row> page{std::move(rows), {}};
  if (page.rows.size() > limit) {
    page.rows.resize(limit);
    page.next = cursor(page.rows.back());
  }
  return page;
}

struct DuePlace {
  std::int64_t due = Instant::min().us;
  RowId id{"", -1, -1};
};

Result<DuePlace> due_cursor(char list, string_view after) {
  if (after.empty()) {
    return DuePlace{};
  }
  AMENDS_TRY_ASSIGN(const ListPlace place, parse_cursor(list, after));
  const auto id = parse_row_id(place.id);
  if (!id) {
    return parse_cursor(list, "").error();
  }
  return DuePlace{place.first, *id};
}

// Behind `place` in the order (due, case, seq, n) of table `name`, which is joined with c.
void add_due_place(Statement& statement, const string& name, const DuePlace& place) {
  statement.add(" AND " + name + ".due >= ?", place.due);
  statement.add(" AND (" + name + ".due, c.case_id, " + name + ".seq, " + name + ".n) > (?",
                place.due);
  statement.add(", ?", string_view(place.id.case_id));
  statement.add(", ?", place.id.seq);
  statement.add(", ?)", place.id.n);
  statement.sql += " ORDER BY " + name + ".due, c.case_id, " + name + ".seq, " + name + ".n";
}

using Count = std::pair<string, std::int64_t>;

} // namespace

Result<CasePage> SqlSession::find_cases(const CaseFilter& filter, CaseSort sort, std::size_t limit,
                                        string_view after) {
  AMENDS_CHECK(check_limit(limit));
  Statement statement;
  statement.sql = "SELECT " + string(case_columns);
  add_cases(statement, filter);
  statement.add(" WHERE c.tenant = ?", string_view(tenant_));
  add_filter(statement, tenant_, filter);
  ListPlace place;
  if (!after.empty()) {
    AMENDS_TRY_ASSIGN(place, parse_cursor(case_list(sort), after));
    add_case_place(statement, sort, place);
  }
  statement.sql += case_order(sort);
  add_limit(statement, limit);
  AMENDS_TRY_ASSIGN(auto found, rows(statement.sql, statement.params, case_of));
  return page_of(std::move(found), limit, [&](const CaseRow& row) {
    return print_cursor(case_list(sort), case_place(row, sort));
  });
}

Result<std::vector<Count>> SqlSession::count_cases(const CaseFilter& filter, string_view column) {
  AMENDS_TRY_ASSIGN(const CountColumn counted, count_column(column));
  const bool by_lookup = counted.member == nullptr;
  const string key = by_lookup ? "k.value" : "c." + string(counted.name);
  Statement statement;
  statement.sql = "SELECT " + key + ", count(*)";
  add_cases(statement, filter);
  if (by_lookup) {
    statement.add(" JOIN amends_lookup k ON k.tenant = c.tenant AND k.case_no = c.case_no "
                  "AND k.kind = ?",
                  string_view(counted.lookup_kind));
  }
  statement.add(" WHERE c.tenant = ?", string_view(tenant_));
  add_filter(statement, tenant_, filter);
  statement.sql += " GROUP BY " + key + " ORDER BY " + key;
  return rows<Count>(statement.sql, statement.params, [](const SqlRow& row) {
    return Count{string(row.bytes(0)), row.integer(1)};
  });
}

Result<TaskPage> SqlSession::find_tasks(string_view owner, string_view state, std::size_t limit,
                                        string_view after) {
  AMENDS_CHECK(check_limit(limit));
  AMENDS_TRY_ASSIGN(const DuePlace place, due_cursor(task_list, after));
  Statement statement;
  statement.add("SELECT " + string(task_columns) +
                    " FROM amends_task t JOIN amends_case c "
                    "ON c.tenant = t.tenant AND c.case_no = t.case_no WHERE t.tenant = ?",
                string_view(tenant_));
  if (state == "open") { // as the index says it
    statement.sql += " AND t.state = 'open'";
  } else if (!state.empty()) {
    statement.add(" AND t.state = ?", state);
  }
  if (!owner.empty()) {
    statement.add(" AND t.owner = ?", owner);
  }
  add_due_place(statement, "t", place);
  add_limit(statement, limit);
  AMENDS_TRY_ASSIGN(auto found, rows(statement.sql, statement.params, task_of));
  return page_of(std::move(found), limit, [](const TaskRow& row) {
    return print_cursor(task_list, {row.due.value_or(Instant::never()).us, 0, row.id});
  });
}

Result<ActionPage> SqlSession::find_actions(string_view state, std::size_t limit,
                                            string_view after) {
  AMENDS_CHECK(check_limit(limit));
  AMENDS_TRY_ASSIGN(const DuePlace place, due_cursor(action_list, after));
  Statement statement;
  statement.add("SELECT " + string(action_columns) +
                    " FROM amends_action a JOIN amends_case c "
                    "ON c.tenant = a.tenant AND c.case_no = a.case_no WHERE a.tenant = ?",
                string_view(tenant_));
  if (state == "raised") { // as the index says it
    statement.sql += " AND a.state = 'raised'";
  } else if (!state.empty()) {
    statement.add(" AND a.state = ?", state);
  }
  add_due_place(statement, "a", place);
  add_limit(statement, limit);
  AMENDS_TRY_ASSIGN(auto found, rows(statement.sql, statement.params, action_of));
  return page_of(std::move(found), limit, [](const ActionRow& row) {
    return print_cursor(action_list, {row.due.us, 0, row.id});
  });
}

} // namespace amends
