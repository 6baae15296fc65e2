// In: a text. Out: it made comparable, what the lexicon finds in it, and how much that weighs.
#pragma once

#include "amends/text.hpp"
#include "classification/lexicon.hpp"
#include "classification/model.hpp"
#include "classification/taxonomy.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace amends {

// What the words of a stretch of text weigh, by category.
struct WordScores {
  std::vector<std::int32_t> milli;     // the weights of its different words
  std::vector<std::uint32_t> first_at; // where it is first named; the greatest number: nowhere
  bool denied = false;                 // some fault is said not to be there
};

struct Reading {
  NormalText normal;
  // The normal text with blanks where it takes something back: what a model is shown.
  std::u32string said;
  Layout layout;
  std::vector<LexiconHit> hits;
  WordScores words; // of the whole text
};

[[nodiscard]] Result<Reading> read_text(const Taxonomy& taxonomy, const Lexicon& lexicon,
                                        std::string_view text);

// Of the hits that begin in `part`.
inline constexpr TextSpan whole_text{0, std::numeric_limits<std::uint32_t>::max()};
[[nodiscard]] WordScores score_words(const Taxonomy& taxonomy, const Lexicon& lexicon,
                                     std::span<const LexiconHit> hits, TextSpan part = whole_text);

// What says that the words of a category are there.
[[nodiscard]] std::uint64_t words_feature(const std::string& category);

// What the lexicon's scores give a model, and the constant that every text has.
void add_extras(const Taxonomy& taxonomy, const WordScores& words, std::vector<Extra>& out);

} // namespace amends
