// Where a value lies in a column, and back: a value that lies in a region.
#include "rules/column.hpp"

#include "rules/scale.hpp"
#include "rules/temporal.hpp"

#include <algorithm>
#include <limits>

namespace amends::rules {
Slot slot_of(const Datum& value, const Words& words) {
  Slot slot;
  slot.kind = Slot::Kind::other;
  const auto scaled = [&](const Decimal& number) {
    const int scale = number.exponent() < 0 ? -number.exponent() : 0;
    const auto fits = [&](std::int64_t most) {
      const Decimal bound = Decimal::scaled(most, scale);
      return most < 0 ? number >= bound : number <= bound;
    };
    if (scale > most_scale || !fits(std::numeric_limits<std::int64_t>::max()) ||
        !fits(std::numeric_limits<std::int64_t>::min()))
      return false;
    const auto n = number.to_scaled(scale);
    slot.n = *n;
    slot.scale = static_cast<std::int8_t>(scale);
    return true;
  };
  const auto set = [&](Slot::Kind kind, std::int64_t n) {
    slot.kind = kind;
    slot.n = n;
  };
  if (value.is_null()) {
    slot.kind = Slot::Kind::null;
  } else if (const auto* b = value.get<bool>()) {
    set(Slot::Kind::boolean, *b ? 1 : 0);
  } else if (const auto* number = value.get<Decimal>()) {
    if (scaled(*number))
      slot.kind = Slot::Kind::number;
  } else if (const auto* text = value.get<std::string>()) {
    set(Slot::Kind::word, words.code(*text));
  } else if (const auto* date = value.get<Date>()) {
    set(Slot::Kind::date, date->days);
  } else if (const auto* t = value.get<DateTime>()) {
    if (t->zone.kind == Zone::Kind::offset)
      set(Slot::Kind::instant, *utc_us(*t));
    else if (t->zone.kind == Zone::Kind::local)
      set(Slot::Kind::local_instant, local_us(*t));
  } else if (const auto* time = value.get<TimeOfDay>()) {
    if (time->zone.kind == Zone::Kind::offset)
      set(Slot::Kind::time, *utc_us(*time));
    else if (time->zone.kind == Zone::Kind::local)
      set(Slot::Kind::local_time, time->us);
  } else if (const auto* duration = value.get<Duration>()) {
    set(Slot::Kind::duration, duration->us);
  } else if (const auto* months = value.get<Months>()) {
    set(Slot::Kind::months, months->n);
  } else if (const auto* money = value.get<Amount>()) {
    if (scaled(money->value)) {
      slot.kind = Slot::Kind::money;
      slot.currency = money->currency;
    }
  }
  return slot;
}

namespace {

// The region of n, or of the open space above n when `beyond`.
std::uint32_t region_at(const Column& column, std::int64_t n, bool beyond) {
  const std::size_t count = column.cuts.size();
  const std::int64_t* cuts = column.cuts.data();
  std::size_t below = 0; // cuts less than the value
  bool exact = false;
  if (count <= 16) {
    for (std::size_t i = 0; i < count; ++i) {
      below += cuts[i] < n ? 1U : 0U;
      exact |= cuts[i] == n;
    }
  } else {
    below = static_cast<std::size_t>(std::lower_bound(cuts, cuts + count, n) - cuts);
    exact = below < count && cuts[below] == n;
  }
  if (beyond && exact) {
    ++below;
    exact = false;
  }
  return static_cast<std::uint32_t>(2 * below + (exact ? 1U : 0U));
}

std::uint32_t scaled_region(const Column& column, std::int64_t n, int scale) {
  if (scale == column.scale)
    return region_at(column, n, false);
  if (scale < column.scale) {
    std::int64_t moved = 0;
    if (__builtin_mul_overflow(n, ten_to(column.scale - scale), &moved))
      return n < 0 ? 0 : column.regions - 1; // beyond every cut
    return region_at(column, moved, false);
  }
  const std::int64_t unit = ten_to(scale - column.scale);
  std::int64_t whole = n / unit;
  const std::int64_t rest = n % unit;
  if (rest < 0)
    --whole;
  return region_at(column, whole, rest != 0);
}

} // namespace

Place find_place(const Column& column, const Slot& slot) {
  if (slot.kind == Slot::Kind::null)
    return {Where::null, 0};
  if (column.kind == Slot::Kind::null)
    return {};
  if (slot.kind != column.kind)
    return {Where::misfit, 0};
  switch (slot.kind) {
  case Slot::Kind::word:
    return {Where::region, slot.n < 0 ? 0 : column.word_region[static_cast<std::size_t>(slot.n)]};
  case Slot::Kind::boolean: return {Where::region, slot.n != 0 ? 1U : 0U};
  case Slot::Kind::money:
    if (slot.currency != column.currency)
      return {Where::misfit, 0};
    return {Where::region, scaled_region(column, slot.n, slot.scale)};
  case Slot::Kind::number: return {Where::region, scaled_region(column, slot.n, slot.scale)};
  default: return {Where::region, region_at(column, slot.n, false)};
  }
}

Place find_place(const Column& column, const Words& words, const Datum& value) {
  const Slot slot = slot_of(value, words);
  if (slot.kind != Slot::Kind::other)
    return find_place(column, slot);
  if (column.kind == Slot::Kind::null)
    return {};
  // A number of more digits than a slot holds.
  const auto* money = value.get<Amount>();
  const Decimal* number = money != nullptr ? &money->value : value.get<Decimal>();
  if (number == nullptr || (money != nullptr) != (column.kind == Slot::Kind::money) ||
      (money == nullptr && column.kind != Slot::Kind::number) ||
      (money != nullptr && money->currency != column.currency))
    return {Where::misfit, 0};
  std::uint32_t region = 0;
  for (const std::int64_t cut : column.cuts) {
    const auto o = *number <=> Decimal::scaled(cut, column.scale);
    region += o > 0 ? 2 : o == 0 ? 1 : 0;
  }
  return {Where::region, region};
}

Datum example_in(const Column& column, const Words& words, std::uint32_t region) {
  switch (column.kind) {
  case Slot::Kind::boolean: return region == 1;
  case Slot::Kind::word: {
    if (region > 0)
      return words.texts()[static_cast<std::size_t>(column.words[region - 1])];
    std::string other = "other";
    while (words.code(other) >= 0)
      other += "_";
    return other;
  }
  case Slot::Kind::null:
  case Slot::Kind::other: return {};
  default: break;
  }
  // In units of the column, with one more digit to lie between two neighbours.
  const std::size_t above = region / 2;
  const bool exact = region % 2 == 1;
  const bool whole = column.kind != Slot::Kind::number && column.kind != Slot::Kind::money;
  std::int64_t n = 0;
  bool half = false;
  if (column.cuts.empty()) {
    n = column.kind == Slot::Kind::date ? 20'000 : 1;
  } else if (exact) {
    n = column.cuts[above];
  } else if (above == 0) {
    if (__builtin_sub_overflow(column.cuts.front(), std::int64_t{1}, &n))
      return {};
  } else if (__builtin_add_overflow(column.cuts[above - 1], std::int64_t{1}, &n)) {
    return {};
  } else if (above < column.cuts.size() && n == column.cuts[above]) {
    if (whole)
      return {};
    --n;
    half = true;
  }
  Slot slot;
  slot.kind = column.kind;
  slot.currency = column.currency;
  slot.scale = column.scale;
  slot.n = n;
  if (!half)
    return datum_of(slot);
  const auto value = add(Decimal::scaled(n, column.scale), Decimal::scaled(5, column.scale + 1));
  if (!value)
    return {};
  return column.kind == Slot::Kind::money ? Datum(Amount{*value, column.currency}) : Datum(*value);
}

} // namespace amends::rules
