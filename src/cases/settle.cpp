// What became of an action: the host's word, the money it moved, the task it leaves when it failed.
#include "step.hpp"

#include <algorithm>

namespace amends {

using namespace cases;

namespace {

constexpr std::int64_t most_failures = 10;

// 1, 2, 4 ... minutes, six hours at most.
Duration pause_after(std::int64_t failures) {
  const Duration longest = hours(6);
  Duration pause = minutes(1);
  for (std::int64_t i = 1; i < failures && pause < longest; ++i)
    pause = Duration{pause.us * 2};
  return std::min(pause, longest);
}

// When an attempt that the host gave back is made again; a notice keeps its quiet hours.
Result<Instant> again_at(const Step& step, const CaseAction& action) {
  const Instant at = step.at() + pause_after(action.failures + 1);
  return action.kind == "notify" ? outside_quiet(step, action.reason_code, at)
                                 : Result<Instant>(at);
}

const CaseAction* action_of(const Case& state, std::string_view id) {
  const auto found = std::find_if(state.actions.begin(), state.actions.end(),
                                  [&](const CaseAction& action) { return action.id == id; });
  return found == state.actions.end() ? nullptr : &*found;
}

const LedgerEntry* entry_of(const Case& state, const CaseAction& action) {
  if (!action.plan_line)
    return nullptr;
  const auto found =
      std::find_if(state.ledger.begin(), state.ledger.end(),
                   [&](const LedgerEntry& e) { return e.entry == *action.plan_line; });
  return found == state.ledger.end() ? nullptr : &*found;
}

void ask_a_person(Step& step, std::string kind, const std::string& action) {
  CaseTask task;
  task.kind = std::move(kind);
  task.owner = payer(step);
  start_task(step, std::move(task));
  tell_role(step, step.now().tasks.back().owner, step.now().tasks.back().kind + " " + action);
}

// The entry that an action's money stands in; a new one where nothing was reserved for it.
LedgerEntry entry_for(const Step& step, const CaseAction& action) {
  if (const LedgerEntry* held = entry_of(step.now(), action))
    return *held;
  LedgerEntry entry;
  entry.entry = *action.plan_line;
  entry.plan = action.plan.value_or("");
  entry.scopes = scopes_of(step.now(), action.line);
  entry.head = action.head.value_or(Head::goodwill);
  entry.give = action.give.value_or(Give::none);
  entry.amount = action.amount.value_or(Money{});
  entry.restitution = counts_as_restitution(entry.head, entry.give);
  entry.state = LedgerState::released;
  return entry;
}

// Goods count at the price of their line, whatever sending them cost.
bool is_goods(const LedgerEntry& entry) {
  return entry.give == Give::resend || entry.give == Give::exchange;
}

// What was really paid counts, with or against what was promised.
void count_done(Step& step, const CaseAction& action, const Settlement& settlement) {
  if (!action.plan_line)
    return;
  LedgerEntry entry = entry_for(step, action);
  const LedgerState was = entry.state;
  const std::int64_t before = was == LedgerState::released ? 0 : entry.amount.minor;
  if (settlement.amount && !is_goods(entry))
    entry.amount = *settlement.amount;
  if (was == LedgerState::committed) {
    // Told twice. Another payment has another reference; of one payment the greater amount counts.
    if (settlement.ref && action.ref && *settlement.ref != *action.ref && !is_goods(entry))
      entry.entry = step.next_id();
    else if (entry.amount.minor <= before)
      return;
  }
  if (entry.amount.minor == 0 && was == LedgerState::released)
    return;
  if (was == LedgerState::reserved && entry.amount.minor <= before) {
    entry.state = LedgerState::committed;
    entry.at = step.at();
    step.emit(events::LedgerMoved{{}, {std::move(entry)}});
    return;
  }
  count_payment(step, std::move(entry), action.line);
}

void let_go(Step& step, const CaseAction& action) {
  const LedgerEntry* held = entry_of(step.now(), action);
  if (held == nullptr || held->state != LedgerState::reserved)
    return;
  LedgerEntry entry = *held;
  entry.state = LedgerState::released;
  entry.at = step.at();
  step.emit(events::LedgerMoved{{}, {std::move(entry)}});
}

Result<void> check_amount(const CaseAction& action, const Settlement& settlement) {
  if (!settlement.amount)
    return {};
  if (settlement.amount->minor < 0)
    return Error{Code::parse, "what was paid cannot be negative", "/result/amount"};
  if (action.amount && action.amount->currency != settlement.amount->currency)
    return Error{Code::evaluation,
                 "the action pays in " + std::string(action.amount->currency.text()) +
                     ", the result says " + std::string(settlement.amount->currency.text()),
                 "/result/amount"};
  return {};
}

bool paid_more(const CaseAction& action, const Settlement& settlement) {
  return settlement.outcome == Outcome::done && action.plan && action.amount && settlement.amount &&
         settlement.amount->minor > action.amount->minor;
}

std::string_view word(Outcome outcome) {
  switch (outcome) {
  case Outcome::done: return "done";
  case Outcome::pending: return "pending";
  case Outcome::retry_later: return "retry_later";
  case Outcome::refused: return "refused";
  }
  return "";
}

} // namespace

Result<Decided> settle(const Policy& policy, const Context& context, const Case& before,
                       const Settlement& settlement) {
  Step step(policy, context, before);
  const CaseAction* found = action_of(before, settlement.action);
  if (found == nullptr)
    return Error{Code::not_found, "there is no action " + settlement.action, "/action"};
  const CaseAction action = *found;
  AMENDS_CHECK(check_amount(action, settlement));

  events::ActionSettled event;
  event.action = action.id;
  event.outcome = std::string(word(settlement.outcome));
  event.attempt = settlement.attempt;
  event.amount = settlement.amount;
  event.ref = settlement.ref;
  event.at = settlement.at;
  event.contradiction = action.state != ActionState::raised;
  const bool contradiction = event.contradiction;
  const bool failed = !contradiction && settlement.outcome == Outcome::retry_later;
  const bool give_up = failed && action.failures + 1 >= most_failures;
  if (failed && !give_up) {
    AMENDS_TRY_ASSIGN(event.due, again_at(step, action));
    step.emit(std::move(event));
    return std::move(step).take();
  }
  step.emit(std::move(event));
  if (settlement.outcome == Outcome::done)
    count_done(step, action, settlement);
  if (contradiction) {
    ask_a_person(step, "contradicting_settlement", action.id);
    AMENDS_CHECK(take_automatic(step));
    AMENDS_CHECK(incidents_follow(step));
    tidy_offers(step);
    return std::move(step).take();
  }
  if (settlement.outcome == Outcome::refused || give_up) {
    let_go(step, action);
    ask_a_person(step, "action_failed", action.id);
  }
  if (paid_more(action, settlement))
    ask_a_person(step, "paid_more_than_promised", action.id);
  if (settlement.outcome == Outcome::done) {
    const std::string word = "settle:" + action.kind;
    const Instant happened = std::min(settlement.at.value_or(step.at()), step.at());
    AMENDS_CHECK(clocks_hear(step, word, happened));
    tasks_hear(step, word);
    AMENDS_CHECK(notices_hear(step, word));
  }
  AMENDS_CHECK(take_automatic(step));
  AMENDS_CHECK(incidents_follow(step));
  tidy_offers(step);
  return std::move(step).take();
}

} // namespace amends
