#include "calendar/zone.hpp"

#include "amends/ids.hpp"
#include "calendar/zone_table.hpp"

#include <algorithm>

namespace amends::calendar {

std::int32_t Zone::offset_s(std::int64_t utc_s) const {
  const auto after = std::ranges::upper_bound(pieces_, utc_s, {}, &ZonePiece::from_s);
  return after == pieces_.begin() ? pieces_.front().offset_s : std::prev(after)->offset_s;
}

// The first instant at which the local clock shows `local_s` or later: in the first piece whose
// end, read on its own clock, lies behind it. In a gap that is the start of the piece after the
// gap.
std::int64_t Zone::opening(std::int64_t local_s, Walk& walk) const {
  std::size_t& i = walk.opening;
  while (i + 1 < pieces_.size() && pieces_[i + 1].from_s + pieces_[i].offset_s <= local_s)
    ++i;
  const std::int64_t utc = local_s - pieces_[i].offset_s;
  return i == 0 ? utc : std::max(utc, pieces_[i].from_s);
}

// In the last piece whose start, read on its own clock, is not behind `local_s`.
std::int64_t Zone::closing(std::int64_t local_s, Walk& walk) const {
  std::size_t& i = walk.closing;
  while (i + 1 < pieces_.size() && pieces_[i + 1].from_s + pieces_[i + 1].offset_s <= local_s)
    ++i;
  const std::int64_t utc = local_s - pieces_[i].offset_s;
  return i + 1 == pieces_.size() ? utc : std::min(utc, pieces_[i + 1].from_s);
}

namespace {

Error unknown(const std::string& name) {
  std::vector<std::string_view> names;
  for (const TableZone& known : zone_names())
    names.push_back(known.name);
  const auto near = nearest_names(name, names, 1);
  return {Code::not_found,
          "there is no time zone \"" + name + "\"; " +
              (near.empty() ? "write an IANA name such as Asia/Shanghai"
                            : "did you mean " + std::string(near.front()) + "?"),
          ""};
}

} // namespace

Result<Zone> load_zone(const std::string& name, std::int64_t from_s, std::int64_t to_s,
                       const NewerZones& newer) {
  std::vector<ZonePiece> all;
  const auto zones = zone_names();
  const auto zone = std::ranges::lower_bound(zones, std::string_view(name), {}, &TableZone::name);
  if (zone != zones.end() && zone->name == name)
    for (const TablePiece& piece : zone_pieces().subspan(zone->first, zone->count))
      all.push_back({std::int64_t{piece.from_s}, piece.offset_s});
  if (const auto known = newer.find(name); known != newer.end()) {
    const std::int64_t kept_to_s = known->second.front().from_s - least_between_changes_s;
    std::erase_if(all, [&](const ZonePiece& piece) { return piece.from_s > kept_to_s; });
    all.insert(all.end(), known->second.begin(), known->second.end());
  }
  if (all.empty())
    return unknown(name);
  std::vector<ZonePiece> pieces;
  for (const ZonePiece& piece : all) {
    if (piece.from_s >= to_s && !pieces.empty())
      break;
    if (piece.from_s <= from_s)
      pieces.clear(); // only the last piece before `from_s` matters
    pieces.push_back(piece);
  }
  pieces.front().from_s = from_s;
  return Zone(name, std::move(pieces));
}

} // namespace amends::calendar
