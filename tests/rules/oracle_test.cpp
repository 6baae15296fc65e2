// Every random table, on every point it can tell apart, against the slow walk of the oracle.
#include "naive_help.hpp"

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace amends::test {
namespace {

std::vector<std::size_t> rows_of(const Decision& decision) { return decision.matched_rows; }

RC_GTEST_PROP(AgainstOracle, MatchesMissingAndWhyNot, ()) {
  const NaiveTable naive = random_table(*rc::gen::element(4, 70), true);
  const Table first = naive_table(naive, "first");
  const Table all = naive_table(naive, "rule order");
  int points = 0;
  for_each_point(naive, true, [&](const std::vector<Cellar>& point) {
    if (++points % 3 != 0 && naive.rows.size() > 4)
      return; // big tables: every third point
    const Facts facts = naive_values(naive, point);
    const auto expected = naive.decide(point);
    const Decision found = all.evaluate(facts, true).value();
    RC_ASSERT(rows_of(found) == expected.matched);
    for (std::size_t r = 0; r < naive.rows.size(); ++r) {
      const auto failed = naive.failed(r, point);
      RC_ASSERT(found.trace[r].fired == !failed.has_value());
      if (failed)
        RC_ASSERT(found.trace[r].failed->column == column_name(*failed));
    }
    std::set<std::string> missing;
    for (const std::size_t r : expected.open)
      for (std::size_t c = 0; c < naive.columns.size(); ++c)
        if (!naive.rows[r].cells[c].holds(point[c]))
          missing.insert(column_name(c));
    RC_ASSERT(found.missing == std::vector<std::string>(missing.begin(), missing.end()));
    const Decision one = first.evaluate(facts, false).value();
    RC_ASSERT(rows_of(one) == (expected.matched.empty()
                                   ? std::vector<std::size_t>{}
                                   : std::vector<std::size_t>{expected.matched.front()}));
  });
}

Value number_of(long tenths) { return Value(decimal(oracle::tenths(tenths))); }

// The matched rows in the order of what they give, where values rank as they first stand in rows.
std::vector<std::size_t> by_output(const NaiveTable& naive, std::vector<std::size_t> rows) {
  const auto rank = [&](std::size_t row) {
    std::size_t first = 0;
    while (naive.rows[first].give != naive.rows[row].give)
      ++first;
    return first;
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return rows;
}

RC_GTEST_PROP(AgainstOracle, HitPolicies, ()) {
  const NaiveTable naive = random_table(5, false);
  std::map<std::string, Table> tables;
  for (const char* hit : {"first", "unique", "any", "priority", "output order", "rule order",
                          "collect", "collect sum", "collect min", "collect max", "collect count"})
    tables.emplace(hit, naive_table(naive, hit));
  for_each_point(naive, false, [&](const std::vector<Cellar>& point) {
    const Facts facts = naive_values(naive, point);
    const auto matched = naive.decide(point).matched;
    const auto answer = [&](const char* hit) { return tables.at(hit).evaluate(facts, false); };
    ValueList all;
    std::set<long> gives;
    long total = 0;
    for (const std::size_t r : matched) {
      gives.insert(naive.rows[r].give);
      all.push_back(number_of(naive.rows[r].give));
      total += naive.rows[r].give;
    }
    const auto one = [&](long tenths) { return matched.empty() ? Value() : number_of(tenths); };
    RC_ASSERT(answer("first")->result == (matched.empty() ? Value() : all.front()));
    RC_ASSERT(answer("unique").has_value() == (matched.size() < 2));
    RC_ASSERT(answer("any").has_value() == (gives.size() < 2));
    if (gives.size() == 1)
      RC_ASSERT(answer("any")->result == all.front());
    for (const char* hit : {"rule order", "collect"}) {
      RC_ASSERT(rows_of(*answer(hit)) == matched);
      RC_ASSERT(answer(hit)->result == Value(all));
    }
    const auto ordered = by_output(naive, matched);
    RC_ASSERT(rows_of(*answer("output order")) == ordered);
    RC_ASSERT(
        rows_of(*answer("priority")) ==
        std::vector<std::size_t>(ordered.begin(), ordered.begin() + (ordered.empty() ? 0 : 1)));
    RC_ASSERT(answer("collect sum")->result == one(total));
    RC_ASSERT(answer("collect min")->result == one(gives.empty() ? 0 : *gives.begin()));
    RC_ASSERT(answer("collect max")->result == one(gives.empty() ? 0 : *gives.rbegin()));
    RC_ASSERT(answer("collect count")->result ==
              Value(Decimal(static_cast<std::int64_t>(matched.size()))));
  });
}

RC_GTEST_PROP(AgainstOracle, ALowerRowNeverChangesFirst, ()) {
  NaiveTable naive = random_table(6, true);
  const Table before = naive_table(naive, "first");
  NaiveRow more;
  for (const ColumnKind kind : naive.columns)
    more.cells.push_back(random_cell(kind, true));
  naive.rows.push_back(std::move(more));
  const Table after = naive_table(naive, "first");
  for_each_point(naive, true, [&](const std::vector<Cellar>& point) {
    const Facts facts = naive_values(naive, point);
    const Decision old = before.evaluate(facts, false).value();
    if (!old.matched.empty())
      RC_ASSERT(after.evaluate(facts, false)->matched == old.matched);
  });
}

// The quick way, the way by facts and numbers of another scale agree.
RC_GTEST_PROP(AgainstOracle, SlotsOfAnyScale, ()) {
  const NaiveTable naive = random_table(70, false);
  const Table table = naive_table(naive, "first");
  Scratch scratch;
  for_each_point(naive, false, [&](const std::vector<Cellar>& point) {
    std::vector<Slot> slots(table.slots().size());
    for (std::size_t c = 0; c < point.size(); ++c) {
      const auto s = *table.slot(column_name(c));
      if (naive.columns[c] == ColumnKind::number)
        slots[s] = Slot::of_number(*point[c] * 100'000'000, 9);
      else if (naive.columns[c] == ColumnKind::truth)
        slots[s] = Slot::of_boolean(*point[c] != 0);
      else
        slots[s] =
            Slot::of_word(static_cast<std::size_t>(*point[c]) < oracle::words().size()
                              ? table.word(oracle::words()[static_cast<std::size_t>(*point[c])])
                              : -1);
    }
    RC_ASSERT(table.evaluate(slots, scratch).has_value());
    const auto expected = naive.decide(point).matched;
    RC_ASSERT(scratch.matched().size() == std::min<std::size_t>(1, expected.size()));
    if (!expected.empty())
      RC_ASSERT(scratch.matched()[0] == expected.front());
  });
}

} // namespace
} // namespace amends::test
