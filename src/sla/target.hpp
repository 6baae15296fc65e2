// What a compiled target holds.
#pragma once

#include "amends/sla.hpp"
#include "amends/span.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace amends {

namespace sla {

// One budget of a target: for a priority (or "*"), a span and the calendar that counts it.
struct Budget {
  std::string priority;
  std::string text; // as in the pack
  Span span;
  std::shared_ptr<const Calendar> counting; // nullptr: natural time
};

// A point of `tell`: a share of the budget, or a span after (before) the due instant.
struct TellPoint {
  std::string name; // "80%", "100%", "+8 open h", "-2h"
  std::string role;
  std::optional<std::int64_t> share; // in ten-thousandths of the budget
  Span span;
  bool before = false;
};

} // namespace sla

struct Target::Compiled {
  std::string name;
  std::vector<std::string> from;
  std::vector<std::string> until;
  std::vector<std::string> pause;
  std::string on;
  std::shared_ptr<const Calendar> calendar;   // named by `on`, may be nullptr
  std::shared_ptr<const Calendar> legal_days; // of `calendar`, when a budget counts workdays
  std::vector<sla::Budget> budgets;           // exact priorities first, "*" last
  std::vector<sla::TellPoint> tell;
  bool statutory = false;

  [[nodiscard]] const sla::Budget* budget_for(const Facts& facts) const;
  // The calendar that counts for `clock`, by its `within`; nullptr: natural time.
  [[nodiscard]] const Calendar* counting(const ClockRow& clock) const;
};

namespace sla {

// Counted time from `from` to `to` (0 when `to` is earlier), and the instant `span` later.
[[nodiscard]] Result<Duration> counted(const Calendar* calendar, Instant from, Instant to);
[[nodiscard]] Result<Timed<Instant>> later(const Calendar* calendar, Instant from, Duration span);

// How long `budget` is for a clock that started at `start`.
[[nodiscard]] Result<Duration> length(const Budget& budget, const Target::Compiled& target,
                                      Instant start);
// Works out due and points of a running or breached clock anew; points behind `now` collapse into
// the highest, which then stands at `now`. A clock already over at `now` is breached there.
[[nodiscard]] Result<void> arm(ClockRow& clock, const Target::Compiled& target, Instant now,
                               bool late_entry);

} // namespace sla
} // namespace amends
