// Step: one decision in the making. In: policy, context, case. Out: events, each already applied to
// the working copy, so that whatever comes next sees what came before.
#pragma once

#include "amends/cases.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amends::cases {

class Step {
public:
  Step(const Policy& policy, const Context& context, Case before);

  [[nodiscard]] const Policy& policy() const { return policy_; }
  [[nodiscard]] const Context& context() const { return context_; }
  [[nodiscard]] const Case& now() const { return after_; }
  [[nodiscard]] const std::vector<Event>& events() const { return events_; }
  [[nodiscard]] Instant at() const { return context_.now; }
  [[nodiscard]] std::string by() const { return context_.by.text(); }
  // The stage the case is in; nullptr before the first one.
  [[nodiscard]] const Stage* stage() const;
  [[nodiscard]] const Workflow* workflow() const;

  template <class E> void emit(E event) {
    events_.push_back(std::move(event));
    apply(after_, events_.back(), at());
  }
  // What was asked cannot be; `why` is recorded and becomes the command's answer.
  void refuse(const Error& why);
  [[nodiscard]] bool refused() const { return refused_; }
  // CASE.SEQ.N, N from 1 over what this record makes.
  [[nodiscard]] std::string next_id();
  // The incident that what goes out at present is about; none: the latest one of the case.
  void speak_of(std::optional<CaseIncident> incident) { incident_ = std::move(incident); }
  [[nodiscard]] const std::optional<CaseIncident>& incident() const { return incident_; }
  // What guards and tables look at, as the case stands now.
  [[nodiscard]] Facts facts() const;
  [[nodiscard]] Decided take() && { return {std::move(events_), std::move(after_)}; }

private:
  const Policy& policy_;
  const Context& context_;
  Case after_;
  std::vector<Event> events_;
  std::int64_t made_ = 0;
  bool refused_ = false;
  std::optional<CaseIncident> incident_;
};

// Facts of a case for guards, budgets and tables: order facts, findings, and the case's own.
[[nodiscard]] Facts facts_for(const Case& state, Instant at);
// The few that budgets look at.
[[nodiscard]] Facts clock_facts(const Case& state);
[[nodiscard]] AssessInput assess_input(const Case& state, const Context& context);

// Guards (guards.cpp). The transition that `op` takes now: nullptr when none holds.
[[nodiscard]] Result<const Transition*> find_transition(const Policy& policy, const Case& state,
                                                        Instant at, std::string_view op);
// Everything in `needs` is there; else `state` naming what is missing.
[[nodiscard]] Result<void> check_needs(const Case& state, const std::vector<std::string>& needs);
[[nodiscard]] bool is_customer_of(const Case& state, const Party& party);
[[nodiscard]] bool has_open_remedy(const Case& state);

// Workflow (workflow.cpp).
// The words have been said: takes at most one transition, the first that one of them opens, then
// the automatic ones.
[[nodiscard]] Result<void> move(Step& step, const std::vector<std::string_view>& words);
[[nodiscard]] Result<void> enter_first_stage(Step& step);
[[nodiscard]] Result<void> take_transition(Step& step, const Transition& transition,
                                           std::string_view because);
[[nodiscard]] Result<void> take_automatic(Step& step);
// Due instants of tasks and of stages that leave by themselves, on other calendars.
[[nodiscard]] Result<void> workflow_recalculate(Step& step);

// Clocks (clocks.cpp). `happened` is when the thing happened, `step.at()` when we learnt of it.
[[nodiscard]] Result<void> clocks_hear(Step& step, std::string_view word, Instant happened);
[[nodiscard]] Result<void> clocks_follow_waiting(Step& step);
// The one reason has come or gone at `happened`; error `state` when a clock has moved on since.
[[nodiscard]] Result<void> clocks_pause(Step& step, const std::string& reason, Instant happened);
[[nodiscard]] Result<void> clocks_resume(Step& step, const std::string& reason, Instant happened);
[[nodiscard]] Result<void> clocks_retarget(Step& step);
// The calendars are other ones now.
[[nodiscard]] Result<void> clocks_recalculate(Step& step);
[[nodiscard]] Result<void> clocks_end(Step& step);
[[nodiscard]] Result<void> clocks_reopen(Step& step);
[[nodiscard]] bool is_live(const ClockRow& clock);
[[nodiscard]] bool is_promise(const Policy& policy, const ClockRow& clock);

