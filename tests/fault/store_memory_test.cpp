// The n-th allocation of a call fails, for every n: the call says so or throws bad_alloc, the rows
// are those of before, and the store works on.
#include "fault/allocations.hpp"
#include "store/dump.hpp"
#include "store/rows.hpp"
#include "store/stores.hpp"

#include <cstdlib>
#include <functional>
#include <new>

namespace amends::test {
namespace {

using Call = std::function<Result<void>(Store&)>;

class StoreMemory : public testing::TestWithParam<std::tuple<std::string, bool>> {
protected:
  // Commits batches until `call` gets through all its allocations; looks at the store each time.
  void fail_each_allocation(const Call& call) {
    const auto& [kind, and_all_later] = GetParam();
    const Folder folder;
    std::int64_t failures = 0;
    // AMENDS_FAULT_ALL=1 (the soak) takes every allocation of the SQLite store, too.
    const bool all = kind == "memory" || std::getenv("AMENDS_FAULT_ALL") != nullptr;
    for (std::int64_t n = 1; n < 100'000; n += all ? 1 : 11) {
      SCOPED_TRACE("allocation " + std::to_string(n));
      const std::string url =
          kind == "memory" ? "memory:" : "sqlite:" + folder.path(std::to_string(n) + ".db");
      const auto store = value_of(open_store(url));
      CaseWrite write = new_case("C");
      write.actions = {action("C.1.1", at_second(1))};
      value_of(value_of(store->begin("", SessionMode::write))->commit(batch_of({write})));
      const std::string before = dump(*store);

      bool failed = false;
      Code code = Code::memory;
      fail_allocation(n, and_all_later);
      try {
        const Result<void> result = call(*store);
        failed = !result;
        code = result ? code : result.error().code;
      } catch (const std::bad_alloc&) {
        failed = true;
      }
      const bool beyond = allocations_counted() < n;
      fail_allocation(0, false);

      EXPECT_EQ(code, Code::memory);
      if (failed) {
        ++failures;
        EXPECT_EQ(dump(*store), before);
        const Result<void> again = call(*store);
        EXPECT_TRUE(again) << "works on: " << again.error().message;
      }
      if (beyond) {
        EXPECT_GT(failures, 5);
        return;
      }
      if (HasFailure()) {
        return;
      }
    }
    FAIL() << "the call never came to an end";
  }
};

TEST_P(StoreMemory, ACommitIsWholeOrNotAtAll) {
  fail_each_allocation([](Store& store) -> Result<void> {
    AMENDS_TRY_ASSIGN(auto session, store.begin("", SessionMode::write));
    AMENDS_TRY_ASSIGN(const auto row, session->load_case("C"));
    CaseWrite write = next_write(row.value());
    write.actions = {action("C.1.1", at_second(2)), action("C.2.1", at_second(3))};
    write.sealed = {{"C.2.2", "", "customer:c", "clear", "text"}};
    Batch batch = batch_of({write, new_case("D")});
    batch.receipts = {receipt("k", "C")};
    AMENDS_CHECK(session->commit(batch));
    return {};
  });
}

TEST_P(StoreMemory, ALeaseIsWholeOrNotAtAll) {
  fail_each_allocation([](Store& store) -> Result<void> {
    AMENDS_TRY_ASSIGN(auto session, store.begin("", SessionMode::write));
    const std::vector<std::string> ids{"C.1.1"};
    AMENDS_CHECK(session->lease(ids, at_second(60)));
    return {};
  });
}

TEST_P(StoreMemory, ReadingFailsCleanly) {
  fail_each_allocation([](Store& store) -> Result<void> {
    AMENDS_TRY_ASSIGN(auto session, store.begin("", SessionMode::read));
    CaseFilter filter;
    filter.stage = {"new"};
    AMENDS_CHECK(session->find_cases(filter, CaseSort::due, 3, ""));
    AMENDS_CHECK(session->load_events("C", 0));
    AMENDS_CHECK(session->leasable_actions(at_second(9), 10));
    return {};
  });
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreMemory,
                         testing::Combine(testing::Values("memory", "sqlite"), testing::Bool()),
                         [](const auto& each) {
                           return std::get<0>(each.param) +
                                  (std::get<1>(each.param) ? "_for_ever" : "_once");
                         });

} // namespace
} // namespace amends::test
