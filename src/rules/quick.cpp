#include "rules/quick.hpp"

#include "rules/scale.hpp"

#include <bit>

namespace amends::rules {
namespace {

constexpr std::size_t few_cuts = 16;

// Twice the number of cuts below n, one more when n is a cut itself.
std::uint32_t region_of(const QuickColumn& column, std::int64_t n) {
  std::uint32_t below = 0;
  std::uint32_t equal = 0;
  for (std::uint32_t i = 0; i < column.cut_count; ++i) {
    below += static_cast<std::uint32_t>(column.cuts[i] < n);
    equal |= static_cast<std::uint32_t>(column.cuts[i] == n);
  }
  return 2 * below + equal;
}

// The region of n * 10^-scale.
std::uint32_t scaled_region(const QuickColumn& column, std::int64_t n, int scale) {
  if (scale == column.scale)
    return region_of(column, n);
  if (scale < column.scale) {
    std::int64_t moved = 0;
    if (__builtin_mul_overflow(n, ten_to(column.scale - scale), &moved))
      return n < 0 ? 0 : 2 * column.cut_count; // beyond every cut
    return region_of(column, moved);
  }
  // Finer than every cut: compare with the cuts brought to the value's scale, where they fit.
  const std::int64_t unit = ten_to(scale - column.scale);
  std::uint32_t below = 0;
  std::uint32_t equal = 0;
  for (std::uint32_t i = 0; i < column.cut_count; ++i) {
    std::int64_t cut = 0;
    const bool far = __builtin_mul_overflow(column.cuts[i], unit, &cut);
    below += static_cast<std::uint32_t>(far ? column.cuts[i] < 0 : cut < n);
    equal |= static_cast<std::uint32_t>(!far && cut == n);
  }
  return 2 * below + equal;
}

// The mask of the value's region; nullptr for null and misfits.
const std::uint64_t* mask_of(const QuickColumn& column, const Slot& slot, std::size_t blocks) {
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
  for (std::size_t c = 0; c < columns; ++c) {
    const std::uint64_t* mask = mask_of(table.quick[c], slots[table.quick[c].slot], blocks);
    if (mask == nullptr)
      return false;
    state.masks[c] = mask;
  }
  const bool single = table.hit == HitPolicy::first;
  const std::size_t rows = table.rows.size();
  for (std::size_t b = 0; b < blocks; ++b) {
    std::uint64_t left = b + 1 == blocks && rows % 64 != 0 ? (std::uint64_t{1} << (rows % 64)) - 1
                                                           : ~std::uint64_t{0};
    for (std::size_t c = 0; c < columns; ++c)
      left &= state.masks[c][b];
    for (; left != 0; left &= left - 1) {
      state.matched.push_back(
          static_cast<std::uint32_t>(b * 64 + static_cast<std::size_t>(std::countr_zero(left))));
      if (single) {
        if (with_trace)
          explain(table, state, state.matched.front() + std::size_t{1});
        return true;
      }
    }
  }
  if (with_trace)
    explain(table, state, rows);
  return true;
}

} // namespace amends::rules
