// Every field and mode of a clock, written in a pack and met by commands.
#include "clock_shop.hpp"

namespace amends::test {
namespace {

using Told = std::vector<std::string>;

TEST(Pauses, EndByThemselvesAtTheCapAndComeNoMore) {
  ClockShop desk(R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close",
      "within":"10 open h","on":"desk","pause":["carrier"],"pause_at_most":"48h"}})");
  desk.open("09-21 09:00");
  desk.tell("hold", "09-21 10:00", R"("reason":"carrier")");
  EXPECT_EQ(desk.stands("fix", "09-22 10:00"), "paused");
  EXPECT_EQ(desk.stands("fix", "09-23 12:00"), "running 09-24 11:00"); // 9 h from Wednesday 10:00
  desk.tick("09-23 12:00");
  const Json receipt = desk.tell("note", "09-23 13:00", R"("text":"x")");
  EXPECT_EQ(print_json(*receipt.find("events")), R"(["noted"])"); // still on hold, paused no more
  desk.tell("release", "09-23 14:00", R"("reason":"carrier")");
  EXPECT_EQ(desk.stands("fix", "09-23 14:00"), "running 09-24 11:00");
}

TEST(Pauses, OnlyListedReasonsPauseAndOverlapsCountOnce) {
  ClockShop desk(R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close",
      "within":"10 open h","on":"desk","pause":["carrier","waiting_for_customer"]}})");
  desk.open("09-21 09:00");
  desk.tell("hold", "09-21 10:00", R"("reason":"holiday_of_li")");
  EXPECT_EQ(desk.stands("fix", "09-21 10:30"), "running 09-22 11:00");
  desk.tell("hold", "09-21 11:00", R"("reason":"carrier")");
  desk.tell("request_information", "09-21 11:30", R"("fields":["photo"])");
  desk.tell("release", "09-21 14:00", R"("reason":"carrier")");
  EXPECT_EQ(desk.stands("fix", "09-21 14:30"), "paused");
  desk.tell("receive_information", "09-21 15:00", "", "customer:c-7");
  EXPECT_EQ(desk.stands("fix", "09-21 15:00"), "running 09-22 15:00"); // 2 h used, 3 h to 18:00
}

TEST(Pauses, MayBeDatedBackToTheLastThingThatHappenedToTheClock) {
  ClockShop desk(R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close",
      "within":"10 open h","on":"desk","pause":["carrier"],"tell":{"50%":"agent"}}})");
  desk.open("09-21 09:00");
  desk.tell("hold", "09-21 13:30",
            R"("reason":"carrier","happened_at":"2026-09-21T11:00:00+08:00")");
  EXPECT_EQ(desk.stands("fix", "09-21 14:00"), "paused");
  EXPECT_EQ(at(desk.clock("fix", "09-21 14:00"), "/elapsed"), "PT2H");
  desk.tell("release", "09-22 10:00",
            R"("reason":"carrier","happened_at":"2026-09-22T09:00:00+08:00")");
  EXPECT_EQ(desk.stands("fix", "09-22 10:00"), "running 09-22 18:00");
  // Half of it was used at noon and told then: nothing is dated before that.
  const Error error = desk.refused(desk.line(
      "hold", "09-22 15:00", R"("reason":"carrier","happened_at":"2026-09-22T11:00:00+08:00")"));
  EXPECT_EQ(error.code, Code::state);
  EXPECT_EQ(error.where, "/happened_at");
  EXPECT_NE(error.message.find("2026-09-22T04:00:00Z at the earliest"), std::string::npos)
      << error.message;
  desk.tell("hold", "09-22 15:00",
            R"("reason":"carrier","happened_at":"2026-09-22T12:00:00+08:00")");
  EXPECT_EQ(at(desk.clock("fix", "09-22 16:00"), "/elapsed"), "PT5H");
}

