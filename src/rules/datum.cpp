#include "rules/datum.hpp"

#include "rules/temporal.hpp"

namespace amends::rules {
namespace {

int sign(std::int64_t a, std::int64_t b) { return a < b ? -1 : a > b ? 1 : 0; }
int sign(const std::strong_ordering& o) { return o < 0 ? -1 : o > 0 ? 1 : 0; }

Tri equal_lists(const DatumList& a, const DatumList& b) {
  if (a.size() != b.size())
    return false;
  Tri all = true;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Tri one = equal(a[i], b[i]);
    if (one == Tri(false))
      return false;
    if (!one)
      all = std::nullopt;
  }
  return all;
}

Tri equal_contexts(const Datum& a, const Datum& b) {
  const DatumContext& left = *a.context();
  if (left.size() != b.context()->size())
    return false;
  Tri all = true;
  for (const auto& [name, value] : left) {
    const Datum* other = b.member(name);
    if (other == nullptr)
      return false;
    const Tri one = equal(value, *other);
    if (one == Tri(false))
      return false;
    if (!one)
      all = std::nullopt;
  }
  return all;
}

Tri equal_ranges(const Range& a, const Range& b) {
  if (a.low_included != b.low_included || a.high_included != b.high_included)
    return false;
  const Tri low = equal(a.low, b.low);
  const Tri high = equal(a.high, b.high);
  if (low == Tri(false) || high == Tri(false))
    return false;
  return low && high ? Tri(true) : std::nullopt;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string print_inner(const Datum& datum) {
  if (const auto* text = datum.get<std::string>())
    return quoted(*text);
  return print(datum);
}

struct Printer {
  std::string operator()(const Null&) const { return "null"; }
  std::string operator()(bool b) const { return b ? "true" : "false"; }
  std::string operator()(const Decimal& d) const { return d.text(); }
  std::string operator()(const std::string& s) const { return s; }
  std::string operator()(const Date& d) const { return print_iso(d); }
  std::string operator()(const TimeOfDay& t) const { return print_iso(t); }
  std::string operator()(const DateTime& t) const { return print_iso(t); }
  std::string operator()(const Duration& d) const { return print_iso(d); }
  std::string operator()(const Months& m) const { return print_iso(m); }
  std::string operator()(const Amount& a) const {
    return a.value.text() + " " + std::string(a.currency.text());
  }
  std::string operator()(const Datum::List& list) const {
    std::string out = "[";
    for (const Datum& item : *list)
      out += (out.size() > 1 ? ", " : "") + print_inner(item);
    return out + "]";
  }
  std::string operator()(const Datum::Context& context) const {
    std::string out = "{";
    for (const auto& [name, value] : *context)
      out += (out.size() > 1 ? ", " : "") + name + ": " + print_inner(value);
    return out + "}";
  }
  std::string operator()(const Datum::RangePtr& r) const {
    return (r->low_included ? "[" : "(") + print_inner(r->low) + ".." + print_inner(r->high) +
           (r->high_included ? "]" : ")");
  }
  std::string operator()(const Datum::FunctionPtr&) const { return "function"; }
};

struct Words {
  std::string_view operator()(const Null&) const { return "null"; }
  std::string_view operator()(bool) const { return "true or false"; }
  std::string_view operator()(const Decimal&) const { return "a number"; }
  std::string_view operator()(const std::string&) const { return "a text"; }
  std::string_view operator()(const Date&) const { return "a date"; }
  std::string_view operator()(const TimeOfDay&) const { return "a time"; }
  std::string_view operator()(const DateTime&) const { return "a date and time"; }
  std::string_view operator()(const Duration&) const { return "a duration"; }
  std::string_view operator()(const Months&) const { return "a duration in months"; }
  std::string_view operator()(const Amount&) const { return "money"; }
  std::string_view operator()(const Datum::List&) const { return "a list"; }
  std::string_view operator()(const Datum::Context&) const { return "a context"; }
  std::string_view operator()(const Datum::RangePtr&) const { return "a range"; }
  std::string_view operator()(const Datum::FunctionPtr&) const { return "a function"; }
};

} // namespace

const DatumList* Datum::list() const {
  const auto* p = get<List>();
  return p != nullptr ? p->get() : nullptr;
}
const DatumContext* Datum::context() const {
  const auto* p = get<Context>();
  return p != nullptr ? p->get() : nullptr;
}
const Range* Datum::range() const {
  const auto* p = get<RangePtr>();
  return p != nullptr ? p->get() : nullptr;
}
const Function* Datum::function() const {
  const auto* p = get<FunctionPtr>();
  return p != nullptr ? p->get() : nullptr;
}

const Datum* Datum::member(std::string_view name) const {
  if (const DatumContext* members = context())
    for (const auto& [key, value] : *members)
      if (key == name)
        return &value;
  return nullptr;
}

std::size_t extent(const Datum& datum, std::size_t most) {
  std::size_t sum = 1;
  if (const DatumList* list = datum.list())
    for (std::size_t i = 0; i < list->size() && sum < most; ++i)
      sum += extent((*list)[i], most - sum);
  if (const DatumContext* context = datum.context())
    for (std::size_t i = 0; i < context->size() && sum < most; ++i)
      sum += extent((*context)[i].second, most - sum);
  return sum;
}

Datum make_list(DatumList items) { return std::make_shared<const DatumList>(std::move(items)); }
Datum make_context(DatumContext members) {
  return std::make_shared<const DatumContext>(std::move(members));
}

std::string_view kind_words(const Datum& datum) { return std::visit(Words{}, datum.data); }
std::string print(const Datum& datum) { return std::visit(Printer{}, datum.data); }

Tri equal(const Datum& a, const Datum& b) {
  if (a.is_null() || b.is_null())
    return a.is_null() && b.is_null();
  if (a.data.index() != b.data.index())
    return std::nullopt;
  if (const auto* x = a.get<bool>())
    return *x == *b.get<bool>();
  if (a.list() != nullptr)
    return equal_lists(*a.list(), *b.list());
  if (a.context() != nullptr)
    return equal_contexts(a, b);
  if (a.range() != nullptr)
    return equal_ranges(*a.range(), *b.range());
  if (a.function() != nullptr)
    return std::nullopt;
  if (const auto* x = a.get<Amount>(); x != nullptr && x->currency != b.get<Amount>()->currency)
    return std::nullopt;
  const auto o = order(a, b);
  if (!o) // clocks that do not meet are different times
    return false;
  return *o == 0;
}

std::optional<int> order(const Datum& a, const Datum& b) {
  if (a.data.index() != b.data.index())
    return std::nullopt;
  if (const auto* x = a.get<Decimal>())
    return sign(*x <=> *b.get<Decimal>());
  if (const auto* x = a.get<std::string>()) {
    const int c = x->compare(*b.get<std::string>());
    return c < 0 ? -1 : c > 0 ? 1 : 0;
  }
  if (const auto* x = a.get<Date>())
    return sign(x->days, b.get<Date>()->days);
  if (const auto* x = a.get<TimeOfDay>()) {
    const auto d = difference_us(*x, *b.get<TimeOfDay>());
    return d ? std::optional(sign(*d, 0)) : std::nullopt;
  }
  if (const auto* x = a.get<DateTime>()) {
    const auto d = difference_us(*x, *b.get<DateTime>());
    return d ? std::optional(sign(*d, 0)) : std::nullopt;
  }
  if (const auto* x = a.get<Duration>())
    return sign(x->us, b.get<Duration>()->us);
  if (const auto* x = a.get<Months>())
    return sign(x->n, b.get<Months>()->n);
  if (const auto* x = a.get<Amount>()) {
    const auto* y = b.get<Amount>();
    if (x->currency != y->currency)
      return std::nullopt;
    return sign(x->value <=> y->value);
  }
  return std::nullopt;
}

bool comparable(const Datum& a, const Datum& b) { return order(a, b).has_value(); }

Tri contains(const Range& range, const Datum& value) {
  if (value.is_null())
    return std::nullopt;
  bool inside = true;
  if (!range.low.is_null()) {
    const auto o = order(value, range.low);
    if (!o)
      return std::nullopt;
    inside = *o > 0 || (*o == 0 && range.low_included);
  }
  if (!range.high.is_null()) {
    const auto o = order(value, range.high);
    if (!o)
      return std::nullopt;
    inside = inside && (*o < 0 || (*o == 0 && range.high_included));
  }
  return inside;
}

namespace {

struct FromValue {
  Datum operator()(const Null&) const { return {}; }
  Datum operator()(bool b) const { return b; }
  Datum operator()(const Decimal& d) const { return d; }
  Datum operator()(const std::string& s) const { return s; }
  Datum operator()(const Date& d) const { return d; }
  Datum operator()(const Instant& t) const {
    return date_time_of(t.us, Zone{Zone::Kind::offset, 0, {}});
  }
  Datum operator()(const Duration& d) const { return d; }
  Datum operator()(const Months& m) const { return m; }
  Datum operator()(const Money& m) const { return Amount{major_units(m), m.currency}; }
  Datum operator()(const ValueList& list) const {
    DatumList items;
    items.reserve(list.size());
    for (const Value& item : list)
      items.push_back(from_value(item));
    return make_list(std::move(items));
  }
  Datum operator()(const ValueContext& context) const {
    DatumContext members;
    members.reserve(context.size());
    for (const auto& [name, value] : context)
      members.emplace_back(name, from_value(value));
    return make_context(std::move(members));
  }
};

struct ToValue {
  Value operator()(const Null&) const { return {}; }
  Value operator()(bool b) const { return b; }
  Value operator()(const Decimal& d) const { return d; }
  Value operator()(const std::string& s) const { return s; }
  Value operator()(const Date& d) const { return d; }
  Value operator()(const TimeOfDay& t) const { return print_iso(t); }
  Value operator()(const DateTime& t) const {
    if (const auto us = utc_us(t))
      return Instant{*us};
    return print_iso(t);
  }
  Value operator()(const Duration& d) const { return d; }
  Value operator()(const Months& m) const { return m; }
  Value operator()(const Amount& a) const {
    const int digits = minor_digits(a.currency);
    if (a.value.exponent() >= -digits) // else it is not whole: no error's text is made up for that
      if (const auto minor = a.value.to_scaled(digits))
        return Money{*minor, a.currency};
    return a.value;
  }
  Value operator()(const Datum::List& list) const {
    ValueList items;
    items.reserve(list->size());
    for (const Datum& item : *list)
      items.push_back(to_value(item));
    return items;
  }
  Value operator()(const Datum::Context& context) const {
    ValueContext members;
    for (const auto& [name, value] : *context)
      members.insert_or_assign(name, to_value(value));
    return members;
  }
  Value operator()(const Datum::RangePtr& range) const { return print(range); }
  Value operator()(const Datum::FunctionPtr&) const { return {}; }
};

} // namespace

Datum from_value(const Value& value) { return std::visit(FromValue{}, value.data); }
Value to_value(const Datum& datum) { return std::visit(ToValue{}, datum.data); }

} // namespace amends::rules
