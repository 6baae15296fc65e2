// Why an answer is what it is: the open intervals that counted and the days that did not.
#include "calendar/compiled.hpp"

#include <algorithm>

namespace amends {
namespace {

struct Words {
  std::string zh;
  std::string en;
};

// Why `date` is no working day by the regional tables; nothing when it is one.
Words legal_reason(const Calendar::Compiled& c, Date date) {
  if ((c.kind_of(date) & Calendar::Compiled::off) != 0) {
    for (const calendar::RegionUse& use : c.spec.regions) {
      const auto& days = c.tables.data().regions.find(use.name)->second.days;
      const auto entry = days.find(date);
      if (entry != days.end() && !entry->second.work)
        return {entry->second.zh.empty() ? "节假日" : entry->second.zh,
                entry->second.en.empty() ? "holiday" : entry->second.en};
    }
    return {"节假日", "holiday"};
  }
  if ((c.weekend >> weekday(date) & 1) != 0)
    return {"周末", "weekend"};
  return {};
}

// Why no hours start on `date`; the strongest layer speaks.
Words reason(const Calendar::Compiled& c, Date date) {
  if (c.spec.dates.contains(date))
    return {"本店当日休息", "closed that day"};
  Words words = legal_reason(c, date);
  return words.zh.empty() ? Words{"每周休息日", "weekly closing day"} : words;
}

void skip(TimeExplanation& out, Date date, Words words) {
  out.skipped.push_back({date, std::move(words.zh), std::move(words.en)});
}

} // namespace

Result<TimeExplanation> Calendar::explain(Instant from, Instant to) const {
  const Compiled& c = *compiled_;
  if (!c.open.covers(from) || !c.open.covers(to))
    return c.beyond();
  if (to < from)
    std::swap(from, to);
  TimeExplanation out;
  for (std::size_t i = c.open.ending_after(from); i < c.open.count(); ++i) {
    const calendar::UtcInterval interval = c.open.interval(i);
    const Instant open{interval.open_s * 1'000'000};
    if (open >= to)
      break;
    out.counted.push_back(
        {std::max(open, from), std::min(Instant{interval.close_s * 1'000'000}, to)});
  }
  for (Date date = c.date_of(from); c.has(date) && c.start_of(date) < to; ++date.days)
    if ((c.kind_of(date) & Compiled::opens) == 0)
      skip(out, date, reason(c, date));
  return out;
}

Result<TimeExplanation> Calendar::explain_legal(Instant from, const LegalPeriod& period) const {
  const Compiled& c = *compiled_;
  AMENDS_TRY_ASSIGN(const Timed<Instant> end, legal_period(from, period));
  if (period.unit == LegalPeriod::Unit::hours)
    return TimeExplanation{{{from, end.value}}, {}};
  LegalPeriod unrolled = period;
  unrolled.roll = LegalPeriod::Roll::none;
  AMENDS_TRY_ASSIGN(const Timed<Date> asked, legal_date(from, unrolled));
  AMENDS_TRY_ASSIGN(const Timed<Date> last, legal_date(from, period));
  TimeExplanation out;
  Date date = c.date_of(from);
  if (period.count_from == LegalPeriod::From::next_day)
    ++date.days;
  for (; date <= last.value; ++date.days) {
    const bool moved_past = date >= asked.value && date < last.value;
    if (moved_past || (period.unit == LegalPeriod::Unit::working_days && !c.works(date))) {
      skip(out, date, legal_reason(c, date));
      continue;
    }
    const Instant to = std::min(c.start_of({date.days + 1}), end.value);
    if (!out.counted.empty() && out.counted.back().to == c.start_of(date))
      out.counted.back().to = to;
    else
      out.counted.push_back({c.start_of(date), to});
  }
  return out;
}

} // namespace amends
