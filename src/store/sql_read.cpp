// SqlSession: rows by key and by due instant.
#include "store/sql_rows.hpp"
#include "store/sql_session.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace amends {
namespace {

using std::string;
using std::string_view;

string text_of(const SqlRow& row, int column) { return string(row.bytes(column)); }

std::int64_t page_size(std::size_t limit) {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, 1'000'000'000));
}

PolicyRow policy_of(const SqlRow& row) { return {text_of(row, 0), text_of(row, 1)}; }
StaffRow staff_of(const SqlRow& row) { return {text_of(row, 0), text_of(row, 1)}; }
SubjectRow subject_of(const SqlRow& row) {
  return {text_of(row, 0), text_of(row, 1), text_of(row, 2), text_of(row, 3)};
}
WorldRow world_of(const SqlRow& row) {
  return {row.integer(0), Instant{row.integer(1)}, text_of(row, 2), text_of(row, 3),
          text_of(row, 4)};
}
ReceiptRow receipt_of(const SqlRow& row) {
  return {text_of(row, 0), hex_of(row.bytes(1)), text_of(row, 2), parse_numbers(row.bytes(3))};
}
SealedRow sealed_of(const SqlRow& row) {
  SealedRow out;
  out.case_id = text_of(row, 0);
  out.ref = print_row_id({out.case_id, row.integer(1), row.integer(2)});
  out.subject = text_of(row, 3);
  out.algorithm = text_of(row, 4);
  out.data = text_of(row, 5);
  return out;
}
LedgerRow ledger_of(const SqlRow& row) {
  LedgerRow out;
  out.scope = text_of(row, 0);
  out.case_id = text_of(row, 1);
  out.entry = expand_id(row.bytes(2), out.case_id);
  out.head = text_of(row, 3);
  out.plan = expand_id(row.bytes(4), out.case_id);
  out.minor = row.integer(5);
  out.currency = text_of(row, 6);
  out.side = text_of(row, 7);
  out.state = text_of(row, 8);
  out.at = Instant{row.integer(9)};
  return out;
}
ClockIndexRow clock_of(const SqlRow& row) {
  ClockIndexRow out;
  out.case_id = text_of(row, 0);
  out.id = expand_id(row.bytes(1), out.case_id);
  out.target = text_of(row, 2);
  out.state = text_of(row, 3);
  out.due = Instant{row.integer(4)};
  return out;
}
EventRow event_of(const SqlRow& row) {
  return {text_of(row, 0), row.integer(1), Instant{row.integer(2)}, hex_of(row.bytes(3)),
          text_of(row, 4)};
}
string first_text(const SqlRow& row) { return text_of(row, 0); }
std::int64_t first_number(const SqlRow& row) { return row.integer(0); }
Instant first_instant(const SqlRow& row) { return Instant{row.integer(0)}; }

} // namespace

Result<std::optional<CaseRow>> SqlSession::load_case(string_view case_id) {
  static const string sql =
      "SELECT " + string(case_columns) + " FROM amends_case c WHERE c.tenant = ? AND c.case_id = ?";
  AMENDS_TRY_ASSIGN(auto found, row(sql, std::array<SqlValue, 2>{tenant_, case_id}, case_of));
  if (mode_ == SessionMode::write) {
    seen_[string(case_id)] =
        found ? StoredCase{found->number,      found->version,      found->last_at.us,
                           found->next_due.us, found->clock_due.us, found->opened_at.us,
                           found->open,        found->order_id,     found->customer_id}
              : StoredCase{};
  }
  return found;
}

Result<std::vector<EventRow>> SqlSession::load_events(string_view case_id, std::int64_t after) {
  return rows("SELECT c.case_id, e.seq, e.at, e.hash, e.record FROM amends_case c "
              "JOIN amends_event e ON e.tenant = c.tenant AND e.case_no = c.case_no "
              "WHERE c.tenant = ? AND c.case_id = ? AND e.seq > ? ORDER BY e.seq",
              std::array<SqlValue, 3>{tenant_, case_id, after}, event_of);
}

