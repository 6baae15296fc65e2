// The plan between us and the customer: put forward, approved, answered.
#include "effects.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

constexpr const char* approval_task = "approve_plan";

// The plan an answer is about: the one named, else the one in that state.
Result<Plan> plan_in(const Step& step, const std::optional<std::string>& id, PlanState wanted,
                     const std::string& otherwise) {
  const Plan* found = id ? find_plan(step.now(), *id) : plan_in_state(step.now(), wanted);
  if (found == nullptr)
    return id ? Error{Code::not_found, "there is no plan " + *id, "/plan"}
              : Error{Code::state, otherwise, "/plan"};
  if (found->state != wanted)
    return Error{Code::state, "the plan " + found->id + " is not in that state any more", "/plan"};
  return *found;
}

Result<Plan> answered_plan(const Step& step, const std::optional<std::string>& id) {
  return plan_in(step, id, PlanState::open, "no plan is open");
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

void finish_approval_task(Step& step, const std::string& outcome) {
  for (CaseTask task : std::vector<CaseTask>(step.now().tasks)) {
    if (task.kind != approval_task || task.state != TaskState::open)
      continue;
    task.state = TaskState::done;
    task.finished_at = step.at();
    task.outcome = outcome;
    step.emit(events::TaskFinished{{}, std::move(task)});
  }
}

void ask_approval(Step& step, const Plan& plan) {
  const Approval asked = *plan.approval;
  step.emit(events::ApprovalAsked{{}, plan.id, asked});
  CaseTask task;
  task.kind = approval_task;
  task.owner = asked.role;
  start_task(step, std::move(task));
  tell_role(step, asked.role, approval_task);
}

std::string number_plan(Step& step, Plan& plan) {
  plan.id = step.next_id();
  for (std::size_t i = 0; i < plan.lines.size(); ++i)
    plan.lines[i].id = plan.id + "." + std::to_string(i + 1);
  return plan.id;
}

Result<void> write_instead(Step& step, const std::vector<commands::LineGiven>& lines, CapRule caps,
                           const std::optional<Personal>& text,
                           const std::optional<Personal>& reason) {
  AMENDS_TRY_ASSIGN(Plan plan, staff_plan(step, lines, caps));
  AMENDS_TRY_ASSIGN(const Plan rule, what_the_rule_says(step));
  AMENDS_TRY_ASSIGN(const std::string id, put_forward(step, std::move(plan), text));
  step.emit(events::PlanOverridden{{}, id, rule, step.by(), reason});
  return {};
}

} // namespace

// To the customer, or first to who must say yes. Answers the plan's id.
Result<std::string> put_forward(Step& step, Plan plan, const std::optional<Personal>& text) {
  std::string id = number_plan(step, plan);
  if (plan.approval) {
    plan.state = PlanState::awaiting_approval;
    step.emit(events::PlanProposed{{}, plan, text});
    ask_approval(step, plan);
    return id;
  }
  plan.state = PlanState::open;
  plan.offered_at = step.at();
  AMENDS_TRY_ASSIGN(plan.answer_by, answer_by(step));
  step.emit(events::PlanProposed{{}, std::move(plan), text});
  return id;
}

Result<void> run(Step& step, const commands::Propose& command) {
  if (!command.lines.empty())
    return write_instead(step, command.lines, CapRule::hold, command.text, std::nullopt);
  AMENDS_TRY_ASSIGN(Plan plan, rule_plan(step));
  AMENDS_TRY_ASSIGN(const std::string id, put_forward(step, std::move(plan), command.text));
  return {};
}

Result<void> run(Step& step, const commands::Override& command) {
  if (command.lines.empty())
    return Error{Code::parse, "say what is given instead", "/lines"};
  return write_instead(step, command.lines, CapRule::exceed, command.text, command.reason);
}

Result<void> run(Step& step, const commands::Approve& command) {
  AMENDS_TRY_ASSIGN(const Plan plan, plan_in(step, command.plan, PlanState::awaiting_approval,
                                             "no plan is waiting for approval"));
  AMENDS_TRY_ASSIGN(const auto until, answer_by(step));
  step.emit(events::ApprovalGiven{{}, plan.id, step.by(), until, command.text});
  finish_approval_task(step, "approved");
  return reserve(step, *find_plan(step.now(), plan.id), Reserve::dearest);
}

