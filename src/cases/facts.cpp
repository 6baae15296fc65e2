// The case's own facts, beside those of the order (compensation) and the findings.
#include "step.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

std::int64_t count_plans(const Case& state, PlanState wanted) {
  return std::count_if(state.plans.begin(), state.plans.end(),
                       [&](const Plan& plan) { return plan.state == wanted; });
}

bool is_remedy(const CaseAction& action) { return action.plan.has_value(); }

Value number(std::int64_t n) { return Value(Decimal(n)); }

void put_word(Facts& facts, const char* name, const std::string& word) {
  if (!word.empty())
    facts[name] = Value(word);
}

} // namespace

bool has_open_remedy(const Case& state) {
  return std::any_of(state.actions.begin(), state.actions.end(), [](const CaseAction& action) {
    return is_remedy(action) && action.state == ActionState::raised;
  });
}

AssessInput assess_input(const Case& state, const Context& context) {
  AssessInput input;
  input.at = context.now;
  input.order = state.order;
  input.customer = state.customer;
  input.case_id = state.id;
  if (!state.labels.empty())
    input.category = state.labels.front().category;
  input.severity = state.severity;
  input.priority = state.priority;
  input.channel = state.channel.value_or("");
  input.about = state.about;
  for (const auto& [name, json] : state.facts)
    if (auto value = value_from_json(json))
      input.facts[name] = std::move(*value);
  if (const CaseIncident* incident = incident_of(state))
    input.facts.try_emplace("incident", Value(incident->incident));
  input.facts["complaints_90d"] = number(state.complaints_90d);
  input.facts["repeat_contacts"] = number(state.repeat_contacts.total());
  input.ledger = standing_balances(state, context, "");
  return input;
}

Facts clock_facts(const Case& state) {
  Facts facts;
  put_word(facts, "priority", state.priority);
  put_word(facts, "severity", state.severity);
  put_word(facts, "channel", state.channel.value_or(""));
  put_word(facts, "kind", state.kind);
  if (!state.labels.empty())
    put_word(facts, "category", state.labels.front().category);
  if (state.customer) {
    put_word(facts, "tier", state.customer->tier.value_or(""));
    put_word(facts, "region", state.customer->region.value_or(""));
    facts["overseas"] = Value(state.customer->overseas);
  }
  for (const char* name : {"tier", "region", "channel"}) // what was amended counts
    if (const auto given = state.facts.find(name); given != state.facts.end())
      if (given->second.is(Json::Kind::text))
        facts[name] = Value(given->second.text);
  return facts;
}

Facts facts_for(const Case& state, Instant at) {
  Context context;
  context.now = at;
  const AssessInput input = assess_input(state, context);
  Facts facts = facts_of(input, std::nullopt);
  for (const auto& [name, value] : input.facts)
    facts.insert_or_assign(name, value);
  facts.merge(clock_facts(state));
  put_word(facts, "stage", state.stage);
  put_word(facts, "waiting_for", state.waiting_for);
  facts["resend_count"] =
      number(std::count_if(state.actions.begin(), state.actions.end(), [](const CaseAction& a) {
        return a.give == Give::resend && a.state == ActionState::done;
      }));
  if (state.satisfied)
    facts["satisfied"] = Value(*state.satisfied);
  facts["all_settled"] = Value(!has_open_remedy(state));
  facts["has_finding"] = Value(!state.findings.empty());
  const auto open = count_plans(state, PlanState::open);
  const auto accepted =
      count_plans(state, PlanState::accepted) + count_plans(state, PlanState::executed);
  facts["plan_open"] = Value(open > 0);
  facts["plan_accepted"] = Value(accepted > 0);
  facts["has_plan"] = Value(open + accepted > 0);
  facts["approval_pending"] = Value(count_plans(state, PlanState::awaiting_approval) > 0);
  facts["contacted"] = Value(state.contacted);
  facts["followed_up"] = Value(state.followed_up);
  facts["survey_sent"] = Value(state.survey_sent);
  facts["survey_answered"] = Value(state.survey_score.has_value());
  facts["reopened"] = Value(state.reopened > 0);
  facts["reopen_count"] = number(state.reopened);
  facts["messages"] = number(static_cast<std::int64_t>(state.messages.size()));
  facts["open_tasks"] =
      number(std::count_if(state.tasks.begin(), state.tasks.end(),
                           [](const CaseTask& t) { return t.state == TaskState::open; }));
  return facts;
}

} // namespace amends::cases
