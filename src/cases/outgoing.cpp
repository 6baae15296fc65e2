// What goes out without money: notices, surveys, tasks for people.
#include "step.hpp"
#include "wording.hpp"

#include <algorithm>

namespace amends::cases {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The first channel the customer accepts; one who said nothing accepts all. None: he accepts none
// of these.
std::optional<std::string> channel_for(const Case& state, const std::vector<std::string>& by) {
  const std::string usual = by.empty() ? "app" : by.front();
  if (!state.customer || state.customer->accepts.empty())
    return usual;
  for (const std::string& channel : by)
    if (contains(state.customer->accepts, channel))
      return channel;
  return std::nullopt;
}

// No machine may write to this customer, so a person tells what there is to tell; one task is
// enough for all of it.
void let_a_person_tell(Step& step) {
  constexpr std::string_view kind = "tell_customer";
  const Case& state = step.now();
  if (std::any_of(state.tasks.begin(), state.tasks.end(), [&](const CaseTask& task) {
        return task.kind == kind && task.state == TaskState::open;
      }))
    return;
  CaseTask task;
  task.kind = kind;
  task.owner = state.owner;
  start_task(step, std::move(task));
}

// A clock's field: "due", or "next" (the next point it will tell somebody at, else its due).
std::optional<Instant> clock_field(const Case& state, std::string_view target,
                                   std::string_view what) {
  const ClockRow* found = nullptr;
  for (const ClockRow& clock : state.clocks)
    if (clock.target == target)
      found = &clock;
  if (found == nullptr)
    return std::nullopt;
  if (what == "next" && !found->points.empty())
    return found->points.front().at;
  return found->due;
}

Words words_of(const std::map<std::string, std::string>& given) {
  return {given.begin(), given.end()};
}

void fill(const Step& step, const std::string& language, std::string_view field,
          ActionParams& out) {
  const Case& state = step.now();
  const std::string name(field);
  const auto plain = [&](std::string text) { out.plain[name] = std::move(text); };
  if (field == "customer.name" && state.customer && state.customer->name) {
    out.personal[name] = *state.customer->name;
  } else if (field == "case.number") {
    plain(state.number_text);
  } else if (field == "case.owner") {
    const std::string role = state.owner.substr(0, state.owner.find(':'));
    const Role* known = step.policy().role(role);
    plain(known == nullptr ? role : words_in(known->title, language));
  } else if (field == "case.category" || field == "plan.reason") {
    const Words* title = state.labels.empty()
                             ? nullptr
                             : step.policy().category_title(state.labels.front().category);
    plain(title == nullptr ? "" : words_in(*title, language));
  } else if (field == "case.stage") {
    const Stage* stage = step.stage();
    plain(stage == nullptr ? "" : words_in(stage->shown, language));
  } else if (field == "order.id") {
    plain(state.order ? state.order->id : "");
  } else if (field == "plan.summary") {
    const Plan* plan = last_offer(state);
    plain(plan == nullptr ? "" : plan_words(*plan, language));
  } else if (field == "plan.answer_by") {
    const Plan* plan = last_offer(state);
    if (plan != nullptr && plan->answer_by)
      out.times[name] = *plan->answer_by;
  } else if (field.starts_with("incident.")) {
    const CaseIncident* latest = incident_of(state);
    if (const auto& incident = step.incident() ? &*step.incident() : latest)
      plain(words_in(words_of(field == "incident.title" ? incident->title : incident->notice),
                     language));
  } else if (field.starts_with("clock.")) {
    const std::string_view rest = field.substr(6);
    const auto dot = rest.rfind('.');
    if (dot == std::string_view::npos)
      return;
    if (const auto at = clock_field(state, rest.substr(0, dot), rest.substr(dot + 1)))
      out.times[name] = *at;
  }
}

// Quiet hours keep the notice back at present.
Result<bool> is_held(const Step& step, const CaseAction& notice) {
  if (notice.state != ActionState::raised || notice.due <= step.at())
    return false;
  AMENDS_TRY_ASSIGN(const Instant allowed, outside_quiet(step, notice.reason_code, step.at()));
  return step.at() < allowed && allowed <= notice.due;
}

// Notices to one reader leave in order: each waits until the one before it is final. Those that are
// held back are waited for by notices that leave no earlier, and by no others.
Result<std::vector<std::string>> after_last_notice(const Step& step, const std::string& to,
                                                   Instant due) {
  std::vector<std::string> out;
  bool last = true;
  for (auto it = step.now().actions.rbegin(); it != step.now().actions.rend(); ++it) {
    if (it->kind != "notify" || it->to != to)
      continue;
    AMENDS_TRY_ASSIGN(const bool held, is_held(step, *it));
    if (held ? it->due <= due : last && it->state == ActionState::raised)
      out.push_back(it->id);
    last = last && held;
  }
  return out;
}

Result<bool> holds(const Step& step, const std::optional<Expression>& condition) {
  if (!condition)
    return true;
  AMENDS_TRY_ASSIGN(const Value value, condition->evaluate(step.facts()));
  const bool* truth = value.get<bool>();
  return truth != nullptr && *truth;
}

Result<void> raise_notice(Step& step, const Notice& notice) {
  const std::string to = notice.to.empty() ? "customer" : notice.to;
  const std::optional<std::string> accepted = channel_for(step.now(), notice.by);
  if (to == "customer" && !accepted) {
    let_a_person_tell(step);
    return {};
  }
  CaseAction action;
  action.id = step.next_id();
  action.kind = "notify";
  action.raised_at = step.at();
  AMENDS_TRY_ASSIGN(action.due, outside_quiet(step, notice.name, step.at()));
  action.reason_code = notice.name;
  action.to = to;
  action.channel = to == "customer" ? *accepted : (notice.by.empty() ? "app" : notice.by.front());
  action.language =
      to == "customer" ? language_of(step.policy(), step.now()) : step.policy().languages().front();
  for (const std::string& field : notice.fields)
    fill(step, *action.language, field, action.params);
  AMENDS_TRY_ASSIGN(action.after, after_last_notice(step, to, action.due));
  step.emit(events::ActionRaised{{}, std::move(action)});
  return {};
}

Result<void> raise_survey(Step& step, const Survey& survey) {
  const std::optional<std::string> channel = channel_for(step.now(), survey.by);
  if (!channel)
    return {};
  CaseAction action;
  action.id = step.next_id();
  action.kind = "survey";
  action.raised_at = step.at();
  action.due = step.at();
  if (survey.after) {
    AMENDS_TRY_ASSIGN(action.due, step.policy().after(step.at(), *survey.after, survey.calendar));
  }
  action.reason_code = survey.name;
  action.to = "customer";
  action.channel = channel;
  action.language = language_of(step.policy(), step.now());
  fill(step, *action.language, "case.number", action.params);
  step.emit(events::ActionRaised{{}, std::move(action)});
  return {};
}

} // namespace