TEST(Pauses, DatedBackBeyondTheCapHaveEndedAndARelatedReleaseMayBeLate) {
  ClockShop desk(R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close",
      "within":"100h","pause":["carrier"],"pause_at_most":"2h"},
      "short":{"title":{"zh":"短","en":"Short"},"from":"open","until":"close","within":"10h",
      "pause":["carrier"],"tell":{"100%":"lead"}}})");
  desk.open("09-21 09:00");
  desk.tell("hold", "09-21 15:00",
            R"("reason":"carrier","happened_at":"2026-09-21T10:00:00+08:00")");
  EXPECT_EQ(desk.stands("fix", "09-21 15:00"), "running 09-25 15:00");
  EXPECT_EQ(at(desk.clock("fix", "09-21 15:00"), "/paused"), "PT2H");
  // The other one is paused; it went on at 16:00 and was over at 01:00, as we learn at 12:00.
  desk.tell("release", "09-22 12:00",
            R"("reason":"carrier","happened_at":"2026-09-21T16:00:00+08:00")");
  const Json clock = desk.clock("short", "09-22 12:01");
  EXPECT_EQ(at(clock, "/state"), "breached");
  EXPECT_EQ(at(clock, "/late_entry"), "true");
  EXPECT_EQ(desk.local_of(at(clock, "/breached_at")), "09-22 12:00");
  EXPECT_EQ(desk.local_of(at(clock, "/due")), "09-22 01:00");
  EXPECT_EQ(desk.told("short", "09-22 12:01"), Told{"09-22 12:00 lead"});
}

std::string by_priority(const std::string& mode) {
  return R"({"title":{"zh":"修","en":"Fix"},"from":"open","until":"close","on":"desk",
      "within":{"P1":"4 open h","*":"16 open h"},"on_change":")" +
         mode + "\"}";
}

TEST(Changes, EachModeTreatsWhatHasElapsedItsWay) {
  ClockShop desk(R"({"a":)" + by_priority("keep_elapsed") + R"(,"b":)" + by_priority("restart") +
                 R"(,"c":)" + by_priority("keep_due") + "}");
  desk.open("09-21 09:00");
  desk.tell("classify", "09-21 11:00", R"("labels":["delivery.delay"],"priority":"P1")");
  EXPECT_EQ(desk.stands("a", "09-21 11:00"), "running 09-21 14:00"); // 2 of 4 h left
  EXPECT_EQ(desk.stands("b", "09-21 11:00"), "running 09-21 16:00"); // 4 h from 11:00
  EXPECT_EQ(desk.stands("c", "09-21 11:00"), "running 09-22 18:00");
  EXPECT_EQ(at(desk.clock("b", "09-21 11:00"), "/cycle"), "2");
}

TEST(Changes, ABudgetThatIsUsedUpByTheChangeIsBreachedThenAndMarked) {
  ClockShop desk(R"({"a":)" + by_priority("keep_elapsed") + "}");
  desk.open("09-21 09:00");
  desk.tell("classify", "09-21 17:00", R"("labels":["delivery.delay"],"priority":"P1")");
  const Json clock = desk.clock("a", "09-21 17:00");
  EXPECT_EQ(at(clock, "/state") + " " + at(clock, "/by_change"), "breached true");
  EXPECT_EQ(desk.local_of(at(clock, "/due")), "09-21 14:00");
  EXPECT_EQ(desk.local_of(at(clock, "/breached_at")), "09-21 17:00");
}

TEST(Changes, ATierOrRegionRebindsOntoAnotherCalendar) {
  ClockShop desk(
      R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close","on":"desk",
      "within":[{"region":"HK","on":"hk","within":"10 open h"},
                {"tier":"gold","within":"4 open h"},{"within":"10 open h"}]}})");
  desk.open("09-26 10:00"); // a Saturday of Mid-Autumn
  EXPECT_EQ(desk.stands("fix", "09-26 12:00"), "running 09-29 11:00");
  desk.tell("amend_facts", "09-28 11:00", R"("facts":{"region":"HK"})"); // 2 h are used
  EXPECT_EQ(desk.stands("fix", "09-28 11:00"), "running 09-29 11:00");   // 7 h to 18:00, one more
  EXPECT_EQ(at(desk.clock("fix", "09-28 11:00"), "/on"), "hk");
  EXPECT_EQ(at(desk.clock("fix", "09-28 11:00"), "/elapsed"), "PT2H");
  desk.tell("amend_facts", "09-28 12:00", R"("facts":{"region":null,"tier":"gold"})");
  EXPECT_EQ(desk.stands("fix", "09-28 12:00"), "running 09-28 14:00"); // 3 of 4 h are used
}

