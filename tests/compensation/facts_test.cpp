#include "compensation/make.hpp"

namespace amends::test {
namespace {

std::string shown(const Facts& facts, std::string_view name) {
  const auto found = facts.find(name);
  return found == facts.end() ? "absent" : print_json(value_to_json(found->second));
}
Facts of_line(const AssessInput& in, const std::string& line) {
  return facts_of(in, About{line, std::nullopt, std::nullopt});
}

TEST(OrderFacts, OfOneLine) {
  const auto facts = of_line(input(), "l-1");
  EXPECT_EQ(shown(facts, "paid"), R"({"minor":7000,"currency":"CNY"})");
  EXPECT_EQ(shown(facts, "order.paid"), R"({"minor":12000,"currency":"CNY"})");
  EXPECT_EQ(shown(facts, "postage"), R"({"minor":1200,"currency":"CNY"})");
  EXPECT_EQ(shown(facts, "quantity"), "2");
  EXPECT_EQ(shown(facts, "days_late"), "4"); // 4 days and an hour
  EXPECT_EQ(shown(facts, "hours_late"), "97");
  EXPECT_EQ(shown(facts, "insured"), "false");
  EXPECT_EQ(shown(facts, "goods"), R"("book")");
  EXPECT_EQ(shown(facts, "buyer"), R"("consumer")");
  EXPECT_EQ(shown(facts, "overseas"), "false");
  EXPECT_EQ(shown(facts, "days_since_delivery"), "10");
}

TEST(OrderFacts, OfTheWholeOrder) {
  const auto facts = facts_of(input(), std::nullopt);
  EXPECT_EQ(shown(facts, "paid"), R"({"minor":10000,"currency":"CNY"})");
  EXPECT_EQ(shown(facts, "postage"), R"({"minor":2000,"currency":"CNY"})");
  EXPECT_EQ(shown(facts, "days_late"), "4"); // the greatest
  EXPECT_EQ(shown(facts, "quantity"), "3");
  EXPECT_EQ(shown(facts, "delivered_at"), "absent"); // they differ
}

TEST(OrderFacts, OfSomePieces) {
  const auto facts = facts_of(input(), About{"l-1", 1, std::nullopt});
  EXPECT_EQ(shown(facts, "paid"), R"({"minor":3500,"currency":"CNY"})");
  EXPECT_EQ(shown(facts, "quantity"), "1");
}

TEST(OrderFacts, LatenessNeverBelowZeroAndCountsUntilNow) {
  EXPECT_EQ(shown(of_line(input(), "l-2"), "days_late"), "0"); // an hour early
  auto in = input();
  in.order->deliveries[0].delivered_at.reset();
  in.at = at("2026-09-08T11:59:59+08:00");
  EXPECT_EQ(shown(of_line(in, "l-1"), "days_late"), "2"); // one second short of three days
  in.at = at("2026-09-08T12:00:00+08:00");
  EXPECT_EQ(shown(of_line(in, "l-1"), "days_late"), "3");
}

TEST(OrderFacts, AnAbsentInputGivesAnAbsentFact) {
  auto in = input();
  in.order->deliveries[0].promised_at.reset();
  in.order->deliveries[0].postage.reset();
  in.order->lines[0].paid.reset();
  in.customer->tier.reset();
  in.severity.clear();
  const auto facts = of_line(in, "l-1");
  for (const auto* name : {"days_late", "postage", "paid", "tier", "severity"})
    EXPECT_EQ(shown(facts, name), "absent") << name;
  in.order.reset();
  in.customer.reset();
  const auto none = facts_of(in, std::nullopt);
  EXPECT_EQ(none.size(), 5U); // at, category, priority, channel, in_incident
}

TEST(OrderFacts, GivenFactsAreReadByTheirTypeAndWin) {
  auto in = input();
  in.order.reset();
  in.facts["paid"] = std::string("80 CNY");
  in.facts["days_late"] = Decimal(4);
  const auto facts = facts_of(in, std::nullopt);
  EXPECT_EQ(shown(facts, "paid"), R"({"minor":8000,"currency":"CNY"})");
  EXPECT_EQ(shown(facts, "days_late"), "4");
}

TEST(OrderFacts, TheShopsOwn) {
  auto in = input();
  in.order->x = json(R"({"gift":true,"shelf":"A"})");
  in.order->lines[0].x = json(R"({"shelf":"B"})");
  EXPECT_EQ(shown(of_line(in, "l-1"), "x.shelf"), R"("B")");
  EXPECT_EQ(shown(of_line(in, "l-2"), "x.shelf"), R"("A")");
  EXPECT_EQ(shown(of_line(in, "l-2"), "x.gift"), "true");
}

TEST(OrderFacts, ResendsAreCountedFromTheLedger) {
  auto in = input();
  in.ledger.push_back({"line:o-1/l-1", "case-0", Give::resend, yuan(7000), true, in.at});
  in.ledger.push_back({"order:o-1", "case-0", Give::resend, yuan(7000), true, in.at});
  EXPECT_EQ(shown(of_line(in, "l-1"), "resends"), "1");
  EXPECT_EQ(shown(of_line(in, "l-2"), "resends"), "0");
}

TEST(OrderFacts, TheDictionaryIsCompleteAndSorted) {
  const auto& all = order_facts();
  ASSERT_GE(all.size(), 40U);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) {
      EXPECT_LT(all[i - 1].name, all[i].name);
    }
    for (const auto* text : {&all[i].type, &all[i].title_zh, &all[i].title_en, &all[i].meaning,
                             &all[i].example, &all[i].supplied_by})
      EXPECT_FALSE(text->empty()) << all[i].name;
  }
  // Every fact that an input determines is in the dictionary.
  for (const auto& [name, value] : facts_of(input(), std::nullopt))
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const FactInfo& f) {
      return f.name == name;
    })) << name;
}

} // namespace
} // namespace amends::test
