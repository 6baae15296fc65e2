// The order's facts. In: what an assessment was given and the concern at hand. Out: each fact by
// its one definition, or the JSON pointers of what would have to be known for it.
#pragma once

#include "compensation/concern.hpp"

#include <string>
#include <vector>

namespace amends::compensation {

// What a definition looks at.
struct Look {
  const AssessInput& input;
  const Concern& concern;
  const std::vector<std::optional<Money>>& paid; // of each line
};

// Answers the fact, or null and the pointers of what is missing: below the order ("/lines/0/paid"),
// else "/order", "/customer/tier", "/category". Null without a pointer: it has no one value here.
using Derive = Value (*)(const Look& look, std::vector<std::string>& missing);

struct FactDefinition {
  FactInfo info;
  Derive derive = nullptr; // nullptr: only ever given, as a finding
};
// Sorted by name.
[[nodiscard]] const std::vector<FactDefinition>& fact_definitions();
[[nodiscard]] const FactDefinition* find_fact(std::string_view name);

// Derived facts, then the given ones over them, read by their type; then the shop's own (`x`).
[[nodiscard]] Result<Facts> facts_for(const AssessInput& input, const Concern& concern);
// What would have to be known for `name`.
[[nodiscard]] std::vector<std::string> pointers_for(const AssessInput& input,
                                                    const Concern& concern, std::string_view name);

// A given value as `type` says ("80 CNY" becomes money). Error `parse`.
[[nodiscard]] Result<Value> as_type(const Value& value, std::string_view type);

} // namespace amends::compensation
