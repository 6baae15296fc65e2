// What a compiled calendar holds.
#pragma once

#include "calendar/holidays.hpp"
#include "calendar/open_time.hpp"
#include "calendar/spec.hpp"
#include "calendar/zone.hpp"

#include "amends/calendar.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace amends {

struct Calendar::Compiled {
  // What a date is, as bits. `opens`: hours start on it (override, then table, then week). The
  // others come from the regional tables and plain dates alone.
  static constexpr std::uint8_t opens = 1;
  static constexpr std::uint8_t off = 2;
  static constexpr std::uint8_t makeup = 4;

  Compiled(calendar::Spec written, HolidayTables used)
      : spec(std::move(written)), tables(std::move(used)) {}

  calendar::Spec spec;
  HolidayTables tables;
  calendar::Zone zone;
  calendar::OpenTime open;
  Date first_date;                    // of `kind`
  std::vector<std::uint8_t> kind;     // by date
  std::vector<std::uint16_t> opened;  // dates with `opens` before each date, and their total
  std::vector<std::uint16_t> opening; // the n-th date with `opens`
  // The run of published days; both min() and never() where no table is used.
  Instant certain_from = Instant::min();
  Instant certain_until = Instant::never();
  std::uint8_t weekend = 0b1100000; // of all used regions together, a bit a weekday
  Duration standard_day;
  bool never_opens = false; // no hours anywhere
  bool only_dated = false;  // no weekly hours: outside the dated ones nothing ever opens
  std::string revision;

  // `written`: the calendar's own part of the revision.
  [[nodiscard]] static Result<std::shared_ptr<const Compiled>> make(calendar::Spec spec,
                                                                    const HolidayTables& tables,
                                                                    std::string written,
                                                                    const std::string& where);

  [[nodiscard]] bool has(Date date) const {
    return date >= first_date &&
           date.days - first_date.days < static_cast<std::int32_t>(kind.size());
  }
  [[nodiscard]] std::uint8_t kind_of(Date date) const {
    return kind[static_cast<std::size_t>(date.days - first_date.days)];
  }
  // A legal working day: not off, and outside the weekend or a make-up day.
  [[nodiscard]] bool works(Date date) const {
    const std::uint8_t k = kind_of(date);
    return (k & off) == 0 && ((k & makeup) != 0 || (weekend >> weekday(date) & 1) == 0);
  }
  [[nodiscard]] const calendar::Hours& hours_of(Date date) const;
  [[nodiscard]] Date date_of(Instant t) const;
  // Midnight at the start of the date.
  [[nodiscard]] Instant start_of(Date date) const;
  // Error `limit` with the horizon in words.
  [[nodiscard]] Error beyond() const;
  // Of an answer that looked at the days of [from, to).
  [[nodiscard]] Certainty certainty(Instant from, Instant to) const {
    return {from < certain_from || to > certain_until, certain_until};
  }
};

} // namespace amends
