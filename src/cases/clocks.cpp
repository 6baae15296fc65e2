// SLA clocks of a case: which words start and stop them, what pauses them, what moves their due.
#include "step.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace amends::cases {
namespace {

// A promise counts natural time up to the instant that was promised.
const Target* promise_target() {
  static const std::shared_ptr<const Target> target = [] {
    Json spec = Json::object();
    spec.set("from", Json::string("promise"));
    spec.set("until", Json::string("finish_task"));
    spec.set("within", Json::string("1h"));
    return *Target::compile("promise", spec, {});
  }();
  return target.get();
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
  for (const CaseIncident& incident : state.incidents)
    if (incident.state == IncidentState::in_force && incident.effect == IncidentEffect::pause)
      reasons.insert(std::string(incident_reason) + incident.incident);
  return reasons;
}

Result<void> stop_all(Step& step, std::string_view word, Instant happened) {
  for (const ClockRow& clock : live_clocks(step.now())) {
    const Target* target = target_of(step.policy(), clock);
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

bool is_promise(const Policy& policy, const ClockRow& clock) {
  return clock.target == "promise" && !policy.targets().contains(clock.target);
}

bool is_live(const ClockRow& clock) {
  return clock.state == ClockState::running || clock.state == ClockState::paused ||
         (clock.state == ClockState::breached && !clock.stopped_at);
}

Result<void> clocks_hear(Step& step, std::string_view word, Instant happened) {
  AMENDS_CHECK(stop_all(step, word, happened));
  return start_all(step, word, happened);
}

Result<void> clocks_pause(Step& step, const std::string& reason, Instant happened) {
  for (const ClockRow& clock : live_clocks(step.now())) {
    const Target* target = target_of(step.policy(), clock);
    if (target == nullptr || !target->pauses_for(reason))
      continue;
    AMENDS_TRY_ASSIGN(ClockRow paused, target->pause(clock, reason, happened, step.at()));
    if (paused != clock)
      step.emit(events::ClockPaused{{}, std::move(paused)});
  }
  return {};
}

Result<void> clocks_resume(Step& step, const std::string& reason, Instant happened) {
  for (const ClockRow& clock : live_clocks(step.now())) {
    const Target* target = target_of(step.policy(), clock);
    if (target == nullptr)
      continue;
    AMENDS_TRY_ASSIGN(ClockRow resumed, target->resume(clock, reason, happened, step.at()));
    if (resumed != clock)
      step.emit(events::ClockResumed{{}, std::move(resumed)});
  }
  return {};
}

Result<void> clocks_follow_waiting(Step& step) {
  const std::set<std::string> reasons = reasons_in_force(step.now());
  for (const std::string& reason : reasons)
    AMENDS_CHECK(clocks_pause(step, reason, step.at()));
  std::set<std::string> gone;
  for (const ClockRow& clock : live_clocks(step.now()))
    gone.insert(clock.pauses.begin(), clock.pauses.end());
  for (const std::string& reason : gone)
    if (!reasons.contains(reason))
      AMENDS_CHECK(clocks_resume(step, reason, step.at()));
  return {};
}

Result<void> clocks_retarget(Step& step) {
  const Facts facts = clock_facts(step.now());
  for (const ClockRow& clock : live_clocks(step.now())) {
    const Target* target = target_of(step.policy(), clock);
    if (target == nullptr || is_promise(step.policy(), clock))
      continue;
    AMENDS_TRY_ASSIGN(ClockRow moved, target->retarget(clock, facts, not_before(step.at(), clock)));
    if (moved == clock)
      continue;
    if (moved.state == ClockState::breached && clock.state != ClockState::breached)
      step.emit(events::ClockBreached{{}, std::move(moved)});
    else if (moved.state == ClockState::cancelled)
      step.emit(events::ClockStopped{{}, std::move(moved)});
    else
      step.emit(events::ClockRetargeted{{}, std::move(moved)});
  }
  return {};
}

Result<void> clocks_recalculate(Step& step) {
  for (const ClockRow& clock : live_clocks(step.now())) {
    const Target* target = target_of(step.policy(), clock);
    if (target == nullptr || is_promise(step.policy(), clock))
      continue;
    AMENDS_TRY_ASSIGN(ClockRow moved, target->recalculate(clock, not_before(step.at(), clock)));
    if (moved == clock)
      continue;
    if (moved.state == ClockState::breached && clock.state != ClockState::breached)
      step.emit(events::ClockBreached{{}, std::move(moved)});
    else
      step.emit(events::ClockRecalculated{{}, std::move(moved)});
  }
  return {};
}

Result<void> clocks_end(Step& step) {
  for (const ClockRow& clock : live_clocks(step.now()))
    if (const Target* target = target_of(step.policy(), clock)) {
      AMENDS_TRY_ASSIGN(ClockRow ended, target->cancel(clock, not_before(step.at(), clock)));
      step.emit(events::ClockStopped{{}, std::move(ended)});
    }
  return {};
}

Result<void> clocks_reopen(Step& step) {
  std::map<std::string, ClockRow> last; // of each target
  for (const ClockRow& clock : step.now().clocks)
    last.insert_or_assign(clock.target, clock);
  for (const auto& [name, clock] : last) {
    const Target* target = target_of(step.policy(), clock);
    if (target == nullptr)
      continue;
    const bool anew = target->reopens_anew();
    AMENDS_TRY_ASSIGN(ClockRow reopened,
                      target->reopen(clock, step.at(), anew ? step.next_id() : clock.id));
    if (reopened == clock)
      continue;
    if (anew)
      step.emit(events::ClockStarted{{}, std::move(reopened)});
    else
      step.emit(events::ClockResumed{{}, std::move(reopened)});
  }
  return clocks_retarget(step); // priority and the like may have changed since
}

} // namespace amends::cases

namespace amends {

const Target* target_of(const Policy& policy, const ClockRow& clock) {
  if (cases::is_promise(policy, clock))
    return cases::promise_target();
  const auto found = policy.targets().find(clock.target);
  return found == policy.targets().end() ? nullptr : found->second.get();
}

} // namespace amends
