// The laws of clocks, over random lives: pauses count once, and nothing depends on when one looks.
#include "helpers.hpp"

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace amends {
namespace {

using namespace testing_sla;

// One target on two revisions of its calendar: the second takes 23 September off and works the
// 26th.
const Target& target_for_lives(bool revised) {
  constexpr std::string_view spec = R"({"from":"open","until":"close","on":"desk",
      "within":{"P1":"6h","P2":"8 open h","P3":"3 open d","P4":"2 workdays","*":"24 open h"},
      "pause":["a","b"],"pause_at_most":"120h","reopen":"keep",
      "tell":{"25%":"agent","80%":"agent","100%":"lead","+4 open h":{"role":"boss","every":"8 open h","times":3}}})";
  static const auto before = target(spec);
  static const auto after = [&] {
    const auto tables = *HolidayTables::builtin()->with(json(R"({"amends_holidays":1,"region":"CN",
        "years":{"2026":{"state":"amended","off":["2026-09-23"],"work":["2026-09-26"]}}})"));
    const auto desk = *Calendar::compile(json(R"({"timezone":"Asia/Shanghai",
        "week":{"mon-fri":"09:00-12:00, 13:00-18:00"},"holidays":["CN"]})"),
                                         *tables);
    return *Target::compile("t", json(spec), {{"desk", desk}});
  }();
  return revised ? *after : *before;
}

struct Step {
  enum Kind {
    pause_a,
    pause_b,
    resume_a,
    resume_b,
    p1,
    p2,
    p3,
    p4,
    other,
    revise,
    close,
    kinds
  } kind;
  Instant at;
};

std::vector<Step> any_life() {
  std::vector<Step> life;
  Instant t = at("2026-09-21T00:00:00Z");
  const int steps = *rc::gen::inRange(0, 14);
  for (int i = 0; i < steps; ++i) {
    t = t + seconds(*rc::gen::inRange(0, 60 * 3600));
    life.push_back({static_cast<Step::Kind>(*rc::gen::inRange<int>(0, Step::kinds)), t});
  }
  return life;
}

// Timers before the step, then the step: what the engine does.
ClockRow lived(const std::vector<Step>& life, const std::vector<Instant>& ticks,
               std::vector<std::string>& log) {
  bool revised = false;
  ClockRow clock = started(target_for_lives(false), "2026-09-20T00:00:00Z");
  std::size_t next_tick = 0;
  const auto catch_up = [&](Instant now) {
    for (std::string& line : tick(clock, target_for_lives(revised), now))
      log.push_back(std::move(line));
  };
  for (const Step& step : life) {
    for (; next_tick < ticks.size() && ticks[next_tick] <= step.at; ++next_tick)
      catch_up(ticks[next_tick]);
    catch_up(step.at);
    const Target& t = target_for_lives(revised);
    switch (step.kind) {
    case Step::pause_a:
    case Step::pause_b:
      clock = *t.pause(clock, step.kind == Step::pause_a ? "a" : "b", step.at);
      break;
    case Step::resume_a:
    case Step::resume_b:
      clock = *t.resume(clock, step.kind == Step::resume_a ? "a" : "b", step.at);
      break;
    case Step::p1:
    case Step::p2:
    case Step::p3:
    case Step::p4:
      clock = *t.retarget(clock, priority("P" + std::to_string(step.kind - Step::p1 + 1)), step.at);
      break;
    case Step::revise:
      revised = !revised;
      clock = *target_for_lives(revised).recalculate(clock, step.at);
      break;
    case Step::close: // a closed case is opened again at the next such step
      clock = clock.stopped_at ? *t.reopen(clock, step.at, "C.9.1") : *t.stop(clock, step.at);
      break;
    case Step::other:
    case Step::kinds: clock = *t.retarget(clock, {}, step.at); break;
    }
    log.push_back(print_json(encode(clock)));
  }
  catch_up(at("2027-01-30T00:00:00Z"));
  log.push_back(print_json(encode(clock)));
  return clock;
}

RC_GTEST_PROP(Lives, DoNotDependOnWhenOneTicks, ()) {
  const std::vector<Step> life = any_life();
  std::vector<Instant> often;
  for (Instant t = at("2026-09-20T00:00:00Z"); t < at("2026-11-20T00:00:00Z"); t = t + minutes(47))
    often.push_back(t);
  std::vector<std::string> once, many;
  lived(life, {}, once);
  lived(life, often, many);
  RC_ASSERT(once == many);
}

