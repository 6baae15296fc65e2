// SLA clocks of a case: which words start and stop them, what pauses them, what moves their due.
#include "step.hpp"

#include <algorithm>
#include <set>

namespace amends::cases {
namespace {

const Target* target_of(const Step& step, const ClockRow& clock) {
  const auto found = step.policy().targets().find(clock.target);
  return found == step.policy().targets().end() ? nullptr : found->second.get();
}

// Copies, because every event changes the case's own list.
std::vector<ClockRow> live_clocks(const Case& state) {
  std::vector<ClockRow> out;
  std::copy_if(state.clocks.begin(), state.clocks.end(), std::back_inserter(out), is_live);
  return out;
}

std::int64_t last_cycle(const Case& state, const std::string& target) {
  std::int64_t last = 0;
  for (const ClockRow& clock : state.clocks)
    if (clock.target == target)
      last = std::max(last, clock.cycle);
  return last;
}

bool has_live(const Case& state, const std::string& target) {
  return std::any_of(state.clocks.begin(), state.clocks.end(), [&](const ClockRow& clock) {
    return clock.target == target && is_live(clock);
  });
}

// Inside a record events stand at one instant; what happened earlier counts from when it happened,
// but never before the clock began to count.
Instant not_before(Instant t, const ClockRow& clock) { return std::max(t, clock.since); }

// Why the case is not running on our account at present.
std::set<std::string> reasons_in_force(const Case& state) {
  std::set<std::string> reasons(state.holds.begin(), state.holds.end());
  if (!state.waiting_for.empty())
    reasons.insert("waiting_for_" + state.waiting_for);
  return reasons;
}

Result<void> stop_all(Step& step, std::string_view word, Instant happened) {
  for (const ClockRow& clock : live_clocks(step.now())) {
    const Target* target = target_of(step, clock);
    if (target == nullptr || !target->stops_on(word))
      continue;
    AMENDS_TRY_ASSIGN(ClockRow stopped, target->stop(clock, not_before(happened, clock)));
    step.emit(events::ClockStopped{{}, std::move(stopped)});
  }
  return {};
}

Result<void> start_all(Step& step, std::string_view word, Instant happened) {
  for (const auto& [name, target] : step.policy().targets()) {
    if (!target->starts_on(word) || has_live(step.now(), name))
      continue;
    const std::int64_t cycle = last_cycle(step.now(), name) + 1;
    AMENDS_TRY_ASSIGN(std::optional<ClockRow> clock,
                      target->start(step.next_id(), happened, step.at(), clock_facts(step.now())));
    if (!clock)
      continue;
    clock->cycle = cycle;
    step.emit(events::ClockStarted{{}, std::move(*clock)});
  }
  return {};
}

} // namespace

bool is_live(const ClockRow& clock) {
  return clock.state == ClockState::running || clock.state == ClockState::paused ||
         (clock.state == ClockState::breached && !clock.stopped_at);
}

Result<void> clocks_hear(Step& step, std::string_view word, Instant happened) {
  AMENDS_CHECK(stop_all(step, word, happened));
  return start_all(step, word, happened);
}

Result<void> clocks_follow_waiting(Step& step) {
  const std::set<std::string> reasons = reasons_in_force(step.now());
  for (ClockRow clock : live_clocks(step.now())) {
    const Target* target = target_of(step, clock);
    if (target == nullptr)
      continue;
    for (const std::string& reason : reasons) {
      const bool paused =
          std::find(clock.pauses.begin(), clock.pauses.end(), reason) != clock.pauses.end();
      if (paused || !target->pauses_for(reason))
        continue;
      AMENDS_TRY_ASSIGN(clock, target->pause(clock, reason, not_before(step.at(), clock)));
      step.emit(events::ClockPaused{{}, clock});
    }
    for (const std::string& reason : std::vector<std::string>(clock.pauses)) {
      if (reasons.contains(reason))
        continue;
      AMENDS_TRY_ASSIGN(clock, target->resume(clock, reason, not_before(step.at(), clock)));
      step.emit(events::ClockResumed{{}, clock});
    }
  }
  return {};
}

Result<void> clocks_retarget(Step& step) {
  const Facts facts = clock_facts(step.now());
  for (const ClockRow& clock : live_clocks(step.now())) {
    const Target* target = target_of(step, clock);
    if (target == nullptr)
      continue;
    AMENDS_TRY_ASSIGN(ClockRow moved, target->retarget(clock, facts, not_before(step.at(), clock)));
    if (moved.state == ClockState::breached && clock.state != ClockState::breached)
      step.emit(events::ClockBreached{{}, std::move(moved)});
    else if (moved.budget != clock.budget || moved.due != clock.due)
      step.emit(events::ClockRetargeted{{}, std::move(moved)});
  }
  return {};
}

Result<void> clocks_end(Step& step) {
  for (const ClockRow& clock : live_clocks(step.now())) {
    const Target* target = target_of(step, clock);
    ClockRow ended = clock;
    if (target != nullptr) {
      AMENDS_TRY_ASSIGN(ended, target->cancel(clock, not_before(step.at(), clock)));
    } else { // a promise
      ended.stopped_at = step.at();
      ended.points.clear();
      if (ended.state != ClockState::breached)
        ended.state = ClockState::cancelled;
    }
    step.emit(events::ClockStopped{{}, std::move(ended)});
  }
  return {};
}

} // namespace amends::cases
