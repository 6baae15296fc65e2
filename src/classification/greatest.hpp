// In: whole numbers. Out: the greatest of them, and where it is first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

namespace amends {

// `numbers` is not empty. Eight at a time, without a branch that a text decides.
[[nodiscard]] inline std::int32_t greatest_of(std::span<const std::int32_t> numbers) {
  using Four = std::int32_t __attribute__((vector_size(16)));
  constexpr std::size_t step = 8;
  std::int32_t out = numbers[0];
  std::size_t at = 0;
  if (numbers.size() >= step) {
    Four first = {out, out, out, out};
    Four second = first;
    for (; at + step <= numbers.size(); at += step) {
      Four more;
      std::memcpy(&more, numbers.data() + at, sizeof more);
      first = more > first ? more : first;
      std::memcpy(&more, numbers.data() + at + 4, sizeof more);
      second = more > second ? more : second;
    }
    first = first > second ? first : second;
    out = std::max(std::max(first[0], first[1]), std::max(first[2], first[3]));
  }
  for (; at < numbers.size(); ++at)
    out = std::max(out, numbers[at]);
  return out;
}

[[nodiscard]] inline std::size_t place_of_greatest(std::span<const std::int32_t> numbers) {
  return static_cast<std::size_t>(std::find(numbers.begin(), numbers.end(), greatest_of(numbers)) -
                                  numbers.begin());
}

} // namespace amends
