#include "store/sql_write.hpp"

#include "store/row_id.hpp"
#include "store/sql_rows.hpp"

#include <array>

namespace amends {

using std::string;
using std::string_view;

Result<void> BatchWriter::run(string_view sql, Params params) {
  AMENDS_CHECK(driver_.exec(sql, params, nullptr));
  return {};
}

// The first column of the only row; 0 when it is null or there is no row.
Result<std::int64_t> BatchWriter::number_of(string_view sql, Params params) {
  std::int64_t number = 0;
  AMENDS_CHECK(driver_.exec(sql, params, [&](const SqlRow& row) { number = row.integer(0); }));
  return number;
}

Result<void> BatchWriter::write_event(const EventRow& row, std::int64_t case_no) {
  const string hash = bytes_of(row.hash);
  return run("INSERT INTO amends_event(tenant, case_no, seq, at, hash, record) "
             "VALUES(?, ?, ?, ?, ?, ?)",
             std::array<SqlValue, 6>{tenant_, case_no, row.seq, row.at.us, SqlBlob{hash},
                                     string_view(row.record)});
}

Result<void> BatchWriter::write_task(const TaskRow& row, std::int64_t case_no) {
  const RowId id = parse_row_id(row.id).value();
  return run("INSERT INTO amends_task(tenant, case_no, seq, n, kind, owner, state, due) "
             "VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(tenant, case_no, seq, n) DO UPDATE SET "
             "kind = excluded.kind, owner = excluded.owner, state = excluded.state, "
             "due = excluded.due",
             std::array<SqlValue, 8>{tenant_, case_no, id.seq, id.n, string_view(row.kind),
                                     string_view(row.owner), string_view(row.state),
                                     row.due.value_or(Instant::never()).us});
}

Result<void> BatchWriter::write_action(const ActionRow& row, string_view case_id,
                                       std::int64_t case_no) {
  const RowId id = parse_row_id(row.id).value();
  const string after = shorten_ids(row.after, case_id);
  const SqlValue valid_until = row.valid_until ? SqlValue(row.valid_until->us) : SqlValue(nullptr);
  return run("INSERT INTO amends_action(tenant, case_no, seq, n, kind, state, due, valid_until, "
             "after_ids, collapse, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
             "ON CONFLICT(tenant, case_no, seq, n) DO UPDATE SET kind = excluded.kind, "
             "state = excluded.state, due = excluded.due, valid_until = excluded.valid_until, "
             "after_ids = excluded.after_ids, collapse = excluded.collapse, body = excluded.body",
             std::array<SqlValue, 11>{tenant_, case_no, id.seq, id.n, string_view(row.kind),
                                      string_view(row.state), row.due.us, valid_until,
                                      string_view(after), string_view(row.collapse),
                                      string_view(row.body)});
}

Result<void> BatchWriter::write_clock(const ClockIndexRow& row, string_view case_id,
                                      std::int64_t case_no) {
  const string id = shorten_id(row.id, case_id);
  return run("INSERT INTO amends_clock(tenant, case_no, clock, target, state, due) "
             "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(tenant, case_no, clock) DO UPDATE SET "
             "target = excluded.target, state = excluded.state, due = excluded.due",
             std::array<SqlValue, 6>{tenant_, case_no, string_view(id), string_view(row.target),
                                     string_view(row.state), row.due.us});
}

Result<void> BatchWriter::write_ledger(const LedgerRow& row, string_view case_id,
                                       std::int64_t case_no) {
  const string entry = shorten_id(row.entry, case_id);
  const string plan = shorten_id(row.plan, case_id);
  return run("INSERT INTO amends_ledger(tenant, scope, case_no, entry, head, plan, minor, "
             "currency, side, state, at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
             "ON CONFLICT(tenant, scope, case_no, entry) DO UPDATE SET head = excluded.head, "
             "plan = excluded.plan, minor = excluded.minor, currency = excluded.currency, "
             "side = excluded.side, state = excluded.state, at = excluded.at",
             std::array<SqlValue, 11>{tenant_, string_view(row.scope), case_no, string_view(entry),
                                      string_view(row.head), string_view(plan), row.minor,
                                      string_view(row.currency), string_view(row.side),
                                      string_view(row.state), row.at.us});
}

Result<std::int64_t> BatchWriter::subject_no(const string& subject) {
  if (const auto known = subject_nos_.find(subject); known != subject_nos_.end()) {
    return known->second;
  }
  AMENDS_TRY_ASSIGN(std::int64_t no,
                    number_of("SELECT subject_no FROM amends_subject "
                              "WHERE tenant = ? AND subject = ?",
                              std::array<SqlValue, 2>{tenant_, string_view(subject)}));
  if (no == 0) {
    AMENDS_TRY_ASSIGN(const std::int64_t last,
                      number_of("SELECT max(subject_no) FROM amends_subject WHERE tenant = ?",
                                std::array<SqlValue, 1>{tenant_}));
    no = last + 1;
    AMENDS_CHECK(run("INSERT INTO amends_subject(tenant, subject_no, subject) VALUES(?, ?, ?)",
                     std::array<SqlValue, 3>{tenant_, no, string_view(subject)}));
  }
  subject_nos_.emplace(subject, no);
  return no;
}

Result<void> BatchWriter::write_sealed(const SealedRow& row, std::int64_t case_no) {
  const RowId id = parse_row_id(row.ref).value();
  AMENDS_TRY_ASSIGN(const std::int64_t subject, subject_no(row.subject));
  return run("INSERT INTO amends_sealed(tenant, case_no, seq, n, subject_no, algorithm, data) "
             "VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(tenant, case_no, seq, n) DO UPDATE SET "
             "subject_no = excluded.subject_no, algorithm = excluded.algorithm, "
             "data = excluded.data",
             std::array<SqlValue, 7>{tenant_, case_no, id.seq, id.n, subject,
                                     string_view(row.algorithm), SqlBlob{row.data}});
}

Result<void> BatchWriter::drop_lookup(const LookupRow& row, std::int64_t case_no) {
  return run(
      "DELETE FROM amends_lookup WHERE tenant = ? AND kind = ? AND value = ? AND case_no = ?",
      std::array<SqlValue, 4>{tenant_, string_view(row.kind), string_view(row.value), case_no});
}

Result<void> BatchWriter::write_lookup(const LookupRow& row, std::int64_t case_no) {
  return run(
      "INSERT INTO amends_lookup(tenant, kind, value, case_no) VALUES(?, ?, ?, ?) "
      "ON CONFLICT DO NOTHING",
      std::array<SqlValue, 4>{tenant_, string_view(row.kind), string_view(row.value), case_no});
}

// Nothing where the case is not there.
Result<void> BatchWriter::drop_lookup_outside(const LookupRow& row) {
  if (!row.case_id.empty()) {
    AMENDS_TRY_ASSIGN(const StoredCase stored, stored_case(row.case_id));
    return drop_lookup(row, stored.case_no);
  }
  return run(
      "DELETE FROM amends_lookup WHERE tenant = ? AND kind = ? AND value = ? AND case_no "
      "NOT IN (SELECT case_no FROM amends_case WHERE tenant = ?)",
      std::array<SqlValue, 4>{tenant_, string_view(row.kind), string_view(row.value), tenant_});
}

Result<void> BatchWriter::write_case(const CaseWrite& write, std::int64_t case_no) {
  const string& case_id = write.row.case_id;
  for (const EventRow& row : write.events) {
    AMENDS_CHECK(write_event(row, case_no));
  }
  for (const TaskRow& row : write.tasks) {
    AMENDS_CHECK(write_task(row, case_no));
  }
  for (const ActionRow& row : write.actions) {
    AMENDS_CHECK(write_action(row, case_id, case_no));
  }
  for (const ClockIndexRow& row : write.clocks) {
    AMENDS_CHECK(write_clock(row, case_id, case_no));
  }
  for (const LedgerRow& row : write.ledger) {
    AMENDS_CHECK(write_ledger(row, case_id, case_no));
  }
  for (const SealedRow& row : write.sealed) {
    AMENDS_CHECK(write_sealed(row, case_no));
  }
  for (const LookupRow& row : write.dropped_lookups) {
    AMENDS_CHECK(drop_lookup(row, case_no));
  }
  for (const LookupRow& row : write.lookups) {
    AMENDS_CHECK(write_lookup(row, case_no));
  }
  return {};
}

Result<std::int64_t> BatchWriter::case_no_of(const string& case_id) {
  if (const auto of_batch = case_nos_.find(case_id); of_batch != case_nos_.end()) {
    return of_batch->second;
  }
  if (case_id.empty()) {
    return 0;
  }
  AMENDS_TRY_ASSIGN(const StoredCase stored, stored_case(case_id));
  if (stored.version == 0) {
    return Error{Code::arg, "the batch names case " + case_id + ", which is not there", {}};
  }
  return stored.case_no;
}

Result<void> BatchWriter::write_receipt(const ReceiptRow& row) {
  AMENDS_TRY_ASSIGN(const std::int64_t case_no, case_no_of(row.case_id));
  const string hash = bytes_of(row.content_hash);
  const string seqs = print_numbers(row.seqs);
  AMENDS_TRY_ASSIGN(
      const std::int64_t inserted,
      driver_.exec("INSERT INTO amends_receipt(tenant, command_id, content_hash, case_no, seqs) "
                   "VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                   std::array<SqlValue, 5>{tenant_, string_view(row.command_id), SqlBlob{hash},
                                           case_no, string_view(seqs)},
                   nullptr));
  return inserted == 1 ? Result<void>{} : receipt_is_there(row);
}

