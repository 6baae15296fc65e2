// amends: the library seen from a terminal. In: words on the command line and JSON Lines. Out: JSON
// Lines and an exit code.
#include "command_line.hpp"

#include <exception>
#include <iostream>
#include <new>

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false); // stdin through C++ streams only, stdout through C's only
  try {
    return amends::cli::run_command_line(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("amends: memory: out of memory\n", stderr);
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "amends: internal: %s; please report it\n", bug.what());
  }
  return amends::cli::not_usable;
}
