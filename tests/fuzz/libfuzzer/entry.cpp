// One libFuzzer program a target; AMENDS_FUZZ_TARGET names it.
#include "fuzz/targets.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  amends::fuzz::AMENDS_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
