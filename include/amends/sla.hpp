// SLA clocks. In: targets (policy), a clock's state, what happened and when. Out: the clock's next
// state, with every instant already worked out, so that nothing that replays it needs a calendar.
#pragma once

#include "amends/calendar.hpp"
#include "amends/described.hpp"
#include "amends/span.hpp"
#include "amends/value.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace amends {

enum class ClockState { idle, running, paused, met, breached, cancelled };
BOOST_DESCRIBE_ENUM(ClockState, idle, running, paused, met, breached, cancelled)

// Order of the kinds inside one instant: DESIGN 9.2.
enum class PointKind { warn, breach, escalate, repeat, pause_cap };
BOOST_DESCRIBE_ENUM(PointKind, warn, breach, escalate, repeat, pause_cap)

// A point still ahead of a running clock: at `at` (strictly after it) `role` is told.
struct ClockPoint {
  Instant at;
  PointKind kind = PointKind::warn;
  std::string name;                     // as in the pack: "80%", "100%", "+8 open h"
  std::string role;                     // empty: nobody is told
  std::optional<std::int64_t> nth = {}; // of a repeat: the first, second, ... time more
  bool operator==(const ClockPoint&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClockPoint, (), (at, kind, name, role, nth))

// A span of a clock's time that was not our fault.
struct ExcusedSpan {
  Instant from;
  Instant to;
  bool operator==(const ExcusedSpan&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExcusedSpan, (), (from, to))

// What an incident did to a clock: halted it from `from` to `to` (absent: still), or made its
// budget longer by so much of the time that it counts.
struct ClockRelief {
  std::string reason;                       // "incident:ID"
  std::map<std::string, std::string> title; // the incident's, by language
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::optional<Duration> longer;
  bool operator==(const ClockRelief&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClockRelief, (), (reason, title, from, to, longer))

// The whole state of one clock; clock events carry it as it is after them.
struct ClockRow {
  std::string id;     // CASE.SEQ.N
  std::string target; // name in the pack
  ClockState state = ClockState::idle;
  std::int64_t cycle = 1;
  Instant started_at;
  std::string within;               // the budget as the pack says it: "24 open h"
  std::string on;                   // the calendar that counts; empty: natural time
  Duration budget;                  // of open time, or of natural time without calendar
  Duration elapsed;                 // counted up to `since`
  Instant since;                    // running: counting from here; else where it stopped counting
  std::optional<Instant> due;       // absent while paused; stays as it was once met or breached
  std::optional<Instant> promised;  // a revision does not put `due` off beyond this; until a pause
  std::vector<std::string> pauses;  // reasons in force, sorted
  Duration paused;                  // natural time spent paused so far, up to `since`
  std::optional<Duration> excused;  // of `elapsed`: not our fault, reported apart; verdicts stay
  std::vector<ExcusedSpan> excuses; // which spans those are, disjoint, in order
  std::optional<Instant> breached_at;
  std::optional<Instant> stopped_at;
  std::optional<Instant> certain_until; // due is provisional beyond this
  std::vector<ClockPoint> points;       // ahead, in firing order; while paused only the pause's cap
  std::vector<std::string> told;        // names of the points of this cycle that are behind, sorted
  std::optional<Instant> fired_at; // the last point that fired: no pause may be dated before it
  std::optional<std::string> milestone; // clocks of one are shown as one: the earliest
  bool statutory = false;
  bool late_entry = false;          // breached when it was recorded
  bool by_change = false;           // breached by a change of budget or calendar, not by time
  bool kept_due = false;            // the budget follows from a due instant that a change kept
  std::vector<ClockRelief> reliefs; // by incidents, in the order they came
  bool operator==(const ClockRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClockRow, (),
                      (id, target, state, cycle, started_at, within, on, budget, elapsed, since,
                       due, promised, pauses, paused, excused, excuses, breached_at, stopped_at,
                       certain_until, points, told, fired_at, milestone, statutory, late_entry,
                       by_change, kept_due, reliefs))

// One target of a policy, compiled (PACKS rule 13).
class Target {
public:
  using Calendars = std::map<std::string, std::shared_ptr<const Calendar>, std::less<>>;
  [[nodiscard]] static Result<std::shared_ptr<const Target>> compile(const std::string& name,
                                                                     const Json& spec,
                                                                     const Calendars& calendars,
                                                                     const std::string& where = "");

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] bool starts_on(std::string_view word) const; // a command, or "stage:NAME"
  [[nodiscard]] bool stops_on(std::string_view word) const;
  [[nodiscard]] bool pauses_for(std::string_view reason) const;

