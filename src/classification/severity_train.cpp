#include "classification/severity_train.hpp"

#include "classification/builtin.hpp"
#include "classification/learn.hpp"
#include "classification/model_file.hpp"
#include "classification/severity.hpp"

#include <algorithm>
#include <numeric>

namespace amends {
namespace {

constexpr std::size_t fold_count = 5;
constexpr double cost = 0.2;             // best in cross-validation
constexpr std::uint32_t least_texts = 2; // of a feature

// The policy with a model that has not seen every fifth row, but judges like `whole`.
Result<std::shared_ptr<const Classifier>> without_fold(std::span<const GradedRow> rows,
                                                       std::size_t fold, const Classifier& policy,
                                                       const Model& whole) {
  std::vector<TrainRow> shown;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (i % fold_count != fold)
      shown.push_back(rows[i].row);
  TrainOptions options = builtin_options();
  options.held_out_percent = 0;
  AMENDS_TRY_ASSIGN(const Trained trained, train(shown, options, &policy));
  AMENDS_TRY_ASSIGN(Model model, read_model(trained.model));
  model.centre_milli = whole.centre_milli;
  model.threshold_milli = whole.threshold_milli;
  model.temperature_milli = whole.temperature_milli;
  return policy.with_model(write_model(model));
}

class SeverityTrainer {
public:
  SeverityTrainer(const Classifier& policy, const LearnOptions& options)
      : taxonomy_(policy.compiled().taxonomy), options_(options), ids_(data_) {
    const auto& severities = taxonomy_.severities;
    data_.categories.assign(severities.begin() + 1, severities.end());
  }

  Result<void> add(const GradedRow& graded, const Classifier& judge) {
    const Classifier::Compiled& compiled = judge.compiled();
    const auto& severities = taxonomy_.severities;
    const auto found = std::find(severities.begin(), severities.end(), graded.severity);
    if (found == severities.end())
      return Error{Code::arg, "\"" + graded.severity + "\" is no severity of the policy", ""};
    AMENDS_TRY_ASSIGN(const Reading reading,
                      read_text(compiled.taxonomy, compiled.lexicon, graded.row.text));
    const Opinion opinion = decide(compiled, reading.words, margins_of(compiled, reading));
    std::vector<Extra> extras;
    add_severity_extras(taxonomy_, reading, severities_by_policy(compiled, reading, opinion),
                        extras);
    data_.texts.push_back(ids_.uses(reading.said, options_.features, extras));
    std::vector<std::uint32_t> reached(static_cast<std::size_t>(found - severities.begin()));
    std::iota(reached.begin(), reached.end(), 0U);
    data_.labels.push_back(std::move(reached));
    return {};
  }

  std::string run() {
    std::vector<std::uint32_t> members(data_.texts.size());
    std::iota(members.begin(), members.end(), 0U);
    Model model = learn(data_, members, options_, {});
    calibrate(model, {});
    return write_model(model);
  }

private:
  const Taxonomy& taxonomy_;
  const LearnOptions& options_;
  Dataset data_;
  FeatureIds ids_;
};

} // namespace

Result<std::string> train_severity(std::span<const GradedRow> rows, const Classifier& policy,
                                   std::string_view labels) {
  AMENDS_TRY_ASSIGN(const Model whole, read_model(labels));
  LearnOptions options;
  options.task = Task::multi;
  options.features = whole.features;
  options.lexicon_features = true;
  options.least_texts = least_texts;
  options.svm.cost = cost;
  SeverityTrainer trainer(policy, options);
  for (std::size_t fold = 0; fold < fold_count; ++fold) {
    AMENDS_TRY_ASSIGN(const auto judge, without_fold(rows, fold, policy, whole));
    for (std::size_t i = fold; i < rows.size(); i += fold_count)
      AMENDS_CHECK(trainer.add(rows[i], *judge));
  }
  return trainer.run();
}

} // namespace amends
