// Holiday tables back in the shape they are read from.
#include "calendar/holidays.hpp"

#include <array>
#include <span>
#include <vector>

namespace amends {
namespace {

using calendar::DayEntry;
using calendar::Region;
using calendar::YearInfo;
using calendar::YearState;

constexpr std::array<std::string_view, 7> weekday_words{"mon", "tue", "wed", "thu",
                                                        "fri", "sat", "sun"};

Json text(std::string_view words) { return Json::string(std::string(words)); }

void put_text(Json& object, std::string_view name, const std::string& words) {
  if (!words.empty())
    object.set(name, text(words));
}

std::string_view state_word(YearState state) {
  switch (state) {
  case YearState::published: return "published";
  case YearState::amended: return "amended";
  case YearState::forecast:
  case YearState::missing: break;
  }
  return "forecast";
}

// "2026-10-01..2026-10-07" for neighbours.
Json dates_json(std::span<const Date> dates) {
  Json out = Json::array();
  for (std::size_t i = 0; i < dates.size();) {
    std::size_t last = i;
    while (last + 1 < dates.size() && dates[last + 1].days == dates[last].days + 1 &&
           last - i < 30) // a range is at most a month long
      ++last;
    std::string words = print_date(dates[i]);
    if (last > i)
      words += ".." + print_date(dates[last]);
    out.items.push_back(Json::string(std::move(words)));
    i = last + 1;
  }
  return out;
}

// The days of one holiday of a year.
struct Group {
  std::string zh, en;
  std::array<std::vector<Date>, 2> dates; // off, work
};

Group& group_of(std::vector<Group>& groups, const DayEntry& entry) {
  for (Group& group : groups)
    if (group.zh == entry.zh && group.en == entry.en)
      return group;
  return groups.emplace_back(Group{entry.zh, entry.en, {}});
}

Json year_json(const YearInfo& info, const std::vector<Group>& groups) {
  Json out = Json::object();
  out.set("state", text(state_word(info.state)));
  put_text(out, "published_at", info.published_at);
  put_text(out, "source", info.source);
  Json days = Json::array();
  for (const Group& group : groups) {
    Json row = Json::object();
    put_text(row, "zh", group.zh);
    put_text(row, "en", group.en);
    static constexpr std::array<std::string_view, 2> names{"off", "work"};
    for (std::size_t i = 0; i < names.size(); ++i)
      if (!group.dates[i].empty())
        row.set(names[i], dates_json(group.dates[i]));
    days.items.push_back(std::move(row));
  }
  if (!days.items.empty())
    out.set("days", std::move(days));
  return out;
}

Json region_json(const std::string& name, const Region& region) {
  Json out = Json::object();
  out.set("amends_holidays", Json::number(1));
  out.set("region", text(name));
  Json title = Json::object();
  put_text(title, "zh", region.zh);
  put_text(title, "en", region.en);
  if (!title.members.empty())
    out.set("name", std::move(title));
  put_text(out, "source", region.source);
  Json weekend = Json::array();
  for (std::size_t day = 0; day < weekday_words.size(); ++day)
    if ((region.weekend >> day & 1) != 0)
      weekend.items.push_back(text(weekday_words[day]));
  out.set("weekend", std::move(weekend));
  std::map<int, std::vector<Group>> groups;
  for (const auto& [date, entry] : region.days)
    group_of(groups[civil(date).year], entry).dates[entry.work ? 1 : 0].push_back(date);
  Json years = Json::object();
  for (const auto& [year, info] : region.years)
    years.set(std::to_string(year), year_json(info, groups[year]));
  out.set("years", std::move(years));
  return out;
}

Json zones_json(const calendar::NewerZones& zones) {
  Json lists = Json::object();
  for (const auto& [name, pieces] : zones) {
    Json list = Json::array();
    for (const calendar::ZonePiece& piece : pieces)
      list.items.push_back(
          Json::array({Json::string(print_instant(Instant{} + seconds(piece.from_s))),
                       Json::number(piece.offset_s)}));
    lists.set(name, std::move(list));
  }
  Json out = Json::object();
  out.set("amends_zones", Json::number(1));
  out.set("zones", std::move(lists));
  return out;
}

} // namespace

std::shared_ptr<const HolidayTables> HolidayTables::none() {
  return std::make_shared<const HolidayTables>(std::make_shared<const Data>());
}

Json HolidayTables::json() const {
  Json out = Json::array();
  for (const auto& [name, region] : data_->regions)
    out.items.push_back(region_json(name, region));
  if (!data_->zones.empty())
    out.items.push_back(zones_json(data_->zones));
  return out;
}

} // namespace amends