TEST(Reopening, EachModeCountsTheClosedTimeItsWay) {
  const auto spec = [](const std::string& mode) {
    return R"({"title":{"zh":"修","en":"Fix"},"from":"open","until":"close","within":"8 open h",
      "on":"desk","reopen":")" +
           mode + "\"}";
  };
  ClockShop desk(R"({"none":)" + spec("none") + R"(,"keep":)" + spec("keep") + R"(,"total":)" +
                 spec("total") + R"(,"anew":)" + spec("new_cycle") + "}");
  desk.open("09-21 09:00");
  desk.tell("close", "09-21 11:00");
  desk.tell("reopen", "09-21 14:00", R"("text":"还是没到")", "customer:c-7");
  EXPECT_EQ(desk.stands("none", "09-21 14:00"), "met 09-21 18:00");
  EXPECT_EQ(desk.stands("keep", "09-21 14:00"), "running 09-22 11:00");  // 2 h used
  EXPECT_EQ(desk.stands("total", "09-21 14:00"), "running 09-21 18:00"); // 2 h and 2 closed
  EXPECT_EQ(desk.stands("anew", "09-21 14:00"), "running 09-22 14:00");
  // The verdict of the first cycle stands beside the new clock.
  std::string cycles;
  const Json row = desk.whole("09-21 14:00");
  for (const Json& clock : row.find("clocks")->items)
    if (at(clock, "/target") == "anew")
      cycles += at(clock, "/cycle") + " " + at(clock, "/state") + " ";
  EXPECT_EQ(cycles, "1 met 2 running ");
}

TEST(Reopening, AClockCutOffByTheEndGoesOn) {
  ClockShop desk(R"({"answer":{"title":{"zh":"答","en":"Answer"},"from":"open","until":"propose",
      "within":"8 open h","on":"desk","reopen":"keep"}})");
  desk.open("09-21 09:00");
  desk.tell("close", "09-21 11:00");
  EXPECT_EQ(desk.stands("answer", "09-21 11:00").substr(0, 9), "cancelled");
  desk.tell("reopen", "09-21 14:00");
  EXPECT_EQ(desk.stands("answer", "09-21 14:00"), "running 09-22 11:00");
}

TEST(NextResponse, StartsAtTheEarliestUnansweredMessage) {
  ClockShop desk(R"({"next":{"title":{"zh":"再响应","en":"Next response"},"from":"customer_message",
      "until":["contact","message"],"within":"4 open h","on":"desk"}})");
  desk.open("09-21 09:00");
  const Json row = desk.whole("09-21 09:00");
  for (const Json& clock : row.find("clocks")->items)
    EXPECT_NE(at(clock, "/target"), "next"); // nobody waits yet: that is the first response
  desk.tell("message", "09-21 10:00", R"("text":"在吗")", "customer:c-7");
  desk.tell("note", "09-21 10:10", R"("text":"同事看一下")");
  desk.tell("message", "09-21 10:20", R"("text":"已收到您的留言","automatic":true)");
  desk.tell("message", "09-21 11:00", R"("text":"有人吗")", "customer:c-7");
  EXPECT_EQ(desk.stands("next", "09-21 11:00"), "running 09-21 15:00");
  desk.tell("message", "09-21 11:30", R"("text":"在的，正在查")");
  EXPECT_EQ(desk.stands("next", "09-21 11:30"), "met 09-21 15:00");
  // What the customer sends in answer to a question, and a letter that lay a while, count as well.
  desk.tell("request_information", "09-21 14:00", R"("fields":["photo"])");
  desk.tell("receive_information", "09-21 16:00",
            R"("text":"照片在此","happened_at":"2026-09-21T15:00:00+08:00")", "customer:c-7");
  EXPECT_EQ(desk.stands("next", "09-21 16:00"), "running 09-22 10:00");
  EXPECT_EQ(at(desk.clock("next", "09-21 16:00"), "/cycle"), "2");
}

TEST(NextResponse, AnIntakeThatJoinsACaseIsACustomersMessage) {
  ClockShop desk(R"({"next":{"title":{"zh":"再响应","en":"Next response"},"from":"customer_message",
      "until":["contact","message"],"within":"4 open h","on":"desk"}})");
  const std::string about = R"("order":{"id":"o-1"},)";
  desk.open("09-21 09:00", about);
  desk.say(R"({"op":"intake","id":"again","at":"2026-09-21T10:00:00+08:00","by":"agent:li",)"
           R"("kind":"simple","customer":{"id":"c-7"},"order":{"id":"o-1"},"text":"怎么还没到"})");
  EXPECT_EQ(desk.stands("next", "09-21 10:00"), "running 09-21 15:00");
}

