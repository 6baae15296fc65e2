// Plans from outside: one at a time, changed orders, signs of abuse, what is missing, the law.
#include "strict_shop.hpp"

namespace amends::test {
namespace {

TEST(Plans, OneIsCarriedOutAtATime) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("propose", "case-1", "agent:li");
  const Json accepted = desk.say("accept", "case-1", "customer:c-77");
  const std::string more = R"("lines":[{"give":"coupon","amount":"5 CNY"}])";
  EXPECT_EQ(desk.refused("propose", "case-1", "agent:li", more).code, Code::state);
  EXPECT_EQ(desk.refused("accept", "case-1", "customer:c-77").code, Code::state);
  desk.wait(hours(25));
  desk.settle(Desk::action_of(accepted, "refund"), "done");
  desk.say("propose", "case-1", "agent:li", more);
  desk.say("accept", "case-1", "customer:c-77");
}

TEST(Plans, AChangedOrderMakesTheRulesOfferAnew) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("propose", "case-1", "agent:li");
  std::string order = two_line_order;
  order.replace(order.find(R"("paid":"80 CNY")"), 15, R"("paid":"70 CNY")");
  order.replace(order.find(R"("paid":"400 CNY")"), 16, R"("paid":"390 CNY")");
  order.replace(order.find(R"("id":"o-1")"), 10, R"("id":"o-1","revision":1)");
  const Json changed = desk.say("order_changed", "case-1", "agent:li", R"("order":)" + order);
  EXPECT_EQ(desk.plan_state("case-1", 0), "superseded");
  EXPECT_EQ(at(changed, "/plan/state"), "open");
  EXPECT_EQ(at(changed, "/plan/lines/0/amount/minor"), "7000");
  EXPECT_EQ(Desk::action_of(changed, "notify").empty(), false);
  // What staff wrote is left to staff.
  desk.say("propose", "case-1", "lead:zhang",
           R"("lines":[{"line":"l-2","give":"refund","amount":"70 CNY"}])");
  order.replace(order.find(R"("revision":1)"), 12, R"("revision":2)");
  const Json again = desk.say("order_changed", "case-1", "agent:li", R"("order":)" + order);
  EXPECT_EQ(at(again, "/plan/state"), "open");
  EXPECT_EQ(at(again, "/plan/outdated"), "true");
  EXPECT_TRUE(desk.has_task("case-1", "look_at_plan_again agent"));
}

TEST(Abuse, ASignIsATaskAndNoRefusal) {
  Desk desk(strict_shop());
  desk.open("a-1", torn);
  desk.open("a-2", torn);
  const Json third = desk.open("a-3", torn);
  EXPECT_EQ(at(third, "/plan/flags/0"), "many_complaints");
  EXPECT_EQ(at(third, "/plan/lines/0/give"), "refund");
  EXPECT_TRUE(desk.has_task("a-3", "look_into:many_complaints lead"));
  desk.say("contact", "a-3", "agent:li");
  desk.say("record_finding", "a-3", "agent:li", R"("about":[{"line":"l-2"}],"facts":{})");
  std::size_t signs = 0;
  for (const std::string& task : desk.tasks("a-3"))
    signs += task.starts_with("look_into:") ? 1 : 0;
  EXPECT_EQ(signs, 1U); // once a sign
  desk.say("propose", "a-3", "agent:li");
}

TEST(Incident, ItsGoodwillIsGivenOncePerOrder) {
  Desk desk(policy_of(R"(,"tables":{"compensation":{"when":["category"],"then":["give","amount"],
      "rows":[["-","coupon","20 CNY"]],
      "caps":[{"give":"coupon","per":"incident","at_most":"30 CNY"}]}})"));
  const auto take = [&](const std::string& id) {
    desk.open(id, torn);
    desk.say("amend_facts", id, "agent:li", R"("facts":{"incident":"typhoon-9"})");
    desk.say("contact", id, "agent:li");
    const Json offer = desk.say("propose", id, "agent:li");
    desk.say("accept", id, "customer:c-77");
    return at(offer, "/plan/lines/0/amount/minor");
  };
  EXPECT_EQ(take("i-1"), "2000");
  EXPECT_EQ(take("i-2"), "1000");
}

TEST(Incomplete, AMissingFactIsNamedAndNothingIsPromised) {
  Desk desk(policy_of(R"(,"tables":{"compensation":{"when":["category"],"then":["give","amount"],
      "rows":[["-","price_difference","loss"]]}})"));
  const Json opened = desk.open("case-1", torn);
  EXPECT_EQ(at(opened, "/plan/incomplete/0"), "/facts/loss");
  EXPECT_EQ(opened.find("plan")->find("lines")->items.size(), 0U);
  desk.say("contact", "case-1", "agent:li");
  const Error error = desk.refused("propose", "case-1", "agent:li");
  EXPECT_EQ(error.code, Code::state);
  EXPECT_NE(error.message.find("/facts/loss"), std::string::npos);
}

TEST(LawInCases, FindingsMaySpeakTheLawsOwnWords) {
  Desk desk(policy_of("", R"("base@1","law-cn@1")"));
  desk.open("case-1", "怀疑是盗版书，是假货");
  desk.say("contact", "case-1", "agent:li");
  EXPECT_EQ(
      desk.refused("record_finding", "case-1", "agent:li", R"("facts":{"tipe":"fraud"})").code,
      Code::parse);
  desk.say("record_finding", "case-1", "quality:qian", R"("facts":{"type":"fraud"})");
  EXPECT_EQ(at(desk.whole("case-1"), "/draft/floor"), "[]"); // no demand, no finding confirmed
  desk.say("record_finding", "case-1", "lead:zhang",
           R"("facts":{"confirmed":true,"demanded":true})");
  const Json state = desk.whole("case-1");
  EXPECT_EQ(at(state, "/draft/floor/0/amount/minor"), "114000"); // three times 380
  EXPECT_EQ(at(state, "/draft/floor/0/rule"), "CN-CPRL-55");
  // Neither a proposal nor an override goes below it.
  for (const std::string op : {"propose", "override"}) {
    const Error error = desk.refused(op, "case-1", "manager:hu",
                                     std::string(R"("lines":[{"give":"letter"}])") +
                                         (op == "override" ? R"(,"reason":"no")" : ""));
    EXPECT_NE(error.message.find("CN-CPRL-55"), std::string::npos) << error.message;
  }
}

} // namespace
} // namespace amends::test
