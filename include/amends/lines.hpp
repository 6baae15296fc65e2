// Lines of `amends run` about the world that all cases share: holiday tables, and how what changed
// in them reaches the cases.
#pragma once

#include "amends/described.hpp"

#include <optional>
#include <string>

namespace amends {

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

} // namespace amends
