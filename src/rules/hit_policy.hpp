// From the rows that match to the answer: what the hit policies make of several rows.
#pragma once

#include "rules/table.hpp"

#include <string>

namespace amends::rules {

// `evaluation` at the table's pointer, or at `where`.
[[nodiscard]] Error evaluation_error(const TableParts& table, const std::string& message);
[[nodiscard]] Error evaluation_error(const TableParts& table, const std::string& message,
                                     std::string where);
// A value in slot form; what a slot does not hold is kept in the scratch.
[[nodiscard]] Slot slot_for(const TableParts& table, Scratch::State& state, const Datum& value);
// Orders, narrows or adds up the matched rows of `state`. Errors: `evaluation`.
[[nodiscard]] Result<void> apply_hit_policy(const TableParts& table, Env& env,
                                            Scratch::State& state);

} // namespace amends::rules
