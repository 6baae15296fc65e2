// Reading. In: a query, the viewer, an instant. Out: rows as the viewer may see them, each case as
// it stands caught up to the instant; nothing is written.
#pragma once

#include "verbs.hpp"

namespace amends::engine {

struct Query {
  std::string what;
  Json where = Json::object();
  CaseSort sort = CaseSort::due;
  std::size_t limit = 50;
  std::string after;
  std::string count_by; // counts: the column, where the line names it as `by`
  Instant at;
  Party viewer;
};

[[nodiscard]] Result<CaseFilter> filter_of(const Query& query, const std::string& tenant);
// Stages, categories, priorities and kinds that `where` names are those of a policy; else `parse`
// with the nearest ones. Nothing is checked where no policy is known. Incidents were declared, else
// `not_found`; customers are not told which there are.
[[nodiscard]] Result<void> check_words(Work& work, const Query& query);
// `where` has no other keys than these; else `parse` with the nearest ones.
[[nodiscard]] Result<void> check_where(const Query& query,
                                       std::initializer_list<std::string_view> known);
// What `where` says of a key: one text or a list of them; nothing where it does not name it.
[[nodiscard]] Result<std::vector<std::string>> texts_in(const Query& query, std::string_view key);
[[nodiscard]] Json page_json(std::vector<Json> rows, const std::string& next);
// The one case that `where` names, caught up; `not_found`, `denied`.
[[nodiscard]] Result<CaseWork*> case_in(Work& work, const Query& query);
[[nodiscard]] bool is_customer(const Query& query);

[[nodiscard]] Result<Json> query_case(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_cases(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_incidents(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_affected_orders(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_counts(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_tasks(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_actions(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_timeline(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_plans(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_payouts(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_stats(Work& work, const Query& query);
[[nodiscard]] Result<Json> query_events(Work& work, const Query& query);

// Why the clock is due when it is, {"zh","en"} and as data
// {"counted":[[from,to]],"skipped":[{"date", "zh","en"}]}; empty where nothing can be said.
// `policy` on the tables the clock was worked out on.
[[nodiscard]] Json clock_why(const Policy& policy, const ClockRow& clock);
// What is due next of each milestone and by which clock: [{"milestone","won_by","target",...}].
[[nodiscard]] Json milestones_json(const Case& state);

} // namespace amends::engine
