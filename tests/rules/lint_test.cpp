#include "naive_help.hpp"

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace amends::test {
namespace {

std::vector<Finding> findings(const std::vector<Finding>& all, std::string_view rule) {
  std::vector<Finding> out;
  for (const Finding& finding : all)
    if (finding.rule == rule)
      out.push_back(finding);
  return out;
}

std::vector<Finding> lint(std::string_view text) { return table(text).lint(); }

// --- Against every point of small random tables.

RC_GTEST_PROP(Lint, FindsGapsExactly, ()) {
  const NaiveTable naive = random_table(5, false);
  const Table table = naive_table(naive, "first");
  const auto gaps = findings(table.lint(), "gap");
  for (const Finding& gap : gaps)
    RC_ASSERT(table.evaluate(gap.example, false)->matched.empty());
  // Below zero is left out where zero is a number column's least bound.
  bool gap_there = false;
  for_each_point(naive, false, [&](const std::vector<Cellar>& point) {
    bool negative = false;
    for (std::size_t c = 0; c < point.size(); ++c)
      negative = negative || (naive.columns[c] == ColumnKind::number && *point[c] < 0);
    gap_there = gap_there || (!negative && naive.decide(point).matched.empty());
  });
  RC_ASSERT(gap_there == !gaps.empty());
}

RC_GTEST_PROP(Lint, FindsOverlapsExactly, ()) {
  const NaiveTable naive = random_table(5, true);
  const Table table = naive_table(naive, "unique");
  const auto overlaps = findings(table.lint(), "overlap");
  for (const Finding& overlap : overlaps) {
    const auto answer = table.evaluate(overlap.example, false);
    RC_ASSERT(!answer.has_value());
  }
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  for_each_point(naive, true, [&](const std::vector<Cellar>& point) {
    for (std::size_t c = 0; c < point.size(); ++c)
      if (naive.columns[c] == ColumnKind::number && point[c] && *point[c] < 0)
        return;
    const auto matched = naive.decide(point).matched;
    for (std::size_t i = 0; i < matched.size(); ++i)
      for (std::size_t j = i + 1; j < matched.size(); ++j)
        pairs.emplace(matched[i], matched[j]);
  });
  RC_ASSERT(overlaps.size() == pairs.size());
}

RC_GTEST_PROP(Lint, FindsDeadRowsExactly, ()) {
  const NaiveTable naive = random_table(6, true);
  const Table table = naive_table(naive, "first");
  std::set<std::string> dead;
  for (const Finding& finding : findings(table.lint(), "dead_row")) {
    dead.insert(finding.where.substr(0, finding.where.find('/', 6)));
    if (!finding.example.empty())
      RC_ASSERT(!table.evaluate(finding.example, false)->matched.empty());
  }
  std::set<std::string> expected;
  for (std::size_t r = 0; r < naive.rows.size(); ++r)
    expected.insert("/rows/" + std::to_string(r));
  for_each_point(naive, true, [&](const std::vector<Cellar>& point) {
    for (std::size_t c = 0; c < point.size(); ++c)
      if (naive.columns[c] == ColumnKind::number && point[c] && *point[c] < 0)
        return;
    const auto matched = naive.decide(point).matched;
    if (!matched.empty())
      expected.erase("/rows/" + std::to_string(matched.front()));
  });
  RC_ASSERT(dead == expected);
}

RC_GTEST_PROP(Lint, PayoutsReallyFallWhereItSaysSo, ()) {
  const NaiveTable naive = random_table(5, false);
  const Table table = naive_table(naive, "first");
  const auto amount = [&](const Facts& facts) -> std::optional<Decimal> {
    const Decision d = table.evaluate(facts, false).value();
    return d.matched.empty() ? std::nullopt : std::optional(*d.result.get<Decimal>());
  };
  for (const Finding& fall : findings(table.lint(), "payout_falls")) {
    const auto here = amount(fall.example);
    RC_ASSERT(here.has_value());
    bool more_before = false; // somewhere lower on one number column, all else held
    for (std::size_t c = 0; c < naive.columns.size(); ++c)
      for (long v = -10; naive.columns[c] == ColumnKind::number && v <= 45; v += 5) {
        Facts lower = fall.example;
        const auto at = lower.find(column_name(c));
        const Value value(decimal(oracle::tenths(v)));
        if (at == lower.end() || !(*value.get<Decimal>() < *at->second.get<Decimal>()))
          continue;
        at->second = value;
        const auto there = amount(lower);
        more_before = more_before || (there && *there > *here);
      }
    RC_ASSERT(more_before);
  }
}

// --- By hand.

TEST(Lint, ADeadRowNamesTheRowsBeforeIt) {
  const auto dead = findings(lint(R"j({"when": ["days_late", "tier"], "then": ["give"],
      "rows": [["< 3", "-", "a"], [">= 3", "-", "b"], ["[1..5]", "gold", "c"]]})j"),
                             "dead_row");
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].where, "/tables/t/rows/2");
  EXPECT_NE(dead[0].text.find("t/1, t/2"), std::string::npos) << dead[0].text;
  EXPECT_EQ(dead[0].level, "error");
}

