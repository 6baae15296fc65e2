// Snapshots of cases: how a case is read from its row and journal, and when its row gets a new one.
#include "work.hpp"

#include "journal/journal.hpp"

namespace amends::engine {
namespace {

// A record is about as long as a case, so a snapshot with every record would double the store; of
// this many records reading back takes well below a millisecond.
constexpr std::int64_t records_a_snapshot = 8;

Error unreadable(const CaseRow& row, const Error& error) {
  return {Code::corrupt, "case " + row.case_id + " cannot be read: " + error.message, error.where};
}

} // namespace

Result<Case> read_snapshot(const CaseRow& row) {
  if (row.state.empty())
    return Case{};
  const auto json = parse_json(row.state, {.bytes = 64U << 20U, .depth = 64});
  if (!json)
    return unreadable(row, json.error());
  auto state = decode<Case>(*json);
  if (!state)
    return unreadable(row, state.error());
  return state;
}

Result<CaseWork> read_case(StoreSession& session, const CaseRow& row) {
  CaseWork work;
  AMENDS_TRY_ASSIGN(work.state, read_snapshot(row));
  work.snapshot = row.state;
  work.snapshot_version = work.state.version;
  work.stored_version = row.version;
  work.head = row.head;
  if (work.snapshot_version == row.version)
    return work;
  AMENDS_TRY_ASSIGN(const auto events, session.load_events(row.case_id, work.snapshot_version));
  for (const EventRow& event : events) {
    auto record = journal::from_bytes(event.record);
    if (!record)
      return unreadable(row, record.error());
    work.state = evolve(std::move(work.state), *record);
  }
  if (work.state.version != row.version)
    return unreadable(row, {Code::corrupt, "records after its snapshot are missing", ""});
  return work;
}

std::string snapshot_of(const CaseWork& work) {
  if (work.state.version - work.snapshot_version < records_a_snapshot)
    return work.snapshot;
  return print_snapshot(work.state);
}

std::string print_snapshot(const Case& state) {
  EncodeOptions options;
  options.style = Style::record;
  return print_json(encode(state, options));
}

} // namespace amends::engine
