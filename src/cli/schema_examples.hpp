// One full example of everything a line of `run` can be.
#pragma once

#include <string_view>

namespace amends::cli {

// JSON text; empty when there is none. All of them speak of one case, "case-1", which the example
// of `open` opens.
[[nodiscard]] std::string_view example_of(std::string_view op);

} // namespace amends::cli
