// Holiday tables revised: one row of the world, which every case meets in the same way.
#include "clock_shop.hpp"

#include "folder.hpp"

#include <cstdio>

namespace amends::test {
namespace {

const std::string clocks = R"({
  "fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close","within":"8 open h",
    "on":"desk","tell":{"50%":"agent","100%":"lead"}},
  "sworn":{"title":{"zh":"诺","en":"Sworn"},"from":"open","until":"close","within":"8 open h",
    "on":"desk","promise_never_later":true},
  "plain":{"title":{"zh":"平","en":"Plain"},"from":"open","until":"close","within":"48h"}})";

// Another day off, and a Sunday that is worked.
const std::string wednesday_off = R"({"amends_holidays":1,"region":"CN","years":{"2026":{
  "state":"amended","days":[{"zh":"台风","en":"Typhoon","off":["2026-09-23"]}],
  "off":["2026-09-25","2026-09-26","2026-10-01..2026-10-07"],"work":["2026-09-27"]}}})";

std::string update(const std::string& local, const std::string& table = wednesday_off,
                   const std::string& more = "") {
  return R"({"op":"update_calendars","at":")" + ClockShop::when(local) + R"(","table":)" + table +
         more + "}";
}
std::string sweep(const std::string& local) {
  return R"({"op":"sweep","at":")" + ClockShop::when(local) + "\"}";
}

TEST(World, ARevisionShowsWhatItMovesAndMovesItForEveryCase) {
  ClockShop desk(clocks);
  desk.open("09-22 14:00", "", "a"); // Tuesday: 4 h, then the 4 h of Wednesday
  desk.open("09-21 09:00", "", "b");
  desk.tell("close", "09-21 15:00", "", "agent:li", "b");
  EXPECT_EQ(desk.stands("fix", "09-22 14:00", "a"), "running 09-23 14:00");

  const Json preview = desk.say(update("09-22 15:00", wednesday_off, R"(,"dry_run":true)"));
  EXPECT_EQ(at(preview, "/changed") + at(preview, "/dry_run"), "truetrue");
  EXPECT_EQ(at(preview, "/cases") + " " + at(preview, "/clocks"), "1 1");
  EXPECT_EQ(at(preview, "/moves/0/target"), "fix");
  EXPECT_EQ(ClockShop::local_of(at(preview, "/moves/0/from")), "09-23 14:00");
  EXPECT_EQ(ClockShop::local_of(at(preview, "/moves/0/to")), "09-24 14:00");
  EXPECT_NE(at(preview, "/moves/0/why/zh").find("不计入：2026-09-23 台风"), std::string::npos);
  EXPECT_EQ(desk.stands("fix", "09-22 15:00", "a"), "running 09-23 14:00"); // nothing happened

  const Json done = desk.say(update("09-22 15:00"));
  EXPECT_EQ(at(done, "/world"), "2"); // the first are the tables the store began with
  EXPECT_EQ(at(done, "/moves/0/to"), at(preview, "/moves/0/to"));
  EXPECT_EQ(desk.stands("fix", "09-22 15:00", "a"), "running 09-24 14:00");
  EXPECT_EQ(desk.stands("sworn", "09-22 15:00", "a"), "running 09-23 14:00"); // as promised
  EXPECT_EQ(desk.stands("plain", "09-22 15:00", "a"), "running 09-24 14:00");
  EXPECT_NE(at(desk.clock("sworn", "09-22 15:00", "a"), "/why/en").find("promised before holds"),
            std::string::npos);
  // The same again changes nothing.
  const Json again = desk.say(update("09-22 16:00"));
  EXPECT_EQ(at(again, "/changed"), "false");
  EXPECT_EQ(at(desk.say(sweep("09-22 16:00")), "/cases"), "1");
  EXPECT_EQ(at(desk.say(sweep("09-22 16:00")), "/cases"), "0");
  const auto verified = desk.engine().verify();
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(at(*verified, "/world"), "2");
}

