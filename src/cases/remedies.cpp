// From a plan to money and goods: what is proposed, what consent sets in motion, what it reserves.
#include "step.hpp"

#include <algorithm>
#include <set>

namespace amends::cases {
namespace {

// The rule's plan. Rows that are about other categories explain nothing and are left out.
Result<Plan> rule_plan(const Step& step) {
  AMENDS_TRY_ASSIGN(Plan plan,
                    step.policy().compensation().assess(assess_input(step.now(), step.context())));
  std::erase_if(plan.why,
                [](const PlanWhy& why) { return !why.fired && why.column == "category"; });
  return plan;
}

std::vector<PlanLine> lines_given(const Step& step, const commands::Propose& command) {
  std::vector<PlanLine> lines;
  for (const commands::LineGiven& given : command.lines) {
    PlanLine line;
    line.id = std::to_string(lines.size() + 1);
    line.line = given.line;
    line.quantity = given.quantity;
    line.head = give_row(given.give).head;
    line.give = given.give;
    line.amount = given.amount;
    line.points = given.points;
    line.keep_goods = given.keep_goods;
    line.paid_by = "shop";
    line.because = step.now().labels.empty() ? "other" : step.now().labels.front().category;
    line.by_staff = step.by();
    line.alternatives = given.alternatives;
    lines.push_back(std::move(line));
  }
  return lines;
}

// May this role promise that much of its own accord? A role without `up_to` has no limit.
Result<void> check_authority(const Step& step, const std::vector<PlanLine>& lines) {
  const Role* role = step.policy().role(step.context().by.role);
  if (role == nullptr || !role->up_to)
    return {};
  Money total{0, role->up_to->currency};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].amount)
      continue;
    auto sum = add(total, *lines[i].amount);
    if (!sum)
      return std::move(sum).error().inside("/lines/" + std::to_string(i) + "/amount");
    total = *sum;
  }
  if (total.minor <= role->up_to->minor)
    return {};
  return Error{Code::denied,
               "the role " + role->name + " may promise up to " + print_money(*role->up_to) +
                   "; these lines come to " + print_money(total) +
                   ": somebody with more authority "
                   "must propose them",
               "/lines"};
}

Error no_rule_plan(std::string message) {
  return {Code::state, std::move(message) + "; propose with `lines`", "/lines"};
}

Result<void> check_complete(const Plan& plan) {
  if (!plan.incomplete.empty()) {
    std::string missing;
    for (const std::string& fact : plan.incomplete)
      missing += (missing.empty() ? "" : ", ") + fact;
    return no_rule_plan("the rule needs a person: missing " + missing + " (amend_facts adds them)");
  }
  if (plan.ask)
    return no_rule_plan("the rule leaves this to a person (" + *plan.ask + ")");
  if (plan.lines.empty())
    return no_rule_plan("the rule gives nothing here");
  return {};
}

// The customer may answer until the stage that waits for it moves on by itself.
Result<std::optional<Instant>> answer_by(const Step& step) {
  std::optional<Instant> none;
  AMENDS_TRY_ASSIGN(const Transition* way,
                    find_transition(step.policy(), step.now(), step.at(), "propose"));
  const Workflow* flow = step.workflow();
  const Stage* waiting = way == nullptr ? step.stage() : flow->stage(way->to);
  if (waiting == nullptr)
    return none;
  for (const Transition& t : waiting->go) {
    if (!t.after)
      continue;
    AMENDS_TRY_ASSIGN(const Instant at, step.policy().after(step.at(), *t.after, t.calendar));
    return std::optional(at);
  }
  return none;
}

std::string line_scope(const Order& order, const std::string& line) {
  return "line:" + order.id + "/" + line;
}

std::vector<std::string> scopes_of(const Case& state, const PlanLine& line) {
  std::vector<std::string> scopes;
  if (state.order) {
    if (line.line)
      scopes.push_back(line_scope(*state.order, *line.line));
    scopes.push_back("order:" + state.order->id);
  }
  if (state.customer)
    scopes.push_back("customer:" + state.customer->id);
  return scopes;
}

// What was paid, and what restitution already stands against it, for a line or the whole order.
struct Room {
  std::string scope;
  Money paid;
};

Result<std::optional<Room>> room_of(const Case& state, const PlanLine& line) {
  std::optional<Room> none;
  if (!state.order || !line.amount)
    return none;
  if (!line.line) {
    if (!state.order->paid)
      return none;
    return std::optional(Room{"order:" + state.order->id, *state.order->paid});
  }
  AMENDS_TRY_ASSIGN(const auto paid, paid_per_line(*state.order));
  for (std::size_t i = 0; i < state.order->lines.size() && i < paid.size(); ++i)
    if (state.order->lines[i].id == *line.line && paid[i])
      return std::optional(Room{line_scope(*state.order, *line.line), *paid[i]});
  return none;
}

