#include "calendar/open_time.hpp"

#include <algorithm>

namespace amends::calendar {
namespace {

constexpr std::int64_t day_s = 86'400;
// The interval behind the last one: it opens later than any instant and ends later still.
constexpr std::uint32_t never_opens_s = 0xF000'0000U;
constexpr std::uint32_t never_length_s = 0x0FFF'FFFFU;

std::int64_t floor_day(std::int64_t s) { return (s >= 0 ? s : s - day_s + 1) / day_s * day_s; }

// From any bucket's first interval to the next bucket's; from the last one to the end.
unsigned most_steps(const std::vector<std::uint32_t>& first, std::size_t count) {
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const auto next = i + 1 < first.size() ? first[i + 1] : static_cast<std::uint32_t>(count);
    most = std::max(most, next - first[i]);
  }
  return most;
}

} // namespace

OpenTime::OpenTime(const std::vector<UtcInterval>& intervals, std::int64_t from_s,
                   std::int64_t to_s)
    : from_us_(from_s * 1'000'000), to_us_(to_s * 1'000'000), count_(intervals.size()) {
  const std::int64_t base_s = floor_day(from_s);
  base_us_ = base_s * 1'000'000;
  slots_.reserve(count_ + 2);
  std::uint32_t total_s = 0;
  for (const UtcInterval& i : intervals) {
    slots_.push_back({static_cast<std::uint32_t>(i.open_s - base_s), total_s});
    total_s += static_cast<std::uint32_t>(i.close_s - i.open_s);
  }
  slots_.push_back({never_opens_s, total_s});
  slots_.push_back({0xFFFF'FFFFU, total_s + never_length_s});
  total_us_ = std::int64_t{total_s} * 1'000'000;

  const auto days = static_cast<std::size_t>((to_s - base_s) / day_s + 1);
  by_day_.resize(days);
  std::uint32_t slot = 0;
  for (std::size_t day = 0; day < days; ++day) {
    const auto start = static_cast<std::uint32_t>(static_cast<std::int64_t>(day) * day_s);
    while (slot < count_ && slots_[slot].open_s + length_s(slot) <= start)
      ++slot;
    by_day_[day] = slot;
  }
  day_steps_ = most_steps(by_day_, count_);

  // About two buckets an interval: then the search for the inverse takes a step or none.
  while ((total_s >> work_shift_) > 2 * count_ + 1)
    ++work_shift_;
  by_work_.resize((total_s >> work_shift_) + 1);
  slot = 0;
  for (std::size_t bucket = 0; bucket < by_work_.size(); ++bucket) {
    const auto start = static_cast<std::uint32_t>(bucket << work_shift_);
    while (slot < count_ && slots_[slot + 1].before_s <= start)
      ++slot;
    by_work_[bucket] = slot;
  }
  work_steps_ = most_steps(by_work_, count_);
}

} // namespace amends::calendar
