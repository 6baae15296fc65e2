// FEEL's dates, times and durations: reading, printing, comparing and counting with them.
#pragma once

#include "rules/datum.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace amends::rules {

inline constexpr std::int64_t us_per_second = 1'000'000;
inline constexpr std::int64_t us_per_day = 86'400 * us_per_second;

// Each answers no value for a text that is not one.
[[nodiscard]] std::optional<Date> read_date(std::string_view text);              // 2026-09-21
[[nodiscard]] std::optional<TimeOfDay> read_time(std::string_view text);         // 08:00:00+08:00
[[nodiscard]] std::optional<DateTime> read_date_time(std::string_view text);     // date T time
[[nodiscard]] std::optional<Duration> read_days_duration(std::string_view text); // P1DT2H
[[nodiscard]] std::optional<Months> read_months_duration(std::string_view text); // P1Y2M
// Whatever of the five `text` is; null for none.
[[nodiscard]] Datum read_temporal(std::string_view text);

[[nodiscard]] std::string print_iso(Date date);
[[nodiscard]] std::string print_iso(const TimeOfDay& time);
[[nodiscard]] std::string print_iso(const DateTime& date_time);
[[nodiscard]] std::string print_iso(Duration duration);
[[nodiscard]] std::string print_iso(Months months);

[[nodiscard]] bool valid_date(std::int64_t year, std::int64_t month, std::int64_t day);
[[nodiscard]] std::optional<Date> make_date(std::int64_t year, std::int64_t month,
                                            std::int64_t day);

// Microseconds since 1970-01-01T00:00:00 of its own clock, and of UTC where that is known.
[[nodiscard]] std::int64_t local_us(const DateTime& t);
[[nodiscard]] std::optional<std::int64_t> utc_us(const DateTime& t);
[[nodiscard]] std::optional<std::int64_t> utc_us(const TimeOfDay& t);
[[nodiscard]] DateTime date_time_of(std::int64_t local_us, const Zone& zone);
// Do the two run on one clock (both of known offset, both local, or the same named zone)?
[[nodiscard]] bool same_clock(const Zone& a, const Zone& b);
// a - b where the two run on one clock.
[[nodiscard]] std::optional<std::int64_t> difference_us(const DateTime& a, const DateTime& b);
[[nodiscard]] std::optional<std::int64_t> difference_us(const TimeOfDay& a, const TimeOfDay& b);

// The last day of the month where the day does not exist in it (31 January + 1 month).
[[nodiscard]] std::optional<Date> add_months(Date date, std::int64_t months);

} // namespace amends::rules
