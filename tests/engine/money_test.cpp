// What was paid is given back once: whatever form it takes, whoever gives it, under whatever name
// the line goes, and whatever became of the order meanwhile.
#include "desk.hpp"

#include <algorithm>

namespace amends::test {
namespace {

const std::string torn = "封面撕裂了";
const std::string slow = "物流太慢了";

std::shared_ptr<const Policy> shop_policy() {
  static const auto policy = policy_of(R"(,
    "roles":{"agent":{"up_to":"1000 CNY"}},
    "tables":{"compensation":{"when":["category"],"then":["give","amount","coupon","points"],"rows":[
        ["delivery.damage","refund or coupon or points","paid","paid","8000"],
        ["delivery.delay","coupon","-","30 CNY","-"],["-","letter","-","-","-"]],
      "caps":[{"give":"coupon","head":"goodwill","per":"customer","in":"90d","at_most":"100 CNY"}]}})");
  return policy;
}

std::string order_of(const std::string& lines, const std::string& more, const std::string& id) {
  return R"({"id":")" + id + R"(","currency":"CNY",)" + more + R"("lines":[)" + lines + "]}";
}
std::string a_line(const std::string& id, const std::string& paid) {
  return R"({"id":")" + id + R"(","quantity":1,"paid":")" + paid + R"("})";
}
// One line of 80 yuan.
const std::string eighty = order_of(a_line("l-1", "80 CNY"), R"("paid":"80 CNY",)", "o-9");
const std::string refund_80 = R"("lines":[{"line":"l-1","give":"refund","amount":"80 CNY"}])";

class Money80 : public ::testing::Test {
protected:
  Desk desk{shop_policy()};

