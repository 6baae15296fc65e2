// The law inside plans: the same rows that answer `floor` hold every plan up.
#include "compensation/law_shop.hpp"

namespace amends::test {
namespace {

// --- Punitive heads ---------------------------------------------------------------------------

TEST(LawInPlans, TheWordCounterfeitAloneNeverBringsAMultiple) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  const auto plan = plan_of(*shop, found(20000, {}));
  EXPECT_TRUE(plan.floor.empty());
  EXPECT_EQ(sum_under(plan, Head::punitive), 0);
}

TEST(LawInPlans, AMultipleNeedsAConfirmedFindingAndTheDemand) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  EXPECT_EQ(sum_under(plan_of(*shop, found(20000, {{"type", text("fraud")}, {"demanded", yes}})),
                      Head::punitive),
            0);
  const auto undemanded =
      plan_of(*shop, found(20000, {{"type", text("fraud")}, {"confirmed", yes}}));
  EXPECT_EQ(sum_under(undemanded, Head::punitive), 0);
  EXPECT_TRUE(undemanded.incomplete.empty());
  const auto plan = plan_of(
      *shop, found(20000, {{"type", text("fraud")}, {"demanded", yes}, {"confirmed", yes}}));
  EXPECT_EQ(sum_under(plan, Head::punitive), 60000);
  ASSERT_EQ(plan.lines.size(), 2U);
  EXPECT_EQ(plan.lines[1].give, Give::refund);
  EXPECT_EQ(plan.lines[1].from_rule, "CN-CPRL-55");
  EXPECT_NE(plan.lines[1].article->find("55(1)"), std::string::npos);
}

TEST(LawInPlans, TheMinimumIsPerClaimNotPerLine) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  auto in = found(3000, {{"type", text("fraud")}, {"demanded", yes}, {"confirmed", yes}});
  OrderLine other = in.order->lines[0];
  other.id = "l-2";
  in.order->lines.push_back(other);
  in.order->paid = yuan(6000);
  EXPECT_EQ(sum_under(plan_of(*shop, in), Head::punitive), 50000); // not twice 500 yuan
}

// --- Money, coupons, goods --------------------------------------------------------------------

// A right to 80 yuan back.
AssessInput refund_right() {
  return found(8000, {{"return_right", yes}, {"invoice_price_fen", Decimal(8000)}});
}

TEST(LawInPlans, OnlyMoneyMeetsAMoneyFloor) {
  const auto shop = shop_with_law(R"(["-", "-", "coupon", "80 CNY"])");
  ASSERT_TRUE(shop);
  const auto plan = plan_of(*shop, refund_right());
  ASSERT_EQ(plan.floor.size(), 1U);
  EXPECT_EQ(plan.floor[0].amount, yuan(8000));
  EXPECT_EQ(plan.floor[0].rule, "CN-IR-18-P");
  EXPECT_EQ(sum_under(plan, Head::price), 8000); // beside the coupon
}

TEST(LawInPlans, NoCapCutsTheFloor) {
  const auto shop = shop_with_law(R"(["-", "-", "refund", "paid"])",
                                  R"({"head":"price","per":"case","at_most":"10 CNY"})");
  ASSERT_TRUE(shop);
  EXPECT_EQ(sum_under(plan_of(*shop, found(8000, {})), Head::price),
            1000); // the cap, without the right
  const auto plan = plan_of(*shop, refund_right());
  EXPECT_EQ(sum_under(plan, Head::price), 8000);
  EXPECT_EQ(plan.lines[0].from_rule, "CN-IR-18-P");
}

TEST(LawInPlans, GoodsGetMoneyAsAChoice) {
  const auto shop = shop_with_law(R"(["-", "-", "resend", "-"])");
  ASSERT_TRUE(shop);
  const auto plan = plan_of(*shop, refund_right());
  ASSERT_EQ(plan.lines.size(), 1U);
  EXPECT_EQ(plan.lines[0].give, Give::resend);
  ASSERT_EQ(plan.lines[0].alternatives.size(), 1U);
  EXPECT_EQ(plan.lines[0].alternatives[0].give, Give::refund);
  EXPECT_EQ(plan.lines[0].alternatives[0].amount, yuan(8000));
}

