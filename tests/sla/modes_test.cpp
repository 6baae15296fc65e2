// What a target may say beyond a budget: caps, ladders, re-binding, reopening, statutory clocks.
#include "helpers.hpp"

namespace amends {
namespace {

using namespace testing_sla;

TEST(PauseCap, ResumesByItselfAndPausesNoMore) {
  const auto t = target(R"({"from":"open","until":"close","within":"10 open h","on":"desk",
      "pause":["waiting_for_customer","hold"],"pause_at_most":"48h"})");
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00"); // Monday
  clock = *t->pause(clock, "waiting_for_customer", at("2026-09-21T10:00:00+08:00"));
  clock = *t->resume(clock, "waiting_for_customer", at("2026-09-21T16:00:00+08:00")); // 6 h of 48
  clock = *t->pause(clock, "waiting_for_customer", at("2026-09-21T17:00:00+08:00"));
  clock = *t->pause(clock, "hold", at("2026-09-21T17:30:00+08:00"));
  ASSERT_NE(next_point(clock), nullptr);
  EXPECT_EQ(next_point(clock)->kind, PointKind::pause_cap);
  EXPECT_EQ(show(next_point(clock)->at), "2026-09-23T11:00:00+08:00"); // 42 h later
  EXPECT_EQ(tick(clock, *t, "2026-09-23T12:00:00+08:00"),
            (Fired{"pause_at_most  2026-09-23T11:00:00+08:00"}));
  EXPECT_EQ(clock.state, ClockState::running);
  EXPECT_EQ(clock.paused, hours(48));
  EXPECT_EQ(clock.elapsed, hours(2));
  EXPECT_EQ(show(clock.due), "2026-09-24T11:00:00+08:00"); // 8 h from Wednesday 11:00
  // Used up: another pause changes nothing, and what was still waiting cannot be resumed.
  EXPECT_EQ(t->pause(clock, "hold", at("2026-09-23T14:00:00+08:00"))->state, ClockState::running);
  EXPECT_EQ(t->resume(clock, "hold", at("2026-09-23T14:00:00+08:00"))->due, clock.due);
}

TEST(Ladder, RepeatsUntilTheClockStops) {
  const auto t = target(R"({"from":"open","until":"close","within":"1 open h","on":"desk",
      "tell":{"100%":"lead","+4 open h":{"role":"boss","every":"8 open h"}}})");
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00");
  EXPECT_EQ(
      tick(clock, *t, "2026-09-24T00:00:00+08:00"),
      (Fired{"100% lead 2026-09-21T10:00:00+08:00", "+4 open h boss 2026-09-21T15:00:00+08:00",
             "+4 open h boss 2026-09-22T15:00:00+08:00",
             "+4 open h boss 2026-09-23T15:00:00+08:00"}));
  EXPECT_EQ(next_point(clock)->kind, PointKind::repeat);
  EXPECT_EQ(next_point(clock)->nth, 3);
  clock = *t->stop(clock, at("2026-09-24T00:00:00+08:00"));
  EXPECT_EQ(next_point(clock), nullptr);
}

TEST(Ladder, RepeatsAsOftenAsSaid) {
  const auto t = target(R"({"from":"open","until":"close","within":"1h",
      "tell":{"100%":{"role":"lead","every":"1h","times":2}}})");
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00");
  EXPECT_EQ(tick(clock, *t, "2026-09-30T00:00:00+08:00"),
            (Fired{"100%  2026-09-21T10:00:00+08:00", "100% lead 2026-09-21T10:00:00+08:00",
                   "100% lead 2026-09-21T11:00:00+08:00", "100% lead 2026-09-21T12:00:00+08:00"}));
}

