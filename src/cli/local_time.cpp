#include "local_time.hpp"

namespace amends::cli {
namespace {

// Length of the RFC 3339 instant in Z that `text` begins with, or 0.
std::size_t instant_length(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
  if (text.size() <= shape.size())
    return 0;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == 'd' ? !is_digit(text[i]) : text[i] != shape[i])
      return 0;
  std::size_t end = shape.size();
  if (text[end] == '.')
    for (++end; end < text.size() && is_digit(text[end]);)
      ++end;
  return end < text.size() && text[end] == 'Z' ? end + 1 : 0;
}

} // namespace

LocalTime::LocalTime(const Policy* policy) {
  if (policy == nullptr)
    return;
  for (const auto& [name, calendar] : policy->calendars()) {
    if (calendar->zone() != policy->zone())
      continue;
    calendar_ = calendar;
    zone_ = policy->zone();
    return;
  }
}

std::string LocalTime::text(Instant t) const {
  Duration offset{};
  if (calendar_ != nullptr)
    if (const auto known = calendar_->offset_at(t))
      offset = *known;
  const std::string whole = print_instant(t, offset);
  return whole.size() < 16 ? whole : whole.substr(0, 10) + " " + whole.substr(11, 5);
}

std::string LocalTime::text(const std::string& instant) const {
  const auto parsed = parse_instant(instant);
  return parsed ? text(*parsed) : instant;
}

std::string LocalTime::in_sentence(std::string_view sentence) const {
  std::string out;
  while (!sentence.empty()) {
    if (const std::size_t length = instant_length(sentence); length > 0) {
      out += text(std::string(sentence.substr(0, length)));
      sentence.remove_prefix(length);
    } else {
      out += sentence.front();
      sentence.remove_prefix(1);
    }
  }
  return out;
}

} // namespace amends::cli
