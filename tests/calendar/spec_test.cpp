// Calendars and tables as people write them, and what they are told about mistakes.
#include "helpers.hpp"

#include "amends/span.hpp"

namespace amends {
namespace {

using namespace testing_calendar;

TEST(Spec, BothFormsSayTheSame) {
  const auto pack = calendar(R"({"timezone":"Asia/Shanghai",
      "week":{"mon-thu":"09:00-12:00, 13:00-18:00","fri":"09:00-12:00"},"holidays":["CN"],
      "dates":{"2026-12-31":"09:00-12:00","2026-12-30":"closed"}})");
  const auto data = calendar(R"({"timezone":"Asia/Shanghai",
      "week":{"mon":[["09:00","12:00"],["13:00","18:00"]],"tue":[["09:00","12:00"],["13:00","18:00"]],
              "wed":[["09:00","12:00"],["13:00","18:00"]],"thu":[["09:00","12:00"],["13:00","18:00"]],
              "fri":[["09:00","12:00"]]},
      "holidays":["CN"],"overrides":{"2026-12-31":[["09:00","12:00"]],"2026-12-30":[]}})");
  for (Instant t = at("2026-01-01T00:30:00+08:00"); t < at("2026-12-31T23:00:00+08:00");
       t = t + hours(1)) {
    ASSERT_EQ(pack->is_open(t)->value, data->is_open(t)->value) << print_instant(t);
    ASSERT_EQ(pack->between(at("2026-01-01T00:00:00Z"), t)->value,
              data->between(at("2026-01-01T00:00:00Z"), t)->value);
  }
}

TEST(Spec, DatesBeatHolidaysBeatWeek) {
  const auto c = calendar(R"({"timezone":"Asia/Shanghai","week":{"mon-fri":"09:00-18:00"},
      "holidays":["CN"],"dates":{"2026-10-01":"10:00-14:00","2026-10-10":"closed"},
      "breaks":{"2026-10-01":"12:00-13:00"}})");
  EXPECT_EQ(c->between(at("2026-10-01T00:00:00+08:00"), at("2026-10-02T00:00:00+08:00"))->value,
            hours(3));
  EXPECT_EQ(c->between(at("2026-10-10T00:00:00+08:00"), at("2026-10-11T00:00:00+08:00"))->value,
            hours(0));
}

TEST(Spec, MakeUpDaysHaveMondaysHoursUnlessSaid) {
  const Instant from = at("2026-10-10T00:00:00+08:00");
  const auto monday = calendar(R"({"timezone":"Asia/Shanghai",
      "week":{"mon":"09:00-18:00","tue-fri":"10:00-12:00"},"holidays":["CN"]})");
  EXPECT_EQ(monday->between(from, from + hours(24))->value, hours(9));
  const auto said = calendar(R"({"timezone":"Asia/Shanghai","week":{"mon-fri":"09:00-18:00"},
      "holidays":["CN"],"makeup_hours":"09:00-12:00"})");
  EXPECT_EQ(said->between(from, from + hours(24))->value, hours(3));
}

TEST(Spec, WeekdaysMayBeRangesAndLists) {
  const auto c =
      calendar(R"({"timezone":"UTC","week":{"sat-sun":"10:00-11:00","mon, wed":"10:00-12:00"}})");
  // Mon 1 June to Sun 7 June 2026.
  EXPECT_EQ(c->between(at("2026-06-01T00:00:00Z"), at("2026-06-08T00:00:00Z"))->value, hours(6));
}