TEST(Lint, AContradictionIsADeadCell) {
  const auto dead = findings(lint(R"j({"when": ["days_late"], "then": ["give"],
      "rows": [["[5..3]", "a"], ["-", "b"]]})j"),
                             "dead_row");
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].where, "/tables/t/rows/0/0");
}

TEST(Lint, GapsBetweenDaysAreNone) {
  EXPECT_TRUE(findings(lint(R"j({"when": ["delivered"], "then": ["give"],
      "rows": [["<= 2026-06-30", "a"], [">= 2026-07-01", "b"]]})j"),
                       "gap")
                  .empty());
  const auto numbers = findings(lint(R"j({"when": ["days_late"], "then": ["give"],
      "rows": [["<= 1", "a"], [">= 2", "b"]]})j"),
                                "gap");
  ASSERT_EQ(numbers.size(), 1U);
  EXPECT_EQ(numbers[0].example.at("days_late"), Value(decimal("1.5")));
}

TEST(Lint, PayoutsThatFall) {
  const auto falls = findings(lint(R"j({"when": ["days_late"], "then": ["give", "amount"],
      "rows": [["< 1", "letter", "-"], ["[1..3)", "coupon", "5 CNY"],
               ["[3..7)", "coupon", "0.10 * paid"], [">= 7", "refund", "paid"]]})j"),
                              "payout_falls");
  ASSERT_EQ(falls.size(), 1U); // 10 % of 10 yuan is less than 5 yuan
  EXPECT_NE(falls[0].text.find("from 5 (row t/2) to 1 (row t/3)"), std::string::npos)
      << falls[0].text;
  EXPECT_EQ(falls[0].example.at("paid"), Value(money("10 CNY")));
  EXPECT_TRUE(findings(lint(R"j({"when": ["days_late"], "then": ["give", "amount"],
      "rows": [["< 1", "letter", "-"], ["[1..3)", "coupon", "5 CNY"],
               ["[3..7)", "coupon", "max(5 CNY, 0.10 * paid)"],
               [">= 7", "refund", "max(5 CNY, paid)"]]})j"),
                       "payout_falls")
                  .empty());
}

TEST(Lint, CapsBelowFloors) {
  const auto caps = findings(lint(R"j({"when": ["vip"], "then": ["give", "amount"],
      "rows": [["true", "coupon", "max(50 CNY, 0.1 * paid)"], ["-", "letter", "-"]],
      "caps": [{"give": "coupon", "per": "case", "at_most": "30 CNY"},
               {"give": "refund", "per": "case", "at_most": "1 CNY"}]})j"),
                             "cap_below_floor");
  ASSERT_EQ(caps.size(), 1U);
  EXPECT_EQ(caps[0].where, "/tables/t/caps/0");
  EXPECT_EQ(caps[0].example.at("vip"), Value(true));
  const auto inside = findings(lint(R"j({"when": ["vip"], "then": ["amount"],
      "rows": [["-", "min(max(0.1 * paid, 50 CNY), 30 CNY)"]]})j"),
                               "cap_below_floor");
  ASSERT_EQ(inside.size(), 1U);
  EXPECT_EQ(inside[0].where, "/tables/t/rows/0/1");
}

