// The compiled zone table against two other readers of the zone data.
#include "calendar/zone.hpp"
#include "calendar/zone_table.hpp"

#include "amends/calendar.hpp"

#include <date/tz.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace amends::calendar {
namespace {

constexpr std::int64_t year_s = 31'556'952;

TEST(Zones, EqualDateTzForEveryZoneAndYearItKnows) {
  const std::int64_t to_s = 68 * year_s; // the end of 2037, where date/tz stops following rules
  std::size_t zones = 0;
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    const auto ours = load_zone(zone.name(), 0, to_s);
    ASSERT_TRUE(ours) << zone.name();
    for (std::int64_t at = 0; at < to_s;) {
      const auto info = zone.get_info(date::sys_seconds{std::chrono::seconds{at}});
      const std::int64_t end = std::min<std::int64_t>(info.end.time_since_epoch().count(), to_s);
      ASSERT_EQ(ours->offset_s(at), info.offset.count()) << zone.name() << " at " << at;
      ASSERT_EQ(ours->offset_s(end - 1), info.offset.count()) << zone.name() << " before " << end;
      at = end;
    }
    ++zones;
  }
  EXPECT_EQ(zones, zone_names().size());
}

TEST(Zones, EqualTheCLibraryBehindTheLastListedYear) {
  for (const TableZone& zone : zone_names()) {
    ::setenv("TZ", std::string(zone.name).c_str(), 1);
    ::tzset();
    const auto ours = load_zone(std::string(zone.name), 67 * year_s, 100 * year_s);
    ASSERT_TRUE(ours);
    for (std::int64_t at = 67 * year_s; at < 100 * year_s; at += 41 * 86'400 + 3'600) {
      const auto t = static_cast<std::time_t>(at);
      std::tm local{};
      ::localtime_r(&t, &local);
      ASSERT_EQ(ours->offset_s(at), local.tm_gmtoff) << zone.name << " at " << at;
    }
  }
  ::unsetenv("TZ");
  ::tzset();
}

TEST(Zones, OpeningsAndClosingsInGapAndOverlap) {
  const auto zone = *load_zone("America/New_York", 1'767'225'600, 1'798'761'600); // 2026
  const auto local = [](int month, int day, int minute) {
    return date::sys_days{date::year{2026} / month / day}.time_since_epoch().count() *
               std::int64_t{86'400} +
           minute * 60;
  };
  Zone::Walk walk;
  const std::int64_t spring = 1'772'953'200; // 2026-03-08T07:00:00Z
  EXPECT_EQ(zone.opening(local(3, 8, 150), walk), spring);
  EXPECT_EQ(zone.closing(local(3, 8, 150), walk), spring);
  const std::int64_t autumn = 1'793'512'800; // 2026-11-01T06:00:00Z: 02:00 becomes 01:00
  EXPECT_EQ(zone.opening(local(11, 1, 90), walk), autumn - 1800);
  EXPECT_EQ(zone.closing(local(11, 1, 90), walk), autumn + 1800);
  EXPECT_EQ(zone.closing(local(11, 1, 60), walk), autumn);
  EXPECT_EQ(zone.opening(local(11, 1, 120), walk), autumn + 3600);
}

// The law changes: Berlin keeps summer time from 2027 on, and Mars gets a zone.
TEST(Zones, AHostMayKnowBetter) {
  const std::string table = R"({"amends_zones":1,"source":"a law of 2026","zones":{
      "Europe/Berlin":[["2027-03-28T00:30:00Z",7200]],
      "Mars/Olympus":[["2030-01-01T00:00:00Z",3600],["2031-01-01T00:00:00Z",5400]]}})";
  const auto tables = HolidayTables::builtin();
  const auto newer = tables->with(*parse_json(table));
  ASSERT_TRUE(newer) << newer.error().message;
  EXPECT_NE((*newer)->digest(), tables->digest());

  const auto calendar = [&](const char* zone, const HolidayTables& known) {
    return Calendar::compile(*parse_json(R"({"week":{"mon-sun":"09:00-17:00"},"timezone":")" +
                                         std::string(zone) + "\"}"),
                             known);
  };
  const auto before = *calendar("Europe/Berlin", *tables);
  const auto after = *calendar("Europe/Berlin", **newer);
  EXPECT_NE(before->revision(), after->revision());
  const auto opens = [](const Calendar& c, std::string_view t) {
    return print_instant(c.next_open(*parse_instant(t))->value);
  };
  EXPECT_EQ(opens(*after, "2026-12-01T00:00:00Z"), "2026-12-01T08:00:00Z"); // as ever
  EXPECT_EQ(opens(*after, "2027-03-28T00:00:00Z"), "2027-03-28T07:00:00Z");
  EXPECT_EQ(opens(*before, "2027-12-01T00:00:00Z"), "2027-12-01T08:00:00Z");
  EXPECT_EQ(opens(*after, "2027-12-01T00:00:00Z"), "2027-12-01T07:00:00Z");
  // The changed instant replaces the table's of the same night.
  EXPECT_EQ(*after->offset_at(*parse_instant("2027-03-28T00:29:59Z")), hours(1));
  EXPECT_EQ(*after->offset_at(*parse_instant("2027-03-28T00:30:00Z")), hours(2));
  // A zone that is not touched keeps its revision.
  EXPECT_EQ((*calendar("Asia/Tokyo", *tables))->revision(),
            (*calendar("Asia/Tokyo", **newer))->revision());

  EXPECT_FALSE(calendar("Mars/Olympus", *tables));
  const auto mars = *calendar("Mars/Olympus", **newer);
  EXPECT_EQ(opens(*mars, "2026-01-01T00:00:00Z"), "2026-01-01T08:00:00Z");
  EXPECT_EQ(opens(*mars, "2031-06-01T00:00:00Z"), "2031-06-01T07:30:00Z");
}

TEST(Zones, BadDataIsRefusedWithPlaceAndMend) {
  struct Bad {
    std::string_view zones, where, says;
  };
  const Bad all[] = {
      {R"("amends_zones":2,"zones":{})", "", "\"amends_zones\": 1"},
      {R"("amends_zones":1)", "", "\"zones\" is missing"},
      {R"("amends_zones":1,"zone":{})", "/zone", "\"zones\""},
      {R"("amends_zones":1,"zones":{"A/B":[]})", "/zones/A~1B", "list of changes"},
      {R"("amends_zones":1,"zones":{"A":[["2027-01-01",3600]]})", "/zones/A/0/0", ""},
      {R"("amends_zones":1,"zones":{"A":[["2027-01-01T00:00:00Z"]]})", "/zones/A/0", "a change is"},
      {R"("amends_zones":1,"zones":{"A":[["2027-01-01T00:00:00.5Z",1]]})", "/zones/A/0/0",
       "whole second"},
      {R"("amends_zones":1,"zones":{"A":[["2027-01-01T00:00:00Z",54001]]})", "/zones/A/0/1",
       "15 hours"},
      {R"("amends_zones":1,"zones":{"A":[["2027-01-01T00:00:00Z",0],["2027-01-02T00:00:00Z",1]]})",
       "/zones/A/1", "two days apart"},
  };
  for (const Bad& bad : all) {
    const auto json = parse_json("{" + std::string(bad.zones) + "}");
    ASSERT_TRUE(json) << bad.zones;
    const auto tables = HolidayTables::builtin()->with(*json);
    ASSERT_FALSE(tables) << bad.zones;
    EXPECT_EQ(tables.error().where, bad.where);
    EXPECT_NE(tables.error().message.find(bad.says), std::string::npos) << tables.error().message;
  }
}

} // namespace
} // namespace amends::calendar
