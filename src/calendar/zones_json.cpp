// Zone data that a host loads because the compiled table is older than the law.
#include "calendar/fields.hpp"
#include "calendar/holidays.hpp"

#include <array>

namespace amends::calendar {
namespace {

Error bad(std::string message, const std::string& where) {
  return {Code::parse, std::move(message), where};
}

// ["2027-03-14T07:00:00Z", -14400]
Result<ZonePiece> read_piece(const Json& json, const std::string& where) {
  constexpr std::int64_t most_offset_s = 15 * 3600;
  if (!json.is(Json::Kind::array) || json.items.size() != 2 || !json.items[0].is(Json::Kind::text))
    return bad(
        "a change is [instant, seconds ahead of UTC], such as [\"2027-03-14T07:00:00Z\", -14400]",
        where);
  auto at = parse_instant(json.items[0].text);
  if (!at)
    return std::move(at).error().inside(where + "/0");
  if (at->us % 1'000'000 != 0)
    return bad("a change falls on a whole second", where + "/0");
  AMENDS_TRY_ASSIGN(const std::int64_t offset,
                    read_whole(json.items[1], "the offset in seconds", where + "/1"));
  if (offset > most_offset_s || offset < -most_offset_s)
    return bad("an offset from UTC is at most 15 hours, 54000 seconds", where + "/1");
  return ZonePiece{at->us / 1'000'000, static_cast<std::int32_t>(offset)};
}

Result<std::vector<ZonePiece>> read_pieces(const Json& list, const std::string& where) {
  if (!list.is(Json::Kind::array) || list.items.empty())
    return bad("is the zone's list of changes, [[instant, seconds ahead of UTC], ...]", where);
  std::vector<ZonePiece> pieces;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::string here = where + pointer_step(i);
    AMENDS_TRY_ASSIGN(const ZonePiece piece, read_piece(list.items[i], here));
    if (!pieces.empty() && piece.from_s < pieces.back().from_s + least_between_changes_s)
      return bad("changes stand in order of time, at least two days apart", here);
    pieces.push_back(piece);
  }
  return pieces;
}

} // namespace

Result<void> merge_zones(HolidayTables::Data& data, const Json& table, const std::string& where) {
  static constexpr std::array<std::string_view, 3> known{"amends_zones", "source", "zones"};
  AMENDS_CHECK(check_fields(table, known, where));
  const Json* version = table.find("amends_zones");
  if (version == nullptr || !version->is(Json::Kind::number) || version->text != "1")
    return bad("zone data begins with \"amends_zones\": 1", where);
  const Json* zones = table.find("zones");
  if (zones == nullptr || !zones->is(Json::Kind::object))
    return bad("\"zones\" is missing: {\"Europe/Berlin\": [[instant, seconds ahead of UTC], ...]}",
               where);
  for (const auto& [name, list] : zones->members) {
    AMENDS_TRY_ASSIGN(data.zones[name], read_pieces(list, where + "/zones" + pointer_step(name)));
  }
  return {};
}

} // namespace amends::calendar