// Random rows and caps: a cap is below a floor exactly where the row pays more than the cap for
// nothing paid and for very much paid (its formulas are of one sense between).
RC_GTEST_PROP(LintProperty, CapsBelowFloorsAreThoseThatNoAmountMeets, ()) {
  static const std::vector<std::string> gives{"coupon", "refund", "coupon + letter"};
  const auto yuan = [] { return std::to_string(*rc::gen::inRange(0, 60)) + " CNY"; };
  const int count = *rc::gen::inRange(1, 6);
  std::string rows;
  for (int r = 0; r < count; ++r) {
    const std::string share = "0." + std::to_string(*rc::gen::inRange(1, 10)) + " * paid";
    const std::string low = yuan();
    const std::string formula = *rc::gen::element(
        low, share, "max(" + low + ", " + share + ")", "min(" + low + ", " + share + ")",
        "max(" + yuan() + ", min(" + low + ", " + share + "))");
    rows += (r == 0 ? "[\"t" : ",[\"t") + std::to_string(r) + "\", \"" +
            *rc::gen::elementOf(gives) + "\", \"" + formula + "\", {\"id\": \"r" +
            std::to_string(r) + "\"}]";
  }
  struct Cap {
    std::string give;
    Money most;
  };
  std::vector<Cap> caps;
  std::string listed;
  for (int c = *rc::gen::inRange(1, 4); c > 0; --c) {
    const std::string most = yuan();
    caps.push_back({*rc::gen::element<std::string>("coupon", "refund"), money(most)});
    listed += (listed.empty() ? "" : ",") + std::string("{\"give\": \"") + caps.back().give +
              "\", \"per\": \"case\", \"at_most\": \"" + most + "\"}";
  }
  const Table made = table(R"({"when": ["tier"], "then": ["give", "amount"], "rows": [)" + rows +
                           R"(], "caps": [)" + listed + "]}");
  const auto paid_for = [&](int row, const char* paid) {
    const Decision decision =
        decide(made, {{"tier", Value("t" + std::to_string(row))}, {"paid", Value(money(paid))}});
    return *decision.rows.front().at("amount").get<Money>();
  };
  std::vector<std::string> expected;
  for (std::size_t c = 0; c < caps.size(); ++c)
    for (int r = 0; r < count; ++r) {
      const Decision at = decide(made, {{"tier", Value("t" + std::to_string(r))}});
      const std::string give = *at.rows.front().at("give").get<std::string>();
      if (give.starts_with(caps[c].give) && paid_for(r, "0 CNY").minor > caps[c].most.minor &&
          paid_for(r, "1000000 CNY").minor > caps[c].most.minor)
        expected.push_back("/tables/t/caps/" + std::to_string(c) + " row r" + std::to_string(r));
    }
  std::vector<std::string> found;
  for (const Finding& finding : findings(made.lint(), "cap_below_floor"))
    found.push_back(finding.where + " " + finding.text.substr(0, finding.text.find(" gives")));
  RC_ASSERT(found == expected);
}

TEST(Lint, CellsThatDependOnOtherFactsAreNotChecked) {
  const auto all = lint(R"j({"hit": "unique", "when": ["paid"], "then": ["give"],
      "rows": [["> postage", "a"], ["< 1 CNY", "b"]]})j");
  ASSERT_EQ(findings(all, "overlap").size(), 1U);
  EXPECT_EQ(findings(all, "overlap")[0].level, "not_checked");
  for (const Finding& gap : findings(all, "gap"))
    EXPECT_EQ(gap.level, "not_checked");
}

