// The project's own vectors: the questions a shop asks, with answers worked out by hand.
#include "helpers.hpp"

namespace amends {
namespace {

using namespace testing_calendar;

TEST(Algebra, ASpanUsedUpAtClosingIsDueAtClosing) {
  const auto c = desk();
  EXPECT_EQ(show(*c, c->add(at("2026-06-01T17:00:00+08:00"), hours(1))),
            "2026-06-01T18:00:00+08:00");
  EXPECT_EQ(show(*c, c->add(at("2026-06-01T11:00:00+08:00"), hours(1))),
            "2026-06-01T12:00:00+08:00");
  EXPECT_EQ(show(*c, c->add(at("2026-06-02T10:00:00+08:00"), hours(-1))),
            "2026-06-02T09:00:00+08:00");
  EXPECT_EQ(show(*c, c->add(at("2026-06-02T10:00:00+08:00"), hours(-2))),
            "2026-06-01T17:00:00+08:00");
}

TEST(Algebra, MicrosecondsAreKept) {
  const auto c = desk();
  EXPECT_EQ(show(*c, c->add(at("2026-06-01T17:59:59.999999+08:00"), microseconds(2))),
            "2026-06-02T09:00:00.000001+08:00");
  EXPECT_EQ(
      c->between(at("2026-06-01T11:59:59.999999+08:00"), at("2026-06-01T13:00:00.000001+08:00"))
          ->value,
      microseconds(2));
  EXPECT_EQ(show(*c, c->add(at("2026-06-01T12:00:00+08:00"), microseconds(1))),
            "2026-06-01T13:00:00.000001+08:00");
}

TEST(Algebra, MakeUpDaysCountAndHolidaysDoNot) {
  const auto c = desk();
  // Wed 30 Sep 17:00: 1 h; 1-7 Oct off; 8, 9 Oct and the make-up Saturday 10 Oct.
  EXPECT_EQ(show(*c, c->add(at("2026-09-30T17:00:00+08:00"), hours(20))),
            "2026-10-10T12:00:00+08:00");
  EXPECT_EQ(c->between(at("2026-09-30T00:00:00+08:00"), at("2026-10-12T00:00:00+08:00"))->value,
            hours(32));
  EXPECT_EQ(print_date(c->working_days(at("2026-09-30T23:59:00+08:00"), 3)->value), "2026-10-10");
}

TEST(Algebra, OpenIsHalfOpen) {
  const auto c = desk();
  EXPECT_TRUE(c->is_open(at("2026-06-01T09:00:00+08:00"))->value);
  EXPECT_TRUE(c->is_open(at("2026-06-01T11:59:59.999999+08:00"))->value);
  EXPECT_FALSE(c->is_open(at("2026-06-01T12:00:00+08:00"))->value);
  EXPECT_FALSE(c->is_open(at("2026-06-01T08:59:59.999999+08:00"))->value);
}

TEST(Algebra, NextOpenAndPrevClose) {
  const auto c = desk();
  EXPECT_EQ(show(*c, c->next_open(at("2026-06-01T12:00:00+08:00"))), "2026-06-01T13:00:00+08:00");
  EXPECT_EQ(show(*c, c->next_open(at("2026-06-01T10:30:00+08:00"))), "2026-06-01T10:30:00+08:00");
  EXPECT_EQ(show(*c, c->prev_close(at("2026-06-01T12:30:00+08:00"))), "2026-06-01T12:00:00+08:00");
  EXPECT_EQ(show(*c, c->prev_close(at("2026-06-01T12:00:00+08:00"))), "2026-06-01T12:00:00+08:00");
  EXPECT_EQ(show(*c, c->prev_close(at("2026-06-01T09:00:00+08:00"))), "2026-05-29T18:00:00+08:00");
}

TEST(Algebra, NightShiftsBelongToTheDateTheyStartOn) {
  const auto c = calendar(R"({"timezone":"UTC","week":{"fri":"22:00-30:00"},
                              "dates":{"2026-06-12":"closed"}})");
  EXPECT_TRUE(c->is_open(at("2026-06-06T05:59:00Z"))->value);  // Saturday morning of Friday's shift
  EXPECT_FALSE(c->is_open(at("2026-06-13T05:59:00Z"))->value); // that Friday was closed
}

TEST(Algebra, AroundTheClockEqualsTheClock) {
  const auto c = calendar(R"({"timezone":"America/New_York","week":{"mon-sun":"00:00-24:00"}})");
  const Instant t = at("2026-03-07T12:34:56Z");
  EXPECT_EQ(c->add(t, hours(72))->value, t + hours(72));
  EXPECT_EQ(c->between(t, t + hours(72))->value, hours(72));
}

TEST(Algebra, DaylightSavingIsRealTimeAlsoBehindTheLastListedYear) {
  const auto c = calendar(R"({"timezone":"America/New_York","week":{"mon-sun":"00:00-24:00"}})");
  // 12 Mar 2045 and 5 Nov 2045 are the Sundays of change by today's rule.
  EXPECT_EQ(c->between(at("2045-03-12T05:00:00Z"), at("2045-03-13T04:00:00Z"))->value, hours(23));
  EXPECT_EQ(print_instant(at("2045-07-01T12:00:00Z"), *c->offset_at(at("2045-07-01T12:00:00Z"))),
            "2045-07-01T08:00:00-04:00");
}

TEST(Algebra, ADayThatDoesNotExistHasNoHours) {
  // Samoa went from 29 to 31 December 2011.
  const auto c = calendar(R"({"timezone":"Pacific/Apia","week":{"mon-sun":"09:00-17:00"}})");
  EXPECT_EQ(c->between(at("2011-12-29T00:00:00-10:00"), at("2012-01-01T00:00:00+14:00"))->value,
            hours(16));
}

TEST(Algebra, NothingEverOpensIsNeverAndNotALoop) {
  for (const std::string_view spec :
       {R"({"timezone":"UTC","week":{}})", R"({"timezone":"UTC","holidays":["CN"]})",
        R"({"timezone":"UTC","week":{"mon":"closed"},"dates":{"2026-01-01":[]}})"}) {
    const auto c = calendar(spec);
    const Instant t = at("2026-06-01T00:00:00Z");
    EXPECT_TRUE(c->never_opens());
    EXPECT_EQ(c->add(t, hours(1))->value, Instant::never());
    EXPECT_EQ(c->add(t, hours(-1))->value, Instant::never());
    EXPECT_EQ(c->add(t, {})->value, t);
    EXPECT_EQ(c->next_open(t)->value, Instant::never());
    EXPECT_EQ(c->prev_close(t)->value, Instant::never());
    EXPECT_EQ(c->between(t, t + hours(1000))->value, Duration{});
  }
}

TEST(Algebra, AfterTheLastDatedHoursNothingOpens) {
  const auto c = calendar(R"({"timezone":"UTC","dates":{"2026-06-02":"09:00-10:00"}})");
  EXPECT_EQ(show(*c, c->add(at("2026-06-01T00:00:00Z"), hours(1))), "2026-06-02T10:00:00Z");
  EXPECT_EQ(show(*c, c->add(at("2026-06-01T00:00:00Z"), hours(2))), "never");
  EXPECT_EQ(show(*c, c->next_open(at("2026-06-02T10:00:00Z"))), "never");
}

TEST(Algebra, BeyondTheHorizonIsAnErrorAndNeverANumber) {
  const auto c = calendar(R"({"timezone":"UTC","week":{"mon-fri":"09:00-17:00"},
                              "horizon":{"from":2026,"to":2026}})");
  const Instant t = at("2026-12-31T12:00:00Z"); // a Thursday: 5 h left in the horizon
  EXPECT_EQ(show(*c, c->add(t, hours(5))), "2026-12-31T17:00:00Z");
  for (const auto& beyond :
       {c->add(t, hours(6)), c->add(at("2026-01-01T00:00:00Z"), hours(-1)),
        c->add(at("2027-01-01T00:00:00.000001Z"), hours(1)),
        c->next_open(at("2026-12-31T17:00:00Z")), c->prev_close(at("2026-01-01T00:00:00Z")),
        c->add(t, {INT64_MAX}), c->add(t, {INT64_MIN})}) {
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.error().code, Code::limit);
    EXPECT_NE(beyond.error().message.find("2026"), std::string::npos);
  }
  EXPECT_FALSE(c->between(t, at("2027-01-02T00:00:00Z")));
  EXPECT_FALSE(c->working_days(t, 1));
}

