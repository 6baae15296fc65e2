// Work lists: cases, tasks, actions, counts, payouts, plans, operation figures.
#include "query.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

Json text(const std::string& value) { return Json::string(value); }

void put_instant(Json& row, const char* name, Instant at) {
  row.set(name, at == Instant::never() ? Json() : text(print_instant(at)));
}

// The running clock that is due first.
Json next_due_json(const CaseWork& work, Instant now) {
  const ClockRow* first = nullptr;
  for (const ClockRow& clock : work.state.clocks)
    if (clock.state == ClockState::running && clock.due &&
        (first == nullptr || *clock.due < *first->due))
      first = &clock;
  if (first == nullptr)
    return {};
  Json out = Json::object();
  out.set("clock", text(first->target));
  out.set("at", text(print_instant(*first->due)));
  out.set("state", encode(first->state));
  Duration left = *first->due - now;
  const auto calendar = work.policy->calendars().find(first->on);
  if (calendar != work.policy->calendars().end())
    if (auto open = calendar->second->between(now, *first->due))
      left = open->value;
  out.set("open_left_s", Json::number(left.us / 1'000'000));
  return out;
}

Json flags_of(const Case& state) {
  Json out = Json::array();
  const auto add = [&](bool on, const char* name) {
    if (on)
      out.items.push_back(text(name));
  };
  add(std::any_of(
          state.clocks.begin(), state.clocks.end(),
          [](const ClockRow& c) { return c.state == ClockState::breached && !c.stopped_at; }),
      "late");
  add(state.abstained, "unsure");
  add(state.complaints_90d > 0, "repeat_customer");
  add(state.repeat_contacts.total() > 0, "repeat_contact");
  add(state.reopened > 0, "reopened");
  add(!state.holds.empty(), "on_hold");
  if (state.draft)
    for (const std::string& flag : state.draft->flags)
      out.items.push_back(text(flag));
  return out;
}

Json case_json(const CaseWork& work, const Query& query, const std::string& title) {
  const Case& state = work.state;
  Json row = Json::object();
  row.set("case_id", text(state.id));
  row.set("number", text(state.number_text));
  const Workflow* flow = work.policy->workflow(state.kind);
  const Stage* stage = flow == nullptr ? nullptr : flow->stage(state.stage);
  Json shown = Json::object();
  if (stage != nullptr)
    for (const auto& [language, words] : stage->shown)
      shown.set(language, text(words));
  if (is_customer(query)) {
    row.set("shown", std::move(shown));
    put_instant(row, "opened_at", state.opened_at);
    return row;
  }
  row.set("title", text(title));
  row.set("category", text(state.labels.empty() ? "" : state.labels.front().category));
  row.set("priority", text(state.priority));
  row.set("stage", text(state.stage));
  row.set("shown", std::move(shown));
  row.set("owner", text(state.owner));
  row.set("team", state.team ? text(*state.team) : Json());
  row.set("waiting_for", text(state.waiting_for));
  row.set("next_due", next_due_json(work, query.at));
  row.set("flags", flags_of(state));
  put_instant(row, "last_message_at",
              state.messages.empty() ? Instant::never() : state.messages.back().at);
  row.set("version", Json::number(state.version));
  return row;
}

Json action_json(const CaseAction& action, const std::string& case_id, bool handed_out) {
  Json row = Json::object();
  row.set("id", text(action.id));
  row.set("kind", text(action.kind));
  row.set("state", action.pending && action.state == ActionState::raised ? text("pending")
                                                                         : encode(action.state));
  put_instant(row, "due", action.due);
  row.set("case_id", text(case_id));
  row.set("reason_code", text(action.reason_code));
  row.set("to", action.to ? text(*action.to) : Json());
  row.set("amount", action.amount ? encode(*action.amount) : Json());
  row.set("handed_out", Json::boolean(handed_out));
  return row;
}

