// The n-th file operation of a SQLite store fails, for every n: the call says so, the store's rows
// are those of before, and the store works on once the trouble is over.
#include "fault/vfs/fault_vfs.hpp"
#include "store/dump.hpp"
#include "store/rows.hpp"
#include "store/stores.hpp"

#include <functional>

namespace amends::test {
namespace {

// Faults of one test, whatever way it ends.
struct Faults {
  explicit Faults(const FaultPlan& plan) { install_fault_vfs(plan); }
  ~Faults() { remove_fault_vfs(); }
  Faults(const Faults&) = delete;
  Faults& operator=(const Faults&) = delete;
};

Batch first_batch() {
  std::vector<CaseWrite> writes;
  for (int i = 0; i < 5; ++i) {
    const std::string id = "C" + std::to_string(i);
    CaseWrite write = new_case(id);
    write.row.state = std::string(9000, 's');
    write.actions = {action(id + ".1.1", at_second(1))};
    write.sealed = {{id + ".1.2", "", "customer:" + id, "clear", std::string(5000, 'x')}};
    writes.push_back(write);
  }
  Batch batch = batch_of(writes);
  batch.receipts = {receipt("k-1", "C0")};
  return batch;
}

Batch second_batch(StoreSession& session) {
  CaseWrite write = next_write(**session.load_case("C1"));
  write.row.state += std::string(9000, 't');
  write.actions = {action("C1.1.1", at_second(2)), action("C1.2.1", at_second(3))};
  Batch batch = batch_of({write, new_case("D")});
  batch.receipts = {receipt("k-2", "C1")};
  batch.erased_subjects = {"customer:C2"};
  return batch;
}

Result<void> commit_second(Store& store) {
  AMENDS_TRY_ASSIGN(auto session, store.begin("", SessionMode::write));
  AMENDS_TRY_ASSIGN(const auto before, session->load_case("C1"));
  if (!before) {
    return Error{Code::internal, "C1 is not there", {}};
  }
  AMENDS_CHECK(session->commit(second_batch(*session)));
  return {};
}

Result<void> lease_one(Store& store) {
  AMENDS_TRY_ASSIGN(auto session, store.begin("", SessionMode::write));
  const std::vector<std::string> ids{"C1.1.1"};
  AMENDS_CHECK(session->lease(ids, at_second(60)));
  return {};
}

Result<void> read_all(Store& store) {
  AMENDS_TRY_ASSIGN(auto session, store.begin("", SessionMode::read));
  AMENDS_CHECK(session->find_cases({}, CaseSort::due, 10, ""));
  AMENDS_CHECK(session->load_events("C1", 0));
  AMENDS_CHECK(session->leasable_actions(at_second(9), 10));
  AMENDS_CHECK(session->scan_sealed("", 100));
  return {};
}

using Call = std::function<Result<void>(Store&)>;

// Opens a filled store, fails its n-th operation from there on, and looks at what `call` made of
// it. Answers whether n was beyond the call's last operation.
bool try_at(const FaultPlan& plan, const Call& call, const std::string& after_success) {
  const Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
  value_of(value_of(open_store(url))->begin("", SessionMode::write).value()->commit(first_batch()));

  const Faults faults({});
  auto store = value_of(open_store(url));
  const std::string before = dump(*store);
  store = value_of(open_store(url)); // a cold cache: reads go to the file
  install_fault_vfs(plan);
  const Result<void> result = call(*store);
  const bool beyond = fault_vfs_operations() < plan.at;
  install_fault_vfs({});

  if (result) {
    EXPECT_EQ(dump(*store), after_success);
  } else {
    EXPECT_EQ(result.error().code, Code::store) << result.error().message;
    EXPECT_NE(result.error().message.find("SQLite: "), std::string::npos);
    EXPECT_EQ(dump(*store), before) << result.error().message;
    const Result<void> again = call(*store);
    EXPECT_TRUE(again) << "works on once the trouble is over: " << again.error().message;
    EXPECT_EQ(dump(*store), after_success);
  }
  store.reset();
  EXPECT_EQ(dump(*value_of(open_store(url))), after_success) << "what was answered is on disk";
  return beyond;
}

// What the rows are when `call` succeeds, by the memory store.
std::string success_of(const Call& call) {
  const auto store = make_memory_store();
  store->begin("", SessionMode::write).value()->commit(first_batch()).value();
  EXPECT_TRUE(call(*store));
  return dump(*store);
}

class StoreIo : public testing::TestWithParam<std::tuple<Fault, bool>> {
protected:
  void fail_each_operation(const Call& call) {
    const auto& [fault, and_all_later] = GetParam();
    const std::string after_success = success_of(call);
    for (std::int64_t n = 1; n < 1000; ++n) {
      SCOPED_TRACE("operation " + std::to_string(n));
      if (try_at({fault, n, and_all_later, fault == Fault::io_error}, call, after_success)) {
        EXPECT_GT(n, 1) << "the call did nothing that could fail";
        return;
      }
      if (HasFailure()) {
        return;
      }
    }
    FAIL() << "the call never came to an end";
  }
};

TEST_P(StoreIo, ACommitFailsWholeOrNotAtAll) { fail_each_operation(commit_second); }
TEST_P(StoreIo, ALeaseFailsWholeOrNotAtAll) { fail_each_operation(lease_one); }
class StoreReadIo : public StoreIo {};
TEST_P(StoreReadIo, AReadThatFailsSaysSo) { fail_each_operation(read_all); }

TEST_P(StoreIo, OpeningFailsAndLeavesAUsableFile) {
  const auto& [fault, and_all_later] = GetParam();
  for (std::int64_t n = 1; n < 1000; ++n) {
    SCOPED_TRACE("operation " + std::to_string(n));
    const Folder folder;
    const std::string url = "sqlite:" + folder.path("s.db");
    bool beyond = false;
    {
      const Faults faults({fault, n, and_all_later, fault == Fault::io_error});
      const auto store = open_store(url);
      beyond = fault_vfs_operations() < n;
      install_fault_vfs({});
      if (!store) {
        ASSERT_EQ(store.error().code, Code::store) << store.error().message;
      }
    }
    const auto store = value_of(open_store(url));
    ASSERT_NE(store, nullptr);
    ASSERT_TRUE(value_of(store->begin("", SessionMode::write))->commit(first_batch()));
    if (beyond) {
      ASSERT_GT(n, 1);
      return;
    }
  }
  FAIL() << "opening never came to an end";
}

std::string fault_name(const testing::TestParamInfo<std::tuple<Fault, bool>>& each) {
  const std::string kind = std::get<0>(each.param) == Fault::full ? "full" : "io_error";
  return kind + (std::get<1>(each.param) ? "_for_ever" : "_once");
}

INSTANTIATE_TEST_SUITE_P(Faults, StoreIo,
                         testing::Values(std::tuple{Fault::io_error, false},
                                         std::tuple{Fault::io_error, true},
                                         std::tuple{Fault::full, false},
                                         std::tuple{Fault::full, true}),
                         fault_name);
// A full disk does not disturb reading.
INSTANTIATE_TEST_SUITE_P(Faults, StoreReadIo,
                         testing::Values(std::tuple{Fault::io_error, false},
                                         std::tuple{Fault::io_error, true}),
                         fault_name);

} // namespace
} // namespace amends::test
