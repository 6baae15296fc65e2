// Quiet hours of notices: what waits for the morning and what does not, seen from the host.
#include "clock_shop.hpp"

namespace amends::test {
namespace {

const std::string night_clocks = R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open",
  "until":"close","within":[{"region":"GB","on":"london","within":"8 open h"},{"within":"2h"}],
  "tell":{"100%":"lead"}}})";

// Notices of their own on `note` (quiet), `hold` (urgent), `escalate` (quiet, to the lead), and
// when the clock is late (quiet, in the customer's hours).
std::shared_ptr<const Policy> night_policy() {
  const auto notice = [](const std::string& on, const std::string& more) {
    return R"({"on":")" + on + R"(","by":["sms"],)" + more +
           R"(,"zh":"{case.number}","en":"{case.number}"})";
  };
  const std::string text = R"({"amends_pack":1,"id":"night","version":"1","extends":["base@1"],
    "calendars":{"london":{"timezone":"Europe/London","week":{"mon-fri":"09:00-17:00"}}},
    "workflows":{"simple":{"title":{"zh":"简单","en":"Simple"},"first":"work","stages":{
      "work":{"shown":{"zh":"办理中","en":"At work"},"owner":"agent","within":"60d",
        "go":{"close":"done"}},
      "done":{"shown":{"zh":"办结","en":"Done"},"end":true,"go":{"reopen":"work"}}}}},
    "clocks":)" + night_clocks +
                           R"(,"notices":{"received":null,"closed":null,"late":null,
    "noted":)" + notice("note", R"("quiet":"21:30-08:30")") +
                           R"(,
    "brief":)" + notice("assign", R"("quiet":"21:30-07:00")") +
                           R"(,
    "alarm":)" + notice("hold", R"("urgent":true,"quiet":"21:30-08:30")") +
                           R"(,
    "plain":)" + notice("release", R"("subject":{"zh":"告","en":"News"})") +
                           R"(,
    "boss":)" + notice("escalate", R"("to":"lead","quiet":"21:30-08:30")") +
                           R"(,
    "overdue":)" + notice("fix.late", R"("quiet":"21:30-08:30 customer")") +
                           "}}";
  const std::vector<PackText> packs{{"night", text}};
  auto policy = Policy::load(packs);
  EXPECT_TRUE(policy) << (policy ? "" : policy.error().message + " " + policy.error().where);
  return policy ? *policy : nullptr;
}

class Night : public ClockShop {
public:
  Night() : ClockShop(night_policy(), make_memory_store()) {}

  Json open_in(const std::string& local, const std::string& region) {
    return say(R"({"op":"open","id":"k","at":")" + when(local) +
               R"(","by":"agent:li","kind":"simple","channel":"web","customer":{"id":"c-7")" +
               (region.empty() ? "" : R"(,"region":")" + region + "\"") + R"(},"text":"还没到"})");
  }
  // What the host is handed then for that reader, by reason: "noted alarm". All that it is handed
  // is done at once.
  std::string handed(const std::string& local, const std::string& to = "customer") {
    const Json answer = say(R"({"op":"tick","at":")" + when(local) + "\"}");
    std::string out;
    for (const Json& action : answer.find("actions")->items) {
      if (at(action, "/body/recipient/to") == to)
        out += (out.empty() ? "" : " ") + at(action, "/body/reason_code");
      say(settled(local, action, "done"));
    }
    return out;
  }
  static std::string settled(const std::string& local, const Json& action,
                             const std::string& outcome) {
    return R"({"op":"settle","at":")" + when(local) + R"(","action":")" + at(action, "/id") +
           R"(","attempt":)" + at(action, "/attempt") + R"(,"outcome":")" + outcome + "\"}";
  }
};

TEST(QuietNotices, WaitForTheMorningAndSaySo) {
  Night shop;
  shop.open("09-21 20:30");
  const Json receipt = shop.tell("note", "09-21 22:00", R"("text":"看过")");
  EXPECT_EQ(shop.local_of(at(receipt, "/actions/0/due")), "09-22 08:30");
  for (const char* early : {"09-21 22:00", "09-22 00:00", "09-22 08:29"})
    EXPECT_EQ(shop.handed(early), "") << early;
  const Json listed = shop.say(R"({"op":"query","what":"actions","by":"lead:wu","at":")" +
                               shop.when("09-22 08:29") + R"(","where":{"case_id":"k"}})");
  EXPECT_EQ(shop.local_of(at(listed, "/rows/0/due")), "09-22 08:30") << print_json(listed);
  EXPECT_EQ(at(listed, "/rows/0/state") + " " + at(listed, "/rows/0/handed_out"), "raised false");
  const std::string told =
      print_json(shop.say(R"({"op":"query","what":"timeline","by":"lead:wu","at":")" +
                          shop.when("09-22 08:29") + R"(","where":{"case_id":"k"}})"));
  EXPECT_NE(told.find("after quiet hours at 2026-09-22 08:30"), std::string::npos) << told;
  EXPECT_NE(told.find("免打扰时段后于 2026-09-22 08:30 发出"), std::string::npos) << told;
  EXPECT_EQ(shop.handed("09-22 08:30"), "noted");
  EXPECT_TRUE(shop.engine().verify());
}

