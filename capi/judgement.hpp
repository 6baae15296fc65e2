// A host's judgement behind amends_host.classify. In: the callback as lent. Out: what the engine
// asks about each text.
#pragma once

#include "amends.h"

#include "amends/classification.hpp"

namespace amends::capi {

[[nodiscard]] amends_label label_out(const Label& label); // a view of `label`
// Empty where the host lends none.
[[nodiscard]] ClassifyHost classify_host(const amends_host& host);

} // namespace amends::capi