RC_GTEST_PROP(Lives, AWarningIsToldAtMostOnceACycle, ()) {
  std::vector<std::string> log;
  lived(any_life(), {}, log);
  for (const std::string_view name : {"25%", "80%", "100%"})
    RC_ASSERT(std::ranges::count_if(log, [&](const std::string& line) {
                return line.starts_with(std::string(name) + " ");
              }) <= 1);
}

// Elapsed is W over the union of what was not paused, however the pauses overlap.
RC_GTEST_PROP(Pauses, CountOnceHoweverTheyOverlap, ()) {
  const auto t = target(
      R"({"from":"open","until":"close","within":"1000 open h","on":"desk","pause":["a","b","c"]})");
  struct Edge {
    Instant at;
    bool begins;
    std::string reason;
  };
  std::vector<Edge> edges;
  const Instant base = at("2026-09-21T00:00:00Z");
  for (const std::string reason : {"a", "b", "c"}) {
    Instant from = base + minutes(*rc::gen::inRange(0, 3000));
    for (int i = 0; i < 3; ++i) {
      const Instant to = from + minutes(*rc::gen::inRange(1, 3000));
      edges.push_back({from, true, reason});
      edges.push_back({to, false, reason});
      from = to + minutes(*rc::gen::inRange(1, 3000));
    }
  }
  std::ranges::stable_sort(edges, {}, &Edge::at);
  ClockRow clock = started(*t, "2026-09-21T00:00:00Z");
  Duration open;
  Duration paused;
  std::set<std::string> in_force;
  Instant last = base;
  const Calendar& desk = *calendars().at("desk");
  for (const Edge& edge : edges) {
    (in_force.empty() ? open : paused).us +=
        in_force.empty() ? desk.between(last, edge.at)->value.us : (edge.at - last).us;
    last = edge.at;
    if (edge.begins)
      in_force.insert(edge.reason);
    else
      in_force.erase(edge.reason);
    clock = edge.begins ? *t->pause(clock, edge.reason, edge.at)
                        : *t->resume(clock, edge.reason, edge.at);
  }
  RC_ASSERT(clock.state == ClockState::running);
  RC_ASSERT(clock.elapsed == open);
  RC_ASSERT(clock.paused == paused);
  RC_ASSERT(*clock.due == desk.add(last, {hours(1000).us - open.us})->value);
}

// Learning of it later changes nothing, as long as nothing else has happened to the clock.
RC_GTEST_PROP(Pauses, DatedBackAreAsIfTheyHadBeenSaidInTime, ()) {
  const auto t = target(
      R"({"from":"open","until":"close","within":"1000 open h","on":"desk","pause":["a","b"],
      "pause_at_most":"200h"})");
  ClockRow in_time = started(*t, "2026-09-21T00:00:00Z");
  ClockRow later = in_time;
  Instant now = at("2026-09-21T00:00:00Z");
  const int steps = *rc::gen::inRange(0, 12);
  for (int i = 0; i < steps; ++i) {
    const Instant happened = now + minutes(*rc::gen::inRange(0, 3000));
    const Instant known = happened + minutes(*rc::gen::inRange(0, 3000));
    const std::string reason = *rc::gen::element<std::string>("a", "b");
    const bool pauses = *rc::gen::arbitrary<bool>();
    tick(in_time, *t, happened);
    tick(later, *t, happened);
    in_time = pauses ? *t->pause(in_time, reason, happened) : *t->resume(in_time, reason, happened);
    tick(in_time, *t, known); // the cap of the pauses
    later = pauses ? *t->pause(later, reason, happened, known)
                   : *t->resume(later, reason, happened, known);
    tick(later, *t, known);
    in_time.fired_at = later.fired_at = {}; // when it was noticed is all that may differ
    RC_ASSERT(print_json(encode(in_time)) == print_json(encode(later)));
    now = known;
  }
}

// Met exactly when the counted time at the stop is within the budget.
RC_GTEST_PROP(Verdict, IsTheElapsedTimeAgainstTheBudget, ()) {
  const auto t = target(R"({"from":"open","until":"close","within":"5 open h","on":"desk"})");
  const Instant from = at("2026-09-28T00:00:00Z") + seconds(*rc::gen::inRange(0, 14 * 86'400));
  const Instant to = from + seconds(*rc::gen::inRange(0, 12 * 86'400));
  ClockRow clock = **t->start("C.1.1", from, from, {});
  tick(clock, *t, to);
  clock = *t->stop(clock, to);
  const Duration used = calendars().at("desk")->between(from, to)->value;
  RC_ASSERT(clock.elapsed == used);
  const bool in_time = used < hours(5) || to == *clock.due;
  RC_ASSERT((clock.state == ClockState::met) == in_time);
}

} // namespace
} // namespace amends
