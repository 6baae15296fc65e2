// The step function: a clock and what happened in, the clock after it out.
#include "sla/target.hpp"

#include <algorithm>

namespace amends {
namespace {

using sla::Cause;
using sla::counted;

constexpr std::string_view cap_name = "pause_at_most";

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

bool is_live(const ClockRow& clock) { return clock.state != ClockState::idle && !is_over(clock); }

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

void choose(ClockRow& clock, const Target::Compiled& target, const sla::Budget& budget) {
  clock.within = budget.text;
  clock.on = budget.counting == nullptr && !budget.period ? "" : target.on;
}

// Ends all pauses at `at` and goes on.
Result<void> go_on(ClockRow& clock, const Target::Compiled& target, Instant at) {
  AMENDS_CHECK(settle(clock, target, at));
  clock.pauses.clear();
  std::erase_if(clock.points, [](const ClockPoint& p) { return p.kind == PointKind::pause_cap; });
  if (clock.state == ClockState::paused)
    clock.state = ClockState::running;
  return sla::arm(clock, target, clock.since, Cause::change);
}

// A clock from zero at `at`, in its present cycle.
Result<void> from_zero(ClockRow& clock, const Target::Compiled& target, const sla::Budget& budget,
                       Instant at) {
  clock.started_at = at;
  clock.since = at;
  clock.elapsed = {};
  clock.excused.reset();
  clock.promised.reset();
  clock.told.clear();
  AMENDS_TRY_ASSIGN(clock.budget, sla::length(budget, target, at));
  return {};
}

} // namespace

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
  clock.statutory = compiled_->statutory;
  if (!compiled_->milestone.empty())
    clock.milestone = compiled_->milestone;
  choose(clock, *compiled_, *budget);
  AMENDS_CHECK(from_zero(clock, *compiled_, *budget, at));
  AMENDS_CHECK(sla::arm(clock, *compiled_, std::max(at, recorded_at), Cause::entry));
  return std::optional<ClockRow>(std::move(clock));
}

