#include "calendar/zone.hpp"

#include <algorithm>

namespace amends::calendar {

std::int32_t Zone::offset_s(std::int64_t utc_s) const {
  const auto after = std::ranges::upper_bound(pieces_, utc_s, {}, &ZonePiece::from_s);
  return after == pieces_.begin() ? pieces_.front().offset_s : std::prev(after)->offset_s;
}

// The first instant at which the local clock shows `local_s` or later: in the first piece whose end,
// read on its own clock, lies behind it. In a gap that is the start of the piece after the gap.
std::int64_t Zone::opening(std::int64_t local_s, Walk& walk) const {
  std::size_t& i = walk.opening;
  while (i + 1 < pieces_.size() && pieces_[i + 1].from_s + pieces_[i].offset_s <= local_s)
    ++i;
  const std::int64_t utc = local_s - pieces_[i].offset_s;
  return i == 0 ? utc : std::max(utc, pieces_[i].from_s);
}

// In the last piece whose start, read on its own clock, is not behind `local_s`.
std::int64_t Zone::closing(std::int64_t local_s, Walk& walk) const {
  std::size_t& i = walk.closing;
  while (i + 1 < pieces_.size() && pieces_[i + 1].from_s + pieces_[i + 1].offset_s <= local_s)
    ++i;
  const std::int64_t utc = local_s - pieces_[i].offset_s;
  return i + 1 == pieces_.size() ? utc : std::min(utc, pieces_[i + 1].from_s);
}

} // namespace amends::calendar
