// Compiled open time. In: sorted UTC intervals. Out: W(t), its inverse and the intervals around t
// in a few loads each, whatever the span.
#pragma once

#include "amends/instant.hpp"

#include <cstdint>
#include <vector>

namespace amends::calendar {

// [open_s, close_s) in UTC seconds.
struct UtcInterval {
  std::int64_t open_s;
  std::int64_t close_s;
};

// Seconds are kept as 32-bit offsets from a base at a UTC midnight: enough for 136 years, and half
// the cache of 64-bit ones. All instants passed in lie inside [from(), to()].
class OpenTime {
public:
  OpenTime() = default;
  // `intervals` sorted, disjoint, not touching, inside [from_s, to_s].
  OpenTime(const std::vector<UtcInterval>& intervals, std::int64_t from_s, std::int64_t to_s);

  [[nodiscard]] Instant from() const { return {from_us_}; }
  [[nodiscard]] Instant to() const { return {to_us_}; }
  [[nodiscard]] bool covers(Instant t) const { return t.us >= from_us_ && t.us <= to_us_; }
  [[nodiscard]] std::int64_t total_us() const { return total_us_; }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] UtcInterval interval(std::size_t i) const {
    const std::int64_t open = base_us_ / 1'000'000 + slots_[i].open_s;
    return {open, open + length_s(i)};
  }

  // W(t): open microseconds before t.
  [[nodiscard]] std::int64_t before(Instant t) const {
    const std::int64_t rel = t.us - base_us_;
    const Slot* slot = slot_at(rel);
    const std::int64_t into = rel - std::int64_t{slot->open_s} * 1'000'000;
    return std::int64_t{slot->before_s} * 1'000'000 + (into > 0 ? into : 0);
  }
  // min{u : W(u) >= w}, for 0 < w <= total_us().
  [[nodiscard]] Instant earliest(std::int64_t w) const {
    const auto whole =
        static_cast<std::uint32_t>(static_cast<std::uint64_t>(w + 999'999) / 1'000'000);
    return inside(slot_of_work(whole - 1), w);
  }
  // max{u : W(u) <= w}, for 0 <= w < total_us().
  [[nodiscard]] Instant latest(std::int64_t w) const {
    return inside(slot_of_work(static_cast<std::uint32_t>(w / 1'000'000)), w);
  }
  // The first interval that ends after t; count() when there is none.
  [[nodiscard]] std::size_t ending_after(Instant t) const {
    return static_cast<std::size_t>(slot_at(t.us - base_us_) - slots_.data());
  }

private:
  struct Slot {
    std::uint32_t open_s;   // from the base
    std::uint32_t before_s; // open seconds before it
  };
  [[nodiscard]] std::uint32_t length_s(std::size_t i) const {
    return slots_[i + 1].before_s - slots_[i].before_s;
  }
  // Both searches take a fixed number of steps without a branch to guess: measured, a guess that
  // goes wrong every other time costs more than all the rest.
  [[nodiscard]] const Slot* slot_at(std::int64_t rel_us) const {
    const auto s = static_cast<std::uint32_t>(static_cast<std::uint64_t>(rel_us) / 1'000'000);
    const Slot* slot = slots_.data() + by_day_[s / 86'400];
    for (unsigned step = 0; step < day_steps_; ++step)
      slot += slot[1].before_s - slot[0].before_s + slot[0].open_s <= s ? 1 : 0;
    return slot;
  }
  // The interval in which the open second `s` (counted from 0) lies.
  [[nodiscard]] const Slot* slot_of_work(std::uint32_t s) const {
    const Slot* slot = slots_.data() + by_work_[s >> work_shift_];
    for (unsigned step = 0; step < work_steps_; ++step)
      slot += slot[1].before_s <= s ? 1 : 0;
    return slot;
  }
  [[nodiscard]] Instant inside(const Slot* slot, std::int64_t w) const {
    return {base_us_ + std::int64_t{slot->open_s} * 1'000'000 + w -
            std::int64_t{slot->before_s} * 1'000'000};
  }

  std::int64_t base_us_ = 0;
  std::int64_t from_us_ = 0;
  std::int64_t to_us_ = 0;
  std::int64_t total_us_ = 0;
  std::size_t count_ = 0;
  unsigned work_shift_ = 0;
  unsigned day_steps_ = 0;  // the most intervals that end on one UTC day
  unsigned work_steps_ = 0; // the most that end inside one bucket of by_work_
  std::vector<Slot> slots_; // and two more: one that never ends, and its end
  std::vector<std::uint32_t>
      by_day_; // UTC day from the base -> first interval ending after its start
  std::vector<std::uint32_t>
      by_work_; // open seconds >> work_shift_ -> first interval ending there or later
};

} // namespace amends::calendar
