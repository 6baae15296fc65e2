// Short words for the calendar tests.
#pragma once

#include "amends/calendar.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

namespace amends::testing_calendar {

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

inline Date day(std::string_view text) {
  const auto date = parse_date(text);
  EXPECT_TRUE(date) << text;
  return date ? *date : Date{};
}

inline std::shared_ptr<const Calendar> calendar(std::string_view spec) {
  auto compiled = Calendar::compile(json(spec), *HolidayTables::builtin());
  EXPECT_TRUE(compiled) << (compiled ? ""
                                     : compiled.error().message + " " + compiled.error().where);
  return compiled ? *compiled : nullptr;
}

inline std::shared_ptr<const Calendar> desk() {
  return calendar(R"({"timezone":"Asia/Shanghai","week":{"mon-fri":"09:00-12:00, 13:00-18:00"},
                      "holidays":["CN"]})");
}

// The instant at the calendar's own offset, or the error's words.
inline std::string show(const Calendar& c, const Result<Timed<Instant>>& t) {
  if (!t)
    return t.error().message;
  if (t->value == Instant::never())
    return "never";
  return print_instant(t->value, *c.offset_at(t->value));
}

} // namespace amends::testing_calendar
