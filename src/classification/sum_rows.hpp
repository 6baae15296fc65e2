// In: rows of 16-bit weights. Out: the sum of each column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

namespace amends {

// How many rows of the greatest weights a 16-bit sum holds; `sum_rows` never adds up more in one.
inline constexpr std::size_t summed_at_once = 32;

// Rows are this many columns wide: eight, or a multiple of sixteen.
[[nodiscard]] constexpr std::size_t padded_columns(std::size_t columns) {
  return columns <= 8 ? 8 : (columns + 15) / 16 * 16;
}

// Rows begin at a cache line, so that few of them lie across more lines than they must.
template <class T> struct LineAllocator {
  using value_type = T;
  static constexpr std::align_val_t line{64};
  LineAllocator() = default;
  template <class Other> LineAllocator(const LineAllocator<Other>& /*other*/) {}
  [[nodiscard]] T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), line));
  }
  void deallocate(T* place, std::size_t /*count*/) { ::operator delete(place, line); }
  bool operator==(const LineAllocator&) const = default;
};
using Rows = std::vector<std::int16_t, LineAllocator<std::int16_t>>;

// totals[c] = sum of rows[i][c] for all columns. Whole numbers: every processor gives the same.
using SumRows = void (*)(const std::int16_t* const* rows, std::size_t count, std::size_t columns,
                         std::int32_t* totals);
// The quickest one for this processor.
[[nodiscard]] SumRows best_sum_rows();
// For any processor.
void sum_rows(const std::int16_t* const* rows, std::size_t count, std::size_t columns,
              std::int32_t* totals);

} // namespace amends
