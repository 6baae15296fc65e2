#include "classification/model.hpp"

#include "classification/weight.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace amends {
namespace {

constexpr std::size_t line_columns = 32; // of a cache line

// Of all bits of a key, whatever its place has used up.
constexpr std::uint64_t tag_of(std::uint64_t key) {
  return static_cast<std::uint32_t>(key ^ (key >> 32U));
}

} // namespace

void Model::index() {
  stride = stride_of(categories.size());
  set_temperature(temperature_milli);
  sum = best_sum_rows();
  const std::size_t size = std::bit_ceil(std::max<std::size_t>(8, keys.size()) * 2);
  place_shift = 64U - static_cast<unsigned>(std::countr_zero(size));
  slots.assign(size, 0);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::size_t at = keys[i] >> place_shift;
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
  exponents.push_back(0);
}

std::uint32_t Model::find(std::uint64_t key) const {
  const std::size_t mask = slots.size() - 1;
  std::size_t at = key >> place_shift;
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

void collect(const Model& model, std::u32string_view text, Margins& room) {
  collect_hashes(text, model.features, room.hashes,
                 [slots = model.slots.data(), shift = model.place_shift](std::uint64_t h) {
                   __builtin_prefetch(slots + (h >> shift));
                 });
}

void add_up(const Model& model, Margins& room) {
  const std::size_t mask = model.slots.size() - 1;
  const unsigned shift = model.place_shift;
  const std::uint64_t* slots = model.slots.data();
  const std::size_t stride = model.stride;
  // Memory is asked for well before it is needed: slots by `collect`, here the rows.
  room.found.resize(room.hashes.size());
  const std::int16_t* const rows = model.rows.data();
  const std::int16_t** found = room.found.data();
  for (const std::uint64_t h : room.hashes) {
    std::size_t at = h >> shift;
    const std::uint64_t tag = tag_of(h);
    std::uint64_t slot = slots[at];
    while (slot >> 32U != tag && slot != 0)
      [[unlikely]] {
        at = (at + 1) & mask;
        slot = slots[at];
      }
    if (slot == 0)
      continue;
    const std::int16_t* row = rows + (static_cast<std::uint32_t>(slot) - 1) * stride;
    *found++ = row;
    for (std::size_t column = 0; column < stride; column += line_columns)
      __builtin_prefetch(row + column);
  }
  room.known = static_cast<std::size_t>(found - room.found.data());
  room.totals.resize(stride);
  model.sum(room.found.data(), room.known, stride, room.totals.data());

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
        room.milli[c] = static_cast<std::int32_t>(
            room.milli[c] + std::int64_t{model.rows[(row - 1) * model.stride + c]} *
                                extra.value_milli / model.units_per_one);
}

} // namespace amends
