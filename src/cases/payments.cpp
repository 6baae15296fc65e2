// Money that really went out, whatever was promised: it counts, and what has no room beside it any
// more gives way.
#include "step.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

// Does it fit into what was paid, beside everything else that stands?
bool fits(const Step& step, const LedgerEntry& entry, const std::optional<std::string>& line) {
  AssessInput input = assess_input(step.now(), step.context());
  input.ledger = standing_balances(step.now(), step.context(), "", entry.entry);
  PlanLine as_line;
  as_line.line = line;
  as_line.head = entry.head;
  as_line.give = entry.give;
  as_line.amount = entry.amount;
  return check_conservation(input, {as_line}).has_value();
}

// The latest first. What its provider is about to answer for cannot be called back.
std::vector<CaseAction> still_to_go(const Case& state) {
  std::vector<CaseAction> out;
  for (auto it = state.actions.rbegin(); it != state.actions.rend(); ++it)
    if (it->plan && it->state == ActionState::raised && !it->pending)
      out.push_back(*it);
  return out;
}

void give_way(Step& step) {
  for (const CaseAction& action : still_to_go(step.now())) {
    const auto& ledger = step.now().ledger;
    const auto held = std::find_if(ledger.begin(), ledger.end(), [&](const LedgerEntry& entry) {
      return entry.entry == action.plan_line && entry.state == LedgerState::reserved;
    });
    if (held == ledger.end() || !held->restitution || fits(step, *held, action.line))
      continue;
    LedgerEntry released = *held;
    released.state = LedgerState::released;
    released.at = step.at();
    step.emit(events::ActionCancelled{{}, action.id, step.by(), {}});
    step.emit(events::LedgerMoved{{}, {std::move(released)}});
  }
}

} // namespace

void count_payment(Step& step, LedgerEntry entry, const std::optional<std::string>& line) {
  entry.state = LedgerState::committed;
  entry.at = step.at();
  const bool room = !entry.restitution || fits(step, entry, line);
  step.emit(events::LedgerMoved{{}, {std::move(entry)}});
  if (room)
    return;
  give_way(step);
  CaseTask task;
  task.kind = "more_given_than_paid";
  task.owner = payer(step);
  start_task(step, std::move(task));
}

std::string payer(const Step& step) {
  return step.policy().role("finance") != nullptr ? "finance" : step.now().owner;
}

} // namespace amends::cases
