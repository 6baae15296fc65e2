// A build step: writes the transitions of every zone from 1970 to 2070 as C++ to standard output,
// so that the library needs no zone data where it runs. The transitions are those of date/tz;
// behind its last one, which for rules that go on for ever is 2037, it follows the rule at the end
// of the zone's file (RFC 8536 section 3.3).
//   amends_zone_table                 the table, for the build
//   amends_zone_table --json ZONE...  these zones as a host loads them (docs/calendars.md)
#include "posix_rule.hpp"

#include <date/tz.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using Seconds = date::sys_seconds;
using Pieces = std::vector<std::pair<std::int64_t, std::int64_t>>; // UTC second, offset

constexpr Seconds from{date::sys_days{date::year{1970} / 1 / 1}};
constexpr Seconds to{date::sys_days{date::year{2070} / 1 / 3}};

std::int64_t count(Seconds t) { return t.time_since_epoch().count(); }

// The POSIX rule between the last two newlines of the zone's file; empty when it cannot be read.
std::string rule_of(const std::string& zone) {
  std::ifstream in("/usr/share/zoneinfo/" + zone, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (bytes.empty() || bytes.back() != '\n')
    return {};
  bytes.pop_back();
  return bytes.substr(bytes.rfind('\n') + 1);
}

void take(Pieces& pieces, std::int64_t from_s, std::int64_t offset_s) {
  if (pieces.empty() || pieces.back().second != offset_s)
    pieces.emplace_back(from_s, offset_s);
}

Pieces pieces_of(const date::time_zone& zone) {
  Pieces pieces;
  Seconds last = from; // start of the piece of date/tz that has no end
  for (Seconds at = from; at < to;) {
    const date::sys_info info = zone.get_info(at);
    take(pieces, count(at), info.offset.count());
    last = at;
    at = info.end;
  }
  const std::string rule = rule_of(zone.name());
  if (rule.find(',') == std::string::npos)
    return pieces;
  const posix_rule::Rule posix(rule);
  const auto first_year =
      static_cast<int>(date::year_month_day{date::floor<date::days>(last)}.year());
  for (int year = first_year; year < 2070; ++year) {
    std::pair<std::int64_t, std::int64_t> changes[] = {
        {posix.summer_from(year), posix.summer_s}, {posix.standard_from(year), posix.standard_s}};
    if (changes[1].first < changes[0].first)
      std::swap(changes[0], changes[1]);
    for (const auto& [at_s, offset_s] : changes)
      if (at_s > count(last) && at_s < count(to))
        take(pieces, at_s, offset_s);
  }
  return pieces;
}

void print_json(int count, char** names) {
  std::puts("{\"amends_zones\":1,\"source\":\"zone data of the machine\",\"zones\":{");
  for (int i = 0; i < count; ++i) {
    std::printf("\"%s\":[", names[i]);
    const char* comma = "";
    for (const auto& [at, offset] : pieces_of(*date::locate_zone(names[i]))) {
      const std::string when = date::format("%FT%TZ", Seconds{std::chrono::seconds{at}});
      std::printf("%s[\"%s\",%lld]", comma, when.c_str(), static_cast<long long>(offset));
      comma = ",";
    }
    std::puts(i + 1 < count ? "]," : "]");
  }
  std::puts("}}");
}

bool print_table() {
  std::map<Pieces, std::size_t> known; // -> place of its first piece
  std::map<std::string, std::pair<std::size_t, std::size_t>> zones;
  std::puts("// Written by make_zone_table.\n#include \"calendar/zone_table.hpp\"\n\n"
            "namespace amends::calendar {\nnamespace {\nconstexpr TablePiece pieces[] = {");
  std::size_t written = 0;
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    const Pieces pieces = pieces_of(zone);
    const auto [place, fresh] = known.try_emplace(pieces, written);
    if (fresh)
      for (const auto& [at, offset] : pieces) {
        std::printf("{%lld,%lld},", static_cast<long long>(at), static_cast<long long>(offset));
        if (++written % 8 == 0)
          std::puts("");
      }
    zones[zone.name()] = {place->second, pieces.size()};
  }
  std::puts("};\nconstexpr TableZone zones[] = {");
  for (const auto& [name, range] : zones)
    std::printf("{\"%s\",%zu,%zu},\n", name.c_str(), range.first, range.second);
  std::puts("};\n} // namespace\n"
            "std::span<const TablePiece> zone_pieces() { return pieces; }\n"
            "std::span<const TableZone> zone_names() { return zones; }\n"
            "} // namespace amends::calendar");
  return !zones.empty();
}

} // namespace

int main(int argc, char** argv) try {
  if (argc > 2 && std::string(argv[1]) == "--json") {
    print_json(argc - 2, argv + 2);
    return 0;
  }
  return print_table() ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "make_zone_table: %s\n", error.what());
  return 1;
}
