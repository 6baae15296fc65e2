// A SQLite VFS that counts what the library does to its files and, when told to, kills the process
// or fails in the middle of it. The library knows nothing of it: a test installs it as the default.
#pragma once

#include <cstdint>

namespace amends::test {

enum class Fault : std::uint8_t {
  none,     // only count
  kill,     // SIGKILL: half of a write is on disk, a sync did not happen
  io_error, // SQLITE_IOERR of the operation's kind
  full,     // writes fail with SQLITE_FULL; other operations go on
};

struct FaultPlan {
  Fault fault = Fault::none;
  std::int64_t at = 0;        // the operation that is hit, counted from 1; 0: none
  bool and_all_later = false; // io_error, full: every operation from `at` on
  bool reads_too =
      false; // count opens, reads, deletes, truncations, locks besides writes and syncs
};

// Registers the VFS as the process's default, over the one that was. Open stores after it; stores
// opened before keep theirs. Installing again only replaces the plan and counts from 0.
void install_fault_vfs(const FaultPlan& plan);
// Makes the former default the default again; open files go on, without faults.
void remove_fault_vfs();
// Operations counted since the plan was set (writes and syncs, or everything: `reads_too`).
[[nodiscard]] std::int64_t fault_vfs_operations();

} // namespace amends::test
