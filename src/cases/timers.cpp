// What happens by itself: clock points and stages that leave after a while.
#include "step.hpp"

#include <algorithm>
#include <tuple>

namespace amends {

using namespace cases;

namespace {

// Order inside one instant: warn < breach < escalate < repeat < other, then the clock's id.
using Rank = std::tuple<Instant, int, std::string>;

constexpr int rank_of_stage = 10;
constexpr int rank_of_incident = 11;

Result<void> say(Step& step, const ClockRow& before, const ClockPoint& point, ClockRow after) {
  const std::string because = before.target + " " + point.name;
  switch (point.kind) {
  case PointKind::warn: step.emit(events::ClockWarned{{}, std::move(after)}); break;
  case PointKind::breach: step.emit(events::ClockBreached{{}, std::move(after)}); break;
  case PointKind::pause_cap: step.emit(events::ClockResumed{{}, std::move(after)}); break;
  case PointKind::escalate:
  case PointKind::repeat: {
    events::Escalated event;
    event.to = point.role;
    event.because = because;
    event.clock = std::move(after);
    step.emit(std::move(event));
    break;
  }
  }
  if (!point.role.empty())
    tell_role(step, point.role, because);
  if (point.kind == PointKind::breach)
    AMENDS_CHECK(notices_hear(step, before.target + ".late"));
  return {};
}

Result<void> fire_clock(Step& step, const ClockRow& clock) {
  const ClockPoint* next = next_point(clock);
  if (next == nullptr)
    return Error{Code::internal, "no point is left on clock " + clock.id, ""};
  const ClockPoint point = *next;
  const Target* target = target_of(step.policy(), clock);
  if (target == nullptr)
    return Error{Code::internal, "the policy has no clock " + clock.target, ""};
  AMENDS_TRY_ASSIGN(ClockRow after, fire(clock, *target));
  return say(step, clock, point, std::move(after));
}

// A stage that leaves by itself: by the way that has come due, where it is open.
Result<void> fire_stage(Step& step, const Case& before, const Timer& timer) {
  const Stage* stage = step.stage();
  if (stage == nullptr || timer.index >= stage->go.size())
    return Error{Code::internal, "the stage timer names no transition", ""};
  const Transition& way = stage->go[timer.index];
  bool open = true;
  if (way.condition) {
    AMENDS_TRY_ASSIGN(const Value held, way.condition->evaluate(step.facts()));
    const bool* truth = held.get<bool>();
    open = truth != nullptr && *truth;
  }
  if (open && check_needs(before, way.needs)) {
    AMENDS_CHECK(take_transition(step, way, "after"));
    AMENDS_CHECK(take_automatic(step));
  } else {
    // The way is shut: the timer is spent, the stage stays.
    events::StageEntered stay;
    stay.stage = before.stage;
    stay.because = "after";
    stay.owner = before.owner;
    stay.waiting_for = before.waiting_for;
    stay.timers = before.timers;
    std::erase_if(stay.timers, [&](const StageTimer& t) {
      return t.transition == static_cast<std::int64_t>(timer.index);
    });
    step.emit(std::move(stay));
  }
  return {};
}

} // namespace

std::optional<Timer> next_timer(const Case& now) {
  std::optional<Timer> best;
  Rank best_rank;
  const auto offer = [&](Timer timer, Rank rank) {
    if (best && best_rank <= rank)
      return;
    best = std::move(timer);
    best_rank = std::move(rank);
  };
  for (std::size_t i = 0; i < now.clocks.size(); ++i)
    if (const ClockPoint* point = next_point(now.clocks[i]))
      offer({point->at, now.clocks[i].target + " " + point->name, i, Timer::Kind::clock},
            {point->at, static_cast<int>(point->kind), now.clocks[i].id});
  for (const StageTimer& timer : now.timers)
    offer({timer.at, now.stage + " after", static_cast<std::size_t>(timer.transition),
           Timer::Kind::stage},
          {timer.at, rank_of_stage, std::to_string(timer.transition)});
  for (std::size_t i = 0; i < now.incidents.size() && !now.ended; ++i)
    if (const auto turn = next_turn(now.incidents[i]))
      offer({*turn,
             "incident " + now.incidents[i].incident +
                 (now.incidents[i].state == IncidentState::ahead ? " from" : " until"),
             i, Timer::Kind::incident},
            {*turn, rank_of_incident, now.incidents[i].incident});
  return best;
}

Instant next_due(const Case& now) {
  const auto timer = next_timer(now);
  return timer ? timer->at + microseconds(1) : Instant::never();
}

Result<Decided> fire_timer(const Policy& policy, const Context& context, const Case& before,
                           const Timer& timer) {
  Step step(policy, context, before);
  switch (timer.kind) {
  case Timer::Kind::clock: AMENDS_CHECK(fire_clock(step, before.clocks.at(timer.index))); break;
  case Timer::Kind::stage: AMENDS_CHECK(fire_stage(step, before, timer)); break;
  case Timer::Kind::incident: AMENDS_CHECK(incident_turns(step, timer.index)); break;
  }
  AMENDS_CHECK(incidents_follow(step));
  tidy_offers(step);
  return std::move(step).take();
}

} // namespace amends
