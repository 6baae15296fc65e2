// The row of a case: new, or changed where its version is the one that was seen.
#include "store/sql_write.hpp"

#include "store/sql_rows.hpp"

#include <array>

namespace amends {

using std::string;
using std::string_view;

namespace {

SqlValue flag(bool on) { return std::int64_t{on}; }

} // namespace

Result<StoredCase> BatchWriter::stored_case(const string& case_id) {
  if (const auto seen = seen_.find(case_id); seen != seen_.end()) {
    return seen->second;
  }
  StoredCase stored;
  AMENDS_CHECK(
      driver_.exec("SELECT case_no, version, last_at, next_due, clock_due, opened_at, open, "
                   "order_id, customer_id FROM amends_case "
                   "WHERE tenant = ? AND case_id = ?",
                   std::array<SqlValue, 2>{tenant_, string_view(case_id)}, [&](const SqlRow& row) {
                     stored = {row.integer(0),      row.integer(1),       row.integer(2),
                               row.integer(3),      row.integer(4),       row.integer(5),
                               row.integer(6) != 0, string(row.bytes(7)), string(row.bytes(8))};
                   }));
  return stored;
}

Result<std::int64_t> BatchWriter::draw_number() {
  if (last_number_ < 0) {
    AMENDS_TRY_ASSIGN(last_number_,
                      number_of("SELECT max(case_no) FROM amends_case WHERE tenant = ?",
                                std::array<SqlValue, 1>{tenant_}));
  }
  return ++last_number_;
}

Result<std::int64_t> BatchWriter::write_case_row(const CaseWrite& write) {
  const CaseRow& row = write.row;
  AMENDS_TRY_ASSIGN(const StoredCase stored, stored_case(row.case_id));
  if (stored.version != write.expected_version) {
    return Error{Code::conflict,
                 "case " + row.case_id + " is at version " + std::to_string(stored.version) +
                     ", not at " + std::to_string(write.expected_version),
                 {}};
  }
  if (stored.version != 0) {
    AMENDS_CHECK(update_case(row, stored));
    return stored.case_no;
  }
  std::int64_t case_no = row.number;
  if (case_no == 0) {
    AMENDS_TRY_ASSIGN(case_no, draw_number());
  } else {
    last_number_ = -1; // look again
  }
  AMENDS_CHECK(insert_case(row, case_no));
  return case_no;
}

namespace {

constexpr string_view plain_columns =
    "version, head, state_format, world, kind, channel, stage, category, priority, priority_rank, "
    "owner, team, waiting_for, title, late, state";
constexpr string_view plain_settings =
    "version = ?, head = ?, state_format = ?, world = ?, kind = ?, channel = ?, stage = ?, "
    "category = ?, priority = ?, priority_rank = ?, owner = ?, team = ?, waiting_for = ?, "
    "title = ?, late = ?, state = ?";

// The columns that no index holds.
std::vector<SqlValue> plain_values(const CaseRow& row, const string& head) {
  return {row.version,
          SqlBlob{head},
          std::int64_t{row.state_format},
          row.world,
          string_view(row.kind),
          string_view(row.channel),
          string_view(row.stage),
          string_view(row.category),
          string_view(row.priority),
          std::int64_t{row.priority_rank},
          string_view(row.owner),
          string_view(row.team),
          string_view(row.waiting_for),
          string_view(row.title),
          flag(row.late),
          string_view(row.state)};
}

} // namespace

Result<void> BatchWriter::insert_case(const CaseRow& row, std::int64_t case_no) {
  static const string sql =
      "INSERT INTO amends_case(" + string(plain_columns) +
      ", tenant, case_no, case_id, last_at, next_due, clock_due, opened_at, open, order_id, "
      "customer_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  const string head = bytes_of(row.head);
  std::vector<SqlValue> values = plain_values(row, head);
  for (const SqlValue& value :
       {SqlValue(tenant_), SqlValue(case_no), SqlValue(string_view(row.case_id)),
        SqlValue(row.last_at.us), SqlValue(row.next_due.us), SqlValue(row.clock_due.us),
        SqlValue(row.opened_at.us), flag(row.open), SqlValue(string_view(row.order_id)),
        SqlValue(string_view(row.customer_id))}) {
    values.push_back(value);
  }
  return run(sql, values);
}

// Names an indexed column only when it changes: naming one makes the database rewrite its index.
Result<void> BatchWriter::update_case(const CaseRow& row, const StoredCase& stored) {
  string sql = "UPDATE amends_case SET " + string(plain_settings);
  const string head = bytes_of(row.head);
  std::vector<SqlValue> values = plain_values(row, head);
  const auto set_if = [&](bool changed, string_view column, SqlValue value) {
    if (changed) {
      sql += ", " + string(column) + " = ?";
      values.push_back(value);
    }
  };
  set_if(stored.last_at != row.last_at.us, "last_at", row.last_at.us);
  set_if(stored.next_due != row.next_due.us, "next_due", row.next_due.us);
  set_if(stored.clock_due != row.clock_due.us, "clock_due", row.clock_due.us);
  set_if(stored.opened_at != row.opened_at.us, "opened_at", row.opened_at.us);
  set_if(stored.open != row.open, "open", flag(row.open));
  set_if(stored.order_id != row.order_id, "order_id", string_view(row.order_id));
  set_if(stored.customer_id != row.customer_id, "customer_id", string_view(row.customer_id));
  sql += " WHERE tenant = ? AND case_no = ?";
  values.push_back(tenant_);
  values.push_back(stored.case_no);
  return run(sql, values);
}

} // namespace amends
