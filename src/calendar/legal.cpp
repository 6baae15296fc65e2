// Legal periods: days, working days, hours, weeks, months, years, from the regional table.
#include "calendar/compiled.hpp"
#include "calendar/fields.hpp"

#include <algorithm>
#include <array>

namespace amends {
namespace {

using Unit = LegalPeriod::Unit;
using From = LegalPeriod::From;
using End = LegalPeriod::End;
using Roll = LegalPeriod::Roll;

constexpr std::array<std::string_view, 6> unit_words{"days",  "working_days", "hours",
                                                     "weeks", "months",       "years"};
constexpr std::array<std::string_view, 2> from_words{"next_day", "same_day"};
constexpr std::array<std::string_view, 2> end_words{"end_of_day", "close"};
constexpr std::array<std::string_view, 3> roll_words{"none", "rest_day", "statutory_holiday"};

// The same day of another month; the last one where that month is shorter.
Date plus_months(Date date, std::int64_t months) {
  const CivilDate c = civil(date);
  const std::int64_t month = c.year * 12LL + c.month - 1 + months;
  const int year = static_cast<int>(month / 12);
  const auto m = static_cast<unsigned>(month % 12) + 1;
  for (unsigned day = c.day;; --day)
    if (const auto found = date_of(year, m, day))
      return *found;
}

} // namespace

Result<LegalPeriod> read_legal_period(const Json& json, const std::string& where) {
  static constexpr std::array<std::string_view, 5> known{"n", "unit", "count_from", "end", "roll"};
  AMENDS_CHECK(calendar::check_fields(json, known, where));
  LegalPeriod period;
  const Json* n = json.find("n");
  if (n == nullptr)
    return Error{Code::parse, "\"n\" is missing: how many units the period has", where + "/n"};
  AMENDS_TRY_ASSIGN(period.n, calendar::read_whole(*n, "n", where + "/n"));
  if (period.n < 1)
    return Error{Code::parse, "a period has at least one unit", where + "/n"};
  AMENDS_TRY_ASSIGN(const std::size_t unit,
                    calendar::word_member(json, "unit", unit_words, {}, where));
  AMENDS_TRY_ASSIGN(const std::size_t from,
                    calendar::word_member(json, "count_from", from_words, 0, where));
  AMENDS_TRY_ASSIGN(const std::size_t end, calendar::word_member(json, "end", end_words, 0, where));
  AMENDS_TRY_ASSIGN(const std::size_t roll,
                    calendar::word_member(json, "roll", roll_words, 0, where));
  period.unit = static_cast<Unit>(unit);
  period.count_from = static_cast<From>(from);
  period.end = static_cast<End>(end);
  period.roll = static_cast<Roll>(roll);
  return period;
}

Result<Timed<Date>> Calendar::legal_date(Instant from, const LegalPeriod& period) const {
  const Compiled& c = *compiled_;
  constexpr std::int64_t most = 60 * 366 * 24;
  if (!c.open.covers(from) || period.n > most)
    return c.beyond();
  if (period.n < 1)
    return Error{Code::parse, "a period has at least one unit", "/n"};
  const Date start = c.date_of(from);
  const std::int32_t n = static_cast<std::int32_t>(period.n);
  const std::int32_t back = period.count_from == From::same_day ? 1 : 0;
  Date day = start;
  switch (period.unit) {
  case Unit::hours: {
    const Instant end = from + hours(n);
    if (!c.open.covers(end))
      return c.beyond();
    return Timed<Date>{c.date_of(end), {false, c.certain_until}};
  }
  case Unit::days: day.days += n - back; break;
  case Unit::weeks: day.days += 7 * n - back; break;
  case Unit::months:
    day = plus_months(start, n);
    day.days -= back;
    break;
  case Unit::years:
    if (period.n > 300)
      return c.beyond();
    day = plus_months(start, 12LL * n);
    day.days -= back;
    break;
  case Unit::working_days: {
    day.days -= back;
    for (std::int64_t left = period.n; left > 0;) {
      ++day.days;
      if (!c.has(day))
        return c.beyond();
      left -= c.works(day) ? 1 : 0;
    }
    break;
  }
  }
  const Date unrolled = day;
  if (!c.has(day))
    return c.beyond();
  while ((period.roll == Roll::rest_day && !c.works(day)) ||
         (period.roll == Roll::statutory_holiday && (c.kind_of(day) & Compiled::off) != 0)) {
    ++day.days;
    if (!c.has(day))
      return c.beyond();
  }
  const Instant end = c.start_of({day.days + 1});
  if (!c.open.covers(end))
    return c.beyond();
  // Which days had to be known: all of them to count working days, the last ones to roll.
  if (period.unit == Unit::working_days)
    return Timed<Date>{day, c.certainty(from, end)};
  if (period.roll != Roll::none)
    return Timed<Date>{day, c.certainty(c.start_of(unrolled), end)};
  return Timed<Date>{day, {false, c.certain_until}};
}

Result<Timed<Instant>> Calendar::legal_period(Instant from, const LegalPeriod& period) const {
  const Compiled& c = *compiled_;
  AMENDS_TRY_ASSIGN(const Timed<Date> date, legal_date(from, period));
  if (period.unit == Unit::hours)
    return Timed<Instant>{from + hours(period.n), date.certainty};
  if (period.end == End::close && !c.hours_of(date.value).empty()) {
    calendar::Zone::Walk walk;
    const std::int64_t local =
        std::int64_t{date.value.days} * 86'400 + c.hours_of(date.value).back().close_s;
    return Timed<Instant>{{c.zone.closing(local, walk) * 1'000'000}, date.certainty};
  }
  return Timed<Instant>{c.start_of({date.value.days + 1}), date.certainty};
}

} // namespace amends