Json task_json(const CaseTask& task, const std::string& case_id) {
  Json row = Json::object();
  row.set("id", text(task.id));
  row.set("kind", text(task.kind));
  row.set("owner", text(task.owner));
  put_instant(row, "due", task.due.value_or(Instant::never()));
  row.set("state", encode(task.state));
  row.set("case_id", text(case_id));
  return row;
}

const Plan* plan_of(const Case& state, const std::string& id) {
  for (const Plan& plan : state.plans)
    if (plan.id == id)
      return &plan;
  return nullptr;
}

bool names_case(const Query& query) { return query.where.find("case_id") != nullptr; }

Result<std::string> word_in(const Query& query, const char* name) {
  const Json* value = query.where.find(name);
  if (value == nullptr)
    return std::string();
  if (!value->is(Json::Kind::text))
    return Error{Code::parse, "a text is wanted here", std::string("/where/") + name};
  return value->text;
}

} // namespace

Result<Json> query_cases(Work& work, const Query& query) {
  AMENDS_CHECK(check_words(work, query));
  AMENDS_TRY_ASSIGN(const CaseFilter filter, filter_of(query, work.engine().setup.tenant));
  AMENDS_TRY_ASSIGN(const CasePage page,
                    work.session().find_cases(filter, query.sort, query.limit, query.after));
  std::vector<Json> rows;
  for (const CaseRow& row : page.rows) {
    AMENDS_TRY_ASSIGN(CaseWork * found, work.find(row.case_id));
    if (found == nullptr)
      continue;
    AMENDS_CHECK(work.catch_up(*found, query.at));
    rows.push_back(case_json(*found, query, row.title));
  }
  return page_json(std::move(rows), page.next);
}

Result<Json> query_counts(Work& work, const Query& query) {
  Query rest = query;
  AMENDS_TRY_ASSIGN(std::string by, word_in(query, "by"));
  rest.where.remove("by");
  const char* where = by.empty() && !query.count_by.empty() ? "/by" : "/where/by";
  if (by.empty())
    by = query.count_by.empty() ? "stage" : query.count_by;
  static constexpr std::string_view columns[] = {"stage", "category", "owner",   "priority",
                                                 "team",  "kind",     "channel", "waiting_for"};
  static constexpr std::string_view lookups[] = {"carrier", "batch", "seller", "warehouse",
                                                 "incident"};
  if (std::find(std::begin(lookups), std::end(lookups), by) != std::end(lookups))
    by = "lookup:" + by;
  else if (std::find(std::begin(columns), std::end(columns), by) == std::end(columns)) {
    std::vector<std::string_view> names(std::begin(columns), std::end(columns));
    names.insert(names.end(), std::begin(lookups), std::end(lookups));
    return Error{Code::parse, "cases cannot be counted by " + by + near_names(by, names), where};
  }
  AMENDS_CHECK(check_words(work, rest));
  AMENDS_TRY_ASSIGN(const CaseFilter filter, filter_of(rest, work.engine().setup.tenant));
  AMENDS_TRY_ASSIGN(const auto counts, work.session().count_cases(filter, by));
  std::vector<Json> rows;
  for (const auto& [key, count] : counts) {
    Json row = Json::object();
    row.set("key", text(key));
    row.set("count", Json::number(count));
    rows.push_back(std::move(row));
  }
  return page_json(std::move(rows), "");
}

Result<Json> query_tasks(Work& work, const Query& query) {
  AMENDS_CHECK(check_where(query, {"case_id", "owner", "state"}));
  AMENDS_TRY_ASSIGN(const std::string owner, word_in(query, "owner"));
  AMENDS_TRY_ASSIGN(const std::string state, word_in(query, "state"));
  std::vector<Json> rows;
  if (names_case(query)) {
    AMENDS_TRY_ASSIGN(CaseWork * found, case_in(work, query));
    for (const CaseTask& task : found->state.tasks) {
      Json row = task_json(task, found->state.id);
      if ((owner.empty() || task.owner == owner) &&
          (state.empty() || row.find("state")->text == state))
        rows.push_back(std::move(row));
    }
    return page_json(std::move(rows), "");
  }
  AMENDS_TRY_ASSIGN(const TaskPage page,
                    work.session().find_tasks(owner, state, query.limit, query.after));
  for (const TaskRow& task : page.rows) {
    Json row = Json::object();
    row.set("id", text(task.id));
    row.set("kind", text(task.kind));
    row.set("owner", text(task.owner));
    put_instant(row, "due", task.due.value_or(Instant::never()));
    row.set("state", text(task.state));
    row.set("case_id", text(task.case_id));
    rows.push_back(std::move(row));
  }
  return page_json(std::move(rows), page.next);
}

