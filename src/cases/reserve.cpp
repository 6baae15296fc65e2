// What plans hold in the ledger: reserved for offers that were approved and plans that were
// accepted, released when they come to nothing.
#include "step.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

bool is_offer(PlanState state) {
  return state == PlanState::open || state == PlanState::awaiting_approval;
}
bool is_alive(PlanState state) {
  return is_offer(state) || state == PlanState::accepted || state == PlanState::executed;
}

// What a plan's lines cost the shop: as they were chosen, or their dearest choices while none is
// made. What stands in the place of money and has no amount of its own (points) costs what the
// money would have been.
std::vector<PlanLine> costs_of(const Plan& plan, Reserve how) {
  std::vector<PlanLine> out = plan.lines;
  for (PlanLine& line : out) {
    Remedy dearest{line.give, line.amount, line.points};
    for (const Remedy& other : line.alternatives)
      if (other.amount && (!dearest.amount || dearest.amount->minor < other.amount->minor))
        dearest = other;
    if (how == Reserve::dearest) {
      line.give = dearest.give;
      line.amount = dearest.amount;
    } else if (!line.amount && counts_as_restitution(line.head, line.give)) {
      line.amount = dearest.amount;
    }
  }
  return out;
}

const LedgerEntry* entry_of(const Case& state, const std::string& line) {
  const auto found = std::find_if(state.ledger.begin(), state.ledger.end(),
                                  [&](const LedgerEntry& entry) { return entry.entry == line; });
  return found == state.ledger.end() ? nullptr : &*found;
}

bool offered(const Case& state, const LedgerEntry& entry, std::string_view but) {
  const Plan* plan = find_plan(state, entry.plan);
  return plan != nullptr && (is_offer(plan->state) || plan->id == but);
}

} // namespace

std::vector<std::string> scopes_of(const Case& state, const std::optional<std::string>& line) {
  std::vector<std::string> scopes;
  if (state.order) {
    if (line)
      scopes.push_back(line_scope(state.order->id, *line));
    scopes.push_back(order_scope(state.order->id));
  }
  if (state.customer)
    scopes.push_back(customer_scope(state.customer->id));
  if (auto incident = incident_scope(state))
    scopes.push_back(std::move(*incident));
  return scopes;
}

std::optional<std::string> incident_scope(const Case& state) {
  const auto found = state.facts.find("incident");
  const bool said = found != state.facts.end() && found->second.is(Json::Kind::text);
  const CaseIncident* hit = incident_of(state);
  if (!state.order || (!said && hit == nullptr))
    return std::nullopt;
  return amends::incident_scope(said ? found->second.text : hit->incident, state.order->id);
}

std::vector<LedgerBalance> standing_balances(const Case& state, const Context& context,
                                             std::string_view but, std::string_view but_entry) {
  std::vector<LedgerBalance> out;
  for (const LedgerBalance& balance : context.ledger)
    if (balance.case_id != state.id)
      out.push_back(balance);
  for (const LedgerEntry& entry : state.ledger) {
    if (entry.state == LedgerState::released || entry.entry == but_entry ||
        offered(state, entry, but))
      continue;
    for (const std::string& scope : entry.scopes)
      out.push_back(
          {scope, state.id, entry.give, entry.amount, entry.restitution, entry.at, entry.head});
  }
  return out;
}

Result<void> check_room(const Step& step, const Plan& plan, Reserve how) {
  AssessInput input = assess_input(step.now(), step.context());
  input.ledger = standing_balances(step.now(), step.context(), plan.id);
  auto room = step.policy().compensation().check_room(
      input, costs_of(plan, how), plan.over_caps ? CapRule::exceed : CapRule::hold);
  if (room)
    return {};
  Error error = std::move(room).error().inside("/plan");
  error.code = Code::state;
  return error;
}

Result<void> reserve(Step& step, const Plan& plan, Reserve how) {
  if (auto room = check_room(step, plan, how); !room) {
    Error error = std::move(room).error();
    error.message += "; propose a new plan";
    return error;
  }
  std::vector<LedgerEntry> entries;
  for (const PlanLine& line : costs_of(plan, how)) {
    const LedgerEntry* held = entry_of(step.now(), line.id);
    LedgerEntry entry;
    if (!line.amount || line.amount->minor == 0) {
      if (held == nullptr || held->state == LedgerState::released)
        continue;
      entry = *held;
      entry.state = LedgerState::released;
    } else {
      entry.entry = line.id;
      entry.plan = plan.id;
      entry.scopes = scopes_of(step.now(), line.line);
      entry.head = line.head;
      entry.give = line.give;
      entry.amount = *line.amount;
      entry.restitution = counts_as_restitution(line.head, line.give);
    }
    entry.at = step.at();
    entries.push_back(std::move(entry));
  }
  if (!entries.empty())
    step.emit(events::LedgerMoved{{}, std::move(entries)});
  return {};
}

void release_dead_offers(Step& step) {
  std::vector<LedgerEntry> entries;
  for (const LedgerEntry& held : step.now().ledger) {
    const Plan* plan = find_plan(step.now(), held.plan);
    if (held.state != LedgerState::reserved || plan == nullptr || is_alive(plan->state))
      continue;
    entries.push_back(held);
    entries.back().state = LedgerState::released;
    entries.back().at = step.at();
  }
  if (!entries.empty())
    step.emit(events::LedgerMoved{{}, std::move(entries)});
}

const Plan* plan_in_state(const Case& state, PlanState wanted) {
  const auto found = std::find_if(state.plans.begin(), state.plans.end(),
                                  [&](const Plan& plan) { return plan.state == wanted; });
  return found == state.plans.end() ? nullptr : &*found;
}

const Plan* find_plan(const Case& state, std::string_view id) {
  const auto found = std::find_if(state.plans.begin(), state.plans.end(),
                                  [&](const Plan& plan) { return plan.id == id; });
  return found == state.plans.end() ? nullptr : &*found;
}

const Plan* last_offer(const Case& state) {
  const auto found = std::find_if(state.plans.rbegin(), state.plans.rend(),
                                  [](const Plan& plan) { return plan.offered_at.has_value(); });
  return found == state.plans.rend() ? nullptr : &*found;
}

} // namespace amends::cases

namespace amends {

std::vector<std::string> ledger_scopes(const std::optional<Order>& order,
                                       const std::optional<Customer>& customer) {
  std::vector<std::string> scopes;
  if (order) {
    scopes.push_back(order_scope(order->id));
    for (const OrderLine& line : order->lines)
      scopes.push_back(line_scope(order->id, line.id));
  }
  if (customer)
    scopes.push_back(customer_scope(customer->id));
  return scopes;
}

std::vector<std::string> ledger_scopes(const Case& state) {
  auto scopes = ledger_scopes(state.order, state.customer);
  if (auto incident = cases::incident_scope(state))
    scopes.push_back(std::move(*incident));
  return scopes;
}

} // namespace amends
