// Hours, tables and clocks that cannot be meant are refused through the pack, with place and mend.
#include "policy/support.hpp"

#include <algorithm>

namespace amends::testing {
namespace {

Loaded desk(const std::string& members) {
  return load({shop(R"(,"calendars":{"shift":{)" + members + "}}")});
}
const std::string zone = R"("timezone":"Asia/Shanghai",)";
const std::string in_desk = "/calendars/shift";

TEST(BadHours, AreRefusedWithPlaceAndMend) {
  refused(desk(zone + R"("week":{"mon":"18:00-09:00"})"), in_desk + "/week/mon",
          {"pack1.json line 1", "18:00-09:00", "opens after it closes", "22:00-30:00"});
  refused(desk(zone + R"("week":{"mon":"09:00-13:00, 12:00-18:00"})"), in_desk + "/week/mon",
          {"overlap"});
  refused(desk(zone + R"("week":{"mon-fri":"09:00-18:00","wed":"09:00-12:00"})"),
          in_desk + "/week/wed", {"wed has hours twice"});
  refused(desk(R"("timezone":"Asia/Shanghei","week":{"mon":"09:00-18:00"})"), in_desk + "/timezone",
          {"Asia/Shanghai"});
  refused(desk(R"("week":{"mon":"09:00-18:00"})"), in_desk, {"timezone", "Asia/Shanghai"});
  refused(desk(zone + R"("holidays":["CN"],"dates":{"2026-02-30":"closed"})"),
          in_desk + "/dates/2026-02-30", {"2026-02-30"});
  refused(desk(zone + R"("horizon":{"from":1990,"to":2060})"), in_desk + "/horizon",
          {"60 years", "choose fewer"}, Code::limit);
  refused(desk(zone + R"("horizon":{"from":2030,"to":2020})"), in_desk + "/horizon",
          {"ends before"});
  refused(desk(zone + R"("holidays":["CH"])"), in_desk + "/holidays/0", {"CH"});
}

TEST(BadHours, ADateBothOffAndWorkedMustBeDecided) {
  // The tenth of October is a make-up workday.
  const std::string both =
      zone + R"("week":{"mon-fri":"09:00-18:00"},"holidays":["CN","2026-10-10"])";
  refused(desk(both), in_desk + "/holidays/1",
          {"2026-10-10 is both off and a workday", "say which under \"dates\""});
  EXPECT_TRUE(desk(both + R"(,"dates":{"2026-10-10":"closed"})"));
}

Loaded clock(const std::string& members) {
  return load({shop(R"(,"calendars":{"shut":{"timezone":"UTC","week":{}},
      "fair":{"timezone":"UTC","week":{},"dates":{"2026-05-01":"09:00-18:00"}}},
      "clocks":{"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close",)" +
                    members + "}}")});
}
const std::string in_clock = "/clocks/fix";

TEST(BadClocks, AreRefusedWithPlaceAndMend) {
  refused(clock(R"("within":"24")"), in_clock + "/within", {"24", "24h"});
  refused(clock(R"("within":24)"), in_clock + "/within", {"\"24h\""});
  refused(clock(R"("within":{"P1":"4"})"), in_clock + "/within/P1", {"24h"});
  refused(clock(R"("within":"8 open h","on":"shut")"), in_clock + "/within",
          {"no hours", "give it a week"});
  refused(clock(R"("within":"2 open d","on":"fair")"), in_clock + "/within",
          {"standard day", "no week"});
  refused(clock(R"("within":"8 open h")"), in_clock + "/within", {"\"on\""});
  refused(clock(R"("within":"8h","tell_on":"shut")"), in_clock + "/tell_on", {"no hours"});
  refused(clock(R"("within":"8h","grace_to_next_open":true)"), in_clock + "/grace_to_next_open",
          {"under \"on\""});
  refused(clock(R"("within":"8h","pause_at_most":"5 open d","on":"desk")"),
          in_clock + "/pause_at_most", {"clock time", "5d"});
  refused(clock(R"("within":"8h","on_change":"reset")"), in_clock + "/on_change",
          {"keep_elapsed", "restart", "keep_due"});
  refused(clock(R"("within":"8h","reopen":"continue")"), in_clock + "/reopen", {"new_cycle"});
  refused(clock(R"("within":"8h","promise_never_late":true)"), in_clock + "/promise_never_late",
          {"promise_never_later"});
  refused(clock(R"("within":[{"region":"HK","on":"hkk","within":"8 open h"}])"),
          in_clock + "/within/0/on", {"no calendar \"hkk\""});
  refused(clock(R"("within":"8h","tell":{"+2h":{"role":"lead","every":"0h"}})"),
          in_clock + "/tell/+2h/every", {"repeat"});
  refused(clock(R"("within":"8h","tell":{"80%":{"role":"lead","every":"1h"}})"),
          in_clock + "/tell/80%/every", {"warning is told once"});
  refused(clock(R"("period":{"n":7,"unit":"days"})"), in_clock + "/period", {"\"on\""});
  refused(clock(R"("period":{"n":0,"unit":"days"},"on":"desk")"), in_clock + "/period/n",
          {"at least one"});
  refused(load({shop(R"(,"clocks":{"promise":{"title":{"zh":"诺","en":"P"},"from":"open",)"
                     R"("until":"close","within":"8h"}})")}),
          "/clocks/promise", {"another name"});
}

TEST(BadClocks, WordsThatNobodySaysAreRefused) {
  const auto until = [](const std::string& word) {
    return load(
        {shop(R"(,"clocks":{"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":")" + word +
              R"(","within":"8h"}})")});
  };
  EXPECT_TRUE(until("settle:refund"));
  EXPECT_TRUE(until("leave:received"));
  EXPECT_TRUE(until("customer_message"));
  refused(until("settle:refnd"), "/clocks/fix/until", {"settle:refund"});
  refused(until("custmer_message"), "/clocks/fix/until", {"customer_message"});
}

TEST(BadClocks, AReasonThatNeverComesIsAWarning) {
  const auto pack = shop(R"(,"clocks":{"plan":{"pause":["waiting_for_custmer","carrier"]}})");
  const auto findings = Policy::lint(texts_of({pack}));
  const auto found = std::ranges::find(findings, "/clocks/plan/pause", &Finding::where);
  ASSERT_NE(found, findings.end());
  EXPECT_EQ(found->level, "warning");
  EXPECT_NE(found->mend.find("waiting_for_customer"), std::string::npos) << found->mend;
}

} // namespace
} // namespace amends::testing
