// Several processes on one SQLite file.
#include "store/rows.hpp"
#include "store/stores.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <functional>

namespace amends::test {
namespace {

// Runs each piece of work in a process of its own, all at once; how many did not answer 0.
int failures_of(const std::vector<std::function<int()>>& works) {
  std::vector<pid_t> children;
  for (const auto& work : works) {
    const pid_t child = fork();
    if (child == 0) {
      int code = 99;
      try {
        code = work();
      } catch (...) {
        code = 98;
      }
      _exit(code);
    }
    children.push_back(child);
  }
  int failures = 0;
  for (const pid_t child : children) {
    int status = -1;
    waitpid(child, &status, 0);
    failures += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
  }
  return failures;
}

TEST(StoreProcesses, WriteInTurnsAndSeeEachOther) {
  constexpr int rounds = 30;
  const Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
  const auto add_records = [&] {
    const auto store = open_store(url); // all of them create the schema at once
    if (!store) {
      return 1;
    }
    for (int i = 0; i < rounds; ++i) {
      auto session = (*store)->begin("", SessionMode::write);
      if (!session) {
        return 2;
      }
      const auto row = (*session)->load_case("C");
      if (!row) {
        return 3;
      }
      const CaseWrite write = *row ? next_write(**row) : new_case("C");
      if (!(*session)->commit(batch_of({write}))) {
        return 4;
      }
    }
    return 0;
  };
  ASSERT_EQ(failures_of({add_records, add_records, add_records}), 0);
  const auto store = value_of(open_store(url));
  auto session = value_of(store->begin("", SessionMode::read));
  EXPECT_EQ(value_of(session->load_case("C"))->version, 3 * rounds);
  EXPECT_EQ(value_of(session->load_events("C", 0)).size(), std::size_t{3 * rounds});
}

TEST(StoreProcesses, ALeasedActionIsGivenToOneOfThem) {
  constexpr int actions = 40;
  const Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
  {
    const auto store = value_of(open_store(url));
    CaseWrite write = new_case("C");
    for (int n = 1; n <= actions; ++n) {
      write.actions.push_back(action("C.1." + std::to_string(n), at_second(1)));
    }
    value_of(value_of(store->begin("", SessionMode::write))->commit(batch_of({write})));
  }
  const auto lease_all = [&] {
    const auto store = open_store(url);
    for (;;) {
      auto session = (*store)->begin("", SessionMode::write);
      const auto ready = (*session)->leasable_actions(at_second(2), 3);
      if (!ready) {
        return 1;
      }
      if (ready->empty()) {
        return 0;
      }
      std::vector<std::string> ids;
      for (const ActionRow& row : *ready) {
        ids.push_back(row.id);
      }
      if (!(*session)->lease(ids, at_second(100))) {
        return 2;
      }
    }
  };
  ASSERT_EQ(failures_of({lease_all, lease_all, lease_all}), 0);
  const auto store = value_of(open_store(url));
  for (const ActionRow& row :
       value_of(value_of(store->begin("", SessionMode::read))->load_actions("C"))) {
    EXPECT_EQ(row.attempt, 1) << row.id;
  }
}

} // namespace
} // namespace amends::test
