#include "classification/reading.hpp"

#include <algorithm>

namespace amends {
namespace {

constexpr std::int32_t most_score_milli = 3000; // more words of one kind say nothing more
constexpr std::int32_t half_milli = 500;        // less is no more than a hint
// At full strength a model would lean on the words and learn little else.
constexpr std::int32_t trust = 8;
constexpr std::int32_t constant_milli = 300; // lets a category be rare

std::u32string without_denied(const Lexicon& lexicon, const Reading& reading) {
  std::u32string out = reading.normal.text;
  for (const LexiconHit& hit : reading.hits) {
    const LexiconEntry& entry = lexicon.entries()[hit.entry];
    if (entry.level < 0 && hit.stance == Stance::denied)
      std::fill(out.begin() + hit.judged.from, out.begin() + hit.judged.to, U' ');
  }
  return out;
}

} // namespace

Result<Reading> read_text(const Taxonomy& taxonomy, const Lexicon& lexicon, std::string_view text) {
  Reading out;
  AMENDS_CHECK(normalise_into(text, out.normal));
  out.layout = lay_out(out.normal.text);
  out.hits = lexicon.find(out.normal.text, out.layout);
  out.said = without_denied(lexicon, out);
  out.words = score_words(taxonomy, lexicon, out.hits);
  return out;
}

WordScores score_words(const Taxonomy& taxonomy, const Lexicon& lexicon,
                       std::span<const LexiconHit> hits, TextSpan part) {
  const std::size_t categories = taxonomy.categories.size();
  WordScores out{std::vector<std::int32_t>(categories, 0),
                 std::vector<std::uint32_t>(categories, whole_text.to), false};
  // A word said twice is one grievance: of each entry its weightiest occurrence counts.
  std::vector<std::int32_t> counted(lexicon.entries().size(), 0);
  for (const LexiconHit& hit : hits) {
    const LexiconEntry& entry = lexicon.entries()[hit.entry];
    const std::int32_t weight = hit.weight_milli(entry);
    out.denied = out.denied || (hit.stance == Stance::denied && entry.level < 0);
    if (entry.level >= 0 || weight == 0 || hit.whole.from < part.from || hit.whole.from >= part.to)
      continue;
    const auto category = static_cast<std::size_t>(entry.category);
    out.first_at[category] = std::min(out.first_at[category], hit.whole.from);
    std::int32_t& before = counted[hit.entry];
    const std::int32_t after = weight > 0 ? std::max(before, weight) : std::min(before, weight);
    out.milli[category] += after - before;
    before = after;
  }
  return out;
}

std::uint64_t words_feature(const std::string& category) {
  return feature::named("words/" + category);
}

void add_extras(const Taxonomy& taxonomy, const WordScores& words, std::vector<Extra>& out) {
  out.push_back({feature::constant, constant_milli});
  bool silent = true;
  for (std::size_t i = 0; i < taxonomy.categories.size(); ++i) {
    const std::int32_t score = std::min(words.milli[i], most_score_milli);
    if (score <= 0)
      continue;
    silent = silent && score < half_milli;
    out.push_back({words_feature(taxonomy.categories[i].name), score / trust});
  }
  if (silent)
    out.push_back({feature::named(words.denied ? "denial" : "no words"), constant_milli});
}

} // namespace amends
