#include "rules/temporal.hpp"

#include <array>
#include <limits>

namespace amends::rules {
namespace {

constexpr std::int64_t greatest_year = 5'000'000; // Date holds days in 32 bits

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

std::string two(std::int64_t n) {
  std::string text = std::to_string(n);
  return text.size() < 2 ? "0" + text : text;
}

// ".5" for 500 000 us, nothing for 0.
std::string fraction_text(std::int64_t us) {
  if (us == 0)
    return {};
  std::string digits = std::to_string(us);
  digits.insert(0, 6 - digits.size(), '0');
  while (digits.back() == '0')
    digits.pop_back();
  return "." + digits;
}

std::string zone_text(const Zone& zone) {
  if (zone.kind == Zone::Kind::local)
    return {};
  if (zone.kind == Zone::Kind::named)
    return "@" + zone.name;
  if (zone.offset_s == 0)
    return "Z";
  const std::int64_t s = zone.offset_s < 0 ? -zone.offset_s : zone.offset_s;
  std::string text = (zone.offset_s < 0 ? "-" : "+") + two(s / 3600) + ":" + two(s / 60 % 60);
  if (s % 60 != 0)
    text += ":" + two(s % 60);
  return text;
}

std::string time_text(std::int64_t us) {
  const std::int64_t s = us / us_per_second;
  return two(s / 3600) + ":" + two(s / 60 % 60) + ":" + two(s % 60) +
         fraction_text(us % us_per_second);
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

bool valid_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -greatest_year || year > greatest_year || month < 1 || month > 12 || day < 1)
    return false;
  static constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= lengths[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (!valid_date(year, month, day))
    return std::nullopt;
  auto date =
      date_of(static_cast<int>(year), static_cast<unsigned>(month), static_cast<unsigned>(day));
  if (!date)
    return std::nullopt;
  return *date;
}

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

std::string print_iso(Date date) {
  const CivilDate c = civil(date);
  std::string year = std::to_string(c.year < 0 ? -c.year : c.year);
  if (year.size() < 4)
    year.insert(0, 4 - year.size(), '0');
  return (c.year < 0 ? "-" : "") + year + "-" + two(c.month) + "-" + two(c.day);
}

std::string print_iso(const TimeOfDay& time) { return time_text(time.us) + zone_text(time.zone); }

std::string print_iso(const DateTime& t) {
  return print_iso(t.date) + "T" + time_text(t.us) + zone_text(t.zone);
}

std::string print_iso(Duration duration) {
  if (duration.us == 0)
    return "PT0S";
  const std::uint64_t us = duration.us < 0 ? 0 - static_cast<std::uint64_t>(duration.us)
                                           : static_cast<std::uint64_t>(duration.us);
  const auto day = static_cast<std::uint64_t>(us_per_day);
  std::string text = duration.us < 0 ? "-P" : "P";
  if (us >= day)
    text += std::to_string(us / day) + "D";
  const std::uint64_t rest = us % day;
  if (rest == 0)
    return text;
  text += "T";
  const std::uint64_t s = rest / 1'000'000;
  if (s >= 3600)
    text += std::to_string(s / 3600) + "H";
  if (s / 60 % 60 != 0)
    text += std::to_string(s / 60 % 60) + "M";
  const auto fraction = static_cast<std::int64_t>(rest % 1'000'000);
  if (s % 60 != 0 || fraction != 0)
    text += std::to_string(s % 60) + fraction_text(fraction) + "S";
  return text;
}

std::string print_iso(Months months) {
  if (months.n == 0)
    return "P0M";
  const std::int64_t n = months.n < 0 ? -months.n : months.n;
  std::string text = months.n < 0 ? "-P" : "P";
  if (n >= 12)
    text += std::to_string(n / 12) + "Y";
  if (n % 12 != 0)
    text += std::to_string(n % 12) + "M";
  return text;
}

std::int64_t local_us(const DateTime& t) {
  std::int64_t us = 0;
  if (__builtin_mul_overflow(std::int64_t{t.date.days}, us_per_day, &us) ||
      __builtin_add_overflow(us, t.us, &us))
    return t.date.days < 0 ? std::numeric_limits<std::int64_t>::min() / 2
                           : std::numeric_limits<std::int64_t>::max() / 2;
  return us;
}

std::optional<std::int64_t> utc_us(const DateTime& t) {
  if (t.zone.kind != Zone::Kind::offset)
    return std::nullopt;
  return local_us(t) - t.zone.offset_s * us_per_second;
}

std::optional<std::int64_t> utc_us(const TimeOfDay& t) {
  if (t.zone.kind != Zone::Kind::offset)
    return std::nullopt;
  return t.us - t.zone.offset_s * us_per_second;
}

DateTime date_time_of(std::int64_t us, const Zone& zone) {
  std::int64_t days = us / us_per_day;
  std::int64_t rest = us % us_per_day;
  if (rest < 0) {
    rest += us_per_day;
    --days;
  }
  return {Date{static_cast<std::int32_t>(days)}, rest, zone};
}

bool same_clock(const Zone& a, const Zone& b) {
  return a.kind == b.kind && (a.kind != Zone::Kind::named || a.name == b.name);
}

std::optional<std::int64_t> difference_us(const DateTime& a, const DateTime& b) {
  if (!same_clock(a.zone, b.zone))
    return std::nullopt;
  if (a.zone.kind == Zone::Kind::offset)
    return *utc_us(a) - *utc_us(b);
  return local_us(a) - local_us(b);
}

std::optional<std::int64_t> difference_us(const TimeOfDay& a, const TimeOfDay& b) {
  if (!same_clock(a.zone, b.zone))
    return std::nullopt;
  if (a.zone.kind == Zone::Kind::offset)
    return *utc_us(a) - *utc_us(b);
  return a.us - b.us;
}

std::optional<Date> add_months(Date date, std::int64_t months) {
  const CivilDate c = civil(date);
  std::int64_t index = 0;
  if (__builtin_add_overflow(std::int64_t{c.year} * 12 + c.month - 1, months, &index))
    return std::nullopt;
  std::int64_t year = index / 12;
  std::int64_t month = index % 12;
  if (month < 0) {
    month += 12;
    --year;
  }
  std::int64_t day = c.day;
  while (day > 28 && !valid_date(year, month + 1, day))
    --day;
  return make_date(year, month + 1, day);
}

} // namespace amends::rules
