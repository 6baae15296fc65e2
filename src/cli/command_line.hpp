// The words behind `amends`. In: argv. Out: the verb's exit code, or help, or what is wrong.
#pragma once

#include "verb.hpp"

#include <cstdio>

namespace amends::cli {

[[nodiscard]] int run_command_line(int argc, const char* const* argv);

} // namespace amends::cli
