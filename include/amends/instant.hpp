// Points and spans of time. Nothing here knows a calendar or a time zone (calendar.hpp does).
#pragma once

#include "amends/result.hpp"

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace amends {

// A span of elapsed time in microseconds; may be negative.
struct Duration {
  std::int64_t us = 0;
  auto operator<=>(const Duration&) const = default;
};

constexpr Duration microseconds(std::int64_t n) { return {n}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }
constexpr Duration minutes(std::int64_t n) { return seconds(n * 60); }
constexpr Duration hours(std::int64_t n) { return minutes(n * 60); }

// Microseconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Instant {
  std::int64_t us = 0;
  auto operator<=>(const Instant&) const = default;

  static constexpr Instant min() { return {std::numeric_limits<std::int64_t>::min()}; }
  // "Never": later than any instant that can be written down.
  static constexpr Instant never() { return {std::numeric_limits<std::int64_t>::max()}; }
};

constexpr Instant operator+(Instant t, Duration d) { return {t.us + d.us}; }
constexpr Instant operator-(Instant t, Duration d) { return {t.us - d.us}; }
constexpr Duration operator-(Instant a, Instant b) { return {a.us - b.us}; }

// A civil date as days since 1970-01-01.
struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;
};

struct CivilDate {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
};
[[nodiscard]] CivilDate civil(Date date);
// Error `parse` when there is no such day.
[[nodiscard]] Result<Date> date_of(int year, unsigned month, unsigned day);
// 0 = Monday ... 6 = Sunday.
[[nodiscard]] constexpr int weekday(Date date) {
  const int d = (date.days + 3) % 7;
  return d < 0 ? d + 7 : d;
}

// RFC 3339 with offset or Z, years 1900 to 2200, up to six digits of a second; error `parse`
// otherwise ("24:00" and leap seconds too).
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);
// "2026-09-21T00:45:12Z", with as many digits of a second as are needed (0, 3 or 6).
[[nodiscard]] std::string print_instant(Instant t);
// The same at a fixed offset from UTC: "2026-09-21T08:45:12+08:00".
[[nodiscard]] std::string print_instant(Instant t, Duration offset);

[[nodiscard]] Result<Date> parse_date(std::string_view text); // "2026-09-21"
[[nodiscard]] std::string print_date(Date date);

// ISO 8601 spans of days and smaller parts: "P1DT2H", "PT0.5S", "-PT1M".
[[nodiscard]] Result<Duration> parse_duration(std::string_view text);
[[nodiscard]] std::string print_duration(Duration d);

} // namespace amends
