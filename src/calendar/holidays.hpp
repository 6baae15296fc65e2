// Regional holiday tables. In: the JSON of docs/calendars.md. Out: days off and make-up workdays by
// region and date, each year with the state of its publication.
#pragma once

#include "calendar/zone.hpp"

#include "amends/calendar.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace amends {
namespace calendar {

enum class YearState : std::uint8_t { missing, forecast, published, amended };

struct YearInfo {
  YearState state = YearState::missing;
  std::string published_at; // date, may be empty
  std::string source;
};

// A date that the table names: off, or a weekend day that is worked.
struct DayEntry {
  bool work = false;
  std::string zh; // name of the holiday it belongs to, may be empty
  std::string en;
};

struct Region {
  std::string zh;
  std::string en;
  std::string source;
  std::uint8_t weekend = 0b1100000; // a bit a weekday, Monday lowest: Saturday and Sunday
  std::map<int, YearInfo> years;
  std::map<Date, DayEntry> days;
};

} // namespace calendar

struct HolidayTables::Data {
  std::map<std::string, calendar::Region, std::less<>> regions;
  calendar::NewerZones zones;
  std::string digest;
};

namespace calendar {

// Adds the years of `table` to `data`, replacing those that are there.
[[nodiscard]] Result<void> merge_table(HolidayTables::Data& data, const Json& table);
// The same with zone data, {"amends_zones": 1, ...}.
[[nodiscard]] Result<void> merge_zones(HolidayTables::Data& data, const Json& table,
                                       const std::string& where);

} // namespace calendar
} // namespace amends
