// Deciding with facts in slots takes no memory.
#include "help.hpp"
#include "taken_memory.hpp"

#include <array>

namespace amends::test {
namespace {

constexpr std::array<std::string_view, 11> policies{
    "first",       "unique",      "any",           "priority",    "output order", "rule order",
    "collect sum", "collect min", "collect count", "collect max", "collect"};

// How much memory the second of two equal evaluations takes, with and without trace.
std::int64_t taken(const Table& table, const std::vector<Slot>& slots, Scratch& scratch) {
  std::int64_t sum = 0;
  for (const bool trace : {false, true}) {
    for (int run = 0; run < 2; ++run) {
      const std::int64_t before = taken_memory().times;
      const auto done = table.evaluate(slots, scratch, trace);
      const std::int64_t after = taken_memory().times;
      EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().message);
      if (run == 1)
        sum += after - before;
    }
  }
  return sum;
}

// `facts` as slots of the table, every one of them there.
std::vector<Slot> slots_of(const Table& table, const Facts& facts) {
  std::vector<Slot> slots(table.slots().size());
  for (const auto& [name, value] : facts)
    if (const auto place = table.slot(name))
      slots[*place] = table.encode(value);
  return slots;
}

std::string with_hit(std::string_view hit, std::string_view rest) {
  return "{\"hit\": \"" + std::string(hit) + "\"," + std::string(rest) + "}";
}

const Facts facts{{"category", Value(std::string("delivery.delay"))},
                  {"days_late", Value(decimal("2.5"))},
                  {"paid", Value(money("70.05 CNY"))},
                  {"postage", Value(money("6 CNY"))},
                  {"vip", Value(true)},
                  {"degree", Value(decimal("0.3333333333333333333333333333333333"))},
                  {"delivered", Value(parse_date("2026-09-21").value())},
                  {"waited", Value(hours(30))}};

TEST(NoAllocation, ConstantsAndFormulasUnderEveryHitPolicy) {
  for (const std::string_view hit : policies) {
    const bool single = hit == "unique" || hit == "any";
    const Table t = table(with_hit(hit, R"j(
      "when": ["category", "days_late", "vip", "delivered", "waited"], "then": ["amount"],
      "rows": [["delivery.lost", "-", "-", "-", "-", "7 CNY"],
               ["delivery.delay, delivery.lost", "[1..3)", "-", ">= 2026-09-01", "> 24h",
                "min(round half up(0.1 * paid, 2), 30 CNY)"])j" +
                                            std::string(single ? "]" : R"j(,
               ["-", "> 2.25", "true", "-", "-", "5 CNY"], ["-", "-", "-", "-", "-", "paid"]])j")));
    Scratch scratch;
    EXPECT_EQ(taken(t, slots_of(t, facts), scratch), 0) << hit;
    EXPECT_FALSE(scratch.matched().empty()) << hit;
  }
}

TEST(NoAllocation, ThirtyFourDigitsWhereWholeNumbersDoNotDo) {
  const Table t = table(R"j({"hit": "rule order", "when": ["degree"], "then": ["amount"],
    "rows": [["< 0.3333333333333333333333333333333334", "paid / 3"],
             ["-", "123456789012345678901234567890"], ["[0.25..0.5]", "paid / 7 * degree ** 2"], ["-", "max(paid / 3, 5 CNY) - postage / 9"]]})j");
  Scratch scratch;
  EXPECT_EQ(taken(t, slots_of(t, facts), scratch), 0);
  EXPECT_EQ(scratch.matched().size(), 4U);
  EXPECT_EQ(t.decode(scratch.output(0, 0)), Value(money("23.35 CNY")));
}

TEST(NoAllocation, NullFactsOtherFactsAndTruths) {
  const Table t = table(R"j({"hit": "rule order", "when": ["paid", "days_late", "tier"],
    "then": ["give", "amount"],
    "rows": [["> postage * 2", "-", "-", "coupon", "if vip then 5 CNY else 1 CNY"],
             ["-", "< 1, >= 7", "gold", "refund", "paid"],
             ["-", "null", "not(gold)", "letter", "paid - postage"],
             ["-", "not(null)", "-", "coupon", "if days_late >= 2 and vip then paid / 3 else null"]]})j");
  Facts some = facts;
  some.erase("tier");
  Scratch scratch;
  EXPECT_EQ(taken(t, slots_of(t, some), scratch), 0);
  some.erase("days_late");
  EXPECT_EQ(taken(t, slots_of(t, some), scratch), 0);
  EXPECT_FALSE(scratch.matched().empty());
}

TEST(NoAllocation, ManyRows) {
  Json rows = Json::array();
  for (int i = 0; i < 3000; ++i)
    rows.items.push_back(
        Json::array({Json::string("[" + std::to_string(i) + ".." + std::to_string(i + 1) + ")"),
                     Json::string("-"), Json::string(std::to_string(i) + " CNY")}));
  const Json spec = Json::object({{"when", json(R"j(["days_late", "category"])j")},
                                  {"then", json(R"j(["amount"])j")},
                                  {"rows", rows}});
  const Table t = table(print_json(spec));
  Facts late = facts;
  late["days_late"] = Value(decimal("2718.28"));
  Scratch scratch;
  EXPECT_EQ(taken(t, slots_of(t, late), scratch), 0);
  ASSERT_EQ(scratch.matched().size(), 1U);
  EXPECT_EQ(scratch.matched()[0], 2718U);
}

TEST(NoAllocation, TheCountIsReal) {
  const std::int64_t before = taken_memory().times;
  const auto text = std::make_unique<std::string>(100, 'x');
  EXPECT_EQ(taken_memory().times - before, 2) << *text;
}

} // namespace
} // namespace amends::test
