// Every value an expression can have while it is evaluated. Wider than amends::Value: FEEL also has
// times of day, local date-times, ranges and functions.
#pragma once

#include "amends/value.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace amends::rules {

// How a time of day lies to UTC.
struct Zone {
  enum class Kind : std::uint8_t { local, offset, named };
  Kind kind = Kind::local;
  std::int32_t offset_s = 0; // kind offset
  std::string name;          // kind named: kept, compared by name (this room has no zone data)
  bool operator==(const Zone&) const = default;
};

struct TimeOfDay {
  std::int64_t us = 0; // since midnight
  Zone zone;
  bool operator==(const TimeOfDay&) const = default;
};

struct DateTime {
  Date date;
  std::int64_t us = 0; // since midnight
  Zone zone;
  bool operator==(const DateTime&) const = default;
};

// Money inside a formula: exact, not yet rounded to minor units.
struct Amount {
  Decimal value; // major units
  Currency currency;
  bool operator==(const Amount&) const = default;
};

struct Datum;
struct Range;
struct Function;
using DatumList = std::vector<Datum>;
using DatumMember = std::pair<std::string, Datum>;
using DatumContext = std::vector<DatumMember>; // in order of writing

// Lists, contexts, ranges and functions are shared and never changed once made.
struct Datum {
  using List = std::shared_ptr<const DatumList>;
  using Context = std::shared_ptr<const DatumContext>;
  using RangePtr = std::shared_ptr<const Range>;
  using FunctionPtr = std::shared_ptr<const Function>;
  using Data = std::variant<Null, bool, Decimal, std::string, Date, TimeOfDay, DateTime, Duration,
                            Months, Amount, List, Context, RangePtr, FunctionPtr>;
  Data data;

  Datum() = default;
  template <class T>
  requires std::is_constructible_v<Data, T&&> &&
      (!std::is_same_v<std::decay_t<T>, Datum>)Datum(T&& value)
      : data(std::forward<T>(value)) {} // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool is_null() const { return std::holds_alternative<Null>(data); }
  template <class T> [[nodiscard]] const T* get() const { return std::get_if<T>(&data); }
  [[nodiscard]] const DatumList* list() const;
  [[nodiscard]] const DatumContext* context() const;
  [[nodiscard]] const Range* range() const;
  [[nodiscard]] const Function* function() const;
  // The member of a context, or nullptr.
  [[nodiscard]] const Datum* member(std::string_view name) const;
};

// An end that is absent is null: everything on that side.
struct Range {
  Datum low, high;
  bool low_included = false, high_included = false;
};

// How many values it is made of, shared ones counted wherever they stand; counting stops at `most`.
[[nodiscard]] std::size_t extent(const Datum& datum, std::size_t most);
[[nodiscard]] Datum make_list(DatumList items);
[[nodiscard]] Datum make_context(DatumContext members);

// "a number", "a date": for messages.
[[nodiscard]] std::string_view kind_words(const Datum& datum);

// Three-valued: no value where FEEL says null (kinds that cannot be compared).
using Tri = std::optional<bool>;
[[nodiscard]] Tri equal(const Datum& a, const Datum& b);
// Sign of a - b for ordered kinds; no value otherwise.
[[nodiscard]] std::optional<int> order(const Datum& a, const Datum& b);
// Are these of kinds that `order` can compare?
[[nodiscard]] bool comparable(const Datum& a, const Datum& b);
[[nodiscard]] Tri contains(const Range& range, const Datum& value);

[[nodiscard]] Datum from_value(const Value& value);
// An amount that is not whole in minor units becomes its number; times and ranges become texts.
[[nodiscard]] Value to_value(const Datum& datum);
// FEEL's text of a value: 1.50 is "1.5", texts bare at the top and quoted inside.
[[nodiscard]] std::string print(const Datum& datum);

} // namespace amends::rules
