#include "amends/span.hpp"

#include "amends/limits.hpp"

#include <array>
#include <charconv>

namespace amends {
namespace {

constexpr std::int64_t day_us = 86'400'000'000;
constexpr std::int64_t longest_days = limits::horizon_years * 366LL;

struct Unit {
  std::string_view word;
  std::int64_t us;
};
// Longest first among those that divide a span, so that print_span finds the shortest text.
constexpr std::array<Unit, 7> units{{{"w", 7 * day_us},
                                     {"d", day_us},
                                     {"h", 3'600'000'000},
                                     {"min", 60'000'000},
                                     {"sec", 1'000'000},
                                     {"s", 1'000'000},
                                     {"m", 0}}};

constexpr std::string_view examples =
    "write a whole number with a unit, such as 30min, 24h, 7d, 24 open h, 3 open d or 5 workdays";

Error bad(std::string_view text, std::string_view why, const std::string& where) {
  return {Code::parse,
          "\"" + std::string(text) + "\" " + std::string(why) + "; " + std::string(examples),
          where};
}

std::string_view skip_spaces(std::string_view s) {
  while (s.starts_with(' '))
    s.remove_prefix(1);
  while (s.ends_with(' '))
    s.remove_suffix(1);
  return s;
}

const Unit* find_unit(std::string_view word) {
  for (const Unit& unit : units)
    if (unit.word == word && unit.us != 0)
      return &unit;
  return nullptr;
}

} // namespace

Result<Span> parse_span(std::string_view text, const std::string& where) {
  std::string_view rest = skip_spaces(text);
  std::int64_t n = 0;
  const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), n);
  if (problem == std::errc::result_out_of_range)
    return Error{Code::limit, "\"" + std::string(text) + "\" is longer than the longest calendar",
                 where};
  if (problem != std::errc() || n < 0)
    return bad(text, "is no duration", where);
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  rest = skip_spaces(rest);
  if (rest.empty())
    return bad(text, "has no unit", where);
  if (rest.starts_with('.') || rest.starts_with(','))
    return bad(text, "is not a whole number of its unit", where);

  Span span{.counts = Span::Counts::natural, .n = n};
  std::int64_t unit_us = 0;
  if (rest == "workdays" || rest == "workday") {
    span.counts = Span::Counts::workdays;
  } else {
    if (rest.starts_with("open ")) {
      span.counts = Span::Counts::open;
      rest = skip_spaces(rest.substr(5));
    }
    const Unit* unit = find_unit(rest);
    if (unit == nullptr)
      return bad(text, rest == "m" ? "may mean minutes or months" : "has an unknown unit", where);
    if (span.counts == Span::Counts::open && rest == "w")
      return bad(text, "counts open weeks, which have no fixed length", where);
    if (span.counts == Span::Counts::open && rest == "d")
      span.counts = Span::Counts::open_days;
    else
      unit_us = unit->us;
  }
  const std::int64_t most = unit_us == 0 ? longest_days : longest_days * day_us / unit_us;
  if (n > most)
    return Error{Code::limit,
                 "\"" + std::string(text) + "\" is longer than the longest calendar, " +
                     std::to_string(limits::horizon_years) + " years",
                 where};
  if (unit_us != 0)
    span.n = n * unit_us;
  return span;
}

std::string print_span(const Span& span) {
  switch (span.counts) {
  case Span::Counts::open_days: return std::to_string(span.n) + " open d";
  case Span::Counts::workdays:
    return std::to_string(span.n) + (span.n == 1 ? " workday" : " workdays");
  case Span::Counts::natural:
  case Span::Counts::open: break;
  }
  const bool open = span.counts == Span::Counts::open;
  // An hour is how people say it: 24h, not 1d; weeks and days only where an hour count is long.
  for (const Unit& unit : units) {
    if (unit.us == 0 || span.n % unit.us != 0)
      continue;
    if (open && unit.us >= day_us)
      continue;
    if (unit.us >= day_us && span.n < 3 * day_us)
      continue;
    if (unit.word == "w")
      continue;
    return std::to_string(span.n / unit.us) + (open ? " open " : "") +
           std::string(unit.word == "sec" ? "s" : unit.word);
  }
  return std::to_string(span.n / 1'000'000) + (open ? " open s" : "s");
}

} // namespace amends
