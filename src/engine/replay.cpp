#include "replay.hpp"

#include "journal/journal.hpp"
#include "privacy/seal.hpp"

namespace amends::engine {
namespace {

// The world record that an event says its case begins or goes on behind is there, and the one.
bool fits_world(const World& world, const Event& event) {
  if (const auto* opened = std::get_if<events::Opened>(&event))
    return opened->world == 0 || world.find(opened->world) != nullptr;
  const auto* applied = std::get_if<events::WorldApplied>(&event);
  if (applied == nullptr)
    return true;
  const WorldStep* step = world.find(applied->seq);
  return step != nullptr && step->kind == applied->kind && step->digest == applied->digest;
}

// What the case is found by after a record that moves that.
Result<void> take_lookups(StoreSession& session, const std::string& tenant, Replayed& out) {
  Result<void> read;
  const auto open = [&](const Personal& personal) -> std::optional<std::string> {
    if (personal.ref.empty())
      return std::nullopt;
    auto row = session.load_sealed(personal.ref);
    if (!row)
      read = std::move(row).error();
    else if (*row && is_recorded_text(**row, tenant, personal.commitment))
      return std::move((*row)->data);
    out.texts_hold = false;
    return std::nullopt;
  };
  move_lookups(out.lookups, out.work.state, tenant, open);
  return read;
}

// Takes one record in; answers what is wrong with it, or nothing.
Result<std::string> take(StoreSession& session, const std::string& tenant, const World& world,
                         const EventRow& event, Replayed& out) {
  const std::int64_t seq = out.work.state.version + 1;
  const std::string named = "record " + std::to_string(seq);
  if (event.seq != seq)
    return named + " is missing";
  out.work.head = journal::chain(out.work.head, event.record);
  if (out.work.head != event.hash)
    return named + " does not fit the chain";
  auto record = journal::from_bytes(event.record);
  if (!record)
    return named + ": " + record.error().message;
  if (record->case_id != event.case_id || record->seq != seq || record->at != event.at)
    return named + " belongs elsewhere";
  for (const Event& change : record->events)
    if (!fits_world(world, change))
      return named + " leans on a world record that is not there";
  out.work.state = evolve(std::move(out.work.state), *record);
  if (moves_lookups(*record))
    AMENDS_CHECK(take_lookups(session, tenant, out));
  out.records.push_back(std::move(*record));
  return std::string();
}

} // namespace

bool is_recorded_text(const SealedRow& row, const std::string& tenant,
                      const std::string& commitment) {
  const std::string key = privacy::clear_subject_key(tenant, row.subject);
  return row.algorithm == "clear" && privacy::commitment(key, row.data) == commitment;
}

Result<Replayed> replay(StoreSession& session, const std::string& tenant, const World& world,
                        const CaseRow& row) {
  Replayed out;
  AMENDS_TRY_ASSIGN(const auto events, session.load_events(row.case_id, 0));
  out.read = static_cast<std::int64_t>(events.size());
  const auto snapshot = read_snapshot(row);
  if (!snapshot) {
    out.broken = "the stored case cannot be read";
    return out;
  }
  out.work.head = journal::genesis(tenant, row.case_id);
  bool snapshot_fits = row.state.empty();
  for (const EventRow& event : events) {
    AMENDS_TRY_ASSIGN(out.broken, take(session, tenant, world, event, out));
    if (!out.broken.empty())
      return out;
    if (out.work.state.version == snapshot->version)
      snapshot_fits = print_snapshot(out.work.state) == row.state;
  }
  if (row.version != out.work.state.version || row.head != out.work.head)
    out.broken = "the case is not at its journal's end";
  else if (!snapshot_fits)
    out.broken = "the stored case differs from its journal";
  out.work.snapshot = row.state;
  out.work.snapshot_version = out.work.state.version;
  return out;
}

} // namespace amends::engine