Result<Json> query_actions(Work& work, const Query& query) {
  AMENDS_CHECK(check_where(query, {"case_id", "state"}));
  AMENDS_TRY_ASSIGN(const std::string state, word_in(query, "state"));
  std::vector<Json> rows;
  const auto add = [&](const CaseAction& action, const std::string& case_id, bool handed_out) {
    Json row = action_json(action, case_id, handed_out);
    if (state.empty() || row.find("state")->text == state)
      rows.push_back(std::move(row));
  };
  if (names_case(query)) {
    AMENDS_TRY_ASSIGN(CaseWork * found, case_in(work, query));
    AMENDS_TRY_ASSIGN(const auto out, work.handed_out(found->state.id));
    for (const CaseAction& action : found->state.actions)
      add(action, found->state.id, out.contains(action.id));
    return page_json(std::move(rows), "");
  }
  AMENDS_TRY_ASSIGN(const ActionPage page,
                    work.session().find_actions(state, query.limit, query.after));
  for (const ActionRow& row : page.rows) {
    AMENDS_TRY_ASSIGN(CaseWork * found, work.find(row.case_id));
    if (found == nullptr)
      continue;
    for (const CaseAction& action : found->state.actions)
      if (action.id == row.id)
        add(action, row.case_id, row.attempt > 0);
  }
  return page_json(std::move(rows), page.next);
}

Result<Json> query_plans(Work& work, const Query& query) {
  AMENDS_TRY_ASSIGN(CaseWork * found, case_in(work, query));
  std::vector<Json> rows;
  for (const Plan& plan : found->state.plans)
    rows.push_back(encode(plan));
  if (rows.empty() && found->state.draft)
    rows.push_back(encode(*found->state.draft));
  return page_json(std::move(rows), "");
}

Result<Json> query_payouts(Work& work, const Query& query) {
  AMENDS_TRY_ASSIGN(CaseWork * found, case_in(work, query));
  std::vector<Json> rows;
  for (const CaseAction& action : found->state.actions) {
    if (!action.plan || !action.amount)
      continue;
    Json row = Json::object();
    row.set("id", text(action.id));
    row.set("case_id", text(found->state.id));
    row.set("order", action.order_id ? text(*action.order_id) : Json());
    row.set("line", action.line ? text(*action.line) : Json());
    row.set("give", action.give ? encode(*action.give) : Json());
    row.set("promised", encode(*action.amount));
    const Plan* plan = plan_of(found->state, *action.plan);
    row.set("approved", plan != nullptr && plan->approved_by ? encode(*action.amount) : Json());
    row.set("executed", action.executed ? encode(*action.executed) : Json());
    row.set("ref", action.ref ? text(*action.ref) : Json());
    row.set("status", encode(action.state));
    row.set("bearer", action.paid_by ? text(*action.paid_by) : Json());
    put_instant(row, "at", action.settled_at.value_or(action.raised_at));
    rows.push_back(std::move(row));
  }
  return page_json(std::move(rows), "");
}

Result<Json> query_stats(Work& work, const Query& query) {
  AMENDS_TRY_ASSIGN(const Instant least, work.session().least_due());
  AMENDS_TRY_ASSIGN(const auto waiting, work.session().leasable_actions(query.at, 1));
  Json row = Json::object();
  put_instant(row, "oldest_due_timer", least);
  put_instant(row, "oldest_unleased_action",
              waiting.empty() ? Instant::never() : waiting.front().due);
  return page_json({std::move(row)}, "");
}

} // namespace amends::engine
