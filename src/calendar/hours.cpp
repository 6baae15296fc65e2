#include "calendar/hours.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace amends::calendar {
namespace {

constexpr std::int32_t day_s = 86'400;
constexpr std::size_t most_ranges = 48; // a range every half hour

Error bad(std::string message, const std::string& where) {
  return {Code::parse, std::move(message), where};
}

std::optional<int> two_digits(std::string_view s) {
  if (s.size() != 2 || s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
    return {};
  return (s[0] - '0') * 10 + (s[1] - '0');
}

std::string_view trim(std::string_view s) {
  while (s.starts_with(' '))
    s.remove_prefix(1);
  while (s.ends_with(' '))
    s.remove_suffix(1);
  return s;
}

// "HH:MM" or "HH:MM:SS", up to 48:00.
Result<std::int32_t> read_clock(std::string_view text, const std::string& where) {
  const std::string quoted = "\"" + std::string(text) + "\"";
  const bool with_seconds = text.size() == 8 && text[5] == ':';
  if (text.size() < 5 || text[2] != ':' || (text.size() != 5 && !with_seconds))
    return bad(quoted + " is no time of day; write HH:MM, such as 09:00", where);
  const auto h = two_digits(text.substr(0, 2));
  const auto m = two_digits(text.substr(3, 2));
  const auto s = with_seconds ? two_digits(text.substr(6, 2)) : 0;
  if (!h || !m || !s || *m > 59 || *s > 59)
    return bad(quoted + " is no time of day; write HH:MM, such as 09:00", where);
  const std::int32_t seconds = *h * 3600 + *m * 60 + *s;
  if (seconds > 2 * day_s)
    return bad(quoted + " is more than two days after midnight; the last time of a date is 48:00",
               where);
  return seconds;
}

Result<Hours> read_text(std::string_view text, const std::string& where) {
  Hours hours;
  if (trim(text) == "closed")
    return hours;
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string_view range = trim(text.substr(0, comma));
    const std::size_t dash = range.find('-');
    if (dash == std::string_view::npos)
      return bad("\"" + std::string(range) +
                     "\" is no range of hours; write \"09:00-12:00, 13:00-18:00\" or \"closed\"",
                 where);
    AMENDS_TRY_ASSIGN(const std::int32_t open, read_clock(trim(range.substr(0, dash)), where));
    AMENDS_TRY_ASSIGN(const std::int32_t close, read_clock(trim(range.substr(dash + 1)), where));
    if (open >= close)
      return bad("\"" + std::string(range) + "\" opens " +
                     (open == close ? "when it closes" : "after it closes") +
                     "; a shift past midnight is written with hours above 24, such as 22:00-30:00",
                 where);
    hours.push_back({open, close});
    if (comma == std::string_view::npos)
      return hours;
    text.remove_prefix(comma + 1);
  }
}

Result<Hours> read_pairs(const Json& json, const std::string& where) {
  Hours hours;
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    const Json& pair = json.items[i];
    const std::string here = where + pointer_step(i);
    if (!pair.is(Json::Kind::array) || pair.items.size() != 2 ||
        !pair.items[0].is(Json::Kind::text) || !pair.items[1].is(Json::Kind::text))
      return bad("each range is a pair of times, such as [\"09:00\",\"12:00\"]", here);
    AMENDS_TRY_ASSIGN(const std::int32_t open, read_clock(pair.items[0].text, here + "/0"));
    AMENDS_TRY_ASSIGN(std::int32_t close, read_clock(pair.items[1].text, here + "/1"));
    if (open == close)
      return bad("opens when it closes; a whole day is [\"00:00\",\"24:00\"]", here);
    if (close < open)
      close += day_s;
    hours.push_back({open, close});
  }
  return hours;
}

} // namespace

Result<Hours> read_hours(const Json& json, const std::string& where) {
  const bool text = json.is(Json::Kind::text);
  if (!text && !json.is(Json::Kind::array))
    return bad("hours are a text such as \"09:00-12:00, 13:00-18:00\", not " +
                   std::string(kind_words(json.kind)),
               where);
  AMENDS_TRY_ASSIGN(Hours hours, text ? read_text(json.text, where) : read_pairs(json, where));
  if (hours.size() > most_ranges)
    return Error{Code::limit, "more than 48 ranges of hours on one date", where};
  std::ranges::sort(hours, {}, &HourRange::open_s);
  Hours merged;
  for (const HourRange& range : hours) {
    if (range.open_s >= day_s)
      return bad("a range begins after midnight of the next date; write it under that date", where);
    if (!merged.empty() && text && range.open_s < merged.back().close_s)
      return bad("two ranges of hours overlap; let one end where the next begins", where);
    if (!merged.empty() && range.open_s <= merged.back().close_s)
      merged.back().close_s = std::max(merged.back().close_s, range.close_s);
    else
      merged.push_back(range);
  }
  return merged;
}

Result<std::string> hours_outside(std::string_view range, const std::string& where) {
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos)
    return bad("\"" + std::string(range) + "\" is no range of hours; write \"21:30-08:30\"", where);
  const std::string_view from = trim(range.substr(0, dash));
  const std::string_view to = trim(range.substr(dash + 1));
  AMENDS_TRY_ASSIGN(const std::int32_t from_s, read_clock(from, where));
  AMENDS_TRY_ASSIGN(const std::int32_t to_s, read_clock(to, where));
  if (from_s > day_s || to_s > day_s)
    return bad("\"" + std::string(range) +
                   "\" has an hour above 24:00; an end on the next date is written as the hour it "
                   "has there, such as 21:30-08:30",
               where);
  if ((from_s - to_s) % day_s == 0)
    return bad("\"" + std::string(range) +
                   "\" ends when it begins; let it end earlier or later, or leave it out",
               where);
  if (to_s < from_s)
    return std::string(to) + "-" + std::string(from);
  std::string out;
  if (from_s > 0)
    out = "00:00-" + std::string(from);
  if (to_s < day_s)
    out += (out.empty() ? "" : ", ") + std::string(to) + "-24:00";
  return out;
}

} // namespace amends::calendar
