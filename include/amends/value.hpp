// Value and Facts: what conditions, tables and formulas look at.
#pragma once

#include "amends/decimal.hpp"
#include "amends/instant.hpp"
#include "amends/money.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace amends {

struct Null {
  bool operator==(const Null&) const = default;
};

// Calendar months, apart from Duration: one month has no fixed length.
struct Months {
  std::int64_t n = 0;
  auto operator<=>(const Months&) const = default;
};

struct Value;
using ValueList = std::vector<Value>;
// A DMN context; members sorted by name.
using ValueContext = std::map<std::string, Value, std::less<>>;

// One fact. A plain value type; copying text and lists allocates, nothing else does.
struct Value {
  using Data = std::variant<Null, bool, Decimal, std::string, Date, Instant, Duration, Months,
                            Money, ValueList, ValueContext>;
  Data data;

  Value() = default;
  template <class T, class = std::enable_if_t<std::is_constructible_v<Data, T&&> &&
                                              !std::is_same_v<std::decay_t<T>, Value>>>
  Value(T&& value) : data(std::forward<T>(value)) {} // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool is_null() const { return std::holds_alternative<Null>(data); }
  template <class T> [[nodiscard]] const T* get() const { return std::get_if<T>(&data); }
  bool operator==(const Value&) const = default;
};

// Facts by name ("order.paid"), sorted, so that whatever walks them does so in one order.
using Facts = std::map<std::string, Value, std::less<>>;

struct Json;
// null, true, "text", exact numbers, {"minor","currency"}, dates and instants as RFC 3339 texts,
// durations as ISO 8601, lists, objects.
[[nodiscard]] Json value_to_json(const Value& value);
// Texts stay texts (no guessing at dates); numbers become Decimal; {"minor","currency"} Money.
[[nodiscard]] Result<Value> value_from_json(const Json& json);

} // namespace amends
