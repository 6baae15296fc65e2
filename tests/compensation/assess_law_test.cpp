// The law inside plans: the same rows that answer `floor` hold every plan up.
#include "compensation/law_scenarios.hpp"

#include <iostream>
#include <map>
#include <set>

namespace amends::test {
namespace {

// A pack with the law of China and a table of its own.
std::shared_ptr<const Compensation> shop_with_law(std::string_view rows,
                                                  std::string_view caps = "") {
  Json policy = json(pack(rows, caps));
  const Json law = law_pack("CN");
  policy.set("laws", *law.find("laws"));
  const auto compiled = Compensation::compile(policy, *HolidayTables::builtin());
  EXPECT_TRUE(compiled) << compiled.error().where << ": " << compiled.error().message;
  return compiled ? *compiled : nullptr;
}

Order one_line(std::int64_t minor) {
  Order o;
  o.id = "o-1";
  o.currency = "CNY";
  o.paid = yuan(minor);
  OrderLine l;
  l.id = "l-1";
  l.quantity = 1;
  l.paid = yuan(minor);
  o.lines = {l};
  return o;
}
AssessInput found(std::int64_t paid, std::initializer_list<std::pair<const char*, Value>> facts) {
  AssessInput in;
  in.at = at("2026-06-20T10:00:00+08:00");
  in.case_id = "case-1";
  in.category = "product.counterfeit";
  in.order = one_line(paid);
  in.facts["days_late"] = Decimal(0);
  for (const auto& [name, value] : facts)
    in.facts[name] = value;
  return in;
}
std::int64_t sum_under(const Plan& plan, Head head) {
  std::int64_t sum = 0;
  for (const auto& line : plan.lines)
    if (line.head == head && line.amount && line.give != Give::coupon)
      sum += line.amount->minor;
  return sum;
}
constexpr std::string_view letter_only = R"(["-", "-", "letter", "-"])";
const Value yes = true;
Value text(const char* value) { return std::string(value); }

// --- The order equivalent to a scenario -------------------------------------------------------

// Where a law fact lies in an order, by the pack's own "from".
bool put_in_order(AssessInput& in, const std::string& from, const Json& value) {
  const auto money = [&] { return yuan(std::stoll(value.text)); };
  auto& order = *in.order;
  const auto delivery = [&]() -> Delivery& {
    if (order.deliveries.empty()) {
      order.deliveries.emplace_back();
      order.deliveries[0].id = "d-1";
    }
    return order.deliveries[0];
  };
  if (from == "paid")
    order.lines[0].paid = money();
  else if (from == "postage")
    delivery().postage = money();
  else if (from == "declared_value")
    delivery().declared_value = money();
  else if (from == "insured")
    delivery().insured = value.flag;
  else if (from == "loss" || from == "actual_value" || from == "return_freight")
    in.facts[from] = money();
  else if (from == "demanded = true")
    in.facts["demanded"] = value.flag;
  else
    return false;
  return true;
}

AssessInput equivalent(const Json& scenario, const Json& law) {
  AssessInput in;
  in.at = at("2026-06-20T10:00:00+08:00");
  in.case_id = "case-1";
  in.category = "other";
  in.order = one_line(1);
  in.order->currency = law.find("currency")->text;
  in.order->paid.reset();
  in.order->lines[0].paid.reset();
  in.facts["confirmed"] = true;
  in.facts["days_late"] = Decimal(0);
  for (const auto& [name, value] : scenario.find("facts")->members) {
    if (value.is_null())
      continue;
    const auto* fact = law.find("facts")->find(name);
    const auto* from = fact ? fact->find("from") : nullptr;
    if (!from || !put_in_order(in, from->text, value))
      in.facts[name] = value_from_json(value).value();
  }
  // Another currency than the law's would be an error; the amounts above are minor units.
  const auto currency = parse_currency(law.find("currency")->text).value();
  auto& line = in.order->lines[0];
  if (line.paid)
    line.paid->currency = currency;
  for (auto& d : in.order->deliveries)
    for (auto* money : {&d.postage, &d.declared_value})
      if (*money)
        (*money)->currency = currency;
  for (auto& [name, value] : in.facts)
    if (auto* money = std::get_if<Money>(&value.data))
      money->currency = currency;
  return in;
}

// head -> amount that a scenario's own answer grants.
std::map<std::string, std::int64_t> granted(const Json& scenario, const Json& law) {
  std::map<std::string, std::int64_t> out;
  for (const auto& [result, spec] : law.find("money")->members) {
    const auto* amount = scenario.find("expected")->find(result);
    if (!amount)
      continue;
    auto& most = out.try_emplace(spec.find("head")->text, 0).first->second;
    most = std::max<std::int64_t>(most, std::stoll(amount->text));
  }
  return out;
}

std::string head_word(Head head) {
  return std::string(detail::ChoiceTable<Head>::words().first[static_cast<std::size_t>(head)]);
}

std::size_t compare_floors(const std::vector<Json>& scenarios) {
  std::size_t compared = 0;
  for (const auto& scenario : scenarios) {
    Json policy = law_pack(scenario.find("jurisdiction")->text);
    const auto& law = policy.find("laws")->members.front().second;
    const auto expected = granted(scenario, law);
    if (expected.empty() || scenario.find("at"))
      continue;
    policy.set("tables", *json(pack(letter_only)).find("tables"));
    const auto shop = Compensation::compile(policy, *HolidayTables::builtin());
    EXPECT_TRUE(shop) << shop.error().message;
    const auto plan = (*shop)->assess(equivalent(scenario, law));
    const auto& id = scenario.find("id")->text;
    EXPECT_TRUE(plan) << id << ": " << plan.error().where << " " << plan.error().message;
    if (!plan)
      continue;
    std::map<std::string, std::int64_t> floor;
    for (const auto& entry : plan->floor)
      floor[head_word(entry.head)] = entry.amount->minor;
    floor.erase("return_freight"); // `floor` says who pays it, and a plan how much
    EXPECT_EQ(floor, expected) << id << "\n" << print_json(encode(*plan));
    // And the plan does not stay below it, as far as something was paid that can be given back.
    for (const auto& entry : plan->floor) {
      if (entry.head == Head::price)
        continue;
      EXPECT_GE(sum_under(*plan, entry.head), entry.amount->minor) << id;
    }
    ++compared;
  }
  std::cout << "orders whose plan has the scenario's floor: " << compared << "\n";
  return compared;
}

TEST(LawInPlans, EquivalentOrdersHaveTheSameFloorAsTheSharedScenarios) {
  const auto scenarios = shared_scenarios();
  if (!scenarios)
    GTEST_SKIP() << "no ../shared";
  EXPECT_GE(compare_floors(*scenarios), 30U);
}
TEST(LawInPlans, EquivalentOrdersHaveTheSameFloorAsOurScenarios) {
  EXPECT_GE(compare_floors(own_scenarios()), 30U);
}

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
