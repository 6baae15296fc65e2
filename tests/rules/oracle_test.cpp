// Every random table, on every point it can tell apart, against the slow walk of the oracle.
#include "naive_help.hpp"

#include <rapidcheck/gtest.h>

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

RC_GTEST_PROP(AgainstOracle, HitPolicies, ()) {
  const NaiveTable naive = random_table(5, false);
  const Table unique = naive_table(naive, "unique");
  const Table any = naive_table(naive, "any");
  const Table sum = naive_table(naive, "collect sum");
  const Table most = naive_table(naive, "collect max");
  const Table count = naive_table(naive, "collect count");
  for_each_point(naive, false, [&](const std::vector<Cellar>& point) {
    const Facts facts = naive_values(naive, point);
    const auto matched = naive.decide(point).matched;
    std::set<long> gives;
    long total = 0;
    for (const std::size_t r : matched) {
      gives.insert(naive.rows[r].give);
      total += naive.rows[r].give;
    }
    RC_ASSERT(unique.evaluate(facts, false).has_value() == (matched.size() < 2));
    RC_ASSERT(any.evaluate(facts, false).has_value() == (gives.size() < 2));
    const auto value = [&](long tenths) { return Value(decimal(oracle::tenths(tenths))); };
    RC_ASSERT(sum.evaluate(facts, false)->result == (matched.empty() ? Value() : value(total)));
    RC_ASSERT(most.evaluate(facts, false)->result ==
              (matched.empty() ? Value() : value(*gives.rbegin())));
    RC_ASSERT(count.evaluate(facts, false)->result ==
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
