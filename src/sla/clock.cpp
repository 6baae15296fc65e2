// The step function: a clock and what happened in, the clock after it out.
#include "sla/target.hpp"

#include <algorithm>

namespace amends {
namespace {

using sla::counted;

Error wrong_state(const ClockRow& clock, std::string_view what) {
  static constexpr std::string_view names[] = {"idle", "running",  "paused",
                                               "met",  "breached", "cancelled"};
  return {Code::state,
          "the clock \"" + clock.target + "\" is " +
              std::string(names[static_cast<std::size_t>(clock.state)]) + " and cannot be " +
              std::string(what),
          ""};
}

bool counts(const ClockRow& clock) {
  return (clock.state == ClockState::running || clock.state == ClockState::breached) &&
         clock.pauses.empty() && !clock.stopped_at;
}

bool is_over(const ClockRow& clock) {
  return clock.state == ClockState::met || clock.state == ClockState::cancelled ||
         clock.stopped_at.has_value();
}

// Counts the time up to `at` into the clock.
Result<void> settle(ClockRow& clock, const Target::Compiled& target, Instant at) {
  if (at <= clock.since)
    return {};
  if (counts(clock)) {
    AMENDS_TRY_ASSIGN(const Duration span, counted(target.counting(clock), clock.since, at));
    clock.elapsed.us += span.us;
  } else if (!clock.pauses.empty()) {
    clock.paused.us += (at - clock.since).us;
  }
  clock.since = at;
  return {};
}

} // namespace

const sla::Budget* Target::Compiled::budget_for(const Facts& facts) const {
  const auto fact = facts.find("priority");
  const std::string* priority = fact == facts.end() ? nullptr : fact->second.get<std::string>();
  for (const sla::Budget& budget : budgets)
    if (budget.priority == "*" || (priority != nullptr && budget.priority == *priority))
      return &budget;
  return nullptr;
}

const Calendar* Target::Compiled::counting(const ClockRow& clock) const {
  for (const sla::Budget& budget : budgets)
    if (budget.text == clock.within)
      return budget.counting.get();
  return clock.on.empty() ? nullptr : calendar.get(); // a budget of an earlier policy
}

const std::string& Target::name() const { return compiled_->name; }
bool Target::starts_on(std::string_view word) const {
  return std::ranges::find(compiled_->from, word) != compiled_->from.end();
}
bool Target::stops_on(std::string_view word) const {
  return std::ranges::find(compiled_->until, word) != compiled_->until.end();
}
bool Target::pauses_for(std::string_view reason) const {
  return std::ranges::find(compiled_->pause, reason) != compiled_->pause.end();
}

Result<std::optional<ClockRow>> Target::start(const std::string& id, Instant at,
                                              Instant recorded_at, const Facts& facts) const {
  const sla::Budget* budget = compiled_->budget_for(facts);
  if (budget == nullptr)
    return std::optional<ClockRow>();
  ClockRow clock;
  clock.id = id;
  clock.target = compiled_->name;
  clock.state = ClockState::running;
  clock.started_at = at;
  clock.since = at;
  clock.within = budget->text;
  clock.on = budget->counting == nullptr ? "" : compiled_->on;
  clock.statutory = compiled_->statutory;
  AMENDS_TRY_ASSIGN(clock.budget, sla::length(*budget, *compiled_, at));
  AMENDS_CHECK(sla::arm(clock, *compiled_, recorded_at, true));
  return std::optional<ClockRow>(std::move(clock));
}

Result<ClockRow> Target::stop(ClockRow clock, Instant at) const {
  if (clock.state == ClockState::idle || is_over(clock))
    return wrong_state(clock, "stopped");
  AMENDS_CHECK(settle(clock, *compiled_, at));
  clock.stopped_at = std::max(at, clock.started_at);
  clock.points.clear();
  clock.pauses.clear();
  if (clock.state == ClockState::breached)
    return clock;
  // The due instant decides where there is one; a paused clock has its elapsed time.
  const bool in_time = clock.due ? at <= *clock.due : clock.elapsed <= clock.budget;
  clock.state = in_time ? ClockState::met : ClockState::breached;
  if (!in_time)
    clock.breached_at = clock.due ? *clock.due : at;
  return clock;
}

Result<ClockRow> Target::pause(ClockRow clock, const std::string& reason, Instant at) const {
  if (clock.state == ClockState::idle || is_over(clock) || !pauses_for(reason))
    return clock;
  const auto place = std::ranges::lower_bound(clock.pauses, reason);
  if (place != clock.pauses.end() && *place == reason)
    return clock;
  if (clock.pauses.empty()) {
    if (at < clock.since || (clock.fired_at && at < *clock.fired_at))
      return Error{Code::state,
                   "the clock \"" + clock.target +
                       "\" has moved on since then; a pause may be dated back only to "
                       "its last change",
                   ""};
    AMENDS_CHECK(settle(clock, *compiled_, at));
    clock.points.clear();
    if (clock.state == ClockState::running) {
      clock.state = ClockState::paused;
      clock.due.reset();
      clock.certain_until.reset();
    }
  }
  clock.pauses.insert(std::ranges::lower_bound(clock.pauses, reason), reason);
  return clock;
}

Result<ClockRow> Target::resume(ClockRow clock, const std::string& reason, Instant at) const {
  const auto place = std::ranges::lower_bound(clock.pauses, reason);
  if (place == clock.pauses.end() || *place != reason)
    return clock;
  if (clock.pauses.size() > 1) {
    clock.pauses.erase(place);
    return clock;
  }
  AMENDS_CHECK(settle(clock, *compiled_, at));
  clock.pauses.clear();
  if (clock.state == ClockState::paused)
    clock.state = ClockState::running;
  AMENDS_CHECK(sla::arm(clock, *compiled_, std::max(at, clock.since), false));
  return clock;
}

Result<ClockRow> Target::retarget(ClockRow clock, const Facts& facts, Instant at) const {
  if (is_over(clock) || clock.state == ClockState::idle || clock.state == ClockState::breached)
    return clock;
  const sla::Budget* budget = compiled_->budget_for(facts);
  if (budget == nullptr)
    return cancel(std::move(clock), at);
  if (budget->text == clock.within)
    return clock;
  AMENDS_CHECK(settle(clock, *compiled_, at));
  clock.within = budget->text;
  clock.on = budget->counting == nullptr ? "" : compiled_->on;
  AMENDS_TRY_ASSIGN(clock.budget, sla::length(*budget, *compiled_, clock.started_at));
  if (clock.state == ClockState::paused) {
    if (clock.elapsed > clock.budget) {
      clock.state = ClockState::breached;
      clock.breached_at = at;
      clock.due = at;
      clock.by_change = true;
    }
    return clock;
  }
  AMENDS_CHECK(sla::arm(clock, *compiled_, std::max(at, clock.since), false));
  return clock;
}

Result<ClockRow> Target::recalculate(ClockRow clock, Instant at) const {
  if (clock.state != ClockState::running)
    return clock;
  for (const sla::Budget& budget : compiled_->budgets)
    if (budget.text == clock.within) {
      AMENDS_TRY_ASSIGN(clock.budget, sla::length(budget, *compiled_, clock.started_at));
    }
  AMENDS_CHECK(sla::arm(clock, *compiled_, at, false));
  return clock;
}

Result<ClockRow> Target::cancel(ClockRow clock, Instant at) const {
  if (is_over(clock))
    return clock;
  AMENDS_CHECK(settle(clock, *compiled_, at));
  clock.stopped_at = at;
  clock.points.clear();
  clock.pauses.clear();
  if (clock.state != ClockState::breached)
    clock.state = ClockState::cancelled;
  return clock;
}

const ClockPoint* next_point(const ClockRow& clock) {
  return clock.points.empty() ? nullptr : &clock.points.front();
}

Result<ClockRow> fire(ClockRow clock, const Target&) {
  if (clock.points.empty())
    return wrong_state(clock, "fired: it has no point ahead");
  const ClockPoint point = clock.points.front();
  clock.points.erase(clock.points.begin());
  clock.fired_at = point.at;
  const auto place = std::ranges::lower_bound(clock.told, point.name);
  if (place == clock.told.end() || *place != point.name)
    clock.told.insert(place, point.name);
  if (point.kind == PointKind::breach) {
    clock.state = ClockState::breached;
    clock.breached_at = point.at;
    // A warning that stands at the breach itself has nothing left to warn of.
    std::erase_if(clock.points, [](const ClockPoint& p) { return p.kind == PointKind::warn; });
  }
  return clock;
}

} // namespace amends
