// The life of a plan: approval by amount and role, what is reserved and when it is let go,
// overrides on record, cooling and revoking, offers that lapse, signs of abuse.
#include "desk.hpp"

namespace amends::test {
namespace {

const std::string torn = "封面撕裂了";

// Torn: money back or another copy. Agents promise up to 100, leads up to 200.
std::shared_ptr<const Policy> strict_shop() {
  static const auto policy = policy_of(R"(,
    "roles":{"agent":{"up_to":"100 CNY"},"lead":{"up_to":"200 CNY"}},
    "tables":{"compensation":{"when":["category"],"then":["give","amount"],"rows":[
        ["delivery.damage","refund or resend","paid",{"cooling":"24h"}],["-","letter","-"]],
      "caps":[{"give":"coupon","per":"order","at_most":"30 CNY"}]},
      "abuse":{"when":["complaints_90d","resends"],"rows":[[">= 2","-","many_complaints"]]}})");
  return policy;
}

// A case about the line of 80 yuan, the customer spoken to.
void begin(Desk& desk, const std::string& id = "case-1") {
  desk.open(id, torn);
  desk.say("contact", id, "agent:li");
  desk.say("record_finding", id, "agent:li",
           R"("about":[{"line":"l-2"}],"facts":{"confirmed":true})");
}
const std::string about_both = R"("about":[{"line":"l-1"},{"line":"l-2"}],"facts":{})";

TEST(Approval, WithinTheAgentsAuthorityNobodyIsAsked) {
  Desk desk(strict_shop());
  begin(desk);
  const Json receipt = desk.say("propose", "case-1", "agent:li");
  EXPECT_EQ(at(receipt, "/plan/state"), "open");
  EXPECT_EQ(at(receipt, "/stage"), "offered");
  EXPECT_EQ(desk.held("case-1"), ""); // reserved when accepted
}

TEST(Approval, AboveItTheCustomerSeesNothingUntilSomebodySaysYes) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("record_finding", "case-1", "agent:li",
           R"("about":[{"line":"l-1","quantity":1}],"facts":{})");
  const Json asked = desk.say("propose", "case-1", "agent:li"); // 150 yuan
  EXPECT_EQ(at(asked, "/plan/state"), "awaiting_approval");
  EXPECT_EQ(at(asked, "/plan/approval/role"), "lead");
  EXPECT_EQ(at(asked, "/stage"), "checking");
  EXPECT_TRUE(desk.has_task("case-1", "approve_plan lead"));
  const Json seen = desk.shop.whole("case-1", desk.now(), "customer:c-77");
  EXPECT_EQ(at(seen, "/plan"), "null");
  EXPECT_EQ(desk.refused("accept", "case-1", "customer:c-77").code, Code::state);
  EXPECT_EQ(desk.refused("approve", "case-1", "agent:li").code, Code::denied);

  const Json given = desk.say("approve", "case-1", "lead:zhang");
  EXPECT_EQ(at(given, "/plan/state"), "open");
  EXPECT_EQ(at(given, "/plan/approved_by"), "lead:zhang");
  EXPECT_EQ(at(given, "/stage"), "offered");
  EXPECT_NE(at(given, "/plan/answer_by"), "");
  EXPECT_EQ(Desk::action_of(given, "notify").empty(), false); // the offer goes out now
  EXPECT_EQ(desk.held("case-1"), "price.refund 15000 reserved");
  EXPECT_FALSE(desk.has_task("case-1", "approve_plan lead"));
  EXPECT_EQ(at(desk.shop.whole("case-1", desk.now(), "customer:c-77"), "/plan/state"), "open");
}

TEST(Approval, TheClockOfThePlanRunsUntilTheCustomerHasIt) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("record_finding", "case-1", "agent:li", about_both);
  const auto clock = [&] {
    const Json state = desk.whole("case-1");
    for (const Json& one : state.find("clocks")->items)
      if (at(one, "/target") == "plan")
        return at(one, "/state");
    return std::string();
  };
  desk.say("propose", "case-1", "agent:li"); // 380 yuan: beyond the lead
  EXPECT_EQ(clock(), "running");
  EXPECT_EQ(desk.refused("approve", "case-1", "lead:zhang").code, Code::denied);
  desk.say("approve", "case-1", "manager:hu");
  EXPECT_EQ(clock(), "met");
}

