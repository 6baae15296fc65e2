#include "verbs.hpp"

#include "journal/journal.hpp"

#include <algorithm>
#include <set>

namespace amends::engine {
namespace {

Json words_json(const Words& words) {
  Json out = Json::object();
  for (const auto& [language, text] : words)
    out.set(language, Json::string(text));
  return out;
}

bool counts(const ClockRow& clock) {
  return clock.state == ClockState::running || clock.state == ClockState::paused ||
         (clock.state == ClockState::breached && !clock.stopped_at);
}

Json clock_json(const ClockRow& clock) {
  const Json whole = encode(clock);
  Json out = Json::object();
  for (const char* name : {"id", "target", "state", "due"})
    if (const Json* member = whole.find(name))
      out.set(name, *member);
  return out;
}

Json label_json(const Label& label) {
  Json out = Json::object();
  out.set("category", Json::string(label.category));
  out.set("score", Json::number_text(Decimal::scaled(label.score_ppm, 6).text()));
  return out;
}

// Ids of the clocks and actions that the records speak of.
struct Spoken {
  std::set<std::string> clocks, actions;
};
Spoken spoken_of(const std::vector<Record>& records) {
  Spoken out;
  for (const Record& record : records)
    for (const Event& event : record.events)
      std::visit(
          [&](const auto& e) {
            if constexpr (requires { e.clock.points; })
              out.clocks.insert(e.clock.id);
            if constexpr (requires { e.action.raised_at; })
              out.actions.insert(e.action.id);
          },
          event);
  return out;
}

} // namespace

Json receipt(const std::string& id, const Policy& policy, const Case& state,
             const std::vector<Record>& records) {
  const Spoken spoken = spoken_of(records);
  Json out = Json::object();
  out.set("id", Json::string(id));
  out.set("case_id", Json::string(state.id));
  out.set("number", Json::string(state.number_text));
  out.set("version", Json::number(state.version));
  out.set("stage", Json::string(state.stage));
  const Workflow* flow = policy.workflow(state.kind);
  if (const Stage* stage = flow == nullptr ? nullptr : flow->stage(state.stage))
    out.set("shown", words_json(stage->shown));
  Json labels = Json::array();
  for (const Label& label : state.labels)
    labels.items.push_back(label_json(label));
  out.set("labels", std::move(labels));
  out.set("severity", Json::string(state.severity));
  out.set("priority", Json::string(state.priority));
  Json clocks = Json::array();
  for (const ClockRow& clock : state.clocks)
    if (counts(clock) || spoken.clocks.contains(clock.id))
      clocks.items.push_back(clock_json(clock));
  out.set("clocks", std::move(clocks));
  Json tasks = Json::array();
  for (const CaseTask& task : state.tasks)
    if (task.state == TaskState::open)
      tasks.items.push_back(encode(task));
  out.set("tasks", std::move(tasks));
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
  return out;
}

Result<Json> receipt_again(Work& work, const ReceiptRow& row, const std::string& id) {
  AMENDS_TRY_ASSIGN(const auto events, work.session().load_events(row.case_id, 0));
  const std::int64_t last = row.seqs.empty() ? 0 : row.seqs.back();
  Case state;
  std::vector<Record> records;
  for (const EventRow& event : events) {
    if (event.seq > last)
      break;
    AMENDS_TRY_ASSIGN(Record record, journal::from_bytes(event.record));
    state = evolve(std::move(state), record);
    if (std::find(row.seqs.begin(), row.seqs.end(), event.seq) != row.seqs.end())
      records.push_back(std::move(record));
  }
  AMENDS_TRY_ASSIGN(const auto policy, work.engine().policy(work.session(), state.policy));
  return receipt(id, *policy, state, records);
}

} // namespace amends::engine
