// Which policy new cases follow. In: the one this engine was opened with, and what the store's
// timeline says. Out: a row of the world where that changes.
#include "moves.hpp"

#include "amends/lines.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

PolicyRecord record_of(const Policy& policy, std::string by, std::optional<std::string> note) {
  return {policy.digest(), policy.id(), policy.version(), std::move(by), std::move(note)};
}

// Without a row, the store goes by the policy of its cases; more than one: by this engine's own.
Result<bool> goes_by_another(StoreSession& session, const World& world, const std::string& own) {
  if (world.policy().seq > 0)
    return world.policy().record.policy != own;
  AMENDS_TRY_ASSIGN(const auto rows, session.scan_policies());
  return !rows.empty() && std::none_of(rows.begin(), rows.end(),
                                       [&](const PolicyRow& row) { return row.digest == own; });
}

} // namespace

Result<std::shared_ptr<const Policy>> Work::policy_for_new(Instant t) {
  const auto& own = engine_.setup.policy;
  AMENDS_TRY_ASSIGN(const World* known, world());
  const World::Activated active = known->policy();
  if (!own && active.seq == 0)
    return Error{Code::policy, "no policy is loaded: name one when opening the engine", ""};
  if (known->last() == 0)
    AMENDS_CHECK(add_world(first_row(*own->holidays())));
  std::int64_t opened_behind = 0;
  {
    const std::lock_guard lock(engine_.mutex);
    opened_behind = engine_.opened_behind.value_or(0);
  }
  if (own && active.seq <= opened_behind) {
    AMENDS_TRY_ASSIGN(const bool another, goes_by_another(session_, *world_, own->digest()));
    if (another)
      AMENDS_CHECK(add_world(policy_row(world_->last() + 1, std::max(t, world_->steps().back().at),
                                        record_of(*own, "system", {}))));
    return own;
  }
  return engine_.policy(session_, active.record.policy);
}

Result<Json> activate_policy(Engine::State& engine, const Said& said, const Json& request) {
  AMENDS_CHECK(check_manages(engine, said, request));
  AMENDS_TRY_ASSIGN(const ActivatePolicyLine line, decode<ActivatePolicyLine>(request));
  AMENDS_TRY_ASSIGN(const Party by, party_of(said, request));
  AMENDS_TRY_ASSIGN(Instant at, instant_of(said, request));
  AMENDS_TRY_ASSIGN(const auto session,
                    engine.setup.store->begin(engine.setup.tenant, SessionMode::write));
  Work work(engine, *session);
  AMENDS_TRY_ASSIGN(const World* world, work.world());
  std::shared_ptr<const Policy> policy = engine.setup.policy;
  if (line.policy) {
    AMENDS_TRY_ASSIGN(const auto row, session->load_policy(*line.policy));
    if (!row && (!policy || policy->digest() != *line.policy))
      return Error{Code::not_found, "the store holds no policy " + *line.policy, "/policy"};
    AMENDS_TRY_ASSIGN(policy, engine.policy(*session, *line.policy));
  }
  if (!policy)
    return Error{Code::policy, "no policy is loaded: name one when opening the engine", "/policy"};
  AMENDS_CHECK(check_clock(*session, *world, at, "a policy"));
  Batch batch;
  if (world->last() == 0)
    batch.world.push_back(first_row(*policy->holidays()));
  else
    at = std::max(at, world->steps().back().at);
  const bool changes =
      world->policy().seq == 0 || world->policy().record.policy != policy->digest();
  const auto seq = world->last() + static_cast<std::int64_t>(batch.world.size()) + 1;
  Json out = Json::object();
  out.set("policy", Json::string(policy->digest()));
  out.set("version", Json::string(policy->id() + " " + policy->version()));
  out.set("changed", Json::boolean(changes));
  out.set("at", Json::string(print_instant(at)));
  if (changes)
    out.set("world", Json::number(seq));
  said.ready(out);
  if (!changes)
    return out;
  batch.world.push_back(policy_row(seq, at, record_of(*policy, by.text(), line.note)));
  batch.policies.push_back({policy->digest(), policy->body()});
  AMENDS_CHECK(session->commit(batch));
  return out;
}

} // namespace amends::engine