// Reserved + committed restitution never exceeds what was paid (DESIGN 8, conservation).
Result<void> check_conservation(const Step& step, const Plan& plan) {
  std::map<std::string, Money> taken;
  for (const LedgerBalance& balance : step.context().ledger) {
    if (!balance.restitution)
      continue;
    auto [at, fresh] = taken.try_emplace(balance.scope, balance.amount);
    if (!fresh) {
      AMENDS_TRY_ASSIGN(at->second, add(at->second, balance.amount));
    }
  }
  for (std::size_t i = 0; i < plan.lines.size(); ++i) {
    const PlanLine& line = plan.lines[i];
    if (!give_row(line.give).restitution)
      continue;
    AMENDS_TRY_ASSIGN(const auto room, room_of(step.now(), line));
    if (!room)
      continue;
    auto [at, fresh] = taken.try_emplace(room->scope, Money{0, room->paid.currency});
    AMENDS_TRY_ASSIGN(const Money after, add(at->second, *line.amount));
    if (after.minor > room->paid.minor)
      return Error{Code::state,
                   print_money(at->second) + " of the " + print_money(room->paid) + " paid for " +
                       room->scope + " is already given or promised; propose a new plan",
                   "/plan/lines/" + std::to_string(i)};
    at->second = after;
  }
  return {};
}

CaseAction remedy_action(Step& step, const Plan& plan, const PlanLine& line) {
  CaseAction action;
  action.id = step.next_id();
  action.kind = std::string(give_row(line.give).action);
  action.raised_at = step.at();
  action.due = step.at();
  action.reason_code = line.because;
  action.plan = plan.id;
  action.plan_line = line.id;
  if (step.now().order)
    action.order_id = step.now().order->id;
  action.line = line.line;
  action.quantity = line.quantity;
  action.give = line.give;
  action.amount = line.amount;
  action.points = line.points;
  action.to = "customer";
  for (auto it = step.now().actions.rbegin(); it != step.now().actions.rend(); ++it)
    if (it->plan == plan.id && it->line == line.line) {
      action.after = {it->id};
      break;
    }
  return action;
}

} // namespace

const Plan* open_plan(const Case& state) {
  const auto found = std::find_if(state.plans.begin(), state.plans.end(),
                                  [](const Plan& plan) { return plan.state == PlanState::open; });
  return found == state.plans.end() ? nullptr : &*found;
}

const Plan* find_plan(const Case& state, std::string_view id) {
  const auto found = std::find_if(state.plans.begin(), state.plans.end(),
                                  [&](const Plan& plan) { return plan.id == id; });
  return found == state.plans.end() ? nullptr : &*found;
}

Result<void> reassess(Step& step) {
  AMENDS_TRY_ASSIGN(Plan plan, rule_plan(step));
  if (step.now().draft && encode(*step.now().draft) == encode(plan))
    return {};
  step.emit(events::Assessed{{}, std::move(plan)});
  return {};
}

Result<Plan> plan_to_propose(const Step& step, const commands::Propose& command) {
  Plan plan;
  if (command.lines.empty()) {
    AMENDS_TRY_ASSIGN(plan, rule_plan(step));
    AMENDS_CHECK(check_complete(plan));
  } else {
    std::vector<PlanLine> lines = lines_given(step, command);
    AMENDS_CHECK(check_authority(step, lines));
    AMENDS_TRY_ASSIGN(plan, step.policy().compensation().counter(
                                assess_input(step.now(), step.context()), std::move(lines)));
  }
  AMENDS_TRY_ASSIGN(plan.answer_by, answer_by(step));
  plan.state = PlanState::open;
  return plan;
}

Result<void> carry_out(Step& step, const Plan& plan) {
  AMENDS_CHECK(check_conservation(step, plan));
  std::vector<LedgerEntry> entries;
  for (const PlanLine& line : plan.lines) {
    const GiveRow& row = give_row(line.give);
    if (!row.action.empty())
      step.emit(events::ActionRaised{{}, remedy_action(step, plan, line)});
    if (!line.amount || line.amount->minor == 0)
      continue;
    LedgerEntry entry;
    entry.entry = line.id;
    entry.plan = plan.id;
    entry.scopes = scopes_of(step.now(), line);
    entry.give = line.give;
    entry.amount = *line.amount;
    entry.restitution = row.restitution;
    entry.at = step.at();
    entries.push_back(std::move(entry));
  }
  if (!entries.empty())
    step.emit(events::LedgerMoved{{}, std::move(entries)});
  return {};
}

} // namespace amends::cases

namespace amends {

std::vector<std::string> ledger_scopes(const std::optional<Order>& order,
                                       const std::optional<Customer>& customer) {
  std::vector<std::string> scopes;
  if (order) {
    scopes.push_back("order:" + order->id);
    for (const OrderLine& line : order->lines)
      scopes.push_back("line:" + order->id + "/" + line.id);
  }
  if (customer)
    scopes.push_back("customer:" + customer->id);
  return scopes;
}

std::vector<std::string> ledger_scopes(const Case& state) {
  return ledger_scopes(state.order, state.customer);
}

} // namespace amends
