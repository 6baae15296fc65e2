// Short words for the clock tests.
#pragma once

#include "amends/sla.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amends::testing_sla {

inline Json json(std::string_view text) {
  auto parsed = parse_json(text);
  EXPECT_TRUE(parsed) << text << (parsed ? "" : parsed.error().message);
  return parsed ? *parsed : Json();
}

inline Instant at(std::string_view text) {
  const auto t = parse_instant(text);
  EXPECT_TRUE(t) << text;
  return t ? *t : Instant{};
}

inline std::string show(Instant t) { return print_instant(t, hours(8)); }
inline std::string show(const std::optional<Instant>& t) { return t ? show(*t) : "none"; }

// A desk in Shanghai, 09-12 and 13-18 on working days; an office that is told things 10-16.
inline const Target::Calendars& calendars() {
  static const Target::Calendars all = [] {
    auto desk = Calendar::compile(json(R"({"timezone":"Asia/Shanghai",
        "week":{"mon-fri":"09:00-12:00, 13:00-18:00"},"holidays":["CN"]})"),
                                  *HolidayTables::builtin());
    auto office = Calendar::compile(json(R"({"timezone":"Asia/Shanghai",
        "week":{"mon-fri":"10:00-16:00"},"holidays":["CN"]})"),
                                    *HolidayTables::builtin());
    EXPECT_TRUE(desk && office);
    return Target::Calendars{{"desk", *desk}, {"office", *office}};
  }();
  return all;
}

inline std::shared_ptr<const Target> target(std::string_view spec) {
  auto compiled = Target::compile("t", json(spec), calendars());
  EXPECT_TRUE(compiled) << (compiled ? "" : compiled.error().message + compiled.error().where);
  return compiled ? *compiled : nullptr;
}

inline Facts priority(const std::string& p) { return {{"priority", Value(p)}}; }

inline ClockRow started(const Target& t, std::string_view when, const Facts& facts = {}) {
  auto clock = t.start("C.1.1", at(when), at(when), facts);
  EXPECT_TRUE(clock && *clock) << (clock ? "no budget" : clock.error().message);
  return clock && *clock ? **clock : ClockRow{};
}

// Fires everything that lies strictly before `now` and tells what it was.
using Fired = std::vector<std::string>;
inline Fired tick(ClockRow& clock, const Target& t, Instant now) {
  Fired fired;
  while (const ClockPoint* point = next_point(clock)) {
    if (now <= point->at)
      break;
    fired.push_back(point->name + " " + point->role + " " + show(point->at));
    auto next = fire(clock, t);
    EXPECT_TRUE(next);
    if (!next)
      break;
    clock = *next;
  }
  return fired;
}
inline Fired tick(ClockRow& clock, const Target& t, std::string_view now) {
  return tick(clock, t, at(now));
}

} // namespace amends::testing_sla