TEST(Ladder, NobodyIsRemindedAtMidnight) {
  const auto t = target(R"({"from":"open","until":"close","within":"24h","tell_on":"office",
      "tell":{"50%":"agent","100%":"lead","+1h":{"role":"boss","every":"24h","times":1}}})");
  ClockRow clock = started(*t, "2026-09-24T23:00:00+08:00"); // Thursday before Mid-Autumn
  // Half way is Friday 11:00, a holiday until Sunday: later than the due instant, so no warning.
  // The verdict falls when it falls; who is told hears it on Monday.
  EXPECT_EQ(tick(clock, *t, "2026-09-28T10:00:00+08:00"),
            (Fired{"100%  2026-09-25T23:00:00+08:00"}));
  EXPECT_EQ(clock.state, ClockState::breached);
  EXPECT_EQ(tick(clock, *t, "2026-10-20T00:00:00+08:00"),
            (Fired{"100% lead 2026-09-28T10:00:00+08:00", "+1h boss 2026-09-28T10:00:00+08:00",
                   "+1h boss 2026-09-29T10:00:00+08:00"}));
}

TEST(Ladder, WaitsWhileABreachedClockIsPaused) {
  const auto t = target(R"({"from":"open","until":"close","within":"1h","pause":"hold",
      "tell":{"+1h":"lead","+2h":"boss"}})");
  ClockRow clock = started(*t, "2026-09-21T09:00:00Z");
  tick(clock, *t, "2026-09-21T10:30:00Z");
  clock = *t->pause(clock, "hold", at("2026-09-21T10:30:00Z"));
  EXPECT_EQ(clock.state, ClockState::breached);
  EXPECT_EQ(tick(clock, *t, "2026-09-22T10:30:00Z"), Fired{});
  clock = *t->resume(clock, "hold", at("2026-09-22T10:30:00Z"));
  EXPECT_EQ(tick(clock, *t, "2026-09-22T12:00:00Z"), (Fired{"+2h boss 2026-09-22T18:30:00+08:00"}));
  EXPECT_EQ(t->stop(clock, at("2026-09-22T12:00:00Z"))->elapsed, hours(3));
}

TEST(Change, Restart) {
  const auto t = target(R"({"from":"open","until":"close","within":{"P1":"2h","*":"8h"},
      "on_change":"restart","tell":{"50%":"agent"}})");
  ClockRow clock = started(*t, "2026-09-21T09:00:00Z");
  tick(clock, *t, "2026-09-21T13:30:00Z");
  clock = *t->retarget(clock, priority("P1"), at("2026-09-21T14:00:00Z"));
  EXPECT_EQ(print_instant(*clock.due), "2026-09-21T16:00:00Z");
  EXPECT_EQ(clock.cycle, 2);
  EXPECT_EQ(clock.points.front().name, "50%"); // a new cycle warns again
}

TEST(Change, KeepDue) {
  const auto t = target(R"({"from":"open","until":"close","on":"desk","on_change":"keep_due",
      "within":{"P1":"4 open h","*":"24h"},"pause":"hold"})");
  ClockRow clock = started(*t, "2026-09-21T10:00:00+08:00");
  clock = *t->retarget(clock, priority("P1"), at("2026-09-21T14:00:00+08:00"));
  EXPECT_EQ(show(clock.due), "2026-09-22T10:00:00+08:00");
  EXPECT_EQ(clock.budget, hours(9)); // 4 h of clock time used, 5 open hours left
  // It counts open time from now on.
  clock = *t->pause(clock, "hold", at("2026-09-21T18:00:00+08:00"));
  clock = *t->resume(clock, "hold", at("2026-09-22T09:00:00+08:00"));
  EXPECT_EQ(show(clock.due), "2026-09-22T10:00:00+08:00");
}

TEST(Change, NoBudgetAnyMoreCancels) {
  const auto t = target(R"({"from":"open","until":"close","within":{"P1":"2h"}})");
  const ClockRow clock = started(*t, "2026-09-21T09:00:00Z", priority("P1"));
  EXPECT_EQ(t->retarget(clock, priority("P3"), at("2026-09-21T10:00:00Z"))->state,
            ClockState::cancelled);
}