TEST(Approval, RefusedItNeverReachesTheCustomer) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("record_finding", "case-1", "agent:li", about_both);
  desk.say("propose", "case-1", "agent:li");
  desk.say("refuse_approval", "case-1", "manager:hu", R"("text":"先核实")");
  EXPECT_EQ(desk.plan_state("case-1", 0), "not_approved");
  EXPECT_EQ(desk.held("case-1"), "");
  EXPECT_EQ(at(desk.shop.whole("case-1", desk.now(), "customer:c-77"), "/plan"), "null");
  EXPECT_EQ(desk.refused("approve", "case-1", "manager:hu").code, Code::state);
  EXPECT_EQ(desk.refused("refuse_approval", "case-1", "manager:hu").code, Code::state);
}

TEST(Approval, WhatStaffWriteIsHeldAgainstTheirOwnLimit) {
  Desk desk(strict_shop());
  begin(desk);
  const std::string lines =
      R"("lines":[{"line":"l-1","give":"partial_refund","amount":"150 CNY"}])";
  EXPECT_EQ(at(desk.say("propose", "case-1", "agent:li", lines), "/plan/state"),
            "awaiting_approval");
  EXPECT_EQ(at(desk.say("propose", "case-1", "lead:zhang", lines), "/plan/state"), "open");
  EXPECT_EQ(desk.plan_state("case-1", 0), "superseded");
  EXPECT_FALSE(desk.has_task("case-1", "approve_plan lead"));
}

TEST(Approval, AnOpenOfferStandsUntilTheNewOneIsApproved) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("propose", "case-1", "agent:li");
  desk.say("propose", "case-1", "agent:li",
           R"("lines":[{"line":"l-1","give":"partial_refund","amount":"150 CNY"}])");
  EXPECT_EQ(desk.plan_state("case-1", 0), "open");
  desk.say("accept", "case-1", "customer:c-77");
  EXPECT_EQ(desk.plan_state("case-1", 0), "accepted");
  EXPECT_EQ(desk.plan_state("case-1", 1), "superseded");
}

TEST(Ledger, AcceptanceReservesWhatWasChosenAndSettlingCommitsWhatWasPaid) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("propose", "case-1", "agent:li");
  const Json accepted = desk.say("accept", "case-1", "customer:c-77");
  EXPECT_EQ(desk.held("case-1"), "price.refund 8000 reserved");
  desk.wait(hours(25));
  desk.tick();
  desk.settle(Desk::action_of(accepted, "refund"), "done", R"({"amount":"79.50 CNY","ref":"r"})");
  EXPECT_EQ(desk.held("case-1"), "price.refund 7950 committed");
  EXPECT_EQ(desk.plan_state("case-1", 0), "executed");
}

TEST(Ledger, RefusalLetsItGoAndAsksAPerson) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("propose", "case-1", "agent:li");
  const Json accepted = desk.say("accept", "case-1", "customer:c-77");
  desk.wait(hours(25));
  desk.settle(Desk::action_of(accepted, "refund"), "refused");
  EXPECT_EQ(desk.held("case-1"), "");
  EXPECT_TRUE(desk.has_task("case-1", "action_failed finance"));
  EXPECT_EQ(desk.plan_state("case-1", 0), "accepted");
}

TEST(Ledger, PaidMoreThanPromisedIsAPersonsMatter) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("propose", "case-1", "agent:li");
  const Json accepted = desk.say("accept", "case-1", "customer:c-77");
  desk.settle(Desk::action_of(accepted, "refund"), "done", R"({"amount":"90 CNY"})");
  EXPECT_EQ(desk.held("case-1"), "price.refund 9000 committed");
  EXPECT_TRUE(desk.has_task("case-1", "paid_more_than_promised finance"));
}

