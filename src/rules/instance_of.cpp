// `x instance of TYPE`.
#include "rules/evaluate.hpp"

namespace amends::rules {

Tri instance_of(const Datum& value, std::string_view type, const Env& env) {
  if (type == "Any")
    return !value.is_null();
  if (type == "Null")
    return value.is_null();
  if (value.is_null())
    return false;
  if (type == "number")
    return value.get<Decimal>() != nullptr;
  if (type == "string")
    return value.get<std::string>() != nullptr;
  if (type == "boolean")
    return value.get<bool>() != nullptr;
  if (type == "date")
    return value.get<Date>() != nullptr;
  if (type == "time")
    return value.get<TimeOfDay>() != nullptr;
  if (type == "date and time" || type == "dateTime")
    return value.get<DateTime>() != nullptr;
  if (type == "days and time duration" || type == "day and time duration" ||
      type == "dayTimeDuration")
    return value.get<Duration>() != nullptr;
  if (type == "years and months duration" || type == "year and month duration" ||
      type == "yearMonthDuration")
    return value.get<Months>() != nullptr;
  if (type == "money")
    return value.get<Amount>() != nullptr;
  if (type.starts_with("list<") && type.ends_with('>')) {
    if (value.list() == nullptr)
      return false;
    const std::string_view inner = type.substr(5, type.size() - 6);
    for (const Datum& item : *value.list())
      if (instance_of(item, inner, env) != Tri(true))
        return false;
    return true;
  }
  if (type == "list")
    return value.list() != nullptr;
  if (type == "context" || type.starts_with("context<"))
    return value.context() != nullptr;
  if (type == "function" || type.starts_with("function<"))
    return value.function() != nullptr;
  if (type.starts_with("range<") && type.ends_with('>')) {
    const Range* range = value.range();
    if (range == nullptr)
      return false;
    const std::string_view inner = type.substr(6, type.size() - 7);
    return (range->low.is_null() || instance_of(range->low, inner, env) == Tri(true)) &&
           (range->high.is_null() || instance_of(range->high, inner, env) == Tri(true));
  }
  return env.callables != nullptr ? env.callables->is_of_type(value, type) : Tri(std::nullopt);
}

} // namespace amends::rules
