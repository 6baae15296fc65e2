#include "compensation/make.hpp"

#include <algorithm>

namespace amends::test {
namespace {

std::string line_words(const PlanLine& line) {
  const auto word = [](Give give) {
    return std::string(detail::ChoiceTable<Give>::words().first[static_cast<std::size_t>(give)]);
  };
  std::string out = line.line.value_or("order") + " " + word(line.give);
  if (line.amount)
    out += " " + print_money(*line.amount);
  for (const auto& other : line.alternatives)
    out += " or " + word(other.give) + (other.amount ? " " + print_money(*other.amount) : "");
  return out + (line.capped ? " capped" : "");
}
std::vector<std::string> words(const Plan& plan) {
  std::vector<std::string> out;
  for (const auto& line : plan.lines)
    out.push_back(line_words(line));
  return out;
}
using Words = std::vector<std::string>;

// Late by `days`, 80 yuan, nothing else known: the pack's own examples look like this.
AssessInput flat(int days, const char* paid) {
  AssessInput in;
  in.at = at("2026-09-20T10:00:00+08:00");
  in.case_id = "case-1";
  in.category = "delivery.delay";
  in.facts["days_late"] = Decimal(days);
  in.facts["paid"] = std::string(paid);
  return in;
}

TEST(Assess, TheDelayTiersAreExact) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  EXPECT_EQ(words(plan_of(*shop, flat(0, "80 CNY"))), (Words{"order letter"}));
  EXPECT_EQ(words(plan_of(*shop, flat(1, "80 CNY"))), (Words{"order coupon 5.00 CNY"}));
  EXPECT_EQ(words(plan_of(*shop, flat(2, "80 CNY"))), (Words{"order coupon 5.00 CNY"}));
  EXPECT_EQ(words(plan_of(*shop, flat(3, "80 CNY"))), (Words{"order coupon 8.00 CNY"}));
  EXPECT_EQ(words(plan_of(*shop, flat(6, "80 CNY"))), (Words{"order coupon 8.00 CNY"}));
  EXPECT_EQ(words(plan_of(*shop, flat(7, "80 CNY"))),
            (Words{"order refund 80.00 CNY or resend 80.00 CNY"}));
}

TEST(Assess, FormulasAreRoundedOnceHalfUp) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  EXPECT_EQ(words(plan_of(*shop, flat(4, "80.05 CNY"))), (Words{"order coupon 8.01 CNY"})); // 8.005
  EXPECT_EQ(words(plan_of(*shop, flat(4, "80.04 CNY"))), (Words{"order coupon 8.00 CNY"})); // 8.004
  EXPECT_EQ(words(plan_of(*shop, flat(4, "0.01 CNY"))), (Words{"order none 0.00 CNY"}));
}

TEST(Assess, WhatAPlanLineSays) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  const auto plan = plan_of(*shop, about_line(input("delivery.damage"), "l-1", 1));
  ASSERT_EQ(plan.lines.size(), 1U);
  const auto& line = plan.lines[0];
  EXPECT_EQ(line_words(line), "l-1 resend 35.00 CNY or refund 35.00 CNY");
  EXPECT_EQ(line.id, "1");
  EXPECT_EQ(line.quantity, 1);
  EXPECT_EQ(line.head, Head::price);
  EXPECT_EQ(line.paid_by, "shop");
  EXPECT_EQ(line.because, "delivery.damage");
  EXPECT_TRUE(line.from_rule && line.from_rule->starts_with("compensation/"));
  EXPECT_FALSE(line.by_staff);
  EXPECT_EQ(plan.state, PlanState::draft);
  EXPECT_TRUE(plan.id.empty());
}

TEST(Assess, RestitutionGoesByLineAnExtraOnceForTheComplaint) {
  const auto shop = compensation(pack(R"(
    ["delivery.delay", "-", "coupon", "5 CNY"],
    ["delivery.lost", "-", "resend + coupon", "0.10 * paid"],
    ["delivery.damage", "-", "refund", "paid"])"));
  ASSERT_TRUE(shop);
  // Two lines, one complaint: one coupon, not two.
  EXPECT_EQ(words(plan_of(*shop, input("delivery.delay"))), (Words{"order coupon 5.00 CNY"}));
  EXPECT_EQ(words(plan_of(*shop, input("delivery.damage"))),
            (Words{"l-1 refund 70.00 CNY", "l-2 refund 30.00 CNY"}));
  EXPECT_EQ(words(plan_of(*shop, input("delivery.lost"))),
            (Words{"l-1 resend 70.00 CNY", "order coupon 10.00 CNY", "l-2 resend 30.00 CNY"}));
}

TEST(Assess, LinesMayFallUnderDifferentRows) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  // l-1 came four days late, l-2 in time.
  EXPECT_EQ(words(plan_of(*shop, input())), (Words{"l-1 coupon 7.00 CNY", "l-2 letter"}));
}

