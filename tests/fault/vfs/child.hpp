// Runs a piece of work in a child process under a fault plan. In: the plan, the work. Out: how the
// child ended and how many operations it had done.
#pragma once

#include "fault/vfs/fault_vfs.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace amends::test {

struct ChildEnd {
  bool killed = false;          // by SIGKILL
  int exit_code = -1;           // when it ended by itself
  std::int64_t operations = -1; // counted by the VFS, when it ended by itself
};

// Forks; the child installs the fault VFS with `plan`, runs `work` and ends with its answer (a
// thrown exception: 99). The parent waits. No store may be open in the parent: SQLite connections
// do not survive a fork.
[[nodiscard]] ChildEnd run_child(const FaultPlan& plan, const std::function<int()>& work);

// `count` numbers spread evenly over 1..total, the first and the last among them.
[[nodiscard]] std::vector<std::int64_t> evenly_spread(std::int64_t total, std::int64_t count);

// Lines that a child wrote before it was killed. `note` is what it calls, outside SQLite.
class Notes {
public:
  explicit Notes(std::string file) : file_(std::move(file)) {}
  void note(const std::string& line) const; // on disk when it returns
  [[nodiscard]] std::vector<std::string> lines() const;

private:
  std::string file_;
};

} // namespace amends::test
