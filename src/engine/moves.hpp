// What a row of the world would do. In: rows that are not written yet. Out: the due instants of
// open cases that they move.
#pragma once

#include "verbs.hpp"

namespace amends::engine {

struct Moves {
  std::int64_t cases = 0, clocks = 0, later = 0, earlier = 0, breached = 0;
  std::int64_t limit = 0;
  std::vector<Json> listed; // at most `limit` of them

  void add(const CaseWork& work, const ClockRow& before, const ClockRow& after);
  // "cases", "clocks", "later", "earlier", "breached", "more" and "moves" of an answer.
  void put_into(Json& answer) &&;
};

// Every open case before and after the rows, both as of the instant of the last one.
[[nodiscard]] Result<Moves> moves_of(Engine::State& engine, StoreSession& session,
                                     const std::vector<WorldRow>& rows, std::int64_t limit);

// Error `clock` when more than 10 minutes later has been recorded already than `what` is said at.
[[nodiscard]] Result<void> check_clock(StoreSession& session, const World& world, Instant now,
                                       const std::string& what);

} // namespace amends::engine
