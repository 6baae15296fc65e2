#include "calendar/spec.hpp"

#include "amends/limits.hpp"
#include "calendar/fields.hpp"
#include "calendar/zone_table.hpp"

#include <algorithm>
#include <span>
#include <string_view>

namespace amends::calendar {
namespace {

constexpr std::array<std::string_view, 10> known_fields{
    "timezone", "week",         "holidays", "dates", "overrides",
    "breaks",   "makeup_hours", "horizon",  "title", "x"};
constexpr std::array<std::string_view, 7> day_names{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};

Error bad(std::string message, const std::string& where) {
  return {Code::parse, std::move(message), where};
}

std::optional<std::size_t> day_number(std::string_view name) {
  const auto* place = std::ranges::find(day_names, name);
  if (place == day_names.end())
    return {};
  return static_cast<std::size_t>(place - day_names.begin());
}

// "mon", "mon-fri", "sat,sun"; "fri-mon" runs over the weekend.
Result<std::vector<std::size_t>> read_days(std::string_view key, const std::string& where) {
  const std::string mend = "\"" + std::string(key) +
                           "\" names no weekdays; write mon, mon-fri or sat,sun (mon tue wed thu "
                           "fri sat sun)";
  std::vector<std::size_t> days;
  while (true) {
    const std::size_t comma = key.find(',');
    std::string_view part = key.substr(0, comma);
    while (part.starts_with(' '))
      part.remove_prefix(1);
    while (part.ends_with(' '))
      part.remove_suffix(1);
    const std::size_t dash = part.find('-');
    const auto first = day_number(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : day_number(part.substr(dash + 1));
    if (!first || !last)
      return bad(mend, where);
    for (std::size_t day = *first;; day = (day + 1) % 7) {
      days.push_back(day);
      if (day == *last)
        break;
    }
    if (comma == std::string_view::npos)
      return days;
    key.remove_prefix(comma + 1);
  }
}

Result<void> read_week(Spec& spec, const Json& json, const std::string& where) {
  if (!json.is(Json::Kind::object))
    return bad("\"week\" is an object such as {\"mon-fri\": \"09:00-12:00, 13:00-18:00\"}", where);
  std::array<bool, 7> given{};
  for (const auto& [key, value] : json.members) {
    const std::string here = where + pointer_step(key);
    AMENDS_TRY_ASSIGN(const std::vector<std::size_t> days, read_days(key, here));
    AMENDS_TRY_ASSIGN(const Hours hours, read_hours(value, here));
    for (const std::size_t day : days) {
      if (given[day])
        return bad(std::string(day_names[day]) + " has hours twice; keep one", here);
      given[day] = true;
      spec.week[day] = hours;
    }
  }
  return {};
}

// {"2026-12-31": hours, ...}
Result<void> read_dated(std::map<Date, Hours>& out, const Json& json, const std::string& where) {
  if (!json.is(Json::Kind::object))
    return bad("must be an object of dates and hours, such as {\"2026-12-31\": \"closed\"}", where);
  for (const auto& [key, value] : json.members) {
    const std::string here = where + pointer_step(key);
    AMENDS_TRY_ASSIGN(const Date date, read_date(key, here));
    AMENDS_TRY_ASSIGN(Hours hours, read_hours(value, here));
    if (!out.try_emplace(date, std::move(hours)).second)
      return bad(key + " stands under both \"dates\" and \"overrides\"; keep one", here);
  }
  return {};
}

Result<void> read_holidays(Spec& spec, const Json& json, const std::string& where) {
  if (!json.is(Json::Kind::array))
    return bad("\"holidays\" is a list of regions and dates, such as [\"CN\", \"2026-12-24\"]",
               where);
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    const std::string here = where + pointer_step(i);
    const Json& item = json.items[i];
    if (!item.is(Json::Kind::text) || item.text.empty())
      return bad("a holiday is a region such as \"CN\" or a date such as \"2026-12-24\"", here);
    if (item.text.front() >= '0' && item.text.front() <= '9') {
      AMENDS_TRY_ASSIGN(const Date date, read_date(item.text, here));
      spec.off_dates.push_back({date, here});
    } else {
      spec.regions.push_back({item.text, here});
    }
  }
  return {};
}

Result<int> read_year(const Json& json, const std::string& name, const std::string& where) {
  const Json* value = json.find(name);
  if (value == nullptr)
    return bad("\"horizon\" needs \"from\" and \"to\", two years such as 2018 and 2040", where);
  AMENDS_TRY_ASSIGN(const std::int64_t year, read_whole(*value, "a year", where + "/" + name));
  if (year < table_first_year || year > table_last_year)
    return bad("the horizon lies between the years " + std::to_string(table_first_year) + " and " +
                   std::to_string(table_last_year),
               where + "/" + name);
  return static_cast<int>(year);
}

Result<void> read_horizon(Spec& spec, const Json& json, const std::string& where) {
  static constexpr std::array<std::string_view, 2> known{"from", "to"};
  AMENDS_CHECK(check_fields(json, known, where));
  AMENDS_TRY_ASSIGN(spec.first_year, read_year(json, "from", where));
  AMENDS_TRY_ASSIGN(spec.last_year, read_year(json, "to", where));
  if (spec.last_year < spec.first_year)
    return bad("the horizon ends before it begins", where);
  if (spec.last_year - spec.first_year + 1 > limits::horizon_years)
    return Error{Code::limit,
                 "the horizon is longer than " + std::to_string(limits::horizon_years) +
                     " years; choose fewer",
                 where};
  return {};
}

// null is as good as absent.
const Json* given(const Json& json, std::string_view name) {
  const Json* member = json.find(name);
  return member == nullptr || member->is_null() ? nullptr : member;
}

} // namespace

std::span<const std::string_view> spec_fields() { return known_fields; }

Result<Spec> read_spec(const Json& json, const std::string& where) {
  AMENDS_CHECK(check_fields(json, known_fields, where));
  Spec spec;
  AMENDS_TRY_ASSIGN(spec.zone, text_member(json, "timezone", where));
  if (spec.zone.empty())
    return bad("\"timezone\" is missing, such as \"Asia/Shanghai\"", where);
  if (const Json* week = given(json, "week"))
    AMENDS_CHECK(read_week(spec, *week, where + "/week"));
  if (const Json* holidays = given(json, "holidays"))
    AMENDS_CHECK(read_holidays(spec, *holidays, where + "/holidays"));
  for (const std::string name : {"dates", "overrides"})
    if (const Json* dated = given(json, name))
      AMENDS_CHECK(read_dated(spec.dates, *dated, where + "/" + name));
  if (const Json* breaks = given(json, "breaks"))
    AMENDS_CHECK(read_dated(spec.breaks, *breaks, where + "/breaks"));
  if (const Json* makeup = given(json, "makeup_hours")) {
    AMENDS_TRY_ASSIGN(spec.makeup, read_hours(*makeup, where + "/makeup_hours"));
  }
  if (const Json* horizon = given(json, "horizon"))
    AMENDS_CHECK(read_horizon(spec, *horizon, where + "/horizon"));
  return spec;
}

} // namespace amends::calendar