Result<Instant> outside_quiet(const Step& step, std::string_view notice, Instant at) {
  const auto found = step.policy().notices().find(notice);
  if (found == step.policy().notices().end())
    return at;
  const Facts facts = clock_facts(step.now());
  const auto given = facts.find("region");
  const std::string* region = given == facts.end() ? nullptr : given->second.get<std::string>();
  return step.policy().outside_quiet(found->second, region == nullptr ? "" : *region, at);
}

Result<void> notices_hear(Step& step, std::string_view word) {
  for (const auto& [name, notice] : step.policy().notices()) {
    if (!contains(notice.on, word))
      continue;
    AMENDS_TRY_ASSIGN(const bool wanted, holds(step, notice.condition));
    if (wanted)
      AMENDS_CHECK(raise_notice(step, notice));
  }
  if (step.now().survey_sent)
    return {};
  for (const auto& [name, survey] : step.policy().surveys()) {
    if (survey.on != word)
      continue;
    AMENDS_TRY_ASSIGN(const bool wanted, holds(step, survey.condition));
    if (wanted)
      return raise_survey(step, survey);
  }
  return {};
}

void give_survey_gift(Step& step) {
  for (auto it = step.now().actions.rbegin(); it != step.now().actions.rend(); ++it) {
    if (it->kind != "survey")
      continue;
    const auto survey = step.policy().surveys().find(it->reason_code);
    if (survey == step.policy().surveys().end() || !survey->second.gift)
      return;
    const Remedy& gift = *survey->second.gift;
    CaseAction action;
    action.id = step.next_id();
    action.kind = std::string(give_row(gift.give).action);
    action.raised_at = step.at();
    action.due = step.at();
    action.reason_code = survey->first;
    action.to = "customer";
    action.give = gift.give;
    action.amount = gift.amount;
    action.points = gift.points;
    if (!action.kind.empty())
      step.emit(events::ActionRaised{{}, std::move(action)});
    return;
  }
}

void tell_role(Step& step, const std::string& role, const std::string& because) {
  CaseAction action;
  action.id = step.next_id();
  action.kind = "notify";
  action.raised_at = step.at();
  action.due = step.at();
  action.reason_code = because;
  action.to = role;
  action.channel = "desk";
  action.language = step.policy().languages().front();
  action.collapse = "desk:" + role + ":" + step.now().id;
  fill(step, *action.language, "case.number", action.params);
  step.emit(events::ActionRaised{{}, std::move(action)});
}

void start_task(Step& step, CaseTask task) {
  task.id = step.next_id();
  task.started_at = step.at();
  step.emit(events::TaskStarted{{}, std::move(task)});
}

void tasks_hear(Step& step, std::string_view word) {
  const Workflow* flow = step.workflow();
  std::vector<CaseTask> done;
  for (const CaseTask& task : step.now().tasks) {
    const Stage* stage = flow == nullptr ? nullptr : flow->stage(task.stage);
    if (task.state != TaskState::open || stage == nullptr)
      continue;
    for (const TaskSpec& spec : stage->tasks)
      if (spec.name == task.kind && contains(spec.finished_by, word))
        done.push_back(task);
  }
  for (CaseTask& task : done) {
    task.state = TaskState::done;
    task.finished_at = step.at();
    task.outcome = std::string(word);
    step.emit(events::TaskFinished{{}, std::move(task)});
  }
}

} // namespace amends::cases
