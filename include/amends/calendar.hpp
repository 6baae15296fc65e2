// Working time. In: a calendar spec (pack JSON or the facts' data form) and regional holiday
// tables. Out: exact answers about open time, each saying whether it leans on unpublished days.
#pragma once

#include "amends/instant.hpp"
#include "amends/json.hpp"
#include "amends/result.hpp"
#include "amends/span.hpp"

#include <memory>
#include <string>
#include <vector>

namespace amends {

// Regional tables of days off and make-up workdays, indexed by date, and the clock changes of zones
// for which a host has newer data than the library. Immutable.
class HolidayTables {
public:
  // The tables shipped with the library (China 2018-2026 published, ...).
  [[nodiscard]] static std::shared_ptr<const HolidayTables> builtin();
  // No region at all: what `with` builds on when everything comes from elsewhere.
  [[nodiscard]] static std::shared_ptr<const HolidayTables> none();
  // These tables with `table` (the shape of docs/calendars.md, or a list of them) replacing or
  // adding (region, year)s, or zones' clock changes from the first that it names on.
  [[nodiscard]] Result<std::shared_ptr<const HolidayTables>> with(const Json& table) const;
  // Everything as a list of tables: none()->with(json()) are these tables again.
  [[nodiscard]] Json json() const;
  [[nodiscard]] std::string digest() const; // 64 hex digits: the holiday part of a revision
  struct Data;
  explicit HolidayTables(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  [[nodiscard]] const Data& data() const { return *data_; }

private:
  std::shared_ptr<const Data> data_;
};

// Does an answer lean on a day whose official table is not out yet?
struct Certainty {
  bool provisional = false;
  Instant certain_until; // end of the published days; never() where no table is used
};
template <class T> struct Timed {
  T value{};
  Certainty certainty;
};

// One day on which no hours start, and why: "国庆节" / "National Day".
struct SkippedDay {
  Date date;
  std::string zh;
  std::string en;
};
struct OpenSpan {
  Instant from;
  Instant to;
};
struct TimeExplanation {
  std::vector<OpenSpan> counted;
  std::vector<SkippedDay> skipped;
};

// A period as laws and promises count it: from the regional table, not from the shop's hours.
struct LegalPeriod {
  enum class Unit : std::uint8_t { days, working_days, hours, weeks, months, years };
  enum class From : std::uint8_t { next_day, same_day }; // same_day: the first day is day 1
  enum class End : std::uint8_t { end_of_day, close };   // 24:00, or the last closing of that date
  // When the last day is off: rest_day moves to the next working day (make-up days are working
  // days), statutory_holiday to the first day that the table does not have off, even a Sunday.
  enum class Roll : std::uint8_t { none, rest_day, statutory_holiday };
  std::int64_t n = 0; // at least 1
  Unit unit = Unit::days;
  From count_from = From::next_day;
  End end = End::end_of_day;
  Roll roll = Roll::none;
};
// {"n":7,"unit":"days","count_from":"next_day","end":"end_of_day","roll":"rest_day"}; `n` and
// `unit` are required. Error `parse` with pointer.
[[nodiscard]] Result<LegalPeriod> read_legal_period(const Json& json,
                                                    const std::string& where = "");

// `add` and `next_open` answer Instant::never() where nothing ever opens.
class Calendar {
public:
  // `where` is the JSON pointer of `spec`, put before those of errors.
  [[nodiscard]] static Result<std::shared_ptr<const Calendar>>
  compile(const Json& spec, const HolidayTables& tables, const std::string& where = "");

  // min{u >= t : W(u) - W(t) >= span}; mirrored for negative spans; add(t, 0) = t.
  [[nodiscard]] Result<Timed<Instant>> add(Instant t, Duration span) const;
  // W(to) - W(from): signed, additive.
  [[nodiscard]] Result<Timed<Duration>> between(Instant from, Instant to) const;
  // Opening counts, closing does not.
  [[nodiscard]] Result<Timed<bool>> is_open(Instant t) const;
  [[nodiscard]] Result<Timed<Instant>> next_open(Instant t) const;
  [[nodiscard]] Result<Timed<Instant>> prev_close(Instant t) const;
  // The n-th (n >= 1) date after that of `from` on which hours start.
  [[nodiscard]] Result<Timed<Date>> working_days(Instant from, std::int64_t n) const;
  // The date on which the period that begins at `from` ends, and the instant: hours to the
  // microsecond, all other units at the end of that date or at its last closing.
  [[nodiscard]] Result<Timed<Date>> legal_date(Instant from, const LegalPeriod& period) const;
  [[nodiscard]] Result<Timed<Instant>> legal_period(Instant from, const LegalPeriod& period) const;
  // Where `span` ends when it begins at `from`, whatever it counts.
  [[nodiscard]] Result<Timed<Instant>> after(Instant from, const Span& span) const;
  // Between two instants in either order.
  [[nodiscard]] Result<TimeExplanation> explain(Instant from, Instant to) const;
  // The days a legal period counted, and those that were no working days or that it moved past.
  [[nodiscard]] Result<TimeExplanation> explain_legal(Instant from,
                                                      const LegalPeriod& period) const;

  // "1 open d": the open time of the weekday length that occurs most often in the week (8 h for
  // Monday to Friday 09-12 and 13-18); of equally frequent ones the longest. 0 without week.
  [[nodiscard]] Duration standard_day() const;
  [[nodiscard]] bool never_opens() const;
  // The same zone and holidays, open for the whole of every legal working day.
  [[nodiscard]] Result<std::shared_ptr<const Calendar>> legal_days() const;

  [[nodiscard]] Result<Duration> offset_at(Instant t) const; // of the calendar's zone from UTC
  [[nodiscard]] Result<Date> local_date(Instant t) const;
  // Midnight at the start of `date` in the calendar's zone; where clocks skip it, the change.
  [[nodiscard]] Result<Instant> start_of(Date date) const;
  [[nodiscard]] const std::string& zone() const;
  // 64 hex digits over spec, holiday tables and zone transitions used: changes iff answers may.
  [[nodiscard]] const std::string& revision() const;

  struct Compiled;
  explicit Calendar(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

private:
  std::shared_ptr<const Compiled> compiled_;
};

} // namespace amends
