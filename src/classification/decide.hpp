// In: what words and model say of a text. Out: its labels, each with a probability, best first; one
// of a secondary category is not first where another is sure.
#pragma once

#include "classification/margins.hpp"
#include "classification/reading.hpp"

#include <vector>

namespace amends {

struct Chosen {
  std::size_t category = 0; // index in the taxonomy
  std::int32_t score_ppm = 0;
  bool by_rule = false; // a hard rule put it there, whatever the model says
};

struct Opinion {
  std::vector<Chosen> labels; // never empty; "other" only alone
  bool abstained = false;
};
[[nodiscard]] bool is_label(const Opinion& opinion, std::size_t category);

// By the words alone.
[[nodiscard]] Opinion decide_by_words(const Taxonomy& taxonomy, const WordScores& words);
// By model and words: hard rules, and categories that the model does not know.
[[nodiscard]] Opinion decide(const Classifier::Compiled& compiled, const WordScores& words,
                             const ModelView& view);

} // namespace amends
