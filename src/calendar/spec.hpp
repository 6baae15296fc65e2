// A calendar as it was written. In: its JSON, in the pack's or the data form. Out: zone, week,
// dated hours, breaks, regions and horizon, checked each by itself.
#pragma once

#include "calendar/hours.hpp"

#include "amends/instant.hpp"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amends::calendar {

// Compiled years when a calendar does not say: what a shop's cases and records may reach.
inline constexpr int default_first_year = 1990;
inline constexpr int default_last_year = 2049;

struct RegionUse {
  std::string name;
  std::string where; // for errors
};
struct PlainDate {
  Date date;
  std::string where;
};

struct Spec {
  std::string zone;
  std::array<Hours, 7> week;   // 0 = Monday; empty = closed
  std::optional<Hours> makeup; // hours of make-up workdays; Monday's when absent
  std::vector<RegionUse> regions;
  std::vector<PlainDate> off_dates; // plain dates under `holidays`
  std::map<Date, Hours> dates;      // `dates` and `overrides`
  std::map<Date, Hours> breaks;
  int first_year = default_first_year;
  int last_year = default_last_year;
};

// The fields a calendar may have, for those who take them apart.
[[nodiscard]] std::span<const std::string_view> spec_fields();
[[nodiscard]] Result<Spec> read_spec(const Json& json, const std::string& where);

} // namespace amends::calendar
