#include "classification/decide.hpp"

#include "classification/calibration.hpp"
#include "classification/weight.hpp"

#include <algorithm>

namespace amends {
namespace {

constexpr std::int32_t label_milli = 1000;         // what the words of a category must weigh
constexpr std::int64_t share_of_best_percent = 35; // what a further label must weigh beside it
constexpr std::int32_t sure_ppm = 800'000;         // of a label that no word speaks for
constexpr std::int32_t least_known_permille = 300; // else the model has no view
constexpr std::int32_t suspected_ppm = 250'000;    // of a hard rule's category: a miss is worse
constexpr std::int32_t doubt_ppm = 600'000;        // by words alone: below, a person should look

std::int32_t words_ppm(std::int32_t score_milli) {
  return logistic_ppm(2 * (std::int64_t{score_milli} - label_milli / 2));
}

// Of a label that its words alone put there: what they say, halved with what the model makes of it.
std::int32_t rule_ppm(const Classifier::Compiled& compiled, std::int32_t score_milli,
                      std::size_t category, std::span<const std::int32_t> milli) {
  const std::int32_t column = compiled.column[category];
  const std::int32_t by_words = words_ppm(score_milli);
  if (column < 0)
    return by_words;
  return (by_words + probability_ppm(*compiled.model, milli, static_cast<std::size_t>(column))) / 2;
}

// "other" stands alone, and only when it is the best. What is said beside a grievance comes behind
// those that are as likely as `sure`.
void settle(const Taxonomy& taxonomy, std::int32_t sure, Opinion& opinion) {
  if (opinion.labels.empty())
    opinion.labels.push_back({taxonomy.other, words_ppm(0), false});
  if (opinion.labels.front().category == taxonomy.other)
    opinion.labels.resize(1);
  else
    std::erase_if(opinion.labels,
                  [&](const Chosen& one) { return one.category == taxonomy.other; });
  if (taxonomy.categories[opinion.labels.front().category].secondary)
    std::stable_partition(opinion.labels.begin(), opinion.labels.end(), [&](const Chosen& one) {
      return !taxonomy.categories[one.category].secondary && one.score_ppm >= sure;
    });
}

// Faults are named only to say that they are not there, and the model is not sure of another.
bool only_denies(const WordScores& words, const Model& model, std::span<const std::int32_t> milli) {
  if (!words.denied || std::any_of(words.milli.begin(), words.milli.end(),
                                   [](std::int32_t score) { return score >= label_milli / 2; }))
    return false;
  return probability_ppm(model, milli, columns_of(model, milli).front()) < sure_ppm;
}

} // namespace

bool is_label(const Opinion& opinion, std::size_t category) {
  return std::any_of(opinion.labels.begin(), opinion.labels.end(),
                     [&](const Chosen& one) { return one.category == category; });
}

Opinion decide_by_words(const Taxonomy& taxonomy, const WordScores& words) {
  Opinion out;
  std::int64_t best = 0;
  for (std::size_t i = 0; i < taxonomy.categories.size(); ++i)
    if (i != taxonomy.other)
      best = std::max<std::int64_t>(best, words.milli[i]);
  for (std::size_t i = 0; i < taxonomy.categories.size(); ++i) {
    const std::int64_t score = words.milli[i];
    const bool always = taxonomy.categories[i].always;
    const bool near_best = score * 100 >= best * share_of_best_percent;
    if (i != taxonomy.other && score >= label_milli && (near_best || always))
      out.labels.push_back({i, words_ppm(words.milli[i]), always});
  }
  // Equal weight: the graver one, then the one named first.
  std::stable_sort(out.labels.begin(), out.labels.end(), [&](const Chosen& a, const Chosen& b) {
    if (words.milli[a.category] != words.milli[b.category])
      return words.milli[a.category] > words.milli[b.category];
    const auto severity = [&](const Chosen& one) {
      return taxonomy.categories[one.category].severity;
    };
    if (severity(a) != severity(b))
      return severity(a) > severity(b);
    return words.first_at[a.category] < words.first_at[b.category];
  });
  settle(taxonomy, 0, out);
  out.abstained =
      out.labels.front().category == taxonomy.other || out.labels.front().score_ppm < doubt_ppm;
  return out;
}

Opinion decide(const Classifier::Compiled& compiled, const WordScores& words,
               const ModelView& view) {
  const std::span<const std::int32_t> milli = view.milli;
  const Taxonomy& taxonomy = compiled.taxonomy;
  const Model& model = *compiled.model;
  if (compiled.has_policy && only_denies(words, model, milli)) {
    Opinion out = decide_by_words(taxonomy, words);
    out.abstained = true;
    return out;
  }
  Opinion out;
  for (const std::size_t column : columns_of(model, milli))
    out.labels.push_back({compiled.category[column], probability_ppm(model, milli, column), false});
  for (std::size_t column = 0; compiled.has_policy && column < milli.size(); ++column) {
    const std::size_t i = compiled.category[column];
    const std::int32_t ppm = probability_ppm(model, milli, column);
    if (taxonomy.categories[i].always && ppm >= suspected_ppm && !is_label(out, i))
      out.labels.push_back({i, ppm, false});
  }
  out.abstained =
      is_doubtful(model, milli, view.known_permille) || view.known_permille < least_known_permille;
  if (!compiled.has_policy)
    return out;
  for (std::size_t i = 0; i < taxonomy.categories.size(); ++i) {
    const bool by_words = compiled.column[i] < 0 || taxonomy.categories[i].always;
    if (i != taxonomy.other && by_words && words.milli[i] >= label_milli && !is_label(out, i))
      out.labels.push_back(
          {i, rule_ppm(compiled, words.milli[i], i, milli), taxonomy.categories[i].always});
  }
  std::stable_sort(out.labels.begin(), out.labels.end(),
                   [](const Chosen& a, const Chosen& b) { return a.score_ppm > b.score_ppm; });
  settle(taxonomy, sure_ppm, out);
  return out;
}

} // namespace amends
