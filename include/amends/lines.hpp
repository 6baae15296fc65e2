// Lines of `amends run` that are no commands to a case: time passes, what became of an action, what
// is asked, and the world that all cases share.
#pragma once

#include "amends/cases.hpp"
#include "amends/described.hpp"
#include "amends/incident.hpp"

#include <optional>
#include <string>

namespace amends {

// {"op":"tick"}: timers up to `at` fire, then at most `limit` due actions (100 unless said, at most
// 10 000) are handed out, each leased for `lease_s` seconds (300 unless said, at most 30 days).
// Only the host says it.
struct TickLine {
  std::string op;
  std::optional<std::string> id;
  std::optional<Instant> at;
  std::optional<std::string> by;
  std::optional<std::int64_t> lease_s;
  std::optional<std::int64_t> limit;
  Json x;
};
BOOST_DESCRIBE_STRUCT(TickLine, (), (op, id, at, by, lease_s, limit, x))

struct SettleResult {
  std::optional<Money> amount; // what was really paid; without it, what was asked
  std::optional<std::string> ref;
  std::optional<Instant> at;
  Json rows; // what a `lookup` found
  Json x;
};
BOOST_DESCRIBE_STRUCT(SettleResult, (), (amount, ref, at, rows, x))

// {"op":"settle"}: what became of an action that was handed out. Only the host says it.
struct SettleLine {
  std::string op;
  std::optional<std::string> id;
  std::optional<Instant> at;
  std::optional<std::string> by;
  std::string action;
  std::optional<std::int64_t> attempt;
  Outcome outcome = Outcome::done;
  std::optional<SettleResult> result;
  Json x;
};
BOOST_DESCRIBE_STRUCT(SettleLine, (), (op, id, at, by, action, attempt, outcome, result, x))

// {"op":"query"}: a list or a case as the speaker may see it. `limit` rows (50 unless said) behind
// the row `after`; nothing is written.
struct QueryLine {
  std::string op;
  std::optional<std::string> id;
  std::optional<Instant> at;
  std::optional<std::string> by;
  std::string what;
  Json where;
  std::optional<std::string> sort;
  std::optional<std::int64_t> limit;
  std::optional<std::string> after;
  Json x;
};
BOOST_DESCRIBE_STRUCT(QueryLine, (), (op, id, at, by, what, where, sort, limit, after, x))

// {"op":"update_calendars"}: other holiday tables from `at` on. `table` is one of
// docs/calendars.md, or a list of them; with `builtin` those of this build. Answered by the due
// instants that move:
// {"changed","dry_run","world"?,"at","digest","cases","clocks","later","earlier","breached","more",
// "moves":[{"case_id","number","clock","target","from","to","state","why"}]}, at most `limit` of
// them listed (1000 unless said). `dry_run` changes nothing. Errors: `parse` (no table), `policy`
// (a stored policy does not hold with it), `clock` (before what is recorded), `denied` (only the
// host and roles that may `manage`).
struct UpdateCalendarsLine {
  std::string op;
  std::optional<std::string> id;
  std::optional<Instant> at;
  std::optional<std::string> by;
  Json table;
  bool builtin = false;
  bool dry_run = false;
  std::optional<std::int64_t> limit;
  Json x;
};
BOOST_DESCRIBE_STRUCT(UpdateCalendarsLine, (), (op, id, at, by, table, builtin, dry_run, limit, x))

// {"op":"sweep"}: every open case meets what changed up to `at`, at most `limit` cases (1000 unless
// said) in this call: {"world","cases","fired","more"}. Cases met otherwise come to the same. Only
// the host says it, as it ticks.
struct SweepLine {
  std::string op;
  std::optional<std::string> id;
  std::optional<Instant> at;
  std::optional<std::string> by;
  std::optional<std::int64_t> limit;
  Json x;
};
BOOST_DESCRIBE_STRUCT(SweepLine, (), (op, id, at, by, limit, x))

// {"op":"activate_policy"}: cases opened from now on follow the policy of that digest, one that the
// store holds, or (without `policy`) the one this engine was opened with; going back is activating
// the older one. Cases that are open keep theirs. Answered by {"policy","version","changed","at",
// "world"?}. Only for the host and for roles that may `manage`. Errors: `not_found`, `policy` (the
// engine has none), `clock`, `denied`.
struct ActivatePolicyLine {
  std::string op;
  std::optional<std::string> id;
  std::optional<Instant> at;
  std::optional<std::string> by;
  std::optional<std::string> policy;
  std::optional<std::string> note;
  Json x;
};
BOOST_DESCRIBE_STRUCT(ActivatePolicyLine, (), (op, id, at, by, policy, note, x))

// {"op":"declare_incident"}: a new incident, and {"op":"update_incident"}: one that is not over,
// where members that are given replace what was said and null takes it back. Both only for the host
// and for roles that may `manage`, alone or in a list of commands. Answered by
// {"id","incident","what","at","world"}; with `dry_run`, alone, by the due instants that would move
// (as of update_calendars, at most `limit` listed), and nothing changes. Errors: `parse` (what is
// said makes no sense), `state` (declared before, over), `not_found`, `clock`, `denied`.
struct IncidentLine : Incident {
  std::string op;
  std::string id;
  std::optional<Instant> at;
  std::optional<std::string> by;
  bool dry_run = false;
  std::optional<std::int64_t> limit;
  Json x;
};
BOOST_DESCRIBE_STRUCT(IncidentLine, (Incident), (op, id, at, by, dry_run, limit, x))

// {"op":"end_incident"}: it is over; clocks that it halted go on. Answers and errors as above.
struct EndIncidentLine {
  std::string op;
  std::string id;
  std::optional<Instant> at;
  std::optional<std::string> by;
  std::string incident;
  bool dry_run = false;
  std::optional<std::int64_t> limit;
  Json x;
};
BOOST_DESCRIBE_STRUCT(EndIncidentLine, (), (op, id, at, by, incident, dry_run, limit, x))

} // namespace amends
