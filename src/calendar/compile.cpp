#include "base/digest.hpp"
#include "calendar/compiled.hpp"

#include "amends/ids.hpp"

#include <algorithm>

namespace amends {
namespace {

using calendar::HourRange;
using calendar::Hours;
using calendar::Spec;
using calendar::UtcInterval;
using calendar::YearState;
using calendar::Zone;

constexpr std::int64_t day_s = 86'400;
using Compiled = Calendar::Compiled;

Error bad(std::string message, const std::string& where) {
  return {Code::parse, std::move(message), where};
}

// Regions and plain dates onto `kind`. A date that one of them has off and another worked needs the
// shop's own word under `dates`.
Result<void> mark_date(Compiled& c, Date date, bool work, const std::string& where) {
  if (!c.has(date))
    return {};
  std::uint8_t& kind = c.kind[static_cast<std::size_t>(date.days - c.first_date.days)];
  const std::uint8_t other = work ? Compiled::off : Compiled::makeup;
  if ((kind & other) != 0 && !c.spec.dates.contains(date))
    return bad(print_date(date) + " is both off and a workday; say which under \"dates\"", where);
  kind |= work ? Compiled::makeup : Compiled::off;
  return {};
}

Result<void> mark_dates(Compiled& c) {
  if (!c.spec.regions.empty())
    c.weekend = 0;
  for (const calendar::RegionUse& use : c.spec.regions) {
    const auto& regions = c.tables.data().regions;
    const auto region = regions.find(use.name);
    if (region == regions.end()) {
      std::vector<std::string_view> names;
      for (const auto& [name, data] : regions)
        names.push_back(name);
      const auto near = nearest_names(use.name, names, 1);
      std::string known;
      for (const std::string_view name : names)
        known += (known.empty() ? "" : ", ") + std::string(name);
      return Error{
          Code::not_found,
          "there is no holiday table \"" + use.name + "\"; " +
              (near.empty() ? "known are " + known : "did you mean " + std::string(near[0]) + "?"),
          use.where};
    }
    c.weekend |= region->second.weekend;
    for (const auto& [date, entry] : region->second.days)
      AMENDS_CHECK(mark_date(c, date, entry.work, use.where));
  }
  for (const calendar::PlainDate& plain : c.spec.off_dates)
    AMENDS_CHECK(mark_date(c, plain.date, false, plain.where));
  return {};
}

// Sorted by opening; shifts that touch or overlap in real time become one.
void append(std::vector<UtcInterval>& out, UtcInterval next) {
  if (next.close_s <= next.open_s)
    return; // both ends inside one gap
  if (!out.empty() && next.open_s <= out.back().close_s)
    out.back().close_s = std::max(out.back().close_s, next.close_s);
  else
    out.push_back(next);
}

std::vector<UtcInterval> open_intervals(Compiled& c) {
  std::vector<UtcInterval> out;
  Zone::Walk walk;
  const auto count = static_cast<std::int32_t>(c.kind.size());
  for (std::int32_t i = 0; i < count; ++i) {
    const Date date{c.first_date.days + i};
    const Hours& hours = c.hours_of(date);
    if (hours.empty())
      continue;
    c.kind[static_cast<std::size_t>(i)] |= Compiled::opens;
    const std::int64_t midnight = std::int64_t{date.days} * day_s;
    for (const HourRange& range : hours)
      append(out, {c.zone.opening(midnight + range.open_s, walk),
                   c.zone.closing(midnight + range.close_s, walk)});
  }
  return out;
}

std::vector<UtcInterval> break_intervals(const Compiled& c) {
  std::vector<UtcInterval> out;
  Zone::Walk walk;
  for (const auto& [date, hours] : c.spec.breaks)
    for (const HourRange& range : hours)
      append(out, {c.zone.opening(std::int64_t{date.days} * day_s + range.open_s, walk),
                   c.zone.closing(std::int64_t{date.days} * day_s + range.close_s, walk)});
  return out;
}

std::vector<UtcInterval> without(const std::vector<UtcInterval>& open,
                                 const std::vector<UtcInterval>& breaks) {
  std::vector<UtcInterval> out;
  std::size_t b = 0;
  for (UtcInterval rest : open) {
    while (b < breaks.size() && breaks[b].close_s <= rest.open_s)
      ++b;
    for (std::size_t i = b; i < breaks.size() && breaks[i].open_s < rest.close_s; ++i) {
      append(out, {rest.open_s, breaks[i].open_s});
      rest.open_s = std::min(rest.close_s, std::max(rest.open_s, breaks[i].close_s));
    }
    append(out, rest);
  }
  return out;
}

void clip(std::vector<UtcInterval>& intervals, std::int64_t from_s, std::int64_t to_s) {
  for (UtcInterval& i : intervals) {
    i.open_s = std::max(i.open_s, from_s);
    i.close_s = std::min(i.close_s, to_s);
  }
  std::erase_if(intervals, [](const UtcInterval& i) { return i.close_s <= i.open_s; });
}

void count_days(Compiled& c) {
  c.opened.reserve(c.kind.size() + 1);
  for (std::size_t i = 0; i < c.kind.size(); ++i) {
    c.opened.push_back(static_cast<std::uint16_t>(c.opening.size()));
    if ((c.kind[i] & Compiled::opens) != 0)
      c.opening.push_back(static_cast<std::uint16_t>(i));
  }
  c.opened.push_back(static_cast<std::uint16_t>(c.opening.size()));
}

// The most frequent length of an open weekday; of equally frequent ones the longest.
Duration standard_day_of(const std::array<Hours, 7>& week) {
  std::map<std::int64_t, int> days_of_length;
  for (const Hours& hours : week) {
    std::int64_t length = 0;
    for (const HourRange& range : hours)
      length += range.close_s - range.open_s;
    if (length > 0)
      ++days_of_length[length];
  }
  std::int64_t best = 0;
  int most = 0;
  for (const auto& [length, days] : days_of_length)
    if (days >= most) {
      best = length;
      most = days;
    }
  return seconds(best);
}

bool is_published(const calendar::Region& region, int year) {
  const auto info = region.years.find(year);
  return info != region.years.end() &&
         (info->second.state == YearState::published || info->second.state == YearState::amended);
}

// The last unbroken run of years that every used region has published.
void find_certain(Compiled& c) {
  if (c.spec.regions.empty())
    return;
  int last = c.spec.last_year;
  const auto all_published = [&](int year) {
    return std::ranges::all_of(c.spec.regions, [&](const calendar::RegionUse& use) {
      return is_published(c.tables.data().regions.find(use.name)->second, year);
    });
  };
  while (last >= c.spec.first_year && !all_published(last))
    --last;
  int first = last;
  while (first > c.spec.first_year && all_published(first - 1))
    --first;
  if (last < c.spec.first_year) { // nothing is published inside the horizon
    c.certain_from = Instant::never();
    c.certain_until = c.open.from();
    return;
  }
  c.certain_until = c.start_of(*date_of(last + 1, 1, 1));
  if (all_published(first))
    c.certain_from = c.start_of(*date_of(first, 1, 1));
}

std::string revision_of(const Compiled& c, std::string text) {
  text += "\n";
  for (const calendar::RegionUse& use : c.spec.regions) {
    const calendar::Region& region = c.tables.data().regions.find(use.name)->second;
    text += use.name + " " + std::to_string(region.weekend) + "\n";
    for (const auto& [year, info] : region.years)
      text += std::to_string(year) + " " + std::to_string(static_cast<int>(info.state)) + "\n";
    for (const auto& [date, entry] : region.days)
      text +=
          std::to_string(date.days) + (entry.work ? "w" : "o") + entry.zh + "/" + entry.en + "\n";
  }
  for (const calendar::ZonePiece& piece : c.zone.pieces())
    text += std::to_string(piece.from_s) + " " + std::to_string(piece.offset_s) + "\n";
  return blake2b_hex(text);
}

} // namespace

Date Compiled::date_of(Instant t) const {
  std::int64_t s = t.us / 1'000'000;
  if (t.us % 1'000'000 < 0)
    --s;
  const std::int64_t local = s + zone.offset_s(s);
  return {static_cast<std::int32_t>((local >= 0 ? local : local - day_s + 1) / day_s)};
}

Instant Compiled::start_of(Date date) const {
  Zone::Walk walk;
  return {zone.opening(std::int64_t{date.days} * day_s, walk) * 1'000'000};
}

Error Compiled::beyond() const {
  return {Code::limit,
          "the answer lies outside the calendar's horizon, the years " +
              std::to_string(spec.first_year) + " to " + std::to_string(spec.last_year),
          ""};
}

const Hours& Compiled::hours_of(Date date) const {
  static const Hours closed;
  if (!spec.dates.empty())
    if (const auto dated = spec.dates.find(date); dated != spec.dates.end())
      return dated->second;
  const std::uint8_t k = kind_of(date);
  if ((k & off) != 0)
    return closed;
  if ((k & makeup) != 0)
    return spec.makeup ? *spec.makeup : spec.week[0];
  return spec.week[static_cast<std::size_t>(weekday(date))];
}

Result<std::shared_ptr<const Compiled>> Compiled::make(Spec spec, const HolidayTables& tables,
                                                       std::string written,
                                                       const std::string& where) {
  auto c = std::make_shared<Compiled>(std::move(spec), tables);
  const Date from = *amends::date_of(c->spec.first_year, 1, 1);
  const Date to = *amends::date_of(c->spec.last_year + 1, 1, 1);
  // A day more at both ends: yesterday's night shift, and zones ahead of or behind UTC.
  auto zone = calendar::load_zone(c->spec.zone, (from.days - 2) * day_s, (to.days + 2) * day_s,
                                  tables.data().zones);
  if (!zone)
    return std::move(zone).error().inside(where + "/timezone");
  c->zone = std::move(*zone);

  c->first_date = {from.days - 1};
  c->kind.resize(static_cast<std::size_t>(to.days - from.days + 2));
  AMENDS_CHECK(mark_dates(*c));
  std::vector<UtcInterval> intervals = open_intervals(*c);
  if (!c->spec.breaks.empty())
    intervals = without(intervals, break_intervals(*c));
  const std::int64_t from_s = c->start_of(from).us / 1'000'000;
  const std::int64_t to_s = c->start_of(to).us / 1'000'000;
  clip(intervals, from_s, to_s);
  c->open = calendar::OpenTime(intervals, from_s, to_s);
  count_days(*c);
  find_certain(*c);
  c->standard_day = standard_day_of(c->spec.week);
  c->never_opens = intervals.empty();
  c->only_dated = c->never_opens || std::ranges::all_of(c->spec.week, &Hours::empty);
  c->revision = revision_of(*c, std::move(written));
  return c;
}

Result<std::shared_ptr<const Calendar>>
Calendar::compile(const Json& spec, const HolidayTables& tables, const std::string& where) {
  AMENDS_TRY_ASSIGN(Spec read, calendar::read_spec(spec, where));
  AMENDS_TRY_ASSIGN(auto compiled,
                    Compiled::make(std::move(read), tables, print_json(spec), where));
  return std::make_shared<const Calendar>(std::move(compiled));
}

Result<std::shared_ptr<const Calendar>> Calendar::legal_days() const {
  Spec spec = compiled_->spec;
  const Hours whole_day{{0, day_s}};
  for (std::size_t day = 0; day < spec.week.size(); ++day)
    spec.week[day] = (compiled_->weekend >> day & 1U) == 0 ? whole_day : Hours{};
  spec.makeup = whole_day;
  spec.dates.clear();
  spec.breaks.clear();
  AMENDS_TRY_ASSIGN(auto compiled, Compiled::make(std::move(spec), compiled_->tables,
                                                  "legal days of " + compiled_->revision, ""));
  return std::make_shared<const Calendar>(std::move(compiled));
}

} // namespace amends
