// The quick way through a table: every fact known and of its column's kind, every cell in the
// masks.
#pragma once

#include "rules/table.hpp"

namespace amends::rules {

// Lays out what the quick way needs; columns must be indexed and stay where they are.
void prepare_quick(TableParts& table);
// Finds the matching rows of FIRST (one) or other policies (all) and, with trace, the failing
// columns. False: not by this way; nothing was decided.
[[nodiscard]] bool match_quick(const TableParts& table, std::span<const Slot> slots,
                               Scratch::State& state, bool with_trace);
// The outputs of those rows. False: some need a tree, or the hit policy has something to say.
[[nodiscard]] bool give_quick(const TableParts& table, std::span<const Slot> slots,
                              Scratch::State& state);

} // namespace amends::rules
