// Calendar data revised. In: a holiday table. Out: which due instants it moves; then one row of the
// world, which every case meets when it is next looked at.
#include "moves.hpp"

#include "amends/lines.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

struct Revision {
  Instant at;
  Json table;
  bool dry_run = false;
  std::int64_t limit = 1000; // moves that are listed
};

Result<Revision> read_revision(const Said& said, const Json& request) {
  AMENDS_TRY_ASSIGN(const UpdateCalendarsLine line, decode<UpdateCalendarsLine>(request));
  Revision out;
  AMENDS_TRY_ASSIGN(out.at, instant_of(said, request));
  if (line.builtin == !line.table.is_null())
    return Error{Code::parse,
                 "name one: \"table\", a holiday table or a list of them, or \"builtin\": true for "
                 "the tables of this build",
                 "/table"};
  out.table = line.builtin ? HolidayTables::builtin()->json() : line.table;
  out.dry_run = line.dry_run;
  out.limit = line.limit.value_or(out.limit);
  if (out.limit < 0 || out.limit > 100'000)
    return Error{Code::limit, "0 to 100000 moved deadlines can be listed", "/limit"};
  return out;
}

// The row a revision makes, and the one before it where the store has none yet.
struct Rows {
  std::vector<WorldRow> rows;
  bool changes = false; // other tables would be in force than now
};

Result<Rows> rows_of(Work& work, const Revision& revision) {
  AMENDS_TRY_ASSIGN(const World* world, work.world());
  const std::shared_ptr<const HolidayTables>& now = world->tables_at(world->last());
  auto tables = now->with(revision.table);
  if (!tables)
    return std::move(tables).error().inside("/table");
  Rows out;
  out.changes = (*tables)->digest() != now->digest();
  if (world->last() == 0)
    out.rows.push_back(first_row(*now));
  const auto seq = world->last() + static_cast<std::int64_t>(out.rows.size()) + 1;
  const Instant last = world->steps().empty() ? Instant{} : world->steps().back().at;
  out.rows.push_back(calendar_row(seq, std::max(revision.at, last), **tables, revision.table));
  return out;
}

// Cases of any policy the store holds may be opened again, so all must hold with the tables.
Result<void> check_policies(Engine::State& engine, StoreSession& session,
                            const std::shared_ptr<const HolidayTables>& tables) {
  std::vector<std::string> digests;
  AMENDS_TRY_ASSIGN(const auto rows, session.scan_policies());
  for (const PolicyRow& row : rows)
    digests.push_back(row.digest);
  if (engine.setup.policy)
    digests.push_back(engine.setup.policy->digest());
  for (const std::string& digest : digests) {
    AMENDS_TRY_ASSIGN(const auto policy, engine.policy(session, digest));
    if (const auto revised = engine.policy(session, digest, tables); !revised)
      return Error{Code::policy,
                   "the policy " + policy->id() + " " + policy->version() +
                       " does not hold with this table: " + revised.error().message,
                   "/table"};
  }
  return {};
}

Json answer_of(const Revision& revision, const Rows& rows, Moves moves) {
  Json out = Json::object();
  out.set("changed", Json::boolean(rows.changes));
  out.set("dry_run", Json::boolean(revision.dry_run));
  if (rows.changes && !revision.dry_run)
    out.set("world", Json::number(rows.rows.back().seq));
  out.set("at", Json::string(print_instant(rows.rows.back().at)));
  out.set("digest", Json::string(rows.rows.back().digest));
  std::move(moves).put_into(out);
  return out;
}

} // namespace

Result<Json> update_calendars(Engine::State& engine, const Said& said, const Json& request) {
  AMENDS_CHECK(check_manages(engine, said, request));
  AMENDS_TRY_ASSIGN(const Revision revision, read_revision(said, request));
  Moves moves;
  {
    // Looking at every open case takes its time, and nobody has to wait for it.
    AMENDS_TRY_ASSIGN(const auto session,
                      engine.setup.store->begin(engine.setup.tenant, SessionMode::read));
    Work work(engine, *session);
    AMENDS_TRY_ASSIGN(const Rows rows, rows_of(work, revision));
    AMENDS_TRY_ASSIGN(const World* world, work.world());
    AMENDS_CHECK(check_clock(*session, *world, revision.at, "a revision"));
    if (rows.changes) {
      AMENDS_TRY_ASSIGN(const auto tables, world->tables_at(world->last())->with(revision.table));
      AMENDS_CHECK(check_policies(engine, *session, tables));
      AMENDS_TRY_ASSIGN(moves, moves_of(engine, *session, rows.rows, revision.limit));
    }
    if (revision.dry_run || !rows.changes)
      return answer_of(revision, rows, std::move(moves));
  }
  AMENDS_TRY_ASSIGN(const auto session,
                    engine.setup.store->begin(engine.setup.tenant, SessionMode::write));
  Work work(engine, *session);
  AMENDS_TRY_ASSIGN(const Rows rows, rows_of(work, revision));
  Json out = answer_of(revision, rows, std::move(moves));
  said.ready(out);
  if (rows.changes) {
    Batch batch;
    batch.world = rows.rows;
    AMENDS_CHECK(session->commit(batch));
  }
  return out;
}

} // namespace amends::engine
