// The plan between us and the customer: proposing, answering, counting money given elsewhere.
#include "effects.hpp"

namespace amends::cases {
namespace {

// The plan an answer is about: the one named, else the open one.
Result<Plan> answered_plan(const Step& step, const std::optional<std::string>& id) {
  const Plan* open = open_plan(step.now());
  if (!id) {
    if (open == nullptr)
      return Error{Code::state, "no plan is open", "/plan"};
    return *open;
  }
  const Plan* named = find_plan(step.now(), *id);
  if (named == nullptr)
    return Error{Code::not_found, "there is no plan " + *id, "/plan"};
  if (named->state != PlanState::open)
    return Error{Code::state, "the plan " + *id + " is no longer open", "/plan"};
  return *named;
}

Result<void> check_choice(const Plan& plan, const std::vector<std::int64_t>& choice) {
  if (choice.size() > plan.lines.size())
    return Error{Code::parse,
                 "the plan has " + std::to_string(plan.lines.size()) + " lines to choose for",
                 "/choice"};
  for (std::size_t i = 0; i < choice.size(); ++i) {
    const auto most = static_cast<std::int64_t>(plan.lines[i].alternatives.size());
    if (choice[i] < 0 || choice[i] > most)
      return Error{Code::parse,
                   "line " + std::to_string(i + 1) + " has alternatives 0 to " +
                       std::to_string(most),
                   "/choice/" + std::to_string(i)};
  }
  return {};
}

template <class C>
Result<void> refuse(Step& step, const C& command, const std::optional<Personal>& wish) {
  AMENDS_TRY_ASSIGN(const Plan plan, answered_plan(step, command.plan));
  step.emit(events::ConsentRefused{{}, plan.id, step.by(), command.text, wish});
  return {};
}

} // namespace

Result<void> run(Step& step, const commands::Propose& command) {
  AMENDS_TRY_ASSIGN(Plan plan, plan_to_propose(step, command));
  plan.id = step.next_id();
  for (std::size_t i = 0; i < plan.lines.size(); ++i)
    plan.lines[i].id = plan.id + "." + std::to_string(i + 1);
  const std::string id = plan.id;
  step.emit(events::PlanProposed{{}, std::move(plan), command.text});
  if (!command.lines.empty() && step.now().draft)
    step.emit(events::PlanOverridden{{}, id, *step.now().draft, step.by()});
  return {};
}

Result<void> run(Step& step, const commands::Accept& command) {
  if (command.consent == false)
    return Error{Code::parse, "accepting is consent; say reject or counter instead", "/consent"};
  AMENDS_TRY_ASSIGN(const Plan plan, answered_plan(step, command.plan));
  AMENDS_CHECK(check_choice(plan, command.choice));
  step.emit(events::ConsentGiven{{}, plan.id, step.by(), command.choice});
  const Plan chosen = *find_plan(step.now(), plan.id);
  return carry_out(step, chosen);
}

Result<void> run(Step& step, const commands::Counter& command) {
  return refuse(step, command, command.wish);
}

Result<void> run(Step& step, const commands::Reject& command) {
  return refuse(step, command, std::nullopt);
}

Result<void> run(Step& step, const commands::ExternalPayout& command) {
  if (!step.now().order || step.now().order->id != command.order)
    return Error{Code::parse, "this case is not about order " + command.order, "/order"};
  if (command.amount.minor <= 0)
    return Error{Code::parse, "the amount must be above zero", "/amount"};
  if (step.now().order->paid && step.now().order->paid->currency != command.amount.currency)
    return Error{Code::evaluation,
                 "the order is in " + std::string(step.now().order->paid->currency.text()) +
                     ", the payout in " + std::string(command.amount.currency.text()),
                 "/amount"};
  LedgerEntry entry;
  entry.entry = step.next_id();
  if (command.line)
    entry.scopes.push_back("line:" + command.order + "/" + *command.line);
  entry.scopes.push_back("order:" + command.order);
  if (step.now().customer)
    entry.scopes.push_back("customer:" + step.now().customer->id);
  entry.give = Give::partial_refund;
  entry.amount = command.amount;
  entry.restitution = true;
  entry.state = LedgerState::committed;
  entry.at = step.at();
  step.emit(events::Recorded{{}, "external_payout", step.by(), {}, {}, {}});
  step.emit(events::LedgerMoved{{}, {std::move(entry)}});
  return {};
}

} // namespace amends::cases
