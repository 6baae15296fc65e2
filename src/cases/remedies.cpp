// From a plan to money and goods: what rule or staff give, what consent sets in motion.
#include "step.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

std::vector<PlanLine> plan_lines(const Step& step, const std::vector<commands::LineGiven>& given) {
  std::vector<PlanLine> lines;
  for (const commands::LineGiven& one : given) {
    PlanLine line;
    line.id = std::to_string(lines.size() + 1);
    line.line = one.line;
    line.quantity = one.quantity;
    line.head = one.head.value_or(Head::goodwill); // goodwill: the one `give` is usually for
    line.give = one.give;
    line.amount = one.amount;
    line.points = one.points;
    line.keep_goods = one.keep_goods;
    line.paid_by = one.paid_by.value_or("");
    line.because = step.now().labels.empty() ? "other" : step.now().labels.front().category;
    line.by_staff = step.by();
    line.alternatives = one.alternatives;
    lines.push_back(std::move(line));
  }
  return lines;
}

// Whoever speaks promises it: what that role may promise decides about approval.
AssessInput input_of(const Step& step) {
  AssessInput input = assess_input(step.now(), step.context());
  input.by = step.context().by.role;
  return input;
}

// Nobody may say yes to that much.
Result<void> check_authority(const Step& step, const Plan& plan) {
  if (!plan.approval || step.policy().role(plan.approval->role) == nullptr)
    return {};
  const Role& role = *step.policy().role(plan.approval->role);
  if (may_promise(role, plan.approval->amount))
    return {};
  return Error{Code::denied,
               print_money(plan.approval->amount) +
                   " is more than anybody may promise; the most is " + print_money(*role.up_to) +
                   " (" + role.name + ")",
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
  bool cut = false, gives = false;
  for (const PlanLine& line : plan.lines) {
    cut = cut || line.capped;
    gives = gives || line.give != Give::none || !line.alternatives.empty();
  }
  if (cut && !gives)
    return no_rule_plan("caps and what was given before leave nothing that the rule could give");
  return {};
}

// Rows that are about other categories explain nothing and are left out.
Result<Plan> assessed(const Step& step, const AssessInput& input) {
  AMENDS_TRY_ASSIGN(Plan plan, step.policy().compensation().assess(input));
  std::erase_if(plan.why,
                [](const PlanWhy& why) { return !why.fired && why.column == "category"; });
  return plan;
}

// A complaint is taken in whether or not the rule can be worked out: then a person decides, and the
// draft says what stood in the way.
Result<Plan> drafted(const Step& step) {
  auto plan = assessed(step, assess_input(step.now(), step.context()));
  if (plan || plan.error().code != Code::evaluation)
    return plan;
  Plan draft;
  draft.ask = step.policy().compensation().decider();
  draft.why.push_back({"compensation", false, {}, {}, plan.error().message});
  return draft;
}

CaseAction remedy_action(Step& step, const Plan& plan, const PlanLine& line) {
  CaseAction action;
  action.id = step.next_id();
  action.kind = std::string(give_row(line.give).action);
  action.raised_at = step.at();
  action.due = line.cooling ? step.at() + *line.cooling : step.at();
  action.reason_code = line.because;
  action.plan = plan.id;
  action.plan_line = line.id;
  if (step.now().order)
    action.order_id = step.now().order->id;
  action.line = line.line;
  action.quantity = line.quantity;
  action.head = line.head;
  action.paid_by = line.paid_by;
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

// A sign of abuse is a task for a person, once a sign; nothing is refused for it.
void look_into(Step& step, const std::vector<std::string>& flags) {
  for (const std::string& flag : flags) {
    const std::string kind = "look_into:" + flag;
    const bool known = std::any_of(step.now().tasks.begin(), step.now().tasks.end(),
                                   [&](const CaseTask& task) { return task.kind == kind; });
    if (known)
      continue;
    CaseTask task;
    task.kind = kind;
    task.owner = step.policy().compensation().decider();
    start_task(step, std::move(task));
  }
}

} // namespace

Result<Plan> what_the_rule_says(const Step& step) { return assessed(step, input_of(step)); }

Result<Plan> rule_plan(const Step& step) {
  AMENDS_TRY_ASSIGN(Plan plan, what_the_rule_says(step));
  AMENDS_CHECK(check_complete(plan));
  AMENDS_CHECK(check_authority(step, plan));
  return plan;
}

Result<Plan> staff_plan(const Step& step, const std::vector<commands::LineGiven>& lines,
                        CapRule caps) {
  AMENDS_TRY_ASSIGN(Plan plan, step.policy().compensation().counter(input_of(step),
                                                                    plan_lines(step, lines), caps));
  plan.over_caps = caps == CapRule::exceed;
  AMENDS_CHECK(check_authority(step, plan));
  return plan;
}

// The customer may answer until the stage that waits for it moves on by itself.
Result<std::optional<Instant>> answer_by(const Step& step) {
  std::optional<Instant> none; // nothing moves by itself
  AMENDS_TRY_ASSIGN(const Transition* way,
                    find_transition(step.policy(), step.now(), step.at(), "propose"));
  if (way == nullptr) { // the stage stays, and its timer with it
    for (const StageTimer& timer : step.now().timers)
      none = none ? std::min(*none, timer.at) : timer.at;
    return none;
  }
  const Stage* waiting = step.workflow()->stage(way->to);
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

Result<void> reassess(Step& step) {
  AMENDS_TRY_ASSIGN(Plan plan, drafted(step));
  if (step.now().draft && encode(*step.now().draft) == encode(plan))
    return {};
  const auto flags = plan.flags;
  step.emit(events::Assessed{{}, std::move(plan)});
  look_into(step, flags);
  return {};
}

Result<void> carry_out(Step& step, const Plan& plan) {
  AMENDS_CHECK(reserve(step, plan, Reserve::chosen));
  for (const PlanLine& line : plan.lines)
    if (!give_row(line.give).action.empty())
      step.emit(events::ActionRaised{{}, remedy_action(step, plan, line)});
  return {};
}

} // namespace amends::cases
