// Money beside the plan: taken back before it went out, given elsewhere, goods that came to
// nothing.
#include "effects.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

bool of_plan(const CaseAction& action, const std::string& plan) { return action.plan == plan; }

// The actions that a revocation is about.
Result<std::vector<CaseAction>> revoked_actions(const Step& step, const commands::Revoke& command) {
  if (command.action.has_value() == command.plan.has_value())
    return Error{Code::parse, "name one action, or a plan for all of it",
                 command.action ? "/plan" : "/action"};
  std::vector<CaseAction> out;
  for (const CaseAction& action : step.now().actions)
    if (command.action ? action.id == *command.action : of_plan(action, *command.plan))
      out.push_back(action);
  const std::string where = command.action ? "/action" : "/plan";
  if (out.empty() || !out.front().plan)
    return Error{Code::not_found,
                 "no remedy of this case is " + command.action.value_or(command.plan.value_or("")),
                 where};
  for (const CaseAction& action : out) {
    if (step.context().handed_out.contains(action.id))
      return Error{Code::state, action.id + " was handed out already: it may have been carried out",
                   where};
    if (action.state != ActionState::raised)
      return Error{Code::state, action.id + " is final already", where};
  }
  return out;
}

const LedgerEntry* entry_of(const Case& state, const CaseAction& action) {
  const auto found =
      std::find_if(state.ledger.begin(), state.ledger.end(),
                   [&](const LedgerEntry& entry) { return entry.entry == action.plan_line; });
  return found == state.ledger.end() ? nullptr : &*found;
}

} // namespace

Result<void> run(Step& step, const commands::Revoke& command) {
  AMENDS_TRY_ASSIGN(const auto actions, revoked_actions(step, command));
  std::vector<LedgerEntry> released;
  for (const CaseAction& action : actions) {
    step.emit(events::ActionCancelled{{}, action.id, step.by(), command.reason});
    if (const LedgerEntry* held = entry_of(step.now(), action)) {
      released.push_back(*held);
      released.back().state = LedgerState::released;
      released.back().at = step.at();
    }
  }
  if (!released.empty())
    step.emit(events::LedgerMoved{{}, std::move(released)});
  return {};
}

Result<void> run(Step& step, const commands::ExternalPayout& command) {
  if (!step.now().order || step.now().order->id != command.order)
    return Error{Code::parse, "this case is not about order " + command.order, "/order"};
  if (command.amount.minor <= 0)
    return Error{Code::parse, "the amount must be above zero", "/amount"};
  const Order& order = *step.now().order;
  if (const auto currency = order_currency(order); currency && *currency != command.amount.currency)
    return Error{Code::evaluation,
                 "the order is in " + std::string(currency->text()) + ", the payout in " +
                     std::string(command.amount.currency.text()),
                 "/amount"};
  if (command.line)
    AMENDS_CHECK(check_about(&order, *command.line, "/line"));
  LedgerEntry entry;
  entry.entry = step.next_id();
  entry.scopes = scopes_of(step.now(), command.line);
  entry.head = Head::price;
  entry.give = Give::partial_refund;
  entry.amount = command.amount;
  entry.restitution = true;
  step.emit(events::Recorded{{}, "external_payout", step.by(), {}, {}, {}, {}});
  count_payment(step, std::move(entry), command.line);
  return {};
}

// A re-send that was lost or came back gave nothing; that there was one still counts.
void forget_resends(Step& step, const std::map<std::string, Json>& facts) {
  const auto said = [&](const char* name) {
    const auto found = facts.find(name);
    return found != facts.end() && found->second.is(Json::Kind::boolean) && found->second.flag;
  };
  if (!said("resend_lost") && !said("resend_returned"))
    return;
  std::vector<LedgerEntry> nothing;
  for (const CaseAction& action : step.now().actions) {
    if (action.give != Give::resend || action.state != ActionState::done)
      continue;
    const LedgerEntry* held = entry_of(step.now(), action);
    if (held == nullptr || held->state != LedgerState::committed || held->amount.minor == 0)
      continue;
    nothing.push_back(*held);
    nothing.back().amount.minor = 0;
    nothing.back().at = step.at();
  }
  if (!nothing.empty())
    step.emit(events::LedgerMoved{{}, std::move(nothing)});
}

} // namespace amends::cases
