#include "store/row_id.hpp"

#include <charconv>

namespace amends {
namespace {

std::optional<std::int64_t> whole_number(std::string_view digits) {
  if (digits.empty() || (digits.front() == '0' && digits.size() > 1) || digits.front() == '-') {
    return std::nullopt;
  }
  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [at, problem] = std::from_chars(digits.data(), end, value);
  if (problem != std::errc{} || at != end) {
    return std::nullopt;
  }
  return value;
}

// Cuts ".DIGITS" off the end of `text`.
std::optional<std::int64_t> cut_number(std::string_view& text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos) {
    return std::nullopt;
  }
  const auto number = whole_number(text.substr(dot + 1));
  text = text.substr(0, dot);
  return number;
}

} // namespace

std::optional<RowId> parse_row_id(std::string_view text) {
  const auto n = cut_number(text);
  if (!n) {
    return std::nullopt;
  }
  const auto seq = cut_number(text);
  if (!seq || text.empty()) {
    return std::nullopt;
  }
  return RowId{std::string(text), *seq, *n};
}

std::string print_row_id(const RowId& id) {
  return id.case_id + "." + std::to_string(id.seq) + "." + std::to_string(id.n);
}

} // namespace amends
