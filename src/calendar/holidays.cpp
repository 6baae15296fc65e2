#include "calendar/holidays.hpp"

#include "amends/ids.hpp"
#include "base/digest.hpp"
#include "calendar/builtin_tables.hpp"
#include "calendar/fields.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <stdexcept>

namespace amends {
namespace calendar {
namespace {

constexpr std::int32_t longest_range_days = 31;

Error bad(std::string message, const std::string& where) {
  return {Code::parse, std::move(message), where};
}

Result<int> read_year(std::string_view key, const std::string& where) {
  int year = 0;
  const auto [end, problem] = std::from_chars(key.data(), key.data() + key.size(), year);
  if (problem != std::errc() || end != key.data() + key.size() || year < 1900 || year > 2200)
    return bad("\"" + std::string(key) + "\" is no year; write four digits, such as 2027", where);
  return year;
}

Result<YearState> read_state(const Json* json, const std::string& where) {
  if (json == nullptr)
    return YearState::published;
  if (json->is(Json::Kind::text)) {
    if (json->text == "published")
      return YearState::published;
    if (json->text == "amended")
      return YearState::amended;
    if (json->text == "forecast")
      return YearState::forecast;
  }
  return bad("the state of a year is \"published\", \"amended\" or \"forecast\"", where + "/state");
}

// ["sat", "sun"]: the weekdays on which nobody works by law or custom.
Result<std::uint8_t> read_weekend(const Json& json, const std::string& where) {
  static constexpr std::array<std::string_view, 7> days{"mon", "tue", "wed", "thu",
                                                        "fri", "sat", "sun"};
  std::uint8_t mask = 0;
  if (json.is(Json::Kind::array))
    for (const Json& day : json.items)
      for (std::size_t i = 0; i < days.size(); ++i)
        if (day.is(Json::Kind::text) && day.text == days[i])
          mask |= static_cast<std::uint8_t>(1U << i);
  if (mask == 0 || static_cast<std::size_t>(std::popcount(mask)) != json.items.size())
    return bad("\"weekend\" is a list of weekdays, such as [\"sat\", \"sun\"]", where);
  return mask;
}

struct YearReader {
  int year;
  std::map<Date, DayEntry>& days;

  Result<void> add(Date date, const DayEntry& entry, const std::string& where) {
    if (civil(date).year != year)
      return bad(print_date(date) + " does not lie in " + std::to_string(year) +
                     "; put it under its own year, whichever notice named it",
                 where);
    const auto [place, fresh] = days.try_emplace(date, entry);
    if (!fresh && place->second.work != entry.work)
      return bad(print_date(date) + " is both off and a workday; keep one of them", where);
    return {};
  }

  // ["2026-01-04", "2026-02-15..2026-02-23"]
  Result<void> read_dates(const Json* list, const DayEntry& entry, const std::string& where) {
    if (list == nullptr)
      return {};
    if (!list->is(Json::Kind::array))
      return bad("must be a list of dates", where);
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      const std::string here = where + pointer_step(i);
      if (!list->items[i].is(Json::Kind::text))
        return bad("a date is a text such as \"2026-10-01\"", here);
      const std::string_view text = list->items[i].text;
      const std::size_t dots = text.find("..");
      AMENDS_TRY_ASSIGN(const Date first, read_date(text.substr(0, dots), here));
      Date last = first;
      if (dots != std::string_view::npos) {
        AMENDS_TRY_ASSIGN(last, read_date(text.substr(dots + 2), here));
      }
      if (last < first || last.days - first.days >= longest_range_days)
        return bad("the range ends before it begins or is longer than a month", here);
      for (Date date = first; date <= last; ++date.days)
        AMENDS_CHECK(add(date, entry, here));
    }
    return {};
  }

