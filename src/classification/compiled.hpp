// What a Classifier holds, for the files of this room.
#pragma once

#include "amends/classification.hpp"
#include "classification/model.hpp"
#include "classification/ranking.hpp"
#include "classification/taxonomy.hpp"

#include <memory>
#include <vector>

namespace amends {

struct Classifier::Compiled {
  Taxonomy taxonomy; // the policy's; without policy the model's categories
  Lexicon lexicon;
  Ranking ranking;
  bool has_policy = true;
  std::shared_ptr<const Model> model;          // nullptr: by the words alone
  std::shared_ptr<const Model> severity_model; // nullptr: severity by the policy alone
  std::vector<std::int32_t> column;  // by category: its column of the model, -1: it has none
  std::vector<std::size_t> category; // by column: its category
};

} // namespace amends
