#include "state.hpp"

namespace amends {

Result<std::shared_ptr<const Policy>> Engine::State::policy(StoreSession& session,
                                                            const std::string& digest) {
  if (setup.policy && setup.policy->digest() == digest)
    return setup.policy;
  {
    const std::lock_guard lock(mutex);
    if (const auto found = pinned.find(digest); found != pinned.end())
      return found->second;
  }
  AMENDS_TRY_ASSIGN(const auto row, session.load_policy(digest));
  if (!row)
    return Error{Code::corrupt, "the store does not hold the policy " + digest + " of a case", ""};
  AMENDS_TRY_ASSIGN(auto policy, Policy::from_body(row->body, digest));
  const std::lock_guard lock(mutex);
  pinned.emplace(digest, policy);
  return policy;
}

Result<std::shared_ptr<const Policy>>
Engine::State::policy(StoreSession& session, const std::string& digest,
                      const std::shared_ptr<const HolidayTables>& tables) {
  AMENDS_TRY_ASSIGN(auto plain, policy(session, digest));
  if (plain->holidays()->digest() == tables->digest())
    return plain;
  const std::pair key{digest, tables->digest()};
  {
    const std::lock_guard lock(mutex);
    if (const auto found = revised.find(key); found != revised.end())
      return found->second;
  }
  AMENDS_TRY_ASSIGN(auto policy, plain->with_holidays(tables));
  const std::lock_guard lock(mutex);
  revised.emplace(key, policy);
  return policy;
}

Result<std::shared_ptr<const engine::World>> Engine::State::world(StoreSession& session) {
  std::shared_ptr<const engine::World> known;
  bool first = false;
  {
    const std::lock_guard lock(mutex);
    first = read == nullptr;
    if (first)
      read = std::make_shared<const engine::World>(setup.policy ? setup.policy->holidays()
                                                                : HolidayTables::builtin());
    known = read;
  }
  AMENDS_TRY_ASSIGN(const auto rows, session.load_world(known->last()));
  if (rows.empty())
    return known;
  auto longer = std::make_shared<engine::World>(*known);
  for (const WorldRow& row : rows)
    AMENDS_CHECK(longer->add(row));
  const std::lock_guard lock(mutex);
  if (first && !opened_behind)
    opened_behind = longer->last();
  if (read->last() < longer->last())
    read = longer;
  return std::shared_ptr<const engine::World>(std::move(longer));
}

} // namespace amends
