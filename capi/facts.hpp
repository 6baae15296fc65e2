// Facts as C callers give them. In: an array of amends_fact. Out: Facts.
#pragma once

#include "amends.h"

#include "amends/result.hpp"
#include "amends/value.hpp"

namespace amends::capi {

[[nodiscard]] Result<Facts> facts_in(const amends_fact* facts, std::size_t count);

} // namespace amends::capi
