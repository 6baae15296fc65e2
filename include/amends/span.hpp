// Spans of time as policies write them. In: "24h", "24 open h", "3 open d", "5 workdays". Out: a
// number together with what it counts; Calendar::after says where a span ends.
#pragma once

#include "amends/instant.hpp"
#include "amends/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace amends {

struct Span {
  enum class Counts : std::uint8_t {
    natural,   // clock time: "24h", "30min", "7d" (a day is 24 hours), "2w"
    open,      // only while the calendar is open: "24 open h", "90 open min"
    open_days, // days of the calendar's standard length (Calendar::standard_day): "3 open d"
    workdays,  // legal working days of the calendar's region, ending at midnight: "5 workdays"
  };
  Counts counts = Counts::natural;
  std::int64_t n = 0; // natural, open: microseconds; open_days, workdays: how many
  bool operator==(const Span&) const = default;

  // Does it need a calendar to say where it ends?
  [[nodiscard]] bool needs_calendar() const { return counts != Counts::natural; }
};

// Whole numbers of at least 0 with a unit: s sec min h d w, "open" before s sec min h d,
// workday(s). Errors: `parse` (a number without unit, an unknown unit), `limit` (longer than the
// horizon).
[[nodiscard]] Result<Span> parse_span(std::string_view text, const std::string& where = "");
// The shortest way to write it: "24h", "3 open d".
[[nodiscard]] std::string print_span(const Span& span);

} // namespace amends
