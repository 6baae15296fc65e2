// Stages and the ways between them.
#include "step.hpp"

#include "amends/limits.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

// Timers of a stage that leaves by itself after a while.
Result<std::vector<StageTimer>> timers_of(const Step& step, const Stage& stage) {
  std::vector<StageTimer> out;
  for (std::size_t i = 0; i < stage.go.size(); ++i) {
    const Transition& t = stage.go[i];
    if (!t.after)
      continue;
    AMENDS_TRY_ASSIGN(const Instant at, step.policy().after(step.at(), *t.after, t.calendar));
    out.push_back({at, static_cast<std::int64_t>(i)});
  }
  return out;
}

Result<void> start_stage_tasks(Step& step, const Stage& stage) {
  for (const TaskSpec& spec : stage.tasks) {
    if (spec.condition) {
      AMENDS_TRY_ASSIGN(const Value held, spec.condition->evaluate(step.facts()));
      const bool* truth = held.get<bool>();
      if (truth == nullptr || !*truth)
        continue;
    }
    CaseTask task;
    task.kind = spec.name;
    task.owner = spec.owner;
    task.stage = stage.name;
    if (spec.within) {
      AMENDS_TRY_ASSIGN(task.due, step.policy().after(step.at(), *spec.within, spec.calendar));
    }
    start_task(step, std::move(task));
  }
  return {};
}

void cancel_stage_tasks(Step& step, const std::string& left) {
  std::vector<CaseTask> open;
  for (const CaseTask& task : step.now().tasks)
    if (task.state == TaskState::open && (task.stage == left || step.now().ended))
      open.push_back(task);
  for (CaseTask& task : open) {
    task.state = TaskState::cancelled;
    task.finished_at = step.at();
    step.emit(events::TaskFinished{{}, std::move(task)});
  }
}

// A person who owns the case keeps it while the role stays the same.
std::string owner_in(const Case& state, const Stage& stage) {
  if (stage.owner.empty() || state.owner.starts_with(stage.owner + ":"))
    return state.owner;
  return stage.owner;
}

Result<void> enter(Step& step, const Stage& stage, std::string_view because) {
  const std::string left = step.now().stage;
  AMENDS_TRY_ASSIGN(std::vector<StageTimer> timers, timers_of(step, stage));
  events::StageEntered event;
  event.stage = stage.name;
  event.because = std::string(because);
  event.owner = owner_in(step.now(), stage);
  event.waiting_for = stage.waiting_for;
  event.ended = stage.end;
  event.timers = std::move(timers);
  step.emit(std::move(event));
  if (!left.empty()) {
    cancel_stage_tasks(step, left);
    AMENDS_CHECK(clocks_hear(step, "leave:" + left, step.at()));
  }
  AMENDS_CHECK(clocks_hear(step, "stage:" + stage.name, step.at()));
  AMENDS_CHECK(clocks_follow_waiting(step));
  if (stage.end)
    AMENDS_CHECK(clocks_end(step));
  AMENDS_CHECK(start_stage_tasks(step, stage));
  return notices_hear(step, "stage:" + stage.name);
}

// The stage's spec of a task it started; nullptr for any other task.
const TaskSpec* spec_of(const Workflow* flow, const CaseTask& task) {
  const Stage* stage = flow == nullptr ? nullptr : flow->stage(task.stage);
  if (stage == nullptr)
    return nullptr;
  const auto found = std::find_if(stage->tasks.begin(), stage->tasks.end(),
                                  [&](const TaskSpec& spec) { return spec.name == task.kind; });
  return found == stage->tasks.end() ? nullptr : &*found;
}

bool leans_on_calendar(const std::optional<Span>& span) { return span && span->needs_calendar(); }

Result<void> recalculate_tasks(Step& step) {
  for (CaseTask task : std::vector<CaseTask>(step.now().tasks)) {
    const TaskSpec* spec = spec_of(step.workflow(), task);
    if (task.state != TaskState::open || spec == nullptr || !leans_on_calendar(spec->within))
      continue;
    const auto before = task.due;
    AMENDS_TRY_ASSIGN(task.due,
                      step.policy().after(task.started_at, *spec->within, spec->calendar));
    if (task.due != before)
      step.emit(events::TaskStarted{{}, std::move(task)});
  }
  return {};
}

} // namespace

Result<void> workflow_recalculate(Step& step) {
  AMENDS_CHECK(recalculate_tasks(step));
  const Stage* stage = step.stage();
  events::StageEntered stay;
  stay.timers = step.now().timers;
  for (StageTimer& timer : stay.timers) {
    const auto index = static_cast<std::size_t>(timer.transition);
    if (stage == nullptr || index >= stage->go.size() || !leans_on_calendar(stage->go[index].after))
      continue;
    const Transition& way = stage->go[index];
    AMENDS_TRY_ASSIGN(const Instant at,
                      step.policy().after(step.now().stage_at, *way.after, way.calendar));
    timer.at = std::max(at, step.at());
  }
  if (stay.timers == step.now().timers)
    return {};
  stay.stage = step.now().stage;
  stay.because = "calendar";
  stay.owner = step.now().owner;
  stay.waiting_for = step.now().waiting_for;
  step.emit(std::move(stay));
  return {};
}

Result<void> take_transition(Step& step, const Transition& transition, std::string_view because) {
  const Workflow* flow = step.workflow();
  const Stage* to = flow == nullptr ? nullptr : flow->stage(transition.to);
  if (to == nullptr)
    return Error{Code::internal, "the workflow has no stage " + transition.to, ""};
  if (to->name == step.now().stage)
    return {};
  return enter(step, *to, because);
}

Result<void> take_automatic(Step& step) {
  for (int taken = 0; taken < limits::automatic_steps; ++taken) {
    AMENDS_TRY_ASSIGN(const Transition* way,
                      find_transition(step.policy(), step.now(), step.at(), "auto"));
    if (way == nullptr || way->to == step.now().stage)
      return {};
    AMENDS_CHECK(take_transition(step, *way, "auto"));
  }
  return Error{Code::limit, "more than 16 automatic steps in a row; the workflow goes in circles",
               ""};
}

Result<void> enter_first_stage(Step& step) {
  const Workflow* flow = step.workflow();
  const Stage* first = flow == nullptr ? nullptr : flow->stage(flow->first);
  if (first == nullptr)
    return Error{Code::internal, "the workflow has no first stage", ""};
  return enter(step, *first, "open");
}

Result<void> move(Step& step, const std::vector<std::string_view>& words) {
  for (const std::string_view op : words) {
    // Only the customer's own words move a case; ours are answers.
    if (op == "message" && step.context().by.role != "customer")
      continue;
    auto way = find_transition(step.policy(), step.now(), step.at(), op);
    // Something is still missing for the way out: the case stays where it is.
    if (!way && way.error().code != Code::state)
      return way.error();
    if (!way || *way == nullptr)
      continue;
    AMENDS_CHECK(take_transition(step, **way, op));
    break;
  }
  return take_automatic(step);
}

} // namespace amends::cases
