// Clocks as a shop meets them: started, paused, changed, late, told.
#include "helpers.hpp"

namespace amends {
namespace {

using namespace testing_sla;

constexpr std::string_view plan_spec = R"({"from":"open","until":"propose",
    "within":{"P1":"24h","P2":"8 open h","*":"24 open h"},"on":"desk",
    "pause":["waiting_for_customer","waiting_for_carrier"],
    "tell":{"50%":"agent","80%":"agent","100%":"lead","+8 open h":"boss"}})";

TEST(Clock, TwentyFourOpenHoursAreThreeDeskDays) {
  const auto t = target(plan_spec);
  EXPECT_EQ(show(started(*t, "2026-09-21T10:15:00+08:00").due), "2026-09-24T10:15:00+08:00");
  // Over Mid-Autumn, National Day and without counting either.
  EXPECT_EQ(show(started(*t, "2026-09-29T16:00:00+08:00").due), "2026-10-09T16:00:00+08:00");
  EXPECT_EQ(show(started(*t, "2026-09-29T16:00:00+08:00", priority("P1")).due),
            "2026-09-30T16:00:00+08:00");
}

TEST(Clock, StartsAndStopsOnItsWords) {
  const auto t = target(R"({"from":["open","stage:checking"],"until":"contact","within":"24h"})");
  EXPECT_TRUE(t->starts_on("open") && t->starts_on("stage:checking") && t->stops_on("contact"));
  EXPECT_FALSE(t->starts_on("contact") || t->stops_on("open") || t->pauses_for("anything"));
}

TEST(Clock, NoEntryForThesePrioritiesMeansNoClock) {
  const auto t = target(R"({"from":"open","until":"contact","within":{"P1":"4h"}})");
  const auto clock = t->start("C.1.1", at("2026-09-21T10:00:00Z"), at("2026-09-21T10:00:00Z"), {});
  ASSERT_TRUE(clock);
  EXPECT_FALSE(*clock);
}

TEST(Clock, TellsItsPointsInOrderAndOnce) {
  const auto t = target(plan_spec);
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00", priority("P2")); // due 18:00
  EXPECT_EQ(tick(clock, *t, "2026-09-21T14:00:00+08:00"), Fired{}); // strictly after, not at
  EXPECT_EQ(tick(clock, *t, "2026-09-21T18:00:00+08:00"),
            (Fired{"50% agent 2026-09-21T14:00:00+08:00", "80% agent 2026-09-21T16:24:00+08:00"}));
  EXPECT_EQ(clock.state, ClockState::running);
  EXPECT_EQ(tick(clock, *t, "2026-09-21T18:00:00.000001+08:00"),
            (Fired{"100% lead 2026-09-21T18:00:00+08:00"}));
  EXPECT_EQ(clock.state, ClockState::breached);
  EXPECT_EQ(show(clock.breached_at), "2026-09-21T18:00:00+08:00");
  EXPECT_EQ(tick(clock, *t, "2026-10-21T00:00:00+08:00"),
            (Fired{"+8 open h boss 2026-09-22T18:00:00+08:00"}));
  EXPECT_EQ(next_point(clock), nullptr);
}

TEST(Clock, MetUpToTheDueInstantAndNotAfter) {
  const auto t = target(plan_spec);
  const ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00", priority("P2"));
  EXPECT_EQ(t->stop(clock, at("2026-09-21T18:00:00+08:00"))->state, ClockState::met);
  const auto late = t->stop(clock, at("2026-09-21T18:00:00.000001+08:00"));
  EXPECT_EQ(late->state, ClockState::breached);
  EXPECT_EQ(show(late->breached_at), "2026-09-21T18:00:00+08:00");
  EXPECT_FALSE(t->stop(*late, at("2026-09-22T18:00:00+08:00")));
}

TEST(Clock, ABreachedClockCountsItsOverrunUntilStopped) {
  const auto t = target(plan_spec);
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00", priority("P2"));
  tick(clock, *t, "2026-09-22T10:30:00+08:00");
  const auto stopped = t->stop(clock, at("2026-09-22T10:30:00+08:00"));
  ASSERT_TRUE(stopped);
  EXPECT_EQ(stopped->elapsed, minutes(8 * 60 + 90));
  EXPECT_EQ(show(stopped->stopped_at), "2026-09-22T10:30:00+08:00");
  EXPECT_EQ(show(stopped->due), "2026-09-21T18:00:00+08:00");
  EXPECT_EQ(next_point(*stopped), nullptr);
}

