// Every operator new of the program that links this is counted.
#pragma once

#include <cstdint>

namespace amends::test {

struct TakenMemory {
  std::int64_t times = 0;
  std::int64_t bytes = 0;
};
// Since the program began.
[[nodiscard]] TakenMemory taken_memory();

} // namespace amends::test
