#include "store/sql_rows.hpp"

#include <charconv>

namespace amends {
namespace {

using std::string;
using std::string_view;

unsigned digit_of(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

string text_of(const SqlRow& row, int column) { return string(row.bytes(column)); }
Instant instant_of(const SqlRow& row, int column) { return Instant{row.integer(column)}; }

// Calls `use` with each part of `text` between `separator`s; an empty text has no part.
template <class Use> void each_part(string_view text, char separator, Use use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

} // namespace

string hex_of(string_view bytes) {
  constexpr string_view digits = "0123456789abcdef";
  string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

string bytes_of(string_view hex) {
  string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digit_of(hex[i]) << 4U | digit_of(hex[i + 1]));
  }
  return bytes;
}

string shorten_id(string_view id, string_view case_id) {
  if (id.size() > case_id.size() && id.starts_with(case_id) && id[case_id.size()] == '.') {
    return string(id.substr(case_id.size()));
  }
  return "=" + string(id);
}

string expand_id(string_view stored, string_view case_id) {
  if (stored.starts_with('.')) {
    return string(case_id) + string(stored);
  }
  return string(stored.substr(stored.empty() ? 0 : 1));
}

string shorten_ids(const std::vector<string>& ids, string_view case_id) {
  string stored;
  for (const string& id : ids) {
    stored += (stored.empty() ? "" : "\n") + shorten_id(id, case_id);
  }
  return stored;
}

std::vector<string> expand_ids(string_view stored, string_view case_id) {
  std::vector<string> ids;
  each_part(stored, '\n', [&](string_view id) { ids.push_back(expand_id(id, case_id)); });
  return ids;
}

string print_numbers(const std::vector<std::int64_t>& numbers) {
  string text;
  for (const std::int64_t number : numbers) {
    text += (text.empty() ? "" : ",") + std::to_string(number);
  }
  return text;
}

std::vector<std::int64_t> parse_numbers(string_view text) {
  std::vector<std::int64_t> numbers;
  each_part(text, ',', [&](string_view part) {
    std::int64_t number = 0;
    std::from_chars(part.data(), part.data() + part.size(), number);
    numbers.push_back(number);
  });
  return numbers;
}

CaseRow case_of(const SqlRow& row) {
  CaseRow out;
  out.case_id = text_of(row, 0);
  out.version = row.integer(1);
  out.number = row.integer(2);
  out.head = hex_of(row.bytes(3));
  out.state_format = static_cast<std::int32_t>(row.integer(4));
  out.state = text_of(row, 5);
  out.world = row.integer(6);
  out.last_at = instant_of(row, 7);
  out.next_due = instant_of(row, 8);
  out.opened_at = instant_of(row, 9);
  out.open = row.integer(10) != 0;
  out.kind = text_of(row, 11);
  out.channel = text_of(row, 12);
  out.stage = text_of(row, 13);
  out.category = text_of(row, 14);
  out.priority = text_of(row, 15);
  out.owner = text_of(row, 16);
  out.team = text_of(row, 17);
  out.waiting_for = text_of(row, 18);
  out.order_id = text_of(row, 19);
  out.customer_id = text_of(row, 20);
  out.title = text_of(row, 21);
  out.priority_rank = static_cast<std::int32_t>(row.integer(22));
  out.clock_due = instant_of(row, 23);
  out.late = row.integer(24) != 0;
  return out;
}

ActionRow action_of(const SqlRow& row) {
  ActionRow out;
  out.case_id = text_of(row, 0);
  out.id = print_row_id({out.case_id, row.integer(1), row.integer(2)});
  out.kind = text_of(row, 3);
  out.state = text_of(row, 4);
  out.due = instant_of(row, 5);
  if (!row.is_null(6)) {
    out.valid_until = instant_of(row, 6);
  }
  out.after = expand_ids(row.bytes(7), out.case_id);
  out.collapse = text_of(row, 8);
  out.body = text_of(row, 9);
  out.attempt = static_cast<std::int32_t>(row.integer(10));
  out.lease_until = instant_of(row, 11);
  return out;
}

TaskRow task_of(const SqlRow& row) {
  TaskRow out;
  out.case_id = text_of(row, 0);
  out.id = print_row_id({out.case_id, row.integer(1), row.integer(2)});
  out.kind = text_of(row, 3);
  out.owner = text_of(row, 4);
  out.state = text_of(row, 5);
  if (const Instant due = instant_of(row, 6); due != Instant::never()) {
    out.due = due;
  }
  return out;
}

} // namespace amends
