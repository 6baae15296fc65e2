// The step function: a clock and what happened in, the clock after it out.
#include "sla/target.hpp"

#include <algorithm>

namespace amends {
namespace {

using sla::Cause;
using sla::counted;
using sla::wrong_state;

constexpr std::string_view cap_name = "pause_at_most";

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

void choose(ClockRow& clock, const sla::Budget& budget) {
  clock.within = budget.text;
  clock.on = budget.shown_on();
}

// What is dated back may not lie before anything the clock has recorded since.
Result<void> check_dated(const ClockRow& clock, Instant at) {
  const Instant earliest = std::max(clock.since, clock.fired_at.value_or(clock.since));
  if (at >= earliest)
    return {};
  return Error{Code::state,
               "the clock \"" + clock.target + "\" has moved on since then; date it back to " +
                   print_instant(earliest) + " at the earliest",
               ""};
}

// A clock from zero at `at`, in its present cycle.
Result<void> from_zero(ClockRow& clock, const sla::Budget& budget, Instant at) {
  clock.started_at = at;
  clock.since = at;
  clock.elapsed = {};
  clock.excused.reset();
  clock.excuses.clear();
  clock.promised.reset();
  clock.told.clear();
  clock.kept_due = false;
  std::erase_if(clock.reliefs, [](const ClockRelief& r) { return r.longer || r.to; });
  AMENDS_TRY_ASSIGN(clock.budget, sla::length(budget, at));
  return {};
}

// All that has been counted, up to `at` where the clock is still counting.
Result<Duration> counted_until(const ClockRow& clock, const Target::Compiled& target, Instant at) {
  Duration total = clock.elapsed;
  if (counts(clock)) {
    AMENDS_TRY_ASSIGN(const Duration more, counted(target.counting(clock), clock.since, at));
    total.us += more.us;
  }
  return total;
}

// Adds a span to a list of disjoint spans in time order.
void add_span(std::vector<ExcusedSpan>& spans, ExcusedSpan span) {
  std::erase_if(spans, [&](const ExcusedSpan& other) {
    if (other.to < span.from || other.from > span.to)
      return false;
    span = {std::min(span.from, other.from), std::max(span.to, other.to)};
    return true;
  });
  spans.insert(std::ranges::lower_bound(spans, span.from, {}, &ExcusedSpan::from), span);
}

} // namespace

Error sla::wrong_state(const ClockRow& clock, std::string_view what) {
  static constexpr std::string_view names[] = {"idle", "running",  "paused",
                                               "met",  "breached", "cancelled"};
  return {Code::state,
          "the clock \"" + clock.target + "\" is " +
              std::string(names[static_cast<std::size_t>(clock.state)]) + " and cannot be " +
              std::string(what),
          ""};
}

Result<void> sla::go_on(ClockRow& clock, const Target::Compiled& target, Instant at,
                        Instant recorded_at) {
  AMENDS_CHECK(settle(clock, target, at));
  clock.pauses.clear();
  sla::end_reliefs(clock, "", at);
  std::erase_if(clock.points, [](const ClockPoint& p) { return p.kind == PointKind::pause_cap; });
  if (clock.state == ClockState::paused)
    clock.state = ClockState::running;
  const Cause cause = recorded_at > clock.since ? Cause::entry : Cause::change;
  return arm(clock, target, std::max(clock.since, recorded_at), cause);
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
  clock.statutory = compiled_->statutory;
  if (!compiled_->milestone.empty())
    clock.milestone = compiled_->milestone;
  choose(clock, *budget);
  AMENDS_CHECK(from_zero(clock, *budget, at));
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
  sla::end_reliefs(clock, "", *clock.stopped_at);
  if (clock.state == ClockState::breached)
    return clock;
  // The due instant decides where there is one; a paused clock has its elapsed time.
  const bool in_time = clock.due ? at <= *clock.due : clock.elapsed <= clock.budget;
  clock.state = in_time ? ClockState::met : ClockState::breached;
  if (!in_time)
    clock.breached_at = clock.due ? *clock.due : at;
  return clock;
}

Result<ClockRow> Target::pause(ClockRow clock, const std::string& reason, Instant at,
                               Instant recorded_at) const {
  if (!is_live(clock) || !pauses_for(reason))
    return clock;
  return sla::halt(std::move(clock), *compiled_, reason, at, recorded_at);
}

Result<ClockRow> sla::halt(ClockRow clock, const Target::Compiled& target,
                           const std::string& reason, Instant at, Instant recorded_at) {
  const auto place = std::ranges::lower_bound(clock.pauses, reason);
  if (place != clock.pauses.end() && *place == reason)
    return clock;
  if (!clock.pauses.empty()) {
    AMENDS_CHECK(check_dated(clock, at));
    clock.pauses.insert(place, reason);
    return clock;
  }
  const auto& most = target.pause_at_most;
  if (most && clock.paused >= *most)
    return clock; // all pauses are used up
  AMENDS_CHECK(check_dated(clock, at));
  AMENDS_CHECK(settle(clock, target, at));
  if (clock.state == ClockState::running) {
    clock.state = ClockState::paused;
    clock.due.reset();
    clock.promised.reset();
    clock.certain_until.reset();
    clock.points.clear(); // a breached clock keeps its ladder and goes on with it
  }
  clock.pauses.push_back(reason);
  if (!most)
    return clock;
  const Instant cap = at + Duration{most->us - clock.paused.us};
  if (cap < recorded_at) { // dated back so far that it has ended by itself
    AMENDS_CHECK(go_on(clock, target, cap, recorded_at));
    return clock;
  }
  clock.points.insert(clock.points.begin(),
                      {cap, PointKind::pause_cap, std::string(cap_name), "", {}});
  return clock;
}

Result<ClockRow> Target::resume(ClockRow clock, const std::string& reason, Instant at,
                                Instant recorded_at) const {
  const auto place = std::ranges::lower_bound(clock.pauses, reason);
  if (place == clock.pauses.end() || *place != reason)
    return clock;
  AMENDS_CHECK(check_dated(clock, at));
  if (clock.pauses.size() > 1) {
    clock.pauses.erase(place);
    sla::end_reliefs(clock, reason, at);
    AMENDS_CHECK(settle(clock, *compiled_, at));
    return clock;
  }
  AMENDS_CHECK(sla::go_on(clock, *compiled_, at, std::max(at, recorded_at)));
  return clock;
}

Result<ClockRow> Target::retarget(ClockRow clock, const Facts& facts, Instant at) const {
  if (clock.state != ClockState::running && clock.state != ClockState::paused)
    return clock;
  const sla::Budget* budget = compiled_->budget_for(facts);
  if (budget == nullptr)
    return cancel(std::move(clock), at);
  if (budget->text == clock.within && budget->shown_on() == clock.on)
    return clock;
  AMENDS_CHECK(settle(clock, *compiled_, at));
  const Duration left{clock.budget.us - clock.elapsed.us};
  clock.promised.reset();
  choose(clock, *budget);
  switch (compiled_->on_change) {
  case sla::OnChange::keep_elapsed: {
    AMENDS_TRY_ASSIGN(clock.budget, sla::length(*budget, clock.started_at));
    clock.budget.us += sla::granted(clock).us;
    break;
  }
  case sla::OnChange::restart:
    ++clock.cycle;
    AMENDS_CHECK(from_zero(clock, *budget, clock.since));
    break;
  case sla::OnChange::keep_due: {
    Duration rest = left; // while paused there is no due instant: what is left stays
    if (clock.due) {
      AMENDS_TRY_ASSIGN(rest, counted(budget->counting.get(), clock.since, *clock.due));
    }
    clock.budget.us = clock.elapsed.us + rest.us;
    clock.kept_due = true;
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

Result<ClockRow> Target::recalculate(ClockRow clock, Instant at) const {
  if (clock.state != ClockState::running && clock.state != ClockState::paused)
    return clock;
  const sla::Budget* budget = compiled_->budget_of(clock);
  if (budget != nullptr && !clock.kept_due) {
    AMENDS_TRY_ASSIGN(clock.budget, sla::length(*budget, clock.started_at));
    clock.budget.us += sla::granted(clock).us;
  }
  if (clock.state == ClockState::paused)
    return clock; // its due instant is worked out when it goes on
  if (compiled_->promise_never_later)
    clock.promised = std::min(clock.promised.value_or(Instant::never()), *clock.due);
  AMENDS_CHECK(sla::arm(clock, *compiled_, at, Cause::change));
  return clock;
}

bool Target::reopens_anew() const { return compiled_->reopen == sla::Reopen::new_cycle; }

Result<ClockRow> Target::reopen(ClockRow clock, Instant at, const std::string& new_id) const {
  if (!is_over(clock) || compiled_->reopen == sla::Reopen::none)
    return clock;
  const Instant closed_from = clock.since;
  ++clock.cycle;
  clock.stopped_at.reset();
  clock.since = std::max(at, clock.since);
  if (clock.state != ClockState::breached || reopens_anew())
    clock.state = ClockState::running;
  if (reopens_anew()) {
    const sla::Budget* budget = compiled_->budget_of(clock);
    if (budget == nullptr)
      return wrong_state(clock, "started again: its budget is gone from the policy");
    clock.id = new_id;
    clock.breached_at.reset();
    clock.fired_at.reset();
    clock.late_entry = clock.by_change = false;
    clock.paused = {};
    AMENDS_CHECK(from_zero(clock, *budget, clock.since));
  } else if (compiled_->reopen == sla::Reopen::total) {
    AMENDS_TRY_ASSIGN(const Duration closed,
                      counted(compiled_->counting(clock), closed_from, clock.since));
    clock.elapsed.us += closed.us;
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
  if (from >= to)
    return Error{Code::state,
                 "nothing of that lies within the time of the clock \"" + clock.target + "\"", ""};
  add_span(clock.excuses, {from, to});
  Duration excused;
  for (const ExcusedSpan& span : clock.excuses) {
    AMENDS_TRY_ASSIGN(const Duration part, counted(compiled_->counting(clock), span.from, span.to));
    excused.us += part.us;
  }
  // What was paused has not counted and needs no excuse.
  AMENDS_TRY_ASSIGN(const Duration total,
                    counted_until(clock, *compiled_, clock.excuses.back().to));
  clock.excused = std::min(excused, total);
  return clock;
}

Result<ClockRow> Target::cancel(ClockRow clock, Instant at) const {
  if (is_over(clock))
    return clock;
  AMENDS_CHECK(settle(clock, *compiled_, at));
  clock.stopped_at = std::max(at, clock.started_at);
  clock.points.clear();
  clock.pauses.clear();
  sla::end_reliefs(clock, "", *clock.stopped_at);
  if (clock.state != ClockState::breached)
    clock.state = ClockState::cancelled;
  return clock;
}

} // namespace amends
