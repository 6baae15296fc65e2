// How points and intervals lie to one another, and `is`.
#include "rules/builtin_help.hpp"
#include "rules/temporal.hpp"

namespace amends::rules {
namespace {

// A point is the interval that holds it alone.
struct Span {
  Datum low, high;
  bool low_included = true, high_included = true;
  bool point = true;
};

Span span_of(const Datum& value) {
  if (const Range* range = value.range())
    return {range->low, range->high, range->low_included, range->high_included, false};
  return {value, value, true, true, true};
}

// Are the ends of both known and of one kind?
bool fits(const Span& a, const Span& b) {
  return comparable(a.low, b.low) && comparable(a.high, b.high) && comparable(a.low, b.high) &&
         comparable(a.high, b.low);
}

int low_order(const Span& a, const Span& b) { // which begins first
  const int o = *order(a.low, b.low);
  if (o != 0)
    return o;
  return a.low_included == b.low_included ? 0 : a.low_included ? -1 : 1;
}
int high_order(const Span& a, const Span& b) { // which ends last
  const int o = *order(a.high, b.high);
  if (o != 0)
    return o;
  return a.high_included == b.high_included ? 0 : a.high_included ? 1 : -1;
}
bool is_before(const Span& a, const Span& b) {
  const int o = *order(a.high, b.low);
  return o < 0 || (o == 0 && !(a.high_included && b.low_included));
}
bool touches(const Span& a, const Span& b) { // the end of a is the start of b
  return *order(a.high, b.low) == 0 && a.high_included && b.low_included;
}
bool inside(const Span& a, const Span& b) { return low_order(b, a) <= 0 && high_order(b, a) >= 0; }

using Relation = bool (*)(const Span& a, const Span& b);

bool after(const Span& a, const Span& b) { return is_before(b, a); }
bool meets(const Span& a, const Span& b) { return touches(a, b); }
bool met_by(const Span& a, const Span& b) { return touches(b, a); }
bool overlaps(const Span& a, const Span& b) { return !is_before(a, b) && !is_before(b, a); }
bool overlaps_before(const Span& a, const Span& b) {
  return overlaps(a, b) && low_order(a, b) < 0 && high_order(a, b) <= 0;
}
bool overlaps_after(const Span& a, const Span& b) {
  return overlaps(a, b) && low_order(a, b) >= 0 && high_order(a, b) > 0;
}
bool finishes(const Span& a, const Span& b) {
  return high_order(a, b) == 0 && low_order(a, b) >= 0 && inside(a, b);
}
bool finished_by(const Span& a, const Span& b) { return finishes(b, a); }
bool includes(const Span& a, const Span& b) { return inside(b, a); }
bool starts(const Span& a, const Span& b) {
  return low_order(a, b) == 0 && high_order(a, b) <= 0 && inside(a, b);
}
bool started_by(const Span& a, const Span& b) { return starts(b, a); }
bool coincides(const Span& a, const Span& b) {
  return low_order(a, b) == 0 && high_order(a, b) == 0;
}

template <Relation relation> Datum relate(Arguments a, Env& env) {
  if (a[0].is_null() || a[1].is_null())
    return {};
  const Span x = span_of(a[0]);
  const Span y = span_of(a[1]);
  if (!fits(x, y))
    return env.complain("points and intervals of different kinds cannot be compared");
  return relation(x, y);
}

// Same kind and same value: 00:00Z and 00:00+00:00 are, 00:00 and 00:00Z are not.
Datum is(Arguments a, Env&) {
  if (a[0].data.index() != a[1].data.index())
    return false;
  if (const auto* x = a[0].get<TimeOfDay>())
    return *x == *a[1].get<TimeOfDay>();
  if (const auto* x = a[0].get<DateTime>())
    return *x == *a[1].get<DateTime>();
  return equal(a[0], a[1]) == Tri(true);
}

// The interval a text like "[1..5)" writes.
Datum range(Arguments a, Env& env) {
  const auto* text = take<std::string>(a, 0, env, "range");
  if (text == nullptr)
    return {};
  const std::size_t dots = text->find("..");
  if (text->size() < 4 || dots == std::string::npos)
    return env.complain("\"" + *text + "\" is no interval");
  Range value;
  const char open = text->front();
  const char close = text->back();
  value.low_included = open == '[';
  value.high_included = close == ']';
  const auto read = [](std::string_view end) -> Datum {
    while (end.starts_with(' '))
      end.remove_prefix(1);
    while (end.ends_with(' '))
      end.remove_suffix(1);
    for (const std::string_view wrap :
         {"date(\"", "time(\"", "duration(\"", "date and time(\"", "@\"", "\""})
      if (end.starts_with(wrap)) {
        end.remove_prefix(wrap.size());
        const std::size_t quote = end.find('"');
        if (quote == std::string_view::npos)
          return {};
        if (wrap == "\"")
          return std::string(end.substr(0, quote));
        return read_temporal(end.substr(0, quote));
      }
    const auto number = Decimal::parse(end);
    return number ? Datum(*number) : Datum();
  };
  value.low = read(std::string_view(*text).substr(1, dots - 1));
  value.high = read(std::string_view(*text).substr(dots + 2, text->size() - dots - 3));
  if ((value.low.is_null() && value.high.is_null()) ||
      std::string_view("([]").find(open) == std::string_view::npos ||
      std::string_view(")[]").find(close) == std::string_view::npos)
    return env.complain("\"" + *text + "\" is no interval");
  return Datum::RangePtr(std::make_shared<const Range>(std::move(value)));
}

constexpr Builtin table[] = {
    {"before", "point1, point2|point, range|range, point|range1, range2", 2, 2, relate<is_before>},
    {"after", "point1, point2|point, range|range, point|range1, range2", 2, 2, relate<after>},
    {"meets", "range1, range2", 2, 2, relate<meets>},
    {"met by", "range1, range2", 2, 2, relate<met_by>},
    {"overlaps", "range1, range2", 2, 2, relate<overlaps>},
    {"overlaps before", "range1, range2", 2, 2, relate<overlaps_before>},
    {"overlaps after", "range1, range2", 2, 2, relate<overlaps_after>},
    {"finishes", "point, range|range1, range2", 2, 2, relate<finishes>},
    {"finished by", "range, point|range1, range2", 2, 2, relate<finished_by>},
    {"includes", "range, point|range1, range2", 2, 2, relate<includes>},
    {"during", "point, range|range1, range2", 2, 2, relate<inside>},
    {"starts", "point, range|range1, range2", 2, 2, relate<starts>},
    {"started by", "range, point|range1, range2", 2, 2, relate<started_by>},
    {"coincides", "point1, point2|range1, range2", 2, 2, relate<coincides>},
    {"is", "value1, value2", 2, 2, is},
    {"range", "from", 1, 1, range},
};

} // namespace

std::span<const Builtin> range_builtins() { return table; }

} // namespace amends::rules
