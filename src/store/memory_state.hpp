// What one tenant's memory store holds. In: a checked batch. Out: the rows, in ordered maps.
#pragma once

#include "amends/store.hpp"
#include "store/row_id.hpp"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace amends {

struct StoredAction {
  ActionRow row;
  std::int64_t raised_no = 0; // order of commits: which of a collapse key is the newest
};

struct MemoryState {
  std::map<std::string, CaseRow> cases;
  std::map<std::pair<std::string, std::int64_t>, EventRow> events;
  std::map<RowId, TaskRow> tasks;
  std::map<RowId, StoredAction> actions;
  std::int64_t actions_raised = 0; // how many ever; the greatest raised_no
  std::map<std::pair<std::string, std::string>, ClockIndexRow> clocks;
  std::map<std::string, ReceiptRow> receipts;
  std::map<std::tuple<std::string, std::string, std::string>, LedgerRow> ledger;
  std::map<std::string, PolicyRow> policies;
  std::map<std::int64_t, WorldRow> world;
  std::map<RowId, SealedRow> sealed;
  std::map<std::string, SubjectRow> subjects;
  std::map<std::string, StaffRow> staff;
  std::set<std::tuple<std::string, std::string, std::string>> lookups;         // kind, value, case
  std::set<std::tuple<std::string, std::string, std::string>> dropped_lookups; // of a write alone
};

// The rows that `batch` puts in place of those of `state`; errors as StoreSession::commit.
[[nodiscard]] Result<MemoryState> rows_to_write(const MemoryState& state, const Batch& batch);
// Puts `rows` over those of `state`, then erases. Allocates nothing, so it cannot stop halfway.
void write_rows(MemoryState& state, MemoryState&& rows,
                const std::vector<std::string>& erased_subjects) noexcept;

} // namespace amends