// Every way in which an approved offer comes to nothing gives its money back.
TEST(Ledger, AnOfferThatComesToNothingHoldsNothing) {
  for (const std::string way : {"counter", "reject", "withdraw", "lapse", "supersede"}) {
    SCOPED_TRACE(way);
    Desk desk(strict_shop());
    begin(desk);
    desk.say("propose", "case-1", "agent:li",
             R"("lines":[{"line":"l-1","give":"partial_refund","amount":"150 CNY"}])");
    desk.say("approve", "case-1", "lead:zhang");
    ASSERT_EQ(desk.held("case-1"), "price.partial_refund 15000 reserved");
    if (way == "supersede") {
      desk.say("propose", "case-1", "agent:li", R"("lines":[{"give":"letter"}])");
      EXPECT_EQ(desk.plan_state("case-1", 0), "superseded");
    } else if (way == "lapse") {
      desk.wait(hours(24 * 8));
      desk.tick();
      EXPECT_EQ(desk.plan_state("case-1", 0), "lapsed");
    } else {
      desk.say(way, "case-1", "customer:c-77");
    }
    EXPECT_EQ(desk.held("case-1"), "");
  }
}

TEST(Ledger, AnApprovedOfferBlocksWhatAnotherCaseMayGive) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("propose", "case-1", "agent:li",
           R"("lines":[{"line":"l-1","give":"partial_refund","amount":"150 CNY"}])");
  desk.say("approve", "case-1", "lead:zhang");
  begin(desk, "case-2");
  const std::string lines = R"("lines":[{"line":"l-1","give":"refund","amount":"151 CNY"}])";
  EXPECT_EQ(desk.refused("propose", "case-2", "lead:zhang", lines).where, "/lines/0");
  desk.say("reject", "case-1", "customer:c-77");
  desk.say("propose", "case-2", "lead:zhang", lines);
}

TEST(Ledger, FreightIsNoRestitution) {
  Desk desk(strict_shop());
  begin(desk);
  EXPECT_EQ(desk.refused("propose", "case-1", "lead:zhang",
                         R"("lines":[{"give":"refund","amount":"1 CNY","paid_by":"nobody"}])")
                .where,
            "/lines/0/paid_by");
  desk.say("propose", "case-1", "lead:zhang",
           R"("lines":[{"line":"l-2","give":"refund","amount":"80 CNY"},)"
           R"({"head":"delivery_cost","paid_by":"carrier","give":"refund","amount":"20 CNY"}])");
  const Json accepted = desk.say("accept", "case-1", "customer:c-77");
  EXPECT_EQ(desk.held("case-1"), "price.refund 8000 reserved; delivery_cost.refund 2000 reserved");
  Json rows = desk.shop.say(R"({"op":"query","what":"payouts","at":")" + desk.now() +
                            R"(","by":"finance:qi","where":{"case_id":"case-1"}})");
  EXPECT_EQ(at(rows, "/rows/0/bearer"), "shop");
  EXPECT_EQ(at(rows, "/rows/1/bearer"), "carrier");
}

TEST(Ledger, ALostReSendCountsNothingAndIsStillCounted) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("propose", "case-1", "agent:li");
  const Json accepted = desk.say("accept", "case-1", "customer:c-77", R"("choice":[1])");
  desk.wait(hours(25));
  desk.settle(Desk::action_of(accepted, "reship"), "done", R"({"ref":"SF-2"})");
  EXPECT_EQ(desk.held("case-1"), "price.resend 8000 committed");
  EXPECT_EQ(desk.refused("propose", "case-1", "agent:li",
                         R"("lines":[{"line":"l-2","give":"refund","amount":"80 CNY"}])")
                .code,
            Code::evaluation);
  desk.say("record_finding", "case-1", "agent:li", R"("facts":{"resend_lost":true})");
  EXPECT_EQ(desk.held("case-1"), "price.resend 0 committed");
  desk.say("propose", "case-1", "agent:li",
           R"("lines":[{"line":"l-2","give":"refund","amount":"80 CNY"}])");
}

