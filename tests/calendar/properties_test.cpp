// The laws of working time, over random calendars, zones and instants.
#include "helpers.hpp"

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>

namespace amends {
namespace {

using namespace testing_calendar;

constexpr std::array<std::string_view, 6> zones{"Asia/Shanghai",       "America/New_York",
                                                "Europe/Berlin",       "Asia/Kathmandu",
                                                "Australia/Lord_Howe", "Africa/Casablanca"};

// A random week of up to three shifts a day (some past midnight), dated hours and breaks.
std::shared_ptr<const Calendar> any_calendar() {
  const auto minute_text = [](int minute) {
    const int h = minute / 60;
    const int m = minute % 60;
    return std::string(h < 10 ? "0" : "") + std::to_string(h) + (m < 10 ? ":0" : ":") +
           std::to_string(m);
  };
  const auto hours_text = [&](int shifts) {
    std::string text;
    int minute = *rc::gen::inRange(0, 600);
    for (int i = 0; i < shifts; ++i) {
      const int open = minute;
      const int close = open + *rc::gen::inRange(1, i + 1 == shifts ? 700 : 250);
      text += (text.empty() ? "" : ", ") + minute_text(open) + "-" + minute_text(close);
      minute = close + *rc::gen::inRange(0, 120);
      if (minute >= 1440)
        break;
    }
    return text.empty() ? std::string("closed") : text;
  };
  std::string spec = "{\"timezone\":\"" +
                     std::string(zones[*rc::gen::inRange<std::size_t>(0, zones.size())]) +
                     "\",\"horizon\":{\"from\":2023,\"to\":2027},\"holidays\":[" +
                     (*rc::gen::arbitrary<bool>() ? "\"CN\"" : "") + "],\"week\":{";
  const std::array<std::string_view, 7> days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  for (std::size_t i = 0; i < days.size(); ++i)
    spec += (i == 0 ? "\"" : ",\"") + std::string(days[i]) + "\":\"" +
            hours_text(i == 0 ? 2 : *rc::gen::inRange(0, 4)) + "\"";
  spec += "},\"dates\":{\"2024-10-03\":\"" + hours_text(*rc::gen::inRange(0, 3)) +
          "\"},\"breaks\":{\"2024-10-04\":\"" + hours_text(1) + "\"}}";
  return calendar(spec);
}

// Half of them close to a change of clocks or a make-up day, to the microsecond.
Instant any_instant() {
  static const std::array<Instant, 6> near{at("2024-03-10T07:00:00Z"), at("2024-03-31T01:00:00Z"),
                                           at("2024-10-27T01:00:00Z"), at("2024-11-03T06:00:00Z"),
                                           at("2024-09-29T00:00:00Z"), at("2024-10-04T00:00:00Z")};
  const Instant base = *rc::gen::arbitrary<bool>()
                           ? near[*rc::gen::inRange<std::size_t>(0, near.size())]
                           : at("2024-01-01T00:00:00Z") + hours(*rc::gen::inRange(0, 366 * 24));
  return base + microseconds(*rc::gen::inRange<std::int64_t>(-200'000'000'000, 200'000'000'000));
}

Duration between(const Calendar& c, Instant a, Instant b) { return c.between(a, b)->value; }

// What a few weeks hold, so that two of them stay inside the horizon both ways.
Duration any_span(const Calendar& c, Instant t) {
  const Duration month = between(c, t, t + hours(30 * 24));
  const Duration last = between(c, t - hours(30 * 24), t);
  return {*rc::gen::inRange<std::int64_t>(1, std::max<std::int64_t>(2, std::min(month, last).us))};
}

RC_GTEST_PROP(Laws, BetweenIsAdditiveAndSigned, ()) {
  const auto c = any_calendar();
  const Instant x = any_instant(), y = any_instant(), z = any_instant();
  RC_ASSERT(between(*c, x, y).us + between(*c, y, z).us == between(*c, x, z).us);
  RC_ASSERT(between(*c, x, y).us == -between(*c, y, x).us);
  RC_ASSERT(between(*c, x, x).us == 0);
}

RC_GTEST_PROP(Laws, BetweenGrowsAtMostAsFastAsTheClock, ()) {
  const auto c = any_calendar();
  const Instant x = any_instant();
  const Duration real{*rc::gen::inRange<std::int64_t>(0, hours(100).us)};
  const Duration open = between(*c, x, x + real);
  RC_ASSERT(open.us >= 0);
  RC_ASSERT(open <= real);
}

RC_GTEST_PROP(Laws, AddIsTheEarliestInstantWithTheSpanUsedUp, ()) {
  const auto c = any_calendar();
  const Instant t = any_instant();
  const Duration s = any_span(*c, t);
  const Instant u = c->add(t, s)->value;
  RC_ASSERT(u >= t);
  RC_ASSERT(between(*c, t, u) == s);                  // inverse
  RC_ASSERT(between(*c, t, u - microseconds(1)) < s); // earliest
}

RC_GTEST_PROP(Laws, SubtractingIsTheMirror, ()) {
  const auto c = any_calendar();
  const Instant t = any_instant();
  const Duration s = any_span(*c, t);
  const Instant u = c->add(t, {-s.us})->value;
  RC_ASSERT(u <= t);
  RC_ASSERT(between(*c, u, t) == s);
  RC_ASSERT(between(*c, u + microseconds(1), t) < s); // latest
}

RC_GTEST_PROP(Laws, AddIsMonotoneAndComposes, ()) {
  const auto c = any_calendar();
  const Instant x = any_instant();
  const Instant y = x + Duration{*rc::gen::inRange<std::int64_t>(0, hours(60).us)};
  const Duration a = any_span(*c, x), b = any_span(*c, x);
  RC_ASSERT(c->add(x, a)->value <= c->add(y, a)->value);
  RC_ASSERT(c->add(c->add(x, a)->value, b)->value == c->add(x, {a.us + b.us})->value);
}

RC_GTEST_PROP(Laws, OpenAgreesWithBetween, ()) {
  const auto c = any_calendar();
  const Instant t = any_instant();
  RC_ASSERT(c->is_open(t)->value == (between(*c, t, t + microseconds(1)).us == 1));
  const Instant open = c->next_open(t)->value;
  RC_ASSERT(open >= t);
  RC_ASSERT(c->is_open(open)->value);
  RC_ASSERT(between(*c, t, open).us == 0);
  const Instant close = c->prev_close(t)->value;
  RC_ASSERT(close <= t);
  RC_ASSERT(c->is_open(close - microseconds(1))->value);
  RC_ASSERT(between(*c, close, t).us == 0);
}

RC_GTEST_PROP(Laws, TheExplanationAddsUp, ()) {
  const auto c = any_calendar();
  const Instant x = any_instant();
  const Instant y = x + Duration{*rc::gen::inRange<std::int64_t>(0, hours(400).us)};
  const auto why = c->explain(x, y);
  Duration sum;
  Instant last = x;
  for (const OpenSpan& span : why->counted) {
    RC_ASSERT(span.from >= last && span.to > span.from && span.to <= y);
    sum.us += (span.to - span.from).us;
    last = span.to;
  }
  RC_ASSERT(sum == between(*c, x, y));
}

RC_GTEST_PROP(Laws, WorkingDaysStepOneByOne, ()) {
  const auto c = any_calendar();
  const Instant t = any_instant();
  const std::int64_t n = *rc::gen::inRange(1, 60);
  const Date first = c->working_days(t, n)->value;
  RC_ASSERT(first > *c->local_date(t));
  const Instant noon =
      Instant{} + seconds(std::int64_t{first.days} * 86'400 + 43'200) - *c->offset_at(t);
  RC_ASSERT(c->working_days(noon, 1)->value == c->working_days(t, n + 1)->value);
}

} // namespace
} // namespace amends
