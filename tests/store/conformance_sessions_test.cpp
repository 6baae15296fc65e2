// Leases of actions, and what sessions promise each other.
#include "rows.hpp"
#include "stores.hpp"

#include <atomic>
#include <thread>

namespace amends::test {
namespace {

using Ids = std::vector<std::string>;

class Sessions : public Conformance {
protected:
  Ids leasable(Instant now, std::size_t limit = 100) {
    Ids ids;
    for (const ActionRow& row : value_of(reader()->leasable_actions(now, limit))) {
      ids.push_back(row.id);
    }
    return ids;
  }
  void commit_actions(const std::string& case_id, std::vector<ActionRow> actions) {
    const auto stored = value_of(reader()->load_case(case_id));
    CaseWrite write = stored ? next_write(*stored) : new_case(case_id);
    write.actions = std::move(actions);
    commit(batch_of({write}));
  }
  void set_state(const std::string& case_id, const std::string& id, const std::string& state) {
    ActionRow row = *value_of(reader()->load_action(id));
    row.state = state;
    commit_actions(case_id, {row});
  }
};

TEST_P(Sessions, OnlyDueRaisedActionsAreHandedOut) {
  ActionRow done = action("C.1.1", at_second(1));
  done.state = "done";
  commit_actions("C", {done, action("C.1.2", at_second(3)), action("C.1.3", at_second(2)),
                       action("C.1.10", at_second(2)), action("C.1.4", at_second(9))});
  EXPECT_EQ(leasable(at_second(3)), (Ids{"C.1.3", "C.1.10", "C.1.2"}));
  EXPECT_EQ(leasable(at_second(3), 2), (Ids{"C.1.3", "C.1.10"}));
  EXPECT_EQ(leasable(at_second(1)), Ids{});
}

TEST_P(Sessions, AnActionIsHeldBackByItsLease) {
  commit_actions("C", {action("C.1.1", at_second(1)), action("C.1.2", at_second(1))});
  const auto leased = value_of(writer()->lease(Ids{"C.1.1"}, at_second(10)));
  ASSERT_EQ(leased.size(), 1U);
  EXPECT_EQ(leased[0].attempt, 1);
  EXPECT_EQ(leased[0].lease_until, at_second(10));
  EXPECT_EQ(value_of(reader()->load_action("C.1.1")), leased[0]);
  EXPECT_EQ(leasable(at_second(9)), Ids{"C.1.2"});
  EXPECT_EQ(leasable(at_second(10)), (Ids{"C.1.1", "C.1.2"})) << "the lease ran out";
  EXPECT_EQ(value_of(writer()->lease(Ids{"C.1.2", "C.1.1"}, at_second(20)))[1].attempt, 2);
}

TEST_P(Sessions, ReplacingARowKeepsItsLease) {
  commit_actions("C", {action("C.1.1", at_second(1))});
  value_of(writer()->lease(Ids{"C.1.1"}, at_second(10)));
  ActionRow replaced = action("C.1.1", at_second(2));
  replaced.attempt = 9;
  commit_actions("C", {replaced});
  const ActionRow stored = *value_of(reader()->load_action("C.1.1"));
  EXPECT_EQ(stored.attempt, 1);
  EXPECT_EQ(stored.lease_until, at_second(10));
  EXPECT_EQ(stored.due, at_second(2));
}

TEST_P(Sessions, AnActionIsLeftAloneWhileItsProviderThinksAndLeasableWhenItIsRaisedAgain) {
  commit_actions("C", {action("C.1.1", at_second(1))});
  value_of(writer()->lease(Ids{"C.1.1"}, at_second(100)));
  set_state("C", "C.1.1", "pending");
  EXPECT_EQ(leasable(at_second(500)), Ids{});
  set_state("C", "C.1.1", "raised");
  EXPECT_EQ(leasable(at_second(99)), Ids{});
  EXPECT_EQ(leasable(at_second(500)), Ids{"C.1.1"});
}

TEST_P(Sessions, ACommitEndsTheLeasesItNames) {
  commit_actions("C", {action("C.1.1", at_second(1)), action("C.1.2", at_second(1))});
  value_of(writer()->lease(Ids{"C.1.1", "C.1.2"}, at_second(100)));
  Batch batch;
  batch.ended_leases = {"C.1.1", "nonsense", "C.9.9", "D.1.1"}; // who is not there has none
  value_of(writer()->commit(batch));
  EXPECT_EQ(leasable(at_second(2)), Ids{"C.1.1"});
  EXPECT_EQ(value_of(reader()->load_action("C.1.1"))->attempt, 1);
}

TEST_P(Sessions, AnUnknownActionCannotBeLeased) {
  commit_actions("C", {action("C.1.1", at_second(1))});
  EXPECT_EQ(writer()->lease(Ids{"C.1.1", "C.9.9"}, at_second(9)).error().code, Code::not_found);
  EXPECT_EQ(value_of(reader()->load_action("C.1.1"))->attempt, 0) << "all or nothing";
}

TEST_P(Sessions, AnExpiredActionStaysIn) {
  ActionRow row = action("C.1.1", at_second(1));
  row.valid_until = at_second(5);
  commit_actions("C", {row});
  EXPECT_EQ(leasable(at_second(5)), Ids{"C.1.1"});
  EXPECT_EQ(leasable(Instant{at_second(5).us + 1}), Ids{});
}

TEST_P(Sessions, AnActionWaitsForThoseBeforeIt) {
  ActionRow second = action("C.1.2", at_second(1));
  second.after = {"C.1.1", "D.1.1"};
  ActionRow lost = action("C.1.3", at_second(1));
  lost.after = {"C.7.7"};
  commit_actions("D", {action("D.1.1", at_second(1))});
  commit_actions("C", {action("C.1.1", at_second(1)), second, lost});
  EXPECT_EQ(leasable(at_second(1)), (Ids{"C.1.1", "D.1.1"}));
  set_state("C", "C.1.1", "refused");
  EXPECT_EQ(leasable(at_second(1)), Ids{"D.1.1"});
  set_state("D", "D.1.1", "pending"); // the provider has not answered
  EXPECT_EQ(leasable(at_second(1)), Ids{});
  set_state("D", "D.1.1", "done");
  EXPECT_EQ(leasable(at_second(1)), Ids{"C.1.2"});
}

TEST_P(Sessions, WaitingActionsDoNotTakeThePlacesOfReadyOnes) {
  std::vector<ActionRow> rows;
  for (int i = 1; i <= 20; ++i) {
    ActionRow waiting = action("C.1." + std::to_string(i), at_second(1));
    waiting.after = {"C.1.99"};
    rows.push_back(waiting);
  }
  rows.push_back(action("C.1.98", at_second(2)));
  commit_actions("C", rows);
  EXPECT_EQ(leasable(at_second(2), 1), Ids{"C.1.98"});
}

TEST_P(Sessions, OfACollapseKeyOnlyTheNewestGoesOut) {
  ActionRow older = action("Z.1.1", at_second(9));
  older.collapse = "status";
  commit_actions("Z", {older});
  EXPECT_EQ(leasable(at_second(9)), Ids{"Z.1.1"});
  ActionRow newer = action("A.1.1", at_second(1)); // another case, earlier due: newer all the same
  newer.collapse = "status";
  ActionRow apart = action("A.1.2", at_second(1));
  apart.collapse = "other";
  commit_actions("A", {newer, apart});
  EXPECT_EQ(leasable(at_second(9)), (Ids{"A.1.1", "A.1.2"}));
  set_state("A", "A.1.1", "done");
  EXPECT_EQ(leasable(at_second(9)), Ids{"A.1.2"}) << "gone out: the older one is superseded still";
  set_state("A", "A.1.1", "cancelled");
  EXPECT_EQ(leasable(at_second(9)), (Ids{"A.1.2", "Z.1.1"}));
  commit_actions("Z", {older}); // replacing a row does not make it newer
  set_state("A", "A.1.1", "raised");
  EXPECT_EQ(leasable(at_second(9)), (Ids{"A.1.1", "A.1.2"}));
}

TEST_P(Sessions, ADroppedWriterChangesNothing) {
  { auto session = writer(); }
  auto session = writer();
  session.reset();
  EXPECT_EQ(commit(batch_of({new_case("C")})).size(), 1U) << "and hands its turn on";
}

TEST_P(Sessions, AReaderSeesTheStateAtItsBeginning) {
  commit(batch_of({new_case("a")}));
  auto old_session = reader();
  commit(batch_of({next_write(stored_case("a")), new_case("b")}));
  EXPECT_EQ(value_of(old_session->load_case("a"))->version, 1);
  EXPECT_EQ(value_of(old_session->load_events("a", 0)).size(), 1U);
  EXPECT_FALSE(value_of(old_session->load_case("b")));
  EXPECT_EQ(value_of(reader()->load_case("a"))->version, 2);
  old_session.reset();
  EXPECT_TRUE(value_of(reader()->load_case("b")));
}

TEST_P(Sessions, ASessionEndsWithItsCommit) {
  auto session = writer();
  ASSERT_TRUE(session->commit(batch_of({new_case("a")})));
  EXPECT_EQ(session->load_case("a").error().code, Code::arg);
  EXPECT_EQ(session->commit({}).error().code, Code::arg);
  EXPECT_EQ(session->find_cases({}, CaseSort::id, 1, "").error().code, Code::arg);
  EXPECT_EQ(session->leasable_actions(at_second(1), 1).error().code, Code::arg);

  auto failed = writer();
  ASSERT_FALSE(failed->commit(batch_of({new_case("a")})));
  EXPECT_EQ(failed->commit(batch_of({new_case("b")})).error().code, Code::arg);
}

TEST_P(Sessions, AReaderMayNotWrite) {
  auto session = reader();
  EXPECT_EQ(session->commit(batch_of({new_case("a")})).error().code, Code::arg);
  EXPECT_EQ(session->lease({}, at_second(1)).error().code, Code::arg);
  EXPECT_FALSE(value_of(session->load_case("a"))) << "and reads on";
}

TEST_P(Sessions, WritersTakeTurns) {
  constexpr int rounds = 50;
  commit(batch_of({new_case("C")}));
  std::atomic<int> conflicts{0};
  const auto write = [&](const std::shared_ptr<Store>& store) {
    for (int i = 0; i < rounds; ++i) {
      auto session = store->begin("", SessionMode::write);
      if (!session) {
        ++conflicts;
        continue;
      }
      const auto row = (*session)->load_case("C");
      if (!row || !*row || !(*session)->commit(batch_of({next_write(**row)}))) {
        ++conflicts;
      }
    }
  };
  const auto other = another_handle();
  std::thread one([&] { write(store_); });
  std::thread two([&] { write(store_); });
  std::thread three([&] { write(other); });
  one.join();
  two.join();
  three.join();
  EXPECT_EQ(conflicts, 0) << "a session that began writing is alone until it ends";
  EXPECT_EQ(stored_case("C").version, 1 + 3 * rounds);
  const auto events = value_of(reader()->load_events("C", 0));
  ASSERT_EQ(events.size(), 1U + 3 * rounds);
  EXPECT_EQ(events.back(), event("C", 1 + 3 * rounds));
}

TEST_P(Sessions, ReadersRunBesideAWriter) {
  commit(batch_of({new_case("C")}));
  std::atomic<bool> stop{false};
  std::atomic<int> torn{0};
  std::thread reading([&] {
    while (!stop) {
      auto session = reader();
      const auto row = value_of(session->load_case("C"));
      const auto events = value_of(session->load_events("C", 0));
      if (!row || events.empty() || events.back().seq != row->version ||
          events.back().hash != row->head) {
        ++torn;
      }
    }
  });
  for (int i = 0; i < 100; ++i) {
    commit(batch_of({next_write(stored_case("C"))}));
  }
  stop = true;
  reading.join();
  EXPECT_EQ(torn, 0);
}

TEST_P(Sessions, ASessionKeepsItsStoreAlive) {
  commit(batch_of({new_case("C")}));
  auto session = reader();
  store_.reset();
  EXPECT_TRUE(value_of(session->load_case("C")));
}

INSTANTIATE_TEST_SUITE_P(Stores, Sessions, testing::Values("memory", "sqlite", "sqlite_schema_1"),
                         [](const auto& each) { return each.param; });

} // namespace
} // namespace amends::test
