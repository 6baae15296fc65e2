#include "rules/temporal.hpp"

#include <array>
#include <limits>

namespace amends::rules {
namespace {

constexpr std::int64_t greatest_year = 5'000'000; // Date holds days in 32 bits

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
