#include "step.hpp"

#include <algorithm>

namespace amends {
namespace {

template <class Row> void put(std::vector<Row>& rows, const Row& row) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.id == row.id; });
  if (found == rows.end())
    rows.push_back(row);
  else
    *found = row;
}

void take_facts(std::map<std::string, Json>& facts, const std::map<std::string, Json>& given) {
  for (const auto& [name, value] : given) {
    if (value.is_null())
      facts.erase(name);
    else
      facts[name] = value;
  }
}

// Every plan in state `from` is `to` from now on.
void turn(Case& state, PlanState from, PlanState to) {
  for (Plan& plan : state.plans)
    if (plan.state == from)
      plan.state = to;
}

Plan* plan_of(Case& state, std::string_view id) {
  const auto found = std::find_if(state.plans.begin(), state.plans.end(),
                                  [&](const Plan& plan) { return plan.id == id; });
  return found == state.plans.end() ? nullptr : &*found;
}

// An accepted plan is executed once all it gives is final and some of it was given; it is withdrawn
// when all of it was revoked.
void close_accepted(Case& state, const std::optional<std::string>& id) {
  Plan* plan = id ? plan_of(state, *id) : nullptr;
  if (plan == nullptr || plan->state != PlanState::accepted)
    return;
  bool open = false, given = false, all_revoked = true;
  for (const CaseAction& action : state.actions) {
    if (action.plan != id)
      continue;
    open = open || action.state == ActionState::raised;
    given = given || action.state == ActionState::done;
    all_revoked = all_revoked && action.state == ActionState::cancelled;
  }
  if (all_revoked)
    plan->state = PlanState::withdrawn;
  else if (!open && given)
    plan->state = PlanState::executed;
}

CaseAction* action_of(Case& state, std::string_view id) {
  const auto found = std::find_if(state.actions.begin(), state.actions.end(),
                                  [&](const CaseAction& action) { return action.id == id; });
  return found == state.actions.end() ? nullptr : &*found;
}

// One overload an event; none can fail, whatever the record holds.
struct Apply {
  Case& state;
  Instant at;

