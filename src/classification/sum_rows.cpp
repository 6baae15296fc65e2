#include "classification/sum_rows.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace amends {
namespace {

using Eight = std::int16_t __attribute__((vector_size(16)));
using EightTotals = std::int32_t __attribute__((vector_size(32)));
using Sixteen = std::int16_t __attribute__((vector_size(32)));
using SixteenTotals = std::int32_t __attribute__((vector_size(64)));

template <class Vector, class Number>
[[gnu::always_inline]] inline void load(Vector& out, const Number* from) {
  std::memcpy(&out, from, sizeof out);
}

template <class Totals, class Sums>
[[gnu::always_inline]] inline void add_to(std::int32_t* totals, const Sums& more) {
  Totals sum;
  load(sum, totals);
  sum += __builtin_convertvector(more, Totals);
  std::memcpy(totals, &sum, sizeof sum);
}

// Adds up neighbouring groups of columns. Spelt out without inner loops, so that the sums stay in
// registers.
template <class Sums, class Totals, std::size_t... group>
[[gnu::always_inline]] inline void sum_groups(const std::int16_t* const* rows, std::size_t count,
                                              std::size_t column, std::int32_t* totals,
                                              std::index_sequence<group...> /*groups*/) {
  constexpr std::size_t lanes = sizeof(Sums) / sizeof(std::int16_t);
  for (std::size_t begin = 0; begin < count; begin += summed_at_once) {
    const std::size_t end = std::min(count, begin + summed_at_once);
    Sums sums[sizeof...(group)] = {};
    for (std::size_t i = begin; i < end; ++i) {
      const std::int16_t* row = rows[i] + column;
      Sums more[sizeof...(group)];
      (load(more[group], row + group * lanes), ...);
      ((sums[group] += more[group]), ...);
    }
    (add_to<Totals>(totals + column + group * lanes, sums[group]), ...);
  }
}

// The first group is taken by itself until the rest is a multiple of `most`.
template <std::size_t most, std::size_t groups = most>
[[gnu::always_inline]] inline void sum_columns(const std::int16_t* const* rows, std::size_t count,
                                               std::size_t columns, std::size_t column,
                                               std::int32_t* totals) {
  constexpr std::size_t lanes = 16;
  for (; column + groups * lanes <= columns; column += groups * lanes)
    sum_groups<Sixteen, SixteenTotals>(rows, count, column, totals,
                                       std::make_index_sequence<groups>{});
  if constexpr (groups > 1)
    sum_columns<most, groups - 1>(rows, count, columns, column, totals);
}

template <std::size_t most>
[[gnu::always_inline]] inline void sum_all(const std::int16_t* const* rows, std::size_t count,
                                           std::size_t columns, std::int32_t* totals) {
  std::fill_n(totals, columns, 0);
  if (columns == 8)
    sum_groups<Eight, EightTotals>(rows, count, 0, totals, std::make_index_sequence<1>{});
  else
    sum_columns<most>(rows, count, columns, 0, totals);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void sum_rows_avx2(const std::int16_t* const* rows, std::size_t count,
                                           std::size_t columns, std::int32_t* totals) {
  sum_all<10>(rows, count, columns, totals);
}
#endif

} // namespace

void sum_rows(const std::int16_t* const* rows, std::size_t count, std::size_t columns,
              std::int32_t* totals) {
  sum_all<4>(rows, count, columns, totals);
}

SumRows best_sum_rows() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2"))
    return sum_rows_avx2;
#endif
  return sum_rows;
}

} // namespace amends