Error BatchWriter::receipt_is_there(const ReceiptRow& row) {
  string stored;
  const auto read = driver_.exec("SELECT content_hash FROM amends_receipt "
                                 "WHERE tenant = ? AND command_id = ?",
                                 std::array<SqlValue, 2>{tenant_, string_view(row.command_id)},
                                 [&](const SqlRow& found) { stored = hex_of(found.bytes(0)); });
  if (!read) {
    return read.error();
  }
  if (stored == row.content_hash) {
    return Error{Code::conflict, "command " + row.command_id + " was carried out meanwhile", {}};
  }
  return Error{
      Code::duplicate, "command id " + row.command_id + " was used before with other content", {}};
}

Result<void> BatchWriter::write_policy(const PolicyRow& row) {
  return run("INSERT INTO amends_policy(tenant, digest, body) VALUES(?, ?, ?) "
             "ON CONFLICT DO NOTHING",
             std::array<SqlValue, 3>{tenant_, string_view(row.digest), string_view(row.body)});
}

Result<void> BatchWriter::write_world(const WorldRow& row) {
  std::int64_t seq = row.seq;
  if (seq == 0) {
    AMENDS_TRY_ASSIGN(seq, number_of("SELECT max(seq) FROM amends_world WHERE tenant = ?",
                                     std::array<SqlValue, 1>{tenant_}));
    ++seq;
  }
  return run("INSERT INTO amends_world(tenant, seq, at, kind, digest, body) "
             "VALUES(?, ?, ?, ?, ?, ?)",
             std::array<SqlValue, 6>{tenant_, seq, row.at.us, string_view(row.kind),
                                     string_view(row.digest), string_view(row.body)});
}

