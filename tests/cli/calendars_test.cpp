// amends calendars update, amends sweep, and what the stories of cases say of it.
#include "command.hpp"
#include "shop.hpp"

namespace amends::test {
namespace {

const std::string tuesday_off = R"({"amends_holidays":1,"region":"CN","years":{"2026":{
  "state":"amended","days":[{"zh":"台风","en":"Typhoon","off":["2026-09-22"]},
  {"zh":"国庆节","en":"National Day","off":["2026-10-01..2026-10-07"]}]}}})";

class Revision : public Shop {
protected:
  std::string table = folder.write("cn.json", tuesday_off);
};

TEST_F(Revision, shows_the_moved_deadlines_first) {
  const std::string before = ask({"export"}).out;
  const Ran dry = ask({"calendars", "update", table, "--dry-run", "--policy", "book-delivery"});
  ASSERT_EQ(dry.code, 0) << dry.err;
  const auto lines = dry.json();
  ASSERT_GE(lines.size(), 2U) << dry.out;
  const Json& move = lines.front();
  for (const char* name : {"case_id", "number", "clock", "target", "from", "to"})
    EXPECT_FALSE(at(move, name).text.empty()) << name;
  EXPECT_NE(at(move, "why", "zh").text.find("2026-09-22 台风"), std::string::npos) << dry.out;
  EXPECT_NE(at(move, "why", "en").text.find("2026-09-22 Typhoon"), std::string::npos);
  EXPECT_EQ(std::to_string(lines.size() - 1), at(lines.back(), "clocks").text);
  EXPECT_TRUE(at(lines.back(), "dry_run").flag);
  EXPECT_EQ(ask({"export"}).out, before);

  const Ran done = ask({"calendars", "update", table});
  ASSERT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(done.json().front(), move);
  EXPECT_EQ(at(done.json().back(), "world").text, "2");
  const auto swept = ask({"sweep", "--limit", "1"}).json(); // as of the revision's instant
  ASSERT_FALSE(swept.empty());
  EXPECT_FALSE(at(swept.back(), "more").flag);
  EXPECT_EQ(at(ask({"sweep"}).json().back(), "cases").text, "0");
  EXPECT_EQ(ask({"verify"}).code, 0);
  EXPECT_FALSE(at(ask({"calendars", "update", table}).json().back(), "changed").flag);
}

TEST_F(Revision, tells_it_in_the_story_of_a_case) {
  ASSERT_EQ(ask({"calendars", "update", table}).code, 0);
  const std::string zh = ask({"explain", "web-1", "--lang", "zh"}).out;
  EXPECT_NE(zh.find("日历或事件更新：节假日数据更新"), std::string::npos) << zh;
  EXPECT_NE(zh.find("不计入：2026-09-22 台风"), std::string::npos) << zh;
  const std::string en = ask({"explain", "web-1", "--lang", "en"}).out;
  EXPECT_NE(en.find("Not counted: 2026-09-22 Typhoon"), std::string::npos) << en;
}

TEST_F(Revision, refuses_what_is_no_table) {
  const auto update = [&](const std::string& text) {
    return ask({"calendars", "update", folder.write("bad.json", text)});
  };
  EXPECT_EQ(update("{").code, 1);
  const Ran both = update(R"({"amends_holidays":1,"region":"CN","years":{"2026":{
      "off":["2026-09-22"],"work":["2026-09-22"]}}})");
  EXPECT_EQ(both.code, 1);
  EXPECT_NE(both.err.find("2026-09-22 is both off and a workday"), std::string::npos) << both.err;
  EXPECT_NE(both.err.find("/table/years/2026/work/0"), std::string::npos) << both.err;
  EXPECT_EQ(ask({"calendars", "update"}).code, 2);
  EXPECT_EQ(ask({"calendars", "update", table, "--builtin"}).code, 2);
  EXPECT_EQ(ask({"calendars", "update", folder.path("none.json")}).code, 2);
  EXPECT_EQ(ask({"calendars", "update", table, "--at", "2026-09-20T00:00:00Z"}).code, 1);
  EXPECT_EQ(
      ask({"calendars", "update", table, "--as", "agent:li", "--policy", "book-delivery"}).code, 1);
  EXPECT_EQ(ask({"calendars"}).code, 2);
}

} // namespace
} // namespace amends::test
