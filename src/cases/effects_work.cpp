// Staff work: talking to the customer, findings, tasks, promises, pauses, the end of a case.
#include "effects.hpp"

#include "amends/ids.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void record(Step& step, std::string what, const std::optional<std::string>& channel,
            const std::vector<std::string>& fields, const std::optional<Personal>& text) {
  step.emit(events::Recorded{{}, std::move(what), step.by(), channel, fields, text, {}});
}

Result<CaseTask> open_task(const Step& step, const std::string& id) {
  for (const CaseTask& task : step.now().tasks)
    if (task.id == id) {
      if (task.state == TaskState::open)
        return task;
      return Error{Code::state, "the task " + id + " is not open any more", "/task"};
    }
  return Error{Code::not_found, "this case has no task " + id, "/task"};
}

// A role of the policy, or a person in one.
Result<void> check_owner(const Policy& policy, const std::string& owner) {
  const std::string role = owner.substr(0, owner.find(':'));
  if (role != owner)
    if (auto party = parse_party(owner); !party)
      return std::move(party).error().inside("/owner");
  if (policy.role(role) != nullptr)
    return {};
  return Error{Code::not_found, "the policy has no role " + role, "/owner"};
}

// A promise's clock counts natural time and has one point: its due instant.
ClockRow promise_clock(Step& step, Instant due) {
  ClockRow clock;
  clock.id = step.next_id();
  clock.target = "promise";
  clock.state = ClockState::running;
  clock.started_at = step.at();
  clock.since = step.at();
  clock.budget = due - step.at();
  clock.due = due;
  ClockPoint& end = clock.points.emplace_back();
  end.at = due;
  end.kind = PointKind::breach;
  end.name = "100%";
  end.role = step.now().owner;
  return clock;
}

// The task of a promise is done: its clock stops.
Result<void> keep_promise(Step& step, const std::string& task, Instant happened) {
  for (const PromiseRow& promise : step.now().promises) {
    if (promise.task != task)
      continue;
    for (const ClockRow& clock : std::vector<ClockRow>(step.now().clocks)) {
      const Target* target = target_of(step.policy(), clock);
      if (clock.id != promise.clock || !is_live(clock) || target == nullptr)
        continue;
      AMENDS_TRY_ASSIGN(ClockRow kept, target->stop(clock, std::max(happened, clock.since)));
      step.emit(events::ClockStopped{{}, std::move(kept)});
    }
  }
  return {};
}

// By id, or the latest of that target.
Result<ClockRow> clock_named(const Case& state, const std::string& name) {
  for (auto clock = state.clocks.rbegin(); clock != state.clocks.rend(); ++clock)
    if (clock->id == name || clock->target == name)
      return *clock;
  std::vector<std::string_view> names;
  for (const ClockRow& clock : state.clocks)
    names.push_back(clock.target);
  const auto near = nearest_names(name, names, 1);
  return Error{Code::not_found,
               "this case has no clock " + name +
                   (near.empty() ? "" : "; did you mean " + std::string(near.front()) + "?"),
               "/clock"};
}

} // namespace

Result<void> run(Step& step, const commands::Note& command) {
  step.emit(events::Noted{{}, step.by(), command.text});
  return {};
}

Result<void> run(Step& step, const commands::Assign& command) {
  if (auto owner = parse_party(command.owner); !owner)
    return std::move(owner).error().inside("/owner");
  AMENDS_CHECK(check_owner(step.policy(), command.owner));
  step.emit(events::Assigned{{}, command.owner, command.team});
  return {};
}

Result<void> run(Step& step, const commands::Contact& command) {
  record(step, "contact", command.by_channel, {}, command.text);
  return {};
}

Result<void> run(Step& step, const commands::RequestInformation& command) {
  if (command.fields.empty())
    return Error{Code::parse, "name at least one field", "/fields"};
  record(step, "information_asked", {}, command.fields, command.text);
  return {};
}

Result<void> run(Step& step, const commands::ReceiveInformation& command) {
  record(step, "information_received", {}, {}, {});
  if (command.text)
    AMENDS_CHECK(add_message(step, *command.text, std::nullopt, false));
  AMENDS_CHECK(add_evidence(step, command.evidence));
  return add_facts(step, command.facts);
}

Result<void> run(Step& step, const commands::RecordFinding& command) {
  AMENDS_CHECK(check_facts(step.policy(), command.facts));
  FindingRow row;
  row.at = step.at();
  row.by = step.by();
  row.about = command.about;
  row.facts = command.facts;
  row.text = command.text;
  step.emit(events::FindingRecorded{{}, std::move(row)});
  forget_resends(step, command.facts);
  AMENDS_CHECK(clocks_retarget(step));
  return reassess(step);
}

// The day in the zone of the policy.
static Date day_of(const Policy& policy, Instant t) {
  for (const auto& [name, calendar] : policy.calendars())
    if (calendar->zone() == policy.zone())
      if (const auto day = calendar->local_date(t))
        return *day;
  constexpr std::int64_t us_per_day = 86'400'000'000;
  return Date{static_cast<std::int32_t>(t.us / us_per_day)};
}

