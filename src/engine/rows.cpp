// From a case to the rows that lists, leases and the ledger are read from.
#include "work.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

template <class E> std::string word(E value) {
  const auto& [words, values] = detail::ChoiceTable<E>::words();
  const auto at = std::find(values.begin(), values.end(), static_cast<std::int64_t>(value));
  return std::string(words[static_cast<std::size_t>(at - values.begin())]);
}

std::string record_json(const CaseAction& action) {
  EncodeOptions options;
  options.style = Style::record;
  return print_json(encode(action, options));
}

TaskRow task_row(const CaseTask& task) {
  return {task.id, "", task.kind, task.owner, word(task.state), task.due};
}

ActionRow action_row(const CaseAction& action) {
  ActionRow row;
  row.id = action.id;
  row.kind = action.kind;
  // The provider will answer later: final for nobody, handed out to nobody.
  row.state =
      action.pending && action.state == ActionState::raised ? "pending" : word(action.state);
  row.due = action.due;
  row.valid_until = action.valid_until;
  row.after = action.after;
  row.collapse = action.collapse.value_or("");
  row.body = record_json(action);
  return row;
}

ClockIndexRow clock_row(const ClockRow& clock) {
  return {clock.id, "", clock.target, word(clock.state), clock.due.value_or(Instant::never())};
}

void add_ledger_rows(const LedgerEntry& entry, std::vector<LedgerRow>& out) {
  for (const std::string& scope : entry.scopes) {
    LedgerRow row;
    row.scope = scope;
    row.head = word(entry.head) + "." + word(entry.give);
    row.plan = entry.plan;
    row.entry = entry.entry;
    row.minor = entry.amount.minor;
    row.currency = std::string(entry.amount.currency.text());
    row.side = entry.restitution ? "restitution" : "extra";
    row.state = word(entry.state);
    row.at = entry.at;
    out.push_back(std::move(row));
  }
}

// The rows of what `wanted` says, given the ids this call touched and one of them.
template <class Wanted> CaseWrite rows_where(const CaseWork& work, Wanted wanted) {
  CaseWrite write;
  write.row = case_row(work);
  for (const CaseTask& task : work.state.tasks)
    if (wanted(work.tasks, task.id))
      write.tasks.push_back(task_row(task));
  for (const CaseAction& action : work.state.actions)
    if (wanted(work.actions, action.id))
      write.actions.push_back(action_row(action));
  for (const ClockRow& clock : work.state.clocks)
    if (wanted(work.clocks, clock.id))
      write.clocks.push_back(clock_row(clock));
  for (const LedgerEntry& entry : work.state.ledger)
    if (wanted(work.entries, entry.entry))
      add_ledger_rows(entry, write.ledger);
  return write;
}

// Clocks that still count: the least due of them, and whether one is over.
void fill_due(const Case& state, CaseRow& row) {
  row.clock_due = Instant::never();
  for (const ClockRow& clock : state.clocks) {
    if (clock.state == ClockState::running && clock.due)
      row.clock_due = std::min(row.clock_due, *clock.due);
    if (clock.state == ClockState::breached && !clock.stopped_at)
      row.late = true;
  }
}

} // namespace

CaseRow case_row(const CaseWork& work) {
  const Case& state = work.state;
  CaseRow row;
  row.case_id = state.id;
  row.version = state.version;
  row.number = state.number;
  row.head = work.head;
  row.state = snapshot_of(work);
  row.world = state.world;
  row.last_at = state.last_at;
  row.next_due = next_due(state);
  row.opened_at = state.opened_at;
  row.open = !state.ended;
  row.kind = state.kind;
  row.channel = state.channel.value_or("");
  row.stage = state.stage;
  row.category = state.labels.empty() ? "" : state.labels.front().category;
  row.priority = state.priority;
  row.owner = state.owner;
  row.team = state.team.value_or("");
  row.waiting_for = state.waiting_for;
  if (state.order) {
    row.order_id = state.order->id;
    if (!state.order->lines.empty())
      row.title = state.order->lines.front().title.value_or("");
  }
  if (state.customer)
    row.customer_id = state.customer->id;
  const auto& priorities = work.policy->priorities();
  row.priority_rank = static_cast<std::int32_t>(
      std::find(priorities.begin(), priorities.end(), state.priority) - priorities.begin());
  fill_due(state, row);
  return row;
}

CaseWrite case_rows(const CaseWork& work) {
  return rows_where(work, [](const auto&, const std::string&) { return true; });
}

std::optional<std::string> receipt_key(const Cause& cause) {
  switch (cause.kind) {
  case CauseKind::command: return cause.id;
  // No command's id holds a slash, so none can stand where a settlement is looked for.
  case CauseKind::settle: return "settle/" + cause.id;
  case CauseKind::timer:
  case CauseKind::world: break;
  }
  return std::nullopt;
}

Batch Work::batch() const {
  Batch batch;
  batch.world = new_world_;
  std::set<std::string> policies;
  for (const auto& [id, work] : cases_) {
    if (work.rows.empty())
      continue;
    CaseWrite write =
        rows_where(work, [](const auto& ids, const std::string& one) { return ids.contains(one); });
    write.expected_version = work.stored_version;
    write.events = work.rows;
    write.sealed = work.sealed;
    write.lookups.assign(work.lookups.begin(), work.lookups.end());
    write.dropped_lookups = dropped_lookups_of(work.state);
    if (work.stored_version == 0 && policies.insert(work.policy->digest()).second)
      batch.policies.push_back({work.policy->digest(), work.policy->body()});
    batch.cases.push_back(std::move(write));
  }
  return batch;
}

} // namespace amends::engine
