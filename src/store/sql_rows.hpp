// Rows between the port and SQL. In: columns as they are stored. Out: the port's structs, and back.
#pragma once

#include "amends/store.hpp"
#include "store/row_id.hpp"
#include "store/sql_driver.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace amends {

// Hashes: 64 hex digits outside, 32 bytes in the table.
[[nodiscard]] std::string hex_of(std::string_view bytes);
[[nodiscard]] std::string bytes_of(std::string_view hex);

// Ids that a case owns stand without the case's id: "C-1.3.2" is ".3.2", any other id "=ID".
[[nodiscard]] std::string shorten_id(std::string_view id, std::string_view case_id);
[[nodiscard]] std::string expand_id(std::string_view stored, std::string_view case_id);
// Several of them, a line each.
[[nodiscard]] std::string shorten_ids(const std::vector<std::string>& ids,
                                      std::string_view case_id);
[[nodiscard]] std::vector<std::string> expand_ids(std::string_view stored,
                                                  std::string_view case_id);

// "3,4,7"
[[nodiscard]] std::string print_numbers(const std::vector<std::int64_t>& numbers);
[[nodiscard]] std::vector<std::int64_t> parse_numbers(std::string_view text);

// Column lists and what makes a row of them; the tables are named c, a and t.
inline constexpr std::string_view case_columns =
    "c.case_id, c.version, c.case_no, c.head, c.state_format, c.state, c.world, c.last_at, "
    "c.next_due, c.opened_at, c.open, c.kind, c.channel, c.stage, c.category, c.priority, c.owner, "
    "c.team, c.waiting_for, c.order_id, c.customer_id, c.title, c.priority_rank, c.clock_due, "
    "c.late";
[[nodiscard]] CaseRow case_of(const SqlRow& row);

inline constexpr std::string_view action_columns =
    "c.case_id, a.seq, a.n, a.kind, a.state, a.due, a.valid_until, a.after_ids, a.collapse, "
    "a.body, a.attempt, a.lease_until";
[[nodiscard]] ActionRow action_of(const SqlRow& row);

inline constexpr std::string_view task_columns =
    "c.case_id, t.seq, t.n, t.kind, t.owner, t.state, t.due";
[[nodiscard]] TaskRow task_of(const SqlRow& row);

} // namespace amends