TEST(Spec, BadOnesAreRefusedWithPlaceAndMend) {
  struct Bad {
    std::string_view spec, where, says;
  };
  const Bad all[] = {
      {R"({"week":{}})", "", "\"timezone\" is missing"},
      {R"({"timezone":"Asia/Shangai"})", "/timezone", "did you mean Asia/Shanghai"},
      {R"({"timezone":"Mars/Olympus Mons"})", "/timezone", "no time zone"},
      {R"({"timezone":"UTC","week":{"mon":"18:00-09:00"}})", "/week/mon", "22:00-30:00"},
      {R"({"timezone":"UTC","week":{"mon":"09:00-09:00"}})", "/week/mon", "opens when it closes"},
      {R"({"timezone":"UTC","week":{"mon":[["09:00","09:00"]]}})", "/week/mon/0", "whole day"},
      {R"({"timezone":"UTC","week":{"mon":"09:00-13:00, 12:00-18:00"}})", "/week/mon", "overlap"},
      {R"({"timezone":"UTC","week":{"mon":"9-17"}})", "/week/mon", "HH:MM"},
      {R"({"timezone":"UTC","week":{"mon":"09:00-25:60"}})", "/week/mon", "HH:MM"},
      {R"({"timezone":"UTC","week":{"mon":"09:00-48:01"}})", "/week/mon", "48:00"},
      {R"({"timezone":"UTC","week":{"mon":"25:00-26:00"}})", "/week/mon", "under that date"},
      {R"({"timezone":"UTC","week":{"mon":9}})", "/week/mon", "a text"},
      {R"({"timezone":"UTC","week":{"mo":"09:00-10:00"}})", "/week/mo", "mon-fri"},
      {R"({"timezone":"UTC","week":{"mon-fri":"09:00-10:00","wed":"closed"}})", "/week/wed",
       "twice"},
      {R"({"timezone":"UTC","weeks":{}})", "/weeks", "did you mean \"week\""},
      {R"({"timezone":"UTC","dates":{"2026-02-30":"closed"}})", "/dates/2026-02-30", "no date"},
      {R"({"timezone":"UTC","dates":{"2026-02-03":"closed"},"overrides":{"2026-02-03":[]}})",
       "/overrides/2026-02-03", "both"},
      {R"({"timezone":"UTC","holidays":["CNN"]})", "/holidays/0", "did you mean CN"},
      {R"({"timezone":"UTC","holidays":[7]})", "/holidays/0", "region"},
      {R"({"timezone":"Asia/Shanghai","holidays":["CN","2026-10-10"]})", "/holidays/1",
       "2026-10-10 is both off and a workday"},
      {R"({"timezone":"UTC","horizon":{"from":1990,"to":2050}})", "/horizon", "60 years"},
      {R"({"timezone":"UTC","horizon":{"from":2027,"to":2026}})", "/horizon", "before it begins"},
      {R"({"timezone":"UTC","horizon":{"from":2027}})", "/horizon", "\"to\""},
      {R"({"timezone":"UTC","horizon":{"from":1800,"to":1810}})", "/horizon/from", "1970"},
      {R"("UTC")", "", "an object"},
  };
  for (const Bad& bad : all) {
    const auto compiled =
        Calendar::compile(json(bad.spec), *HolidayTables::builtin(), "/calendars/c");
    ASSERT_FALSE(compiled) << bad.spec;
    EXPECT_EQ(compiled.error().where, "/calendars/c" + std::string(bad.where)) << bad.spec;
    EXPECT_NE(compiled.error().message.find(bad.says), std::string::npos)
        << bad.spec << ": " << compiled.error().message;
  }
}

TEST(Spec, ADateBothOffAndWorkedIsSettledUnderDates) {
  const auto c = calendar(R"({"timezone":"Asia/Shanghai","week":{"mon-fri":"09:00-18:00"},
      "holidays":["CN","2026-10-10"],"dates":{"2026-10-10":"closed"}})");
  EXPECT_FALSE(c->is_open(at("2026-10-10T10:00:00+08:00"))->value);
}

TEST(Tables, HostYearsReplaceAndAdd) {
  const Json table = json(R"({"amends_holidays":1,"region":"CN","years":{
      "2027":{"state":"published","published_at":"2026-11-20","source":"a notice",
              "days":[{"zh":"元旦","en":"New Year's Day","off":["2027-01-01..2027-01-03"]}],
              "work":["2027-01-09"]}}})");
  const auto tables = HolidayTables::builtin()->with(table);
  ASSERT_TRUE(tables) << tables.error().message;
  const auto c = *Calendar::compile(
      json(R"({"timezone":"Asia/Shanghai","week":{"mon-fri":"09:00-18:00"},"holidays":["CN"]})"),
      **tables);
  EXPECT_FALSE(c->is_open(at("2027-01-01T10:00:00+08:00"))->value);
  const auto saturday = c->is_open(at("2027-01-09T10:00:00+08:00"));
  EXPECT_TRUE(saturday->value);
  EXPECT_FALSE(saturday->certainty.provisional);
  EXPECT_FALSE(c->is_open(at("2026-10-01T10:00:00+08:00"))->value); // the other years stay
}

