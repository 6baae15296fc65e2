#include "classification/severity_train.hpp"

#include "classification/decide.hpp"
#include "classification/learn.hpp"
#include "classification/severity.hpp"

#include <algorithm>
#include <numeric>

namespace amends {
namespace {

constexpr std::size_t fold_count = 5;
constexpr double cost = 0.07;            // less than the seeds bear best: real complaints gain
constexpr std::uint32_t least_texts = 2; // of a feature

class SeverityTrainer {
public:
  SeverityTrainer(const Classifier::Compiled& judge, const Model* prior, std::uint64_t seed)
      : judge_(judge), ids_(data_) {
    const auto& severities = judge.taxonomy.severities;
    data_.categories.assign(severities.begin() + 1, severities.end());
    ids_.begin_with(prior);
    options_.task = Task::multi;
    options_.features = judge.model->features;
    options_.lexicon_features = true;
    options_.least_texts = least_texts;
    options_.svm.cost = cost;
    options_.svm.seed = seed;
  }

  Result<SeverityTrained> run(std::span<const GradedText> texts) {
    for (const GradedText& text : texts)
      AMENDS_CHECK(add(text));
    SeverityTrained out;
    out.held_out.resize(texts.size());
    for (std::size_t fold = 0; fold < fold_count; ++fold)
      AMENDS_CHECK(grade(texts, fold, out.held_out));
    std::vector<std::uint32_t> all(texts.size());
    std::iota(all.begin(), all.end(), 0U);
    out.model = learn(data_, all, options_, {});
    calibrate(out.model, {});
    return out;
  }

private:
  Result<Reading> read(const GradedText& text) const {
    return read_text(judge_.taxonomy, judge_.lexicon, text.text);
  }

  Result<void> add(const GradedText& text) {
    AMENDS_TRY_ASSIGN(const Reading reading, read(text));
    opinions_.push_back(decide(judge_, reading.words, text.view));
    known_.push_back(severities_by_policy(judge_, reading, opinions_.back()));
    std::vector<Extra> extras;
    add_severity_extras(judge_.taxonomy, reading, known_.back(), extras);
    data_.texts.push_back(ids_.uses(reading.said, options_.features, extras));
    const auto& severities = judge_.taxonomy.severities;
    const auto level = std::find(severities.begin(), severities.end(), text.severity);
    std::vector<std::uint32_t> reached(static_cast<std::size_t>(level - severities.begin()));
    std::iota(reached.begin(), reached.end(), 0U);
    data_.labels.push_back(std::move(reached));
    return {};
  }

  // Every fifth text from `fold` on, by a model of the others: of none, that is the prior.
  Result<void> grade(std::span<const GradedText> texts, std::size_t fold,
                     std::vector<std::string>& severities) {
    std::vector<std::uint32_t> shown;
    std::vector<std::uint32_t> held;
    for (std::uint32_t i = 0; i < texts.size(); ++i)
      (i % fold_count == fold ? held : shown).push_back(i);
    const auto judged = judge(learn(data_, shown, options_, {}), data_, held);
    for (std::size_t i = 0; i < held.size(); ++i) {
      const std::uint32_t at = held[i];
      AMENDS_TRY_ASSIGN(const Reading reading, read(texts[at]));
      const Severities found = with_modelled(judge_, reading, known_[at], judged[i].milli);
      AMENDS_TRY_ASSIGN(Gravity ranked,
                        rank(judge_.ranking, judge_.taxonomy,
                             judge_.taxonomy.categories[opinions_[at].labels.front().category],
                             found, {}));
      severities[at] = std::move(ranked.severity);
    }
    return {};
  }

  const Classifier::Compiled& judge_;
  LearnOptions options_;
  Dataset data_;
  FeatureIds ids_;
  std::vector<Opinion> opinions_; // by text
  std::vector<Severities> known_; // by text
};

} // namespace

Result<SeverityTrained> train_severity(const Classifier::Compiled& judge,
                                       std::span<const GradedText> texts, const Model* prior,
                                       std::uint64_t seed) {
  return SeverityTrainer(judge, prior, seed).run(texts);
}

} // namespace amends