  Json begin(const std::string& id, const std::string& order = eighty,
             const std::string& text = torn) {
    desk.open(id, text, order);
    return desk.say("contact", id, "agent:li");
  }
  Json offer(const std::string& id, const std::string& lines = "") {
    return desk.say("propose", id, "agent:li", lines);
  }
  Json take(const std::string& id, const std::string& choice = "0") {
    return desk.say("accept", id, "customer:c-77", R"("choice":[)" + choice + "]");
  }
  bool handed_out(const std::string& id) {
    const Json ticked = desk.tick();
    const auto& actions = ticked.find("actions")->items;
    return std::any_of(actions.begin(), actions.end(),
                       [&](const Json& action) { return at(action, "/id") == id; });
  }
  // The customer says yes to what is not there any more.
  Error gone(const std::string& id, const std::string& choice = "0") {
    const Error error = desk.refused("accept", id, "customer:c-77", R"("choice":[)" + choice + "]");
    EXPECT_EQ(error.code, Code::state) << error.message;
    return error;
  }
};

using Restitution = Money80;

TEST_F(Restitution, ACouponInThePlaceOfMoneyCounts) {
  begin("a");
  offer("a");
  take("a", "1");
  EXPECT_EQ(desk.held("a"), "price.coupon 8000 reserved");
  begin("b");
  EXPECT_EQ(desk.refused("propose", "b", "agent:li", refund_80).code, Code::evaluation);
  EXPECT_EQ(desk.refused("propose", "b", "agent:li").code,
            Code::state); // the rule has nothing left
}

TEST_F(Restitution, PointsInThePlaceOfMoneyCountWhatTheMoneyWouldHaveBeen) {
  begin("a");
  offer("a");
  take("a", "2");
  EXPECT_EQ(desk.held("a"), "price.points 8000 reserved");
  begin("b");
  EXPECT_EQ(desk.refused("propose", "b", "agent:li", refund_80).code, Code::evaluation);
}

TEST_F(Restitution, AWholeOrderMeetsItsLinesEitherWayRound) {
  begin("a");
  offer("a", R"("lines":[{"give":"refund","amount":"80 CNY"}])");
  begin("b");
  offer("b");
  begin("c");
  offer("c", R"("lines":[{"give":"refund","amount":"80 CNY"}])");
  take("a");
  EXPECT_NE(gone("b").message.find("80.00 CNY is more than what was paid leaves: 0.00 CNY"),
            std::string::npos);
  gone("c");
}

TEST_F(Restitution, ALineUnderAnotherNameMeetsItself) {
  begin("a");
  offer("a");
  take("a");
  begin("b", order_of(a_line("l-one", "80 CNY"), R"("paid":"80 CNY",)", "o-9"));
  EXPECT_EQ(desk.refused("propose", "b", "agent:li",
                         R"("lines":[{"line":"l-one","give":"refund","amount":"80 CNY"}])")
                .code,
            Code::evaluation);
}

TEST_F(Restitution, WithinTheOrderEvenWhereNoLineSaysWhatWasPaid) {
  const std::string order = order_of(R"({"id":"l-1"},{"id":"l-2"})", R"("paid":"80 CNY",)", "o-9");
  begin("a", order);
  offer("a", refund_80);
  take("a");
  EXPECT_EQ(desk.refused("propose", "a", "agent:li",
                         R"("lines":[{"line":"l-2","give":"refund","amount":"80 CNY"}])")
                .code,
            Code::state); // under way
  begin("b", order);
  EXPECT_EQ(desk.refused("propose", "b", "agent:li",
                         R"("lines":[{"line":"l-2","give":"refund","amount":"80 CNY"}])")
                .code,
            Code::evaluation);
}

TEST_F(Restitution, ACopyOfAllOfItCostsAllOfIt) {
  begin("a");
  offer("a", R"("lines":[{"give":"resend"}])");
  take("a");
  EXPECT_EQ(desk.held("a"), "price.resend 8000 reserved");
}

TEST_F(Restitution, SlashesInNamesMixNothingUp) {
  begin("a", order_of(a_line("b/c", "80 CNY"), R"("paid":"80 CNY",)", "a"));
  offer("a");
  take("a");
  begin("b", order_of(a_line("c", "80 CNY"), R"("paid":"80 CNY",)", "a/b"));
  offer("b");
  take("b");
  EXPECT_EQ(desk.held("b"), "price.refund 8000 reserved");
}

using Elsewhere = Money80;

TEST_F(Elsewhere, MoneyWithoutALineCountsForTheOrder) {
  begin("a");
  offer("a");
  desk.say("external_payout", "a", "finance:qi", R"("order":"o-9","amount":"80 CNY")");
  gone("a");
  EXPECT_EQ(desk.held("a"), "price.partial_refund 8000 committed");
}

TEST_F(Elsewhere, ItNamesALineOfTheOrderAndTheOrdersCurrency) {
  begin("a", order_of(a_line("l-1", "80 CNY"), "", "o-9"));
  const Error line = desk.refused("external_payout", "a", "finance:qi",
                                  R"("order":"o-9","line":"l-7","amount":"80 CNY")");
  EXPECT_EQ(line.where, "/line");
  EXPECT_NE(line.message.find("l-1"), std::string::npos) << line.message;
  const Error money =
      desk.refused("external_payout", "a", "finance:qi", R"("order":"o-9","amount":"80 USD")");
  EXPECT_NE(money.message.find("CNY"), std::string::npos) << money.message;
  EXPECT_NE(money.message.find("USD"), std::string::npos) << money.message;
}

TEST_F(Elsewhere, ItCountsWhenTheCaseIsOver) {
  begin("a");
  desk.say("withdraw", "a", "customer:c-77");
  desk.say("external_payout", "a", "finance:qi", R"("order":"o-9","amount":"80 CNY")");
  begin("b");
  EXPECT_EQ(desk.refused("propose", "b", "agent:li", refund_80).code, Code::evaluation);
}

TEST_F(Elsewhere, WhatHasNoRoomBesideItIsNotHandedOut) {
  begin("a");
  offer("a");
  const std::string refund = Desk::action_of(take("a"), "refund");
  desk.say("external_payout", "a", "finance:qi", R"("order":"o-9","amount":"30 CNY")");
  EXPECT_EQ(desk.held("a"), "price.partial_refund 3000 committed");
  EXPECT_TRUE(desk.has_task("a", "more_given_than_paid finance"));
  EXPECT_FALSE(handed_out(refund));
}

using Changed = Money80;

TEST_F(Changed, ADroppedLineTakesItsPlanWithIt) {
  begin("a");
  offer("a", refund_80); // written by staff: it is marked, and cannot be kept
  const Json changed =
      desk.say("order_changed", "a", "agent:li",
               R"("order":)" + order_of(a_line("zz", "90 CNY"), R"("revision":6,)", "o-9"));
  EXPECT_EQ(at(changed, "/plan/outdated"), "true");
  const Error error = gone("a");
  EXPECT_NE(error.message.find("l-1"), std::string::npos) << error.message;
  EXPECT_EQ(error.where, "/plan/lines/0/line");
}

TEST_F(Changed, PromisedMoneyKeepsItsCurrency) {
  begin("a");
  offer("a");
  take("a");
  const Error error = desk.refused(
      "order_changed", "a", "agent:li",
      R"("order":{"id":"o-9","revision":6,"currency":"USD","lines":[{"id":"l-1","paid":"80 USD"}]})");
  EXPECT_EQ(error.where, "/order/currency");
  EXPECT_NE(error.message.find("80.00 CNY"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("USD"), std::string::npos) << error.message;
}

TEST_F(Changed, AnOfferInTheOldCurrencyCannotBeTaken) {
  begin("a");
  offer("a", refund_80);
  desk.say(
      "order_changed", "a", "agent:li",
      R"("order":{"id":"o-9","revision":6,"currency":"USD","lines":[{"id":"l-1","paid":"80 USD"}]})");
  const Error error = gone("a");
  EXPECT_EQ(error.where, "/plan/lines/0/amount");
  EXPECT_NE(error.message.find("80.00 CNY"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("USD"), std::string::npos) << error.message;
}

using Caps = Money80;

TEST_F(Caps, AreHeldAgainWhenTheCustomerSaysYes) {
  for (int i = 0; i < 5; ++i) {
    const std::string n = std::to_string(i);
    begin("c" + n, order_of(a_line("l-1", "900 CNY"), "", "o" + n), slow);
    offer("c" + n);
  }
  for (const std::string id : {"c0", "c1", "c2"})
    take(id);
  const Error error = gone("c3");
  EXPECT_NE(error.message.find("30.00 CNY is more than the cap compensation/caps/0 leaves: 10.00"),
            std::string::npos)
      << error.message;
  EXPECT_NE(error.message.find("a new one takes its place"), std::string::npos) << error.message;
  // The rule's plan was made anew and is what the customer has now.
  EXPECT_EQ(desk.plan_state("c3", 0), "superseded");
  const Json state = desk.whole("c3");
  EXPECT_EQ(at(state, "/plans/1/state"), "open");
  EXPECT_EQ(at(state, "/plans/1/lines/0/amount/minor"), "1000");
  EXPECT_EQ(at(state, "/stage"), "offered");
  take("c3");
  gone("c4"); // nothing is left: a person looks
  EXPECT_TRUE(desk.has_task("c4", "look_at_plan_again agent"));
}

TEST_F(Caps, ALateYesIsAnsweredTheSameWheneverItIsSaid) {
  begin("a");
  offer("a");
  begin("b");
  offer("b");
  take("a");
  const std::string yes = desk.line("accept", "b", "customer:c-77");
  const Error first = desk.shop.refused(yes);
  const std::string before = desk.shop.exported();
  const Error again = desk.shop.refused(yes);
  EXPECT_EQ(first.message, again.message);
  EXPECT_EQ(first.where, again.where);
  EXPECT_EQ(before, desk.shop.exported());
  EXPECT_TRUE(desk.shop.engine().verify());
}

TEST_F(Caps, InAListALateYesLeavesNothingBehind) {
  begin("a");
  offer("a");
  begin("b");
  offer("b");
  take("a");
  const std::string before = desk.shop.exported();
  EXPECT_EQ(desk.shop.refused("[" + desk.line("accept", "b", "customer:c-77") + "]").code,
            Code::state);
  EXPECT_EQ(before, desk.shop.exported());
}

TEST_F(Caps, AnotherCurrencyIsAnErrorNamingBothAndThePersonDecides) {
  const Json opened = desk.open(
      "a", slow, R"({"id":"o-9","currency":"USD","lines":[{"id":"l-1","paid":"900 USD"}]})");
  EXPECT_NE(at(opened, "/plan/ask"), "");
  desk.say("contact", "a", "agent:li");
  const Error error =
      desk.refused("propose", "a", "agent:li", R"("lines":[{"give":"coupon","amount":"180 USD"}])");
  EXPECT_NE(error.message.find("CNY"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("180.00 USD"), std::string::npos) << error.message;
}

using Said = Money80;

TEST_F(Said, CustomersSupplyOnlyTheirOwnFacts) {
  begin("a");
  for (const std::string fact : {R"("days_late":30)", R"("delivered":false)", R"("confirmed":true)",
                                 R"("paid":"900 CNY")", R"("x.gold":true)"}) {
    const Error error = desk.refused("receive_information", "a", "customer:c-77",
                                     R"("facts":{"wish":"refund",)" + fact + "}");
    EXPECT_EQ(error.code, Code::denied) << fact;
    const std::string name = fact.substr(1, fact.find('"', 1) - 1);
    EXPECT_NE(error.message.find(name), std::string::npos) << error.message;
    EXPECT_EQ(error.where, "/facts/" + name);
  }
  desk.say("receive_information", "a", "customer:c-77", R"("facts":{"wish":"refund"})");
  desk.say("receive_information", "a", "agent:li", R"("facts":{"confirmed":true})");
}

using Offers = Money80;

TEST_F(Offers, NoneGoesOutWhereNobodyCouldAcceptIt) {
  begin("a");
  offer("a");
  take("a");
  const Error error =
      desk.refused("propose", "a", "agent:li", R"("lines":[{"give":"coupon","amount":"5 CNY"}])");
  EXPECT_EQ(error.code, Code::state);
  EXPECT_NE(error.message.find("doing"), std::string::npos) << error.message;
}

using Settled = Money80;

TEST_F(Settled, WhatWasPaidAfterAllCountsAndStopsTheSecondPayment) {
  begin("a");
  offer("a");
  const std::string first = Desk::action_of(take("a"), "refund");
  desk.settle(first, "refused");
  EXPECT_EQ(desk.held("a"), "");
  offer("a");
  const std::string second = Desk::action_of(take("a"), "refund");
  desk.settle(first, "done", R"({"amount":"80 CNY","ref":"late"})");
  EXPECT_EQ(desk.held("a"), "price.refund 8000 committed");
  EXPECT_TRUE(desk.has_task("a", "contradicting_settlement finance"));
  EXPECT_FALSE(handed_out(second));
  // It had gone out all the same: that counts too, and a person hears of it.
  desk.settle(second, "done", R"({"amount":"80 CNY","ref":"again"})");
  EXPECT_EQ(desk.held("a"), "price.refund 8000 committed; price.refund 8000 committed");
  EXPECT_TRUE(desk.has_task("a", "more_given_than_paid finance"));
}

TEST_F(Settled, APaymentToldTwiceCountsOnceUnlessItIsAnother) {
  begin("a");
  offer("a");
  const std::string refund = Desk::action_of(take("a"), "refund");
  desk.tick();
  desk.wait(hours(1));
  desk.tick();
  desk.settle(refund, "done", R"({"amount":"80 CNY","ref":"r-1"})", R"("attempt":2)");
  desk.settle(refund, "done", R"({"amount":"80 CNY","ref":"r-1"})", R"("attempt":1)");
  EXPECT_EQ(desk.held("a"), "price.refund 8000 committed");
  desk.settle(refund, "done", R"({"amount":"80 CNY","ref":"r-2"})");
  EXPECT_EQ(desk.held("a"), "price.refund 8000 committed; price.refund 8000 committed");
}

TEST_F(Settled, MoreThanPromisedIsCountedAndLookedAt) {
  begin("a");
  offer("a");
  const std::string refund = Desk::action_of(take("a"), "refund");
  desk.settle(refund, "done", R"({"amount":"1234567.89 CNY"})");
  EXPECT_EQ(desk.held("a"), "price.refund 123456789 committed");
  EXPECT_TRUE(desk.has_task("a", "paid_more_than_promised finance"));
  EXPECT_TRUE(desk.has_task("a", "more_given_than_paid finance"));
}

TEST_F(Settled, GoodsCountAtTheirPriceWhateverSendingThemCost) {
  begin("a");
  offer("a", R"("lines":[{"line":"l-1","give":"resend"}])");
  const std::string parcel = Desk::action_of(take("a"), "reship");
  desk.settle(parcel, "done", R"({"amount":"6 CNY"})");
  EXPECT_EQ(desk.held("a"), "price.resend 8000 committed");
}

TEST_F(Settled, OnlyAnAttemptThatWasHandedOutAndNeverLongAgo) {
  begin("a");
  offer("a");
  const std::string refund = Desk::action_of(take("a"), "refund");
  const auto refused = [&](const std::string& attempt) {
    return desk.shop.refused(
        desk.settle_line(refund, "done", R"({"amount":"80 CNY"})", R"("attempt":)" + attempt));
  };
  EXPECT_EQ(refused("1").where, "/attempt"); // never leased
  desk.tick();
  for (const std::string attempt : {"99", "0", "-1", "2"})
    EXPECT_EQ(refused(attempt).where, "/attempt") << attempt;
  const Error clock = desk.shop.refused(R"({"op":"settle","at":"1970-01-01T00:00:00Z","action":")" +
                                        refund + R"(","attempt":1,"outcome":"retry_later"})");
  EXPECT_EQ(clock.code, Code::clock) << clock.message;
  EXPECT_EQ(clock.where, "/at");
  desk.settle(refund, "done", R"({"amount":"80 CNY"})", R"("attempt":1)");
}

} // namespace
} // namespace amends::test
