// Lets the n-th allocation of this test binary fail: operator new throws, SQLite gets none.
#pragma once

#include <cstdint>

namespace amends::test {

// Fails the n-th allocation from now on (1: the next), once, or it and all later ones; 0: none.
void fail_allocation(std::int64_t n, bool and_all_later);
// Allocations since then.
[[nodiscard]] std::int64_t allocations_counted();

} // namespace amends::test
