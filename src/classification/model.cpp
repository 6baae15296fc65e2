#include "classification/model.hpp"

#include "classification/weight.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace amends {
namespace {

using Eight = std::int16_t __attribute__((vector_size(16)));
using EightWide = std::int32_t __attribute__((vector_size(32)));

constexpr std::size_t block_rows = 32; // 32 * most_weight stays within 16 bits
constexpr std::size_t lanes = 8;
constexpr std::size_t line_columns = 32; // of a cache line

template <class Vector, class Number> Vector load(const Number* from) {
  Vector out;
  __builtin_memcpy(&out, from, sizeof out);
  return out;
}

void add_to(std::int32_t* totals, Eight more) {
  EightWide sum;
  __builtin_memcpy(&sum, totals, sizeof sum);
  sum += __builtin_convertvector(more, EightWide);
  __builtin_memcpy(totals, &sum, sizeof sum);
}

// Adds up rows of neighbouring groups of eight columns, 32 rows at a time. Spelt out without inner
// loops, so that the sums stay in registers.
template <std::size_t... group>
void add_block(const std::int16_t* rows, std::size_t stride, std::size_t column,
               const std::uint32_t* found, std::size_t count, std::int32_t* totals,
               std::index_sequence<group...> /*groups*/) {
  for (std::size_t begin = 0; begin < count; begin += block_rows) {
    const std::size_t end = std::min(count, begin + block_rows);
    Eight sums[sizeof...(group)] = {};
    for (std::size_t i = begin; i < end; ++i) {
      const std::int16_t* row = rows + std::size_t{found[i] - 1} * stride + column;
      ((sums[group] += load<Eight>(row + group * lanes)), ...);
    }
    (add_to(totals + column + group * lanes, sums[group]), ...);
  }
}

constexpr std::uint64_t tag_of(std::uint64_t key) { return key >> 32U; }

} // namespace

void Model::index() {
  stride = stride_of(categories.size());
  set_temperature(temperature_milli);
  std::size_t size = 16;
  while (size < keys.size() * 2)
    size *= 2;
  slots.assign(size, 0);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::size_t at = keys[i] & (size - 1);
    while (slots[at] != 0)
      at = (at + 1) & (size - 1);
    slots[at] = (tag_of(keys[i]) << 32U) | (i + 1);
  }
}

void Model::set_temperature(std::int32_t milli) {
  constexpr std::int64_t nothing_left = 14; // e^-14 of a thousand categories is a thousandth
  temperature_milli = milli;
  exponents.clear();
  for (std::int64_t margin = 0; task == Task::single && margin < nothing_left * milli; ++margin)
    exponents.push_back(static_cast<std::uint32_t>(exp_negative(margin * 1000 / milli)));
}

std::uint32_t Model::find(std::uint64_t key) const {
  const std::size_t mask = slots.size() - 1;
  std::size_t at = key & mask;
  while (slots[at] != 0 && slots[at] >> 32U != tag_of(key))
    at = (at + 1) & mask;
  return static_cast<std::uint32_t>(slots[at]);
}

std::uint64_t whole_root(std::uint64_t n) {
  // IEEE 754 rounds a root correctly everywhere; the steps below make it whole.
  auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(n)));
  while (root > 0 && root > n / root)
    --root;
  while (root + 1 <= n / (root + 1))
    ++root;
  return root;
}

void add_up(const Model& model, Margins& room) {
  const std::size_t mask = model.slots.size() - 1;
  const std::uint64_t* slots = model.slots.data();
  const std::size_t stride = model.stride;
  // Memory is asked for well before it is needed: all slots, then all rows.
  for (const std::uint64_t h : room.hashes)
    __builtin_prefetch(slots + (h & mask));
  room.found.resize(room.hashes.size());
  std::uint32_t* found = room.found.data();
  std::size_t count = 0;
  for (const std::uint64_t h : room.hashes) {
    std::size_t at = h & mask;
    while (slots[at] != 0 && slots[at] >> 32U != tag_of(h))
      at = (at + 1) & mask;
    if (slots[at] == 0)
      continue;
    const auto row = static_cast<std::uint32_t>(slots[at]);
    found[count++] = row;
    const std::int16_t* place = model.rows.data() + std::size_t{row - 1} * stride;
    for (std::size_t column = 0; column < stride; column += line_columns)
      __builtin_prefetch(place + column);
  }
  room.known = count;
  room.totals.assign(stride, 0);
  std::size_t column = 0;
  for (; column + 4 * lanes <= stride; column += 4 * lanes)
    add_block(model.rows.data(), stride, column, found, count, room.totals.data(),
              std::make_index_sequence<4>{});
  for (; column + 2 * lanes <= stride; column += 2 * lanes)
    add_block(model.rows.data(), stride, column, found, count, room.totals.data(),
              std::make_index_sequence<2>{});
  for (; column < stride; column += lanes)
    add_block(model.rows.data(), stride, column, found, count, room.totals.data(),
              std::make_index_sequence<1>{});

  const std::size_t size = model.size();
  // sqrt(sum / 8) * 1024: the length of the text's vector.
  const auto squares = static_cast<std::uint64_t>(std::max(1, room.totals[size]));
  const auto length = static_cast<std::int64_t>(
      std::max<std::uint64_t>(1, whole_root((squares << 20U) / Model::idf_units)));
  // One division a text: the others are a multiplication and a shift.
  const std::int64_t factor = (std::int64_t{1000 * 1024} << 20U) / (length * model.units_per_one);
  room.milli.resize(size);
  for (std::size_t c = 0; c < size; ++c)
    room.milli[c] = static_cast<std::int32_t>((room.totals[c] * factor) >> 20U);
  for (const Extra& extra : room.extras)
    if (const std::uint32_t row = model.find(extra.key); row != 0)
      for (std::size_t c = 0; c < size; ++c)
        room.milli[c] +=
            model.rows[(row - 1) * model.stride + c] * extra.value_milli / model.units_per_one;
}

} // namespace amends
