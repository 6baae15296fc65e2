// What an engine keeps between calls: its setup, the policies that cases have pinned, and how far
// it has read the world's timeline.
#pragma once

#include "world.hpp"

#include "amends/engine.hpp"

#include <map>
#include <mutex>

namespace amends {

struct Engine::State {
  EngineSetup setup;
  std::mutex mutex; // guards what follows
  std::map<std::string, std::shared_ptr<const Policy>> pinned;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const Policy>> revised;
  std::shared_ptr<const engine::World> read; // nullptr: not yet
  std::optional<std::int64_t> opened_behind; // the last world record when it was read first

  // The policy of that digest: the engine's own, one met before, or the one the store keeps; on
  // whatever holiday tables, for its words.
  [[nodiscard]] Result<std::shared_ptr<const Policy>> policy(StoreSession& session,
                                                             const std::string& digest);
  // The same on these tables, for its calendars.
  [[nodiscard]] Result<std::shared_ptr<const Policy>>
  policy(StoreSession& session, const std::string& digest,
         const std::shared_ptr<const HolidayTables>& tables);
  // The timeline as far as the store has it.
  [[nodiscard]] Result<std::shared_ptr<const engine::World>> world(StoreSession& session);
};

} // namespace amends
