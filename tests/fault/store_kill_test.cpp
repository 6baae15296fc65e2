// A process that is killed at any write or sync of its SQLite store loses nothing it was told is
// done, and leaves nothing half done.
#include "fault/vfs/child.hpp"
#include "store/dump.hpp"
#include "store/rows.hpp"
#include "store/stores.hpp"

#include <sqlite3.h>

#include <cstdlib>

namespace amends::test {
namespace {

constexpr int batches = 12;

std::string case_name(int batch, int part) {
  return "B" + std::to_string(batch) + "-" + std::to_string(part);
}

CaseWrite filled_case(const std::string& id) {
  CaseWrite write = new_case(id);
  write.row.state = std::string(3000, 's') + id;
  write.row.next_due = at_second(50);
  write.tasks = {task(id + ".1.1", "agent", at_second(5))};
  write.actions = {action(id + ".1.2", at_second(6))};
  write.clocks = {{id + ".1.3", "", "reply", "running", at_second(60)}};
  write.ledger = {
      {"order:O", "price", "", "", id + ".1.4", 100, "CNY", "extra", "reserved", at_second(1)}};
  write.sealed = {{id + ".1.5", "", "customer:" + id, "clear", std::string(6000, 'x')}};
  write.lookups = {{"tag", "vip", ""}, {"incident", "storm", ""}};
  return write;
}

// Batch `b` opens three cases and adds a record to one of each batch before it.
Batch batch_number(StoreSession& session, int b) {
  Batch batch;
  for (int part = 0; part < 3; ++part) {
    batch.cases.push_back(filled_case(case_name(b, part)));
  }
  for (int earlier = 0; earlier < b; ++earlier) {
    CaseWrite write = next_write(**session.load_case(case_name(earlier, b % 3)));
    write.row.state += "/" + std::to_string(b);
    write.dropped_lookups = {{"incident", "storm", ""}};
    batch.cases.push_back(write);
  }
  batch.receipts = {receipt("k-" + std::to_string(b), case_name(b, 0))};
  batch.policies = {{"digest-" + std::to_string(b), "{}"}};
  return batch;
}

// Commits the batches that are not there yet; notes each one that was acknowledged.
int work(const std::string& file, const Notes& notes) {
  const auto store = open_store("sqlite:" + file);
  if (!store) {
    return 1;
  }
  for (int b = 0; b < batches; ++b) {
    auto session = (*store)->begin("", SessionMode::write);
    if (!session) {
      return 2;
    }
    const auto done = (*session)->load_receipt("k-" + std::to_string(b));
    if (!done) {
      return 3;
    }
    if (*done) {
      continue;
    }
    if (!(*session)->commit(batch_number(**session, b))) {
      return 4;
    }
    notes.note(std::to_string(b));
  }
  return 0;
}

// What the store holds after batches 0..count-1, by the memory store.
std::string expected_dump(int count) {
  const auto store = make_memory_store();
  for (int b = 0; b < count; ++b) {
    auto session = store->begin("", SessionMode::write).value();
    const Batch batch = batch_number(*session, b);
    session->commit(batch).value();
  }
  return dump(*store);
}

std::string integrity(const std::string& file) {
  sqlite3* connection = nullptr;
  sqlite3_stmt* statement = nullptr;
  std::string answer = "cannot open";
  if (sqlite3_open(file.c_str(), &connection) == SQLITE_OK &&
      sqlite3_prepare_v2(connection, "PRAGMA integrity_check", -1, &statement, nullptr) ==
          SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW) {
    answer = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  }
  sqlite3_finalize(statement);
  sqlite3_close(connection);
  return answer;
}

class StoreKill : public testing::Test {
protected:
  static void SetUpTestSuite() {
    expected_.clear();
    for (int count = 0; count <= batches; ++count) {
      expected_.push_back(expected_dump(count));
    }
  }
  static std::vector<std::string> expected_;
};
std::vector<std::string> StoreKill::expected_;

TEST_F(StoreKill, WhatWasAcknowledgedIsThereWholeAndNothingIsHalf) {
  std::int64_t total = 0;
  {
    const Folder folder;
    const Notes notes(folder.path("notes"));
    const ChildEnd end = run_child({}, [&] { return work(folder.path("s.db"), notes); });
    ASSERT_EQ(end.exit_code, 0);
    ASSERT_EQ(notes.lines().size(), std::size_t{batches});
    total = end.operations;
    ASSERT_GT(total, 100);
  }
  // AMENDS_FAULT_ALL=1 (the soak) takes every operation.
  const bool all = std::getenv("AMENDS_FAULT_ALL") != nullptr;
  std::vector<std::size_t> outcomes(batches + 1);
  for (const std::int64_t k : evenly_spread(total, all ? total : 40)) {
    SCOPED_TRACE("killed at operation " + std::to_string(k) + " of " + std::to_string(total));
    const Folder folder;
    const std::string file = folder.path("s.db");
    const Notes notes(folder.path("notes"));
    const ChildEnd end =
        run_child({Fault::kill, k, false, false}, [&] { return work(file, notes); });
    ASSERT_TRUE(end.killed);

    const auto acknowledged = notes.lines().size();
    const auto store = value_of(open_store("sqlite:" + file));
    ASSERT_NE(store, nullptr);
    const std::string found = dump(*store);
    const bool next_too = acknowledged < batches && found == expected_[acknowledged + 1];
    ASSERT_TRUE(found == expected_[acknowledged] || next_too)
        << acknowledged << " batches acknowledged";
    ++outcomes[acknowledged];
    ASSERT_EQ(integrity(file), "ok");

    const ChildEnd again = run_child({}, [&] { return work(file, notes); });
    ASSERT_EQ(again.exit_code, 0);
    ASSERT_EQ(dump(*store), expected_[batches]);
  }
  EXPECT_LT(outcomes.back() + outcomes.front(), all ? static_cast<std::size_t>(total) : 40U)
      << "the kills must fall between batches too";
}

TEST_F(StoreKill, AKillWhileKilledWorkIsRecoveredLosesNothing) {
  std::int64_t total = 0;
  {
    const Folder folder;
    const Notes notes(folder.path("notes"));
    total = run_child({}, [&] { return work(folder.path("s.db"), notes); }).operations;
  }
  const Folder folder;
  const std::string file = folder.path("s.db");
  const Notes notes(folder.path("notes"));
  int kills = 0;
  // Each life is a little longer than the one before, so that it ends somewhere else.
  for (std::int64_t life = total / 10;; life += total / 40) {
    const ChildEnd end =
        run_child({Fault::kill, life, false, false}, [&] { return work(file, notes); });
    if (!end.killed) {
      ASSERT_EQ(end.exit_code, 0);
      break;
    }
    ++kills;
  }
  EXPECT_GE(kills, 3);
  EXPECT_EQ(dump(*value_of(open_store("sqlite:" + file))), expected_[batches]);
  EXPECT_EQ(integrity(file), "ok");
}

TEST(EvenlySpread, HasBothEnds) {
  EXPECT_EQ(evenly_spread(10, 4), (std::vector<std::int64_t>{1, 4, 7, 10}));
  EXPECT_EQ(evenly_spread(3, 10), (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(evenly_spread(5, 1), std::vector<std::int64_t>{5});
}

} // namespace
} // namespace amends::test