TEST(Reopen, EachModeCountsTheClosedTimeItsWay) {
  const auto spec = [](std::string_view mode) {
    return R"({"from":"open","until":"close","within":"10h","reopen":")" + std::string(mode) +
           R"("})";
  };
  const auto reopened = [&](std::string_view mode) {
    const auto t = target(spec(mode));
    const ClockRow met = *t->stop(started(*t, "2026-09-21T00:00:00Z"), at("2026-09-21T04:00:00Z"));
    return *t->reopen(met, at("2026-09-21T07:00:00Z"), "C.9.1");
  };
  EXPECT_EQ(reopened("none").state, ClockState::met);
  const ClockRow keep = reopened("keep");
  EXPECT_EQ(keep.cycle, 2);
  EXPECT_EQ(print_instant(*keep.due), "2026-09-21T13:00:00Z"); // 6 h left
  EXPECT_EQ(print_instant(*reopened("total").due), "2026-09-21T10:00:00Z");
  EXPECT_EQ(keep.id, "C.1.1");
  const ClockRow anew = reopened("new_cycle"); // a clock of its own: the old verdict stands
  EXPECT_EQ(print_instant(*anew.due), "2026-09-21T17:00:00Z");
  EXPECT_EQ(anew.id + " " + std::to_string(anew.cycle), "C.9.1 2");
}

TEST(Reopen, ABreachedClockStaysBreachedAndRunsOn) {
  const auto t = target(R"({"from":"open","until":"close","within":"1h","reopen":"keep"})");
  ClockRow clock = started(*t, "2026-09-21T00:00:00Z");
  tick(clock, *t, "2026-09-21T02:00:00Z");
  clock = *t->stop(clock, at("2026-09-21T02:00:00Z"));
  clock = *t->reopen(clock, at("2026-09-22T00:00:00Z"), "");
  EXPECT_EQ(clock.state, ClockState::breached);
  EXPECT_EQ(t->stop(clock, at("2026-09-22T01:00:00Z"))->elapsed, hours(3));
}

TEST(Grace, ADueOutsideHoursMovesToTheNextOpening) {
  const auto t = target(R"({"from":"open","until":"close","within":"24h","on":"desk",
      "grace_to_next_open":true})");
  EXPECT_EQ(show(started(*t, "2026-09-30T20:00:00+08:00").due), "2026-10-08T09:00:00+08:00");
  EXPECT_EQ(show(started(*t, "2026-09-28T10:00:00+08:00").due), "2026-09-29T10:00:00+08:00");
  EXPECT_EQ(show(started(*t, "2026-09-28T18:00:00+08:00").due), "2026-09-30T09:00:00+08:00");
}

TEST(Excuse, IsReportedApartAndChangesNoVerdict) {
  const auto t = target(R"({"from":"open","until":"close","within":"8 open h","on":"desk"})");
  ClockRow clock = started(*t, "2026-09-21T09:00:00+08:00");
  tick(clock, *t, "2026-09-22T12:00:00+08:00");
  clock = *t->stop(clock, at("2026-09-22T12:00:00+08:00"));
  clock = *t->excuse(clock, at("2026-09-21T17:00:00+08:00"), at("2026-09-22T10:00:00+08:00"));
  EXPECT_EQ(clock.state, ClockState::breached);
  EXPECT_EQ(clock.excused, hours(2));
  EXPECT_EQ(clock.elapsed, hours(11));
}

TEST(Budgets, ByMoreThanPriority) {
  const auto t = target(R"({"from":"open","until":"close","within":[
      {"category":"delivery.*","priority":["P1","P2"],"within":"4h"},
      {"tier":"gold","within":"6h"},
      {"within":"24h"}]})");
  const auto due = [&](Facts facts) {
    return print_instant(*started(*t, "2026-09-21T00:00:00Z", facts).due);
  };
  const auto text = [](const char* s) { return Value(std::string(s)); };
  EXPECT_EQ(due({{"category", text("delivery.delay")}, {"priority", text("P2")}}),
            "2026-09-21T04:00:00Z");
  EXPECT_EQ(due({{"category", text("delivery")}, {"priority", text("P2")}}),
            "2026-09-22T00:00:00Z");
  EXPECT_EQ(due({{"tier", text("gold")}, {"priority", text("P1")}}), "2026-09-21T06:00:00Z");
  EXPECT_EQ(due({}), "2026-09-22T00:00:00Z");
}

