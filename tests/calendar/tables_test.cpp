// The built-in regions, and legal periods counted in them.
#include "helpers.hpp"

namespace amends {
namespace {

using namespace testing_calendar;

std::shared_ptr<const Calendar> region(const std::string& zone, const std::string& name) {
  return calendar("{\"timezone\":\"" + zone +
                  "\",\"week\":{\"mon-sun\":\"09:00-17:00\"},\"holidays\":[\"" + name + "\"]}");
}

bool off(const Calendar& c, std::string_view date) {
  const Instant noon = Instant{} + seconds(std::int64_t{day(date).days} * 86'400 + 43'200);
  return !c.is_open(noon - *c.offset_at(noon))->value;
}

TEST(Regions, UnitedStates) {
  const auto c = region("America/New_York", "US");
  // Saturdays are observed the Friday before, across the year's end too; Sundays the Monday after.
  for (const std::string_view date : {"2021-06-18", "2021-12-31", "2022-06-20", "2026-07-03",
                                      "2026-11-26", "2027-12-31", "2028-11-10"})
    EXPECT_TRUE(off(*c, date)) << date;
  for (const std::string_view date : {"2020-06-19", "2026-11-27", "2026-12-24"})
    EXPECT_FALSE(off(*c, date)) << date;
}

TEST(Regions, UnitedKingdom) {
  const auto england = region("Europe/London", "GB-EAW");
  const auto scotland = region("Europe/London", "GB-SCT");
  const auto ulster = region("Europe/London", "GB-NIR");
  for (const std::string_view date : {"2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19",
                                      "2023-05-08", "2026-12-28", "2027-12-28"})
    EXPECT_TRUE(off(*england, date)) << date;
  EXPECT_FALSE(off(*england, "2020-05-04")); // moved to VE Day
  EXPECT_FALSE(off(*england, "2022-05-30")); // moved for the jubilee
  EXPECT_TRUE(off(*scotland, "2026-06-15"));
  EXPECT_TRUE(off(*scotland, "2027-01-04"));
  EXPECT_FALSE(off(*scotland, "2026-04-06"));
  EXPECT_TRUE(off(*ulster, "2026-03-17"));
  EXPECT_TRUE(off(*ulster, "2026-07-13"));
  // Published to 2027, behind that the standing rules say.
  const auto far = england->is_open(at("2028-05-29T12:00:00Z"));
  EXPECT_FALSE(far->value);
  EXPECT_TRUE(far->certainty.provisional);
}

TEST(Regions, TargetAndHongKong) {
  const auto target = region("Europe/Berlin", "EU-TARGET");
  for (const std::string_view date :
       {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-26"})
    EXPECT_TRUE(off(*target, date)) << date;
  EXPECT_FALSE(off(*target, "2026-05-14"));
  const auto hk = region("Asia/Hong_Kong", "HK");
  for (const std::string_view date : {"2022-12-27", "2026-04-07", "2026-10-19", "2027-02-09"})
    EXPECT_TRUE(off(*hk, date)) << date;
}

TEST(Regions, ChinasForecastIsUsedAndMarked) {
  const auto c = region("Asia/Shanghai", "CN");
  for (const std::string_view date :
       {"2027-02-10", "2027-05-04", "2027-10-05", "2031-10-03", "2032-09-20"})
    EXPECT_TRUE(off(*c, date)) << date;
  EXPECT_FALSE(off(*c, "2027-10-06"));
  EXPECT_TRUE(c->is_open(at("2027-02-10T12:00:00+08:00"))->certainty.provisional);
  EXPECT_TRUE(
      c->is_open(at("2033-02-10T12:00:00+08:00"))->certainty.provisional); // no table at all
  EXPECT_EQ(
      print_instant(c->is_open(at("2030-01-01T00:00:00Z"))->certainty.certain_until, hours(8)),
      "2027-01-01T00:00:00+08:00");
}

std::string period(const Calendar& c, std::string_view from, std::string_view text) {
  const auto read = read_legal_period(json(text));
  if (!read)
    return read.error().message;
  return show(c, c.legal_period(at(from), *read));
}

TEST(LegalPeriods, EndAtTheEndOfTheirLastDay) {
  const auto c = desk();
  EXPECT_EQ(period(*c, "2026-06-01T10:00:00+08:00", R"({"n":7,"unit":"days"})"),
            "2026-06-09T00:00:00+08:00");
  EXPECT_EQ(
      period(*c, "2026-06-01T10:00:00+08:00", R"({"n":7,"unit":"days","count_from":"same_day"})"),
      "2026-06-08T00:00:00+08:00");
  EXPECT_EQ(period(*c, "2026-06-01T10:00:00+08:00", R"({"n":7,"unit":"days","end":"close"})"),
            "2026-06-08T18:00:00+08:00");
  EXPECT_EQ(period(*c, "2026-06-01T10:00:00+08:00", R"({"n":36,"unit":"hours"})"),
            "2026-06-02T22:00:00+08:00");
  EXPECT_EQ(period(*c, "2026-09-30T10:00:00+08:00", R"({"n":3,"unit":"working_days"})"),
            "2026-10-11T00:00:00+08:00");
  EXPECT_EQ(period(*c, "2024-01-31T10:00:00+08:00", R"({"n":1,"unit":"months"})"),
            "2024-03-01T00:00:00+08:00");
  EXPECT_EQ(period(*c, "2024-02-29T10:00:00+08:00", R"({"n":1,"unit":"years"})"),
            "2025-03-01T00:00:00+08:00");
}

TEST(LegalPeriods, RollByTheRegionAndNotByTheShop) {
  // The shop is open on Sundays; the law's rest days are the region's.
  const auto shop =
      calendar(R"({"timezone":"Asia/Shanghai","week":{"sun":"09:00-12:00"},"holidays":["CN"]})");
  EXPECT_EQ(
      period(*shop, "2026-06-07T10:00:00+08:00", R"({"n":7,"unit":"days","roll":"rest_day"})"),
      "2026-06-16T00:00:00+08:00");
  // Hong Kong: Saturday is a working day for the law.
  const auto hk = calendar(
      R"({"timezone":"Asia/Hong_Kong","week":{"mon-fri":"09:00-17:00"},"holidays":["HK"]})");
  EXPECT_EQ(period(*hk, "2026-06-06T10:00:00+08:00", R"({"n":7,"unit":"days","roll":"rest_day"})"),
            "2026-06-14T00:00:00+08:00");
  EXPECT_EQ(period(*hk, "2026-06-07T10:00:00+08:00", R"({"n":7,"unit":"days","roll":"rest_day"})"),
            "2026-06-16T00:00:00+08:00");
}

TEST(LegalPeriods, OnlyRolledOrCountedDaysMakeThemProvisional) {
  const auto c = desk();
  const Instant t = at("2026-12-28T10:00:00+08:00");
  EXPECT_FALSE(c->legal_period(t, {.n = 30})->certainty.provisional);
  EXPECT_TRUE(
      c->legal_period(t, {.n = 30, .roll = LegalPeriod::Roll::rest_day})->certainty.provisional);
  EXPECT_TRUE(
      c->legal_period(t, {.n = 9, .unit = LegalPeriod::Unit::working_days})->certainty.provisional);
  EXPECT_FALSE(
      c->legal_period(t, {.n = 2, .unit = LegalPeriod::Unit::working_days})->certainty.provisional);
}

TEST(LegalPeriods, BadOnesAreRefusedWithPlaceAndMend) {
  for (const auto& [text, where] : std::vector<std::pair<std::string_view, std::string_view>>{
           {R"({"unit":"days"})", "/n"},
           {R"({"n":0,"unit":"days"})", "/n"},
           {R"({"n":1.5,"unit":"days"})", "/n"},
           {R"({"n":1})", "/unit"},
           {R"({"n":1,"unit":"fortnights"})", "/unit"},
           {R"({"n":1,"unit":"days","roll":"maybe"})", "/roll"},
           {R"({"n":1,"unit":"days","rol":"none"})", "/rol"}}) {
    const auto read = read_legal_period(json(text));
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().where, where);
  }
  EXPECT_EQ(desk()->legal_period(at("2026-01-01T00:00:00Z"), {.n = 100'000}).error().code,
            Code::limit);
}

TEST(Tables, PrintAsWhatTheyAreReadFrom) {
  const auto tables = *HolidayTables::builtin()->with(json(R"([
      {"amends_holidays":1,"region":"SHOP","weekend":["fri"],"years":{
        "2026":{"state":"forecast","off":["2026-03-01..2026-03-31"],"work":["2026-04-03"]}}},
      {"amends_zones":1,"zones":{"Europe/Berlin":[["2027-01-01T00:00:00Z",7200]]}}])"));
  for (const auto& one : {HolidayTables::builtin(), tables}) {
    const auto again = HolidayTables::none()->with(one->json());
    ASSERT_TRUE(again) << again.error().message << again.error().where;
    EXPECT_EQ((*again)->digest(), one->digest());
    EXPECT_EQ(print_json((*again)->json()), print_json(one->json()));
  }
  EXPECT_NE(tables->digest(), HolidayTables::builtin()->digest());
}

} // namespace
} // namespace amends
