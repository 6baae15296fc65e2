#include "world.hpp"

#include "base/digest.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

constexpr JsonLimits body_limits{.bytes = 64U << 20U, .depth = 32};

Error broken(const WorldRow& row, const std::string& how) {
  return {Code::corrupt, "world record " + std::to_string(row.seq) + ": " + how, ""};
}

// A row's body, which is the one that its digest names.
template <class Record> Result<Record> record_of(const WorldRow& row) {
  if (blake2b_hex(row.body) != row.digest)
    return broken(row, "its body is not the one its digest names");
  const auto body = parse_json(row.body, body_limits);
  auto record = body ? decode<Record>(*body) : Result<Record>(body.error());
  if (!record)
    return broken(row, record.error().message);
  return record;
}

template <class Record>
WorldRow row_of(std::int64_t seq, Instant at, std::string_view kind, const Record& record) {
  EncodeOptions options;
  options.style = Style::record;
  std::string body = print_json(encode(record, options));
  std::string digest = blake2b_hex(body);
  return {seq, at, std::string(kind), std::move(digest), std::move(body)};
}

} // namespace

Result<void> World::add(const WorldRow& row) {
  if (row.seq != last() + 1)
    return broken(row, "it stands where " + std::to_string(last() + 1) + " must follow");
  if (!steps_.empty() && row.at < steps_.back().at)
    return broken(row, "it lies before the one it follows");
  WorldStep step{row.seq, row.at, row.kind, row.digest, tables_at(last()), incidents_at(last())};
  if (row.kind == world_calendar)
    AMENDS_CHECK(add_tables(row, step));
  if (row.kind == world_incident)
    AMENDS_CHECK(add_incident(row, step));
  if (row.kind == world_policy)
    AMENDS_CHECK(add_policy(row));
  steps_.push_back(std::move(step));
  return {};
}

Result<void> World::add_tables(const WorldRow& row, WorldStep& step) const {
  if (row.digest == step.tables->digest())
    return {};
  const auto body = parse_json(row.body, body_limits);
  if (!body)
    return broken(row, body.error().message);
  // The first row holds everything there is.
  auto revised = row.seq == 1 ? HolidayTables::none()->with(*body) : step.tables->with(*body);
  if (!revised)
    return broken(row, revised.error().message);
  if ((*revised)->digest() != row.digest)
    return broken(row, "its tables are not the ones its digest names");
  step.tables = std::move(*revised);
  return {};
}

Result<void> World::add_policy(const WorldRow& row) {
  AMENDS_TRY_ASSIGN(PolicyRecord record, record_of<PolicyRecord>(row));
  policy_ = {row.seq, std::move(record)};
  return {};
}

Result<void> World::add_incident(const WorldRow& row, WorldStep& step) {
  AMENDS_TRY_ASSIGN(IncidentRecord record, record_of<IncidentRecord>(row));
  std::vector<Incident> open;
  if (step.incidents)
    open = *step.incidents;
  const auto known = std::find_if(open.begin(), open.end(), [&](const Incident& one) {
    return one.incident == record.incident.incident;
  });
  if (record.what == "ended" && known != open.end())
    open.erase(known);
  else if (record.what != "ended" && known != open.end())
    *known = record.incident;
  else if (record.what != "ended")
    open.push_back(record.incident);
  step.incidents = std::make_shared<const std::vector<Incident>>(std::move(open));
  written_.emplace(record.cause.command, Written{row.seq, record.cause.content});
  IncidentHistory& history = incidents_[record.incident.incident];
  if (history.declared == 0) {
    history.declared = row.seq;
    history.declared_at = row.at;
    history.declared_by = record.cause.by;
  }
  if (record.what == "ended")
    history.ended_at = row.at;
  history.latest = std::move(record);
  return {};
}

std::int64_t World::last_by(Instant t) const {
  const auto behind = std::upper_bound(steps_.begin(), steps_.end(), t,
                                       [](Instant at, const WorldStep& s) { return at < s.at; });
  for (auto step = behind; step != steps_.begin(); --step)
    if (std::prev(step)->kind != world_policy)
      return std::prev(step)->seq;
  return 0;
}

const WorldStep* World::find(std::int64_t seq) const {
  const auto index = static_cast<std::size_t>(seq) - 1;
  return seq < 1 || index >= steps_.size() ? nullptr : &steps_[index];
}

const WorldStep* World::next(std::int64_t seq, Instant t) const {
  const WorldStep* step = find(seq + 1);
  while (step != nullptr && step->kind == world_policy)
    step = find(step->seq + 1);
  return step == nullptr || step->at > t ? nullptr : step;
}

const std::shared_ptr<const HolidayTables>& World::tables_at(std::int64_t seq) const {
  const WorldStep* step = find(std::min(seq, last()));
  return step == nullptr ? before_ : step->tables;
}

const Incidents& World::incidents_at(std::int64_t seq) const {
  static const Incidents none;
  const WorldStep* step = find(std::min(seq, last()));
  return step == nullptr ? none : step->incidents;
}

const IncidentRecord* World::incident(const std::string& id) const {
  const auto found = incidents_.find(id);
  return found == incidents_.end() ? nullptr : &found->second.latest;
}

const World::Written* World::written_by(const std::string& command) const {
  const auto found = written_.find(command);
  return found == written_.end() ? nullptr : &found->second;
}

WorldRow calendar_row(std::int64_t seq, Instant at, const HolidayTables& tables, const Json& body) {
  return {seq, at, std::string(world_calendar), tables.digest(), print_json(body)};
}

WorldRow first_row(const HolidayTables& tables) {
  return calendar_row(1, Instant{}, tables, tables.json());
}

WorldRow policy_row(std::int64_t seq, Instant at, const PolicyRecord& record) {
  return row_of(seq, at, world_policy, record);
}

WorldRow incident_row(std::int64_t seq, Instant at, const IncidentRecord& record) {
  return row_of(seq, at, world_incident, record);
}

} // namespace amends::engine
