// What a plan reserves and when it is let go: acceptance, payment, offers that come to nothing,
// cooling and revoking.
#include "strict_shop.hpp"

namespace amends::test {
namespace {

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

} // namespace
} // namespace amends::test
