// Quiet hours: what a pack may write, and when a notice may go out.
#include "policy/support.hpp"

namespace amends::testing {
namespace {

// base, whose `offer` is told so, with a clock of the calendars of three regions.
std::string quiet_shop(const std::string& notice) {
  return shop(R"(,"calendars":{
      "london":{"timezone":"Europe/London","week":{"mon-fri":"09:00-17:00"}},
      "berlin":{"timezone":"Europe/Berlin","week":{"mon-fri":"09:00-17:00"}}},
    "clocks":{"answer":{"title":{"zh":"答复","en":"Answer"},"from":"open","until":"propose",
      "within":[{"region":["GB","IE"],"on":"london","within":"8 open h"},
                {"region":"DE","on":"berlin","within":"8 open h"},
                {"region":"IE","priority":"P1","on":"berlin","within":"8 open h"},
                {"within":"24h"}]}},
    "notices":{"offer":{)" +
              notice + "}}");
}
Loaded quiet(const std::string& text) { return load({quiet_shop(R"("quiet":")" + text + "\"")}); }

const std::string place = "/notices/offer/quiet";

TEST(BadQuiet, IsRefusedWithPlaceAndMend) {
  refused(quiet(""), place, {"no range of hours", "21:30-08:30"});
  refused(quiet("21:30"), place, {"no range of hours", "21:30-08:30"});
  refused(quiet("night"), place, {"\"night\"", "21:30-08:30"});
  refused(quiet("21:30-late"), place, {"\"late\"", "no time of day", "HH:MM"});
  refused(quiet("9pm-8am"), place, {"no time of day", "HH:MM"});
  refused(quiet("21:70-08:30"), place, {"21:70", "no time of day"});
  refused(quiet("21:30-32:30"), place, {"above 24:00", "21:30-08:30"});
  refused(quiet("21:30-21:30"), place, {"ends when it begins"});
  refused(quiet("00:00-24:00"), place, {"ends when it begins"});
  refused(quiet("21:30-08:30 costumer"), place, {"\"costumer\"", "21:30-08:30 customer"});
  refused(quiet("21:30-08:30, 12:00-13:00"), place, {"no time of day"});
  refused(load({quiet_shop(R"("to":"lead","quiet":"21:30-08:30 customer")")}), place,
          {"\"lead\"", "leave out"});
  // An urgent notice keeps none, but what is written has to be right.
  refused(load({quiet_shop(R"("urgent":true,"quiet":"21:30-21:30")")}), place,
          {"ends when it begins"});
}

TEST(Quiet, LintHasNothingToSayAboutIt) {
  const std::string pack = quiet_shop(R"("quiet":"21:30-08:30 customer")");
  for (const Finding& finding : Policy::lint(texts_of({pack})))
    EXPECT_NE(finding.where, place) << finding.text;
}

// When `offer` goes out that is made at `at`, to a customer of that region.
std::string goes_out(const std::string& quiet_hours, const std::string& at,
                     const std::string& region = "") {
  const auto policy = must(quiet(quiet_hours));
  const auto out = policy->outside_quiet(policy->notices().at("offer"), region, *parse_instant(at));
  return out ? print_instant(*out) : out.error().message;
}

TEST(Quiet, MayBeWrittenWithBlanks) {
  EXPECT_EQ(goes_out("21:30 - 08:30", "2026-09-21T22:00:00+08:00"), "2026-09-22T00:30:00Z");
  EXPECT_EQ(goes_out("21:30 - 08:30  customer", "2026-09-21T22:00:00+08:00", "GB"),
            "2026-09-21T14:00:00Z");
}

TEST(Quiet, BeginsWithItsFirstMinuteAndEndsBeforeItsLast) {
  const std::string night = "21:30-08:30";
  EXPECT_EQ(goes_out(night, "2026-09-21T21:29:59+08:00"), "2026-09-21T13:29:59Z");
  EXPECT_EQ(goes_out(night, "2026-09-21T21:30:00+08:00"), "2026-09-22T00:30:00Z");
  EXPECT_EQ(goes_out(night, "2026-09-22T00:00:00+08:00"), "2026-09-22T00:30:00Z");
  EXPECT_EQ(goes_out(night, "2026-09-22T08:29:59+08:00"), "2026-09-22T00:30:00Z");
  EXPECT_EQ(goes_out(night, "2026-09-22T08:30:00+08:00"), "2026-09-22T00:30:00Z");
  // Holidays and week-ends have the same hours: the seventh of October.
  EXPECT_EQ(goes_out(night, "2026-10-07T03:00:00+08:00"), "2026-10-07T00:30:00Z");
  // Within a day, up to midnight, from midnight.
  EXPECT_EQ(goes_out("12:00-14:00", "2026-09-21T12:30:00+08:00"), "2026-09-21T06:00:00Z");
  EXPECT_EQ(goes_out("12:00-14:00", "2026-09-21T23:30:00+08:00"), "2026-09-21T15:30:00Z");
  for (const char* end : {"22:00-24:00", "22:00-00:00"})
    EXPECT_EQ(goes_out(end, "2026-09-21T22:30:00+08:00"), "2026-09-21T16:00:00Z") << end;
  for (const char* start : {"00:00-08:00", "24:00-08:00"})
    EXPECT_EQ(goes_out(start, "2026-09-22T00:00:00+08:00"), "2026-09-22T00:00:00Z") << start;
}

TEST(Quiet, OfTheCustomerIsThatOfTheZoneTheClocksKnow) {
  const std::string at = "2026-09-22T10:00:00+08:00"; // 03:00 in London, 04:00 in Berlin
  EXPECT_EQ(goes_out("21:30-08:30 customer", at, "GB"), "2026-09-22T07:30:00Z");
  EXPECT_EQ(goes_out("21:30-08:30 customer", at, "DE"), "2026-09-22T06:30:00Z");
  // Not known, none, of two zones, or the word is not there: the pack's.
  EXPECT_EQ(goes_out("21:30-08:30 customer", at, "FR"), "2026-09-22T02:00:00Z");
  EXPECT_EQ(goes_out("21:30-08:30 customer", at), "2026-09-22T02:00:00Z");
  EXPECT_EQ(goes_out("21:30-08:30 customer", at, "IE"), "2026-09-22T02:00:00Z");
  EXPECT_EQ(goes_out("21:30-08:30", at, "GB"), "2026-09-22T02:00:00Z");
}

// London: 01:00 to 02:00 does not exist on 2026-03-29 and comes twice on 2026-10-25.
TEST(Quiet, ChangesOfTheClockCountAsCalendarsCountThem) {
  const auto london = [](const std::string& hours, const std::string& at) {
    return goes_out(hours + " customer", at, "GB");
  };
  EXPECT_EQ(london("21:30-08:30", "2026-03-28T22:00:00Z"), "2026-03-29T07:30:00Z");
  EXPECT_EQ(london("21:30-08:30", "2026-10-24T22:00:00Z"), "2026-10-25T08:30:00Z");
  // An end in the gap is the change; one that comes twice is its first.
  EXPECT_EQ(london("21:30-01:30", "2026-03-28T22:00:00Z"), "2026-03-29T01:00:00Z");
  EXPECT_EQ(london("21:30-01:30", "2026-10-24T22:00:00Z"), "2026-10-25T00:30:00Z");
  EXPECT_EQ(london("21:30-01:30", "2026-10-25T00:45:00Z"), "2026-10-25T00:45:00Z");
  // A beginning that comes twice is its second.
  EXPECT_EQ(london("01:30-06:00", "2026-10-25T00:45:00Z"), "2026-10-25T00:45:00Z");
  EXPECT_EQ(london("01:30-06:00", "2026-10-25T01:30:00Z"), "2026-10-25T06:00:00Z");
}

// A host whose zone data is newer: London stays on summer time from March 2027 on.
TEST(Quiet, FollowsZoneDataThatIsNewer) {
  const auto table = parse_json(
      R"({"amends_zones":1,"source":"test","zones":{"Europe/London":[["2027-03-28T01:00:00Z",3600]]}})");
  ASSERT_TRUE(table);
  const auto newer = HolidayTables::builtin()->with(*table);
  ASSERT_TRUE(newer) << newer.error().message;
  const auto policy = must(quiet("21:30-08:30 customer"));
  const auto later = must(policy->with_holidays(*newer));
  const auto ends = [](const Policy& with) {
    const auto out = with.outside_quiet(with.notices().at("offer"), "GB",
                                        *parse_instant("2027-12-01T23:00:00Z"));
    return out ? print_instant(*out) : out.error().message;
  };
  EXPECT_EQ(ends(*policy), "2027-12-02T08:30:00Z");
  EXPECT_EQ(ends(*later), "2027-12-02T07:30:00Z");
}

} // namespace
} // namespace amends::testing
