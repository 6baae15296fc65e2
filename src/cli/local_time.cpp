#include "local_time.hpp"

namespace amends::cli {

LocalTime::LocalTime(const Policy* policy) {
  if (policy == nullptr)
    return;
  for (const auto& [name, calendar] : policy->calendars()) {
    if (calendar->zone() != policy->zone())
      continue;
    calendar_ = calendar;
    zone_ = policy->zone();
    return;
  }
}

std::string LocalTime::text(Instant t) const {
  Duration offset{};
  if (calendar_ != nullptr)
    if (const auto known = calendar_->offset_at(t))
      offset = *known;
  const std::string whole = print_instant(t, offset);
  return whole.size() < 16 ? whole : whole.substr(0, 10) + " " + whole.substr(11, 5);
}

std::string LocalTime::text(const std::string& instant) const {
  const auto parsed = parse_instant(instant);
  return parsed ? text(*parsed) : instant;
}

} // namespace amends::cli
