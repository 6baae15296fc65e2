#include "store/cursor.hpp"

#include <charconv>

namespace amends {
namespace {

Error bad_cursor() {
  return Error{Code::arg,
               "this is no cursor of this list in this order; pass the `next` of its last page, or "
               "nothing to begin",
               "/after"};
}

// Cuts "NUMBER:" off the front of `text`.
bool cut_number(std::string_view& text, std::int64_t& number) {
  const char* end = text.data() + text.size();
  const auto [at, problem] = std::from_chars(text.data(), end, number);
  if (problem != std::errc{} || at == end || *at != ':') {
    return false;
  }
  text.remove_prefix(static_cast<std::size_t>(at - text.data()) + 1);
  return true;
}

// Latest first, as an ascending number; no instant that is written down is near the ends.
constexpr std::int64_t latest_first(Instant t) { return ~t.us; }

} // namespace

std::string print_cursor(char list, const ListPlace& place) {
  return list + std::to_string(place.first) + ":" + std::to_string(place.second) + ":" + place.id;
}

Result<ListPlace> parse_cursor(char list, std::string_view text) {
  ListPlace place;
  if (text.empty() || text.front() != list) {
    return bad_cursor();
  }
  text.remove_prefix(1);
  if (!cut_number(text, place.first) || !cut_number(text, place.second) || text.empty()) {
    return bad_cursor();
  }
  place.id = text;
  return place;
}

char case_list(CaseSort sort) {
  switch (sort) {
  case CaseSort::due: return 'd';
  case CaseSort::priority: return 'p';
  case CaseSort::opened: return 'o';
  case CaseSort::changed: return 'c';
  case CaseSort::id: break;
  }
  return 'i';
}

ListPlace case_place(const CaseRow& row, CaseSort sort) {
  switch (sort) {
  case CaseSort::due: return {row.clock_due.us, 0, row.case_id};
  case CaseSort::priority: return {row.priority_rank, row.clock_due.us, row.case_id};
  case CaseSort::opened: return {latest_first(row.opened_at), 0, row.case_id};
  case CaseSort::changed: return {latest_first(row.last_at), 0, row.case_id};
  case CaseSort::id: break;
  }
  return {0, 0, row.case_id};
}

std::string print_lookup_cursor(const LookupPlace& place) {
  const auto& [kind, value, number] = place;
  const auto length = static_cast<std::int64_t>(kind.size());
  return print_cursor(lookup_list, {number, length, kind + ":" + value});
}

Result<LookupPlace> parse_lookup_cursor(std::string_view text) {
  AMENDS_TRY_ASSIGN(const ListPlace place, parse_cursor(lookup_list, text));
  const auto length = static_cast<std::size_t>(place.second);
  if (place.second < 0 || length >= place.id.size()) {
    return bad_cursor();
  }
  return LookupPlace{place.id.substr(0, length), place.id.substr(length + 1), place.first};
}

Result<void> check_limit(std::size_t limit) {
  if (limit == 0) {
    return Error{Code::arg, "a page of 0 rows never comes to an end; ask for at least 1", "/limit"};
  }
  return {};
}

} // namespace amends
