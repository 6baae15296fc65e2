// The algebra over compiled open time: DESIGN section 5, docs/calendars.md.
#include "calendar/compiled.hpp"

#include <algorithm>

namespace amends {
namespace {

constexpr Duration one_us{1};

// No open time is left inside the horizon.
Result<Timed<Instant>> never_or_beyond(const Calendar::Compiled& c) {
  if (c.only_dated)
    return Timed<Instant>{Instant::never(), {false, c.certain_until}};
  return c.beyond();
}

// Everything but the everyday case: a positive span that ends inside the horizon.
[[gnu::noinline]] Result<Timed<Instant>> add_slowly(const Calendar::Compiled& c, Instant t,
                                                    Duration span) {
  if (!c.open.covers(t))
    return c.beyond();
  if (span.us == 0)
    return Timed<Instant>{t, {false, c.certain_until}};
  const std::int64_t before = c.open.before(t);
  if (span.us > 0 || span.us < -before)
    return never_or_beyond(c);
  const Instant u = c.open.latest(before + span.us);
  return Timed<Instant>{u, c.certainty(u, t)};
}

[[gnu::noinline]] Result<Timed<Duration>> between_beyond(const Calendar::Compiled& c) {
  return c.beyond();
}

} // namespace

Result<Timed<Instant>> Calendar::add(Instant t, Duration span) const {
  const Compiled& c = *compiled_;
  const std::int64_t total = c.open.total_us();
  if (span.us > 0 && span.us <= total && c.open.covers(t)) {
    const std::int64_t w = c.open.before(t) + span.us;
    if (w <= total) {
      const Instant u = c.open.earliest(w);
      return Timed<Instant>{u, c.certainty(t, u)};
    }
  }
  return add_slowly(c, t, span);
}

Result<Timed<Duration>> Calendar::between(Instant from, Instant to) const {
  const Compiled& c = *compiled_;
  if (!c.open.covers(from) || !c.open.covers(to))
    return between_beyond(c);
  return Timed<Duration>{{c.open.before(to) - c.open.before(from)},
                         c.certainty(std::min(from, to), std::max(from, to))};
}

Result<Timed<bool>> Calendar::is_open(Instant t) const {
  const Compiled& c = *compiled_;
  if (!c.open.covers(t))
    return c.beyond();
  const std::size_t i = c.open.ending_after(t);
  const bool open = i < c.open.count() && c.open.interval(i).open_s * 1'000'000 <= t.us;
  return Timed<bool>{open, c.certainty(t, t + one_us)};
}

Result<Timed<Instant>> Calendar::next_open(Instant t) const {
  const Compiled& c = *compiled_;
  if (!c.open.covers(t))
    return c.beyond();
  const std::size_t i = c.open.ending_after(t);
  if (i == c.open.count())
    return never_or_beyond(c);
  const Instant u = std::max(t, Instant{c.open.interval(i).open_s * 1'000'000});
  return Timed<Instant>{u, c.certainty(t, u + one_us)};
}

Result<Timed<Instant>> Calendar::prev_close(Instant t) const {
  const Compiled& c = *compiled_;
  if (!c.open.covers(t))
    return c.beyond();
  const std::size_t i = c.open.ending_after(t);
  if (i < c.open.count() && c.open.interval(i).open_s * 1'000'000 < t.us)
    return Timed<Instant>{t, c.certainty(t - one_us, t)};
  if (i == 0)
    return never_or_beyond(c);
  const Instant u{c.open.interval(i - 1).close_s * 1'000'000};
  return Timed<Instant>{u, c.certainty(u - one_us, t)};
}

Result<Timed<Date>> Calendar::working_days(Instant from, std::int64_t n) const {
  const Compiled& c = *compiled_;
  if (n < 1)
    return Error{Code::parse,
                 "the first working day after a date is number 1; n must be at least 1", "/n"};
  if (!c.open.covers(from))
    return c.beyond();
  const Date date = c.date_of(from);
  const auto index = static_cast<std::size_t>(date.days - c.first_date.days) + 1;
  const std::int64_t nth = std::int64_t{c.opened[index]} + n - 1;
  if (nth >= static_cast<std::int64_t>(c.opening.size()))
    return c.beyond();
  const Date day{c.first_date.days + c.opening[static_cast<std::size_t>(nth)]};
  if (day.days >= c.first_date.days + static_cast<std::int32_t>(c.kind.size()) - 1)
    return c.beyond();
  return Timed<Date>{day, c.certainty(from, c.start_of(day) + one_us)};
}

Result<Timed<Instant>> Calendar::after(Instant from, const Span& span) const {
  switch (span.counts) {
  case Span::Counts::natural:
    if (!compiled_->open.covers(from) || !compiled_->open.covers(from + microseconds(span.n)))
      return compiled_->beyond();
    return Timed<Instant>{from + microseconds(span.n), {false, compiled_->certain_until}};
  case Span::Counts::open: return add(from, microseconds(span.n));
  case Span::Counts::open_days: return add(from, microseconds(span.n * compiled_->standard_day.us));
  case Span::Counts::workdays:
    if (span.n == 0)
      return Timed<Instant>{from, {false, compiled_->certain_until}};
    return legal_period(from, {.n = span.n, .unit = LegalPeriod::Unit::working_days});
  }
  return Error{Code::internal, "a span of no kind", ""};
}

Duration Calendar::standard_day() const { return compiled_->standard_day; }
bool Calendar::never_opens() const { return compiled_->never_opens; }

Result<Duration> Calendar::offset_at(Instant t) const {
  if (!compiled_->open.covers(t))
    return compiled_->beyond();
  const std::int64_t s = t.us / 1'000'000 - (t.us % 1'000'000 < 0 ? 1 : 0);
  return seconds(compiled_->zone.offset_s(s));
}

Result<Date> Calendar::local_date(Instant t) const {
  if (!compiled_->open.covers(t))
    return compiled_->beyond();
  return compiled_->date_of(t);
}

Result<Instant> Calendar::start_of(Date date) const {
  const Instant midnight = compiled_->start_of(date);
  if (!compiled_->open.covers(midnight))
    return compiled_->beyond();
  return midnight;
}

const std::string& Calendar::zone() const { return compiled_->zone.name(); }
const std::string& Calendar::revision() const { return compiled_->revision; }

} // namespace amends
