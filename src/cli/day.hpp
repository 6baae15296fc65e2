// The figures behind the summary. In: one row of `query case` after the other. Out: counts and
// sums.
#pragma once

#include "amends/json.hpp"
#include "amends/money.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace amends::cli {

// Amounts by currency; sums that would overflow stay as they were.
using Sums = std::map<Currency, Money>;

struct CategoryRow {
  std::int64_t cases = 0, open = 0, late = 0;
};

// A clock that runs, or one that ran out.
struct DueRow {
  std::string due; // as in the answer: sorted by it, all of them end in Z
  std::string number, category, clock, within, on, started_at, owner;
};

struct RemedyRow {
  std::int64_t offered = 0, promised = 0, done = 0; // how many
  Sums offered_sum, promised_sum, done_sum;
};

struct TaskRowOfDay {
  std::int64_t open = 0;
  std::string first_due, first_kind, first_workflow, first_number;
};

struct Day {
  CategoryRow all;
  std::int64_t unsure = 0;  // a person should look at the category
  std::int64_t by_hand = 0; // no rule makes a plan: facts are missing, or it asks a role
  std::map<std::string, CategoryRow> categories;
  std::vector<DueRow> due;
  std::vector<DueRow> late;
  std::map<std::string, RemedyRow> remedies; // by the word of `give`
  std::map<std::string, TaskRowOfDay> tasks; // by owner
  // Waiting for the host's machines, by kind; notices to staff as "notify:staff".
  std::map<std::string, std::int64_t> actions;

  void add(const Json& row);

private:
  void add_clocks(const Json& row, const std::string& category);
  void add_plans(const Json& row);
  void add_money(const Json& row);
  void add_work(const Json& row);
};

[[nodiscard]] std::string sums_text(const Sums& sums);

} // namespace amends::cli
