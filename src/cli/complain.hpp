// What the command says on stderr when it cannot go on.
#pragma once

#include "amends/result.hpp"
#include "verb.hpp"

namespace amends::cli {

// "amends: parse: ... (at /policy/0)"
void complain(const Error& error);
// Says it; answers `not_usable`, or `wrong_usage` for mistakes of the command line.
[[nodiscard]] int give_up(const Error& error);

} // namespace amends::cli
