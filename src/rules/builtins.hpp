// The functions every expression may call, in one table.
#pragma once

#include "rules/datum.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace amends::rules {

struct Env;

using Arguments = std::span<const Datum>;
using BuiltinFunction = Datum (*)(Arguments arguments, Env& env);

struct Builtin {
  std::string_view name;
  // Parameter names, comma-separated; forms by "|": "string, start position, length".
  std::string_view parameters;
  std::size_t least, most; // how many arguments; most = any_number: a list or any number of them
  BuiltinFunction run;
};
inline constexpr std::size_t any_number = 1000;

[[nodiscard]] std::span<const Builtin> all_builtins();
[[nodiscard]] const Builtin& builtin(std::uint32_t index);
// The longest function name at the start of `text`, with its length there.
struct BuiltinMatch {
  std::uint32_t index = 0;
  std::size_t length = 0;
};
[[nodiscard]] BuiltinMatch match_builtin(std::string_view text);
[[nodiscard]] std::optional<std::uint32_t> builtin_index(std::string_view name);
// For arguments given by name: the place of each, by the form that has them all.
[[nodiscard]] std::optional<std::vector<std::size_t>> places_of(const Builtin& builtin,
                                                                std::span<const std::string> names);

// The tables of the single files, joined by all_builtins().
[[nodiscard]] std::span<const Builtin> number_builtins();
[[nodiscard]] std::span<const Builtin> exponent_builtins();
[[nodiscard]] std::span<const Builtin> text_builtins();
[[nodiscard]] std::span<const Builtin> regex_builtins();
[[nodiscard]] std::span<const Builtin> list_builtins();
[[nodiscard]] std::span<const Builtin> context_builtins();
[[nodiscard]] std::span<const Builtin> time_builtins();
[[nodiscard]] std::span<const Builtin> range_builtins();

} // namespace amends::rules
