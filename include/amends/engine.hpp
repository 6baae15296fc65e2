// The engine. In: one line of `amends run` (a command, several, tick, settle, query), who says it
// and when. Out: the answer; cases, clocks, ledger, actions and receipts are one commit in a store.
#pragma once

#include "amends/cases.hpp"
#include "amends/store.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace amends {

struct EngineSetup {
  // For cases opened from now on, until another one is activated in the store: the first case it
  // opens activates it where the store went by another.
  std::shared_ptr<const Policy> policy;
  std::shared_ptr<Store> store; // may be shared by many engines
  std::string tenant;           // empty is the only one
  // The host's judgement on what customers write, asked when a case is opened, a message joins or
  // answers one, or `classify` asks again; inside the transaction, so it must be quick and must not
  // call this engine. What it changed is recorded; replay and `verify` never ask.
  ClassifyHost classify = {};
};

// Takes one line without its newline; anything but success stops the export.
using LineSink = std::function<Result<void>(std::string_view line)>;

// One tenant. Cheap to make, keeps no case between calls; any number of threads may call it.
class Engine {
public:
  explicit Engine(EngineSetup setup);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // A request as parsed JSON. `now` is what the host's clock says; a line's own `at` replaces it,
  // but only "system" may name `at` or another `by` than `who` (else `denied`).
  [[nodiscard]] Result<Json> call(std::optional<Instant> now, std::string_view who,
                                  const Json& request);
  // The same from text: also `parse` and `limit` errors of the JSON itself.
  [[nodiscard]] Result<Json> call_text(std::optional<Instant> now, std::string_view who,
                                       std::string_view request);

  // The same, printed as one line that begins with the request's id. The line is ready before the
  // commit, so that running out of memory (std::bad_alloc) always means that nothing has changed.
  [[nodiscard]] Result<std::string> answer(std::optional<Instant> now, std::string_view who,
                                           std::string_view request);

  // The least instant at which a tick has work; never() when nothing waits.
  [[nodiscard]] Result<Instant> next_due();
  // The greatest instant that any case or world record has; Instant::min() in an empty store.
  [[nodiscard]] Result<Instant> greatest_instant();

  // Walks every journal and the world's timeline: hash chain, replay, all that is stored of a case
  // against the replayed one, the tables of each world record against its digest.
  // {"cases":N,"records":N,"world":N,"heads":{...}}; `corrupt` naming the first cases that fail.
  [[nodiscard]] Result<Json> verify();
  // Writes what cases are found by anew from their journals: missing look-up rows are added, those
  // that no journal speaks of go. {"added":N,"dropped":N,"left_alone":N}; the last counts cases
  // whose journal or texts do not hold, whose rows stay as they are. A page of cases is a commit.
  [[nodiscard]] Result<Json> mend_lookups();
  // The journal as JSON Lines (CONTRACTS "export").
  [[nodiscard]] Result<void> export_lines(const LineSink& sink, bool with_personal);

  struct State;

private:
  std::unique_ptr<State> state_;
};

} // namespace amends