TEST(Certainty, AnswersThatTouchAnUnpublishedDaySaySo) {
  const auto c = desk();
  const Instant end = at("2027-01-01T00:00:00+08:00");
  const auto inside = c->add(at("2026-12-31T09:00:00+08:00"), hours(8));
  EXPECT_FALSE(inside->certainty.provisional);
  EXPECT_EQ(inside->certainty.certain_until, end);
  EXPECT_TRUE(c->add(at("2026-12-31T09:00:00+08:00"), hours(9))->certainty.provisional);
  EXPECT_TRUE(c->is_open(end)->certainty.provisional);
  EXPECT_FALSE(c->is_open(end - microseconds(1))->certainty.provisional);
  EXPECT_TRUE(
      c->between(at("2017-06-01T00:00:00Z"), at("2018-06-01T00:00:00Z"))->certainty.provisional);
  EXPECT_FALSE(c->between(at("2018-01-01T00:00:00+08:00"), end)->certainty.provisional);
  EXPECT_TRUE(c->working_days(at("2026-12-31T09:00:00+08:00"), 1)->certainty.provisional);
}

TEST(Certainty, WithoutATableEverythingIsCertain) {
  const auto c = calendar(R"({"timezone":"UTC","week":{"mon-fri":"09:00-17:00"},
                              "holidays":["2030-12-25"]})");
  const auto far = c->add(at("2030-12-24T16:00:00Z"), hours(2));
  EXPECT_FALSE(far->certainty.provisional);
  EXPECT_EQ(far->certainty.certain_until, Instant::never());
  EXPECT_EQ(show(*c, far), "2030-12-26T10:00:00Z");
}

