// Clocks as readers see them: why a due instant is what it is, and which clock a milestone is due
// by.
#include "query.hpp"

namespace amends::engine {
namespace {

Json text(std::string words) { return Json::string(std::move(words)); }

// A calendar whose zone the policy shows times in.
const Calendar* wall_of(const Policy& policy) {
  for (const auto& [name, calendar] : policy.calendars())
    if (calendar->zone() == policy.zone())
      return calendar.get();
  return nullptr;
}

Json spans_json(const Calendar* calendar, const std::vector<OpenSpan>& spans) {
  const auto shown = [&](Instant t) {
    Duration offset;
    if (calendar != nullptr)
      if (const auto known = calendar->offset_at(t))
        offset = *known;
    return text(print_instant(t, offset));
  };
  Json out = Json::array();
  for (const OpenSpan& span : spans)
    out.items.push_back(Json::array({shown(span.from), shown(span.to)}));
  return out;
}

} // namespace

Json clock_why(const Policy& policy, const ClockRow& clock) {
  Json out = Json::object();
  const Target* target = target_of(policy, clock);
  if (target == nullptr)
    return out;
  const Calendar* wall = wall_of(policy);
  const auto zh = target->explain_text(clock, "zh", wall);
  const auto en = target->explain_text(clock, "en", wall);
  const auto why = target->explain(clock);
  if (!zh || !en || !why)
    return out;
  out.set("zh", text(*zh));
  out.set("en", text(*en));
  if (why->counted.empty())
    return out;
  const auto named = policy.calendars().find(clock.on);
  out.set("counted",
          spans_json(named == policy.calendars().end() ? wall : named->second.get(), why->counted));
  Json skipped = Json::array();
  for (const SkippedDay& day : why->skipped)
    skipped.items.push_back(Json::object(
        {{"date", text(print_date(day.date))}, {"zh", text(day.zh)}, {"en", text(day.en)}}));
  out.set("skipped", std::move(skipped));
  return out;
}

Json milestones_json(const Case& state) {
  Json out = Json::array();
  for (const MilestoneDue& due : milestone_dues(state.clocks)) {
    Json row = Json::object();
    row.set("milestone", text(due.milestone));
    row.set("won_by", text(due.clock));
    for (const ClockRow& clock : state.clocks)
      if (clock.id == due.clock) {
        row.set("target", text(clock.target));
        row.set("statutory", Json::boolean(clock.statutory));
      }
    row.set("due", due.due == Instant::never() ? Json() : text(print_instant(due.due)));
    out.items.push_back(std::move(row));
  }
  return out;
}

} // namespace amends::engine
