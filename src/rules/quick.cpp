#include "rules/quick.hpp"

#include "rules/scale.hpp"

#include <bit>

namespace amends::rules {
namespace {

constexpr std::size_t few_cuts = 16;

// Twice the number of cuts below n, one more when n is a cut itself.
inline std::uint32_t region_of(const QuickColumn& column, std::int64_t n, std::int64_t unit = 1) {
  std::uint32_t region = 0;
  for (std::uint32_t i = 0; i < column.cut_count; ++i) {
    const std::int64_t cut = column.cuts[i] * unit;
    region += static_cast<std::uint32_t>(cut < n) + static_cast<std::uint32_t>(cut <= n);
  }
  return region;
}

// The region of n * 10^-scale.
inline std::uint32_t scaled_region(const QuickColumn& column, std::int64_t n, int scale) {
  if (scale == column.scale)
    return region_of(column, n);
  if (scale < column.scale) {
    std::int64_t moved = 0;
    if (__builtin_mul_overflow(n, ten_to(column.scale - scale), &moved))
      return n < 0 ? 0 : 2 * column.cut_count; // beyond every cut
    return region_of(column, moved);
  }
  // Finer than every cut: compare with the cuts brought to the value's scale.
  if (scale - column.scale <= column.spare_digits)
    return region_of(column, n, ten_to(scale - column.scale));
  std::uint32_t region = 0;
  for (std::uint32_t i = 0; i < column.cut_count; ++i) {
    std::int64_t cut = 0;
    if (__builtin_mul_overflow(column.cuts[i], ten_to(scale - column.scale), &cut))
      region += column.cuts[i] < 0 ? 2U : 0U;
    else
      region += static_cast<std::uint32_t>(cut < n) + static_cast<std::uint32_t>(cut <= n);
  }
  return region;
}

// The mask of the value's region; nullptr for null and misfits.
inline const std::uint64_t* mask_of(const QuickColumn& column, const Slot& slot,
                                    std::size_t blocks) {
  if (slot.kind == Slot::Kind::null || slot.kind == Slot::Kind::other)
    return nullptr;
  if (column.kind == Slot::Kind::null) // no constants: one region
    return column.masks;
  if (slot.kind != column.kind)
    return nullptr;
  std::uint32_t region = 0;
  switch (slot.kind) {
  case Slot::Kind::word:
    if (slot.n >= 0)
      region = column.word_region[slot.n];
    break;
  case Slot::Kind::boolean: region = slot.n != 0 ? 1U : 0U; break;
  case Slot::Kind::money:
    if (slot.currency != column.currency)
      return nullptr;
    [[fallthrough]];
  case Slot::Kind::number: region = scaled_region(column, slot.n, slot.scale); break;
  default: region = region_of(column, slot.n); break;
  }
  return column.masks + region * blocks;
}

// For every row below `end` the first column whose mask lacks it.
void explain(const TableParts& table, Scratch::State& state, std::size_t end) {
  state.failed.assign(end, Scratch::fired);
  for (std::size_t b = 0; b * 64 < end; ++b) {
    const std::size_t rows = end - b * 64;
    std::uint64_t left = rows < 64 ? (std::uint64_t{1} << rows) - 1 : ~std::uint64_t{0};
    for (std::size_t c = 0; c < table.quick.size() && left != 0; ++c) {
      std::uint64_t failing = left & ~state.masks[c][b];
      left &= ~failing;
      for (; failing != 0; failing &= failing - 1)
        state.failed[b * 64 + static_cast<std::size_t>(std::countr_zero(failing))] =
            static_cast<std::uint16_t>(c);
    }
  }
}

std::int8_t spare_digits(const std::vector<std::int64_t>& cuts) {
  int digits = most_scale;
  for (const std::int64_t cut : cuts) {
    std::int64_t grown = 0;
    while (digits > 0 && __builtin_mul_overflow(cut, ten_to(digits), &grown))
      --digits;
  }
  return static_cast<std::int8_t>(digits);
}

// All rows of block `b`.
inline std::uint64_t rows_of(const TableParts& table, std::size_t b) {
  const std::size_t rest = table.rows.size() % 64;
  return b + 1 == table.blocks && rest != 0 ? (std::uint64_t{1} << rest) - 1 : ~std::uint64_t{0};
}

} // namespace

void prepare_quick(TableParts& table) {
  for (const OutputCell& cell : table.cells)
    table.quick_cells.push_back(
        {cell.slot, cell.formula ? &*cell.formula : nullptr, cell.constant});
  table.quick_ready = table.strict && !table.has_generic && !table.rows.empty();
  for (const Column& column : table.columns)
    if (!column.masked || column.cuts.size() > few_cuts)
      table.quick_ready = false;
  if (!table.quick_ready)
    return;
  for (const Column& column : table.columns) {
    QuickColumn quick;
    quick.kind = column.kind;
    quick.scale = column.scale;
    quick.currency = column.currency;
    quick.slot = column.slot;
    quick.cut_count = static_cast<std::uint32_t>(column.cuts.size());
    quick.cuts = column.cuts.data();
    quick.spare_digits = spare_digits(column.cuts);
    quick.word_region = column.word_region.data();
    quick.masks = column.masks.data();
    table.quick.push_back(quick);
  }
}

bool match_quick(const TableParts& table, std::span<const Slot> slots, Scratch::State& state,
                 bool with_trace) {
  const std::size_t blocks = table.blocks;
  const std::size_t columns = table.quick.size();
  state.masks.resize(columns);
  const std::uint64_t** masks = state.masks.data();
  std::uint64_t left = rows_of(table, 0);
  for (std::size_t c = 0; c < columns; ++c) {
    const QuickColumn& column = table.quick[c];
    masks[c] = mask_of(column, slots[column.slot], blocks);
    if (masks[c] == nullptr)
      return false;
    left &= *masks[c];
  }
  const bool single = table.hit == HitPolicy::first;
  for (std::size_t b = 0;;) {
    for (; left != 0; left &= left - 1) {
      state.matched.push_back(
          static_cast<std::uint32_t>(b * 64 + static_cast<std::size_t>(std::countr_zero(left))));
      if (single) {
        if (with_trace)
          explain(table, state, state.matched.front() + std::size_t{1});
        return true;
      }
    }
    if (++b == blocks)
      break;
    left = rows_of(table, b);
    for (std::size_t c = 0; c < columns; ++c)
      left &= masks[c][b];
  }
  if (with_trace)
    explain(table, state, table.rows.size());
  return true;
}

bool give_quick(const TableParts& table, std::span<const Slot> slots, Scratch::State& state) {
  const bool whole = table.hit == HitPolicy::first || table.hit == HitPolicy::collect ||
                     table.hit == HitPolicy::rule_order ||
                     (table.hit == HitPolicy::unique && state.matched.size() < 2);
  if (!whole)
    return false;
  const std::size_t count = table.outputs.size();
  state.output_count = count;
  state.outputs.resize(state.matched.size() * count);
  Slot* slot = state.outputs.data();
  for (const std::uint32_t row : state.matched) {
    const QuickCell* cell = &table.quick_cells[row * count];
    for (std::size_t o = 0; o < count; ++o, ++cell, ++slot)
      if (cell->constant)
        *slot = cell->slot;
      else if (cell->formula == nullptr || !cell->formula->run(slots, *slot))
        return false;
  }
  return true;
}

} // namespace amends::rules
