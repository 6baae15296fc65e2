// The law in a plan and the law alone: an order made to fit each scenario has the scenario's floor.
#include "compensation/law_shop.hpp"

#include <iostream>
#include <map>

namespace amends::test {
namespace {

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

} // namespace
} // namespace amends::test
