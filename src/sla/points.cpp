// The points of a clock: which comes next, what it makes of the clock, which clock is due first.
#include "sla/target.hpp"

#include <algorithm>

namespace amends {

const ClockPoint* next_point(const ClockRow& clock) {
  for (const ClockPoint& point : clock.points)
    if (clock.pauses.empty() || point.kind == PointKind::pause_cap)
      return &point;
  return nullptr;
}

Result<ClockRow> fire(ClockRow clock, const Target& target) {
  const ClockPoint* next = next_point(clock);
  if (next == nullptr)
    return sla::wrong_state(clock, "fired: it has no point ahead");
  const ClockPoint point = *next;
  clock.points.erase(clock.points.begin() + (next - clock.points.data()));
  clock.fired_at = point.at;
  switch (point.kind) {
  case PointKind::pause_cap:
    AMENDS_CHECK(sla::go_on(clock, target.compiled(), point.at, point.at));
    return clock;
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
    const Calendar* hours = target.compiled().measure_of(clock).hours;
    AMENDS_TRY_ASSIGN(const Instant later, sla::after(hours, point.at, *spec->every));
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