TEST(LawInPlans, WhatWasGivenBackBeforeCounts) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  auto in = refund_right();
  in.ledger.push_back({"line:o-1/l-1", "case-0", Give::refund, yuan(5000), true, in.at});
  EXPECT_EQ(sum_under(plan_of(*shop, in), Head::price), 3000);
  in.ledger.push_back({"line:o-1/l-1", "case-0", Give::refund, yuan(3000), true, in.at});
  EXPECT_EQ(sum_under(plan_of(*shop, in), Head::price), 0);
}

TEST(LawInPlans, StaffCannotGoBelowTheFloorNorPayItInCoupons) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  const auto give = [](Give what, std::int64_t minor) {
    PlanLine line;
    line.line = "l-1";
    line.give = what;
    line.amount = yuan(minor);
    line.by_staff = "boss:wu";
    return line;
  };
  const auto short_of = shop->counter(refund_right(), {give(Give::refund, 7999)});
  ASSERT_FALSE(short_of);
  EXPECT_EQ(short_of.error().code, Code::evaluation);
  EXPECT_EQ(short_of.error().where, "/lines/0");
  EXPECT_NE(short_of.error().message.find("CN-IR-18-P"), std::string::npos);
  EXPECT_TRUE(shop->counter(refund_right(), {give(Give::refund, 8000)}));
  EXPECT_EQ(shop->counter(refund_right(), {give(Give::coupon, 8000)}).error().where, "/lines");
}

TEST(LawInPlans, ACouponReplacesMoneyOnlyWithRecordedConsent) {
  const auto shop = shop_with_law(R"(["-", "-", "coupon or resend", "80 CNY"])");
  ASSERT_TRUE(shop);
  auto in = refund_right();
  auto plan = plan_of(*shop, in); // a coupon in the place of the goods is no money
  ASSERT_EQ(plan.lines.size(), 1U);
  EXPECT_EQ(plan.lines[0].alternatives.size(), 2U);
  EXPECT_EQ(plan.lines[0].alternatives[1].give, Give::refund);
  in.facts["coupon_consent"] = true;
  plan = plan_of(*shop, in);
  EXPECT_EQ(plan.lines[0].alternatives.size(), 1U);
}

TEST(LawInPlans, WhatAMerchantMayDeductIsNotDeductedByItself) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  const auto list = json(
      R"({"items":[{"id":"l-1","price_fen":6000},{"id":"l-2","price_fen":5000}],"return":["l-2"]})");
  auto in = found(11000, {{"no_reason", yes},
                          {"free_shipping_from_fen", Decimal(9900)},
                          {"outbound_freight_fen", Decimal(800)}});
  for (const auto& [name, value] : list.members)
    in.facts[name] = value_from_json(value).value();
  auto plan = plan_of(*shop, in);
  ASSERT_EQ(plan.floor.size(), 1U);
  EXPECT_EQ(plan.floor[0].amount, yuan(4200)); // nobody may go below
  EXPECT_EQ(sum_under(plan, Head::price), 5000);
  in.facts["merchant_option"] = true;
  EXPECT_EQ(sum_under(plan_of(*shop, in), Head::price), 4200);
}

TEST(LawInPlans, SendingADefectiveThingBackIsTheTradersCost) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  auto in = found(8000, {{"quality_defect", yes},
                         {"claim_date", text("2026-06-05")},
                         {"received", text("2026-06-01")},
                         {"return_freight", yuan(1200)}});
  const auto plan = plan_of(*shop, in);
  ASSERT_EQ(plan.floor.size(), 1U);
  EXPECT_EQ(plan.floor[0].head, Head::return_freight);
  EXPECT_EQ(plan.floor[0].rule, "CN-CPRL-24-F");
  EXPECT_EQ(sum_under(plan, Head::return_freight), 1200);
  in.facts["quality_defect"] = false;
  EXPECT_TRUE(plan_of(*shop, in).floor.empty());
}

