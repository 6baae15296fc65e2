// Returned goods are looked at: what is found moves the terms and amounts of the law.
#include "desk.hpp"

namespace amends::test {
namespace {

std::string terms(const Json& receipt) {
  std::string out;
  const Json* plan = receipt.find("plan");
  const Json* deadlines = plan == nullptr ? nullptr : plan->find("deadlines");
  if (deadlines != nullptr)
    for (const Json& one : deadlines->items)
      out += at(one, "/what") + " " + at(one, "/due") + " " + at(one, "/rule") + ";";
  return out;
}

TEST(Inspect, AnIntactReturnSetsTheTermOfTheRefund) {
  Desk desk(*Policy::builtin("book-delivery"));
  desk.open("case-1", "不想要了，申请七天无理由退货");
  desk.say("record_finding", "case-1", "agent:li",
           R"("facts":{"no_reason":true,"goods":"book","notice_date":"2026-09-21"})");
  // Back on Friday 25 September; the seventh day lies in the October holiday and moves to the 8th.
  desk.wait(hours(24 * 5));
  const Json intact = desk.say("inspect", "case-1", "agent:li",
                               R"("intact":true,"happened_at":"2026-09-25T23:30:00+08:00")");
  EXPECT_EQ(terms(intact), "refund_due 2026-10-08T16:00:00Z CN-CPRL-25-R;");
  const Json state = desk.whole("case-1");
  const Json& finding = state.find("findings")->items.back();
  EXPECT_EQ(at(finding, "/facts/returned_goods_received"), "2026-09-25");
  EXPECT_EQ(at(finding, "/facts/intact"), "true");
  // Worn: no term of a refund without a reason.
  EXPECT_EQ(terms(desk.say("inspect", "case-1", "agent:li", R"("intact":false)")), "");
}

TEST(Inspect, SaysItsOwnFactsOnceAndNeedsARole) {
  Desk desk(*Policy::builtin("book-delivery"));
  desk.open("case-1", "退货");
  const Error twice =
      desk.refused("inspect", "case-1", "agent:li", R"("intact":true,"facts":{"intact":false})");
  EXPECT_EQ(twice.where, "/facts/intact");
  EXPECT_EQ(desk.refused("inspect", "case-1", "customer:c-77", R"("intact":true)").code,
            Code::denied);
  EXPECT_EQ(
      desk.refused("inspect", "case-1", "agent:li", R"("intact":true,"facts":{"wet":1})").where,
      "/facts/wet");
  // A shop without a law: a finding all the same, with what the shop says.
  Desk plain(policy_of(""));
  plain.open("case-1", "退货");
  plain.say("inspect", "case-1", "agent:li", R"("intact":true,"facts":{"confirmed":true})");
  const Json state = plain.whole("case-1");
  EXPECT_EQ(state.find("findings")->items.size(), 1U);
}

} // namespace
} // namespace amends::test
