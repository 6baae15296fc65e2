// Policies as callers name them. In: built-in names and whole packs. Out: the policy.
#pragma once

#include "amends/policy.hpp"

namespace amends::capi {

// `list`: {"policy":[...]} of a configuration: texts are built-in names, objects whole packs; the
// last one is the policy. Errors carry pointers below "/policy".
[[nodiscard]] Result<std::shared_ptr<const Policy>> policy_of(const Json& list);

} // namespace amends::capi