TEST(LegalPeriods, AsAStatutoryClock) {
  // Fifteen days, moved off a rest day: the clock beside the shop's own.
  const auto t = target(R"({"from":"open","until":"close","on":"desk","statutory":true,
      "milestone":"answer","period":{"n":15,"unit":"days","roll":"rest_day"},
      "tell":{"-2d":"lead"}})");
  ClockRow clock = started(*t, "2026-09-18T10:00:00+08:00"); // day 15 is 3 October
  EXPECT_EQ(show(clock.due), "2026-10-09T00:00:00+08:00");   // the end of the 8th
  EXPECT_EQ(tick(clock, *t, "2026-10-08T00:00:00+08:00"),
            (Fired{"-2d lead 2026-10-07T00:00:00+08:00"}));
  EXPECT_EQ(clock.state, ClockState::running);
}

TEST(Milestones, TheEarliestRunningClockWinsAndSaysWhich) {
  const auto policy =
      target(R"({"from":"open","until":"close","within":"24h","milestone":"answer"})");
  const auto law = target(R"({"from":"open","until":"close","within":"20h","milestone":"answer",
      "statutory":true})");
  const auto other = target(R"({"from":"open","until":"close","within":"1h"})");
  const Instant now = at("2026-09-21T00:00:00Z");
  std::vector<ClockRow> clocks{**policy->start("C.1.1", now, now, {}),
                               **law->start("C.1.2", now, now, {}),
                               **other->start("C.1.3", now, now, {})};
  auto dues = milestone_dues(clocks);
  ASSERT_EQ(dues.size(), 2U);
  EXPECT_EQ(dues[0].milestone + " " + dues[0].clock, "answer C.1.2");
  EXPECT_EQ(dues[1].milestone + " " + dues[1].clock, "t C.1.3");
  clocks[1] = *law->stop(clocks[1], now + hours(1));
  EXPECT_EQ(milestone_dues(clocks)[0].clock, "C.1.1");
}

TEST(Revision, MovesARunningClockAndNoVerdict) {
  const Json table = json(R"({"amends_holidays":1,"region":"CN","years":{"2026":{
      "state":"amended","off":["2026-09-22"]}}})");
  const auto tables = *HolidayTables::builtin()->with(table);
  const Json desk =
      json(R"({"timezone":"Asia/Shanghai","week":{"mon-fri":"09:00-12:00, 13:00-18:00"},
      "holidays":["CN"]})");
  Json spec = json(R"({"from":"open","until":"close","within":"12 open h","on":"desk"})");
  const Target::Calendars revised{{"desk", *Calendar::compile(desk, *tables)}};
  const auto old_target = *Target::compile("t", spec, calendars());
  const auto new_target = *Target::compile("t", spec, revised);
  spec.set("promise_never_later", Json::boolean(true));
  const auto promising = *Target::compile("t", spec, revised);
  const ClockRow clock = started(*old_target, "2026-09-21T09:00:00+08:00");
  EXPECT_EQ(show(clock.due), "2026-09-22T14:00:00+08:00");
  const Instant now = at("2026-09-21T15:00:00+08:00");
  EXPECT_EQ(show(new_target->recalculate(clock, now)->due), "2026-09-23T14:00:00+08:00");
  EXPECT_EQ(show(promising->recalculate(clock, now)->due), "2026-09-22T14:00:00+08:00");
  // And back: a due instant that now lies behind is a breach of the change's making.
  const ClockRow late = *new_target->recalculate(clock, now);
  const auto back = old_target->recalculate(late, at("2026-09-23T10:00:00+08:00"));
  EXPECT_EQ(back->state, ClockState::breached);
  EXPECT_TRUE(back->by_change);
  const ClockRow met = *old_target->stop(clock, now);
  EXPECT_EQ(new_target->recalculate(met, now)->due, met.due);
}

