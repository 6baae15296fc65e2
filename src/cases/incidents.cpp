// Incidents as they reach one case: whether they hit it, and what they do to its clocks and its
// urgency while they last.
#include "step.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

using Names = std::vector<std::string>;

bool among(const Names& words, const std::optional<std::string>& value) {
  return value && std::find(words.begin(), words.end(), *value) != words.end();
}

// "CN" is all of China, "CN-GD" one province of it.
bool lies_in(const Names& regions, const Facts& facts) {
  const auto found = facts.find("region");
  const std::string* region = found == facts.end() ? nullptr : found->second.get<std::string>();
  return region != nullptr &&
         std::any_of(regions.begin(), regions.end(), [&](const std::string& one) {
           return *region == one || region->starts_with(one + "-");
         });
}

bool is_labelled(const Names& categories, const Case& state) {
  return std::any_of(categories.begin(), categories.end(), [&](const std::string& wanted) {
    const bool family = wanted.ends_with(".*");
    return std::any_of(state.labels.begin(), state.labels.end(), [&](const Label& label) {
      return family
                 ? label.category.starts_with(std::string_view(wanted).substr(0, wanted.size() - 1))
                 : label.category == wanted;
    });
  });
}

bool concerns_line(const Case& state, const std::string& line) {
  const auto names_lines = [](const About& about) { return about.line.has_value(); };
  if (std::none_of(state.about.begin(), state.about.end(), names_lines))
    return true;
  return std::any_of(state.about.begin(), state.about.end(),
                     [&](const About& about) { return about.line == line; });
}

bool concerns_delivery(const Case& state, const Delivery& delivery) {
  const auto names_parcels = [](const About& about) { return about.delivery.has_value(); };
  if (std::any_of(state.about.begin(), state.about.end(), names_parcels))
    return std::any_of(state.about.begin(), state.about.end(),
                       [&](const About& about) { return about.delivery == delivery.id; });
  return delivery.lines.empty() ||
         std::any_of(delivery.lines.begin(), delivery.lines.end(),
                     [&](const std::string& line) { return concerns_line(state, line); });
}

bool has_line(const Case& state, const Names& words,
              std::optional<std::string> OrderLine::*member) {
  return state.order && std::any_of(state.order->lines.begin(), state.order->lines.end(),
                                    [&](const OrderLine& line) {
                                      return concerns_line(state, line.id) &&
                                             among(words, line.*member);
                                    });
}

bool has_carrier(const Case& state, const Names& carriers) {
  return state.order && std::any_of(state.order->deliveries.begin(), state.order->deliveries.end(),
                                    [&](const Delivery& delivery) {
                                      return concerns_delivery(state, delivery) &&
                                             among(carriers, delivery.carrier);
                                    });
}

bool hits(const Incident& incident, const Case& state) {
  if (!incident.hits)
    return true;
  const IncidentHits& h = *incident.hits;
  const auto order = state.order ? std::optional(state.order->id) : std::nullopt;
  return (h.region.empty() || lies_in(h.region, clock_facts(state))) &&
         (h.category.empty() || is_labelled(h.category, state)) &&
         (h.channel.empty() || among(h.channel, state.channel)) &&
         (h.carrier.empty() || has_carrier(state, h.carrier)) &&
         (h.seller.empty() || has_line(state, h.seller, &OrderLine::seller)) &&
         (h.warehouse.empty() || has_line(state, h.warehouse, &OrderLine::warehouse)) &&
         (h.batch.empty() || has_line(state, h.batch, &OrderLine::batch)) &&
         (h.order.empty() || among(h.order, order));
}

std::string reason_of(const Incident& incident) {
  return std::string(incident_reason) + incident.incident;
}

bool may_move(const Incident& incident, const Policy& policy, const ClockRow& clock) {
  return !is_promise(policy, clock) &&
         (incident.clocks.empty() || std::find(incident.clocks.begin(), incident.clocks.end(),
                                               clock.target) != incident.clocks.end());
}

Result<void> move_clock(Step& step, const Incident& incident, const Target& target,
                        const ClockRow& clock) {
  const ClockRelief why{reason_of(incident), incident.title, {}, {}, {}};
  if (incident.effect == IncidentEffect::pause) {
    AMENDS_TRY_ASSIGN(ClockRow halted,
                      target.suspend(clock, why, incident.from.value_or(step.at()), step.at()));
    if (halted != clock)
      step.emit(events::ClockPaused{{}, std::move(halted)});
  } else if (incident.effect == IncidentEffect::extend && incident.extend) {
    AMENDS_TRY_ASSIGN(const Span by, parse_span(*incident.extend));
    AMENDS_TRY_ASSIGN(ClockRow longer,
                      target.extend(clock, why, by, std::max(step.at(), clock.since)));
    if (longer != clock)
      step.emit(events::ClockRetargeted{{}, std::move(longer)});
  }
  return {};
}

// The case is at least as urgent as the incident says; what a person decided stands.
Result<void> raise_priority(Step& step, const Incident& incident) {
  const auto& order = step.policy().priorities();
  const auto rank = [&](const std::string& word) {
    return std::find(order.begin(), order.end(), word) - order.begin();
  };
  const Case& state = step.now();
  if (!incident.priority || state.by_person || rank(*incident.priority) >= rank(state.priority))
    return {};
  events::Classified event;
  event.labels = state.labels;
  event.terms = state.terms;
  event.severity = state.severity;
  event.priority = *incident.priority;
  event.abstained = state.abstained;
  step.emit(std::move(event));
  return clocks_retarget(step);
}

