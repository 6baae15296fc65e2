// In: the primary category, what the words say of its weight, and facts. Out: severity and priority
// by the policy's tables.
#pragma once

#include "amends/rules.hpp"
#include "classification/taxonomy.hpp"

#include <optional>
#include <span>
#include <string>

namespace amends {

struct Ranking {
  std::optional<Table> severity;
  std::optional<Table> priority;
};

[[nodiscard]] Result<Ranking> read_ranking(const Json& policy);

struct Rank {
  std::string severity;
  std::string priority;
};

// `said`: the index of the severity that the words name, -1 for none. `usual`: that of the labels,
// see `usual_of`. The tables see the facts `category`, `usual`, `said`, and `severity` (only the
// priority table). Where a table is absent or answers nothing: the greater of said and usual, the
// category's own priority, else the place of the severity counted from the top.
[[nodiscard]] Result<Rank> rank(const Ranking& ranking, const Taxonomy& taxonomy,
                                const Category& category, std::int32_t usual, std::int32_t said,
                                Facts facts);

// The primary category's own severity; where that is the mildest, the mildest above it among the
// others: several grievances are no mild matter.
[[nodiscard]] std::int32_t usual_of(std::span<const std::int32_t> own);

} // namespace amends