TEST(Assess, AskHandsItToAPerson) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  const auto plan = plan_of(*shop, input("content.error"));
  EXPECT_EQ(plan.ask, "lead");
  EXPECT_TRUE(plan.lines.empty());
  EXPECT_TRUE(plan.incomplete.empty());
}

TEST(Assess, WhereNoRowHoldsAPersonDecides) {
  const auto shop = compensation(pack(R"(["delivery.delay", "-", "letter", "-"])"));
  ASSERT_TRUE(shop);
  EXPECT_EQ(plan_of(*shop, input("content.error")).ask, "lead"); // the least role that approves
}

TEST(Assess, AMissingFactIsNamedAndNeverGuessed) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  auto in = about_line(input(), "l-1");
  in.order->deliveries[0].promised_at.reset();
  const auto plan = plan_of(*shop, in);
  EXPECT_EQ(plan.incomplete, (std::vector<std::string>{"/deliveries/0/promised_at"}));
  EXPECT_TRUE(plan.lines.empty());
  EXPECT_FALSE(plan.ask);
}

TEST(Assess, AMissingAmountIsNamedToo) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  auto in = about_line(input("delivery.damage"), "l-1");
  in.order->lines[0].paid.reset();
  in.order->paid.reset();
  in.order->payments.clear();
  const auto plan = plan_of(*shop, in);
  EXPECT_EQ(plan.incomplete, (std::vector<std::string>{"/lines/0/paid"}));
  EXPECT_TRUE(plan.lines.empty());
}

TEST(Assess, OneLineMissesTheOtherDoesNot) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  auto in = input();
  in.order->deliveries[0].promised_at.reset();
  const auto plan = plan_of(*shop, in);
  EXPECT_EQ(words(plan), (Words{"l-2 letter"}));
  EXPECT_EQ(plan.incomplete, (std::vector<std::string>{"/deliveries/0/promised_at"}));
}

TEST(Assess, WithoutAnOrderTheOrderIsMissing) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  auto in = input();
  in.order.reset();
  EXPECT_EQ(plan_of(*shop, in).incomplete, (std::vector<std::string>{"/order"}));
}

TEST(Assess, TheTraceSaysWhyNot) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  const auto plan = plan_of(*shop, about_line(input(), "l-1"));
  ASSERT_GE(plan.why.size(), 3U);
  EXPECT_FALSE(plan.why[0].fired);
  EXPECT_EQ(plan.why[0].column, "days_late");
  EXPECT_EQ(plan.why[0].cell, "< 1");
  EXPECT_EQ(plan.why[0].value, "4");
  EXPECT_EQ(
      std::count_if(plan.why.begin(), plan.why.end(), [](const PlanWhy& w) { return w.fired; }), 1);
}

TEST(Assess, AnAmountOfItsOwnForEachWord) {
  const auto shop = compensation(R"({"currency":"CNY","tables":{"compensation":{
      "when":["category"], "then":["give","amount","coupon","points","paid_by","keep_goods","head"],
      "rows":[["delivery.damage","refund + coupon or points","paid","0.2 * paid","50","supplier","true","-"],
              ["delivery.delay","refund","postage","-","-","carrier","-","delivery_cost"]]}}})");
  ASSERT_TRUE(shop);
  const auto plan = plan_of(*shop, about_line(input("delivery.damage"), "l-1"));
  ASSERT_EQ(plan.lines.size(), 2U);
  EXPECT_EQ(line_words(plan.lines[0]), "l-1 refund 70.00 CNY");
  EXPECT_EQ(plan.lines[0].paid_by, "supplier");
  EXPECT_TRUE(plan.lines[0].keep_goods);
  EXPECT_EQ(line_words(plan.lines[1]), "l-1 coupon 14.00 CNY or points");
  EXPECT_EQ(plan.lines[1].alternatives[0].points, 50);
  const auto freight = plan_of(*shop, about_line(input("delivery.delay"), "l-1"));
  ASSERT_EQ(freight.lines.size(), 1U);
  EXPECT_EQ(line_words(freight.lines[0]), "l-1 refund 12.00 CNY");
  EXPECT_EQ(freight.lines[0].head, Head::delivery_cost);
}

TEST(Assess, TwoCurrenciesAreAnErrorNamingBoth) {
  const auto shop = compensation(pack(R"(["-", "-", "coupon", "5 USD"])"));
  ASSERT_TRUE(shop);
  const auto plan = shop->assess(input());
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, Code::evaluation);
  EXPECT_NE(plan.error().message.find("USD"), std::string::npos);
  EXPECT_NE(plan.error().message.find("CNY"), std::string::npos);
  EXPECT_NE(plan.error().message.find("compensation/"), std::string::npos) << plan.error().message;
}