Result<ClockRow> Target::stop(ClockRow clock, Instant at) const {
  if (!is_live(clock))
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
  if (!is_live(clock) || !pauses_for(reason))
    return clock;
  const auto place = std::ranges::lower_bound(clock.pauses, reason);
  if (place != clock.pauses.end() && *place == reason)
    return clock;
  if (clock.pauses.empty()) {
    if (compiled_->pause_at_most && clock.paused >= *compiled_->pause_at_most)
      return clock; // all pauses are used up
    if (at < clock.since || (clock.fired_at && at < *clock.fired_at))
      return Error{Code::state,
                   "the clock \"" + clock.target +
                       "\" has moved on since then; a pause may be dated back only to "
                       "its last change",
                   ""};
    AMENDS_CHECK(settle(clock, *compiled_, at));
    if (clock.state == ClockState::running) {
      clock.state = ClockState::paused;
      clock.due.reset();
      clock.promised.reset();
      clock.certain_until.reset();
      clock.points.clear(); // a breached clock keeps its ladder and goes on with it
    }
    if (compiled_->pause_at_most)
      clock.points.insert(clock.points.begin(),
                          {at + Duration{compiled_->pause_at_most->us - clock.paused.us},
                           PointKind::pause_cap,
                           std::string(cap_name),
                           "",
                           {}});
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
  AMENDS_CHECK(go_on(clock, *compiled_, at));
  return clock;
}

Result<ClockRow> Target::retarget(ClockRow clock, const Facts& facts, Instant at) const {
  if (clock.state != ClockState::running && clock.state != ClockState::paused)
    return clock;
  const sla::Budget* budget = compiled_->budget_for(facts);
  if (budget == nullptr)
    return cancel(std::move(clock), at);
  if (budget->text == clock.within)
    return clock;
  AMENDS_CHECK(settle(clock, *compiled_, at));
  const Duration left{clock.budget.us - clock.elapsed.us};
  clock.promised.reset();
  choose(clock, *compiled_, *budget);
  switch (compiled_->on_change) {
  case sla::OnChange::keep_elapsed: {
    AMENDS_TRY_ASSIGN(clock.budget, sla::length(*budget, *compiled_, clock.started_at));
    break;
  }
  case sla::OnChange::restart:
    ++clock.cycle;
    AMENDS_CHECK(from_zero(clock, *compiled_, *budget, clock.since));
    break;
  case sla::OnChange::keep_due: {
    Duration rest = left; // while paused there is no due instant: what is left stays
    if (clock.due) {
      AMENDS_TRY_ASSIGN(rest, counted(budget->counting.get(), clock.since, *clock.due));
    }
    clock.budget.us = clock.elapsed.us + rest.us;
    break;
  }
  }
  if (clock.state == ClockState::running) {
    AMENDS_CHECK(sla::arm(clock, *compiled_, clock.since, Cause::change));
  } else if (clock.elapsed > clock.budget) { // paused, and over
    clock.state = ClockState::breached;
    clock.breached_at = clock.since;
    clock.due = clock.since;
    clock.by_change = true;
  }
  return clock;
}

Result<ClockRow> Target::recalculate(ClockRow clock, Instant at, bool never_later) const {
  if (clock.state != ClockState::running && clock.state != ClockState::paused)
    return clock;
  if (const sla::Budget* budget = compiled_->budget_of(clock)) {
    AMENDS_TRY_ASSIGN(clock.budget, sla::length(*budget, *compiled_, clock.started_at));
  }
  if (clock.state == ClockState::paused)
    return clock; // its due instant is worked out when it goes on
  if (never_later)
    clock.promised = std::min(clock.promised.value_or(Instant::never()), *clock.due);
  AMENDS_CHECK(sla::arm(clock, *compiled_, at, Cause::change));
  return clock;
}

Result<ClockRow> Target::reopen(ClockRow clock, Instant at) const {
  const bool ended = (clock.state == ClockState::met || clock.state == ClockState::breached) &&
                     clock.stopped_at.has_value();
  if (!ended || compiled_->reopen == sla::Reopen::none)
    return clock;
  const Instant closed_from = clock.since;
  ++clock.cycle;
  clock.stopped_at.reset();
  clock.since = std::max(at, clock.since);
  if (compiled_->reopen == sla::Reopen::new_cycle) {
    const sla::Budget* budget = compiled_->budget_of(clock);
    if (budget == nullptr)
      return wrong_state(clock, "started again: its budget is gone from the policy");
    clock.state = ClockState::running;
    clock.breached_at.reset();
    clock.late_entry = clock.by_change = false;
    clock.paused = {};
    AMENDS_CHECK(from_zero(clock, *compiled_, *budget, clock.since));
  } else {
    if (compiled_->reopen == sla::Reopen::total) {
      AMENDS_TRY_ASSIGN(const Duration closed,
                        counted(compiled_->counting(clock), closed_from, clock.since));
      clock.elapsed.us += closed.us;
    }
    if (clock.state == ClockState::met)
      clock.state = ClockState::running;
  }
  AMENDS_CHECK(sla::arm(clock, *compiled_, clock.since, Cause::change));
  return clock;
}

Result<ClockRow> Target::excuse(ClockRow clock, Instant from, Instant to) const {
  if (clock.state == ClockState::idle)
    return wrong_state(clock, "excused");
  from = std::max(from, clock.started_at);
  if (clock.stopped_at)
    to = std::min(to, *clock.stopped_at);
  AMENDS_TRY_ASSIGN(const Duration span, counted(compiled_->counting(clock), from, to));
  clock.excused = Duration{clock.excused.value_or(Duration{}).us + span.us};
  return clock;
}

Result<ClockRow> Target::cancel(ClockRow clock, Instant at) const {
  if (is_over(clock))
    return clock;
  AMENDS_CHECK(settle(clock, *compiled_, at));
  clock.stopped_at = std::max(at, clock.started_at);
  clock.points.clear();
  clock.pauses.clear();
  if (clock.state != ClockState::breached)
    clock.state = ClockState::cancelled;
  return clock;
}

Result<TimeExplanation> Target::explain(const ClockRow& clock) const {
  if (!clock.due || *clock.due == Instant::never())
    return TimeExplanation{};
  const Calendar* calendar = compiled_->counting(clock);
  if (calendar == nullptr)
    return TimeExplanation{{{clock.since, std::max(clock.since, *clock.due)}}, {}};
  return calendar->explain(clock.since, *clock.due);
}

const ClockPoint* next_point(const ClockRow& clock) {
  for (const ClockPoint& point : clock.points)
    if (clock.pauses.empty() || point.kind == PointKind::pause_cap)
      return &point;
  return nullptr;
}

Result<ClockRow> fire(ClockRow clock, const Target& target) {
  const ClockPoint* next = next_point(clock);
  if (next == nullptr)
    return wrong_state(clock, "fired: it has no point ahead");
  const ClockPoint point = *next;
  clock.points.erase(clock.points.begin() + (next - clock.points.data()));
  clock.fired_at = point.at;
  switch (point.kind) {
  case PointKind::pause_cap: AMENDS_CHECK(go_on(clock, target.compiled(), point.at)); return clock;
  case PointKind::breach:
    clock.state = ClockState::breached;
    clock.breached_at = point.at;
    break;
  case PointKind::warn:
  case PointKind::escalate:
  case PointKind::repeat: break;
  }
  sla::mark_told(clock, point.name);
  const auto& tell = target.compiled().tell;
  const auto spec = std::ranges::find(tell, point.name, &sla::TellPoint::name);
  if (spec != tell.end() && spec->every && point.kind != PointKind::breach &&
      (spec->times == 0 || point.nth.value_or(0) < spec->times)) {
    AMENDS_TRY_ASSIGN(const Instant later, sla::after(target.compiled(), point.at, *spec->every));
    AMENDS_TRY_ASSIGN(const Instant at, sla::when_told(target.compiled(), later));
    sla::add_in_order(clock.points,
                      {at, PointKind::repeat, point.name, point.role, point.nth.value_or(0) + 1});
  }
  return clock;
}

std::vector<MilestoneDue> milestone_dues(const std::vector<ClockRow>& clocks) {
  std::map<std::string, const ClockRow*> winners;
  for (const ClockRow& clock : clocks) {
    if (clock.state != ClockState::running || !clock.due)
      continue;
    const ClockRow*& winner = winners[clock.milestone.value_or(clock.target)];
    const auto better = [](const ClockRow& a, const ClockRow& b) {
      if (*a.due != *b.due)
        return *a.due < *b.due;
      return a.statutory != b.statutory ? a.statutory : a.id < b.id;
    };
    if (winner == nullptr || better(clock, *winner))
      winner = &clock;
  }
  std::vector<MilestoneDue> dues;
  for (const auto& [name, clock] : winners)
    dues.push_back({name, clock->id, *clock->due});
  return dues;
}

} // namespace amends