Result<void> BatchWriter::write_subject(const SubjectRow& row) {
  AMENDS_TRY_ASSIGN(const std::int64_t no, subject_no(row.subject));
  return run("UPDATE amends_subject SET algorithm = ?, key_id = ?, data = ? "
             "WHERE tenant = ? AND subject_no = ?",
             std::array<SqlValue, 5>{string_view(row.algorithm), string_view(row.key_id),
                                     SqlBlob{row.data}, tenant_, no});
}

Result<void> BatchWriter::write_staff(const StaffRow& row) {
  return run("INSERT INTO amends_staff(tenant, staff_id, body) VALUES(?, ?, ?) "
             "ON CONFLICT(tenant, staff_id) DO UPDATE SET body = excluded.body",
             std::array<SqlValue, 3>{tenant_, string_view(row.id), string_view(row.body)});
}

Result<void> BatchWriter::end_lease(const string& action) {
  const auto id = parse_row_id(action);
  if (!id) {
    return {}; // no action is called that
  }
  return run("UPDATE amends_action SET lease_until = ? WHERE tenant = ? AND case_no = "
             "(SELECT case_no FROM amends_case WHERE tenant = ? AND case_id = ?) "
             "AND seq = ? AND n = ?",
             std::array<SqlValue, 6>{Instant::min().us, tenant_, tenant_, string_view(id->case_id),
                                     id->seq, id->n});
}

Result<void> BatchWriter::erase_subject(const string& subject) {
  AMENDS_CHECK(run("DELETE FROM amends_sealed WHERE tenant = ? AND subject_no = "
                   "(SELECT subject_no FROM amends_subject WHERE tenant = ? AND subject = ?)",
                   std::array<SqlValue, 3>{tenant_, tenant_, string_view(subject)}));
  return run("DELETE FROM amends_subject WHERE tenant = ? AND subject = ?",
             std::array<SqlValue, 2>{tenant_, string_view(subject)});
}

Result<std::vector<std::int64_t>> BatchWriter::write(const Batch& batch) {
  std::vector<std::int64_t> numbers;
  for (const LookupRow& row : batch.dropped_lookups) {
    AMENDS_CHECK(drop_lookup_outside(row));
  }
  for (const CaseWrite& write : batch.cases) {
    AMENDS_TRY_ASSIGN(const std::int64_t case_no, write_case_row(write));
    case_nos_.emplace(write.row.case_id, case_no);
    numbers.push_back(case_no);
    AMENDS_CHECK(write_case(write, case_no));
  }
  for (const ReceiptRow& row : batch.receipts) {
    AMENDS_CHECK(write_receipt(row));
  }
  for (const PolicyRow& row : batch.policies) {
    AMENDS_CHECK(write_policy(row));
  }
  for (const WorldRow& row : batch.world) {
    AMENDS_CHECK(write_world(row));
  }
  for (const SubjectRow& row : batch.subjects) {
    AMENDS_CHECK(write_subject(row));
  }
  for (const StaffRow& row : batch.staff) {
    AMENDS_CHECK(write_staff(row));
  }
  for (const string& action : batch.ended_leases) {
    AMENDS_CHECK(end_lease(action));
  }
  for (const LookupRow& row : batch.lookups) {
    AMENDS_TRY_ASSIGN(const std::int64_t case_no, case_no_of(row.case_id));
    AMENDS_CHECK(write_lookup(row, case_no));
  }
  for (const string& subject : batch.erased_subjects) {
    AMENDS_CHECK(erase_subject(subject));
  }
  return numbers;
}

} // namespace amends