Result<std::optional<ReceiptRow>> SqlSession::load_receipt(string_view command_id) {
  return row("SELECT r.command_id, r.content_hash, c.case_id, r.seqs FROM amends_receipt r "
             "LEFT JOIN amends_case c ON c.tenant = r.tenant AND c.case_no = r.case_no "
             "WHERE r.tenant = ? AND r.command_id = ?",
             std::array<SqlValue, 2>{tenant_, command_id}, receipt_of);
}

Result<std::vector<LedgerRow>> SqlSession::load_ledger(std::span<const string> scopes) {
  std::vector<LedgerRow> found;
  for (const string& scope : std::set<string>(scopes.begin(), scopes.end())) {
    AMENDS_TRY_ASSIGN(
        auto of_scope,
        rows("SELECT l.scope, c.case_id, l.entry, l.head, l.plan, l.minor, l.currency, l.side, "
             "l.state, l.at FROM amends_ledger l "
             "JOIN amends_case c ON c.tenant = l.tenant AND c.case_no = l.case_no "
             "WHERE l.tenant = ? AND l.scope = ?",
             std::array<SqlValue, 2>{tenant_, string_view(scope)}, ledger_of));
    std::move(of_scope.begin(), of_scope.end(), std::back_inserter(found));
  }
  std::sort(found.begin(), found.end(), [](const LedgerRow& a, const LedgerRow& b) {
    return std::tie(a.scope, a.case_id, a.entry) < std::tie(b.scope, b.case_id, b.entry);
  });
  return found;
}

Result<std::optional<SealedRow>> SqlSession::load_sealed(string_view ref) {
  const auto id = parse_row_id(ref);
  if (!id) {
    return std::optional<SealedRow>{};
  }
  return row("SELECT c.case_id, s.seq, s.n, u.subject, s.algorithm, s.data FROM amends_case c "
             "JOIN amends_sealed s ON s.tenant = c.tenant AND s.case_no = c.case_no "
             "JOIN amends_subject u ON u.tenant = s.tenant AND u.subject_no = s.subject_no "
             "WHERE c.tenant = ? AND c.case_id = ? AND s.seq = ? AND s.n = ?",
             std::array<SqlValue, 4>{tenant_, string_view(id->case_id), id->seq, id->n}, sealed_of);
}

Result<std::vector<SealedRow>> SqlSession::scan_sealed(string_view after, std::size_t limit) {
  const auto id = after.empty() ? RowId{"", -1, -1} : parse_row_id(after);
  if (!id) {
    return Error{Code::arg, "the reference to scan behind must be CASE.SEQ.N", "/after"};
  }
  return rows("SELECT c.case_id, s.seq, s.n, u.subject, s.algorithm, s.data FROM amends_case c "
              "JOIN amends_sealed s ON s.tenant = c.tenant AND s.case_no = c.case_no "
              "JOIN amends_subject u ON u.tenant = s.tenant AND u.subject_no = s.subject_no "
              "WHERE c.tenant = ? AND c.case_id >= ? AND (c.case_id, s.seq, s.n) > (?, ?, ?) "
              "ORDER BY c.case_id, s.seq, s.n LIMIT ?",
              std::array<SqlValue, 6>{tenant_, string_view(id->case_id), string_view(id->case_id),
                                      id->seq, id->n, page_size(limit)},
              sealed_of);
}

Result<std::optional<SubjectRow>> SqlSession::load_subject(string_view subject) {
  return row("SELECT subject, algorithm, key_id, data FROM amends_subject "
             "WHERE tenant = ? AND subject = ? AND algorithm IS NOT NULL",
             std::array<SqlValue, 2>{tenant_, subject}, subject_of);
}

Result<std::optional<StaffRow>> SqlSession::load_staff(string_view id) {
  return row("SELECT staff_id, body FROM amends_staff WHERE tenant = ? AND staff_id = ?",
             std::array<SqlValue, 2>{tenant_, id}, staff_of);
}