TEST(StandardDay, IsTheMostFrequentWeekdayOfTheLongest) {
  EXPECT_EQ(desk()->standard_day(), hours(8));
  EXPECT_EQ(calendar(R"({"timezone":"UTC","week":{"mon-fri":"09:00-17:30","sat":"10:00-14:00"}})")
                ->standard_day(),
            minutes(510));
  EXPECT_EQ(calendar(R"({"timezone":"UTC","week":{"mon":"09:00-17:00","tue":"09:00-12:00"}})")
                ->standard_day(),
            hours(8));
  EXPECT_EQ(calendar(R"({"timezone":"UTC"})")->standard_day(), Duration{});
}

TEST(After, EachSpanCountsItsOwnWay) {
  const auto c = desk();
  const Instant t = at("2026-09-30T17:00:00+08:00");
  const auto ends = [&](std::string_view span) { return show(*c, c->after(t, *parse_span(span))); };
  EXPECT_EQ(ends("24h"), "2026-10-01T17:00:00+08:00");
  EXPECT_EQ(ends("7d"), "2026-10-07T17:00:00+08:00");
  EXPECT_EQ(ends("2 open h"), "2026-10-08T10:00:00+08:00");
  EXPECT_EQ(ends("1 open d"), "2026-10-08T17:00:00+08:00");
  EXPECT_EQ(ends("3 workdays"), "2026-10-11T00:00:00+08:00"); // 8, 9, 10 October
  EXPECT_EQ(ends("0h"), "2026-09-30T17:00:00+08:00");
}

TEST(Explain, CountsIntervalsAndNamesTheDaysSkipped) {
  const auto c =
      calendar(R"({"timezone":"Asia/Shanghai","week":{"mon-fri":"09:00-12:00, 13:00-18:00"},
                              "holidays":["CN"],"dates":{"2026-10-09":"closed"}})");
  const auto why = c->explain(at("2026-09-30T16:00:00+08:00"), at("2026-10-10T10:00:00+08:00"));
  ASSERT_TRUE(why);
  std::vector<std::string> counted;
  for (const OpenSpan& span : why->counted)
    counted.push_back(print_instant(span.from, hours(8)) + " " + print_instant(span.to, hours(8)));
  EXPECT_EQ(counted,
            (std::vector<std::string>{"2026-09-30T16:00:00+08:00 2026-09-30T18:00:00+08:00",
                                      "2026-10-08T09:00:00+08:00 2026-10-08T12:00:00+08:00",
                                      "2026-10-08T13:00:00+08:00 2026-10-08T18:00:00+08:00",
                                      "2026-10-10T09:00:00+08:00 2026-10-10T10:00:00+08:00"}));
  ASSERT_EQ(why->skipped.size(), 8U);
  EXPECT_EQ(print_date(why->skipped[0].date) + " " + why->skipped[0].zh, "2026-10-01 国庆节");
  EXPECT_EQ(why->skipped[0].en, "National Day");
  EXPECT_EQ(why->skipped[7].en, "closed that day");
}

TEST(Revision, ChangesWithWhatMayChangeAnswers) {
  const auto one = desk();
  EXPECT_EQ(one->revision().size(), 64U);
  EXPECT_EQ(one->revision(), desk()->revision());
  const auto tables = HolidayTables::builtin()->with(
      json(R"({"amends_holidays":1,"region":"CN","years":{"2027":{"off":["2027-01-01"]}}})"));
  ASSERT_TRUE(tables);
  const Json spec =
      json(R"({"timezone":"Asia/Shanghai","week":{"mon-fri":"09:00-12:00, 13:00-18:00"},
                      "holidays":["CN"]})");
  EXPECT_NE((*Calendar::compile(spec, **tables))->revision(), one->revision());
  EXPECT_NE((*tables)->digest(), HolidayTables::builtin()->digest());
  // Another region's table is none of its business.
  const auto other = HolidayTables::builtin()->with(
      json(R"({"amends_holidays":1,"region":"XX","years":{"2027":{"off":["2027-01-01"]}}})"));
  EXPECT_EQ((*Calendar::compile(spec, **other))->revision(), one->revision());
}

} // namespace
} // namespace amends
