#include "rows.hpp"

#include <functional>

namespace amends::test {

std::string hash_like(const std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::uint64_t x = 1469598103934665603ULL; // FNV-1a
  std::string hash;
  for (int i = 0; i < 64; ++i) {
    for (const char c : text + std::to_string(i)) {
      x = (x ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    hash += digits[(x >> 32U) & 15U];
  }
  return hash;
}

EventRow event(const std::string& case_id, std::int64_t seq) {
  EventRow row;
  row.case_id = case_id;
  row.seq = seq;
  row.at = at_second(seq);
  row.hash = hash_like(case_id + "/" + std::to_string(seq));
  row.record = R"({"case":")" + case_id + R"(","seq":)" + std::to_string(seq) + "}";
  return row;
}

CaseWrite new_case(const std::string& case_id) {
  CaseWrite write;
  write.events.push_back(event(case_id, 1));
  CaseRow& row = write.row;
  row.case_id = case_id;
  row.version = 1;
  row.head = write.events.back().hash;
  row.state = R"({"id":")" + case_id + R"("})";
  row.last_at = at_second(1);
  row.next_due = Instant::never();
  row.opened_at = at_second(1);
  row.clock_due = Instant::never();
  row.kind = "complaint";
  row.channel = "web";
  row.stage = "new";
  row.category = "delivery.damage";
  row.priority = "P2";
  row.priority_rank = 1;
  row.owner = "agent";
  row.waiting_for = "";
  row.order_id = "O-" + case_id;
  row.customer_id = "c-" + case_id;
  row.title = "a damaged book";
  return write;
}

CaseWrite next_write(const CaseRow& row) {
  CaseWrite write;
  write.expected_version = row.version;
  write.row = row;
  write.row.version = row.version + 1;
  write.events.push_back(event(row.case_id, write.row.version));
  write.row.head = write.events.back().hash;
  write.row.last_at = write.events.back().at;
  return write;
}

ActionRow action(const std::string& id, Instant due) {
  ActionRow row;
  row.id = id;
  row.kind = "notify";
  row.state = "raised";
  row.due = due;
  row.body = R"({"kind":"notify"})";
  return row;
}

TaskRow task(const std::string& id, const std::string& owner, std::optional<Instant> due) {
  TaskRow row;
  row.id = id;
  row.kind = "call";
  row.owner = owner;
  row.state = "open";
  row.due = due;
  return row;
}

ReceiptRow receipt(const std::string& command_id, const std::string& case_id) {
  return {command_id, hash_like(command_id), case_id, {1}};
}

Batch batch_of(std::vector<CaseWrite> cases) {
  Batch batch;
  batch.cases = std::move(cases);
  return batch;
}

} // namespace amends::test
