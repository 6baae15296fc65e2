// Quiet hours of notices: "21:30-08:30 customer". In: the pack's notices, calendars and clocks.
// Out: for every notice that keeps them a calendar that is open when it may go out, by region.
#include "calendar/hours.hpp"
#include "policy/compiled.hpp"

#include <utility>

namespace amends {
namespace packs {
namespace {

// The zones that customers' regions lie in, as far as the pack's clocks say so: a row of `within`
// that names a region and the calendar it counts on. Two zones for one region are none.
std::map<std::string, std::string> zones_by_region(Build& build) {
  std::map<std::string, std::string> zones;
  for (const auto& [name, clock] : build.section("clocks").members) {
    const Json* rows = clock.find("within");
    if (rows == nullptr || !rows->is(Json::Kind::array))
      continue;
    for (const Json& row : rows->items) {
      const auto calendar = build.out.calendars.find(text_of(row.find("on")));
      if (calendar == build.out.calendars.end())
        continue;
      const std::string& zone = calendar->second->zone();
      for (const std::string& region : texts_of(row.find("region")))
        if (const auto known = zones.try_emplace(region, zone).first; known->second != zone)
          known->second.clear();
    }
  }
  std::erase_if(zones, [](const auto& known) { return known.second.empty(); });
  return zones;
}

class QuietCompiler {
public:
  explicit QuietCompiler(Build& build) : build_(build), zones_(zones_by_region(build)) {}

  void run(const Notice& notice) {
    const std::string where = "/notices" + pointer_step(notice.name) + "/quiet";
    // A word stands behind the last blank and has no digit.
    std::string_view hours = notice.quiet;
    const std::size_t blank = hours.rfind(' ');
    const bool of_reader = blank != std::string_view::npos &&
                           hours.find_first_of("0123456789", blank) == std::string_view::npos;
    if (of_reader) {
      if (!check_word(notice, hours.substr(blank + 1), where))
        return;
      hours = hours.substr(0, blank);
    }
    auto outside = calendar::hours_outside(hours, where);
    if (!outside)
      return build_.report.take(std::move(outside).error(), "quiet");
    if (notice.urgent)
      return;
    OutsideQuiet out;
    out.usual = calendar_in(build_.out.zone, *outside, where);
    if (of_reader)
      for (const auto& [region, zone] : zones_)
        out.by_region.emplace(region, calendar_in(zone, *outside, where));
    build_.out.outside_quiet.emplace(notice.name, std::move(out));
  }

private:
  bool check_word(const Notice& notice, std::string_view word, const std::string& where) {
    if (word != "customer") {
      build_.report.error("quiet", where, quoted(word) + " is no word of quiet hours",
                          "write \"21:30-08:30 customer\" for the reader's zone, \"21:30-08:30\" "
                          "for the pack's");
      return false;
    }
    if (notice.to != "customer") {
      build_.report.error("quiet", where,
                          "the notice goes to " + quoted(notice.to) + ", not to the customer",
                          "leave out \"customer\": the hours are those of the pack's zone");
      return false;
    }
    return true;
  }

  // Notices and regions of the same hours and zone share a calendar.
  std::shared_ptr<const Calendar> calendar_in(const std::string& zone, const std::string& hours,
                                              const std::string& where) {
    auto& known = calendars_[{zone, hours}];
    if (known != nullptr)
      return known;
    Json week = Json::object();
    week.set("mon-sun", Json::string(hours));
    Json spec = Json::object();
    spec.set("timezone", Json::string(zone));
    spec.set("week", std::move(week));
    auto compiled = Calendar::compile(spec, *build_.out.holidays, where);
    if (compiled)
      known = std::move(*compiled);
    else
      build_.report.take(std::move(compiled).error(), "quiet");
    return known;
  }

  Build& build_;
  std::map<std::string, std::string> zones_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const Calendar>> calendars_;
};

} // namespace

void compile_quiet(Build& build) {
  QuietCompiler compiler(build);
  for (const auto& [name, notice] : build.out.notices)
    if (build.section("notices").find(name)->find("quiet") != nullptr)
      compiler.run(notice);
}

} // namespace packs

Result<Instant> Policy::outside_quiet(const Notice& notice, std::string_view region,
                                      Instant at) const {
  const auto found = compiled_->outside_quiet.find(notice.name);
  if (found == compiled_->outside_quiet.end())
    return at;
  const auto& by_region = found->second.by_region;
  const auto known = by_region.find(region);
  const Calendar& open = known == by_region.end() ? *found->second.usual : *known->second;
  AMENDS_TRY_ASSIGN(const Timed<Instant> next, open.next_open(at));
  return next.value;
}

} // namespace amends