  // {"zh","en","off":[...],"work":[...]}
  Result<void> read_group(const Json& group, const std::string& where) {
    static constexpr std::array<std::string_view, 4> known{"zh", "en", "off", "work"};
    AMENDS_CHECK(check_fields(group, known, where));
    DayEntry entry;
    AMENDS_TRY_ASSIGN(entry.zh, text_member(group, "zh", where));
    AMENDS_TRY_ASSIGN(entry.en, text_member(group, "en", where));
    AMENDS_CHECK(read_dates(group.find("off"), entry, where + "/off"));
    entry.work = true;
    return read_dates(group.find("work"), entry, where + "/work");
  }
};

Result<void> read_one_year(Region& region, int year, const Json& json, const std::string& where) {
  static constexpr std::array<std::string_view, 6> known{"state", "published_at", "source",
                                                         "days",  "off",          "work"};
  AMENDS_CHECK(check_fields(json, known, where));
  YearInfo info;
  AMENDS_TRY_ASSIGN(info.state, read_state(json.find("state"), where));
  AMENDS_TRY_ASSIGN(info.published_at, text_member(json, "published_at", where));
  if (!info.published_at.empty())
    AMENDS_CHECK(read_date(info.published_at, where + "/published_at"));
  AMENDS_TRY_ASSIGN(info.source, text_member(json, "source", where));

  std::map<Date, DayEntry> days;
  YearReader reader{year, days};
  AMENDS_CHECK(reader.read_dates(json.find("off"), DayEntry{}, where + "/off"));
  AMENDS_CHECK(reader.read_dates(json.find("work"), DayEntry{.work = true, .zh = {}, .en = {}},
                                 where + "/work"));
  if (const Json* groups = json.find("days")) {
    if (!groups->is(Json::Kind::array))
      return bad("must be a list of {\"zh\",\"en\",\"off\",\"work\"}", where + "/days");
    for (std::size_t i = 0; i < groups->items.size(); ++i)
      AMENDS_CHECK(reader.read_group(groups->items[i], where + "/days" + pointer_step(i)));
  }

  std::erase_if(region.days, [year](const auto& day) { return civil(day.first).year == year; });
  region.days.merge(days);
  region.years[year] = std::move(info);
  return {};
}

Result<void> merge_region(HolidayTables::Data& data, const Json& table, const std::string& where) {
  static constexpr std::array<std::string_view, 6> known{"amends_holidays", "region",  "name",
                                                         "source",          "weekend", "years"};
  AMENDS_CHECK(check_fields(table, known, where));
  const Json* version = table.find("amends_holidays");
  if (version == nullptr || !version->is(Json::Kind::number) || version->text != "1")
    return bad("a holiday table begins with \"amends_holidays\": 1", where);
  AMENDS_TRY_ASSIGN(const std::string name, text_member(table, "region", where));
  if (name.empty())
    return bad("\"region\" is missing, such as \"CN\"", where);
  if (check_id(name).has_error() || (name.front() >= '0' && name.front() <= '9'))
    return bad("a region is a short name such as \"CN\" or \"GB-SCT\"", where + "/region");
  const Json* years = table.find("years");
  if (years == nullptr || !years->is(Json::Kind::object))
    return bad("\"years\" is missing: {\"2027\": {\"off\": [...], \"work\": [...]}}", where);

  Region& region = data.regions[name];
  if (const Json* words = table.find("name")) {
    AMENDS_TRY_ASSIGN(region.zh, text_member(*words, "zh", where + "/name"));
    AMENDS_TRY_ASSIGN(region.en, text_member(*words, "en", where + "/name"));
  }
  AMENDS_TRY_ASSIGN(const std::string source, text_member(table, "source", where));
  if (!source.empty())
    region.source = source;
  if (const Json* weekend = table.find("weekend")) {
    AMENDS_TRY_ASSIGN(region.weekend, read_weekend(*weekend, where + "/weekend"));
  }
  for (const auto& [key, year_json] : years->members) {
    const std::string here = where + "/years" + pointer_step(key);
    AMENDS_TRY_ASSIGN(const int year, read_year(key, here));
    AMENDS_CHECK(read_one_year(region, year, year_json, here));
  }
  return {};
}

// Every fact that may change an answer, in one order.
std::string digest_of(const HolidayTables::Data& data) {
  std::string text;
  for (const auto& [name, region] : data.regions) {
    text += name + " " + std::to_string(region.weekend) + "\n";
    for (const auto& [year, info] : region.years)
      text += std::to_string(year) + " " + std::to_string(static_cast<int>(info.state)) + "\n";
    for (const auto& [date, entry] : region.days)
      text +=
          print_date(date) + (entry.work ? " work " : " off ") + entry.zh + "/" + entry.en + "\n";
  }
  for (const auto& [name, pieces] : data.zones) {
    text += name + "\n";
    for (const ZonePiece& piece : pieces)
      text += std::to_string(piece.from_s) + " " + std::to_string(piece.offset_s) + "\n";
  }
  return blake2b_hex(text);
}

Result<void> merge_one(HolidayTables::Data& data, const Json& table, const std::string& where) {
  if (table.is(Json::Kind::object) && table.find("amends_zones") != nullptr)
    return merge_zones(data, table, where);
  return merge_region(data, table, where);
}

} // namespace

Result<void> merge_table(HolidayTables::Data& data, const Json& table) {
  if (table.is(Json::Kind::array)) {
    for (std::size_t i = 0; i < table.items.size(); ++i)
      AMENDS_CHECK(merge_one(data, table.items[i], pointer_step(i)));
  } else {
    AMENDS_CHECK(merge_one(data, table, ""));
  }
  data.digest = digest_of(data);
  return {};
}

} // namespace calendar

std::shared_ptr<const HolidayTables> HolidayTables::builtin() {
  static const std::shared_ptr<const HolidayTables> tables = [] {
    auto data = std::make_shared<Data>();
    for (const std::string_view text : calendar::builtin_tables()) {
      const auto json = parse_json(text);
      if (!json || !calendar::merge_table(*data, *json))
        throw std::logic_error("a built-in holiday table does not load"); // a bug, seen by any test
    }
    return std::make_shared<const HolidayTables>(std::move(data));
  }();
  return tables;
}

Result<std::shared_ptr<const HolidayTables>> HolidayTables::with(const Json& table) const {
  auto data = std::make_shared<Data>(*data_);
  AMENDS_CHECK(calendar::merge_table(*data, table));
  return std::make_shared<const HolidayTables>(std::move(data));
}

std::string HolidayTables::digest() const { return data_->digest; }

} // namespace amends