TEST(Tables, BadOnesAreRefusedWithPlaceAndMend) {
  struct Bad {
    std::string_view table, where, says;
  };
  const Bad all[] = {
      {R"({"region":"CN","years":{}})", "", "amends_holidays"},
      {R"({"amends_holidays":1,"years":{}})", "", "region"},
      {R"({"amends_holidays":1,"region":"CN"})", "", "years"},
      {R"({"amends_holidays":1,"region":"CN","years":{"27":{}}})", "/years/27", "four digits"},
      {R"({"amends_holidays":1,"region":"CN","years":{"2027":{"state":"guess"}}})",
       "/years/2027/state", "forecast"},
      {R"({"amends_holidays":1,"region":"CN","years":{"2027":{"off":["2027-01-01"],"work":["2027-01-01"]}}})",
       "/years/2027/work/0", "both off and a workday"},
      {R"({"amends_holidays":1,"region":"CN","years":{"2027":{"off":["2026-12-31"]}}})",
       "/years/2027/off/0", "under its own year"},
      {R"({"amends_holidays":1,"region":"CN","years":{"2027":{"off":["2027-02-05..2027-02-01"]}}})",
       "/years/2027/off/0", "range"},
      {R"({"amends_holidays":1,"region":"CN","years":{"2027":{"of":[]}}})", "/years/2027/of",
       "did you mean \"off\""},
  };
  for (const Bad& bad : all) {
    const auto tables = HolidayTables::builtin()->with(json(bad.table));
    ASSERT_FALSE(tables) << bad.table;
    EXPECT_EQ(tables.error().where, bad.where) << bad.table;
    EXPECT_NE(tables.error().message.find(bad.says), std::string::npos) << tables.error().message;
  }
}

TEST(Tables, ChinasWorkingDaysPerYear) {
  // By the notices; the sum over eight years is the classic mistake of libraries without make-up
  // days.
  const std::pair<int, int> expected[] = {{2018, 250}, {2019, 250}, {2020, 249},
                                          {2021, 250}, {2022, 249}, {2023, 249},
                                          {2024, 251}, {2025, 248}, {2026, 248}};
  const auto c = desk();
  for (const auto& [year, days] : expected) {
    const Instant from =
        Instant{} + seconds(std::int64_t{date_of(year, 1, 1)->days} * 86'400) - hours(8);
    const Instant to =
        Instant{} + seconds(std::int64_t{date_of(year + 1, 1, 1)->days} * 86'400) - hours(8);
    EXPECT_EQ(c->between(from, to)->value, hours(8 * days)) << year;
  }
}

TEST(Spans, ReadAndPrinted) {
  const std::pair<std::string_view, std::string_view> all[] = {{"24h", "24h"},
                                                               {"30min", "30min"},
                                                               {"7d", "7d"},
                                                               {"90 min", "90min"},
                                                               {"2w", "14d"},
                                                               {"24 open h", "24 open h"},
                                                               {"3 open d", "3 open d"},
                                                               {"5 workdays", "5 workdays"},
                                                               {"1 workday", "1 workday"},
                                                               {"45s", "45s"},
                                                               {"0h", "0h"},
                                                               {"48 open min", "48 open min"},
                                                               {"120 open min", "2 open h"}};
  for (const auto& [text, printed] : all) {
    const auto span = parse_span(text);
    ASSERT_TRUE(span) << text << span.error().message;
    EXPECT_EQ(print_span(*span), printed);
    EXPECT_EQ(*parse_span(print_span(*span)), *span);
  }
  for (const std::string_view text :
       {"24", "", "h", "-3h", "1.5h", "2 open w", "3 m", "5 open workdays", "24 hours and a bit",
        "9999999999999999999999h", "600000h"}) {
    const auto span = parse_span(text, "/within");
    ASSERT_FALSE(span) << text;
    EXPECT_EQ(span.error().where, "/within");
  }
  EXPECT_NE(parse_span("24").error().message.find("has no unit"), std::string::npos);
}

} // namespace
} // namespace amends
