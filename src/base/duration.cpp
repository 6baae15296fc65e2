// ISO 8601 spans of days, hours, minutes and seconds.
#include "amends/instant.hpp"
#include "base/int128.hpp"

#include <array>

namespace amends {

namespace {

constexpr std::int64_t day_us = 86'400'000'000;
constexpr std::int64_t hour_us = 3'600'000'000;
constexpr std::int64_t minute_us = 60'000'000;
constexpr std::int64_t second_us = 1'000'000;

struct Unit {
  char letter;
  bool of_day; // stands before the "T"
  std::int64_t us;
};
constexpr std::array<Unit, 4> units = {
    {{'D', true, day_us}, {'H', false, hour_us}, {'M', false, minute_us}, {'S', false, second_us}}};

Error not_a_duration() {
  return {Code::parse,
          "not a span of time; write days, hours, minutes and seconds as in P1DT2H30M or PT0.5S",
          ""};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "12" or, for seconds, "12.5"; -1 when there is none.
struct Count {
  Int128 whole = -1;
  std::int64_t fraction_us = 0;
  bool has_fraction = false;
};

Count read_count(std::string_view& rest) {
  Count count;
  while (!rest.empty() && is_digit(rest[0])) {
    constexpr Int128 enough = Int128{1} << 64U; // more than any unit may count
    const int digit = rest[0] - '0';
    if (count.whole < enough)
      count.whole = (count.whole < 0 ? 0 : count.whole) * 10 + digit;
    rest.remove_prefix(1);
  }
  if (count.whole < 0 || rest.empty() || rest[0] != '.')
    return count;
  rest.remove_prefix(1);
  count.has_fraction = true;
  std::int64_t place = second_us / 10;
  bool any = false;
  while (!rest.empty() && is_digit(rest[0])) {
    if (place == 0)
      return {}; // finer than a microsecond
    count.fraction_us += (rest[0] - '0') * place;
    place /= 10;
    any = true;
    rest.remove_prefix(1);
  }
  return any ? count : Count{};
}

} // namespace

Result<Duration> parse_duration(std::string_view text) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative)
    rest.remove_prefix(1);
  if (!rest.starts_with('P'))
    return not_a_duration();
  rest.remove_prefix(1);

  Int128 total = 0;
  bool in_time = false;
  std::size_t next = 0; // units come in their order, each once
  bool any = false;     // something stands behind the last "P" or "T"
  while (!rest.empty()) {
    if (!in_time && rest[0] == 'T') {
      in_time = true;
      any = false;
      rest.remove_prefix(1);
      continue;
    }
    const Count count = read_count(rest);
    if (count.whole < 0 || rest.empty())
      return not_a_duration();
    while (next < units.size() && units[next].letter != rest[0])
      ++next;
    if (next == units.size() || units[next].of_day == in_time)
      return not_a_duration();
    if (count.has_fraction && units[next].letter != 'S')
      return not_a_duration();
    rest.remove_prefix(1);
    total += count.whole * units[next].us + count.fraction_us;
    ++next;
    any = true;
  }
  if (!any)
    return not_a_duration();
  total = negative ? -total : total;
  if (total > INT64_MAX || total < INT64_MIN)
    return Error{Code::limit, "the span is too long: at most 292000 years", ""};
  return Duration{static_cast<std::int64_t>(total)};
}

std::string print_duration(Duration d) {
  if (d.us == 0)
    return "PT0S";
  std::string out = d.us < 0 ? "-P" : "P";
  auto rest = static_cast<std::uint64_t>(magnitude_of(d.us));
  bool in_time = false;
  for (const Unit& unit : units) {
    const auto size = static_cast<std::uint64_t>(unit.us);
    const std::uint64_t count = rest / size;
    rest %= size;
    const bool fraction = unit.letter == 'S' && rest != 0;
    if (count == 0 && !fraction)
      continue;
    if (!unit.of_day && !in_time) {
      out += 'T';
      in_time = true;
    }
    out += std::to_string(count);
    if (fraction) {
      std::string digits = std::to_string(rest);
      digits.insert(0, 6 - digits.size(), '0');
      digits.erase(digits.find_last_not_of('0') + 1);
      out += "." + digits;
    }
    out += unit.letter;
  }
  return out;
}

} // namespace amends
