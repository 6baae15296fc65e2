// The environment of an evaluation: complaints, limits, locals, slots.
#include "rules/evaluate.hpp"
#include "rules/temporal.hpp"

#include <algorithm>

namespace amends::rules {

Datum Env::complain(std::string text) {
  if (complaints.size() < most_complaints &&
      std::find(complaints.begin(), complaints.end(), text) == complaints.end())
    complaints.push_back(std::move(text));
  return {};
}

Datum Env::stop(std::string text) {
  if (!stopped)
    complaints.insert(complaints.begin(), std::move(text));
  stopped = true;
  return {};
}

bool Env::step(std::size_t count) {
  steps += count;
  if (steps > most_steps)
    stop("the expression takes more than " + std::to_string(most_steps) + " steps");
  return !stopped;
}

bool Env::pay(const Datum& value) {
  constexpr std::size_t values_a_step = 4;
  if (value.list() == nullptr && value.context() == nullptr)
    return !stopped;
  const std::size_t left = most_steps - std::min(steps, most_steps) + 1;
  return step(extent(value, left * values_a_step) / values_a_step);
}

void Env::set_local(std::uint32_t index, Datum value) {
  locals.resize(base + index);
  locals.push_back(std::move(value));
}

Datum datum_of(const Slot& slot, const std::vector<std::string>* words) {
  if (slot.value != nullptr)
    return from_value(*slot.value);
  switch (slot.kind) {
  case Slot::Kind::boolean: return slot.n != 0;
  case Slot::Kind::number: return Decimal::scaled(slot.n, slot.scale);
  case Slot::Kind::date: return Date{static_cast<std::int32_t>(slot.n)};
  case Slot::Kind::instant: return date_time_of(slot.n, Zone{Zone::Kind::offset, 0, {}});
  case Slot::Kind::duration: return Duration{slot.n};
  case Slot::Kind::months: return Months{slot.n};
  case Slot::Kind::money: return Amount{Decimal::scaled(slot.n, slot.scale), slot.currency};
  case Slot::Kind::time: {
    const std::int64_t us = slot.n % us_per_day;
    return TimeOfDay{us < 0 ? us + us_per_day : us, Zone{Zone::Kind::offset, 0, {}}};
  }
  case Slot::Kind::local_time: return TimeOfDay{slot.n, {}};
  case Slot::Kind::local_instant: return date_time_of(slot.n, {});
  case Slot::Kind::word:
    if (words != nullptr && slot.n >= 0 && static_cast<std::size_t>(slot.n) < words->size())
      return (*words)[static_cast<std::size_t>(slot.n)];
    break;
  case Slot::Kind::null:
  case Slot::Kind::other: break;
  }
  return {};
}

} // namespace amends::rules
