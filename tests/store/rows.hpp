// Rows for store tests: plausible ones, made of a case id and a few numbers.
#pragma once

#include "amends/store.hpp"

#include <string>

namespace amends::test {

// 64 hex digits that depend on `text` (no real digest: the store only keeps it).
std::string hash_like(const std::string& text);

constexpr Instant at_second(std::int64_t s) {
  return Instant{1'790'000'000'000'000 + s * 1'000'000};
}

EventRow event(const std::string& case_id, std::int64_t seq);
// A new open case with one record.
CaseWrite new_case(const std::string& case_id);
// The write that follows `row` with one more record.
CaseWrite next_write(const CaseRow& row);
ActionRow action(const std::string& id, Instant due);
TaskRow task(const std::string& id, const std::string& owner, std::optional<Instant> due);
ReceiptRow receipt(const std::string& command_id, const std::string& case_id);
Batch batch_of(std::vector<CaseWrite> cases);

} // namespace amends::test