TEST(LawInPlans, OfTwoRightsToMoneyTheGreaterStands) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  const auto plan = plan_of(*shop, found(9000, {{"type", text("fraud")},
                                                {"confirmed", yes},
                                                {"demanded", yes},
                                                {"refund_due_fen", Decimal(3000)},
                                                {"return_right", yes},
                                                {"invoice_price_fen", Decimal(9000)}}));
  ASSERT_EQ(plan.floor.size(), 2U);
  EXPECT_EQ(sum_under(plan, Head::price), 9000);
  EXPECT_EQ(sum_under(plan, Head::punitive), 50000);
}

TEST(LawInPlans, WhoBearsIt) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  auto in = found(30000, {{"service", text("express")},
                          {"insured", Value(false)},
                          {"lost", yes},
                          {"actual_value", yuan(30000)}});
  const auto plan = plan_of(*shop, in);
  EXPECT_EQ(sum_under(plan, Head::loss), 30000);
  EXPECT_EQ(plan.lines.back().paid_by, "carrier");
}

TEST(LawInPlans, AMissingFactThatMoneyWaitsForIsNamed) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  const auto plan = plan_of(
      *shop,
      found(30000, {{"service", text("express")}, {"insured", Value(false)}, {"lost", yes}}));
  EXPECT_EQ(plan.incomplete, (std::vector<std::string>{"/facts/actual_value"}));
}

TEST(LawInPlans, TheOrdersCurrencyMustBeTheLaws) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  auto in = refund_right();
  const auto usd = parse_currency("USD").value();
  in.order->currency = "USD";
  in.order->paid->currency = usd;
  in.order->lines[0].paid->currency = usd;
  const auto plan = shop->assess(in);
  ASSERT_FALSE(plan);
  EXPECT_NE(plan.error().message.find("CNY"), std::string::npos);
  EXPECT_NE(plan.error().message.find("USD"), std::string::npos);
}

TEST(LawInPlans, RightsAndDeadlinesAreInThePlan) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  auto in = found(8000, {{"notice_date", text("2026-06-08")}});
  in.order->channel = "online";
  in.order->lines[0].category = "book";
  Delivery d;
  d.id = "d-1";
  d.delivered_at = at("2026-06-01T23:30:00+08:00"); // 1 June in China, though not in UTC-9
  in.order->deliveries = {d};
  auto plan = plan_of(*shop, in);
  const auto says = [&](std::string_view key, std::string_view value) {
    return std::any_of(plan.why.begin(), plan.why.end(),
                       [&](const PlanWhy& w) { return w.column == key && w.value == value; });
  };
  EXPECT_TRUE(says("no_reason_return", "true"));
  EXPECT_TRUE(says("last_notice_day", "\"2026-06-08\""));
  in.facts["no_reason"] = true;
  in.facts["returned_goods_received"] = text("2026-06-10");
  in.facts["intact"] = true;
  plan = plan_of(*shop, in);
  ASSERT_EQ(plan.deadlines.size(), 1U);
  EXPECT_EQ(plan.deadlines[0].what, "refund_due");
  EXPECT_EQ(plan.deadlines[0].due, at("2026-06-18T00:00:00+08:00")); // the end of the 17th
  EXPECT_EQ(plan.deadlines[0].rule, "CN-CPRL-25-R");
}

TEST(LawInPlans, TheWordingOfItsTimeIsCited) {
  const auto shop = shop_with_law(letter_only);
  ASSERT_TRUE(shop);
  const auto article = [&](const char* placed) {
    auto in = found(30000, {{"service", text("express")},
                            {"insured", Value(false)},
                            {"lost", yes},
                            {"actual_value", yuan(100)}});
    in.order->placed_at = at(placed);
    return plan_of(*shop, in).floor.at(0).article;
  };
  EXPECT_TRUE(article("2025-05-31T12:00:00+08:00").ends_with(" 27"));
  EXPECT_TRUE(article("2025-06-01T00:00:00+08:00").ends_with(" 28"));
}

} // namespace
} // namespace amends::test