Result<std::vector<StaffRow>> SqlSession::scan_staff() {
  return rows("SELECT staff_id, body FROM amends_staff WHERE tenant = ? ORDER BY staff_id",
              std::array<SqlValue, 1>{tenant_}, staff_of);
}

Result<std::optional<PolicyRow>> SqlSession::load_policy(string_view digest) {
  return row("SELECT digest, body FROM amends_policy WHERE tenant = ? AND digest = ?",
             std::array<SqlValue, 2>{tenant_, digest}, policy_of);
}

Result<std::vector<PolicyRow>> SqlSession::scan_policies() {
  return rows("SELECT digest, body FROM amends_policy WHERE tenant = ? ORDER BY digest",
              std::array<SqlValue, 1>{tenant_}, policy_of);
}

Result<std::vector<WorldRow>> SqlSession::load_world(std::int64_t after) {
  return rows("SELECT seq, at, kind, digest, body FROM amends_world "
              "WHERE tenant = ? AND seq > ? ORDER BY seq",
              std::array<SqlValue, 2>{tenant_, after}, world_of);
}

Result<std::optional<ActionRow>> SqlSession::load_action(string_view id) {
  static const string sql = "SELECT " + string(action_columns) +
                            " FROM amends_case c JOIN amends_action a "
                            "ON a.tenant = c.tenant AND a.case_no = c.case_no "
                            "WHERE c.tenant = ? AND c.case_id = ? AND a.seq = ? AND a.n = ?";
  const auto parts = parse_row_id(id);
  if (!parts) {
    return std::optional<ActionRow>{};
  }
  return row(sql,
             std::array<SqlValue, 4>{tenant_, string_view(parts->case_id), parts->seq, parts->n},
             action_of);
}

Result<std::vector<ActionRow>> SqlSession::load_actions(string_view case_id) {
  static const string sql = "SELECT " + string(action_columns) +
                            " FROM amends_case c JOIN amends_action a "
                            "ON a.tenant = c.tenant AND a.case_no = c.case_no "
                            "WHERE c.tenant = ? AND c.case_id = ? ORDER BY a.seq, a.n";
  return rows(sql, std::array<SqlValue, 2>{tenant_, case_id}, action_of);
}

Result<std::vector<TaskRow>> SqlSession::load_tasks(string_view case_id) {
  static const string sql = "SELECT " + string(task_columns) +
                            " FROM amends_case c JOIN amends_task t "
                            "ON t.tenant = c.tenant AND t.case_no = c.case_no "
                            "WHERE c.tenant = ? AND c.case_id = ? ORDER BY t.seq, t.n";
  return rows(sql, std::array<SqlValue, 2>{tenant_, case_id}, task_of);
}

Result<std::vector<ClockIndexRow>> SqlSession::load_clocks(string_view case_id) {
  AMENDS_TRY_ASSIGN(auto clocks,
                    rows("SELECT c.case_id, k.clock, k.target, k.state, k.due FROM amends_case c "
                         "JOIN amends_clock k ON k.tenant = c.tenant AND k.case_no = c.case_no "
                         "WHERE c.tenant = ? AND c.case_id = ?",
                         std::array<SqlValue, 2>{tenant_, case_id}, clock_of));
  std::sort(clocks.begin(), clocks.end(),
            [](const ClockIndexRow& a, const ClockIndexRow& b) { return a.id < b.id; });
  return clocks;
}

Result<std::vector<string>> SqlSession::due_cases(Instant now, std::size_t limit) {
  return rows("SELECT case_id FROM amends_case WHERE tenant = ? AND open = 1 AND next_due <= ? "
              "ORDER BY next_due, case_id LIMIT ?",
              std::array<SqlValue, 3>{tenant_, now.us, page_size(limit)}, first_text);
}

Result<Instant> SqlSession::least_due() {
  AMENDS_TRY_ASSIGN(const auto least,
                    row("SELECT next_due FROM amends_case WHERE tenant = ? AND open = 1 "
                        "ORDER BY next_due LIMIT 1",
                        std::array<SqlValue, 1>{tenant_}, first_instant));
  return least.value_or(Instant::never());
}

