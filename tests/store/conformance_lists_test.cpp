// Lists: filters, orders, cursors, counts, what is due.
#include "rows.hpp"
#include "stores.hpp"

#include <functional>

namespace amends::test {
namespace {

CaseWrite made(const std::string& id, const std::function<void(CaseRow&)>& change) {
  CaseWrite write = new_case(id);
  change(write.row);
  return write;
}

std::vector<std::string> ids_of(const std::vector<CaseRow>& rows) {
  std::vector<std::string> ids;
  for (const CaseRow& row : rows) {
    ids.push_back(row.case_id);
  }
  return ids;
}

using Ids = std::vector<std::string>;
using Counts = std::vector<std::pair<std::string, std::int64_t>>;

class Lists : public Conformance {
protected:
  Ids found(const CaseFilter& filter, CaseSort sort = CaseSort::id) {
    return ids_of(value_of(reader()->find_cases(filter, sort, 100, "")).rows);
  }
  // All pages of two rows; `between` runs after the first page.
  Ids paged(CaseSort sort, const std::function<void()>& between = nullptr) {
    Ids ids;
    std::string after;
    do {
      const CasePage page = value_of(reader()->find_cases({}, sort, 2, after));
      EXPECT_LE(page.rows.size(), 2U);
      for (const std::string& id : ids_of(page.rows)) {
        ids.push_back(id);
      }
      if (after.empty() && between) {
        between();
      }
      after = page.next;
    } while (!after.empty());
    return ids;
  }
};

TEST_P(Lists, EachFilterPicksItsCases) {
  CaseWrite a = made("a", [](CaseRow& row) {
    row.stage = "offer";
    row.category = "delivery.late";
    row.priority = "P1";
    row.owner = "agent:li";
    row.team = "east";
    row.kind = "repair";
    row.channel = "phone";
    row.waiting_for = "customer";
    row.order_id = "O-1";
    row.customer_id = "c-1";
    row.late = true;
    row.clock_due = at_second(50);
    row.opened_at = at_second(10);
    row.last_at = at_second(60);
    row.world = 2;
  });
  a.lookups = {{"tracking", "SF1", ""}, {"tag", "vip", ""}};
  CaseWrite b = made("b", [](CaseRow& row) {
    row.open = false;
    row.world = 3;
  });
  b.lookups = {{"tracking", "SF2", ""}, {"tag", "vip", ""}};
  commit(batch_of({a, b, made("c", [](CaseRow& row) { row.world = 3; })}));

  const auto only_a = [&](auto set) {
    CaseFilter filter;
    set(filter);
    EXPECT_EQ(found(filter), Ids{"a"});
    // The due order may walk another index.
    EXPECT_EQ(found(filter, CaseSort::due), Ids{"a"});
  };
  only_a([](CaseFilter& f) { f.case_id = {"a", "zz"}; });
  only_a([](CaseFilter& f) { f.number = {1, 99}; });
  only_a([](CaseFilter& f) { f.stage = {"offer", "closed"}; });
  only_a([](CaseFilter& f) { f.category = {"delivery.late"}; });
  only_a([](CaseFilter& f) { f.priority = {"P0", "P1"}; });
  only_a([](CaseFilter& f) { f.owner = {"agent:li"}; });
  only_a([](CaseFilter& f) { f.team = {"east", "west"}; });
  only_a([](CaseFilter& f) { f.kind = {"repair"}; });
  only_a([](CaseFilter& f) { f.channel = {"phone"}; });
  only_a([](CaseFilter& f) { f.waiting_for = {"customer"}; });
  only_a([](CaseFilter& f) { f.order_id = {"O-1"}; });
  only_a([](CaseFilter& f) { f.customer_id = {"c-1"}; });
  only_a([](CaseFilter& f) { f.late = true; });
  only_a([](CaseFilter& f) { f.due_before = at_second(51); });
  only_a([](CaseFilter& f) { f.opened_from = at_second(10); });
  only_a([](CaseFilter& f) { f.changed_from = at_second(60); });
  only_a([](CaseFilter& f) { f.world_before = 3; });
  only_a([](CaseFilter& f) { f.lookups = {{"tracking", "SF1", ""}, {"tracking", "SF9", ""}}; });
  only_a([](CaseFilter& f) { f.lookups = {{"tag", "vip", ""}, {"tracking", "SF1", ""}}; });
  only_a([](CaseFilter& f) {
    f.lookups = {{"tag", "vip", ""}};
    f.open = true;
  });

  CaseFilter nothing;
  nothing.due_before = at_second(50);
  EXPECT_EQ(found(nothing), Ids{}) << "due_before does not include the instant itself";
  CaseFilter early;
  early.opened_to = at_second(10);
  EXPECT_EQ(found(early), (Ids{"b", "c"}));
  CaseFilter closed;
  closed.open = false;
  EXPECT_EQ(found(closed), Ids{"b"});
  CaseFilter punctual;
  punctual.late = false;
  EXPECT_EQ(found(punctual), (Ids{"b", "c"}));
  CaseFilter both_kinds;
  both_kinds.lookups = {{"tag", "vip", ""}, {"tracking", "SF7", ""}};
  EXPECT_EQ(found(both_kinds), Ids{}) << "two kinds of lookups are joined by AND";
}

TEST_P(Lists, EachOrderIsKeptOverPages) {
  commit(batch_of({made("a", [](CaseRow& r) { r.clock_due = at_second(9); }),
                   made("b",
                        [](CaseRow& r) {
                          r.clock_due = at_second(3);
                          r.priority_rank = 2;
                          r.opened_at = at_second(0);
                        }),
                   made("c", [](CaseRow& r) { r.last_at = at_second(8); }),
                   made("d",
                        [](CaseRow& r) {
                          r.clock_due = at_second(3);
                          r.priority_rank = 0;
                          r.open = false;
                        }),
                   made("e", [](CaseRow& r) {
                     r.opened_at = at_second(5);
                     r.last_at = at_second(9);
                   })}));
  EXPECT_EQ(paged(CaseSort::id), (Ids{"a", "b", "c", "d", "e"}));
  EXPECT_EQ(paged(CaseSort::due), (Ids{"b", "d", "a", "c", "e"}));
  EXPECT_EQ(paged(CaseSort::priority), (Ids{"d", "a", "c", "e", "b"}));
  EXPECT_EQ(paged(CaseSort::opened), (Ids{"e", "a", "c", "d", "b"}));
  EXPECT_EQ(paged(CaseSort::changed), (Ids{"e", "c", "a", "b", "d"}));
}

TEST_P(Lists, InsertsBetweenPagesNeitherRepeatNorHideRows) {
  for (const CaseSort sort :
       {CaseSort::id, CaseSort::due, CaseSort::priority, CaseSort::opened, CaseSort::changed}) {
    const std::string tag = std::to_string(static_cast<int>(sort));
    std::vector<CaseWrite> writes;
    for (int i = 0; i < 7; ++i) {
      writes.push_back(made("m" + tag + std::to_string(i), [&](CaseRow& r) {
        r.clock_due = at_second(i % 3);
        r.priority_rank = i % 2;
        r.opened_at = at_second(i / 2);
        r.last_at = at_second(-i / 2);
      }));
    }
    commit(batch_of(writes));
    const Ids undisturbed = paged(sort);
    Ids disturbed = paged(sort, [&] {
      commit(batch_of({made("a" + tag, [](CaseRow& r) { r.clock_due = at_second(-5); }),
                       made("n" + tag, [](CaseRow& r) { r.opened_at = at_second(1); })}));
    });
    std::erase_if(disturbed, [](const std::string& id) { return id[0] != 'm'; });
    Ids expected = undisturbed;
    std::erase_if(expected, [](const std::string& id) { return id[0] != 'm'; });
    EXPECT_EQ(disturbed, expected) << "sort " << tag;
  }
}

TEST_P(Lists, ACursorFitsItsListOnly) {
  commit(batch_of({new_case("a"), new_case("b")}));
  const std::string next = value_of(reader()->find_cases({}, CaseSort::due, 1, "")).next;
  ASSERT_FALSE(next.empty());
  for (const std::string& cursor :
       {next, std::string("x"), std::string("i"), std::string("i1:2"), std::string("i1:2:"),
        std::string("i99999999999999999999:1:a")}) {
    const auto page = reader()->find_cases({}, CaseSort::id, 1, cursor);
    ASSERT_FALSE(page) << cursor;
    EXPECT_EQ(page.error().code, Code::arg);
    EXPECT_EQ(page.error().where, "/after");
  }
  EXPECT_EQ(reader()->find_tasks("", "", 1, next).error().code, Code::arg);
  EXPECT_EQ(reader()->find_tasks("", "", 1, "t1:0:no-row-id").error().code, Code::arg);
  EXPECT_EQ(reader()->find_actions("", 1, "a1:0:no-row-id").error().code, Code::arg);
  EXPECT_EQ(reader()->find_cases({}, CaseSort::id, 0, "").error().where, "/limit");
}

TEST_P(Lists, CountsAreByColumnOrLookup) {
  CaseWrite a = made("a", [](CaseRow& r) { r.stage = "offer"; });
  a.lookups = {{"carrier", "SF", ""}, {"carrier", "YTO", ""}};
  CaseWrite b = made("b", [](CaseRow& r) { r.open = false; });
  b.lookups = {{"carrier", "SF", ""}, {"batch", "SF", ""}};
  commit(batch_of({a, b, new_case("c")}));
  auto session = reader();
  EXPECT_EQ(value_of(session->count_cases({}, "stage")), (Counts{{"new", 2}, {"offer", 1}}));
  EXPECT_EQ(value_of(session->count_cases({}, "waiting_for")), (Counts{{"", 3}}));
  EXPECT_EQ(value_of(session->count_cases({}, "lookup:carrier")), (Counts{{"SF", 2}, {"YTO", 1}}));
  CaseFilter open;
  open.open = true;
  EXPECT_EQ(value_of(session->count_cases(open, "lookup:carrier")),
            (Counts{{"SF", 1}, {"YTO", 1}}));
  EXPECT_EQ(value_of(session->count_cases(open, "stage")), (Counts{{"new", 1}, {"offer", 1}}));
  for (const std::string column : {"state", "lookup:", "", "stage; --"}) {
    const auto counts = session->count_cases({}, column);
    ASSERT_FALSE(counts) << column;
    EXPECT_EQ(counts.error().code, Code::arg);
    EXPECT_NE(counts.error().message.find("stage, category"), std::string::npos);
  }
}

TEST_P(Lists, ACaseIsFoundByAValueUntilItIsDropped) {
  CaseWrite a = new_case("a");
  a.lookups = {{"incident", "storm", ""}, {"incident", "strike", ""}};
  CaseWrite b = new_case("b");
  b.lookups = {{"incident", "storm", ""}};
  commit(batch_of({a, b}));
  commit(batch_of({a}), "other shop");
  CaseFilter storm;
  storm.lookups = {{"incident", "storm", ""}};
  EXPECT_EQ(found(storm), (Ids{"a", "b"}));
  EXPECT_TRUE(value_of(reader()->has_lookup({"incident", "storm", "a"})));

  CaseWrite gone = next_write(stored_case("a"));
  gone.dropped_lookups = {{"incident", "storm", ""}, {"incident", "never", ""}};
  commit(batch_of({gone}));
  EXPECT_EQ(found(storm), Ids{"b"});
  EXPECT_FALSE(value_of(reader()->has_lookup({"incident", "storm", "a"})));
  EXPECT_TRUE(value_of(reader()->has_lookup({"incident", "strike", "a"})));
  EXPECT_TRUE(value_of(reader("other shop")->has_lookup({"incident", "storm", "a"})));
  EXPECT_FALSE(value_of(reader()->has_lookup({"incident", "storm", "nowhere"})));
  EXPECT_EQ(value_of(reader()->count_cases({}, "lookup:incident")),
            (Counts{{"storm", 1}, {"strike", 1}}));

  CaseWrite again = next_write(stored_case("a"));
  again.lookups = again.dropped_lookups = {{"incident", "storm", ""}}; // what comes, comes last
  commit(batch_of({again}));
  EXPECT_EQ(found(storm), (Ids{"a", "b"}));
}

TEST_P(Lists, DueCasesAreOpenOnesInOrderOfTheirInstant) {
  commit(batch_of({made("a", [](CaseRow& r) { r.next_due = at_second(30); }),
                   made("b", [](CaseRow& r) { r.next_due = at_second(20); }),
                   made("c", [](CaseRow& r) { r.next_due = at_second(20); }),
                   made("d",
                        [](CaseRow& r) {
                          r.next_due = at_second(1);
                          r.open = false;
                        }),
                   new_case("e")}));
  auto session = reader();
  EXPECT_EQ(value_of(session->due_cases(at_second(30), 10)), (Ids{"b", "c", "a"}));
  EXPECT_EQ(value_of(session->due_cases(at_second(29), 10)), (Ids{"b", "c"}));
  EXPECT_EQ(value_of(session->due_cases(at_second(30), 1)), Ids{"b"});
  EXPECT_EQ(value_of(session->due_cases(at_second(19), 10)), Ids{});
  EXPECT_EQ(value_of(session->least_due()), at_second(20));

  CaseWrite done = next_write(stored_case("b"));
  done.row.open = false;
  commit(batch_of({done}));
  EXPECT_EQ(value_of(reader()->due_cases(at_second(30), 10)), (Ids{"c", "a"}));
  CaseWrite moved = next_write(stored_case("c"));
  moved.row.next_due = Instant::never();
  commit(batch_of({moved}));
  EXPECT_EQ(value_of(reader()->least_due()), at_second(30));
}

TEST_P(Lists, TheGreatestInstantIsOfAnyCase) {
  commit(batch_of({made("a", [](CaseRow& r) { r.last_at = at_second(90); }), new_case("b")}));
  EXPECT_EQ(value_of(reader()->greatest_instant()), at_second(90));
}

TEST_P(Lists, TenantsWithWorkAreNamedInOrder) {
  commit(batch_of({made("a", [](CaseRow& r) { r.next_due = at_second(5); })}), "west");
  CaseWrite acting = new_case("a");
  acting.actions = {action("a.1.1", at_second(6))};
  commit(batch_of({acting}), "east");
  commit(batch_of({new_case("a")}), "idle");
  EXPECT_EQ(value_of(store_->due_tenants(at_second(6))), (Ids{"east", "west"}));
  EXPECT_EQ(value_of(store_->due_tenants(at_second(5))), Ids{"west"});
  EXPECT_EQ(value_of(store_->due_tenants(at_second(4))), Ids{});
}

TEST_P(Lists, TasksAreListedByDueThenId) {
  CaseWrite b = new_case("b");
  b.tasks = {task("b.1.10", "agent", at_second(5)), task("b.1.9", "agent", at_second(5)),
             task("b.1.1", "agent", {}), task("b.1.2", "lead", at_second(1))};
  b.tasks[3].state = "done";
  CaseWrite a = new_case("a");
  a.tasks = {task("a.1.1", "agent", at_second(6)), task("a.1.2", "lead", at_second(5))};
  commit(batch_of({b, a}));
  const auto listed = [&](const std::string& owner, const std::string& state) {
    Ids ids;
    std::string after;
    do {
      const TaskPage page = value_of(reader()->find_tasks(owner, state, 2, after));
      for (const TaskRow& row : page.rows) {
        ids.push_back(row.id);
      }
      after = page.next;
    } while (!after.empty());
    return ids;
  };
  EXPECT_EQ(listed("", ""), (Ids{"b.1.2", "a.1.2", "b.1.9", "b.1.10", "a.1.1", "b.1.1"}));
  EXPECT_EQ(listed("", "open"), (Ids{"a.1.2", "b.1.9", "b.1.10", "a.1.1", "b.1.1"}));
  EXPECT_EQ(listed("agent", "open"), (Ids{"b.1.9", "b.1.10", "a.1.1", "b.1.1"}));
  EXPECT_EQ(listed("lead", ""), (Ids{"b.1.2", "a.1.2"}));
  EXPECT_EQ(listed("lead", "done"), Ids{"b.1.2"});
  EXPECT_EQ(listed("nobody", ""), Ids{});
}

TEST_P(Lists, ActionsAreListedByDueThenId) {
  CaseWrite a = new_case("a");
  a.actions = {action("a.1.2", at_second(5)), action("a.1.10", at_second(5)),
               action("a.1.1", at_second(9))};
  a.actions[1].state = "done";
  commit(batch_of({a}));
  const auto listed = [&](const std::string& state) {
    Ids ids;
    std::string after;
    do {
      const ActionPage page = value_of(reader()->find_actions(state, 1, after));
      for (const ActionRow& row : page.rows) {
        ids.push_back(row.id);
      }
      after = page.next;
    } while (!after.empty());
    return ids;
  };
  EXPECT_EQ(listed(""), (Ids{"a.1.2", "a.1.10", "a.1.1"}));
  EXPECT_EQ(listed("raised"), (Ids{"a.1.2", "a.1.1"}));
  EXPECT_EQ(listed("done"), Ids{"a.1.10"});
}

INSTANTIATE_TEST_SUITE_P(Stores, Lists, testing::Values("memory", "sqlite", "sqlite_schema_1"),
                         [](const auto& each) { return each.param; });

} // namespace
} // namespace amends::test
