#include "verbs.hpp"

#include "journal/journal.hpp"

#include <algorithm>
#include <set>

namespace amends::engine {
namespace {

// Beyond what the command itself touched, so many rows of what is open are listed.
constexpr std::size_t most_listed = 20;

bool counts(const ClockRow& clock) {
  return clock.state == ClockState::running || clock.state == ClockState::paused ||
         (clock.state == ClockState::breached && !clock.stopped_at);
}

// `won_by`: of a clock that shares its milestone with others, the one that is due first.
Json clock_json(const ClockRow& clock, const std::vector<MilestoneDue>& dues) {
  const Json whole = encode(clock);
  Json out = Json::object();
  for (const char* name : {"id", "target", "state", "due"})
    if (const Json* member = whole.find(name))
      out.set(name, *member);
  if (clock.milestone)
    for (const MilestoneDue& due : dues)
      if (due.milestone == *clock.milestone)
        out.set("won_by", Json::string(due.clock));
  return out;
}

// A receipt copies no text; `query case` has it.
Json task_without_words(const CaseTask& task) {
  Json out = encode(task);
  out.remove("text");
  return out;
}

// Ids of the clocks, tasks and actions that the records speak of.
struct Spoken {
  std::set<std::string> clocks, tasks, actions;
};
Spoken spoken_of(const std::vector<Record>& records) {
  Spoken out;
  for (const Record& record : records)
    for (const Event& event : record.events)
      std::visit(
          [&](const auto& e) {
            if constexpr (requires { e.clock.points; })
              out.clocks.insert(e.clock.id);
            else if constexpr (requires { e.clock->points; })
              if (e.clock)
                out.clocks.insert(e.clock->id);
            if constexpr (requires { e.task.started_at; })
              out.tasks.insert(e.task.id);
            if constexpr (requires { e.action.raised_at; })
              out.actions.insert(e.action.id);
          },
          event);
  return out;
}

bool is_open(const ClockRow& clock) { return counts(clock); }
bool is_open(const CaseTask& task) { return task.state == TaskState::open; }

// What was touched, then what is open besides, in their order; `more` says how many are left out.
template <class Row, class Print>
Json listed(const std::vector<Row>& rows, const std::set<std::string>& touched, const char* name,
            Json& more, const Print& print) {
  std::size_t room = most_listed - std::min(most_listed, touched.size());
  std::int64_t left_out = 0;
  Json out = Json::array();
  for (const Row& row : rows) {
    const bool own = touched.contains(row.id);
    if (!own && !is_open(row))
      continue;
    if (own || room > 0)
      out.items.push_back(print(row));
    else
      ++left_out;
    room -= !own && room > 0 ? 1 : 0;
  }
  if (left_out > 0)
    more.set(name, Json::number(left_out));
  return out;
}

// Why an intake made no case of its own.
void add_joined(const std::vector<Record>& records, Json& out) {
  if (records.empty() || records.back().cause.op != "intake" || records.back().seq == 1)
    return;
  const auto& events = records.back().events;
  const bool closed = std::any_of(events.begin(), events.end(), [](const Event& event) {
    return std::holds_alternative<events::Reopened>(event) ||
           std::holds_alternative<events::TaskStarted>(event);
  });
  Json because = Json::object();
  because.set("zh", Json::string(closed ? "同一客户同一订单的工单不久前刚办结"
                                        : "同一客户同一订单已有未办结的工单"));
  because.set("en", Json::string(closed ? "a case of this customer and order was closed lately"
                                        : "a case of this customer and order is open"));
  out.set("joined", std::move(because));
}

bool sees_all(const Said& said, const Policy& policy) {
  return said.trusted || is_staff(policy, said.by.role);
}

} // namespace

Json label_json(const Label& label) {
  Json out = Json::object();
  out.set("category", Json::string(label.category));
  out.set("score", Json::number_text(Decimal::scaled(label.score_ppm, 6).text()));
  if (label.by)
    out.set("by", Json::string(*label.by));
  return out;
}

Json receipt(const Said& said, const std::string& id, const Policy& policy, const Case& state,
             const std::vector<Record>& records) {
  Json out = Json::object();
  out.set("id", Json::string(id));
  if (!sees_all(said, policy)) {
    for (auto& [name, value] : public_view(policy, state, said.by).members)
      out.set(name, std::move(value));
    add_joined(records, out);
    return out;
  }
  const Spoken spoken = spoken_of(records);
  out.set("case_id", Json::string(state.id));
  out.set("number", Json::string(state.number_text));
  out.set("version", Json::number(state.version));
  out.set("stage", Json::string(state.stage));
  if (const Words* words = shown_words(policy, state))
    out.set("shown", words_json(*words));
  Json labels = Json::array();
  for (const Label& label : state.labels)
    labels.items.push_back(label_json(label));
  out.set("labels", std::move(labels));
  out.set("severity", Json::string(state.severity));
  out.set("priority", Json::string(state.priority));
  const std::vector<MilestoneDue> dues = milestone_dues(state.clocks);
  Json more = Json::object();
  out.set("clocks", listed(state.clocks, spoken.clocks, "clocks", more,
                           [&](const ClockRow& clock) { return clock_json(clock, dues); }));
  out.set("tasks", listed(state.tasks, spoken.tasks, "tasks", more,
                          [](const CaseTask& task) { return task_without_words(task); }));
  if (!more.members.empty())
    out.set("more", std::move(more));
  Json actions = Json::array();
  for (const CaseAction& action : state.actions) {
    if (!spoken.actions.contains(action.id))
      continue;
    Json row = Json::object();
    row.set("id", Json::string(action.id));
    row.set("kind", Json::string(action.kind));
    row.set("due", Json::string(print_instant(action.due)));
    actions.items.push_back(std::move(row));
  }
  out.set("actions", std::move(actions));
  if (!state.plans.empty())
    out.set("plan", encode(state.plans.back()));
  else if (state.draft)
    out.set("plan", encode(*state.draft));
  Json events = Json::array();
  for (const Record& record : records)
    for (const Event& event : record.events)
      events.items.push_back(Json::string(std::string(word_of(event))));
  out.set("events", std::move(events));
  add_joined(records, out);
  return out;
}

Result<Json> receipt_again(const Said& said, Work& work, const ReceiptRow& row,
                           const std::string& id) {
  AMENDS_TRY_ASSIGN(const auto events, work.session().load_events(row.case_id, 0));
  const std::int64_t last = row.seqs.empty() ? 0 : row.seqs.back();
  Case state;
  std::vector<Record> records;
  for (const EventRow& event : events) {
    if (event.seq > last)
      break;
    AMENDS_TRY_ASSIGN(Record record, journal::from_bytes(event.record));
    state = evolve(std::move(state), record);
    if (std::find(row.seqs.begin(), row.seqs.end(), event.seq) == row.seqs.end())
      continue;
    if (auto refused = refusal_in(record))
      return std::move(*refused);
    records.push_back(std::move(record));
  }
  AMENDS_TRY_ASSIGN(const auto policy, work.engine().policy(work.session(), state.policy));
  return receipt(said, id, *policy, state, records);
}

} // namespace amends::engine