TEST(Clock, PausesAreASetOfReasons) {
  const auto t = target(plan_spec);
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00", priority("P2"));
  clock = *t->pause(clock, "lunch_with_friends", at("2026-09-21T09:30:00+08:00"));
  EXPECT_EQ(clock.state, ClockState::running);
  clock = *t->pause(clock, "waiting_for_customer", at("2026-09-21T10:00:00+08:00"));
  EXPECT_EQ(clock.state, ClockState::paused);
  EXPECT_EQ(show(clock.due), "none");
  EXPECT_EQ(next_point(clock), nullptr);
  clock = *t->pause(clock, "waiting_for_carrier", at("2026-09-21T11:00:00+08:00"));
  clock = *t->pause(clock, "waiting_for_carrier", at("2026-09-21T11:30:00+08:00"));
  clock = *t->resume(clock, "waiting_for_customer", at("2026-09-21T14:00:00+08:00"));
  EXPECT_EQ(clock.state, ClockState::paused);
  clock = *t->resume(clock, "waiting_for_carrier", at("2026-09-22T09:00:00+08:00"));
  EXPECT_EQ(clock.state, ClockState::running);
  EXPECT_EQ(clock.elapsed, hours(1));
  EXPECT_EQ(clock.paused, hours(23));
  EXPECT_EQ(show(clock.due), "2026-09-22T17:00:00+08:00");
  EXPECT_EQ(show(clock.points.front().at), "2026-09-22T12:00:00+08:00"); // 50 % of 8 h
}

TEST(Clock, APauseOutsideHoursCostsNothing) {
  const auto t = target(plan_spec);
  ClockRow clock = started(*t, "2026-09-21T17:00:00+08:00", priority("P2"));
  const auto due = clock.due;
  clock = *t->pause(clock, "waiting_for_customer", at("2026-09-21T20:00:00+08:00"));
  clock = *t->resume(clock, "waiting_for_customer", at("2026-09-22T08:00:00+08:00"));
  EXPECT_EQ(clock.due, due);
}

TEST(Clock, APauseIsNotDatedBeforeTheLastPointThatFired) {
  const auto t = target(plan_spec);
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00", priority("P2"));
  tick(clock, *t, "2026-09-21T15:00:00+08:00");
  const auto refused = t->pause(clock, "waiting_for_customer", at("2026-09-21T13:30:00+08:00"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::state);
  EXPECT_TRUE(t->pause(clock, "waiting_for_customer", at("2026-09-21T14:00:00+08:00")));
}

TEST(Clock, ANewPriorityKeepsWhatHasElapsed) {
  const auto t = target(plan_spec);
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00"); // 24 open h
  clock = *t->retarget(clock, priority("P2"), at("2026-09-21T11:00:00+08:00"));
  EXPECT_EQ(clock.elapsed, hours(2));
  EXPECT_EQ(show(clock.due), "2026-09-21T18:00:00+08:00");
  // Onto natural time: 2 h are used of 24.
  clock = *t->retarget(clock, priority("P1"), at("2026-09-21T11:00:00+08:00"));
  EXPECT_EQ(show(clock.due), "2026-09-22T09:00:00+08:00");
  EXPECT_EQ(clock.on, "");
}

TEST(Clock, OfSeveralWarningsPassedByAChangeOnlyTheHighestIsTold) {
  const auto t = target(plan_spec);
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00");                    // 24 open h
  clock = *t->retarget(clock, priority("P2"), at("2026-09-21T17:00:00+08:00")); // 7 of 8 used
  EXPECT_EQ(tick(clock, *t, "2026-09-21T17:30:00+08:00"),
            (Fired{"80% agent 2026-09-21T17:00:00+08:00"}));
  // Back to the long budget: what was told is not told again in this cycle.
  clock = *t->retarget(clock, {}, at("2026-09-21T17:30:00+08:00"));
  EXPECT_EQ(show(clock.due), "2026-09-23T18:00:00+08:00");
  EXPECT_EQ(tick(clock, *t, "2026-09-24T09:00:00+08:00"),
            (Fired{"100% lead 2026-09-23T18:00:00+08:00"}));
}

TEST(Clock, AChangeThatIsAlreadyOverBreachesThenAndSaysSo) {
  const auto t = target(plan_spec);
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00");
  clock = *t->retarget(clock, priority("P2"), at("2026-09-22T10:00:00+08:00"));
  EXPECT_EQ(clock.state, ClockState::breached);
  EXPECT_TRUE(clock.by_change);
  EXPECT_FALSE(clock.late_entry);
  EXPECT_EQ(show(clock.breached_at), "2026-09-22T10:00:00+08:00");
  EXPECT_EQ(show(clock.due), "2026-09-21T18:00:00+08:00"); // when the budget was used up
  EXPECT_EQ(tick(clock, *t, "2026-09-22T10:00:01+08:00"),
            (Fired{"100% lead 2026-09-22T10:00:00+08:00"}));
}

TEST(Clock, ALetterEnteredLateIsBreachedWhenRecorded) {
  const auto t = target(plan_spec);
  const auto clock = t->start("C.1.1", at("2026-09-21T09:00:00+08:00"),
                              at("2026-09-23T09:00:00+08:00"), priority("P2"));
  ASSERT_TRUE(clock && *clock);
  EXPECT_EQ((*clock)->state, ClockState::breached);
  EXPECT_TRUE((*clock)->late_entry);
  EXPECT_EQ(show((*clock)->breached_at), "2026-09-23T09:00:00+08:00");
  // Entered late but in time: it runs from when the letter came, passed warnings are one.
  const auto running = t->start("C.1.2", at("2026-09-21T09:00:00+08:00"),
                                at("2026-09-21T17:00:00+08:00"), priority("P2"));
  EXPECT_EQ(show((*running)->due), "2026-09-21T18:00:00+08:00");
  ClockRow row = **running;
  EXPECT_EQ(tick(row, *t, "2026-09-21T17:00:01+08:00"),
            (Fired{"80% agent 2026-09-21T17:00:00+08:00"}));
}

TEST(Clock, WorkdaysEndAtMidnightOfTheLast) {
  const auto t = target(R"({"from":"open","until":"propose","within":"5 workdays","on":"desk",
                            "pause":"waiting_for_customer","statutory":true})");
  ClockRow clock = started(*t, "2026-09-29T10:00:00+08:00");
  // 30 Sep, 8, 9, 10 (make-up Saturday), 12 Oct.
  EXPECT_EQ(show(clock.due), "2026-10-13T00:00:00+08:00");
  EXPECT_TRUE(clock.statutory);
  // A pause over the National Day week costs no working day.
  clock = *t->pause(clock, "waiting_for_customer", at("2026-10-01T00:00:00+08:00"));
  clock = *t->resume(clock, "waiting_for_customer", at("2026-10-08T00:00:00+08:00"));
  EXPECT_EQ(show(clock.due), "2026-10-13T00:00:00+08:00");
}

