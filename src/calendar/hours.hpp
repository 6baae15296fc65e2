// The hours of one local date. In: "09:00-12:00, 13:00-18:00", "closed" or [["09:00","12:00"],...].
// Out: sorted ranges in seconds from the date's midnight.
#pragma once

#include "amends/json.hpp"
#include "amends/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace amends::calendar {

// [open, close) in seconds of the local date it starts on; close may lie on the next date.
struct HourRange {
  std::int32_t open_s = 0;
  std::int32_t close_s = 0;
  bool operator==(const HourRange&) const = default;
};
using Hours = std::vector<HourRange>;

// Texts are the pack's form: a range ends after it begins ("22:00-30:00" runs past midnight), and
// ranges may touch but not overlap. Pairs are the data form: a close before its open is on the next
// date, and ranges that overlap count once.
[[nodiscard]] Result<Hours> read_hours(const Json& json, const std::string& where);

// The hours of a date outside one range that may run past midnight, in the pack's form: of
// "21:30-08:30" it is "08:30-21:30". Error `parse` where the range is none, is empty or is the
// whole day.
[[nodiscard]] Result<std::string> hours_outside(std::string_view range, const std::string& where);

} // namespace amends::calendar
