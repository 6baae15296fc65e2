// Tables of one family make one plan; what staff write is held against caps, heads and bearers;
// money of two currencies never meets.
#include "compensation/make.hpp"

namespace amends::test {
namespace {

// Goods, and beside them postage and the freight of sending back.
std::shared_ptr<const Compensation> family() {
  return compensation(R"json({"currency":"CNY",
    "roles":{"agent":{"may":["handle"],"up_to":"200 CNY"}},
    "tables":{
     "compensation":{"when":["category"],"then":["give","amount"],"rows":[
        ["delivery.damage","refund","paid",{"id":"damage"}],["-","letter","-"]]},
     "compensation.postage":{"hit":"collect","when":["category"],
        "then":["give","amount","head","paid_by"],"rows":[
        ["delivery.damage","refund","postage","delivery_cost","carrier",{"id":"postage"}]],
        "caps":[{"head":"delivery_cost","per":"order","at_most":"15 CNY"}]},
     "compensation.freight":{"hit":"collect","when":["return_freight"],
        "then":["give","amount","head","paid_by"],"rows":[
        ["not(null)","refund","return_freight","return_freight","shop"]]},
     "fast_lane":{"when":["category"],"then":["up_to"],"rows":[["-","500 CNY"]]}}})json");
}

TEST(Family, ItsTablesMakeOnePlanEachUnderItsOwnHead) {
  const auto shop = family();
  ASSERT_TRUE(shop);
  auto in = input("delivery.damage");
  in.facts["return_freight"] = yuan(900);
  const auto plan = plan_of(*shop, in);
  ASSERT_EQ(plan.lines.size(), 4U);
  EXPECT_EQ(plan.lines[0].amount, yuan(7000)); // goods, line by line
  EXPECT_EQ(plan.lines[1].amount, yuan(3000));
  EXPECT_EQ(plan.lines[2].head, Head::delivery_cost); // postage of both parcels, once, capped
  EXPECT_EQ(plan.lines[2].amount, yuan(1500));
  EXPECT_EQ(plan.lines[2].paid_by, "carrier");
  EXPECT_EQ(plan.lines[3].head, Head::return_freight);
  EXPECT_EQ(plan.lines[3].amount, yuan(900));
  EXPECT_EQ(plan.caps[0].cap, "compensation.postage/caps/0");
}

TEST(Family, AnAbsentFactThatARowAsksForByNotNullIsNotMissing) {
  const auto plan = plan_of(*family(), input("delivery.damage"));
  EXPECT_EQ(plan.lines.size(), 3U);
  EXPECT_TRUE(plan.incomplete.empty());
}

TEST(Family, MistakesAreFoundInEveryTable) {
  const auto wrong = compile(
      R"({"tables":{"compensation.freight":{"when":["category"],"then":["give"],"rows":[["-","refnd"]]}}})");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().where, "/tables/compensation.freight/rows/0");
  EXPECT_NE(wrong.error().message.find("refund"), std::string::npos);
}

PlanLine written(Give give, std::int64_t minor, Head head = Head::goodwill) {
  PlanLine line;
  line.give = give;
  line.amount = yuan(minor);
  line.head = head;
  line.by_staff = "agent:li";
  return line;
}

TEST(Staff, TheFastLaneIsForTheRuleNotForWhatTheyWrite) {
  const auto shop = family();
  EXPECT_FALSE(plan_of(*shop, input("delivery.damage")).fast_lane); // which of the lines?
  auto one_line = input("delivery.damage");
  one_line.about = {{"l-1", {}, {}}};
  EXPECT_TRUE(plan_of(*shop, one_line).fast_lane);
  const auto plan = shop->counter(input("delivery.damage"), {written(Give::coupon, 30000)});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_FALSE(plan->fast_lane);
}

TEST(Staff, ACapIsHeldUnlessItIsOverriddenOnRecord) {
  const auto shop = family();
  const auto lines = std::vector{written(Give::refund, 2000, Head::delivery_cost)};
  const auto held = shop->counter(input("delivery.damage"), lines);
  ASSERT_FALSE(held);
  EXPECT_EQ(held.error().where, "/lines/0");
  const auto beyond = shop->counter(input("delivery.damage"), lines, CapRule::exceed);
  ASSERT_TRUE(beyond) << beyond.error().message;
  EXPECT_EQ(beyond->lines[0].amount, yuan(2000));
  EXPECT_EQ(beyond->caps[0].given, yuan(2000));
  EXPECT_EQ(beyond->caps[0].at_most, yuan(1500));
}

TEST(Staff, AMultipleNeedsTheFindingAndTheDemand) {
  const auto shop = family();
  auto in = input("product.counterfeit");
  const auto lines = std::vector{written(Give::refund, 50000, Head::punitive)};
  EXPECT_EQ(shop->counter(in, lines).error().where, "/lines/0/head");
  in.facts["confirmed"] = true;
  EXPECT_EQ(shop->counter(in, lines).error().where, "/lines/0/head");
  in.facts["demanded"] = true;
  EXPECT_TRUE(shop->counter(in, lines));
}

TEST(Table, AMultipleOfTheShopsOwnNeedsThemToo) {
  const auto shop = compensation(R"({"currency":"CNY","tables":{"compensation":{
    "when":["category"],"then":["give","amount","head"],"rows":[
      ["product.counterfeit","refund","3 * paid","punitive"],["-","letter","-","-"]]}}})");
  ASSERT_TRUE(shop);
  auto in = input("product.counterfeit");
  auto plan = plan_of(*shop, in);
  EXPECT_TRUE(plan.lines.empty());
  EXPECT_TRUE(plan.ask); // a person decides
  in.facts["confirmed"] = true;
  in.facts["demanded"] = true;
  plan = plan_of(*shop, in);
  ASSERT_EQ(plan.lines.size(), 1U); // for all lines together, and beyond what was paid
  EXPECT_EQ(plan.lines[0].amount, yuan(30000));
}

TEST(Currency, TwoThatMeetAreNamedWithTheirPlace) {
  const auto shop = family();
  auto in = input("delivery.damage");
  in.facts["return_freight"] = Money{900, parse_currency("USD").value()};
  const auto plan = shop->assess(in);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().where, "/facts/return_freight");
  for (const auto* word : {"USD", "CNY"})
    EXPECT_NE(plan.error().message.find(word), std::string::npos) << plan.error().message;
}

TEST(Floor, AboveWhatWasPaidIsForAPerson) {
  const auto shop = compensation(R"({"currency":"CNY",
    "roles":{"lead":{"may":["handle","approve"]}},
    "tables":{"compensation":{"when":["category"],"then":["give","amount"],"rows":[["-","letter","-"]]}},
    "laws":{"x":{"jurisdiction":"X","currency":"CNY",
      "calendar":{"timezone":"Asia/Shanghai","week":{"mon-fri":"00:00-24:00"}},
      "rules":{"X-1":{"law":"l","article":"1","kind":"floor","as_of":"act","zh":"z","en":"e"}},
      "facts":{"owed":{"type":"number","zh":"z","en":"e"}},
      "steps":{"owe":{"needs":["owed"],"when":["owed"],"then":["refund_fen"],"rows":[["-","owed",{"rule":"X-1"}]]}},
      "money":{"refund_fen":{"head":"price"}}}}})");
  ASSERT_TRUE(shop);
  auto in = input();
  in.facts["owed"] = Decimal(10000); // what was paid for the goods
  EXPECT_FALSE(plan_of(*shop, in).ask);
  in.facts["owed"] = Decimal(10001);
  EXPECT_EQ(plan_of(*shop, in).ask, "lead");
}

} // namespace
} // namespace amends::test
