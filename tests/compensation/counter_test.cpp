#include "compensation/make.hpp"

namespace amends::test {
namespace {

PlanLine line(Give give, std::optional<std::int64_t> minor, std::optional<std::string> of = "l-1") {
  PlanLine out;
  out.give = give;
  out.line = std::move(of);
  if (minor)
    out.amount = yuan(*minor);
  out.by_staff = "agent:li";
  return out;
}

class Counter : public testing::Test {
protected:
  std::shared_ptr<const Compensation> shop =
      compensation(pack(bookshop_rows, R"({"give":"coupon","per":"case","at_most":"30 CNY"})"));
  std::string where(std::vector<PlanLine> lines, AssessInput in = input()) {
    const auto plan = shop->counter(in, std::move(lines));
    if (plan)
      return "fine";
    EXPECT_EQ(plan.error().code, Code::evaluation);
    EXPECT_FALSE(plan.error().message.empty());
    return plan.error().where;
  }
};

TEST_F(Counter, FillsInWhatStaffNeedNotSay) {
  const auto plan = shop->counter(
      input(), {line(Give::resend, std::nullopt), line(Give::coupon, 500, std::nullopt)});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->lines[0].amount, yuan(7000)); // the goods' value
  EXPECT_EQ(plan->lines[0].head, Head::price);
  EXPECT_EQ(plan->lines[1].head, Head::goodwill);
  EXPECT_EQ(plan->lines[0].because, "delivery.delay");
  EXPECT_EQ(plan->lines[0].paid_by, "shop");
  EXPECT_EQ(plan->lines[1].by_staff, "agent:li");
  EXPECT_EQ(plan->lines[1].id, "2");
}

TEST_F(Counter, ABadLineIsNamed) {
  EXPECT_EQ(where({}), "/lines");
  EXPECT_EQ(where({line(Give::refund, 100), line(Give::refund, std::nullopt, "l-2")}),
            "/lines/1/amount");
  EXPECT_EQ(where({line(Give::refund, -1)}), "/lines/0/amount");
  EXPECT_EQ(where({line(Give::refund, 100, "l-7")}), "/lines/0/line");
  auto pieces = line(Give::refund, 100);
  pieces.quantity = 3;
  EXPECT_EQ(where({pieces}), "/lines/0/quantity");
  auto dollars = line(Give::refund, 100);
  dollars.amount->currency = parse_currency("USD").value();
  EXPECT_EQ(where({dollars}), "/lines/0/amount");
  EXPECT_EQ(where({line(Give::points, std::nullopt)}), "/lines/0/points");
  auto choice = line(Give::refund, 100);
  choice.alternatives.push_back({Give::coupon, std::nullopt, std::nullopt});
  EXPECT_EQ(where({choice}), "/lines/0/alternatives/0/amount");
}

TEST_F(Counter, CapsAndConservationHoldForStaffToo) {
  EXPECT_EQ(where({line(Give::coupon, 3000)}), "fine");
  EXPECT_EQ(where({line(Give::coupon, 3001)}), "/lines/0");
  EXPECT_EQ(where({line(Give::coupon, 2000), line(Give::coupon, 1001, std::nullopt)}), "/lines/1");
  EXPECT_EQ(where({line(Give::refund, 7000)}), "fine");
  EXPECT_EQ(where({line(Give::refund, 7001)}), "/lines/0");
  EXPECT_EQ(where({line(Give::refund, 4000), line(Give::resend, std::nullopt)}), "/lines/1");
  auto in = input();
  in.ledger.push_back({"line:o-1/l-1", "case-0", Give::refund, yuan(6000), true, in.at});
  EXPECT_EQ(where({line(Give::refund, 1000)}, in), "fine");
  EXPECT_EQ(where({line(Give::refund, 1001)}, in), "/lines/0");
}

TEST_F(Counter, AboveOnesAuthorityAnotherMustSayYes) {
  const auto small = shop->counter(input(), {line(Give::refund, 3000)});
  ASSERT_TRUE(small);
  EXPECT_FALSE(small->approval);
  const auto large = shop->counter(input(), {line(Give::refund, 3001)});
  ASSERT_TRUE(large);
  ASSERT_TRUE(large->approval);
  EXPECT_EQ(large->approval->role, "lead");
  auto by_lead = line(Give::refund, 7000);
  by_lead.by_staff = "lead:wang";
  const auto own = shop->counter(input(), {by_lead});
  ASSERT_TRUE(own);
  EXPECT_FALSE(own->approval);
}

} // namespace
} // namespace amends::test
