// Who may say what, and when. `decide` begins here and `can` / `cannot` are computed here, so that
// the two never disagree.
#include "step.hpp"

#include "amends/ids.hpp"

#include <algorithm>
#include <array>

namespace amends::cases {
namespace {

Error state_error(std::string message) { return {Code::state, std::move(message), "/op"}; }

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t from = 0; from < words.size();) {
    const auto to = std::min(words.find(' ', from), words.size());
    if (words.substr(from, to - from) == word)
      return true;
    from = to + 1;
  }
  return false;
}

// What a person can still do once the case is over.
bool allowed_after_end(std::string_view op) {
  static constexpr std::array words{"reopen", "note",        "message", "survey_answer",  "open",
                                    "intake", "finish_task", "excuse",  "external_payout"};
  return std::find(words.begin(), words.end(), op) != words.end();
}

Result<void> check_role(const Policy& policy, const Case& state, const Party& party,
                        const CommandInfo& info) {
  if (party.role == "system")
    return {};
  if (has_word(info.builtin_roles, party.role)) {
    if (party.role == "customer" && !state.id.empty() && !is_customer_of(state, party))
      return Error{Code::denied, "this case belongs to another customer", "/case_id"};
    return {};
  }
  const Role* role = policy.role(party.role);
  if (role != nullptr && role->may.contains(info.may))
    return {};
  return Error{Code::denied,
               "the role " + party.role + " may not say " + std::string(info.op) +
                   "; it takes a role that may " + std::string(info.may),
               "/by"};
}

std::string exits_of(const Stage& stage, const Workflow& flow) {
  std::string out;
  for (const auto* list : {&stage.go, &flow.anywhere})
    for (const Transition& t : *list)
      if (t.on != "auto" && t.on != "after" && !has_word(out, t.on))
        out += (out.empty() ? "" : " ") + t.on;
  return out;
}

// Saying yes to a plan takes a role that may promise as much.
Result<void> check_approver(const Policy& policy, const Case& state, const Party& party) {
  const Plan* plan = plan_in_state(state, PlanState::awaiting_approval);
  if (plan == nullptr || !plan->approval)
    return state_error("no plan is waiting for approval");
  const Role* role = policy.role(party.role);
  if (role == nullptr || may_promise(*role, plan->approval->amount))
    return {};
  return Error{Code::denied,
               "the role " + party.role + " may say yes up to " + print_money(*role->up_to) +
                   "; this plan comes to " + print_money(plan->approval->amount) + ": it takes " +
                   plan->approval->role,
               "/by"};
}

const Transition* way_of(const Stage& stage, const Workflow& flow, std::string_view op) {
  for (const auto* list : {&stage.go, &flow.anywhere})
    for (const Transition& t : *list)
      if (t.on == op)
        return &t;
  return nullptr;
}

// Can the customer say yes in this stage, or in one that `op` and automatic steps lead to?
bool takes_answer(const Workflow& flow, const Stage& stage, std::string_view op, int steps) {
  if (way_of(stage, flow, "accept") != nullptr)
    return true;
  for (const auto* list : {&stage.go, &flow.anywhere})
    for (const Transition& t : *list) {
      const Stage* to = t.on == op ? flow.stage(t.to) : nullptr;
      if (to != nullptr && steps > 0 && takes_answer(flow, *to, "auto", steps - 1))
        return true;
    }
  return false;
}

// A plan goes to the customer only where he can say yes to it.
Result<void> check_answerable(const Policy& policy, const Case& state) {
  const Workflow* flow = policy.workflow(state.kind);
  const Stage* stage = flow == nullptr ? nullptr : flow->stage(state.stage);
  if (stage == nullptr || takes_answer(*flow, *stage, "propose", 3))
    return {};
  const std::string exits = exits_of(*stage, *flow);
  return state_error("nobody could accept a plan in stage " + state.stage +
                     (exits.empty() ? "" : "; possible: " + exits));
}

bool can_be_revoked(const Case& state, const std::set<std::string>& handed_out) {
  return std::any_of(state.actions.begin(), state.actions.end(), [&](const CaseAction& action) {
    return action.plan && action.state == ActionState::raised && !handed_out.contains(action.id);
  });
}

// What the commands about plans need.
Result<void> check_plan_needs(const Policy& policy, const Case& state, const Party& party,
                              std::string_view op, const std::set<std::string>& handed_out) {
  const bool answer = op == "accept" || op == "counter" || op == "reject";
  if (answer && plan_in_state(state, PlanState::open) == nullptr)
    return state_error(plan_in_state(state, PlanState::awaiting_approval) == nullptr
                           ? "no plan is open; propose one first"
                           : "the plan waits for approval; the customer does not have it yet");
  if (op == "propose" || op == "override" || op == "approve")
    AMENDS_CHECK(check_answerable(policy, state));
  if (op == "accept" && has_open_remedy(state))
    return state_error("what was accepted before is still under way; settle or revoke it first");
  if (op == "approve")
    return check_approver(policy, state, party);
  if (op == "refuse_approval" && plan_in_state(state, PlanState::awaiting_approval) == nullptr)
    return state_error("no plan is waiting for approval");
  if (op == "revoke" && !can_be_revoked(state, handed_out))
    return state_error("nothing is left to revoke: no remedy is raised that was not handed out");
  return {};
}

