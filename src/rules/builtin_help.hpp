// What the files of built-in functions share: taking arguments of a kind, or complaining.
#pragma once

#include "rules/builtins.hpp"
#include "rules/evaluate.hpp"

#include <optional>
#include <string>

namespace amends::rules {

// The argument as a T; null and misfits give nullptr, misfits complain.
template <class T>
[[nodiscard]] const T* take(Arguments arguments, std::size_t index, Env& env,
                            std::string_view function) {
  if (index >= arguments.size() || arguments[index].is_null())
    return nullptr;
  const T* value = arguments[index].get<T>();
  if (value == nullptr)
    env.complain(std::string(function) + "() does not take " +
                 std::string(kind_words(arguments[index])) + " as its argument " +
                 std::to_string(index + 1));
  return value;
}

// The argument as a whole number.
[[nodiscard]] inline std::optional<std::int64_t> take_whole(Arguments arguments, std::size_t index,
                                                            Env& env, std::string_view function) {
  const auto* number = take<Decimal>(arguments, index, env, function);
  if (number == nullptr)
    return std::nullopt;
  const auto cut = number->is_negative() ? number->ceiling() : number->floor();
  const auto whole = cut.to_scaled(0);
  if (!whole)
    return std::nullopt;
  return *whole;
}

// A lone value stands for a list of it.
[[nodiscard]] inline DatumList as_list(const Datum& value) {
  if (const DatumList* list = value.list())
    return *list;
  return {value};
}

// The items of one list argument, or all arguments as they are.
[[nodiscard]] inline std::span<const Datum> take_items(Arguments arguments) {
  if (arguments.size() == 1)
    if (const DatumList* list = arguments[0].list())
      return *list;
  return arguments;
}

} // namespace amends::rules
