// A second implementation of working time that uses no code of `calendar`: a map of minutes, filled
// through date::make_zoned, walked one minute at a time. Slow and obvious.
#include "amends/calendar.hpp"

#include <date/tz.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace amends {
namespace {

using Minutes = std::vector<std::pair<int, int>>; // open, close: minutes after local midnight

// China, from the notices for 2019 to 2022.
const std::set<std::string> cn_off{
    "2018-12-30", "2018-12-31", "2019-01-01", "2019-02-04", "2019-02-05", "2019-02-06",
    "2019-02-07", "2019-02-08", "2019-02-09", "2019-02-10", "2019-04-05", "2019-05-01",
    "2019-05-02", "2019-05-03", "2019-05-04", "2019-06-07", "2019-09-13", "2019-10-01",
    "2019-10-02", "2019-10-03", "2019-10-04", "2019-10-05", "2019-10-06", "2019-10-07",
    "2020-01-01", "2020-01-24", "2020-01-25", "2020-01-26", "2020-01-27", "2020-01-28",
    "2020-01-29", "2020-01-30", "2020-01-31", "2020-02-01", "2020-02-02", "2020-04-04",
    "2020-04-05", "2020-04-06", "2020-05-01", "2020-05-02", "2020-05-03", "2020-05-04",
    "2020-05-05", "2020-06-25", "2020-06-26", "2020-06-27", "2020-10-01", "2020-10-02",
    "2020-10-03", "2020-10-04", "2020-10-05", "2020-10-06", "2020-10-07", "2020-10-08",
    "2021-01-01", "2021-01-02", "2021-01-03", "2021-02-11", "2021-02-12", "2021-02-13",
    "2021-02-14", "2021-02-15", "2021-02-16", "2021-02-17", "2021-04-03", "2021-04-04",
    "2021-04-05", "2021-05-01", "2021-05-02", "2021-05-03", "2021-05-04", "2021-05-05",
    "2021-06-12", "2021-06-13", "2021-06-14", "2021-09-19", "2021-09-20", "2021-09-21",
    "2021-10-01", "2021-10-02", "2021-10-03", "2021-10-04", "2021-10-05", "2021-10-06",
    "2021-10-07", "2022-01-01", "2022-01-02", "2022-01-03", "2022-01-31", "2022-02-01",
    "2022-02-02", "2022-02-03", "2022-02-04", "2022-02-05", "2022-02-06"};
const std::set<std::string> cn_work{
    "2018-12-29", "2019-02-02", "2019-02-03", "2019-04-28", "2019-05-05", "2019-09-29",
    "2019-10-12", "2020-01-19", "2020-04-26", "2020-05-09", "2020-06-28", "2020-09-27",
    "2020-10-10", "2021-02-07", "2021-02-20", "2021-04-25", "2021-05-08", "2021-09-18",
    "2021-09-26", "2021-10-09", "2022-01-29", "2022-01-30"};

struct Plan {
  const char* name;
  const char* spec; // without the zone
  Minutes week[7];  // Monday first
  bool china = false;
  std::map<std::string, Minutes> dates, breaks;
};

const Minutes lunch{{540, 720}, {780, 1080}};
const Minutes night{{1320, 1800}};
const Minutes small_hours{{30, 150}, {170, 195}};
const Minutes whole{{0, 1440}};

const Plan plans[] = {
    {"china_lunch",
     R"("week":{"mon-fri":"09:00-12:00, 13:00-18:00"},"holidays":["CN"])",
     {lunch, lunch, lunch, lunch, lunch, {}, {}},
     true,
     {},
     {}},
    {"nights",
     R"("week":{"mon-fri":"22:00-30:00"})",
     {night, night, night, night, night, {}, {}},
     false,
     {},
     {}},
    {"always",
     R"("week":{"mon-sun":"00:00-24:00"})",
     {whole, whole, whole, whole, whole, whole, whole},
     false,
     {},
     {}},
    {"small_hours",
     R"("week":{"mon-sun":"00:30-02:30, 02:50-03:15"})",
     {small_hours, small_hours, small_hours, small_hours, small_hours, small_hours, small_hours},
     false,
     {},
     {}},
    {"sunday_only",
     R"("week":{"sun":"01:30-05:00"})",
     {{}, {}, {}, {}, {}, {}, {{90, 300}}},
     false,
     {},
     {}},
    {"dated",
     R"("week":{"mon-fri":"22:00-30:00","sat":"08:00-09:00"},"holidays":["CN"],
      "dates":{"2019-10-01":"10:00-14:00","2020-10-10":"closed","2020-03-08":"00:00-24:00"},
      "breaks":{"2019-10-01":"12:00-13:30","2020-06-02":"23:30-24:00","2020-06-03":"00:00-00:15"})",
     {night, night, night, night, night, {{480, 540}}, {}},
     true,
     {{"2019-10-01", {{600, 840}}}, {"2020-10-10", {}}, {"2020-03-08", whole}},
     {{"2019-10-01", {{720, 810}}}, {"2020-06-02", {{1410, 1440}}}, {"2020-06-03", {{0, 15}}}}},
};

struct Place {
  const char* zone;
  int first_year; // of three
};
const Place places[] = {{"Asia/Shanghai", 2019},     {"America/New_York", 2019},
                        {"Europe/Berlin", 2019},     {"America/Sao_Paulo", 2019},
                        {"Asia/Tehran", 2019},       {"Australia/Lord_Howe", 2019},
                        {"Africa/Casablanca", 2019}, {"Europe/Dublin", 2019}};

// One byte a minute, two months more at each end than is asked about: every answer lies inside.
constexpr int margin_days = 60;

