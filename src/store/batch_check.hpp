// What a batch must look like whatever store it goes to. In: a batch. Out: fine, or the first
// `arg` error with the JSON pointer of the row at fault.
#pragma once

#include "amends/result.hpp"
#include "amends/store.hpp"

namespace amends {

// Ids have their form and belong to their case, records follow on `expected_version` without a gap,
// hashes are 64 lower-case hex digits, nothing stands twice. Knows nothing of what is stored.
[[nodiscard]] Result<void> check_batch(const Batch& batch);

} // namespace amends