TEST(World, OneEventForEachMovedClockAndTasksMoveToo) {
  ClockShop desk(clocks);
  desk.open("09-22 14:00");
  desk.say(update("09-22 15:00"));
  const Json swept = desk.say(sweep("09-22 15:00"));
  EXPECT_EQ(at(swept, "/world") + " " + at(swept, "/more"), "2 false");
  const Json answer = desk.say(R"({"op":"query","what":"events","by":"lead:wu","at":)"
                               R"("2026-09-22T15:00:00+08:00","where":{"case_id":"k"}})");
  const Json& record = answer.find("rows")->items.back();
  EXPECT_EQ(at(record, "/cause/kind") + " " + at(record, "/cause/id"), "world 2");
  std::string events;
  for (const Json& event : record.find("events")->items)
    events += at(event, "/event") + " ";
  // fix and sworn: the one is due later, the other keeps its promise in other open hours.
  EXPECT_EQ(events, "world_applied clock_recalculated clock_recalculated task_started ");
  const Json row = desk.whole("09-22 15:00");
  for (const Json& task : row.find("tasks")->items)
    EXPECT_EQ(ClockShop::local_of(at(task, "/due")),
              "09-27 14:00"); // two desk days, the 23rd is off
}

TEST(World, VerdictsStayAndPausesGoOnInTheNewCalendar) {
  ClockShop desk(R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close",
      "within":"8 open h","on":"desk","pause":["carrier"]},
      "late":{"title":{"zh":"迟","en":"Late"},"from":"open","until":"close","within":"1 open h",
      "on":"desk"}})");
  desk.open("09-22 14:00");
  desk.tell("hold", "09-22 16:00", R"("reason":"carrier")");
  desk.say(update("09-22 17:00"));
  desk.tell("release", "09-22 18:00", R"("reason":"carrier")");
  EXPECT_EQ(desk.stands("fix", "09-22 18:00"), "running 09-24 16:00");
  EXPECT_EQ(desk.stands("late", "09-22 18:00"), "breached 09-22 15:00");
}

TEST(World, AStageThatLeavesByItselfWaitsForTheNewCalendar) {
  ClockShop desk(clocks);
  desk.open("09-22 09:00");
  desk.tell("request_information", "09-22 09:00", R"("fields":["photo"])"); // 5 open days
  desk.say(update("09-22 10:00"));
  // 22, 24, 27 (worked), 28, 29.
  EXPECT_EQ(at(desk.whole("09-29 18:00"), "/stage"), "asking");
  EXPECT_EQ(at(desk.whole("09-29 18:01"), "/stage"), "work");
}

TEST(World, ACaseThatIsOverMeetsItWhenItIsOpenedAgain) {
  ClockShop desk(R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close",
      "within":"8 open h","on":"desk","reopen":"keep"}})");
  desk.open("09-21 09:00");
  desk.tell("close", "09-21 11:00");
  desk.say(update("09-22 10:00"));
  EXPECT_EQ(at(desk.say(sweep("09-22 10:00")), "/cases"), "0");
  desk.tell("reopen", "09-22 17:00"); // 6 h left: 1 h today, 5 h on Thursday
  EXPECT_EQ(desk.stands("fix", "09-22 17:00"), "running 09-24 15:00");
}

TEST(World, AnotherProcessSeesTheSameTables) {
  const Folder folder;
  const auto store = [&] { return *open_store("sqlite:" + folder.path("world.db")); };
  {
    ClockShop desk(clocks, store());
    desk.open("09-22 14:00");
    desk.say(update("09-22 15:00"));
  }
  ClockShop other(clocks, store());
  EXPECT_EQ(other.stands("fix", "09-22 15:00"), "running 09-24 14:00");
  other.open("09-22 16:00", "", "new"); // 2 h today, 6 h on Thursday
  EXPECT_EQ(other.stands("fix", "09-22 16:00", "new"), "running 09-24 16:00");
  // A build with other tables of its own goes by what the store holds.
  const auto tables = *HolidayTables::builtin()->with(*parse_json(
      R"({"amends_holidays":1,"region":"CN","years":{"2026":{"off":["2026-09-24"]}}})"));
  const auto policy = *policy_with_clocks(clocks)->with_holidays(tables);
  ClockShop newer(policy, store());
  newer.open("09-22 16:00", "", "newer");
  EXPECT_EQ(newer.stands("fix", "09-22 16:00", "newer"), "running 09-24 16:00");
  // Until it is told to use its own.
  const Json own =
      other.say(R"({"op":"update_calendars","builtin":true,"at":"2026-09-22T17:00:00+08:00"})");
  EXPECT_EQ(at(own, "/changed") + " " + at(own, "/earlier"), "true 5");
  EXPECT_EQ(newer.stands("fix", "09-22 17:00", "newer"), "running 09-23 16:00");
  EXPECT_TRUE(newer.engine().verify());
}