TEST(Assess, AnAmountBelowZeroIsAnError) {
  const auto shop = compensation(pack(R"(["-", "-", "refund", "paid - 500 CNY"])"));
  ASSERT_TRUE(shop);
  const auto plan = shop->assess(input());
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, Code::evaluation);
}

TEST(Assess, BadInput) {
  const auto shop = compensation(pack(bookshop_rows));
  ASSERT_TRUE(shop);
  const auto where = [&](const AssessInput& in) {
    const auto plan = shop->assess(in);
    return plan ? std::string("fine") : plan.error().where;
  };
  EXPECT_EQ(where(about_line(input(), "l-9")), "/about/0/line");
  EXPECT_EQ(where(about_line(input(), "l-1", 3)), "/about/0/quantity");
  EXPECT_EQ(where(about_line(input(), "l-1", 0)), "/about/0/quantity");
  EXPECT_EQ(where(about_line(about_line(input(), "l-1", 1), "l-1", 2)), "/about/1/quantity");
  EXPECT_EQ(where(about_line(about_line(input(), "l-1", 1), "l-1", 1)), "fine");
  auto in = input();
  in.facts["paid"] = Decimal(80);
  EXPECT_EQ(where(in), "/facts/paid");
  in = input();
  in.order->paid = yuan(1);
  EXPECT_EQ(where(in), "/order/paid");
}

TEST(Approval, TheSumDecidesWhoMustSayYes) {
  const auto shop = compensation(pack(R"(["-", "-", "refund", "paid"])"));
  ASSERT_TRUE(shop);
  EXPECT_FALSE(plan_of(*shop, about_line(input(), "l-2")).approval); // 30: the agent's own limit
  const auto lead = plan_of(*shop, input()).approval;                // 100
  ASSERT_TRUE(lead);
  EXPECT_EQ(lead->role, "lead");
  EXPECT_EQ(lead->amount, yuan(10000));
  auto dear = flat(3, "200.01 CNY");
  const auto boss = plan_of(*shop, dear).approval;
  ASSERT_TRUE(boss);
  EXPECT_EQ(boss->role, "boss");
}

TEST(Compile, BadTablesSayWhere) {
  const auto where = [](std::string_view text) {
    const auto compiled = compile(text);
    if (compiled)
      return std::string("fine");
    EXPECT_EQ(compiled.error().code, Code::policy);
    return compiled.error().where;
  };
  EXPECT_EQ(where(pack(bookshop_rows)), "fine");
  EXPECT_EQ(where(pack(R"(["-","-","refnd","paid"])")), "/tables/compensation/rows/0");
  EXPECT_EQ(where(pack(R"(["-","-","refund","-"])")), "/tables/compensation/rows/0");
  EXPECT_EQ(where(pack(R"(["-","-","refund + coupon","paid"])")), "/tables/compensation/rows/0");
  EXPECT_EQ(where(pack(R"(["-","-","ask nobody","-"])")), "/tables/compensation/rows/0");
  EXPECT_EQ(where(pack(bookshop_rows, R"({"give":"coupon","per":"week","at_most":"1 CNY"})")),
            "/tables/compensation/caps/0/per");
  EXPECT_EQ(where(pack(bookshop_rows, R"({"give":"coupon","per":"case","at_most":30})")),
            "/tables/compensation/caps/0/at_most");
  EXPECT_EQ(where(pack(bookshop_rows,
                       R"({"give":"coupon","per":"case","in":"three","at_most":"1 CNY"})")),
            "/tables/compensation/caps/0/in");
  EXPECT_EQ(
      where(
          R"({"tables":{"compensation":{"when":["category"],"then":["give","amuont"],"rows":[]}}})"),
      "/tables/compensation/then/1");
  const auto unknown = compile(
      R"({"tables":{"compensation":{"when":["days_lat"],"then":["give"],"rows":[["> 1","letter"]]}}})");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("days_late"), std::string::npos)
      << unknown.error().message;
}

TEST(Give, TheTable) {
  EXPECT_EQ(give_row(Give::refund).head, Head::price);
  EXPECT_TRUE(give_row(Give::refund).restitution);
  EXPECT_EQ(give_row(Give::refund).action, "refund");
  EXPECT_EQ(give_row(Give::letter).action, "notify");
  EXPECT_FALSE(give_row(Give::coupon).restitution);
  EXPECT_EQ(give_row(Give::resend).action, "reship");
  EXPECT_TRUE(counts_as_restitution(Head::price, Give::coupon)); // taken instead of money
  EXPECT_FALSE(counts_as_restitution(Head::goodwill, Give::coupon));
  EXPECT_FALSE(counts_as_restitution(Head::delivery_cost, Give::refund));
}

} // namespace
} // namespace amends::test