TEST(Lint, WhatDoesNotCompileIsAFindingToo) {
  const auto rule = [](std::string_view text) {
    return lint_table(json(text), "t", shop_facts(), "/tables/t").at(0).rule;
  };
  EXPECT_EQ(rule(R"j({"when": ["payed"], "then": ["give"], "rows": []})j"), "unknown_name");
  EXPECT_EQ(rule(R"j({"when": ["paid"], "then": ["give"], "rows": [["< 5", "a"]]})j"), "units");
  EXPECT_EQ(rule(R"j({"when": ["waited"], "then": ["give"], "rows": [["< 5", "a"]]})j"), "units");
  EXPECT_EQ(rule(R"j({"when": ["vip"], "then": ["give"], "rows": [["\"x\"", "a"]]})j"), "type");
  EXPECT_EQ(rule(R"j({"when": ["paid"], "then": ["give"], "rows": [["< <", "a"]]})j"), "syntax");
}

// A table of `rows` disjoint boxes that cover everything: a random tree of cuts, cut twelve ways.
Json partition(std::size_t wanted, std::uint32_t seed, std::size_t drop) {
  struct Cell {
    std::vector<std::pair<long, long>> bounds;
  };
  std::vector<Cell> cells{{std::vector<std::pair<long, long>>(12, {0, 1'000'000})}};
  const auto draw = [&seed](std::uint32_t n) {
    seed ^= seed << 13U;
    seed ^= seed >> 17U;
    seed ^= seed << 5U;
    return seed % n;
  };
  while (cells.size() < wanted) {
    const std::size_t which = draw(static_cast<std::uint32_t>(cells.size()));
    const std::size_t c = draw(12);
    auto [low, high] = cells[which].bounds[c];
    if (high - low < 2)
      continue;
    const long cut = low + 1 + static_cast<long>(draw(static_cast<std::uint32_t>(high - low - 1)));
    Cell other = cells[which];
    cells[which].bounds[c].second = cut;
    other.bounds[c].first = cut;
    cells.push_back(std::move(other));
  }
  if (drop < cells.size())
    cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(drop));
  Json when = Json::array();
  for (std::size_t c = 0; c < 12; ++c)
    when.items.push_back(Json::string(column_name(c)));
  Json rows = Json::array();
  for (const Cell& cell : cells) {
    Json row = Json::array();
    for (const auto& [low, high] : cell.bounds)
      row.items.push_back(Json::string(low == 0 && high == 1'000'000 ? "-"
                                       : low == 0                    ? "< " + std::to_string(high)
                                       : high == 1'000'000           ? ">= " + std::to_string(low)
                                                           : "[" + std::to_string(low) + ".." +
                                                                 std::to_string(high) + ")"));
    row.items.push_back(Json::string("a"));
    rows.items.push_back(std::move(row));
  }
  return Json::object({{"hit", Json::string("unique")},
                       {"when", when},
                       {"then", Json::array({Json::string("give")})},
                       {"rows", rows}});
}

TEST(Lint, IsExactOnAThousandRowsOfTwelveColumns) {
  NaiveTable columns;
  columns.columns.assign(12, ColumnKind::number);
  for (const std::size_t drop : {std::size_t{5000}, std::size_t{613}}) {
    auto compiled = Table::compile(partition(1000, 20'240'617, drop), "t", naive_facts(columns));
    ASSERT_TRUE(compiled.has_value()) << compiled.error().message;
    const auto all = compiled->lint();
    EXPECT_TRUE(findings(all, "overlap").empty());
    for (const Finding& finding : all)
      EXPECT_NE(finding.level, "not_checked") << finding.text;
    const auto gaps = findings(all, "gap");
    EXPECT_EQ(gaps.empty(), drop > 1000);
    for (const Finding& gap : gaps)
      EXPECT_TRUE(compiled->evaluate(gap.example, false)->matched.empty());
  }
}

TEST(Lint, BeyondItsSizeItSaysSo) {
  NaiveTable columns;
  columns.columns.assign(12, ColumnKind::number);
  auto compiled = Table::compile(partition(1001, 7, 5000), "t", naive_facts(columns));
  ASSERT_TRUE(compiled.has_value());
  const auto all = compiled->lint();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].level, "not_checked");
}

} // namespace
} // namespace amends::test
