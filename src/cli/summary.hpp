// The day as tables. In: a shop after its lines were played. Out: what a shop owner wants to know:
// cases by category, what is due next and why, what was promised, what it costs, who has what to
// do.
#pragma once

#include "language.hpp"
#include "sources.hpp"

#include <string>

namespace amends::cli {

// As of the greatest instant that the store has recorded.
[[nodiscard]] Result<std::string> summary_of(Shop& shop, Language language);

} // namespace amends::cli
