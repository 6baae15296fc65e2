// Due instant and points of a clock, from its budget, what has elapsed and where it counts from.
#include "sla/target.hpp"

#include <algorithm>

namespace amends::sla {
namespace {

// `share` ten-thousandths of `budget`, rounded down: a warning never comes after the due instant.
Duration part_of(Duration budget, std::int64_t share) {
  return {budget.us / 10'000 * share + budget.us % 10'000 * share / 10'000};
}

// The earliest instant at which the budget is used up, also when that lies behind.
Result<Timed<Instant>> due_of(const ClockRow& clock, const Target::Compiled& target,
                              const Measure& measure) {
  const Calendar* calendar = measure.counting;
  const Duration left{clock.budget.us - clock.elapsed.us};
  AMENDS_TRY_ASSIGN(Timed<Instant> due, later(calendar, clock.since, left));
  if (measure.budget != nullptr && measure.budget->period) { // its length leans on days too
    AMENDS_TRY_ASSIGN(const Timed<Instant> end,
                      measure.hours->legal_period(clock.started_at, *measure.budget->period));
    due.certainty.provisional = due.certainty.provisional || end.certainty.provisional;
    due.certainty.certain_until = end.certainty.certain_until;
  }
  // Going back stops at an opening; the budget was used up at the closing before it.
  if (calendar != nullptr && left.us < 0)
    return calendar->prev_close(due.value);
  if (target.grace_to_next_open && due.value != Instant::never()) {
    AMENDS_TRY_ASSIGN(const Timed<Instant> open, measure.hours->next_open(due.value));
    due.value = open.value;
    due.certainty.provisional = due.certainty.provisional || open.certainty.provisional;
    if (open.certainty.provisional)
      due.certainty.certain_until = open.certainty.certain_until;
  }
  return due;
}

// Where a point of `tell` lies.
Result<Instant> place_of(const TellPoint& point, const ClockRow& clock, const Measure& measure) {
  if (point.share) {
    const Duration rest{part_of(clock.budget, *point.share).us - clock.elapsed.us};
    AMENDS_TRY_ASSIGN(const Timed<Instant> at, later(measure.counting, clock.since, rest));
    return at.value;
  }
  if (*clock.due == Instant::never())
    return Instant::never();
  if (!point.before)
    return after(measure.hours, *clock.due, point.span);
  if (!point.span.needs_calendar())
    return *clock.due - microseconds(point.span.n);
  const std::int64_t unit =
      point.span.counts == Span::Counts::open ? 1 : measure.hours->standard_day().us;
  AMENDS_TRY_ASSIGN(const Timed<Instant> at,
                    measure.hours->add(*clock.due, microseconds(-point.span.n * unit)));
  return at.value;
}

// Of the points of one kind that are behind `now` only the highest is told, now.
void collapse(ClockRow& clock, PointKind kind, Instant now) {
  const auto passed = [&](const ClockPoint& p) { return p.kind == kind && p.at < now; };
  const auto last = std::find_if(clock.points.rbegin(), clock.points.rend(), passed);
  if (last == clock.points.rend())
    return;
  ClockPoint highest = *last;
  highest.at = now;
  std::erase_if(clock.points, [&](const ClockPoint& p) {
    if (passed(p) && p.name != highest.name)
      mark_told(clock, p.name);
    return passed(p);
  });
  add_in_order(clock.points, std::move(highest));
}

// Due instant of a running clock, and the verdict when that is behind.
Result<void> set_due(ClockRow& clock, const Target::Compiled& target, const Measure& measure,
                     Instant now, Cause cause) {
  AMENDS_TRY_ASSIGN(const Timed<Instant> due, due_of(clock, target, measure));
  clock.due = clock.promised ? std::min(due.value, *clock.promised) : due.value;
  clock.certain_until.reset();
  if (due.certainty.provisional)
    clock.certain_until = due.certainty.certain_until;
  if (*clock.due < now) {
    clock.state = ClockState::breached;
    clock.breached_at = now;
    clock.late_entry = cause == Cause::entry;
    clock.by_change = cause == Cause::change;
  }
  return {};
}

// `at_breach`: who is told by the breach itself.
Result<void> add_point(ClockRow& clock, const Target::Compiled& target, const Measure& measure,
                       const TellPoint& point, std::string_view& at_breach) {
  const bool breached = clock.state == ClockState::breached;
  if (point.share == 10'000) {
    // At the breach itself. Where notices wait for opening hours the telling is a point of its own;
    // a clock that is over already tells as soon as it may.
    const Instant verdict = breached ? *clock.breached_at : *clock.due;
    AMENDS_TRY_ASSIGN(const Instant told, when_told(target, verdict));
    if (!breached && told == verdict && !point.every)
      at_breach = point.role;
    else
      add_in_order(clock.points, {told, PointKind::escalate, point.name, point.role, {}});
    return {};
  }
  AMENDS_TRY_ASSIGN(const Instant place, place_of(point, clock, measure));
  AMENDS_TRY_ASSIGN(const Instant at, when_told(target, place));
  const bool warns = point.warns();
  if (warns && (breached || at > *clock.due)) {
    mark_told(clock, point.name); // no warning of what has happened
    return {};
  }
  add_in_order(clock.points,
               {at, warns ? PointKind::warn : PointKind::escalate, point.name, point.role, {}});
  return {};
}

} // namespace

void add_in_order(std::vector<ClockPoint>& points, ClockPoint point) {
  const auto place =
      std::ranges::upper_bound(points, point, [](const ClockPoint& a, const ClockPoint& b) {
        return a.at != b.at ? a.at < b.at : a.kind < b.kind;
      });
  points.insert(place, std::move(point));
}

bool was_told(const ClockRow& clock, const std::string& name) {
  return std::ranges::binary_search(clock.told, name);
}

void mark_told(ClockRow& clock, const std::string& name) {
  const auto place = std::ranges::lower_bound(clock.told, name);
  if (place == clock.told.end() || *place != name)
    clock.told.insert(place, name);
}

Result<void> arm(ClockRow& clock, const Target::Compiled& target, Instant now, Cause cause) {
  if (clock.state == ClockState::running) {
    clock.points.clear();
    const Measure measure = target.measure_of(clock);
    AMENDS_CHECK(set_due(clock, target, measure, now, cause));
    std::string_view at_breach;
    for (const TellPoint& point : target.tell)
      if (!was_told(clock, point.name))
        AMENDS_CHECK(add_point(clock, target, measure, point, at_breach));
    if (clock.state == ClockState::running)
      add_in_order(clock.points,
                   {*clock.due, PointKind::breach, "100%", std::string(at_breach), {}});
  }
  for (const PointKind kind : {PointKind::warn, PointKind::escalate, PointKind::repeat})
    collapse(clock, kind, now);
  // Nothing is told of a point that can never come.
  std::erase_if(clock.points, [](const ClockPoint& p) { return p.at == Instant::never(); });
  return {};
}

} // namespace amends::sla
