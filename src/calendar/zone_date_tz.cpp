#include "calendar/zone.hpp"

#include "amends/ids.hpp"

#include <date/tz.h>

#include <stdexcept>

namespace amends::calendar {
namespace {

Error unknown_zone(const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& zone : date::get_tzdb().zones)
    names.push_back(zone.name());
  std::string message = "there is no time zone \"" + name + "\"";
  const auto near = nearest_names(name, names, 1);
  message += near.empty() ? "; write an IANA name such as Asia/Shanghai"
                          : "; did you mean " + std::string(near.front()) + "?";
  return {Code::not_found, std::move(message), ""};
}

} // namespace

Result<Zone> load_zone(const std::string& name, std::int64_t from_s, std::int64_t to_s) {
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return unknown_zone(name);
  }
  std::vector<ZonePiece> pieces;
  for (std::int64_t at = from_s; at < to_s;) {
    const auto info = zone->get_info(date::sys_seconds{std::chrono::seconds{at}});
    const auto offset = static_cast<std::int32_t>(info.offset.count());
    if (pieces.empty() || pieces.back().offset_s != offset)
      pieces.push_back({at, offset});
    at = info.end.time_since_epoch().count();
  }
  return Zone(name, std::move(pieces));
}

} // namespace amends::calendar
