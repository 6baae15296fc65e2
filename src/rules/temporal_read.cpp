// Texts to dates, times and durations.
#include "rules/temporal.hpp"

namespace amends::rules {
namespace {

// Reads a text from the left; every reader answers no value and the caller gives up.
struct Reader {
  std::string_view rest;

  bool take(char c) {
    if (rest.empty() || rest.front() != c)
      return false;
    rest.remove_prefix(1);
    return true;
  }
  [[nodiscard]] std::size_t digits_ahead() const {
    std::size_t n = 0;
    while (n < rest.size() && rest[n] >= '0' && rest[n] <= '9')
      ++n;
    return n;
  }
  std::optional<std::int64_t> number(std::size_t least, std::size_t most) {
    const std::size_t n = digits_ahead();
    if (n < least || n > most)
      return std::nullopt;
    std::int64_t value = 0;
    for (std::size_t i = 0; i < n; ++i)
      value = value * 10 + (rest[i] - '0');
    rest.remove_prefix(n);
    return value;
  }
  // The digits after a point as microseconds; digits beyond the sixth are dropped.
  std::optional<std::int64_t> fraction_us() {
    const std::size_t n = digits_ahead();
    if (n == 0)
      return std::nullopt;
    std::int64_t us = 0;
    for (std::size_t i = 0; i < 6; ++i)
      us = us * 10 + (i < n ? rest[i] - '0' : 0);
    rest.remove_prefix(n);
    return us;
  }
};

std::optional<Date> date_part(Reader& r) {
  const bool negative = r.take('-');
  const std::size_t width = r.digits_ahead();
  if (width > 4 && r.rest.front() == '0')
    return std::nullopt;
  const auto year = r.number(4, 9);
  if (!year || !r.take('-'))
    return std::nullopt;
  const auto month = r.number(2, 2);
  if (!month || !r.take('-'))
    return std::nullopt;
  const auto day = r.number(2, 2);
  if (!day)
    return std::nullopt;
  return make_date(negative ? -*year : *year, *month, *day);
}

std::optional<Zone> zone_part(Reader& r) {
  Zone zone;
  if (r.rest.empty())
    return zone;
  if (r.take('Z') || r.take('z')) {
    zone.kind = Zone::Kind::offset;
    return zone;
  }
  if (r.take('@')) {
    if (r.rest.empty())
      return std::nullopt;
    for (const char c : r.rest)
      if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
            c == '/' || c == '_' || c == '-' || c == '+'))
        return std::nullopt;
    zone.kind = Zone::Kind::named;
    zone.name = std::string(r.rest);
    r.rest = {};
    if (zone.name == "Etc/UTC" || zone.name == "UTC" || zone.name == "Z")
      zone.kind = Zone::Kind::offset;
    return zone;
  }
  const bool negative = !r.rest.empty() && r.rest.front() == '-';
  if (!r.take('-') && !r.take('+'))
    return std::nullopt;
  const auto hour = r.number(2, 2);
  if (!hour || *hour > 18 || !r.take(':'))
    return std::nullopt;
  const auto minute = r.number(2, 2);
  if (!minute || *minute > 59)
    return std::nullopt;
  std::int64_t second = 0;
  if (r.take(':')) {
    const auto s = r.number(2, 2);
    if (!s || *s > 59)
      return std::nullopt;
    second = *s;
  }
  const std::int64_t offset = *hour * 3600 + *minute * 60 + second;
  zone.kind = Zone::Kind::offset;
  zone.offset_s = static_cast<std::int32_t>(negative ? -offset : offset);
  return zone;
}

std::optional<TimeOfDay> time_part(Reader& r) {
  const auto hour = r.number(2, 2);
  if (!hour || !r.take(':'))
    return std::nullopt;
  const auto minute = r.number(2, 2);
  if (!minute || !r.take(':'))
    return std::nullopt;
  const auto second = r.number(2, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 59)
    return std::nullopt;
  TimeOfDay time;
  time.us = ((*hour * 60 + *minute) * 60 + *second) * us_per_second;
  if (r.take('.')) {
    const auto us = r.fraction_us();
    if (!us)
      return std::nullopt;
    time.us += *us;
  }
  auto zone = zone_part(r);
  if (!zone)
    return std::nullopt;
  time.zone = std::move(*zone);
  return time;
}

// One "12D" of a duration: adds number x unit when the letter follows; false on overflow.
bool part(Reader& r, char letter, std::int64_t unit, std::int64_t& total, bool& any) {
  Reader ahead = r;
  const auto n = ahead.number(1, 15);
  if (!n || !ahead.take(letter))
    return true;
  std::int64_t us = 0;
  if (__builtin_mul_overflow(*n, unit, &us) || __builtin_add_overflow(total, us, &total))
    return false;
  any = true;
  r = ahead;
  return true;
}

} // namespace

std::optional<Date> read_date(std::string_view text) {
  Reader r{text};
  auto date = date_part(r);
  return r.rest.empty() ? date : std::nullopt;
}

std::optional<TimeOfDay> read_time(std::string_view text) {
  Reader r{text};
  auto time = time_part(r);
  return r.rest.empty() ? time : std::nullopt;
}

std::optional<DateTime> read_date_time(std::string_view text) {
  Reader r{text};
  const auto date = date_part(r);
  if (!date)
    return std::nullopt;
  if (r.rest.empty())
    return DateTime{*date, 0, {}};
  if (!r.take('T') && !r.take('t'))
    return std::nullopt;
  auto time = time_part(r);
  if (!time || !r.rest.empty())
    return std::nullopt;
  return DateTime{*date, time->us, std::move(time->zone)};
}

std::optional<Duration> read_days_duration(std::string_view text) {
  Reader r{text};
  const bool negative = r.take('-');
  if (!r.take('P'))
    return std::nullopt;
  std::int64_t total = 0;
  bool any = false;
  if (!part(r, 'D', us_per_day, total, any))
    return std::nullopt;
  if (r.take('T')) {
    any = false;
    if (!part(r, 'H', 3600 * us_per_second, total, any) ||
        !part(r, 'M', 60 * us_per_second, total, any))
      return std::nullopt;
    Reader ahead = r;
    const auto whole = ahead.number(1, 12);
    std::int64_t us = whole ? *whole * us_per_second : 0;
    if (whole && ahead.take('.')) {
      const auto fraction = ahead.fraction_us();
      if (!fraction)
        return std::nullopt;
      us += *fraction;
    }
    if (whole && ahead.take('S')) {
      if (__builtin_add_overflow(total, us, &total))
        return std::nullopt;
      any = true;
      r = ahead;
    }
  }
  if (!any || !r.rest.empty())
    return std::nullopt;
  return Duration{negative ? -total : total};
}

std::optional<Months> read_months_duration(std::string_view text) {
  Reader r{text};
  const bool negative = r.take('-');
  if (!r.take('P'))
    return std::nullopt;
  std::int64_t total = 0;
  bool any = false;
  if (!part(r, 'Y', 12, total, any) || !part(r, 'M', 1, total, any) || !any || !r.rest.empty())
    return std::nullopt;
  return Months{negative ? -total : total};
}

Datum read_temporal(std::string_view text) {
  if (const auto date = read_date(text))
    return *date;
  if (const auto time = read_time(text))
    return *time;
  if (const auto date_time = read_date_time(text))
    return *date_time;
  if (const auto duration = read_days_duration(text))
    return *duration;
  if (const auto months = read_months_duration(text))
    return *months;
  return {};
}

} // namespace amends::rules
