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

} // namespace amends
