// Incidents, newest first, and the orders of the cases that one has hit.
#include "query.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

Json text(const std::string& value) { return Json::string(value); }
Json text(const std::optional<std::string>& value) { return value ? Json::string(*value) : Json(); }
Json text(const std::optional<Instant>& at) {
  return at ? Json::string(print_instant(*at)) : Json();
}

// When it is over as far as is known: as it was declared, or earlier if somebody ended it.
std::optional<Instant> over_at(const IncidentHistory& history) {
  const auto& until = history.latest.incident.until;
  return until && history.ended_at ? std::min(*until, *history.ended_at)
         : until                   ? until
                                   : history.ended_at;
}

IncidentState state_at(const IncidentHistory& history, Instant t) {
  const Incident& incident = history.latest.incident;
  if (history.ended_at || (incident.until && *incident.until < t))
    return IncidentState::over;
  return incident.from && *incident.from > t ? IncidentState::ahead : IncidentState::in_force;
}

// Lists that say nothing are left out; null: every case.
Json hits_json(const std::optional<IncidentHits>& hits) {
  if (!hits)
    return {};
  Json out = encode(*hits);
  std::erase_if(out.members, [](const auto& member) { return member.second.items.empty(); });
  return out;
}

CaseFilter hit_by(const std::string& incident) {
  CaseFilter filter;
  filter.lookups = {{"incident", incident, ""}};
  return filter;
}

Result<std::int64_t> count(Work& work, const CaseFilter& filter) {
  AMENDS_TRY_ASSIGN(const auto counts, work.session().count_cases(filter, "kind"));
  std::int64_t all = 0;
  for (const auto& [kind, n] : counts)
    all += n;
  return all;
}

Result<Json> incident_json(Work& work, const IncidentHistory& history, Instant now) {
  const Incident& incident = history.latest.incident;
  CaseFilter open = hit_by(incident.incident);
  open.open = true;
  AMENDS_TRY_ASSIGN(const std::int64_t open_cases, count(work, open));
  Json clocks = Json::array();
  for (const std::string& clock : incident.clocks)
    clocks.items.push_back(text(clock));
  Json row = Json::object();
  row.set("incident", text(incident.incident));
  row.set("nature", text(incident.nature));
  row.set("title", words_json({incident.title.begin(), incident.title.end()}));
  row.set("state", encode(state_at(history, now)));
  row.set("declared_at", text(std::optional(history.declared_at)));
  row.set("by", text(history.declared_by));
  row.set("from", text(incident.from));
  row.set("until", text(over_at(history)));
  row.set("effect", encode(incident.effect.value_or(IncidentEffect::none)));
  row.set("extend", text(incident.extend));
  row.set("clocks", std::move(clocks));
  row.set("hits", hits_json(incident.hits));
  row.set("priority", text(incident.priority));
  row.set("open_cases", Json::number(open_cases));
  return row;
}

struct Wanted {
  std::vector<std::string> incident, nature, state;
};

Result<Wanted> wanted_by(Work& work, const Query& query) {
  AMENDS_CHECK(check_where(query, {"incident", "nature", "state"}));
  AMENDS_CHECK(check_words(work, query));
  Wanted out;
  AMENDS_TRY_ASSIGN(out.incident, texts_in(query, "incident"));
  AMENDS_TRY_ASSIGN(out.nature, texts_in(query, "nature"));
  AMENDS_TRY_ASSIGN(out.state, texts_in(query, "state"));
  static constexpr std::string_view states[] = {"ahead", "in_force", "over"};
  for (const std::string& state : out.state)
    if (std::find(std::begin(states), std::end(states), state) == std::end(states))
      return Error{Code::parse,
                   "an incident is ahead, in_force or over" + near_names(state, states),
                   "/where/state"};
  return out;
}