TEST(Budgets, AreSaidInWords) {
  EXPECT_EQ(budget_words("24 open h", "desk", "en"), "24 open h on desk");
  EXPECT_EQ(budget_words("24 open h", "desk", "zh"), "24 个营业小时（desk）");
  EXPECT_EQ(budget_words("48h", "", "zh"), "48 小时");
  EXPECT_EQ(budget_words("5 workdays", "", "zh"), "5 个法定工作日");
  EXPECT_EQ(budget_words("30min", "", "zh"), "30 分钟");
  const std::string period = R"({"n":7,"unit":"days","roll":"rest_day"})";
  EXPECT_EQ(budget_words(period, "desk", "zh"),
            "7 日，次日起算，至末日 24 时，末日为休息日的顺延至下一工作日（desk）");
  EXPECT_EQ(budget_words(period, "desk", "en"),
            "7 days from the next day on, to the end of the day, put off when that is a rest day "
            "(desk)");
}

TEST(Explain, SaysWhatCountedTowardsTheDueInstant) {
  const auto t = target(R"({"from":"open","until":"close","within":"8 open h","on":"desk"})");
  const auto why = t->explain(started(*t, "2026-09-30T16:00:00+08:00"));
  ASSERT_TRUE(why);
  EXPECT_EQ(why->counted.size(), 3U);
  ASSERT_EQ(why->skipped.size(), 7U);
  EXPECT_EQ(why->skipped[0].zh, "国庆节");
}

TEST(Explain, InWordsOfBothLanguages) {
  const auto t =
      target(R"({"from":"open","until":"close","within":"8 open h","on":"desk","pause":"hold"})");
  ClockRow clock = started(*t, "2026-09-30T16:00:00+08:00");
  EXPECT_EQ(*t->explain_text(clock, "en"),
            "Due 2026-10-08 16:00 (Asia/Shanghai): 8 open h on desk, counted from "
            "2026-09-30 16:00. Counted: 2026-09-30 16:00-18:00; 2026-10-08 09:00-12:00; 2026-10-08 "
            "13:00-16:00. Not counted: 2026-10-01 to 2026-10-07 National Day.");
  EXPECT_EQ(*t->explain_text(clock, "zh"),
            "到期时间 2026-10-08 16:00（Asia/Shanghai）：期限 8 个营业小时（desk），自 2026-09-30 "
            "16:00 起。计入：2026-09-30 16:00-18:00；2026-10-08 09:00-12:00；2026-10-08 "
            "13:00-16:00。不计入：2026-10-01 至 2026-10-07 国庆节。");
  clock = *t->pause(clock, "hold", at("2026-09-30T17:00:00+08:00"));
  EXPECT_EQ(
      *t->explain_text(clock, "en"),
      "Paused; the due time is worked out when it goes on: 8 open h on desk, used so far 1 h.");
  clock = *t->resume(clock, "hold", at("2026-12-31T17:30:00+08:00"));
  const std::string later = *t->explain_text(clock, "en");
  EXPECT_NE(later.find("(used before: 1 h)"), std::string::npos) << later;
  EXPECT_NE(later.find("Paused in all: 2208 h 30 min"), std::string::npos) << later;
  EXPECT_NE(
      later.find("Provisional: the official calendar is published only until 2027-01-01 00:00"),
      std::string::npos)
      << later;
}

TEST(ClockRows, SurviveJson) {
  const auto t =
      target(R"({"from":"open","until":"close","within":"1h","pause":"hold","pause_at_most":"2h",
      "milestone":"m","tell":{"100%":{"role":"lead","every":"1h"}}})");
  ClockRow clock = started(*t, "2026-09-21T00:00:00Z");
  tick(clock, *t, "2026-09-21T03:00:00Z");
  clock = *t->pause(clock, "hold", at("2026-09-21T03:00:00Z"));
  const auto back = decode<ClockRow>(
      encode(clock, {.style = Style::record, .open = {}, .offset = {}, .skip = {}}));
  ASSERT_TRUE(back) << back.error().message << back.error().where;
  EXPECT_EQ(print_json(encode(*back)), print_json(encode(clock)));
  EXPECT_EQ(tick(clock, *t, "2026-09-22T00:00:00Z").size(), 20U); // the cap, then hourly from 05:00
}

} // namespace
} // namespace amends
