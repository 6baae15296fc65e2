// Time passes: timers fire case by case, then due actions are handed out.
#include "amends/lines.hpp"
#include "verbs.hpp"

namespace amends::engine {
namespace {

constexpr std::size_t cases_per_commit = 64;

struct TickRequest {
  Instant now;
  Duration lease = seconds(300);
  std::int64_t limit = 100;
};

// The number, from 0 to `most`.
Result<std::int64_t> at_most(std::int64_t most, std::int64_t number, const char* says,
                             std::string_view where) {
  if (number < 0)
    return Error{Code::parse, "a whole number of at least 0 is wanted here", std::string(where)};
  if (number > most)
    return Error{Code::limit, says, std::string(where)};
  return number;
}

Result<TickRequest> read_tick(const Said& said, const Json& request) {
  AMENDS_TRY_ASSIGN(const TickLine line, decode<TickLine>(request));
  TickRequest out;
  AMENDS_TRY_ASSIGN(out.now, instant_of(said, request));
  AMENDS_TRY_ASSIGN(const std::int64_t lease_s, at_most(30 * 86'400, line.lease_s.value_or(300),
                                                        "a lease may last 30 days", "/lease_s"));
  AMENDS_TRY_ASSIGN(out.limit, at_most(10'000, line.limit.value_or(100),
                                       "a tick may hand out 10000 actions", "/limit"));
  out.lease = seconds(lease_s);
  return out;
}

Result<std::int64_t> fire_all(Engine::State& engine, Instant now) {
  std::int64_t fired = 0;
  for (;;) {
    AMENDS_TRY_ASSIGN(const auto session,
                      engine.setup.store->begin(engine.setup.tenant, SessionMode::write));
    AMENDS_TRY_ASSIGN(const auto due, session->due_cases(now, cases_per_commit));
    if (due.empty())
      return fired;
    Work work(engine, *session);
    for (const std::string& id : due) {
      AMENDS_TRY_ASSIGN(CaseWork * found, work.find(id));
      if (found != nullptr)
        AMENDS_CHECK(work.catch_up(*found, now));
    }
    // A case that is due yet has no timer would be met again for ever.
    if (!work.changed())
      return Error{Code::internal, "case " + due.front() + " is due but nothing fires", ""};
    AMENDS_CHECK(session->commit(work.batch()));
    fired += work.fired();
  }
}

Result<Json> leased_json(Work& work, const ActionRow& row, Instant until) {
  AMENDS_TRY_ASSIGN(CaseWork * owner, work.find(row.case_id));
  if (owner == nullptr)
    return Error{Code::corrupt, "action " + row.id + " belongs to no case", ""};
  for (const CaseAction& action : owner->state.actions) {
    if (action.id != row.id)
      continue;
    Json out = Json::object();
    out.set("id", Json::string(row.id));
    out.set("attempt", Json::number(row.attempt + 1));
    out.set("lease_until", Json::string(print_instant(until)));
    out.set("kind", Json::string(row.kind));
    out.set("case_id", Json::string(row.case_id));
    out.set("number", Json::string(owner->state.number_text));
    out.set("due", Json::string(print_instant(row.due)));
    AMENDS_TRY_ASSIGN(Json body, action_body(work, *owner, action));
    out.set("body", std::move(body));
    return out;
  }
  return Error{Code::corrupt, "case " + row.case_id + " knows no action " + row.id, ""};
}

} // namespace

Result<Json> tick(Engine::State& engine, const Said& said, const Json& line) {
  AMENDS_CHECK(check_host(said, line, "tick"));
  AMENDS_TRY_ASSIGN(const TickRequest request, read_tick(said, line));
  AMENDS_TRY_ASSIGN(const std::int64_t fired, fire_all(engine, request.now));

  AMENDS_TRY_ASSIGN(const auto session,
                    engine.setup.store->begin(engine.setup.tenant, SessionMode::write));
  const auto limit = static_cast<std::size_t>(request.limit);
  AMENDS_TRY_ASSIGN(auto due, session->leasable_actions(request.now, limit + 1));
  const bool more = due.size() > limit;
  if (more)
    due.resize(limit);
  Work work(engine, *session);
  const Instant until = request.now + request.lease;
  std::vector<Json> actions;
  std::vector<std::string> ids;
  for (const ActionRow& row : due) {
    AMENDS_TRY_ASSIGN(Json action, leased_json(work, row, until));
    actions.push_back(std::move(action));
    ids.push_back(row.id);
  }
  Json out = Json::object();
  out.set("fired", Json::number(fired));
  out.set("actions", Json::array(std::move(actions)));
  out.set("more", Json::boolean(more));
  said.ready(out);
  if (!ids.empty())
    AMENDS_CHECK(session->lease(ids, until));
  return out;
}

} // namespace amends::engine