bool among(const std::vector<std::string>& words, const std::string& word) {
  return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

// Behind the incident that the page before ended with; all of them without a cursor.
Result<std::vector<const IncidentHistory*>> newest_first(const World& world,
                                                         const std::string& after) {
  std::int64_t before = world.last() + 1;
  if (!after.empty()) {
    const auto last = world.incidents().find(after);
    if (last == world.incidents().end())
      return Error{Code::arg, "this is no cursor of a list of incidents", "/after"};
    before = last->second.declared;
  }
  std::vector<const IncidentHistory*> out;
  for (const auto& [id, history] : world.incidents())
    if (history.declared < before)
      out.push_back(&history);
  std::sort(out.begin(), out.end(), [](const IncidentHistory* a, const IncidentHistory* b) {
    return a->declared > b->declared;
  });
  return out;
}

// Open cases that have not met the last record of the world, so that no incident counts them yet.
Result<std::int64_t> cases_behind(Work& work, const World& world, Instant now) {
  CaseFilter behind;
  behind.open = true;
  behind.world_before = world.last_by(now);
  return *behind.world_before == 0 ? Result<std::int64_t>(0) : count(work, behind);
}

// Every case of the order that the incident has hit, by id.
Result<std::vector<CaseRow>> hit_cases_of(Work& work, const std::string& incident,
                                          const std::string& order) {
  CaseFilter filter;
  filter.order_id = {order};
  std::vector<CaseRow> out;
  std::string after;
  do {
    AMENDS_TRY_ASSIGN(CasePage page, work.session().find_cases(filter, CaseSort::id, 100, after));
    for (CaseRow& row : page.rows) {
      AMENDS_TRY_ASSIGN(const bool hit,
                        work.session().has_lookup({"incident", incident, row.case_id}));
      if (hit)
        out.push_back(std::move(row));
    }
    after = page.next;
  } while (!after.empty());
  return out;
}

Json order_json(const std::vector<CaseRow>& cases) {
  Json ids = Json::array();
  for (const CaseRow& row : cases)
    ids.items.push_back(text(row.case_id));
  const auto open =
      std::count_if(cases.begin(), cases.end(), [](const CaseRow& row) { return row.open; });
  Json out = Json::object();
  out.set("order", text(cases.front().order_id));
  out.set("customer", text(cases.front().customer_id));
  out.set("case_ids", std::move(ids));
  out.set("open_cases", Json::number(open));
  return out;
}

} // namespace

Result<Json> query_incidents(Work& work, const Query& query) {
  AMENDS_TRY_ASSIGN(const Wanted wanted, wanted_by(work, query));
  AMENDS_TRY_ASSIGN(const World* world, work.world());
  AMENDS_TRY_ASSIGN(const auto incidents, newest_first(*world, query.after));
  std::vector<Json> rows;
  std::string next;
  for (const IncidentHistory* history : incidents) {
    const Incident& incident = history->latest.incident;
    if (!among(wanted.incident, incident.incident) ||
        !among(wanted.nature, incident.nature.value_or("")) ||
        !among(wanted.state, encode(state_at(*history, query.at)).text))
      continue;
    if (rows.size() == query.limit) {
      next = rows.back().find("incident")->text;
      break;
    }
    AMENDS_TRY_ASSIGN(Json row, incident_json(work, *history, query.at));
    rows.push_back(std::move(row));
  }
  AMENDS_TRY_ASSIGN(const std::int64_t behind, cases_behind(work, *world, query.at));
  Json out = page_json(std::move(rows), next);
  out.set("behind", Json::number(behind));
  return out;
}

Result<Json> query_affected_orders(Work& work, const Query& query) {
  AMENDS_CHECK(check_where(query, {"incident"}));
  AMENDS_CHECK(check_words(work, query));
  AMENDS_TRY_ASSIGN(const auto incident, texts_in(query, "incident"));
  if (incident.size() != 1)
    return Error{Code::parse, "name one incident", "/where/incident"};
  AMENDS_TRY_ASSIGN(
      const CasePage page,
      work.session().find_cases(hit_by(incident.front()), CaseSort::id, query.limit, query.after));
  // An order stands where the first of its cases does, so that no page repeats it.
  std::vector<Json> rows;
  for (const CaseRow& row : page.rows) {
    if (row.order_id.empty())
      continue;
    AMENDS_TRY_ASSIGN(const auto cases, hit_cases_of(work, incident.front(), row.order_id));
    if (!cases.empty() && cases.front().case_id == row.case_id)
      rows.push_back(order_json(cases));
  }
  return page_json(std::move(rows), page.next);
}

} // namespace amends::engine