struct Oracle {
  date::sys_time<std::chrono::minutes> start;
  std::vector<std::uint8_t> open;
  std::vector<std::int32_t> before; // open minutes before each minute

  Oracle(const Plan& plan, const Place& place) {
    using namespace date;
    const auto* zone = locate_zone(place.zone);
    const local_days first{year{place.first_year} / 1 / 1};
    const local_days last{year{place.first_year + 3} / 3 / 1};
    start = sys_days{year{place.first_year} / 1 / 1} - days{margin_days};
    open.resize(static_cast<std::size_t>((last - first + days{margin_days}).count()) * 1440);
    const auto paint = [&](local_days date, const Minutes& ranges, std::uint8_t value) {
      for (const auto& [from, to] : ranges) {
        const auto a = make_zoned(zone, date + std::chrono::minutes{from}, choose::earliest);
        const auto b = make_zoned(zone, date + std::chrono::minutes{to}, choose::latest);
        for (auto t = a.get_sys_time(); t < b.get_sys_time(); t += std::chrono::minutes{1}) {
          const auto i = (floor<std::chrono::minutes>(t) - start).count();
          if (i >= 0 && i < static_cast<std::int64_t>(open.size()))
            open[static_cast<std::size_t>(i)] = value;
        }
      }
    };
    for (local_days date = first - days{margin_days + 2}; date < last; date += days{1}) {
      const std::string text = format("%F", date);
      const unsigned wd = date::weekday{date}.iso_encoding() - 1;
      if (const auto dated = plan.dates.find(text); dated != plan.dates.end())
        paint(date, dated->second, 1);
      else if (plan.china && cn_off.contains(text))
        continue;
      else if (plan.china && cn_work.contains(text))
        paint(date, plan.week[0], 1);
      else
        paint(date, plan.week[wd], 1);
    }
    for (const auto& [text, ranges] : plan.breaks) {
      std::istringstream in(text);
      local_days date;
      in >> parse("%F", date);
      paint(date, ranges, 0);
    }
    before.push_back(0);
    for (const std::uint8_t minute : open)
      before.push_back(before.back() + minute);
  }

  // min{u >= i : open minutes in [i, u) >= n}
  [[nodiscard]] std::size_t add(std::size_t i, int n) const {
    while (n > 0 && i < open.size())
      n -= open[i++];
    return i;
  }
  // max{u <= i : open minutes in [u, i) >= n}
  [[nodiscard]] std::size_t back(std::size_t i, int n) const {
    while (n > 0 && i > 0)
      n -= open[--i];
    return i;
  }
};

class EveryHour : public ::testing::TestWithParam<std::pair<std::size_t, std::size_t>> {};

TEST_P(EveryHour, EqualsTheWalkByMinutes) {
  const Plan& plan = plans[GetParam().first];
  const Place& place = places[GetParam().second];
  const Oracle oracle(plan, place);
  const auto spec =
      parse_json("{\"timezone\":\"" + std::string(place.zone) + "\"," + plan.spec + "}");
  ASSERT_TRUE(spec) << spec.error().message;
  const auto calendar = Calendar::compile(*spec, *HolidayTables::builtin());
  ASSERT_TRUE(calendar) << calendar.error().message;
  const Calendar& c = **calendar;
  const auto instant = [&](std::size_t i) {
    return Instant{} +
           minutes(oracle.start.time_since_epoch().count() + static_cast<std::int64_t>(i));
  };
  std::mt19937 random(20'260'921);
  const auto january = [](int y) { return date::sys_days{date::year{y} / 1 / 1}; };
  const auto hours_asked = static_cast<std::size_t>(
      24 * (january(place.first_year + 3) - january(place.first_year)).count());
  for (std::size_t hour = random() % AMENDS_ORACLE_STRIDE; hour < hours_asked;
       hour += AMENDS_ORACLE_STRIDE) {
    const std::size_t i = margin_days * 1440 + hour * 60 + random() % 60;
    const int span = static_cast<int>(random() % 1200) + 1;
    const std::size_t forward = oracle.add(i, span);
    const std::size_t backward = oracle.back(i, span);
    ASSERT_TRUE(forward < oracle.open.size() && backward > 0);
    const Instant t = instant(i);
    ASSERT_EQ(c.is_open(t)->value, oracle.open[i] == 1) << print_instant(t);
    ASSERT_EQ(c.add(t, minutes(span))->value, instant(forward))
        << print_instant(t) << " + " << span;
    ASSERT_EQ(c.add(t, minutes(-span))->value, instant(backward))
        << print_instant(t) << " - " << span;
    ASSERT_EQ(c.between(instant(backward), instant(forward))->value,
              minutes(oracle.before[forward] - oracle.before[backward]))
        << print_instant(t);
    std::size_t next = i;
    while (oracle.open[next] == 0)
      ++next;
    ASSERT_EQ(c.next_open(t)->value, instant(next)) << print_instant(t);
    std::size_t previous = i;
    while (oracle.open[previous - 1] == 0)
      --previous;
    ASSERT_EQ(c.prev_close(t)->value, instant(previous)) << print_instant(t);
  }
}

std::vector<std::pair<std::size_t, std::size_t>> all() {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t plan = 0; plan < std::size(plans); ++plan)
    for (std::size_t place = 0; place < std::size(places); ++place)
      pairs.emplace_back(plan, place);
  return pairs;
}

INSTANTIATE_TEST_SUITE_P(Oracle, EveryHour, ::testing::ValuesIn(all()), [](const auto& tested) {
  std::string name =
      std::string(plans[tested.param.first].name) + "_" + places[tested.param.second].zone;
  for (char& ch : name)
    if (ch == '/')
      ch = '_';
  return name;
});

} // namespace
} // namespace amends
