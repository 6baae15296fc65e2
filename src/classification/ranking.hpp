// In: the primary category, how grave its text is by one and the other, and facts. Out: severity
// and priority by the policy's tables.
#pragma once

#include "amends/classification.hpp"
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

// Indices of the policy's severities, the mildest 0; -1: nothing is said.
struct Severities {
  std::int32_t usual = -1;    // of the labels' categories, see `usual_of`
  std::int32_t said = -1;     // the gravest severity word
  std::int32_t modelled = -1; // by the model, which knows the other two; never below the words that
                              // `levels` gives for all categories, nor below a grave `usual` that
                              // no word makes milder
};

// The tables see the facts `category`, `usual`, `said`, `modelled`, and `severity` (only the
// priority table). Where a table is absent or answers nothing: the greater of said and usual, the
// category's own priority, else the place of the severity counted from the top.
[[nodiscard]] Result<Gravity> rank(const Ranking& ranking, const Taxonomy& taxonomy,
                                   const Category& category, const Severities& severities,
                                   Facts facts);

// The primary category's own severity; where that is the mildest, the mildest above it among the
// others: several grievances are no mild matter.
[[nodiscard]] std::int32_t usual_of(std::span<const std::int32_t> own);

} // namespace amends
