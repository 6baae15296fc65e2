// Lists over a memory store's rows: every one looks at all rows, sorts, and cuts the page.
#pragma once

#include "store/memory_state.hpp"

namespace amends {

[[nodiscard]] bool matches(const MemoryState& state, const CaseRow& row, const CaseFilter& filter);
[[nodiscard]] Result<CasePage> find_cases_in(const MemoryState& state, const CaseFilter& filter,
                                             CaseSort sort, std::size_t limit,
                                             std::string_view after);
[[nodiscard]] Result<std::vector<std::pair<std::string, std::int64_t>>>
count_cases_in(const MemoryState& state, const CaseFilter& filter, std::string_view column);
[[nodiscard]] Result<TaskPage> find_tasks_in(const MemoryState& state, std::string_view owner,
                                             std::string_view task_state, std::size_t limit,
                                             std::string_view after);
[[nodiscard]] Result<ActionPage> find_actions_in(const MemoryState& state,
                                                 std::string_view action_state, std::size_t limit,
                                                 std::string_view after);
[[nodiscard]] Result<LookupPage> scan_lookups_in(const MemoryState& state, std::size_t limit,
                                                 std::string_view after);
[[nodiscard]] std::vector<ActionRow> leasable_in(const MemoryState& state, Instant now,
                                                 std::size_t limit);

} // namespace amends
