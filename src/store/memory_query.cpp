#include "store/memory_query.hpp"

#include "store/columns.hpp"
#include "store/cursor.hpp"

#include <algorithm>
#include <map>

namespace amends {
namespace {

using std::string;
using std::string_view;

template <class T> bool any_of_list(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool lookups_match(const MemoryState& state, const string& case_id,
                   const std::vector<LookupRow>& lookups) {
  std::map<string, bool> kind_found;
  for (const LookupRow& lookup : lookups) {
    bool& found = kind_found[lookup.kind];
    found = found || state.lookups.contains({lookup.kind, lookup.value, case_id});
  }
  return std::all_of(kind_found.begin(), kind_found.end(),
                     [](const auto& kind) { return kind.second; });
}

// Sorts `items` by `place`, drops those up to the cursor and cuts one page.
template <class Row, class Place>
Page<Row> cut_page(std::vector<std::pair<Place, const Row*>> items,
                   const std::optional<Place>& after, std::size_t limit, auto&& cursor) {
  std::sort(items.begin(), items.end());
  Page<Row> page;
  for (const auto& [place, row] : items) {
    if (after && place <= *after) {
      continue;
    }
    if (page.rows.size() == limit) {
      page.next = cursor(page.rows.back());
      break;
    }
    page.rows.push_back(*row);
  }
  return page;
}

using CasePlace = std::tuple<std::int64_t, std::int64_t, string>;
using DuePlace = std::tuple<std::int64_t, RowId>;

Result<std::optional<DuePlace>> due_cursor(char list, string_view after) {
  if (after.empty()) {
    return std::optional<DuePlace>{};
  }
  AMENDS_TRY_ASSIGN(const ListPlace place, parse_cursor(list, after));
  const auto id = parse_row_id(place.id);
  if (!id) {
    return parse_cursor(list, "").error();
  }
  return std::optional<DuePlace>{DuePlace{place.first, *id}};
}

Instant due_of(const TaskRow& row) { return row.due.value_or(Instant::never()); }
Instant due_of(const ActionRow& row) { return row.due; }

string due_cursor_of(char list, Instant due, const string& id) {
  return print_cursor(list, {due.us, 0, id});
}

bool is_final(const MemoryState& state, const string& id) {
  const auto parts = parse_row_id(id);
  const auto found = parts ? state.actions.find(*parts) : state.actions.end();
  return found != state.actions.end() && found->second.row.state != "raised" &&
         found->second.row.state != "pending";
}

// The action of each collapse key that was raised last.
std::map<string, std::int64_t> newest_of_keys(const MemoryState& state) {
  std::map<string, std::int64_t> newest;
  for (const auto& [id, action] : state.actions) {
    if (action.row.collapse.empty() || action.row.state == "cancelled") {
      continue;
    }
    std::int64_t& last = newest[action.row.collapse];
    last = std::max(last, action.raised_no);
  }
  return newest;
}

bool is_leasable(const MemoryState& state, const std::map<string, std::int64_t>& newest,
                 const StoredAction& action, Instant now) {
  const ActionRow& row = action.row;
  return row.state == "raised" && row.due <= now && row.lease_until <= now &&
         (!row.valid_until || now <= *row.valid_until) &&
         std::all_of(row.after.begin(), row.after.end(),
                     [&](const string& id) { return is_final(state, id); }) &&
         (row.collapse.empty() || newest.at(row.collapse) == action.raised_no);
}

} // namespace

bool matches(const MemoryState& state, const CaseRow& row, const CaseFilter& f) {
  return any_of_list(f.case_id, row.case_id) && any_of_list(f.number, row.number) &&
         any_of_list(f.stage, row.stage) && any_of_list(f.category, row.category) &&
         any_of_list(f.priority, row.priority) && any_of_list(f.owner, row.owner) &&
         any_of_list(f.team, row.team) && any_of_list(f.kind, row.kind) &&
         any_of_list(f.channel, row.channel) && any_of_list(f.waiting_for, row.waiting_for) &&
         any_of_list(f.order_id, row.order_id) && any_of_list(f.customer_id, row.customer_id) &&
         (!f.open || row.open == *f.open) && (!f.late || row.late == *f.late) &&
         (!f.due_before || row.clock_due < *f.due_before) &&
         (!f.opened_from || row.opened_at >= *f.opened_from) &&
         (!f.opened_to || row.opened_at < *f.opened_to) &&
         (!f.changed_from || row.last_at >= *f.changed_from) &&
         (!f.world_before || row.world < *f.world_before) &&
         lookups_match(state, row.case_id, f.lookups);
}

Result<CasePage> find_cases_in(const MemoryState& state, const CaseFilter& filter, CaseSort sort,
                               std::size_t limit, string_view after) {
  AMENDS_CHECK(check_limit(limit));
  std::optional<CasePlace> from;
  if (!after.empty()) {
    AMENDS_TRY_ASSIGN(const ListPlace place, parse_cursor(case_list(sort), after));
    from = CasePlace{place.first, place.second, place.id};
  }
  std::vector<std::pair<CasePlace, const CaseRow*>> items;
  for (const auto& [id, row] : state.cases) {
    if (matches(state, row, filter)) {
      const ListPlace place = case_place(row, sort);
      items.emplace_back(CasePlace{place.first, place.second, place.id}, &row);
    }
  }
  return cut_page(std::move(items), from, limit, [&](const CaseRow& row) {
    return print_cursor(case_list(sort), case_place(row, sort));
  });
}

Result<std::vector<std::pair<string, std::int64_t>>>
count_cases_in(const MemoryState& state, const CaseFilter& filter, string_view column) {
  AMENDS_TRY_ASSIGN(const CountColumn counted, count_column(column));
  std::map<string, std::int64_t> counts;
  for (const auto& [id, row] : state.cases) {
    if (!matches(state, row, filter)) {
      continue;
    }
    if (counted.member != nullptr) {
      ++counts[row.*counted.member];
      continue;
    }
    for (const auto& [kind, value, case_id] : state.lookups) {
      if (kind == counted.lookup_kind && case_id == id) {
        ++counts[value];
      }
    }
  }
  return std::vector<std::pair<string, std::int64_t>>(counts.begin(), counts.end());
}

Result<TaskPage> find_tasks_in(const MemoryState& state, string_view owner, string_view task_state,
                               std::size_t limit, string_view after) {
  AMENDS_CHECK(check_limit(limit));
  AMENDS_TRY_ASSIGN(const auto from, due_cursor(task_list, after));
  std::vector<std::pair<DuePlace, const TaskRow*>> items;
  for (const auto& [id, row] : state.tasks) {
    if ((owner.empty() || row.owner == owner) && (task_state.empty() || row.state == task_state)) {
      items.emplace_back(DuePlace{due_of(row).us, id}, &row);
    }
  }
  return cut_page(std::move(items), from, limit,
                  [](const TaskRow& row) { return due_cursor_of(task_list, due_of(row), row.id); });
}

Result<LookupPage> scan_lookups_in(const MemoryState& state, std::size_t limit, string_view after) {
  AMENDS_CHECK(check_limit(limit));
  LookupPlace from{"", "", -1};
  if (!after.empty()) {
    AMENDS_TRY_ASSIGN(from, parse_lookup_cursor(after));
  }
  std::map<LookupPlace, string> behind;
  for (const auto& [kind, value, case_id] : state.lookups) {
    LookupPlace place{kind, value, state.cases.at(case_id).number};
    if (from < place) {
      behind.emplace(std::move(place), case_id);
    }
  }
  LookupPage page;
  LookupPlace last;
  for (const auto& [place, case_id] : behind) {
    if (page.rows.size() == limit) {
      page.next = print_lookup_cursor(last);
      break;
    }
    page.rows.push_back({std::get<0>(place), std::get<1>(place), case_id});
    last = place;
  }
  return page;
}

Result<ActionPage> find_actions_in(const MemoryState& state, string_view action_state,
                                   std::size_t limit, string_view after) {
  AMENDS_CHECK(check_limit(limit));
  AMENDS_TRY_ASSIGN(const auto from, due_cursor(action_list, after));
  std::vector<std::pair<DuePlace, const ActionRow*>> items;
  for (const auto& [id, action] : state.actions) {
    if (action_state.empty() || action.row.state == action_state) {
      items.emplace_back(DuePlace{due_of(action.row).us, id}, &action.row);
    }
  }
  return cut_page(std::move(items), from, limit, [](const ActionRow& row) {
    return due_cursor_of(action_list, due_of(row), row.id);
  });
}

std::vector<ActionRow> leasable_in(const MemoryState& state, Instant now, std::size_t limit) {
  const std::map<string, std::int64_t> newest = newest_of_keys(state);
  std::vector<std::pair<DuePlace, const ActionRow*>> items;
  for (const auto& [id, action] : state.actions) {
    if (is_leasable(state, newest, action, now)) {
      items.emplace_back(DuePlace{action.row.due.us, id}, &action.row);
    }
  }
  std::sort(items.begin(), items.end());
  std::vector<ActionRow> rows;
  for (std::size_t i = 0; i < std::min(limit, items.size()); ++i) {
    rows.push_back(*items[i].second);
  }
  return rows;
}

} // namespace amends