  void operator()(const events::Opened& e) const {
    state.number = e.number;
    state.number_text = e.number_text;
    state.policy = e.policy;
    state.kind = e.kind;
    state.channel = e.channel;
    state.opened_at = at;
    state.happened_at = e.happened_at;
    state.customer = e.customer;
    state.order = e.order;
    state.about = e.about;
    state.wish = e.wish;
    state.complaints_90d = e.complaints_90d;
    state.world = e.world;
    state.x = e.x;
  }
  void operator()(const events::Assessed& e) const {
    state.draft = e.plan;
    for (CaseIncident& incident : state.incidents)
      incident.in_draft = true;
  }
  void operator()(const events::MessageAdded& e) const { put(state.messages, e.message); }
  void operator()(const events::EvidenceAdded& e) const {
    for (const EvidenceRow& row : e.evidence)
      put(state.evidence, row);
  }
  void operator()(const events::FactsAmended& e) const {
    take_facts(state.facts, e.facts);
    if (e.order)
      state.order = e.order;
    if (!e.about.empty())
      state.about = e.about;
  }
  void operator()(const events::Noted&) const {}
  void operator()(const events::Classified& e) const {
    state.labels = e.labels;
    state.terms = e.terms;
    state.overruled = e.overruled;
    state.repeat_contacts = e.repeat_contacts.value_or(RepeatContacts{});
    state.severity = e.severity;
    state.priority = e.priority;
    state.abstained = e.abstained;
    state.by_person = e.by.has_value() && *e.by != "host";
  }
  void operator()(const events::Assigned& e) const {
    state.owner = e.owner;
    if (e.team)
      state.team = e.team;
  }
  void operator()(const events::StageEntered& e) const {
    // We waited for the customer's answer, and it did not come.
    if (e.because == "after" && e.stage != state.stage && state.waiting_for == "customer")
      turn(state, PlanState::open, PlanState::lapsed);
    if (state.stage != e.stage)
      state.stage_at = at;
    state.stage = e.stage;
    state.owner = e.owner;
    state.waiting_for = e.waiting_for;
    state.ended = e.ended;
    state.timers = e.timers;
    if (e.ended) {
      turn(state, PlanState::open, PlanState::withdrawn);
      turn(state, PlanState::awaiting_approval, PlanState::withdrawn);
    }
  }
  void operator()(const events::TaskStarted& e) const { put(state.tasks, e.task); }
  void operator()(const events::TaskFinished& e) const { put(state.tasks, e.task); }
  void operator()(const events::FindingRecorded& e) const {
    state.findings.push_back(e.finding);
    take_facts(state.facts, e.finding.facts);
    if (!e.finding.about.empty())
      state.about = e.finding.about;
  }
  void operator()(const events::PlanProposed& e) const {
    turn(state, PlanState::awaiting_approval, PlanState::superseded);
    // What the customer has stands until the new plan reaches him.
    if (e.plan.state == PlanState::open)
      turn(state, PlanState::open, PlanState::superseded);
    put(state.plans, e.plan);
  }
  void operator()(const events::PlanOverridden&) const {}
  void operator()(const events::ConsentGiven& e) const {
    Plan* plan = plan_of(state, e.plan);
    if (plan == nullptr)
      return;
    plan->state = PlanState::accepted;
    turn(state, PlanState::awaiting_approval, PlanState::superseded);
    cases::choose(*plan, e.choice);
  }
  void operator()(const events::ConsentRefused& e) const {
    if (Plan* plan = plan_of(state, e.plan))
      plan->state = PlanState::refused;
    if (e.wish)
      state.wish = e.wish;
  }
  void operator()(const events::ApprovalAsked&) const {}
  void operator()(const events::ApprovalGiven& e) const {
    turn(state, PlanState::open, PlanState::superseded);
    Plan* plan = plan_of(state, e.plan);
    if (plan == nullptr)
      return;
    plan->state = PlanState::open;
    plan->approved_by = e.by;
    plan->offered_at = at;
    plan->answer_by = e.answer_by;
  }
  void operator()(const events::ApprovalRefused& e) const {
    if (Plan* plan = plan_of(state, e.plan))
      plan->state = PlanState::not_approved;
  }
  void operator()(const events::ClockStarted& e) const { put(state.clocks, e.clock); }
  void operator()(const events::ClockPaused& e) const { put(state.clocks, e.clock); }
  void operator()(const events::ClockResumed& e) const { put(state.clocks, e.clock); }
  void operator()(const events::ClockRetargeted& e) const { put(state.clocks, e.clock); }
  void operator()(const events::ClockRecalculated& e) const { put(state.clocks, e.clock); }
  void operator()(const events::ClockWarned& e) const { put(state.clocks, e.clock); }
  void operator()(const events::ClockBreached& e) const { put(state.clocks, e.clock); }
  void operator()(const events::ClockStopped& e) const { put(state.clocks, e.clock); }
  void operator()(const events::Escalated& e) const {
    if (e.clock)
      put(state.clocks, *e.clock);
    else
      state.owner = e.to;
  }
  void operator()(const events::Promised& e) const { state.promises.push_back(e.promise); }
  void operator()(const events::ActionRaised& e) const {
    put(state.actions, e.action);
    if (e.action.kind == "survey")
      state.survey_sent = true;
  }
  void operator()(const events::ActionCancelled& e) const {
    CaseAction* action = action_of(state, e.action);
    if (action == nullptr)
      return;
    action->state = ActionState::cancelled;
    close_accepted(state, action->plan);
  }
  void operator()(const events::ActionSettled& e) const {
    CaseAction* action = action_of(state, e.action);
    if (action == nullptr)
      return;
    if (e.contradiction) { // the first final outcome stands; money that went out is told
      if (e.outcome == "done" && !action->executed) {
        action->executed = e.amount;
        action->ref = e.ref;
      }
      return;
    }
    action->pending = e.outcome == "pending";
    if (e.outcome == "done")
      action->state = ActionState::done;
    else if (e.outcome == "refused")
      action->state = ActionState::refused;
    else if (e.outcome == "retry_later") {
      ++action->failures;
      if (e.due)
        action->due = *e.due;
      else
        action->state = ActionState::failed;
    }
    if (action->state == ActionState::raised)
      return;
    action->executed = e.amount;
    action->ref = e.ref;
    action->settled_at = e.at ? *e.at : at;
    close_accepted(state, action->plan);
  }
  void operator()(const events::LedgerMoved& e) const {
    for (const LedgerEntry& entry : e.entries) {
      const auto found =
          std::find_if(state.ledger.begin(), state.ledger.end(),
                       [&](const LedgerEntry& row) { return row.entry == entry.entry; });
      if (found == state.ledger.end())
        state.ledger.push_back(entry);
      else
        *found = entry;
    }
  }
  void operator()(const events::SurveyAnswered& e) const { state.survey_score = e.score; }
  void operator()(const events::FollowedUp& e) const {
    state.followed_up = true;
    state.satisfied = e.satisfied;
  }
  void operator()(const events::Held& e) const {
    if (std::find(state.holds.begin(), state.holds.end(), e.reason) == state.holds.end())
      state.holds.push_back(e.reason);
  }
  void operator()(const events::Released& e) const { std::erase(state.holds, e.reason); }
  void operator()(const events::Withdrawn&) const {
    turn(state, PlanState::open, PlanState::withdrawn);
    turn(state, PlanState::awaiting_approval, PlanState::withdrawn);
  }
  void operator()(const events::Closed& e) const { state.result = e.result; }
  void operator()(const events::Reopened&) const {
    ++state.reopened;
    state.followed_up = false;
    state.survey_sent = false;
    state.result.reset();
  }
  void operator()(const events::WorldApplied& e) const { state.world = e.seq; }
  void operator()(const events::CampaignProgressed& e) const {
    const auto found = std::find_if(
        state.incidents.begin(), state.incidents.end(),
        [&](const CaseIncident& known) { return known.incident == e.incident.incident; });
    if (found == state.incidents.end())
      state.incidents.push_back(e.incident);
    else
      *found = e.incident;
  }
  void operator()(const events::Recorded& e) const {
    if (e.clock)
      put(state.clocks, *e.clock);
    if (e.what == "contact")
      state.contacted = true;
    else if (e.what == "information_asked")
      state.information_asked = e.fields;
    else if (e.what == "information_received")
      state.information_asked.clear();
    else if (e.what == "repeat_contact")
      ++state.repeat_contacts.joined;
  }
};

} // namespace

void cases::choose(Plan& plan, const std::vector<std::int64_t>& choice) {
  for (std::size_t i = 0; i < plan.lines.size() && i < choice.size(); ++i) {
    PlanLine& line = plan.lines[i];
    const auto n = choice[i];
    if (n < 1 || static_cast<std::size_t>(n) > line.alternatives.size())
      continue;
    Remedy& other = line.alternatives[static_cast<std::size_t>(n) - 1];
    std::swap(line.give, other.give);
    std::swap(line.amount, other.amount);
    std::swap(line.points, other.points);
  }
}

void apply(Case& state, const Event& event, Instant at) { std::visit(Apply{state, at}, event); }

Case evolve(Case state, const Record& record) {
  state.id = record.case_id;
  for (const Event& event : record.events)
    apply(state, event, record.at);
  state.version = record.seq;
  state.last_at = record.at;
  return state;
}

} // namespace amends
