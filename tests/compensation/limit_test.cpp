#include "compensation/make.hpp"

#include <rapidcheck/gtest.h>

#include <numeric>

namespace amends::test {
namespace {

constexpr std::string_view coupon_rows = R"(["-", "-", "coupon", "0.10 * paid"])";

AssessInput paid(const char* text) {
  AssessInput in;
  in.at = at("2026-09-20T10:00:00+08:00");
  in.case_id = "case-1";
  in.category = "delivery.delay";
  in.customer.emplace();
  in.customer->id = "c-1";
  in.facts["paid"] = std::string(text);
  in.facts["days_late"] = Decimal(4);
  return in;
}
LedgerBalance row(std::string scope, std::string case_id, Give give, std::int64_t minor,
                  Instant when) {
  return {std::move(scope), std::move(case_id),         give,
          yuan(minor),      give_row(give).restitution, when};
}

TEST(Caps, PerCase) {
  const auto shop =
      compensation(pack(coupon_rows, R"({"give":"coupon","per":"case","at_most":"30 CNY"})"));
  ASSERT_TRUE(shop);
  const auto under = plan_of(*shop, paid("300 CNY"));
  EXPECT_EQ(under.lines[0].amount, yuan(3000));
  EXPECT_FALSE(under.lines[0].capped);
  const auto over = plan_of(*shop, paid("900 CNY"));
  EXPECT_EQ(over.lines[0].amount, yuan(3000));
  EXPECT_TRUE(over.lines[0].capped);
  ASSERT_EQ(over.caps.size(), 1U);
  EXPECT_EQ(over.caps[0].cap, "compensation/caps/0");
  EXPECT_EQ(over.caps[0].wanted, yuan(9000));
  EXPECT_EQ(over.caps[0].given, yuan(3000));
}

TEST(Caps, PerCustomerInASpan) {
  const auto shop = compensation(
      pack(coupon_rows, R"({"give":"coupon","per":"customer","in":"90d","at_most":"100 CNY"})"));
  ASSERT_TRUE(shop);
  auto in = paid("500 CNY"); // wants 50
  in.ledger.push_back(row("customer:c-1", "case-0", Give::coupon, 8000, in.at - hours(24)));
  in.ledger.push_back(
      row("customer:c-1", "case-0", Give::refund, 9000, in.at - hours(24))); // no coupon
  in.ledger.push_back(
      row("customer:c-1", "old", Give::coupon, 9000, in.at - hours(90 * 24))); // just out
  auto plan = plan_of(*shop, in);
  EXPECT_EQ(plan.lines[0].amount, yuan(2000));
  EXPECT_EQ(plan.caps[0].already, yuan(8000));
  in.ledger.push_back(
      row("customer:c-1", "case-9", Give::coupon, 500, in.at - hours(90 * 24) + microseconds(1)));
  EXPECT_EQ(plan_of(*shop, in).lines[0].amount, yuan(1500));
  in.ledger.push_back(row("customer:c-1", "case-9", Give::coupon, 50000, in.at));
  plan = plan_of(*shop, in);
  EXPECT_EQ(plan.lines[0].give, Give::none);
  EXPECT_EQ(plan.lines[0].amount, yuan(0));
}

TEST(Caps, OtherCasesDoNotCountPerCase) {
  const auto shop =
      compensation(pack(coupon_rows, R"({"give":"coupon","per":"case","at_most":"30 CNY"})"));
  ASSERT_TRUE(shop);
  auto in = paid("200 CNY");
  in.ledger.push_back(row("customer:c-1", "case-0", Give::coupon, 3000, in.at));
  EXPECT_EQ(plan_of(*shop, in).lines[0].amount, yuan(2000));
  in.ledger.push_back(row("customer:c-1", "case-1", Give::coupon, 1500, in.at));
  EXPECT_EQ(plan_of(*shop, in).lines[0].amount, yuan(1500));
}

TEST(Caps, PerLineEachHasItsOwn) {
  const auto shop =
      compensation(pack(R"(["-", "-", "partial_refund", "0.5 * paid"])",
                        R"({"give":"partial_refund","per":"line","at_most":"20 CNY"})"));
  ASSERT_TRUE(shop);
  const auto plan = plan_of(*shop, input());
  ASSERT_EQ(plan.lines.size(), 2U);
  EXPECT_EQ(plan.lines[0].amount, yuan(2000));
  EXPECT_TRUE(plan.lines[0].capped);
  EXPECT_EQ(plan.lines[1].amount, yuan(1500));
  EXPECT_FALSE(plan.lines[1].capped);
}

TEST(Caps, TheLinesOfOnePlanShareACap) {
  const auto shop = compensation(pack(R"(["-", "-", "partial_refund", "0.5 * paid"])",
                                      R"({"head":"price","per":"order","at_most":"40 CNY"})"));
  ASSERT_TRUE(shop);
  const auto plan = plan_of(*shop, input()); // wants 35 and 15
  EXPECT_EQ(plan.lines[0].amount, yuan(3500));
  EXPECT_EQ(plan.lines[1].amount, yuan(500));
}

TEST(Conservation, NoLineGivesBackMoreThanWasPaidForIt) {
  const auto shop = compensation(pack(R"(["-", "-", "refund", "paid"])"));
  ASSERT_TRUE(shop);
  auto in = about_line(input(), "l-1");
  in.ledger.push_back(row("line:o-1/l-1", "case-0", Give::partial_refund, 2500, in.at));
  in.ledger.push_back(row("order:o-1", "case-0", Give::partial_refund, 2500, in.at));
  in.ledger.push_back(
      row("line:o-1/l-1", "case-0", Give::coupon, 9900, in.at)); // goodwill counts nothing
  auto plan = plan_of(*shop, in);
  EXPECT_EQ(plan.lines[0].amount, yuan(4500));
  EXPECT_TRUE(plan.lines[0].capped);
  in.ledger.push_back(row("line:o-1/l-1", "case-2", Give::refund, 4500, in.at));
  plan = plan_of(*shop, in);
  EXPECT_EQ(plan.lines[0].give, Give::none);
  // The goods came back: their value is there again.
  in.ledger.push_back(row("line:o-1/l-1", "case-2", Give::return_, -7000, in.at));
  in.ledger.back().restitution = true;
  EXPECT_EQ(plan_of(*shop, in).lines[0].amount, yuan(7000));
}

TEST(Conservation, GoodsThatDoNotFitGiveWayToMoneyThatDoes) {
  const auto shop = compensation(pack(R"(["-", "-", "resend or refund", "paid"])"));
  ASSERT_TRUE(shop);
  auto in = about_line(input(), "l-1");
  in.ledger.push_back(row("line:o-1/l-1", "case-0", Give::partial_refund, 1000, in.at));
  const auto plan = plan_of(*shop, in);
  EXPECT_EQ(plan.lines[0].give, Give::refund);
  EXPECT_EQ(plan.lines[0].amount, yuan(6000));
  EXPECT_TRUE(plan.lines[0].alternatives.empty());
}

TEST(Conservation, ACouponTakenInsteadOfMoneyCounts) {
  const auto shop = compensation(pack(R"(["-", "-", "refund or coupon", "paid"])"));
  ASSERT_TRUE(shop);
  auto in = about_line(input(), "l-1");
  in.ledger.push_back(row("line:o-1/l-1", "case-0", Give::refund, 2000, in.at));
  const auto plan = plan_of(*shop, in);
  EXPECT_EQ(plan.lines[0].amount, yuan(5000));
  EXPECT_EQ(plan.lines[0].alternatives[0].amount, yuan(5000));
}

// Random orders, random earlier gifts in random order: the plan and the ledger together never give
// back more than was paid, for any line, and the plan does not depend on the ledger's order.
RC_GTEST_PROP(Conservation, OnRandomOrdersAndEventOrders, ()) {
  static const auto shop = compensation(pack(
      R"(["delivery.delay","-","partial_refund","0.3 * paid"],["delivery.damage","-","refund or resend","paid"],
         ["delivery.lost","-","resend + coupon","5 CNY"],["-","-","coupon or refund","1.5 * paid"])"));
  Order o;
  o.id = "o";
  o.currency = "CNY";
  const auto n = *rc::gen::inRange<std::size_t>(1, 6);
  std::int64_t total = 0;
  for (std::size_t i = 0; i < n; ++i) {
    OrderLine l;
    l.id = "l" + std::to_string(i);
    l.quantity = *rc::gen::inRange<std::int64_t>(1, 5);
    l.paid = yuan(*rc::gen::inRange<std::int64_t>(0, 100'000));
    total += l.paid->minor;
    o.lines.push_back(l);
  }
  o.paid = yuan(total);
  AssessInput in;
  in.at = at("2026-09-20T10:00:00+08:00");
  in.case_id = "case-x";
  in.order = o;
  in.category = *rc::gen::elementOf(
      std::vector<std::string>{"delivery.delay", "delivery.damage", "delivery.lost", "other"});
  in.facts["days_late"] = Decimal(3);
  std::vector<std::int64_t> before(n);
  const auto events = *rc::gen::inRange(0, 8);
  for (int i = 0; i < events; ++i) {
    const auto line = *rc::gen::inRange<std::size_t>(0, n);
    const auto give =
        *rc::gen::elementOf(std::vector<Give>{Give::refund, Give::coupon, Give::resend});
    const auto room = o.lines[line].paid->minor - before[line];
    const auto amount = *rc::gen::inRange<std::int64_t>(0, room + 1);
    if (give_row(give).restitution)
      before[line] += amount;
    in.ledger.push_back(row("line:o/" + o.lines[line].id, "c", give, amount, in.at));
    in.ledger.push_back(row("order:o", "c", give, amount, in.at));
  }
  const auto plan = shop->assess(in);
  RC_ASSERT(plan.has_value());
  std::vector<std::int64_t> after = before;
  for (const auto& line : plan->lines) {
    std::int64_t most = 0;
    if (line.amount && counts_as_restitution(line.head, line.give))
      most = line.amount->minor;
    for (const auto& other : line.alternatives)
      if (other.amount && counts_as_restitution(line.head, other.give))
        most = std::max(most, other.amount->minor);
    if (most == 0)
      continue;
    RC_ASSERT(line.line.has_value());
    for (std::size_t i = 0; i < n; ++i)
      if (o.lines[i].id == *line.line)
        after[i] += most;
  }
  for (std::size_t i = 0; i < n; ++i)
    RC_ASSERT(after[i] <= o.lines[i].paid->minor);
  auto shuffled = in;
  std::reverse(shuffled.ledger.begin(), shuffled.ledger.end());
  RC_ASSERT(print_json(encode(*shop->assess(shuffled))) == print_json(encode(*plan)));
}

// The cap holds over any sequence of cases of one customer, each seeing what the others got.
RC_GTEST_PROP(Caps, NeverExceededByAnySequenceOfCases, ()) {
  static const auto shop = compensation(pack(coupon_rows,
                                             R"({"give":"coupon","per":"case","at_most":"30 CNY"},
         {"give":"coupon","per":"customer","in":"90d","at_most":"100 CNY"})"));
  std::vector<LedgerBalance> ledger;
  auto now = at("2026-01-01T00:00:00Z");
  const auto cases = *rc::gen::inRange(1, 15);
  for (int i = 0; i < cases; ++i) {
    now = now + hours(*rc::gen::inRange<std::int64_t>(0, 40 * 24));
    auto in = paid("100 CNY");
    in.facts["paid"] = yuan(*rc::gen::inRange<std::int64_t>(0, 80'000));
    in.at = now;
    in.case_id = "case-" + std::to_string(i);
    in.ledger = ledger;
    const auto plan = shop->assess(in);
    RC_ASSERT(plan.has_value());
    const auto given = plan->lines[0].give == Give::none ? 0 : plan->lines[0].amount->minor;
    RC_ASSERT(given <= 3000);
    ledger.push_back(row("customer:c-1", in.case_id, Give::coupon, given, now));
    std::int64_t window = 0;
    for (const auto& entry : ledger)
      if (entry.at > now - hours(90 * 24))
        window += entry.amount.minor;
    RC_ASSERT(window <= 10'000);
  }
}

// An oracle for amounts: the percentage in plain integers, half up, then the cap.
RC_GTEST_PROP(Caps, AmountsEqualAPlainComputation, ()) {
  static const auto shop =
      compensation(pack(R"(["-", "-", "coupon", "0.07 * paid"])",
                        R"({"give":"coupon","per":"case","at_most":"30 CNY"})"));
  const auto minor = *rc::gen::inRange<std::int64_t>(0, 200'000);
  auto in = paid("1 CNY");
  in.facts["paid"] = yuan(minor);
  const auto expected = std::min<std::int64_t>(3000, (minor * 7 + 50) / 100);
  RC_ASSERT(shop->assess(in)->lines[0].amount->minor == expected);
}

} // namespace
} // namespace amends::test