TEST(World, OnlyThoseWhoManageMayAndNobodyBackwards) {
  ClockShop desk(clocks);
  desk.open("09-22 14:00");
  const std::string by_agent = update("09-22 15:00", wednesday_off, R"(,"by":"agent:li")");
  EXPECT_EQ(desk.refused(by_agent).code, Code::denied);
  EXPECT_EQ(desk.refused(update("09-22 13:00")).code, Code::clock);
  const Error bad =
      desk.refused(update("09-22 15:00", R"({"amends_holidays":1,"region":"CN","years":{"2026":{
      "off":["2026-09-23"],"work":["2026-09-23"]}}})"));
  EXPECT_EQ(bad.where, "/table/years/2026/work/0");
  EXPECT_EQ(desk.refused(update("09-22 15:00", "null")).where, "/table");
  EXPECT_TRUE(desk.try_say(update("09-22 15:00", wednesday_off, R"(,"by":"manager:he")")));
}

TEST(World, ATableThatAPolicyDoesNotHoldWithIsRefusedWhole) {
  // The pack has a plain holiday on a day that the table makes a workday.
  const std::string text = R"({"amends_pack":1,"id":"p","version":"1","extends":["base@1"],
    "calendars":{"desk":{"holidays":["CN","2026-09-24"]}}})";
  const std::vector<PackText> packs{{"p", text}};
  ClockShop desk(*Policy::load(packs), make_memory_store());
  const Error error =
      desk.refused(update("09-22 15:00", R"({"amends_holidays":1,"region":"CN","years":{"2026":{
      "work":["2026-09-24"]}}})"));
  EXPECT_EQ(error.code, Code::policy);
  EXPECT_NE(error.message.find("the policy p 1 does not hold with this table"), std::string::npos)
      << error.message;
  EXPECT_TRUE(desk.engine().verify());
}

TEST(World, StandsInTheExportAndIsVerified) {
  const auto store = make_memory_store();
  ClockShop desk(clocks, store);
  desk.open("09-22 14:00");
  desk.say(update("09-22 15:00"));
  desk.say(sweep("09-22 15:00"));
  const std::string lines = desk.exported();
  EXPECT_NE(lines.find(R"({"world":1,"at":"1970-01-01T00:00:00Z","kind":"calendar")"),
            std::string::npos);
  EXPECT_NE(lines.find(R"({"world":2,"at":"2026-09-22T07:00:00Z","kind":"calendar")"),
            std::string::npos);
  // A row whose body is not the one its digest names.
  const auto session = *store->begin("", SessionMode::write);
  Batch batch;
  batch.world = {
      {3, *parse_instant("2026-09-23T00:00:00Z"), "calendar", std::string(64, '0'), wednesday_off}};
  ASSERT_TRUE(session->commit(batch));
  const auto verified = desk.engine().verify();
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().code, Code::corrupt);
  EXPECT_NE(verified.error().message.find("world record 3"), std::string::npos);
}

TEST(World, ARecordOfAnotherKindIsMetAndMovesNothing) {
  const auto store = make_memory_store();
  ClockShop desk(clocks, store);
  desk.open("09-22 14:00");
  Batch batch;
  batch.world = {{0, *parse_instant("2026-09-22T07:00:00Z"), "weather", "d", "{}"}};
  ASSERT_TRUE((*store->begin("", SessionMode::write))->commit(batch));
  EXPECT_EQ(at(desk.say(sweep("09-22 15:00")), "/cases"), "1");
  EXPECT_EQ(at(desk.whole("09-22 15:00"), "/world"), "2");
  EXPECT_EQ(desk.stands("fix", "09-22 15:00"), "running 09-23 14:00");
  // A table revised behind it.
  EXPECT_EQ(at(desk.say(update("09-22 15:00")), "/world"), "3");
  EXPECT_EQ(desk.stands("fix", "09-22 15:00"), "running 09-24 14:00");
  EXPECT_TRUE(desk.engine().verify());
}

} // namespace
} // namespace amends::test