TEST(Override, BeyondACapOnRecordButNeverBeyondWhatWasPaid) {
  Desk desk(strict_shop());
  begin(desk);
  const std::string coupon = R"("lines":[{"give":"coupon","amount":"60 CNY"}])";
  EXPECT_EQ(desk.refused("propose", "case-1", "lead:zhang", coupon).code, Code::evaluation);
  EXPECT_EQ(desk.refused("override", "case-1", "agent:li", coupon + R"(,"reason":"x")").code,
            Code::denied);
  const Error no_reason = desk.refused("override", "case-1", "lead:zhang", coupon);
  EXPECT_NE(no_reason.message.find("reason"), std::string::npos) << no_reason.message;
  const Json given =
      desk.say("override", "case-1", "lead:zhang", coupon + R"(,"reason":"第三次出问题")");
  EXPECT_EQ(at(given, "/plan/state"), "open");
  EXPECT_EQ(at(given, "/plan/caps/0/wanted/minor"), "6000");
  EXPECT_EQ(at(given, "/plan/caps/0/at_most/minor"), "3000");
  EXPECT_EQ(at(given, "/stage"), "offered");
  const Json events = desk.shop.say(R"({"op":"query","what":"events","at":")" + desk.now() +
                                    R"(","by":"auditor:ke","where":{"case_id":"case-1"}})");
  const Json& last = events.find("rows")->items.back();
  std::string who, rule, why;
  for (const Json& event : last.find("events")->items)
    if (at(event, "/event") == "plan_overridden") {
      who = at(event, "/by");
      rule = at(event, "/rule/lines/0/give");
      why = at(event, "/reason");
    }
  EXPECT_EQ(who, "lead:zhang");
  EXPECT_EQ(rule, "refund");
  EXPECT_NE(why, "");
  EXPECT_EQ(desk.refused("override", "case-1", "manager:hu",
                         R"("lines":[{"line":"l-2","give":"refund","amount":"81 CNY"}],)"
                         R"("reason":"x")")
                .where,
            "/lines/0");
}

TEST(Cooling, MoneyWaitsAndCanBeRevokedUntilItIsHandedOut) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("propose", "case-1", "agent:li");
  const Json accepted = desk.say("accept", "case-1", "customer:c-77");
  const std::string refund = Desk::action_of(accepted, "refund");
  const auto handed_out = [&] {
    const Json ticked = desk.tick();
    for (const Json& action : ticked.find("actions")->items)
      if (at(action, "/id") == refund)
        return true;
    return false;
  };
  EXPECT_FALSE(handed_out());
  desk.wait(hours(23));
  EXPECT_FALSE(handed_out());
  EXPECT_EQ(desk.refused("revoke", "case-1", "agent:li", R"("action":"x","reason":"r")").code,
            Code::denied);
  desk.say("revoke", "case-1", "lead:zhang",
           R"("action":")" + refund + R"(","reason":"客户改选补发")");
  EXPECT_EQ(desk.held("case-1"), "");
  EXPECT_EQ(desk.plan_state("case-1", 0), "withdrawn");
  desk.wait(hours(48));
  EXPECT_FALSE(handed_out());
}

TEST(Cooling, WhatWasHandedOutCannotBeRevokedEvenWhenTheLeaseIsOver) {
  Desk desk(strict_shop());
  begin(desk);
  desk.say("propose", "case-1", "agent:li");
  const Json accepted = desk.say("accept", "case-1", "customer:c-77");
  const std::string refund = Desk::action_of(accepted, "refund");
  desk.wait(hours(25));
  desk.tick();
  desk.wait(hours(1));
  const Error error = desk.refused("revoke", "case-1", "lead:zhang",
                                   R"("action":")" + refund + R"(","reason":"r")");
  EXPECT_EQ(error.code, Code::state) << error.message;
  EXPECT_EQ(desk.held("case-1"), "price.refund 8000 reserved");
}

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
