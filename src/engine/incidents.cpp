// Incidents are declared, changed and ended. In: a line. Out: one row of the world, which every
// case meets when it is next looked at.
#include "moves.hpp"

#include "base/digest.hpp"

#include "amends/ids.hpp"
#include "amends/lines.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

// What a line asks for, before it is checked against what is known.
struct Asked {
  std::string op;
  IncidentRecord record;
  std::string command;
  Instant at;
  bool dry_run = false;
  std::int64_t limit = 1000; // moves that are listed
};

template <class Line> Result<Asked> take(const Said& said, const Json& request, Line& line) {
  AMENDS_TRY_ASSIGN(line, decode<Line>(request));
  Asked out;
  out.op = line.op;
  out.command = line.id;
  out.dry_run = line.dry_run;
  out.limit = line.limit.value_or(out.limit);
  AMENDS_TRY_ASSIGN(const Party by, party_of(said, request));
  AMENDS_TRY_ASSIGN(out.at, instant_of(said, request));
  line.by = by.text();
  EncodeOptions options; // the same words again are the same line, whenever
  options.skip = "at";
  out.record.cause = {line.id, blake2b_hex(print_json(encode(line, options))), by.text()};
  if (auto ok = check_id(line.id); !ok)
    return std::move(ok).error().inside("/id");
  if (out.limit < 0 || out.limit > 100'000)
    return Error{Code::limit, "0 to 100000 moved deadlines can be listed", "/limit"};
  return out;
}

Result<Asked> read_asked(const Said& said, const Json& request) {
  if (request.find("op")->text == "end_incident") {
    EndIncidentLine line;
    AMENDS_TRY_ASSIGN(Asked out, take(said, request, line));
    out.record.what = "ended";
    out.record.incident.incident = line.incident;
    return out;
  }
  IncidentLine line;
  AMENDS_TRY_ASSIGN(Asked out, take(said, request, line));
  out.record.what = out.op == "declare_incident" ? "opened" : "changed";
  out.record.incident = line;
  return out;
}

// The incident as it stands with the members of `request` in their places.
Result<Incident> changed(const Incident& known, const Json& request) {
  Json merged = encode(known);
  for (const Field& field : type_of<Incident>().fields)
    if (const Json* member = request.find(field.name))
      merged.set(std::string(field.name), *member);
  return decode<Incident>(merged);
}

template <class Names>
Result<void> check_among(const std::vector<std::string>& given, const Names& known,
                         const std::string& what, const std::string& where) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (std::size_t i = 0; i < given.size(); ++i)
    if (std::find(names.begin(), names.end(), given[i]) == names.end())
      return Error{Code::parse,
                   "no policy has the " + what + " " + given[i] + near_names(given[i], names),
                   where + "/" + std::to_string(i)};
  return {};
}

// Words of the policies that cases follow, or will.
struct Known {
  std::set<std::string> clocks, priorities, categories;
};
Result<Known> known_words(Work& work) {
  Known out;
  const auto add = [&](const Policy& policy) {
    for (const auto& [name, target] : policy.targets())
      out.clocks.insert(name);
    out.priorities.insert(policy.priorities().begin(), policy.priorities().end());
    if (const Json* categories = policy.resolved().find("categories"))
      for (const auto& [name, category] : categories->members)
        out.categories.insert(name);
  };
  if (work.engine().setup.policy)
    add(*work.engine().setup.policy);
  AMENDS_TRY_ASSIGN(const auto rows, work.session().scan_policies());
  for (const PolicyRow& row : rows) {
    AMENDS_TRY_ASSIGN(const auto policy, work.engine().policy(work.session(), row.digest));
    add(*policy);
  }
  return out;
}

Result<void> check_hits(const IncidentHits& hits, const Known& known) {
  if (hits == IncidentHits{})
    return Error{Code::parse,
                 "say what it hits (region, category, channel, carrier, seller, warehouse, batch, "
                 "order), or leave hits out for every case",
                 "/hits"};
  std::vector<std::string> categories = hits.category;
  std::set<std::string> words = known.categories;
  for (const std::string& name : known.categories)
    words.insert(name.substr(0, name.find('.')) + ".*");
  return check_among(categories, words, "category", "/hits/category");
}

Result<void> check_effect(const Incident& incident) {
  const bool extends = incident.effect == IncidentEffect::extend;
  if (extends != incident.extend.has_value())
    return Error{Code::parse,
                 extends ? "say by how much clocks are extended: \"extend\": \"2 open d\""
                         : "extend goes with \"effect\": \"extend\"",
                 "/extend"};
  if (!extends)
    return {};
  AMENDS_TRY_ASSIGN(const Span span, parse_span(*incident.extend, "/extend"));
  if (span.counts == Span::Counts::workdays || span.n <= 0)
    return Error{Code::parse, "clocks are extended by hours or days, such as 48h or 2 open d",
                 "/extend"};
  return {};
}

Result<void> check_sense(Work& work, const Incident& incident, Instant at) {
  if (auto ok = check_id(incident.incident); !ok)
    return std::move(ok).error().inside("/incident");
  if (incident.title.empty())
    return Error{Code::parse, "name it: \"title\": {\"zh\": ..., \"en\": ...}", "/title"};
  if (incident.until && *incident.until <= std::max(at, incident.from.value_or(at)))
    return Error{Code::parse, "it would be over before it begins; end_incident ends it now",
                 "/until"};
  AMENDS_CHECK(check_effect(incident));
  AMENDS_TRY_ASSIGN(const Known known, known_words(work));
  if (incident.hits)
    AMENDS_CHECK(check_hits(*incident.hits, known));
  AMENDS_CHECK(check_among(incident.clocks, known.clocks, "clock", "/clocks"));
  if (incident.priority && !known.priorities.contains(*incident.priority))
    return Error{Code::parse, "no policy has the priority " + *incident.priority, "/priority"};
  return {};
}