// What the command itself needs, whatever the workflow says.
Result<void> check_own_needs(const Case& state, std::string_view op, Instant at) {
  const auto has_counted = [&](const ClockRow& clock) {
    return clock.started_at < std::min(at, clock.stopped_at.value_or(at));
  };
  if (op == "excuse" && std::none_of(state.clocks.begin(), state.clocks.end(), has_counted))
    return state_error("no clock has counted any time yet");
  const bool open_task = std::any_of(state.tasks.begin(), state.tasks.end(),
                                     [](const CaseTask& t) { return t.state == TaskState::open; });
  if ((op == "claim_task" || op == "finish_task") && !open_task)
    return state_error("no task is open");
  if (op == "release" && state.holds.empty())
    return state_error("nothing is on hold");
  if (op == "survey_answer" && !state.survey_sent)
    return state_error("no survey has been sent");
  if (op == "survey_answer" && state.survey_score)
    return state_error("the survey has been answered");
  if ((op == "ship" || op == "deliver") && (!state.order || state.order->deliveries.empty()))
    return state_error("the order has no deliveries");
  if (op == "external_payout" && !state.order)
    return state_error("the case is about no order");
  if (op == "withdraw" && has_open_remedy(state))
    return state_error("a remedy is under way; settle it first");
  return {};
}

} // namespace

bool may_promise(const Role& role, const Money& amount) {
  return !role.up_to ||
         (role.up_to->currency == amount.currency && amount.minor <= role.up_to->minor);
}

bool is_customer_of(const Case& state, const Party& party) {
  return state.customer && state.customer->id == party.id;
}

Result<void> check_needs(const Case& state, const std::vector<std::string>& needs) {
  for (const std::string& need : needs) {
    bool there = false;
    if (need == "finding")
      there = !state.findings.empty();
    else if (need == "contact")
      there = state.contacted;
    else if (need == "follow_up")
      there = state.followed_up;
    else if (need == "plan")
      there = !state.plans.empty();
    else if (need == "result")
      there = state.result.has_value() || !state.plans.empty();
    else if (need == "survey")
      there = state.survey_sent;
    else
      there = std::any_of(state.evidence.begin(), state.evidence.end(),
                          [&](const EvidenceRow& row) { return row.kind == need; });
    if (!there)
      return state_error("this needs " + need + " first");
  }
  return {};
}

Result<const Transition*> find_transition(const Policy& policy, const Case& state, Instant at,
                                          std::string_view op) {
  const Transition* none = nullptr;
  const Workflow* flow = policy.workflow(state.kind);
  const Stage* stage = flow == nullptr ? nullptr : flow->stage(state.stage);
  if (stage == nullptr)
    return none;
  std::optional<Facts> facts; // worked out only when a guard asks
  std::optional<Error> refused;
  for (const auto* list : {&stage->go, &flow->anywhere}) {
    for (const Transition& t : *list) {
      if (t.on != op)
        continue;
      if (t.condition) {
        if (!facts)
          facts = facts_for(state, at);
        AMENDS_TRY_ASSIGN(const Value held, t.condition->evaluate(*facts));
        const bool* truth = held.get<bool>();
        if (truth == nullptr || !*truth)
          continue;
      }
      std::vector<std::string> needs = t.needs;
      if (op != "withdraw" && op != "escalate" && op != "request_information")
        needs.insert(needs.end(), stage->needs.begin(), stage->needs.end());
      if (auto there = check_needs(state, needs); !there) {
        if (!refused)
          refused = there.error();
        continue;
      }
      return &t;
    }
  }
  if (refused)
    return *refused;
  return none;
}

} // namespace amends::cases

namespace amends {

using namespace cases;

Result<Party> parse_party(std::string_view text) {
  const auto colon = text.find(':');
  Party party{std::string(text.substr(0, colon)),
              colon == std::string_view::npos ? "" : std::string(text.substr(colon + 1))};
  const bool named = colon != std::string_view::npos;
  if (party.role.empty() || (named && !check_id(party.id)) || !check_id(party.role) ||
      (!named && party.role != "system"))
    return Error{Code::parse, "who speaks is written ROLE:ID (agent:li), or system", ""};
  return party;
}

Result<void> permit(const Policy& policy, const Case& state, const Party& party,
                    std::string_view op, Instant at, const std::set<std::string>& handed_out) {
  const CommandInfo* info = command_info(op);
  if (info == nullptr)
    return Error{Code::parse, "there is no command " + std::string(op), "/op"};
  if (!info->built)
    return Error{Code::unsupported, std::string(op) + " is not built yet", "/op"};
  AMENDS_CHECK(check_role(policy, state, party, *info));
  if (state.id.empty())
    return {};
  if (state.ended && !allowed_after_end(op))
    return state_error("the case is over; reopen it first");
  AMENDS_CHECK(check_own_needs(state, op, at));
  AMENDS_CHECK(check_plan_needs(policy, state, party, op, handed_out));
  AMENDS_TRY_ASSIGN(const Transition* way, find_transition(policy, state, at, op));
  if (way == nullptr && info->moves) {
    const Workflow* flow = policy.workflow(state.kind);
    const Stage* stage = flow == nullptr ? nullptr : flow->stage(state.stage);
    const std::string exits = stage == nullptr ? "" : exits_of(*stage, *flow);
    return state_error(std::string(op) + " is not possible in stage " + state.stage +
                       (exits.empty() ? "" : "; possible: " + exits));
  }
  return {};
}

} // namespace amends