Result<void> run(Step& step, const commands::Inspect& command) {
  commands::RecordFinding finding;
  finding.about = command.about;
  finding.facts = command.facts;
  finding.text = command.text;
  const Date day = day_of(step.policy(), command.happened_at.value_or(step.at()));
  const std::pair<std::string_view, Json> seen[] = {
      {"intact", Json::boolean(command.intact)},
      {"returned_goods_received", Json::string(print_date(day))}};
  for (const auto& [name, value] : seen)
    for (const FactInfo& fact : step.policy().compensation().law_facts())
      if (fact.name == name && !finding.facts.emplace(name, value).second)
        return Error{Code::parse, "the command itself says " + std::string(name),
                     "/facts" + pointer_step(name)};
  return run(step, finding);
}

Result<void> run(Step& step, const commands::Promise& command) {
  if (command.due <= step.at())
    return Error{Code::parse, "a promise lies ahead", "/due"};
  ClockRow clock = promise_clock(step, command.due);
  const std::string clock_id = clock.id;
  step.emit(events::ClockStarted{{}, std::move(clock)});
  CaseTask task;
  task.kind = "keep_promise";
  task.owner = step.now().owner;
  task.due = command.due;
  task.text = command.text;
  start_task(step, std::move(task));
  step.emit(events::Promised{{}, {clock_id, step.now().tasks.back().id, command.text}});
  return {};
}

Result<void> run(Step& step, const commands::StartTask& command) {
  if (auto ok = check_id(command.kind); !ok)
    return std::move(ok).error().inside("/kind");
  CaseTask task;
  task.kind = command.kind;
  task.owner = command.owner.value_or(step.by());
  if (command.owner)
    AMENDS_CHECK(check_owner(step.policy(), *command.owner));
  if (command.due && *command.due <= step.at())
    return Error{Code::parse, "a task is due later than now", "/due"};
  task.due = command.due;
  task.text = command.text;
  start_task(step, std::move(task));
  return {};
}

Result<void> run(Step& step, const commands::ClaimTask& command) {
  AMENDS_TRY_ASSIGN(CaseTask task, open_task(step, command.task));
  task.owner = step.by();
  step.emit(events::TaskStarted{{}, std::move(task)});
  return {};
}

Result<void> run(Step& step, const commands::FinishTask& command) {
  AMENDS_TRY_ASSIGN(CaseTask task, open_task(step, command.task));
  task.state = TaskState::done;
  task.finished_at = step.at();
  task.outcome = command.outcome;
  if (command.text)
    task.text = command.text;
  step.emit(events::TaskFinished{{}, std::move(task)});
  return keep_promise(step, command.task, command.happened_at.value_or(step.at()));
}

Result<void> run(Step& step, const commands::FollowUp& command) {
  step.emit(events::FollowedUp{{}, step.by(), command.satisfied, command.text});
  return {};
}

Result<void> run(Step& step, const commands::SurveyAnswer& command) {
  if (command.score < 1 || command.score > 5)
    return Error{Code::parse, "the score is 1 (worst) to 5", "/score"};
  step.emit(events::SurveyAnswered{{}, command.score, command.answers, command.text});
  give_survey_gift(step);
  return {};
}

Result<void> run(Step& step, const commands::Close& command) {
  step.emit(events::Closed{{}, command.result, command.text});
  return {};
}

Result<void> run(Step& step, const commands::Reopen& command) {
  step.emit(events::Reopened{{}, step.by(), command.text});
  return clocks_reopen(step);
}

Result<void> run(Step& step, const commands::Withdraw& command) {
  step.emit(events::Withdrawn{{}, step.by(), command.text});
  return {};
}

Result<void> run(Step& step, const commands::Escalate& command) {
  if (step.policy().role(command.to) == nullptr)
    return Error{Code::not_found, "the policy has no role " + command.to, "/to"};
  events::Escalated event;
  event.to = command.to;
  event.because = "escalate";
  event.text = command.text;
  step.emit(std::move(event));
  tell_role(step, command.to, "escalate");
  return {};
}

Result<void> run(Step& step, const commands::Hold& command) {
  if (auto ok = check_id(command.reason); !ok)
    return std::move(ok).error().inside("/reason");
  if (command.reason.starts_with(incident_reason))
    return Error{Code::parse, "an incident is declared with declare_incident, not with hold",
                 "/reason"};
  step.emit(events::Held{{}, command.reason, command.text});
  if (auto ok = clocks_pause(step, command.reason, command.happened_at.value_or(step.at())); !ok)
    return std::move(ok).error().inside("/happened_at");
  return {};
}

Result<void> run(Step& step, const commands::Release& command) {
  if (!contains(step.now().holds, command.reason))
    return Error{Code::state, "nothing is on hold for " + command.reason, "/reason"};
  step.emit(events::Released{{}, command.reason});
  if (auto ok = clocks_resume(step, command.reason, command.happened_at.value_or(step.at())); !ok)
    return std::move(ok).error().inside("/happened_at");
  return {};
}

Result<void> run(Step& step, const commands::Excuse& command) {
  if (command.from >= command.to)
    return Error{Code::parse, "the excused time ends before it begins", "/to"};
  if (command.to > step.at())
    return Error{Code::parse, "only time that has passed can be excused", "/to"};
  AMENDS_TRY_ASSIGN(const ClockRow clock, clock_named(step.now(), command.clock));
  const Target* target = target_of(step.policy(), clock);
  if (target == nullptr)
    return Error{Code::state, "the policy has no clock " + clock.target, "/clock"};
  AMENDS_TRY_ASSIGN(ClockRow excused, target->excuse(clock, command.from, command.to));
  events::Recorded event;
  event.what = "excused";
  event.by = step.by();
  event.text = command.text;
  event.clock = std::move(excused);
  step.emit(std::move(event));
  return {};
}

} // namespace amends::cases
