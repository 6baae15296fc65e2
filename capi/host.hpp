// What a host lends. In: the struct as filled. Out: a copy in which nothing is left to chance.
#pragma once

#include "amends.h"

#include "amends/result.hpp"

namespace amends::capi {

// All zero for NULL. Error `arg` for one that was not filled by AMENDS_INIT.
[[nodiscard]] Result<amends_host> host_of(const amends_host* lent);

} // namespace amends::capi
