// The express pack: its tables beside the law, insured and not, what was agreed, who pays.
#include "support.hpp"

namespace amends::testing {
namespace {

const Compensation& express() {
  static const std::shared_ptr<const Policy> policy = must(Policy::builtin("express"));
  return policy->compensation();
}

Money yuan(std::int64_t minor) { return {minor, parse_currency("CNY").value()}; }

Plan plan_for(std::string category, Facts facts) {
  AssessInput in;
  in.at = parse_instant("2026-09-20T10:00:00+08:00").value();
  in.category = std::move(category);
  in.facts = std::move(facts);
  auto plan = express().assess(in);
  EXPECT_TRUE(plan) << plan.error().message << " at " << plan.error().where;
  return plan ? *plan : Plan{};
}
std::int64_t under(const Plan& plan, Head head) {
  std::int64_t sum = 0;
  for (const auto& line : plan.lines)
    if (line.head == head && line.amount)
      sum += line.amount->minor;
  return sum;
}

TEST(Express, AnUninsuredLossIsWorthWhatItWasWorthByTableAndByLaw) {
  const auto plan =
      plan_for("delivery.lost",
               {{"insured", Value(false)}, {"actual_value", yuan(48000)}, {"postage", yuan(1200)}});
  EXPECT_EQ(under(plan, Head::loss), 48000);
  EXPECT_EQ(under(plan, Head::delivery_cost), 1200);
  ASSERT_EQ(plan.floor.size(), 1U);
  EXPECT_EQ(plan.floor[0].rule, "CN-EXP-28");
  EXPECT_EQ(plan.floor[0].amount, yuan(48000));
  EXPECT_EQ(plan.lines[0].paid_by, "carrier");
}

TEST(Express, AnInsuredOneByTheAgreedRuleWholeAndInPart) {
  const Facts insured{
      {"insured", Value(true)}, {"declared_value", yuan(100000)}, {"postage", yuan(2000)}};
  auto plan = plan_for("delivery.lost", insured);
  EXPECT_EQ(plan.floor[0].amount, yuan(100000));
  EXPECT_EQ(plan.lines[0].paid_by, "insurer");
  Facts part = insured;
  part["degree"] = std::string("partial");
  part["damage_ratio"] = Decimal::parse("0.333").value();
  plan = plan_for("delivery.damage", part);
  EXPECT_EQ(under(plan, Head::loss), 33300);
  EXPECT_EQ(plan.floor[0].amount, yuan(33300));
}

TEST(Express, WhatWasAgreedStandsForTheValue) {
  const auto plan = plan_for("delivery.lost", {{"insured", Value(false)},
                                               {"agreed_value", yuan(800000)},
                                               {"actual_value", yuan(750000)},
                                               {"postage", yuan(3000)}});
  EXPECT_EQ(under(plan, Head::loss), 800000);
  ASSERT_TRUE(plan.approval);
}

TEST(Express, LongerDelaysNeverGiveLess) {
  std::int64_t before = 0;
  for (int hours = 0; hours < 400; hours += 6) {
    const auto plan =
        plan_for("delivery.delay",
                 {{"hours_late", Decimal(hours)}, {"postage", yuan(1300)}, {"loss", yuan(40000)}});
    std::int64_t all = 0;
    for (const auto& line : plan.lines)
      all += line.amount ? line.amount->minor : 0;
    EXPECT_GE(all, before) << hours;
    before = all;
  }
  EXPECT_GT(before, 20000);
}

TEST(Express, AMissingDegreeOrValueIsNamed) {
  EXPECT_EQ(
      plan_for("delivery.damage", {{"insured", Value(false)}, {"postage", yuan(1)}}).incomplete,
      (std::vector<std::string>{"/facts/degree"}));
  const auto plan = plan_for("delivery.lost", {{"insured", Value(false)}, {"postage", yuan(1)}});
  EXPECT_EQ(plan.incomplete, (std::vector<std::string>{"/facts/actual_value"}));
  EXPECT_EQ(under(plan, Head::loss), 0);
}

} // namespace
} // namespace amends::testing