TEST(Promises, AreClocksThatTheirTaskKeeps) {
  ClockShop desk("{}");
  desk.open("09-21 09:00");
  desk.tell("promise", "09-21 10:00", R"("text":"明早前回电","due":"2026-09-22T09:00:00+08:00")");
  EXPECT_EQ(desk.stands("promise", "09-21 10:00"), "running 09-22 09:00");
  EXPECT_NE(at(desk.clock("promise", "09-21 10:00"), "/why/zh").find("承诺时间 2026-09-22 09:00"),
            std::string::npos);
  std::string task;
  const Json row = desk.whole("09-21 10:00");
  for (const Json& one : row.find("tasks")->items)
    if (at(one, "/kind") == "keep_promise")
      task = at(one, "/id");
  desk.tell("classify", "09-21 11:00", R"("labels":["delivery.delay"],"priority":"P1")");
  EXPECT_EQ(desk.stands("promise", "09-21 11:00"), "running 09-22 09:00");
  desk.tell("finish_task", "09-21 17:00", R"("task":")" + task + "\"");
  EXPECT_EQ(desk.stands("promise", "09-21 17:00"), "met 09-22 09:00");
  desk.tell("promise", "09-21 18:00", R"("text":"今晚","due":"2026-09-21T20:00:00+08:00")");
  EXPECT_EQ(desk.stands("promise", "09-21 20:01"), "breached 09-21 20:00");
  EXPECT_EQ(desk.told("promise", "09-21 20:01"), Told{"09-21 20:00 agent"});
}

TEST(Ladders, RepeatAndNobodyIsRemindedAtMidnight) {
  ClockShop desk(
      R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close","within":"24h",
      "tell_on":"office","tell":{"100%":"lead",
      "+1h":{"role":"manager","every":"24h","times":2}}}})");
  desk.open("09-24 23:00"); // Thursday night before Mid-Autumn
  EXPECT_EQ(desk.stands("fix", "09-26 00:00"), "breached 09-25 23:00");
  EXPECT_EQ(desk.told("fix", "10-05 00:00"), (Told{"09-28 10:00 lead", "09-28 10:00 manager",
                                                   "09-29 10:00 manager", "09-30 10:00 manager"}));
}

TEST(LateEntry, ALetterCountsFromTheDayItCame) {
  ClockShop desk(R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close",
      "within":"8 open h","on":"desk","tell":{"100%":"lead"}},
      "long":{"title":{"zh":"长","en":"Long"},"from":"open","until":"close","within":"5d"}})");
  desk.open("09-23 09:00", R"("happened_at":"2026-09-21T09:00:00+08:00",)");
  const Json clock = desk.clock("fix", "09-23 09:01");
  EXPECT_EQ(at(clock, "/state") + " " + at(clock, "/late_entry"), "breached true");
  EXPECT_EQ(desk.local_of(at(clock, "/breached_at")), "09-23 09:00");
  EXPECT_EQ(desk.told("fix", "09-23 09:01"), Told{"09-23 09:00 lead"});
  EXPECT_EQ(desk.stands("long", "09-23 09:01"), "running 09-26 09:00");
}

TEST(Excuses, AreReportedApartAndMoveNoVerdict) {
  ClockShop desk(R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close",
      "within":"8 open h","on":"desk"}})");
  desk.open("09-21 09:00");
  desk.tick("09-22 12:00");
  const std::string span = R"("clock":"fix","from":"2026-09-21T17:00:00+08:00",)"
                           R"("to":"2026-09-22T10:00:00+08:00","text":"台风停运")";
  EXPECT_EQ(desk.refused(desk.line("excuse", "09-22 12:00", span)).code, Code::denied);
  desk.tell("excuse", "09-22 12:00", span, "lead:wu");
  // The same hour named again counts once.
  desk.tell("excuse", "09-22 12:00",
            R"("clock":"fix","from":"2026-09-22T09:00:00+08:00",)"
            R"("to":"2026-09-22T11:00:00+08:00")",
            "lead:wu");
  desk.tell("close", "09-22 12:00");
  const Json clock = desk.clock("fix", "09-22 12:00");
  EXPECT_EQ(at(clock, "/state"), "breached");
  EXPECT_EQ(at(clock, "/elapsed"), "PT11H");
  EXPECT_EQ(at(clock, "/excused"), "PT3H");
  EXPECT_NE(at(clock, "/why/en").find("3 h of it are excused"), std::string::npos);
  // After the case too, but only what is past, and of a clock there is.
  desk.tell("excuse", "09-23 12:00",
            R"("clock":"fix","from":"2026-09-21T09:00:00+08:00",)"
            R"("to":"2026-09-21T10:00:00+08:00")",
            "lead:wu");
  EXPECT_EQ(at(desk.clock("fix", "09-23 12:00"), "/excused"), "PT4H");
  const auto refused = [&](const std::string& clock_name, const std::string& to) {
    return desk.refused(desk.line("excuse", "09-23 12:00",
                                  R"("clock":")" + clock_name +
                                      R"(","from":"2026-09-21T09:00:00+08:00","to":")" + to + "\"",
                                  "lead:wu"));
  };
  EXPECT_EQ(refused("fox", "2026-09-21T10:00:00+08:00").message,
            "this case has no clock fox; did you mean fix?");
  EXPECT_EQ(refused("fix", "2026-09-24T10:00:00+08:00").where, "/to");
  EXPECT_EQ(refused("fix", "2026-09-21T08:00:00+08:00").where, "/to");
}