TEST(QuietNotices, ByDayGoAtOnceAndSayNothingOfIt) {
  Night shop;
  shop.open("09-21 12:00");
  shop.tell("note", "09-21 12:10", R"("text":"看过")");
  EXPECT_EQ(shop.handed("09-21 12:10"), "noted");
  const std::string told =
      print_json(shop.say(R"({"op":"query","what":"timeline","by":"lead:wu","at":")" +
                          shop.when("09-21 12:11") + R"(","where":{"case_id":"k"}})"));
  EXPECT_EQ(told.find("quiet hours"), std::string::npos) << told;
}

TEST(QuietNotices, AreNotWaitedForByWhatMayGoByNight) {
  Night shop;
  shop.open("09-21 21:40");
  shop.tell("note", "09-21 22:00", R"("text":"看过")");
  shop.tell("assign", "09-21 22:01", R"("owner":"agent:bo")"); // until 07:00
  shop.tell("hold", "09-21 22:02", R"("reason":"police")");
  shop.tell("release", "09-21 22:03", R"("reason":"police")");
  shop.tell("note", "09-21 22:04", R"("text":"又看过")");
  EXPECT_EQ(shop.handed("09-21 22:05"), "alarm"); // the two keep their order
  EXPECT_EQ(shop.handed("09-21 22:05"), "plain");
  EXPECT_EQ(shop.handed("09-22 06:59"), "");
  EXPECT_EQ(shop.handed("09-22 07:00"), "brief");
  EXPECT_EQ(shop.handed("09-22 08:30"), "noted"); // the later one and what is late wait for it
  EXPECT_EQ(shop.handed("09-22 08:31"), "noted");
  EXPECT_EQ(shop.handed("09-22 08:32"), "overdue");
}

TEST(QuietNotices, ToStaffWaitOnlyWhereTheirOwnLineSaysSo) {
  Night shop;
  shop.open("09-21 20:30"); // late at 22:30, which the lead is told
  EXPECT_EQ(shop.handed("09-21 22:31", "lead"), "fix 100%");
  shop.tell("escalate", "09-21 23:00", R"("to":"lead","text":"客户来电")");
  EXPECT_EQ(shop.handed("09-22 08:29", "lead").find("boss"), std::string::npos);
  EXPECT_EQ(shop.handed("09-22 08:30", "lead"), "boss");
}

TEST(QuietNotices, OfATimerKeepTheHoursOfTheCustomersZone) {
  Night abroad;
  abroad.open_in("09-21 16:00", "GB"); // Monday 09:00 in London; late at 17:00 there
  EXPECT_EQ(abroad.stands("fix", "09-21 16:00"), "running 09-22 00:00");
  EXPECT_EQ(abroad.handed("09-22 00:01"), "overdue"); // 17:01 there
  Night home;
  home.open_in("09-21 20:30", "");
  home.tick("09-22 03:00"); // whenever it is noticed
  EXPECT_EQ(home.handed("09-22 08:29"), "");
  EXPECT_EQ(home.handed("09-22 08:30"), "overdue");
}

TEST(QuietNotices, GivenBackAreTriedAgainOutsideThem) {
  Night shop;
  shop.open("09-21 21:20");
  shop.tell("note", "09-21 21:28", R"("text":"看过")");
  const Json first = shop.say(R"({"op":"tick","at":")" + shop.when("09-21 21:29") + "\"}");
  ASSERT_EQ(first.find("actions")->items.size(), 1U);
  shop.say(Night::settled("09-21 21:29", first.find("actions")->items.front(), "retry_later"));
  EXPECT_EQ(shop.handed("09-21 21:40"), ""); // a minute's pause would have ended by 21:30
  shop.tell("hold", "09-21 21:41", R"("reason":"police")");
  EXPECT_EQ(shop.handed("09-21 21:42"), "alarm");
  EXPECT_EQ(shop.handed("09-22 08:29"), "");
  EXPECT_EQ(shop.handed("09-22 08:30"), "noted");
}

TEST(QuietNotices, StillGoOutWhenTheCaseIsOver) {
  Night shop;
  shop.open("09-21 21:40");
  shop.tell("note", "09-21 22:00", R"("text":"看过")");
  shop.tell("close", "09-21 22:10", R"("result":"resolved")");
  EXPECT_EQ(shop.handed("09-22 08:29"), "");
  EXPECT_EQ(shop.handed("09-22 08:30"), "noted");
}

// However often the host looks, before, at or long after the end of the quiet hours.
TEST(QuietNotices, AreTheSameAtAnyTickRate) {
  const auto played = [](int step_minutes) {
    Night shop;
    shop.open_in("09-21 20:30", "");
    shop.tell("note", "09-21 22:00", R"("text":"看过")");
    if (step_minutes > 0)
      for (Instant t = *parse_instant(Night::when("09-21 22:00"));
           t < *parse_instant(Night::when("09-22 09:00")); t = t + minutes(step_minutes))
        shop.tick(shop.local_of(print_instant(t)));
    shop.tick("09-22 09:00");
    shop.tell("note", "09-22 23:00", R"("text":"还在等")");
    EXPECT_TRUE(shop.engine().verify());
    return shop.exported();
  };
  const std::string once = played(0);
  for (const int step : {1, 7, 60})
    EXPECT_EQ(played(step), once) << step;
}

} // namespace
} // namespace amends::test