// Also clocks that have started since.
Result<void> hold_on(Step& step, const Incident& incident) {
  AMENDS_CHECK(raise_priority(step, incident));
  const std::vector<ClockRow> clocks = step.now().clocks; // every event changes the case's own
  for (const ClockRow& clock : clocks) {
    const Target* target = target_of(step.policy(), clock);
    if (is_live(clock) && target != nullptr && may_move(incident, step.policy(), clock))
      AMENDS_CHECK(move_clock(step, incident, *target, clock));
  }
  return {};
}

void say(Step& step, CaseIncident incident) {
  step.emit(events::CampaignProgressed{{}, std::move(incident)});
}

// Customers hear of it where the incident has words for them.
Result<void> tell(Step& step, const CaseIncident& incident, std::string_view word) {
  if (incident.notice.empty())
    return {};
  step.speak_of(incident);
  AMENDS_CHECK(notices_hear(step, word));
  step.speak_of({});
  return {};
}

Result<void> begin(Step& step, CaseIncident incident) {
  incident.state = IncidentState::in_force;
  say(step, incident);
  AMENDS_CHECK(hold_on(step, incident));
  return tell(step, incident, "declare_incident");
}

Result<void> finish(Step& step, CaseIncident incident, IncidentState as) {
  const bool was_in_force = incident.state == IncidentState::in_force;
  incident.state = as;
  say(step, incident);
  if (!was_in_force)
    return {};
  AMENDS_CHECK(clocks_resume(step, reason_of(incident), step.at()));
  return tell(step, incident, "end_incident");
}

bool has_passed(const Incident& incident, Instant t) {
  return incident.until && *incident.until < t;
}
bool lies_ahead(const Incident& incident, Instant t) { return incident.from && *incident.from > t; }
bool is_alive(const CaseIncident& incident) {
  return incident.state == IncidentState::ahead || incident.state == IncidentState::in_force;
}

const CaseIncident* known_as(const Case& state, const std::string& id) {
  const auto found = std::find_if(state.incidents.begin(), state.incidents.end(),
                                  [&](const CaseIncident& one) { return one.incident == id; });
  return found == state.incidents.end() ? nullptr : &*found;
}

// What was declared last counts; where that changes nothing, nothing is said.
Result<void> take_news(Step& step, CaseIncident row, const Incident& news) {
  const bool changed = static_cast<const Incident&>(row) != news;
  if (changed && row.effect != news.effect && row.state == IncidentState::in_force)
    AMENDS_CHECK(clocks_resume(step, reason_of(row), step.at()));
  static_cast<Incident&>(row) = news;
  if (has_passed(row, step.at()))
    return finish(step, std::move(row), IncidentState::over);
  if (row.state == IncidentState::ahead && !lies_ahead(row, step.at()))
    return begin(step, std::move(row));
  if (changed) {
    say(step, row);
    if (row.state == IncidentState::in_force)
      AMENDS_CHECK(tell(step, row, "update_incident"));
  }
  return row.state == IncidentState::in_force ? hold_on(step, row) : Result<void>();
}

Result<void> follow_one(Step& step, const Incident& news) {
  const CaseIncident* known = known_as(step.now(), news.incident);
  const bool here = hits(news, step.now());
  if (known != nullptr && is_alive(*known)) {
    return here ? take_news(step, *known, news) : finish(step, *known, IncidentState::lifted);
  }
  if (!here || (news.until && *news.until <= step.at()))
    return {};
  CaseIncident row;
  static_cast<Incident&>(row) = news;
  row.hit_at = step.at();
  if (!lies_ahead(news, step.at()))
    return begin(step, std::move(row));
  say(step, std::move(row));
  return {};
}

} // namespace

Result<void> incidents_follow(Step& step) {
  static const std::vector<Incident> none;
  const auto& declared = step.context().incidents ? *step.context().incidents : none;
  if (step.now().ended || (declared.empty() && step.now().incidents.empty()))
    return {};
  for (const Incident& news : declared)
    AMENDS_CHECK(follow_one(step, news));
  const std::vector<CaseIncident> rows = step.now().incidents;
  for (const CaseIncident& row : rows) {
    const bool open = std::any_of(declared.begin(), declared.end(), [&](const Incident& one) {
      return one.incident == row.incident;
    });
    if (!open && is_alive(row))
      AMENDS_CHECK(finish(step, row, IncidentState::over));
  }
  return {};
}

std::optional<Instant> next_turn(const CaseIncident& incident) {
  switch (incident.state) {
  case IncidentState::ahead: return incident.from;
  case IncidentState::in_force: return incident.until;
  case IncidentState::over:
  case IncidentState::lifted: break;
  }
  return std::nullopt;
}

Result<void> incident_turns(Step& step, std::size_t index) {
  const CaseIncident row = step.now().incidents.at(index);
  return row.state == IncidentState::ahead ? begin(step, row)
                                           : finish(step, row, IncidentState::over);
}

const CaseIncident* incident_of(const Case& state) {
  const auto counts = [](const CaseIncident& one) {
    return one.state == IncidentState::in_force || one.state == IncidentState::over;
  };
  const auto found = std::find_if(state.incidents.rbegin(), state.incidents.rend(), counts);
  return found == state.incidents.rend() ? nullptr : &*found;
}

bool draft_is_behind(const Case& state) {
  return !state.ended &&
         std::any_of(state.incidents.begin(), state.incidents.end(), [](const CaseIncident& one) {
           return !one.in_draft && one.state != IncidentState::ahead;
         });
}

} // namespace amends::cases

namespace amends {

std::vector<std::string>
incident_scopes(const std::shared_ptr<const std::vector<Incident>>& incidents, const Order& order) {
  std::vector<std::string> out;
  if (incidents)
    for (const Incident& incident : *incidents)
      out.push_back(incident_scope(incident.incident, order.id));
  return out;
}

} // namespace amends
