// Who may promise what: approval by amount and role, overrides on record.
#include "strict_shop.hpp"

namespace amends::test {
namespace {

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

} // namespace
} // namespace amends::test
