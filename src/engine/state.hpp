// What an engine keeps between calls: its setup and the policies that cases have pinned.
#pragma once

#include "amends/engine.hpp"

#include <map>
#include <mutex>

namespace amends {

struct Engine::State {
  EngineSetup setup;
  std::mutex mutex; // guards `pinned`
  std::map<std::string, std::shared_ptr<const Policy>> pinned;

  // The policy of that digest: the engine's own, one met before, or the one the store keeps.
  [[nodiscard]] Result<std::shared_ptr<const Policy>> policy(StoreSession& session,
                                                             const std::string& digest);
};

} // namespace amends
