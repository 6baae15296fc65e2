// Loops, lists, contexts, ranges and filters.
#pragma once

#include "rules/evaluate.hpp"

namespace amends::rules {

[[nodiscard]] inline Tri truth(const Datum& value) {
  const auto* b = value.get<bool>();
  return b != nullptr ? Tri(*b) : std::nullopt;
}

[[nodiscard]] Datum for_loop(const Node& node, Env& env);
[[nodiscard]] Datum quantified(const Node& node, Env& env); // some, every
[[nodiscard]] Datum list_of(const Node& node, Env& env);
[[nodiscard]] Datum context_of(const Node& node, Env& env);
[[nodiscard]] Datum range_of(const Node& node, Env& env);
[[nodiscard]] Datum filtered(const Node& node, Env& env);

} // namespace amends::rules
