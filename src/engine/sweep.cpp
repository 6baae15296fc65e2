// The world reaches the cases that nobody has looked at, in batches.
#include "verbs.hpp"

#include "amends/lines.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

constexpr std::size_t cases_per_commit = 64;

struct Swept {
  std::int64_t cases = 0, fired = 0, world = 0;
  bool more = false;
};

// One commit's worth; `more` when others are left.
Result<void> sweep_some(Engine::State& engine, Instant now, std::size_t most, Swept& swept) {
  AMENDS_TRY_ASSIGN(const auto session,
                    engine.setup.store->begin(engine.setup.tenant, SessionMode::write));
  Work work(engine, *session);
  AMENDS_TRY_ASSIGN(const World* world, work.world());
  swept.world = world->last_by(now);
  CaseFilter behind;
  behind.open = true;
  behind.world_before = swept.world;
  AMENDS_TRY_ASSIGN(const CasePage page, session->find_cases(behind, CaseSort::id, most, ""));
  swept.more = !page.next.empty();
  if (page.rows.empty())
    return {};
  for (const CaseRow& row : page.rows) {
    AMENDS_TRY_ASSIGN(CaseWork * found, work.find(row.case_id));
    if (found != nullptr)
      AMENDS_CHECK(work.catch_up(*found, now));
  }
  if (!work.changed())
    return Error{Code::internal, "case " + page.rows.front().case_id + " meets nothing new", ""};
  AMENDS_CHECK(session->commit(work.batch()));
  swept.cases += static_cast<std::int64_t>(page.rows.size());
  swept.fired += work.fired();
  return {};
}

} // namespace

Result<Json> sweep(Engine::State& engine, const Said& said, const Json& request) {
  AMENDS_CHECK(check_host(said, request, "sweep"));
  AMENDS_TRY_ASSIGN(const SweepLine line, decode<SweepLine>(request));
  AMENDS_TRY_ASSIGN(const Instant now, instant_of(said, request));
  const std::int64_t limit = line.limit.value_or(1000);
  if (limit < 1 || limit > 100'000)
    return Error{Code::limit, "1 to 100000 cases can be swept at once", "/limit"};
  Swept swept;
  do {
    const auto left = static_cast<std::size_t>(limit - swept.cases);
    AMENDS_CHECK(sweep_some(engine, now, std::min(cases_per_commit, left), swept));
  } while (swept.more && swept.cases < limit);
  Json out = Json::object();
  out.set("world", Json::number(swept.world));
  out.set("cases", Json::number(swept.cases));
  out.set("fired", Json::number(swept.fired));
  out.set("more", Json::boolean(swept.more));
  return out;
}

} // namespace amends::engine
