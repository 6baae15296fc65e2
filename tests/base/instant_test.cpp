#include "amends/instant.hpp"

#include "print.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>

namespace amends {
namespace {

Instant at(std::string_view text) { return parse_instant(text).value(); }

TEST(Instant, ReadsOffsetsAndFractions) {
  EXPECT_EQ(at("1970-01-01T00:00:00Z").us, 0);
  EXPECT_EQ(at("2026-09-21T08:45:12+08:00"), at("2026-09-21T00:45:12Z"));
  EXPECT_EQ(at("2026-09-20T20:15:12-04:30"), at("2026-09-21T00:45:12Z"));
  EXPECT_EQ(at("1969-12-31T23:59:59.999999z").us, -1);
  EXPECT_EQ(at("2026-09-21t00:00:00.5Z") - at("2026-09-21T00:00:00Z"), microseconds(500'000));
  EXPECT_EQ(at("2000-02-29T00:00:00Z") + hours(24), at("2000-03-01T00:00:00Z"));
}

TEST(Instant, RefusesWhatIsNoInstant) {
  for (const char* text : {"",
                           "2026-09-21",
                           "2026-09-21T08:45Z",
                           "2026-09-21T08:45:12",
                           "2026-09-21 08:45:12Z",
                           "2026-09-21T24:00:00Z",
                           "2026-06-30T23:59:60Z",
                           "2026-02-29T00:00:00Z",
                           "2100-02-29T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-01-00T00:00:00Z",
                           "1899-12-31T00:00:00Z",
                           "2201-01-01T00:00:00Z",
                           "2026-09-21T08:45:12.Z",
                           "2026-09-21T08:45:12.1234567Z",
                           "2026-09-21T08:45:12+8:00",
                           "2026-09-21T08:45:12+24:00",
                           "2026-09-21T08:45:12+0800",
                           "2026-09-21T08:45:12Z ",
                           "26-09-21T08:45:12Z",
                           "2026-9-21T08:45:12Z"}) {
    const Result<Instant> instant = parse_instant(text);
    ASSERT_FALSE(instant.has_value()) << text;
    EXPECT_EQ(instant.error().code, Code::parse) << text;
  }
}

TEST(Instant, PrintsAtAnOffset) {
  const Instant t = at("2026-09-21T00:45:12Z");
  EXPECT_EQ(print_instant(t), "2026-09-21T00:45:12Z");
  EXPECT_EQ(print_instant(t, hours(8)), "2026-09-21T08:45:12+08:00");
  EXPECT_EQ(print_instant(t, minutes(-210)), "2026-09-20T21:15:12-03:30");
  EXPECT_EQ(print_instant(t + microseconds(500'000)), "2026-09-21T00:45:12.500Z");
  EXPECT_EQ(print_instant(t + microseconds(5)), "2026-09-21T00:45:12.000005Z");
  EXPECT_EQ(print_instant(Instant::never()), "never");
  EXPECT_EQ(print_instant(Instant::min(), hours(-8)).substr(0, 8), "-290308-"); // no overflow
}

TEST(Date, KnowsCivilDates) {
  EXPECT_EQ(date_of(1970, 1, 1)->days, 0);
  EXPECT_EQ(print_date({-1}), "1969-12-31");
  EXPECT_EQ(weekday(*parse_date("2026-09-21")), 0); // a Monday
  EXPECT_EQ(weekday({-4}), 6);                      // Sunday 1969-12-28
  for (const char* text : {"2026-02-30", "2026-9-1", "20260921", "2026-09-21 ", "0000-01-01", ""})
    EXPECT_EQ(parse_date(text).error().code, Code::parse) << text;
  EXPECT_FALSE(date_of(2025, 2, 29).has_value());
  EXPECT_FALSE(date_of(2025, 0, 1).has_value());
}

RC_GTEST_PROP(DateProperty, AgreesWithTheStandardLibrary, ()) {
  const auto days = *rc::gen::inRange<std::int32_t>(-700'000, 2'900'000);
  const std::chrono::year_month_day oracle{std::chrono::sys_days{std::chrono::days{days}}};
  const CivilDate date = civil({days});
  RC_ASSERT(date.year == static_cast<int>(oracle.year()));
  RC_ASSERT(date.month == static_cast<unsigned>(oracle.month()));
  RC_ASSERT(date.day == static_cast<unsigned>(oracle.day()));
  RC_ASSERT(date_of(date.year, date.month, date.day)->days == days);
  const std::chrono::weekday day{std::chrono::sys_days{std::chrono::days{days}}};
  RC_ASSERT(weekday({days}) + 1 == static_cast<int>(day.iso_encoding()));
}

RC_GTEST_PROP(InstantProperty, PrintedReadsBackTheSameAtAnyOffset, ()) {
  const Instant t{*rc::gen::inRange<std::int64_t>(-2'208'900'000'000'000, 7'289'500'000'000'000)};
  const Duration offset = minutes(*rc::gen::inRange(-900, 900));
  RC_ASSERT(at(print_instant(t)) == t);
  RC_ASSERT(at(print_instant(t, offset)) == t);
}

TEST(Duration, ReadsDaysAndSmallerParts) {
  EXPECT_EQ(parse_duration("P1DT2H").value(), hours(26));
  EXPECT_EQ(parse_duration("PT0.5S").value(), microseconds(500'000));
  EXPECT_EQ(parse_duration("-PT1M").value(), minutes(-1));
  EXPECT_EQ(parse_duration("PT90M").value(), minutes(90));
  EXPECT_EQ(parse_duration("PT0S").value(), Duration{});
  EXPECT_EQ(parse_duration("-PT9223372036854.775808S").value().us, INT64_MIN);
  for (const char* text :
       {"",     "P",      "PT",     "P1DT",   "1D",    "P1M",   "P1Y",          "PT1D",
        "P1H",  "PT1M1H", "PT1M1M", "PT0.5M", "PT1.S", "PT.5S", "PT0.1234567S", "P-1D",
        "+P1D", "P1D ",   "p1d",    "PT1S1S"})
    EXPECT_EQ(parse_duration(text).error().code, Code::parse) << text;
  EXPECT_EQ(parse_duration("P999999999999999999999999999D").error().code, Code::limit);
  EXPECT_EQ(parse_duration("PT9223372036854.775808S").error().code, Code::limit);
}

TEST(Duration, PrintsTheShortForm) {
  EXPECT_EQ(print_duration(hours(26)), "P1DT2H");
  EXPECT_EQ(print_duration({}), "PT0S");
  EXPECT_EQ(print_duration({-1'500'000}), "-PT1.5S");
  EXPECT_EQ(print_duration(hours(48)), "P2D");
}

RC_GTEST_PROP(DurationProperty, PrintedReadsBackTheSame, (std::int64_t us)) {
  RC_ASSERT(parse_duration(print_duration({us})).value() == Duration{us});
}

} // namespace
} // namespace amends
