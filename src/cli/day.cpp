#include "day.hpp"

#include "story.hpp"

#include "amends/described.hpp"

#include <algorithm>
#include <set>

namespace amends::cli {
namespace {

bool is_true(const Json& object, std::string_view name) {
  const Json* member = object.find(name);
  return member != nullptr && member->flag;
}

bool is_late(const Json& clock) {
  return text_at(clock, "state") == "breached" && clock.find("stopped_at") == nullptr;
}

void add_amount(Sums& sums, const Json& holder, const char* name = "amount") {
  const Json* amount = holder.find(name);
  if (amount == nullptr || amount->is_null())
    return;
  const auto money = decode<Money>(*amount);
  if (!money)
    return;
  auto [at, fresh] = sums.try_emplace(money->currency, *money);
  if (fresh)
    return;
  if (const auto sum = amends::add(at->second, *money))
    at->second = *sum;
}

} // namespace

std::string sums_text(const Sums& sums) {
  std::string out;
  for (const auto& [currency, money] : sums)
    out += (out.empty() ? "" : " + ") + print_money(money);
  return out;
}

void Day::add(const Json& row) {
  const auto labels = items_at(row, "labels");
  const std::string category = labels.empty() ? "other" : text_at(labels.front(), "category");
  const auto clocks = items_at(row, "clocks");
  const bool ended = is_true(row, "ended");
  const bool overdue = !ended && std::any_of(clocks.begin(), clocks.end(), is_late);
  for (CategoryRow* tally : {&categories[category], &all}) {
    tally->cases += 1;
    tally->open += ended ? 0 : 1;
    tally->late += overdue ? 1 : 0;
  }
  unsure += is_true(row, "abstained") ? 1 : 0;
  add_clocks(row, category);
  add_plans(row);
  add_money(row);
  add_work(row);
}

void Day::add_clocks(const Json& row, const std::string& category) {
  for (const Json& clock : items_at(row, "clocks")) {
    const bool overdue = is_late(clock) && !is_true(row, "ended");
    if ((text_at(clock, "state") != "running" && !overdue) || text_at(clock, "due").empty())
      continue;
    (overdue ? late : due)
        .push_back({text_at(clock, "due"), text_at(row, "number"), category,
                    text_at(clock, "target"), text_at(clock, "within"), text_at(clock, "on"),
                    text_at(clock, "started_at"), text_at(row, "owner")});
  }
}

// Offered and not yet answered.
void Day::add_plans(const Json& row) {
  for (const Json& plan : items_at(row, "plans")) {
    if (text_at(plan, "state") != "open")
      continue;
    for (const Json& line : items_at(plan, "lines")) {
      RemedyRow& remedy = remedies[text_at(line, "give")];
      remedy.offered += 1;
      add_amount(remedy.offered_sum, line);
    }
  }
  const Json* draft = row.find("draft");
  const bool open_case = !is_true(row, "ended") && items_at(row, "plans").empty();
  if (open_case && draft != nullptr &&
      (!items_at(*draft, "incomplete").empty() || !text_at(*draft, "ask").empty()))
    by_hand += 1;
}

// Promised with the customer's consent, and what was really done of it.
void Day::add_money(const Json& row) {
  for (const Json& action : items_at(row, "actions")) {
    if (text_at(action, "plan").empty())
      continue;
    const std::string state = text_at(action, "state");
    if (state != "done" && state != "raised")
      continue;
    RemedyRow& remedy = remedies[text_at(action, "give")];
    if (state == "done") {
      remedy.done += 1;
      add_amount(remedy.done_sum, action, action.find("executed") ? "executed" : "amount");
    } else {
      remedy.promised += 1;
      add_amount(remedy.promised_sum, action);
    }
  }
}

void Day::add_work(const Json& row) {
  for (const Json& task : items_at(row, "tasks")) {
    if (text_at(task, "state") != "open")
      continue;
    TaskRowOfDay& tally = tasks[text_at(task, "owner")];
    tally.open += 1;
    const std::string task_due = text_at(task, "due");
    const bool sooner =
        !task_due.empty() && (tally.first_due.empty() || task_due < tally.first_due);
    if (tally.open == 1 || sooner) {
      tally.first_due = task_due;
      tally.first_kind = text_at(task, "kind");
      tally.first_workflow = text_at(row, "kind");
      tally.first_number = text_at(row, "number");
    }
  }
  // Of notices that replace each other only the last one goes out.
  std::set<std::string> replaced;
  const auto all_actions = items_at(row, "actions");
  for (auto action = all_actions.rbegin(); action != all_actions.rend(); ++action) {
    if (text_at(*action, "state") != "raised")
      continue;
    const std::string key = text_at(*action, "collapse");
    if (!key.empty() && !replaced.insert(key).second)
      continue;
    const bool to_staff = text_at(*action, "channel") == "desk";
    actions[text_at(*action, "kind") + (to_staff ? ":staff" : "")] += 1;
  }
}

} // namespace amends::cli