TEST(Grace, ADueAtNightMovesToTheNextOpening) {
  ClockShop desk(
      R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close","within":"24h",
      "on":"desk","grace_to_next_open":true},
      "plain":{"title":{"zh":"平","en":"Plain"},"from":"open","until":"close","within":"24h"}})");
  desk.open("09-30 20:00");
  EXPECT_EQ(desk.stands("plain", "09-30 20:00"), "running 10-01 20:00");
  EXPECT_EQ(desk.stands("fix", "09-30 20:00"), "running 10-08 09:00"); // past National Day
}

TEST(Milestones, TheEarliestClockWinsAndTheLawHasOneOfItsOwn) {
  ClockShop desk(R"({"shop":{"title":{"zh":"店","en":"Shop"},"from":"open","until":"propose",
      "within":"24 open h","on":"desk","milestone":"answer"},
      "law":{"title":{"zh":"法","en":"Law"},"from":"open","until":"propose","on":"desk",
      "statutory":true,"milestone":"answer","period":{"n":7,"unit":"days","roll":"rest_day"}}})");
  const Json receipt = desk.open("09-28 09:00");
  // Seven days end on 5 October, a holiday: 24:00 of the 8th. The shop's three days end on the
  // 30th.
  EXPECT_EQ(desk.stands("law", "09-28 09:00"), "running 10-09 00:00");
  EXPECT_EQ(desk.stands("shop", "09-28 09:00"), "running 09-30 18:00");
  const Json row = desk.whole("09-28 09:00");
  std::string shown;
  for (const Json& one : row.find("milestones")->items)
    if (at(one, "/milestone") == "answer")
      shown = at(one, "/target") + " " + at(one, "/won_by") + " " + at(one, "/due");
  const std::string shop_id = at(desk.clock("shop", "09-28 09:00"), "/id");
  EXPECT_EQ(shown, "shop " + shop_id + " 2026-09-30T10:00:00Z");
  for (const Json& clock : receipt.find("clocks")->items)
    if (at(clock, "/target") == "law") {
      EXPECT_EQ(at(clock, "/won_by"), shop_id);
    }
  const std::string why = at(desk.clock("law", "09-28 09:00"), "/why/zh");
  EXPECT_NE(why.find("不计入：2026-10-05 至 2026-10-07 国庆节"), std::string::npos) << why;
}

TEST(Settling, AClockMayStopWhenTheHostHasDoneIt) {
  ClockShop desk(R"({"told":{"title":{"zh":"告","en":"Told"},"from":"open","until":"settle:notify",
      "within":"1h"}})");
  desk.open("09-21 09:00");
  const Json lease = desk.say(R"({"op":"tick","at":"2026-09-21T09:05:00+08:00"})");
  const std::string action = at(lease, "/actions/0/id");
  ASSERT_FALSE(action.empty());
  const auto settle = [&](const std::string& outcome, const std::string& more) {
    desk.say(R"({"op":"settle","action":")" + action + R"(","attempt":1,"outcome":")" + outcome +
             R"(","at":"2026-09-21T10:30:00+08:00")" + more + "}");
  };
  settle("done", R"(,"result":{"at":"2026-09-21T09:40:00+08:00"})");
  // Recorded late: the breach at 10:00 had been noticed by then and is final.
  EXPECT_EQ(desk.stands("told", "09-21 10:30"), "breached 09-21 10:00");
  EXPECT_FALSE(at(desk.clock("told", "09-21 10:30"), "/stopped_at").empty());
}

} // namespace
} // namespace amends::test
