// Questions about working time. In: one line of `amends worktime`. Out: its answer.
#pragma once

#include "amends/calendar.hpp"
#include "amends/json.hpp"
#include "amends/result.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace amends {

// The calendar of that name, or nullptr.
using NamedCalendars = std::function<std::shared_ptr<const Calendar>(std::string_view)>;

// `question`: {"op", ...} with the fields of CONTRACTS "worktime"; the calendar is written in it
// (`timezone week holidays ...`) or named (`"calendar":"desk"`, looked up by `named`, which may be
// empty). The members `id` and `x` are the caller's own and not looked at.
// Answer: {"result":...}, with "provisional":true and "certain_until" when it leans on a day that
// is not published, and with "counted" and "skipped" when `explain`.
// Errors: `parse` with pointer (unknown fields with the nearest known), `not_found` for a calendar
// or zone, `limit` beyond the calendar's horizon.
[[nodiscard]] Result<Json> answer_worktime(const Json& question, const HolidayTables& tables,
                                           const NamedCalendars& named, bool explain);

} // namespace amends
