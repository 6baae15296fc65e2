#include "compensation/make.hpp"

namespace amends::test {
namespace {

std::string side_pack() {
  return R"({"currency":"CNY","roles":{"agent":{"may":["handle"],"up_to":"30 CNY"},
      "lead":{"may":["handle","approve"],"up_to":"500 CNY"}},
    "tables":{
     "compensation":{"when":["category"],"then":["give","amount"],"rows":[
        ["delivery.damage","refund","paid",{"id":"damage","cooling":"24h"}],
        ["-","ask lead","-"]]},
     "fast_lane":{"when":["tier"],"then":["up_to"],"rows":[["gold, vip","100 CNY"],["-","20 CNY"]]},
     "abuse":{"hit":"collect","when":["complaints_90d","given_90d"],"then":["flag"],"rows":[
        [">= 5","-","many_complaints"],["-",">= 300 CNY","much_given"]]}}})";
}
AssessInput damaged(const char* tier, int complaints = 0) {
  auto in = about_line(input("delivery.damage"), "l-1");
  in.customer->tier = tier;
  in.facts["complaints_90d"] = Decimal(complaints);
  return in;
}

TEST(FastLane, SmallSumsOfGoodCustomersNeedNoApproval) {
  const auto shop = compensation(side_pack());
  ASSERT_TRUE(shop);
  const auto fast = plan_of(*shop, damaged("vip")); // 70 yuan
  EXPECT_TRUE(fast.fast_lane);
  EXPECT_FALSE(fast.approval);
  const auto slow = plan_of(*shop, damaged("normal"));
  EXPECT_FALSE(slow.fast_lane);
  ASSERT_TRUE(slow.approval);
  EXPECT_EQ(slow.approval->role, "lead");
}

TEST(Abuse, AFlagNeverRefusesItTakesThePlanOffTheFastLane) {
  const auto shop = compensation(side_pack());
  ASSERT_TRUE(shop);
  const auto calm = plan_of(*shop, damaged("vip"));
  auto in = damaged("vip", 5);
  in.ledger.push_back(
      {"customer:c-1", "case-0", Give::refund, yuan(30000), true, in.at - hours(24)});
  in.ledger.push_back(
      {"customer:c-1", "case-1", Give::refund, yuan(90000), true, in.at}); // this case
  const auto plan = plan_of(*shop, in);
  EXPECT_EQ(plan.flags, (std::vector<std::string>{"many_complaints", "much_given"}));
  EXPECT_FALSE(plan.fast_lane);
  EXPECT_TRUE(plan.approval);
  ASSERT_EQ(plan.lines.size(), 1U);
  EXPECT_EQ(plan.lines[0].amount, calm.lines[0].amount);
}

TEST(Cooling, StandsInTheLine) {
  const auto shop = compensation(side_pack());
  ASSERT_TRUE(shop);
  EXPECT_EQ(plan_of(*shop, damaged("vip")).lines[0].cooling, hours(24));
}

TEST(Compile, SideTablesGiveOneColumn) {
  const auto wrong =
      compile(R"({"tables":{"fast_lane":{"when":["tier"],"then":["limit"],"rows":[]}}})");
  ASSERT_FALSE(wrong);
  EXPECT_TRUE(wrong.error().where.starts_with("/tables/fast_lane")) << wrong.error().where;
}

} // namespace
} // namespace amends::test
