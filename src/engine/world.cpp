#include "world.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

Error broken(const WorldRow& row, const std::string& how) {
  return {Code::corrupt, "world record " + std::to_string(row.seq) + ": " + how, ""};
}

} // namespace

Result<void> World::add(const WorldRow& row) {
  if (row.seq != last() + 1)
    return broken(row, "it stands where " + std::to_string(last() + 1) + " must follow");
  if (!steps_.empty() && row.at < steps_.back().at)
    return broken(row, "it lies before the one it follows");
  std::shared_ptr<const HolidayTables> tables = tables_at(last());
  if (row.kind == world_calendar && row.digest != tables->digest()) {
    const auto body = parse_json(row.body, {.bytes = 64U << 20U, .depth = 32});
    if (!body)
      return broken(row, body.error().message);
    // The first row holds everything there is.
    auto revised = row.seq == 1 ? HolidayTables::none()->with(*body) : tables->with(*body);
    if (!revised)
      return broken(row, revised.error().message);
    if ((*revised)->digest() != row.digest)
      return broken(row, "its tables are not the ones its digest names");
    tables = std::move(*revised);
  }
  steps_.push_back({row.seq, row.at, row.kind, row.digest, std::move(tables)});
  return {};
}

std::int64_t World::last_by(Instant t) const {
  const auto behind = std::upper_bound(steps_.begin(), steps_.end(), t,
                                       [](Instant at, const WorldStep& s) { return at < s.at; });
  return behind == steps_.begin() ? 0 : std::prev(behind)->seq;
}

const WorldStep* World::find(std::int64_t seq) const {
  const auto index = static_cast<std::size_t>(seq) - 1;
  return seq < 1 || index >= steps_.size() ? nullptr : &steps_[index];
}

const WorldStep* World::next(std::int64_t seq, Instant t) const {
  const WorldStep* step = find(seq + 1);
  return step == nullptr || step->at > t ? nullptr : step;
}

const std::shared_ptr<const HolidayTables>& World::tables_at(std::int64_t seq) const {
  const WorldStep* step = find(std::min(seq, last()));
  return step == nullptr ? before_ : step->tables;
}

WorldRow calendar_row(std::int64_t seq, Instant at, const HolidayTables& tables, const Json& body) {
  return {seq, at, std::string(world_calendar), tables.digest(), print_json(body)};
}

WorldRow first_row(const HolidayTables& tables) {
  return calendar_row(1, Instant{}, tables, tables.json());
}

} // namespace amends::engine
