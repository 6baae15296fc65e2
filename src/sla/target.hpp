// What a compiled target holds.
#pragma once

#include "amends/sla.hpp"
#include "amends/span.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

namespace sla {

// For which cases a budget is: every named fact has one of the words ("delivery.*": the family).
struct Condition {
  std::string fact;
  std::vector<std::string> words;
};

// A calendar by its name in the pack.
struct On {
  std::string name;
  std::shared_ptr<const Calendar> calendar; // nullptr: none is named
};

// One budget of a target and the calendar that counts it.
struct Budget {
  std::vector<Condition> conditions;
  std::string text; // as in the pack, the name of the budget in a clock's `within`
  Span span;
  std::optional<LegalPeriod> period;        // instead of the span
  On on;                                    // its own, or the target's
  std::shared_ptr<const Calendar> counting; // `on`, or its legal days; nullptr: natural time

  // As a clock's row says it: empty where the budget counts natural time.
  [[nodiscard]] std::string shown_on() const {
    return counting == nullptr && !period ? std::string() : on.name;
  }
};

// What a clock's time is measured with.
struct Measure {
  const Budget* budget = nullptr;     // nullptr: one of an earlier policy
  const Calendar* counting = nullptr; // nullptr: natural time
  const Calendar* hours = nullptr;    // of the clock, also where it counts natural time
};

// A point of `tell`: a share of the budget, or a span after (before) the due instant.
struct TellPoint {
  std::string name; // "80%", "100%", "+8 open h", "-2h"
  std::string role;
  std::optional<std::int64_t> share; // in ten-thousandths of the budget
  Span span;
  bool before = false;
  std::optional<Span> every; // told again and again until the clock stops,
  std::int64_t times = 0;    // or so many times more; 0: no end

  // Before the due instant: a warning.
  [[nodiscard]] bool warns() const { return share ? *share < 10'000 : before; }
};

enum class OnChange : std::uint8_t { keep_elapsed, restart, keep_due };
enum class Reopen : std::uint8_t { none, keep, total, new_cycle };

} // namespace sla

struct Target::Compiled {
  std::string name;
  std::vector<std::string> from;
  std::vector<std::string> until;
  std::vector<std::string> pause;
  std::optional<Duration> pause_at_most; // natural time, all pauses together
  sla::On on;
  std::map<std::string, std::shared_ptr<const Calendar>> legal_days; // of those that need them
  std::shared_ptr<const Calendar> tell_on; // notices wait for its next opening, may be nullptr
  std::vector<sla::Budget> budgets;        // the first whose conditions hold
  std::vector<sla::TellPoint> tell;
  sla::OnChange on_change = sla::OnChange::keep_elapsed;
  sla::Reopen reopen = sla::Reopen::none;
  std::string milestone;
  bool grace_to_next_open = false;
  bool statutory = false;
  bool promise_never_later = false; // a revision of the calendar puts no due instant off

  [[nodiscard]] const sla::Budget* budget_for(const Facts& facts) const;
  [[nodiscard]] const sla::Budget* budget_of(const ClockRow& clock) const; // `within` and `on`
  [[nodiscard]] sla::Measure measure_of(const ClockRow& clock) const;
  [[nodiscard]] const Calendar* counting(const ClockRow& clock) const {
    return measure_of(clock).counting;
  }
};

namespace sla {

// Counted time from `from` to `to` (0 when `to` is earlier), and the instant `span` later.
[[nodiscard]] Result<Duration> counted(const Calendar* calendar, Instant from, Instant to);
[[nodiscard]] Result<Timed<Instant>> later(const Calendar* calendar, Instant from, Duration span);
// Where `span` ends, counted by `calendar` where it needs one.
[[nodiscard]] Result<Instant> after(const Calendar* calendar, Instant from, const Span& span);
// `t`, or the next opening of the notice calendar.
[[nodiscard]] Result<Instant> when_told(const Target::Compiled& target, Instant t);

// How long `budget` is for a clock that started at `start`.
[[nodiscard]] Result<Duration> length(const Budget& budget, Instant start);

// Why a clock is worked out anew, for the mark of one that is over already.
enum class Cause : std::uint8_t { entry, change };
// Works out due and points of a running clock anew, or what is left of a breached one's ladder.
// Points behind `now` collapse into the highest, which then stands at `now`; a running clock that
// is over at `now` is breached there.
[[nodiscard]] Result<void> arm(ClockRow& clock, const Target::Compiled& target, Instant now,
                               Cause cause);

// Into the order in which points fire, behind those of the same instant and kind.
void add_in_order(std::vector<ClockPoint>& points, ClockPoint point);

// Ends all pauses at `at`, which we learn of at `recorded_at`, and goes on.
[[nodiscard]] Result<void> go_on(ClockRow& clock, const Target::Compiled& target, Instant at,
                                 Instant recorded_at);
// A live clock comes under `reason` at `at`, as Target::pause says.
[[nodiscard]] Result<ClockRow> halt(ClockRow clock, const Target::Compiled& target,
                                    const std::string& reason, Instant at, Instant recorded_at);
// What incidents have given the clock beyond its budget.
[[nodiscard]] Duration granted(const ClockRow& clock);
// The pause of `reason` (empty: every one) that an incident brought is over.
void end_reliefs(ClockRow& clock, std::string_view reason, Instant at);
// Error `state`: the clock is in no state to be `what`.
[[nodiscard]] Error wrong_state(const ClockRow& clock, std::string_view what);

// `told` is sorted.
[[nodiscard]] bool was_told(const ClockRow& clock, const std::string& name);
void mark_told(ClockRow& clock, const std::string& name);

} // namespace sla
} // namespace amends