Result<void> run(Step& step, const commands::RefuseApproval& command) {
  AMENDS_TRY_ASSIGN(const Plan plan, plan_in(step, command.plan, PlanState::awaiting_approval,
                                             "no plan is waiting for approval"));
  step.emit(events::ApprovalRefused{{}, plan.id, step.by(), command.text});
  finish_approval_task(step, "refused");
  tell_role(step, step.now().owner.substr(0, step.now().owner.find(':')), "approval_refused");
  return {};
}

namespace {

// What a plan gives, whatever its numbers.
std::string gist(const Plan& plan) {
  std::string out;
  for (PlanLine line : plan.lines) {
    line.id.clear();
    out += print_json(encode(line));
  }
  return out;
}

bool by_rule(const Plan& plan) {
  return std::none_of(plan.lines.begin(), plan.lines.end(),
                      [](const PlanLine& line) { return line.by_staff; });
}

void mark_outdated(Step& step, Plan plan) {
  plan.outdated = true;
  step.emit(events::PlanProposed{{}, std::move(plan), std::nullopt});
}

void ask_to_look_again(Step& step) {
  CaseTask task;
  task.kind = "look_at_plan_again";
  task.owner = step.now().owner;
  start_task(step, std::move(task));
}

// What was offered is not there any more. The rule's plan is made anew and goes to the customer;
// what staff wrote goes back to staff. The customer's answer is the error either way.
Result<void> cannot_be_kept(Step& step, const Plan& offer, Error why) {
  if (offer.outdated || !step.context().alone) {
    why.message += "; propose a new plan";
    return why;
  }
  Error told = why;
  told.message += "; this offer cannot be kept, a person looks at it again";
  const bool rule = by_rule(offer);
  auto plan = rule ? rule_plan(step) : Result<Plan>(why);
  if (plan && gist(*plan) == gist(offer))
    plan = why;
  if (plan && !plan->approval)
    told.message = why.message + "; this offer cannot be kept, a new one takes its place";
  step.refuse(told);
  AMENDS_CHECK(reassess(step));
  mark_outdated(step, offer);
  if (!plan) {
    ask_to_look_again(step);
    return {};
  }
  AMENDS_TRY_ASSIGN(const std::string id, put_forward(step, std::move(*plan), std::nullopt));
  return {};
}

} // namespace

Result<void> run(Step& step, const commands::Accept& command) {
  if (command.consent == false)
    return Error{Code::parse, "accepting is consent; say reject or counter instead", "/consent"};
  AMENDS_TRY_ASSIGN(const Plan plan, answered_plan(step, command.plan));
  AMENDS_CHECK(check_choice(plan, command.choice));
  Plan chosen = plan;
  choose(chosen, command.choice);
  if (auto room = check_room(step, chosen, Reserve::chosen); !room)
    return cannot_be_kept(step, plan, std::move(room).error());
  step.emit(events::ConsentGiven{{}, plan.id, step.by(), command.choice});
  return carry_out(step, *find_plan(step.now(), plan.id));
}

Result<void> run(Step& step, const commands::Counter& command) {
  return refuse(step, command, command.wish);
}

Result<void> run(Step& step, const commands::Reject& command) {
  return refuse(step, command, std::nullopt);
}

Result<void> offer_again(Step& step) {
  for (const PlanState state : {PlanState::open, PlanState::awaiting_approval}) {
    const Plan* offer = plan_in_state(step.now(), state);
    if (offer == nullptr || offer->outdated)
      continue;
    const Plan old = *offer;
    const bool rule = by_rule(old);
    const auto says = what_the_rule_says(step);
    if (rule && says && gist(*says) == gist(old))
      continue;
    auto plan = rule ? rule_plan(step) : Result<Plan>(Error{});
    if (!plan) {
      mark_outdated(step, old);
      ask_to_look_again(step);
      continue;
    }
    AMENDS_TRY_ASSIGN(const std::string id, put_forward(step, std::move(*plan), std::nullopt));
    return {};
  }
  return {};
}

// Tasks and reservations that belong to no living offer go.
void tidy_offers(Step& step) {
  if (plan_in_state(step.now(), PlanState::awaiting_approval) == nullptr)
    for (CaseTask task : std::vector<CaseTask>(step.now().tasks))
      if (task.kind == approval_task && task.state == TaskState::open) {
        task.state = TaskState::cancelled;
        task.finished_at = step.at();
        step.emit(events::TaskFinished{{}, std::move(task)});
      }
  release_dead_offers(step);
}

} // namespace amends::cases
