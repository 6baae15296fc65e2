// Lint: everything found in a pack, and for every clock one line worked out.
#include "policy/compiled.hpp"
#include "policy/load.hpp"

#include <array>

namespace amends {
namespace {

using packs::Report;

constexpr std::array weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
// A Monday, 10:15 in Shanghai, in a month without public holidays in China, far from a change of
// clocks anywhere.
constexpr std::string_view sample_start = "2026-03-09T02:15:00Z";

std::string two(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

// "Mon 10:15", with the date when the week of the start is over.
std::string clock_time(const Policy& policy, const Calendar* calendar, Instant t, Instant start) {
  if (t == Instant::never())
    return "never";
  Duration offset;
  if (calendar != nullptr)
    if (const auto known = calendar->offset_at(t))
      offset = *known;
  if (calendar == nullptr)
    for (const auto& [name, other] : policy.calendars())
      if (other->zone() == policy.zone())
        if (const auto known = other->offset_at(t))
          offset = *known;
  const std::int64_t local_s = (t.us + offset.us) / 1'000'000;
  const Date date{static_cast<std::int32_t>(local_s / 86'400)};
  const std::int64_t minute = local_s % 86'400 / 60;
  std::string out = weekdays[static_cast<std::size_t>(weekday(date))];
  if (t - start >= hours(7 * 24))
    out += " " + print_date(date);
  return out + " " + two(minute / 60) + ":" + two(minute % 60);
}

// "= 3 desk days": only for open hours that make whole days.
std::string in_days(const Span& span, const Calendar& calendar, const std::string& name) {
  const std::int64_t day = calendar.standard_day().us;
  if (span.counts != Span::Counts::open || day == 0)
    return {};
  const std::int64_t tenths = (span.n * 10 + day / 2) / day;
  if (tenths < 10)
    return {};
  std::string days = std::to_string(tenths / 10);
  if (tenths % 10 != 0)
    days += "." + std::to_string(tenths % 10);
  return " = " + days + " " + name + (days == "1" ? " day" : " days");
}

void work_out(const Policy& policy, const std::string& name, const std::string& text,
              const std::string& on, const std::string& what, const std::string& where,
              Report& report) {
  const auto span = parse_span(text);
  if (!span)
    return;
  const Calendar* calendar = nullptr;
  if (span->needs_calendar())
    if (const auto found = policy.calendars().find(on); found != policy.calendars().end())
      calendar = found->second.get();
  const Instant start = *parse_instant(sample_start);
  const auto end = policy.after(start, *span, on);
  if (!end)
    return;
  std::string line = name + " " + what + text;
  if (calendar != nullptr)
    line += " on " + on + in_days(*span, *calendar, on);
  report.note("worked", where,
              line + "; " + clock_time(policy, calendar, start, start) + " -> " +
                  clock_time(policy, calendar, *end, start));
}

void work_out_clock(const Policy& policy, const std::string& name, const Json& within,
                    const std::string& on, const std::string& where, Report& report) {
  if (within.is(Json::Kind::text)) {
    work_out(policy, name, within.text, on, "", where, report);
    return;
  }
  for (const auto& [key, text] : within.members)
    work_out(policy, name, text.text, on, key + " ", where, report);
  for (const Json& row : within.items) { // {"priority": ..., "category": ..., "within": ...}
    std::string when;
    for (const auto& [fact, words] : row.members)
      if (fact != "within" && fact != "period")
        for (const std::string& word : packs::texts_of(&words))
          when += word + " ";
    work_out(policy, name, packs::text_of(row.find("within")), on, when, where, report);
  }
}

void work_out_clocks(const Policy& policy, Report& report) {
  const Json& root = policy.resolved();
  if (const Json* clocks = root.find("clocks"); clocks != nullptr)
    for (const auto& [name, spec] : clocks->members)
      if (const Json* within = spec.find("within"); within != nullptr)
        work_out_clock(policy, name, *within, packs::text_of(spec.find("on")),
                       "/clocks" + pointer_step(name), report);
  const Json* workflows = root.find("workflows");
  if (workflows == nullptr)
    return;
  for (const auto& [kind, workflow] : workflows->members)
    for (const auto& [name, stage] : workflow.find("stages")->members)
      if (const Json* within = stage.find("within"); within != nullptr)
        work_out_clock(policy, "stage." + name, *within,
                       stage.find("on") == nullptr && policy.calendars().contains("desk")
                           ? "desk"
                           : packs::text_of(stage.find("on")),
                       "/workflows" + pointer_step(kind) + "/stages" + pointer_step(name), report);
}

// What the pack says and this version does not yet do.
void note_unused(const Policy& policy, Report& report) {
  static constexpr std::string_view unused[] = {"documents", "forms", "duties", "campaigns"};
  for (std::string_view section : unused)
    if (policy.resolved().find(section) != nullptr)
      report.add({"not_checked",
                  "unused",
                  "/" + std::string(section),
                  "the section \"" + std::string(section) + "\" is kept but nothing reads it yet",
                  "",
                  {}});
}

// Where no row of these tables holds, the category's own severity and priority stand.
bool has_default(std::string_view table) { return table == "severity" || table == "priority"; }

void lint_tables(const Policy& policy, Report& report) {
  const Json* tables = policy.resolved().find("tables");
  if (tables == nullptr)
    return;
  for (const auto& [name, spec] : tables->members)
    if (const Table* table = policy.table(name); table != nullptr)
      for (Finding& finding : table->lint())
        if (finding.rule != "gap" || !has_default(name))
          report.add(std::move(finding));
}

} // namespace

std::vector<Finding> Policy::lint(std::span<const PackText> texts) {
  Report report;
  const auto holidays = HolidayTables::builtin();
  packs::Resolved resolved;
  const auto policy = packs::load(texts, *holidays, report, &resolved);
  if (policy != nullptr) {
    const std::size_t before = report.findings().size();
    lint_tables(*policy, report);
    note_unused(*policy, report);
    packs::add_places(resolved, before, report);
    work_out_clocks(*policy, report);
  }
  return std::move(report.findings());
}

} // namespace amends
