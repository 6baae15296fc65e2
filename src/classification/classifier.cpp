#include "amends/classification.hpp"
#include "amends/limits.hpp"
#include "classification/ranking.hpp"
#include "classification/weight.hpp"

#include <algorithm>

namespace amends {

struct Classifier::Compiled {
  Taxonomy taxonomy;
  Lexicon lexicon;
  Ranking ranking;
};

namespace {

constexpr std::int64_t label_threshold_milli = 1000; // what the words of a category must weigh
constexpr std::int64_t share_of_best_percent = 35;   // what a further label must weigh beside it

// What the lexicon found in one text.
struct Reading {
  NormalText normal;
  std::vector<LexiconHit> hits;
  std::vector<std::int64_t> score_milli; // by category
  std::vector<std::uint32_t> first_at;   // by category: where it is first named
  std::int32_t said = -1;                // severity that the words name for the primary
};

Result<Reading> read(const Classifier::Compiled& compiled, std::string_view text) {
  Reading out;
  AMENDS_CHECK(normalise_into(text, out.normal));
  const Layout layout = lay_out(out.normal.text);
  out.hits = compiled.lexicon.find(out.normal.text, layout);
  const std::size_t categories = compiled.taxonomy.categories.size();
  out.score_milli.assign(categories, 0);
  out.first_at.assign(categories, ~std::uint32_t{0});
  // A word said twice is one grievance: of each entry its weightiest occurrence counts.
  std::vector<std::int32_t> counted(compiled.lexicon.entries().size(), 0);
  for (const LexiconHit& hit : out.hits) {
    const LexiconEntry& entry = compiled.lexicon.entries()[hit.entry];
    const std::int32_t weight = hit.weight_milli(entry);
    if (entry.level >= 0 || weight == 0)
      continue;
    const auto category = static_cast<std::size_t>(entry.category);
    out.first_at[category] = std::min(out.first_at[category], hit.whole.from);
    const std::int32_t more = weight > 0 ? std::max(0, weight - std::max(0, counted[hit.entry]))
                                         : std::min(0, weight - counted[hit.entry]);
    counted[hit.entry] += more;
    out.score_milli[category] += more;
  }
  return out;
}

// Categories that pass, best first. Equal weight: the graver one, then the one named first.
std::vector<std::size_t> choose(const Taxonomy& taxonomy, const Reading& reading) {
  std::vector<std::size_t> out;
  std::int64_t best = 0;
  for (std::size_t i = 0; i < taxonomy.categories.size(); ++i)
    if (i != taxonomy.other)
      best = std::max(best, reading.score_milli[i]);
  for (std::size_t i = 0; i < taxonomy.categories.size(); ++i) {
    const std::int64_t score = reading.score_milli[i];
    const bool near_best = score * 100 >= best * share_of_best_percent;
    if (i != taxonomy.other && score >= label_threshold_milli &&
        (near_best || taxonomy.categories[i].always))
      out.push_back(i);
  }
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    if (reading.score_milli[a] != reading.score_milli[b])
      return reading.score_milli[a] > reading.score_milli[b];
    if (taxonomy.categories[a].severity != taxonomy.categories[b].severity)
      return taxonomy.categories[a].severity > taxonomy.categories[b].severity;
    return reading.first_at[a] < reading.first_at[b];
  });
  if (out.empty())
    out.push_back(taxonomy.other);
  return out;
}

// Whether a hit speaks of one of the labels, or of the whole text.
bool concerns(const LexiconEntry& entry, const std::vector<std::size_t>& labels) {
  return entry.category < 0 || std::find(labels.begin(), labels.end(),
                                         static_cast<std::size_t>(entry.category)) != labels.end();
}

// The gravest severity that the words name, for one of the labels or in general.
std::int32_t severity_said(const Classifier::Compiled& compiled, const Reading& reading,
                           const std::vector<std::size_t>& labels) {
  std::int32_t said = -1;
  for (const LexiconHit& hit : reading.hits) {
    const LexiconEntry& entry = compiled.lexicon.entries()[hit.entry];
    if (entry.level < 0 || hit.weight_milli(entry) < 500)
      continue;
    if (concerns(entry, labels))
      said = std::max(said, entry.level);
  }
  return said;
}

LabelWhy why_of(const Classifier::Compiled& compiled, const Reading& reading, const LexiconHit& hit,
                std::string_view text) {
  const LexiconEntry& entry = compiled.lexicon.entries()[hit.entry];
  LabelWhy out;
  const Category* category =
      entry.category < 0 ? nullptr
                         : &compiled.taxonomy.categories[static_cast<std::size_t>(entry.category)];
  out.category = category != nullptr ? category->name : "";
  out.from = entry.level >= 0 ? "severity" : category->always ? "rule" : "lexicon";
  out.weight_milli = hit.weight_milli(entry);
  out.negated = hit.stance == Stance::denied;
  if (out.negated)
    out.weight_milli = entry.weight_milli;
  const std::uint32_t from = reading.normal.from[hit.whole.from];
  const std::uint32_t to = reading.normal.to[hit.whole.to - 1];
  out.term = text.substr(from, to - from);
  out.at = {from, to};
  return out;
}

} // namespace

Result<std::shared_ptr<const Classifier>> Classifier::compile(const Json& policy) {
  auto compiled = std::make_shared<Compiled>();
  AMENDS_TRY_ASSIGN(compiled->taxonomy, read_taxonomy(policy));
  AMENDS_TRY_ASSIGN(compiled->lexicon, read_lexicon(policy, compiled->taxonomy));
  AMENDS_TRY_ASSIGN(compiled->ranking, read_ranking(policy));
  return std::make_shared<const Classifier>(std::move(compiled));
}

std::vector<std::string> Classifier::categories() const {
  std::vector<std::string> out;
  for (const Category& category : compiled_->taxonomy.categories)
    out.push_back(category.name);
  return out;
}

Result<Classification> Classifier::classify(std::string_view text, const Facts& facts) const {
  if (text.size() > limits::message_bytes)
    return Error{Code::limit,
                 "a message has at most " + std::to_string(limits::message_bytes) +
                     " bytes, this one " + std::to_string(text.size()),
                 ""};
  const Compiled& compiled = *compiled_;
  AMENDS_TRY_ASSIGN(const Reading reading, read(compiled, text));
  const std::vector<std::size_t> chosen = choose(compiled.taxonomy, reading);
  Classification out;
  for (const std::size_t i : chosen) {
    const std::int64_t x = 2 * (reading.score_milli[i] - label_threshold_milli / 2);
    out.labels.push_back({compiled.taxonomy.categories[i].name, logistic_ppm(x)});
  }
  out.abstained = chosen.front() == compiled.taxonomy.other || reading.normal.mojibake ||
                  out.labels.front().score_ppm < 600'000;
  AMENDS_TRY_ASSIGN(Rank ranked, rank(compiled.ranking, compiled.taxonomy,
                                      compiled.taxonomy.categories[chosen.front()],
                                      severity_said(compiled, reading, chosen), facts));
  out.severity = std::move(ranked.severity);
  out.priority = std::move(ranked.priority);
  // What speaks for the labels, and what was taken back.
  for (const LexiconHit& hit : reading.hits) {
    const LexiconEntry& entry = compiled.lexicon.entries()[hit.entry];
    const bool taken_back = hit.stance == Stance::denied && entry.level < 0;
    if (entry.weight_milli != 0 && (taken_back || concerns(entry, chosen)))
      out.why.push_back(why_of(compiled, reading, hit, text));
  }
  return out;
}

} // namespace amends