Result<std::int64_t> SqlSession::next_number() {
  AMENDS_TRY_ASSIGN(const auto greatest,
                    row("SELECT max(case_no) FROM amends_case WHERE tenant = ?",
                        std::array<SqlValue, 1>{tenant_}, first_number));
  return greatest.value_or(0) + 1;
}

Result<Instant> SqlSession::greatest_instant() {
  AMENDS_TRY_ASSIGN(const auto greatest, row("SELECT last_at FROM amends_case WHERE tenant = ? "
                                             "ORDER BY last_at DESC LIMIT 1",
                                             std::array<SqlValue, 1>{tenant_}, first_instant));
  return greatest.value_or(Instant::min());
}

Result<bool> SqlSession::is_final(const string& action_id) {
  AMENDS_TRY_ASSIGN(const auto action, load_action(action_id));
  return action && action->state != "raised" && action->state != "pending";
}

// Goes through the due actions page by page: what `after` names is looked up one by one.
Result<std::vector<ActionRow>> SqlSession::leasable_actions(Instant now, std::size_t limit) {
  static const string sql =
      "SELECT " + string(action_columns) +
      " FROM amends_action a JOIN amends_case c ON c.tenant = a.tenant AND c.case_no = a.case_no "
      "WHERE a.tenant = ? AND a.state = 'raised' AND a.due <= ? AND a.due >= ? "
      "AND a.lease_until <= ? "
      "AND (a.valid_until IS NULL OR a.valid_until >= ?) "
      "AND (a.due, c.case_id, a.seq, a.n) > (?, ?, ?, ?) "
      "AND (a.collapse = '' OR NOT EXISTS (SELECT 1 FROM amends_action b "
      "WHERE b.tenant = a.tenant AND b.collapse = a.collapse AND b.collapse <> '' "
      "AND b.action_no > a.action_no AND b.state <> 'cancelled')) "
      "ORDER BY a.due, c.case_id, a.seq, a.n LIMIT ?";
  std::vector<ActionRow> leasable;
  Instant due = Instant::min();
  RowId from{"", -1, -1};
  while (leasable.size() < limit) {
    const std::size_t wanted = limit - leasable.size();
    AMENDS_TRY_ASSIGN(auto candidates,
                      rows(sql,
                           std::array<SqlValue, 10>{tenant_, now.us, due.us, now.us, now.us, due.us,
                                                    string_view(from.case_id), from.seq, from.n,
                                                    page_size(wanted)},
                           action_of));
    for (ActionRow& candidate : candidates) {
      due = candidate.due;
      from = parse_row_id(candidate.id).value();
      bool ready = true;
      for (const string& id : candidate.after) {
        AMENDS_TRY_ASSIGN(const bool ended, is_final(id));
        ready = ready && ended;
      }
      if (ready) {
        leasable.push_back(std::move(candidate));
      }
    }
    if (candidates.size() < wanted) {
      break;
    }
  }
  return leasable;
}

Result<RowCounts> SqlSession::count_rows() {
  RowCounts out;
  const std::array tables{
      std::pair{"amends_case", &out.cases},    std::pair{"amends_event", &out.events},
      std::pair{"amends_task", &out.tasks},    std::pair{"amends_action", &out.actions},
      std::pair{"amends_clock", &out.clocks},  std::pair{"amends_receipt", &out.receipts},
      std::pair{"amends_ledger", &out.ledger}, std::pair{"amends_sealed", &out.sealed},
      std::pair{"amends_lookup", &out.lookups}};
  for (const auto& [table, count] : tables) {
    AMENDS_TRY_ASSIGN(const auto found,
                      row("SELECT count(*) FROM " + string(table) + " WHERE tenant = ?",
                          std::array<SqlValue, 1>{tenant_}, first_number));
    *count = found.value_or(0);
  }
  AMENDS_TRY_ASSIGN(
      out.triggers,
      rows("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name", {}, first_text));
  return out;
}

} // namespace amends
