// In: a text. Out: it made comparable, what the lexicon finds in it, and how much that weighs.
#pragma once

#include "amends/text.hpp"
#include "classification/lexicon.hpp"
#include "classification/model.hpp"
#include "classification/taxonomy.hpp"

#include <cstdint>
#include <vector>

namespace amends {

struct Reading {
  NormalText normal;
  std::vector<LexiconHit> hits;
  std::vector<std::int32_t> score_milli; // by category: the weights of its different words
  std::vector<std::uint32_t> first_at;   // by category: where it is first named
};

[[nodiscard]] Result<Reading> read_text(const Taxonomy& taxonomy, const Lexicon& lexicon,
                                        std::string_view text);

// What the lexicon's scores give a model, and the constant that every text has.
void add_extras(const Taxonomy& taxonomy, const Reading& reading, std::vector<Extra>& out);

} // namespace amends