  // A new running clock; `facts` (priority, category, channel, tier, region) choose the budget.
  // `at` is when the thing happened, `recorded_at` when we learnt of it (late entries). No value:
  // the budget map has no entry for these facts, so there is no such clock.
  [[nodiscard]] Result<std::optional<ClockRow>>
  start(const std::string& id, Instant at, Instant recorded_at, const Facts& facts) const;
  [[nodiscard]] Result<ClockRow> stop(ClockRow clock, Instant at) const;
  // Both may be dated back, `at` being when it happened and `recorded_at` when we learn of it, but
  // not before the clock's last change or fired point (error `state`). Of what passed in between
  // only the highest point is told; a clock that is over by then is breached at `recorded_at`, a
  // pause longer than the cap has ended by itself.
  [[nodiscard]] Result<ClockRow> pause(ClockRow clock, const std::string& reason, Instant at,
                                       Instant recorded_at = Instant::min()) const;
  [[nodiscard]] Result<ClockRow> resume(ClockRow clock, const std::string& reason, Instant at,
                                        Instant recorded_at = Instant::min()) const;
  // An incident halts the clock, whatever its target lists among its pauses, as far back as `at` or
  // as the clock allows; `resume` with the same reason ends it. The cap of all pauses holds. A
  // clock that it does not move (`moved_by_incidents`), or that has this reason, stays as it is.
  [[nodiscard]] Result<ClockRow> suspend(ClockRow clock, const ClockRelief& why, Instant at,
                                         Instant recorded_at) const;
  // An incident gives the clock `by` more time: open time where it counts open time (of a span of
  // clock time as much as lies in it from `at` on), once a reason; of several for one reason the
  // longest holds. Running and paused clocks only.
  [[nodiscard]] Result<ClockRow> extend(ClockRow clock, const ClockRelief& why, const Span& by,
                                        Instant at) const;
  // Not the clocks of law, nor those whose due instant is never put off.
  [[nodiscard]] bool moved_by_incidents() const;
  // Other facts (category, priority, tier, ...): the budget is chosen anew and `on_change` of the
  // target says what becomes of what has elapsed. Already over: breached at `at`, `by_change`.
  // No budget for these facts: cancelled.
  [[nodiscard]] Result<ClockRow> retarget(ClockRow clock, const Facts& facts, Instant at) const;
  // The calendar changed (world record), and this target is compiled with the new one: due and
  // points anew; verdicts stay. With `promise_never_later` of the target the earlier of the old and
  // the new due instant holds.
  [[nodiscard]] Result<ClockRow> recalculate(ClockRow clock, Instant at) const;
  // The case was opened again. By `reopen` of the target: the clock goes on without the time it was
  // closed (`keep`) or with it (`total`), in its next cycle, or a clock of its own starts from zero
  // under `new_id` (`new_cycle`, `reopens_anew`); without `reopen` it stays as it ended. A breached
  // clock that goes on stays breached.
  [[nodiscard]] Result<ClockRow> reopen(ClockRow clock, Instant at,
                                        const std::string& new_id) const;
  [[nodiscard]] bool reopens_anew() const;
  // Time from `from` to `to` (inside what the clock has counted) was not our fault; what several
  // excuses name counts once. Error `state` when none of it is the clock's.
  [[nodiscard]] Result<ClockRow> excuse(ClockRow clock, Instant from, Instant to) const;
  [[nodiscard]] Result<ClockRow> cancel(ClockRow clock, Instant at) const;
  // Which intervals count towards the due instant of a running clock from where it counts now, and
  // which days do not. Natural time has one interval and skips nothing; a clock that has no due
  // instant ahead of what it has counted has none.
  [[nodiscard]] Result<TimeExplanation> explain(const ClockRow& clock) const;
  // The same for people, "zh" or else English, in the zone of the clock's calendar, else of `wall`,
  // else UTC: what the budget is, what counts, which days do not and why, whether it is
  // provisional, what is excused; of a clock that is over, how it ended.
  [[nodiscard]] Result<std::string> explain_text(const ClockRow& clock, std::string_view language,
                                                 const Calendar* wall = nullptr) const;

  struct Compiled;
  explicit Target(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  [[nodiscard]] const Compiled& compiled() const { return *compiled_; }

private:
  std::shared_ptr<const Compiled> compiled_;
};

// A clock's `within` and `on` in words, "zh" or else English: "24 个营业小时（desk）",
// "24 open h on desk", "15 days from the next day on, to the end of the day".
[[nodiscard]] std::string budget_words(const std::string& within, const std::string& on,
                                       std::string_view language);

// The earliest due running clock of each milestone ("who wins"); clocks without one stand alone.
// In the order of the milestones' names, ties go to the statutory clock, then to the lower id.
struct MilestoneDue {
  std::string milestone; // or the clock's target
  std::string clock;     // the clock that wins
  Instant due;
};
BOOST_DESCRIBE_STRUCT(MilestoneDue, (), (milestone, clock, due))
[[nodiscard]] std::vector<MilestoneDue> milestone_dues(const std::vector<ClockRow>& clocks);

// The point that fires next, or nullptr: while paused only the pause's cap may. It fires once an
// instant strictly after `at` is reached.
[[nodiscard]] const ClockPoint* next_point(const ClockRow& clock);
// The clock after its next point fired (breach: state breached, breached_at; repeats re-arm; a
// pause's cap resumes the clock). Error `limit` when what comes next lies beyond the horizon.
[[nodiscard]] Result<ClockRow> fire(ClockRow clock, const Target& target);

AMENDS_DECLARE_TYPE(ClockRow)

} // namespace amends
