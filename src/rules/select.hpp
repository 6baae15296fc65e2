// Which rows fire, and what comes out of them.
#pragma once

#include "rules/table.hpp"

namespace amends::rules {

// Finds the matching rows and their outputs. `env` holds the slots (packs) or frame (models) that
// cells may read; `state.inputs` the columns' values for models. Errors: `evaluation`.
[[nodiscard]] Result<void> decide_slots(const TableParts& table, std::span<const Slot> slots,
                                        Scratch::State& state, bool with_trace,
                                        const std::vector<bool>* enabled);
// The same for values, in an environment of the caller; what does not fit is a complaint of `env`
// unless the table is strict.
[[nodiscard]] Result<void> decide_values(const TableParts& table, DatumList inputs, Env& env,
                                         Scratch::State& state, bool with_trace);

} // namespace amends::rules
