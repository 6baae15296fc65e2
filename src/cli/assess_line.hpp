// Lines of `amends assess` and `amends floor`. In: {"id"?,"at"?,"facts":{...}}. Out: {"plan":PLAN},
// or {"result":...,"why":[...]}.
#pragma once

#include "amends/policy.hpp"

namespace amends::cli {

// `facts` holds an order snapshot ("order", "customer", "about") and findings, or facts by the
// dictionary's names; both may stand side by side, what is given flat wins. `at` is required.
[[nodiscard]] Result<Json> answer_assess(const Policy& policy, const Json& line);
[[nodiscard]] Result<Json> answer_floor(const Policy& policy, const Json& line);

} // namespace amends::cli
