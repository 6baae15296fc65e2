#include "amends/value.hpp"

#include "print.hpp"

#include <gtest/gtest.h>

namespace amends {
namespace {

std::string printed(Value value) { return print_json(value_to_json(value)); }

TEST(Value, IsWrittenAsItsJson) {
  EXPECT_EQ(printed(Null{}), "null");
  EXPECT_EQ(printed(true), "true");
  EXPECT_EQ(printed(Decimal::scaled(125, 2)), "1.25");
  EXPECT_EQ(printed(std::string("x")), "\"x\"");
  EXPECT_EQ(printed(date_of(2026, 9, 21).value()), "\"2026-09-21\"");
  EXPECT_EQ(printed(Instant{0}), "\"1970-01-01T00:00:00Z\"");
  EXPECT_EQ(printed(hours(26)), "\"P1DT2H\"");
  EXPECT_EQ(printed(Months{14}), "\"P1Y2M\"");
  EXPECT_EQ(printed(Months{-12}), "\"-P1Y\"");
  EXPECT_EQ(printed(Months{0}), "\"P0M\"");
  EXPECT_EQ(printed(parse_money("1.5 CNY").value()), R"({"minor":150,"currency":"CNY"})");
}

TEST(Value, JsonReadsBackTheSame) {
  constexpr const char* text =
      R"({"a":[null,true,1.25,"2026-09-21",{"minor":150,"currency":"CNY"}],"b":{"minor":1}})";
  const Value value = value_from_json(parse_json(text).value()).value();
  EXPECT_EQ(printed(value), text);
  const ValueContext& context = *value.get<ValueContext>();
  const ValueList& list = *context.find("a")->second.get<ValueList>();
  EXPECT_NE(list[3].get<std::string>(), nullptr); // no guessing at dates
  EXPECT_NE(list[4].get<Money>(), nullptr);
  EXPECT_NE(context.find("b")->second.get<ValueContext>(), nullptr); // not money: no currency
}

TEST(Value, PointsAtWhatCannotBeRead) {
  const auto where = [](std::string_view text) {
    return value_from_json(parse_json(text).value()).error().where;
  };
  EXPECT_EQ(where(R"({"a":[1,1e99999]})"), "/a/1");
  EXPECT_EQ(where(R"([{"minor":1,"currency":"RMB"}])"), "/0/currency");
  EXPECT_EQ(where(R"([{"minor":1.5,"currency":"CNY"}])"), "/0/minor");
}

} // namespace
} // namespace amends
