// Due instant and points of a clock, from its budget, what has elapsed and where it counts from.
#include "sla/target.hpp"

#include <algorithm>

namespace amends::sla {
namespace {

// `share` ten-thousandths of `budget`, rounded down: a warning never comes after the due instant.
Duration part_of(Duration budget, std::int64_t share) {
  return {budget.us / 10'000 * share + budget.us % 10'000 * share / 10'000};
}

bool was_told(const ClockRow& clock, const std::string& name) {
  return std::ranges::binary_search(clock.told, name);
}

void mark_told(ClockRow& clock, const std::string& name) {
  const auto place = std::ranges::lower_bound(clock.told, name);
  if (place == clock.told.end() || *place != name)
    clock.told.insert(place, name);
}

// The earliest instant at which the budget is used up, also when that lies behind.
Result<Timed<Instant>> due_of(const ClockRow& clock, const Target::Compiled& target) {
  const Calendar* calendar = target.counting(clock);
  const Duration left{clock.budget.us - clock.elapsed.us};
  AMENDS_TRY_ASSIGN(const Timed<Instant> due, later(calendar, clock.since, left));
  // Going back stops at an opening; the budget was used up at the closing before it.
  if (calendar != nullptr && left.us < 0)
    return calendar->prev_close(due.value);
  return due;
}

// Where a point of `tell` lies.
Result<Instant> place_of(const TellPoint& point, const ClockRow& clock,
                         const Target::Compiled& target) {
  const Calendar* counting = target.counting(clock);
  if (point.share) {
    const Duration rest{part_of(clock.budget, *point.share).us - clock.elapsed.us};
    AMENDS_TRY_ASSIGN(const Timed<Instant> at, later(counting, clock.since, rest));
    return at.value;
  }
  const Span& span = point.span;
  const Calendar* calendar = target.calendar.get();
  if (!point.before) {
    if (span.counts == Span::Counts::natural)
      return *clock.due + microseconds(span.n);
    AMENDS_TRY_ASSIGN(const Timed<Instant> at, calendar->after(*clock.due, span));
    return at.value;
  }
  if (span.counts == Span::Counts::natural)
    return *clock.due - microseconds(span.n);
  const std::int64_t unit = span.counts == Span::Counts::open ? 1 : calendar->standard_day().us;
  AMENDS_TRY_ASSIGN(const Timed<Instant> at,
                    calendar->add(*clock.due, microseconds(-span.n * unit)));
  return at.value;
}

} // namespace

Result<Duration> counted(const Calendar* calendar, Instant from, Instant to) {
  if (to <= from)
    return Duration{};
  if (calendar == nullptr)
    return to - from;
  AMENDS_TRY_ASSIGN(const Timed<Duration> span, calendar->between(from, to));
  return span.value;
}

Result<Timed<Instant>> later(const Calendar* calendar, Instant from, Duration span) {
  if (calendar == nullptr)
    return Timed<Instant>{from + span, {false, Instant::never()}};
  return calendar->add(from, span);
}

Result<Duration> length(const Budget& budget, const Target::Compiled& target, Instant start) {
  switch (budget.span.counts) {
  case Span::Counts::natural:
  case Span::Counts::open: return microseconds(budget.span.n);
  case Span::Counts::open_days:
    return microseconds(budget.span.n * target.calendar->standard_day().us);
  case Span::Counts::workdays: break;
  }
  // From its start to the end of its last day, in whole legal working days.
  AMENDS_TRY_ASSIGN(const Timed<Instant> due, target.calendar->after(start, budget.span));
  return counted(target.legal_days.get(), start, due.value);
}

Result<void> arm(ClockRow& clock, const Target::Compiled& target, Instant now, bool late_entry) {
  clock.points.clear();
  if (clock.state == ClockState::running) {
    AMENDS_TRY_ASSIGN(const Timed<Instant> due, due_of(clock, target));
    clock.due = due.value;
    clock.certain_until.reset();
    if (due.certainty.provisional)
      clock.certain_until = due.certainty.certain_until;
    if (due.value < now) {
      clock.state = ClockState::breached;
      clock.breached_at = now;
      clock.late_entry = late_entry;
      clock.by_change = !late_entry;
    }
  }
  const bool breached = clock.state == ClockState::breached;
  const bool just_breached = breached && clock.breached_at == now;
  if (!breached)
    clock.points.push_back({*clock.due, PointKind::breach, "100%", ""});
  for (const TellPoint& point : target.tell) {
    if (was_told(clock, point.name))
      continue;
    if (point.share == 10'000) {
      // At the breach itself; a clock that is over already tells now.
      if (!breached)
        clock.points.front().role = point.role;
      else if (just_breached)
        clock.points.push_back({now, PointKind::escalate, point.name, point.role});
      continue;
    }
    AMENDS_TRY_ASSIGN(const Instant at, place_of(point, clock, target));
    const bool early = point.share ? *point.share < 10'000 : point.before;
    if (early && breached)
      mark_told(clock, point.name); // no warning of what has happened
    else
      clock.points.push_back(
          {at, early ? PointKind::warn : PointKind::escalate, point.name, point.role});
  }
  std::ranges::stable_sort(clock.points, [](const ClockPoint& a, const ClockPoint& b) {
    return a.at != b.at ? a.at < b.at : a.kind < b.kind;
  });
  // Points already behind: only the highest of each kind is told, now.
  for (const PointKind kind : {PointKind::warn, PointKind::escalate}) {
    auto last = std::find_if(clock.points.rbegin(), clock.points.rend(),
                             [&](const ClockPoint& p) { return p.kind == kind && p.at < now; });
    if (last == clock.points.rend())
      continue;
    const std::string highest = last->name;
    last->at = now;
    std::erase_if(clock.points, [&](const ClockPoint& p) {
      const bool passed = p.kind == kind && p.at < now && p.name != highest;
      if (passed)
        mark_told(clock, p.name);
      return passed;
    });
  }
  std::ranges::stable_sort(clock.points, [](const ClockPoint& a, const ClockPoint& b) {
    return a.at != b.at ? a.at < b.at : a.kind < b.kind;
  });
  return {};
}

} // namespace amends::sla
