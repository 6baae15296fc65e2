#include "store/memory_state.hpp"

#include <algorithm>

namespace amends {
namespace {

using std::string;

Error conflict(string message) { return Error{Code::conflict, std::move(message), {}}; }

template <class Row> Row of_case(const Row& row, const string& case_id) {
  Row out = row;
  out.case_id = case_id;
  return out;
}

std::int64_t greatest_number(const MemoryState& state, const MemoryState& rows) {
  std::int64_t greatest = 0;
  for (const MemoryState* each : {&state, &rows}) {
    for (const auto& [id, row] : each->cases) {
      greatest = std::max(greatest, row.number);
    }
  }
  return greatest;
}

bool number_taken(const MemoryState& state, std::int64_t number) {
  return std::any_of(state.cases.begin(), state.cases.end(),
                     [&](const auto& entry) { return entry.second.number == number; });
}

Result<CaseRow> next_case_row(const MemoryState& state, const MemoryState& rows,
                              const CaseWrite& write) {
  CaseRow row = write.row;
  const auto stored = state.cases.find(row.case_id);
  const std::int64_t version = stored == state.cases.end() ? 0 : stored->second.version;
  if (version != write.expected_version) {
    return conflict("case " + row.case_id + " is at version " + std::to_string(version) +
                    ", not at " + std::to_string(write.expected_version));
  }
  if (version != 0) {
    row.number = stored->second.number;
  } else if (row.number == 0) {
    row.number = greatest_number(state, rows) + 1;
  } else if (number_taken(state, row.number) || number_taken(rows, row.number)) {
    return conflict("case number " + std::to_string(row.number) + " is taken");
  }
  return row;
}

// The store's own columns stay with the row that was there.
StoredAction next_action(const MemoryState& state, ActionRow row, const RowId& id,
                         std::int64_t new_no) {
  row.attempt = 0;
  row.lease_until = Instant::min();
  const auto stored = state.actions.find(id);
  if (stored == state.actions.end()) {
    return {std::move(row), new_no};
  }
  row.attempt = stored->second.row.attempt;
  row.lease_until = stored->second.row.lease_until;
  return {std::move(row), stored->second.raised_no};
}

void add_case_rows(const MemoryState& state, MemoryState& rows, const CaseWrite& write) {
  const string& case_id = write.row.case_id;
  for (const EventRow& row : write.events) {
    rows.events.emplace(std::pair{case_id, row.seq}, of_case(row, case_id));
  }
  for (const TaskRow& row : write.tasks) {
    TaskRow stored = of_case(row, case_id);
    if (stored.due == Instant::never()) {
      stored.due.reset();
    }
    rows.tasks.emplace(parse_row_id(row.id).value(), std::move(stored));
  }
  for (const ActionRow& row : write.actions) {
    const RowId id = parse_row_id(row.id).value();
    const bool is_new = !state.actions.contains(id);
    rows.actions_raised += is_new ? 1 : 0;
    rows.actions.emplace(id, next_action(state, of_case(row, case_id), id, rows.actions_raised));
  }
  for (const ClockIndexRow& row : write.clocks) {
    rows.clocks.emplace(std::pair{case_id, row.id}, of_case(row, case_id));
  }
  for (const LedgerRow& row : write.ledger) {
    rows.ledger.emplace(std::tuple{row.scope, case_id, row.entry}, of_case(row, case_id));
  }
  for (const SealedRow& row : write.sealed) {
    rows.sealed.emplace(parse_row_id(row.ref).value(), of_case(row, case_id));
  }
  for (const LookupRow& row : write.dropped_lookups) {
    rows.dropped_lookups.emplace(row.kind, row.value, case_id);
  }
  for (const LookupRow& row : write.lookups) {
    rows.lookups.emplace(row.kind, row.value, case_id);
  }
}

void end_lease(const MemoryState& state, MemoryState& rows, const string& action) {
  const auto id = parse_row_id(action);
  if (!id) {
    return;
  }
  if (const auto stored = state.actions.find(*id); stored != state.actions.end()) {
    rows.actions.emplace(*id, stored->second); // unless this batch replaces it anyway
  }
  if (const auto found = rows.actions.find(*id); found != rows.actions.end()) {
    found->second.row.lease_until = Instant::min();
  }
}

Result<void> check_case_is_there(const MemoryState& state, const MemoryState& rows,
                                 const string& case_id) {
  if (state.cases.contains(case_id) || rows.cases.contains(case_id)) {
    return {};
  }
  return Error{Code::arg, "the batch names case " + case_id + ", which is not there", {}};
}

Result<void> add_receipt(const MemoryState& state, MemoryState& rows, const ReceiptRow& row) {
  if (!row.case_id.empty()) {
    AMENDS_CHECK(check_case_is_there(state, rows, row.case_id));
  }
  if (const auto stored = state.receipts.find(row.command_id); stored != state.receipts.end()) {
    if (stored->second.content_hash == row.content_hash) {
      return conflict("command " + row.command_id + " was carried out meanwhile");
    }
    return Error{Code::duplicate,
                 "command id " + row.command_id + " was used before with other content",
                 {}};
  }
  rows.receipts.emplace(row.command_id, row);
  return {};
}

Result<void> add_world(const MemoryState& state, MemoryState& rows, WorldRow row) {
  const std::int64_t last = std::max(state.world.empty() ? 0 : state.world.rbegin()->first,
                                     rows.world.empty() ? 0 : rows.world.rbegin()->first);
  if (row.seq == 0) {
    row.seq = last + 1;
  } else if (state.world.contains(row.seq) || rows.world.contains(row.seq)) {
    return conflict("world record " + std::to_string(row.seq) + " is there already");
  }
  rows.world.emplace(row.seq, std::move(row));
  return {};
}

// Moves every node of `from` over the one of the same key; no allocation.
template <class Map> void overlay(Map& into, Map& from) noexcept {
  while (!from.empty()) {
    auto node = from.extract(from.begin());
    if constexpr (requires { node.key(); }) {
      into.erase(node.key());
    } else {
      into.erase(node.value());
    }
    into.insert(std::move(node));
  }
}

} // namespace

Result<MemoryState> rows_to_write(const MemoryState& state, const Batch& batch) {
  MemoryState rows;
  rows.actions_raised = state.actions_raised;
  for (const CaseWrite& write : batch.cases) {
    AMENDS_TRY_ASSIGN(CaseRow row, next_case_row(state, rows, write));
    rows.cases.emplace(row.case_id, std::move(row));
    add_case_rows(state, rows, write);
  }
  for (const ReceiptRow& row : batch.receipts) {
    AMENDS_CHECK(add_receipt(state, rows, row));
  }
  for (const PolicyRow& row : batch.policies) {
    if (!state.policies.contains(row.digest)) {
      rows.policies.emplace(row.digest, row);
    }
  }
  for (const WorldRow& row : batch.world) {
    AMENDS_CHECK(add_world(state, rows, row));
  }
  for (const SubjectRow& row : batch.subjects) {
    rows.subjects.emplace(row.subject, row);
  }
  for (const StaffRow& row : batch.staff) {
    rows.staff.emplace(row.id, row);
  }
  for (const string& action : batch.ended_leases) {
    end_lease(state, rows, action);
  }
  for (const LookupRow& row : batch.lookups) {
    AMENDS_CHECK(check_case_is_there(state, rows, row.case_id));
    rows.lookups.emplace(row.kind, row.value, row.case_id);
  }
  for (const LookupRow& row : batch.dropped_lookups) {
    rows.dropped_lookups.emplace(row.kind, row.value, row.case_id);
  }
  return rows;
}

void write_rows(MemoryState& state, MemoryState&& rows,
                const std::vector<std::string>& erased_subjects) noexcept {
  state.actions_raised = std::max(state.actions_raised, rows.actions_raised);
  overlay(state.cases, rows.cases);
  overlay(state.events, rows.events);
  overlay(state.tasks, rows.tasks);
  overlay(state.actions, rows.actions);
  overlay(state.clocks, rows.clocks);
  overlay(state.receipts, rows.receipts);
  overlay(state.ledger, rows.ledger);
  overlay(state.policies, rows.policies);
  overlay(state.world, rows.world);
  overlay(state.sealed, rows.sealed);
  overlay(state.subjects, rows.subjects);
  overlay(state.staff, rows.staff);
  for (const auto& dropped : rows.dropped_lookups) {
    state.lookups.erase(dropped);
  }
  overlay(state.lookups, rows.lookups);
  for (const string& subject : erased_subjects) {
    state.subjects.erase(subject);
    std::erase_if(state.sealed, [&](const auto& entry) { return entry.second.subject == subject; });
  }
}

} // namespace amends
