// The compiled zone table against two other readers of the zone data.
#include "calendar/zone.hpp"
#include "calendar/zone_table.hpp"

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

} // namespace
} // namespace amends::calendar