TEST(Clock, OpenDaysAreStandardDays) {
  const auto t = target(R"({"from":"open","until":"propose","within":"3 open d","on":"desk"})");
  const ClockRow clock = started(*t, "2026-09-21T10:15:00+08:00");
  EXPECT_EQ(clock.budget, hours(24));
  EXPECT_EQ(show(clock.due), "2026-09-24T10:15:00+08:00");
}

TEST(Clock, CancelEndsItWithoutVerdict) {
  const auto t = target(plan_spec);
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00");
  clock = *t->cancel(clock, at("2026-09-21T10:00:00+08:00"));
  EXPECT_EQ(clock.state, ClockState::cancelled);
  EXPECT_EQ(next_point(clock), nullptr);
}

TEST(TargetSpec, BadOnesAreRefusedWithPlaceAndMend) {
  struct Bad {
    std::string_view spec, where, says;
  };
  const Bad all[] = {
      {R"({"from":"open","until":"x","within":"24"})", "/within", "24h"},
      {R"({"from":"open","until":"x","within":24})", "/within", "\"24h\""},
      {R"({"from":"open","until":"x","within":{"P1":"2 moons"}})", "/within/P1", "unknown unit"},
      {R"({"from":"open","until":"x","within":"24 open h"})", "/within", "\"on\""},
      {R"({"from":"open","until":"x","within":"24 open h","on":"dsk"})", "/on",
       "did you mean \"desk\""},
      {R"({"from":"open","until":"x","within":"24 open h","on":"shut"})", "/within", "no hours"},
      {R"({"until":"x","within":"24h"})", "/from", "missing"},
      {R"({"from":"open","until":"x","within":"24h","paus":[]})", "/paus", "\"pause\""},
      {R"({"from":"open","until":"x","within":"24h","tell":{"soon":"lead"}})", "/tell/soon", "80%"},
      {R"({"from":"open","until":"x","within":"24h","tell":{"0%":"lead"}})", "/tell/0%",
       "above 0%"},
      {R"({"from":"open","until":"x","within":"24h","tell":{"80%":3}})", "/tell/80%", "role"},
  };
  Target::Calendars with_shut = calendars();
  with_shut["shut"] =
      *Calendar::compile(json(R"({"timezone":"UTC","week":{}})"), *HolidayTables::builtin());
  for (const Bad& bad : all) {
    const auto compiled = Target::compile("t", json(bad.spec), with_shut, "/clocks/t");
    ASSERT_FALSE(compiled) << bad.spec;
    EXPECT_EQ(compiled.error().where, "/clocks/t" + std::string(bad.where)) << bad.spec;
    EXPECT_NE(compiled.error().message.find(bad.says), std::string::npos)
        << bad.spec << ": " << compiled.error().message;
  }
}

} // namespace
} // namespace amends
