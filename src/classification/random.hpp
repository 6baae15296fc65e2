// Numbers that look random and are the same for a seed everywhere.
#pragma once

#include <cstdint>

namespace amends {

class Random {
public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  // splitmix64 (Steele, Lea, Flood 2014).
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  // From 0 to below `n`, n > 0; the bias of n / 2^32 is of no account here.
  std::uint64_t below(std::uint64_t n) { return ((next() >> 32U) * n) >> 32U; }

private:
  std::uint64_t state_;
};

} // namespace amends
