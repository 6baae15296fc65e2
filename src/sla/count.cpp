// Counting: budgets, spans and notices in the time that the target's calendars count.
#include "sla/target.hpp"

#include <algorithm>

namespace amends {
namespace {

bool holds(const sla::Condition& condition, const Facts& facts) {
  const auto fact = facts.find(condition.fact);
  const std::string* value = fact == facts.end() ? nullptr : fact->second.get<std::string>();
  return std::ranges::any_of(condition.words, [&](const std::string& word) {
    if (word == "*")
      return true;
    if (value == nullptr)
      return false;
    if (word.ends_with(".*"))
      return value->starts_with(std::string_view(word).substr(0, word.size() - 1));
    return *value == word;
  });
}

} // namespace

const sla::Budget* Target::Compiled::budget_for(const Facts& facts) const {
  for (const sla::Budget& budget : budgets)
    if (std::ranges::all_of(budget.conditions,
                            [&](const sla::Condition& c) { return holds(c, facts); }))
      return &budget;
  return nullptr;
}

const sla::Budget* Target::Compiled::budget_of(const ClockRow& clock) const {
  const auto found = std::ranges::find_if(budgets, [&](const sla::Budget& budget) {
    return budget.text == clock.within && budget.shown_on() == clock.on;
  });
  return found == budgets.end() ? nullptr : &*found;
}

sla::Measure Target::Compiled::measure_of(const ClockRow& clock) const {
  const sla::Budget* budget = budget_of(clock);
  if (budget != nullptr)
    return {budget, budget->counting.get(), budget->on.calendar.get()};
  return {nullptr, clock.on.empty() ? nullptr : on.calendar.get(), on.calendar.get()};
}

namespace sla {

Result<Duration> counted(const Calendar* calendar, Instant from, Instant to) {
  if (to <= from)
    return Duration{};
  if (calendar == nullptr)
    return to - from;
  AMENDS_TRY_ASSIGN(const Timed<Duration> span, calendar->between(from, to));
  return span.value;
}

Result<Timed<Instant>> later(const Calendar* calendar, Instant from, Duration span) {
  if (calendar == nullptr)
    return Timed<Instant>{from + span, {false, Instant::never()}};
  return calendar->add(from, span);
}

Result<Instant> after(const Calendar* calendar, Instant from, const Span& span) {
  if (!span.needs_calendar())
    return from + microseconds(span.n);
  AMENDS_TRY_ASSIGN(const Timed<Instant> at, calendar->after(from, span));
  return at.value;
}

Result<Instant> when_told(const Target::Compiled& target, Instant t) {
  if (target.tell_on == nullptr || t == Instant::never())
    return t;
  AMENDS_TRY_ASSIGN(const Timed<Instant> open, target.tell_on->next_open(t));
  return open.value;
}

Result<Duration> length(const Budget& budget, Instant start) {
  if (budget.period) {
    AMENDS_TRY_ASSIGN(const Timed<Instant> due,
                      budget.on.calendar->legal_period(start, *budget.period));
    return counted(budget.counting.get(), start, due.value);
  }
  switch (budget.span.counts) {
  case Span::Counts::natural:
  case Span::Counts::open: return microseconds(budget.span.n);
  case Span::Counts::open_days:
    return microseconds(budget.span.n * budget.on.calendar->standard_day().us);
  case Span::Counts::workdays: break;
  }
  // From its start to the end of its last day, in whole legal working days.
  AMENDS_TRY_ASSIGN(const Timed<Instant> due, budget.on.calendar->after(start, budget.span));
  return counted(budget.counting.get(), start, due.value);
}

} // namespace sla
} // namespace amends