// Incidents (incidents.cpp).
inline constexpr std::string_view incident_reason = "incident:"; // and its id: why clocks stand
// Brings the case under the incidents of the context that hit it now, and lets go of the others.
[[nodiscard]] Result<void> incidents_follow(Step& step);
// When its window opens or closes by itself.
[[nodiscard]] std::optional<Instant> next_turn(const CaseIncident& incident);
[[nodiscard]] Result<void> incident_turns(Step& step, std::size_t index);
// The latest that has hit the case; nullptr: none.
[[nodiscard]] const CaseIncident* incident_of(const Case& state);
// It was worked out before an incident came.
[[nodiscard]] bool draft_is_behind(const Case& state);

// Work that goes out (outgoing.cpp).
// Raises the notices and surveys that go out on `word`.
[[nodiscard]] Result<void> notices_hear(Step& step, std::string_view word);
// `at`, or the end of the quiet hours of that notice in which it lies; no notice has none.
[[nodiscard]] Result<Instant> outside_quiet(const Step& step, std::string_view notice, Instant at);
// Thanks for an answer, whatever it says (no compensation, no ledger).
void give_survey_gift(Step& step);
void tell_role(Step& step, const std::string& role, const std::string& because);
void start_task(Step& step, CaseTask task);
// Open tasks that the word finishes.
void tasks_hear(Step& step, std::string_view word);

// Remedies (remedies.cpp).
[[nodiscard]] Result<void> reassess(Step& step);
// The rule's plan, whatever is wrong with it; and the one that can be put forward as it is.
[[nodiscard]] Result<Plan> what_the_rule_says(const Step& step);
[[nodiscard]] Result<Plan> rule_plan(const Step& step);
[[nodiscard]] Result<Plan> staff_plan(const Step& step,
                                      const std::vector<commands::LineGiven>& lines, CapRule caps);
[[nodiscard]] Result<std::optional<Instant>> answer_by(const Step& step);
[[nodiscard]] Result<void> carry_out(Step& step, const Plan& plan);
// The alternatives of `choice` change places with the lines' own remedies (evolve.cpp).
void choose(Plan& plan, const std::vector<std::int64_t>& choice);
// Is the role's limit enough? In another currency it is not.
[[nodiscard]] bool may_promise(const Role& role, const Money& amount);

// Plans and the ledger (reserve.cpp).
enum class Reserve : std::uint8_t { dearest, chosen };
// Is there room for what the plan's lines cost, as caps, payments and the order stand now? Error
// `state` with the pointer of the line below "/plan".
[[nodiscard]] Result<void> check_room(const Step& step, const Plan& plan, Reserve how);
// What a plan's lines cost, kept for it in the ledger. Errors as check_room.
[[nodiscard]] Result<void> reserve(Step& step, const Plan& plan, Reserve how);
void release_dead_offers(Step& step);

// Money that really went out (payments.cpp) counts, whatever was promised. Where the order had no
// room for it, remedies of this case that have none left are cancelled and a person looks at it.
void count_payment(Step& step, LedgerEntry entry, const std::optional<std::string>& line);
// Who is asked about money that went wrong.
[[nodiscard]] std::string payer(const Step& step);
[[nodiscard]] std::vector<std::string> scopes_of(const Case& state,
                                                 const std::optional<std::string>& line);
[[nodiscard]] std::optional<std::string> incident_scope(const Case& state);
// What stands in the ledger when the offers of this case, the plan `but` and one entry of it are
// left out.
[[nodiscard]] std::vector<LedgerBalance> standing_balances(const Case& state,
                                                           const Context& context,
                                                           std::string_view but,
                                                           std::string_view but_entry = "");
[[nodiscard]] const Plan* plan_in_state(const Case& state, PlanState wanted);
[[nodiscard]] const Plan* find_plan(const Case& state, std::string_view id);
// The last plan that the customer was shown; nullptr: none.
[[nodiscard]] const Plan* last_offer(const Case& state);

// Offers (effects_plan.cpp).
[[nodiscard]] Result<std::string> put_forward(Step& step, Plan plan,
                                              const std::optional<Personal>& text);
void tidy_offers(Step& step);
// Re-sends that were lost or came back (effects_money.cpp).
void forget_resends(Step& step, const std::map<std::string, Json>& facts);

// What each command does by itself (effects.cpp).
[[nodiscard]] Result<void> effect(Step& step, const Command& command);

} // namespace amends::cases
