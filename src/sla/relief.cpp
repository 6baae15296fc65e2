// What incidents do to a clock: halt it for a while, or give it more time.
#include "sla/target.hpp"

#include <algorithm>

namespace amends {
namespace {

bool is_live(const ClockRow& clock) {
  return clock.state != ClockState::idle && clock.state != ClockState::met &&
         clock.state != ClockState::cancelled && !clock.stopped_at;
}

// `span` in the time that the clock counts.
Result<Duration> length_for(const Calendar* calendar, const Span& span, Instant at) {
  constexpr std::int64_t day_us = 24LL * 3600 * 1'000'000;
  switch (span.counts) {
  case Span::Counts::natural:
    return calendar == nullptr ? Result<Duration>(microseconds(span.n))
                               : sla::counted(calendar, at, at + microseconds(span.n));
  case Span::Counts::open: return microseconds(span.n);
  case Span::Counts::open_days:
  case Span::Counts::workdays: break;
  }
  return microseconds(span.n * (calendar == nullptr ? day_us : calendar->standard_day().us));
}

ClockRelief* extension_of(ClockRow& clock, const std::string& reason) {
  const auto found = std::ranges::find_if(
      clock.reliefs, [&](const ClockRelief& r) { return r.longer && r.reason == reason; });
  return found == clock.reliefs.end() ? nullptr : &*found;
}

} // namespace

Duration sla::granted(const ClockRow& clock) {
  Duration total;
  for (const ClockRelief& relief : clock.reliefs)
    total.us += relief.longer.value_or(Duration{}).us;
  return total;
}

void sla::end_reliefs(ClockRow& clock, std::string_view reason, Instant at) {
  for (ClockRelief& relief : clock.reliefs)
    if (!relief.longer && !relief.to && (reason.empty() || relief.reason == reason))
      relief.to = std::max(at, relief.from.value_or(at));
}

bool Target::moved_by_incidents() const {
  return !compiled_->statutory && !compiled_->promise_never_later;
}

Result<ClockRow> Target::suspend(ClockRow clock, const ClockRelief& why, Instant at,
                                 Instant recorded_at) const {
  if (!is_live(clock) || !moved_by_incidents() ||
      std::ranges::binary_search(clock.pauses, why.reason))
    return clock;
  at = std::max({at, clock.since, clock.fired_at.value_or(clock.since)});
  ClockRow before = clock;
  AMENDS_TRY_ASSIGN(clock, sla::halt(std::move(clock), *compiled_, why.reason, at, recorded_at));
  if (clock == before)
    return clock; // all pauses are used up
  const bool halted = std::ranges::binary_search(clock.pauses, why.reason);
  ClockRelief relief{why.reason, why.title, at, {}, {}};
  if (!halted) // dated back so far that the cap has ended it
    relief.to = clock.since;
  clock.reliefs.push_back(std::move(relief));
  return clock;
}

Result<ClockRow> Target::extend(ClockRow clock, const ClockRelief& why, const Span& by,
                                Instant at) const {
  const bool open = clock.state == ClockState::running || clock.state == ClockState::paused;
  if (!open || !moved_by_incidents())
    return clock;
  ClockRelief* known = extension_of(clock, why.reason);
  const Instant from = known != nullptr && known->from ? *known->from : at;
  AMENDS_TRY_ASSIGN(const Duration longer, length_for(compiled_->counting(clock), by, from));
  const Duration had = known == nullptr ? Duration{} : *known->longer;
  if (longer <= had)
    return clock;
  if (known == nullptr)
    known = &clock.reliefs.emplace_back(ClockRelief{why.reason, why.title, at, at, {}});
  known->longer = longer;
  known->title = why.title;
  clock.budget.us += longer.us - had.us;
  if (clock.state == ClockState::running)
    AMENDS_CHECK(sla::arm(clock, *compiled_, std::max(at, clock.since), sla::Cause::change));
  return clock;
}

} // namespace amends
