// Why an answer is what it is: the open intervals that counted and the days that did not.
#include "calendar/compiled.hpp"

#include <algorithm>

namespace amends {
namespace {

struct Words {
  std::string zh;
  std::string en;
};

// Why no hours start on `date`; the strongest layer speaks.
Words reason(const Calendar::Compiled& c, Date date) {
  if (c.spec.dates.contains(date))
    return {"本店当日休息", "closed that day"};
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
  return {"每周休息日", "weekly closing day"};
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
    if ((c.kind_of(date) & Compiled::opens) == 0) {
      Words words = reason(c, date);
      out.skipped.push_back({date, std::move(words.zh), std::move(words.en)});
    }
  return out;
}

} // namespace amends