// Against what was said of the incident before.
Result<void> settle_record(Asked& asked, const World& world, const Json& request) {
  IncidentRecord& record = asked.record;
  const std::string id = record.incident.incident;
  const IncidentRecord* before = world.incident(id);
  if (record.what == "opened") {
    if (before != nullptr)
      return Error{Code::state,
                   before->what == "ended"
                       ? "the incident " + id +
                             " was declared before and is over; choose another id"
                       : "the incident " + id + " is declared already; update_incident changes it",
                   "/incident"};
    if (!record.incident.from)
      record.incident.from = asked.at;
    return {};
  }
  if (before == nullptr)
    return Error{Code::not_found, no_incident(world, id), "/incident"};
  if (before->what == "ended")
    return Error{Code::state, "the incident " + id + " is over", "/incident"};
  if (record.what == "ended") {
    record.incident = before->incident;
    return {};
  }
  AMENDS_TRY_ASSIGN(record.incident, changed(before->incident, request));
  const Instant began = before->incident.from.value_or(asked.at);
  if (record.incident.from != before->incident.from && began <= asked.at)
    return Error{Code::state, "it has begun at " + print_instant(began), "/from"};
  return {};
}

// The row of a line, and the one that every store begins with where there is none yet.
Result<std::vector<WorldRow>> rows_of(Work& work, const Json& request, Asked& asked) {
  AMENDS_TRY_ASSIGN(const World* world, work.world());
  AMENDS_CHECK(check_clock(work.session(), *world, asked.at,
                           "an incident is declared now: `from` "
                           "says when it began; this line"));
  if (!world->steps().empty())
    asked.at = std::max(asked.at, world->steps().back().at);
  AMENDS_CHECK(settle_record(asked, *world, request));
  if (asked.record.what != "ended")
    AMENDS_CHECK(check_sense(work, asked.record.incident, asked.at));
  std::vector<WorldRow> rows;
  if (world->last() == 0)
    rows.push_back(first_row(*world->tables_at(0)));
  const auto seq = world->last() + static_cast<std::int64_t>(rows.size()) + 1;
  rows.push_back(incident_row(seq, asked.at, asked.record));
  return rows;
}

Json answer_of(const std::string& id, const IncidentRecord& record, Instant at) {
  Json out = Json::object();
  out.set("id", Json::string(id));
  out.set("incident", Json::string(record.incident.incident));
  out.set("what", Json::string(record.what));
  out.set("at", Json::string(print_instant(at)));
  return out;
}

} // namespace

std::string no_incident(const World& world, const std::string& id) {
  std::vector<std::string_view> names;
  for (const auto& [name, history] : world.incidents())
    names.push_back(name);
  return "there is no incident " + id + near_names(id, names);
}

bool is_incident_line(const Json& line) {
  const Json* op = line.is(Json::Kind::object) ? line.find("op") : nullptr;
  return op != nullptr && op->is(Json::Kind::text) &&
         (op->text == "declare_incident" || op->text == "update_incident" ||
          op->text == "end_incident");
}

Result<WorldAnswer> say_incident(Work& work, const Said& said, const Json& request) {
  AMENDS_CHECK(check_manages(work.engine(), said, request));
  AMENDS_TRY_ASSIGN(Asked asked, read_asked(said, request));
  if (asked.dry_run)
    return Error{Code::parse, "dry_run is for a line alone, not for a list of commands",
                 "/dry_run"};
  WorldAnswer out{asked.command, asked.record.cause.content, {}};
  AMENDS_TRY_ASSIGN(const World* world, work.world());
  if (const World::Written* before = world->written_by(asked.command)) {
    if (before->content != out.content)
      return Error{Code::duplicate,
                   "the id " + asked.command + " was used before for something else", "/id"};
    const WorldStep* step = world->find(before->seq);
    out.answer = answer_of(asked.command, asked.record, step->at);
    out.answer.set("world", Json::number(before->seq));
    return out;
  }
  AMENDS_TRY_ASSIGN(const auto receipt, work.session().load_receipt(asked.command));
  if (receipt)
    return Error{Code::duplicate, "the id " + asked.command + " was used before for something else",
                 "/id"};
  AMENDS_TRY_ASSIGN(const auto rows, rows_of(work, request, asked));
  for (const WorldRow& row : rows)
    AMENDS_CHECK(work.add_world(row));
  out.answer = answer_of(asked.command, asked.record, asked.at);
  out.answer.set("world", Json::number(rows.back().seq));
  return out;
}

Result<std::optional<Json>> preview_incident(Engine::State& engine, const Said& said,
                                             const Json& request) {
  const Json* dry = request.find("dry_run");
  if (dry == nullptr || !dry->is(Json::Kind::boolean) || !dry->flag)
    return std::optional<Json>();
  AMENDS_CHECK(check_manages(engine, said, request));
  AMENDS_TRY_ASSIGN(Asked asked, read_asked(said, request));
  AMENDS_TRY_ASSIGN(const auto session,
                    engine.setup.store->begin(engine.setup.tenant, SessionMode::read));
  Work work(engine, *session);
  AMENDS_TRY_ASSIGN(const auto rows, rows_of(work, request, asked));
  AMENDS_TRY_ASSIGN(Moves moves, moves_of(engine, *session, rows, asked.limit));
  Json out = answer_of(asked.command, asked.record, asked.at);
  out.set("dry_run", Json::boolean(true));
  std::move(moves).put_into(out);
  return std::optional(std::move(out));
}

} // namespace amends::engine
