#include "amends/training.hpp"

#include "classification/compiled.hpp"
#include "classification/learn.hpp"
#include "classification/model_file.hpp"
#include "classification/random.hpp"
#include "classification/report.hpp"
#include "classification/severity_train.hpp"

#include <algorithm>
#include <numeric>

namespace amends {
namespace {

constexpr std::size_t prior_below_rows = 2000; // from here on a shop's own rows stand alone
constexpr std::size_t folds_below_rows = 8000; // few rows: every row is held out once
constexpr std::size_t folds_below_rows_of_policy = 20'000; // its categories are few
constexpr std::size_t least_graded = 200; // for a severity model without one to begin with
constexpr std::size_t fold_count = 5;
constexpr double words_gain = 1.15; // nothing is lost on the seeds, and real complaints gain
constexpr std::size_t drop_rare_from = 300'000; // features; then those of one text only go

Result<void> check_options(const TrainOptions& options) {
  const auto out_of = [](const char* what) {
    return Error{Code::arg, std::string("train option out of range: ") + what, ""};
  };
  if (options.most_letters < 3 || options.most_letters > static_cast<int>(most_letters_limit))
    return out_of("most_letters is 3 to 6");
  if (options.most_characters < 1 ||
      options.most_characters > static_cast<int>(most_characters_limit))
    return out_of("most_characters is 1 to 4");
  if (!(options.cost >= 0.0001 && options.cost <= 10'000))
    return out_of("cost is 0.0001 to 10000");
  if (options.held_out_percent < 0 || options.held_out_percent > 50)
    return out_of("held_out_percent is 0 to 50");
  if (options.least_texts < 0)
    return out_of("least_texts is not negative");
  return {};
}

class Trainer {
public:
  // `rows`: what `data` was read from. `policy`: nullptr or whose words it has.
  Trainer(Dataset data, std::span<const TrainRow> rows, const TrainOptions& options,
          const LearnOptions& learn, const Classifier* policy)
      : data_(std::move(data)), rows_(rows), options_(options), learn_(learn), policy_(policy) {
    learn_.svm.cost = options.cost;
    learn_.svm.seed = static_cast<std::uint64_t>(options.seed);
    learn_.least_texts = options.least_texts > 0 ? static_cast<std::uint32_t>(options.least_texts)
                         : data_.keys.size() > drop_rare_from ? 2U
                                                              : 1U;
  }

  Result<Trained> run() {
    std::vector<std::uint32_t> order(data_.texts.size());
    std::iota(order.begin(), order.end(), 0U);
    Random random(learn_.svm.seed);
    for (std::size_t i = 0; i + 1 < order.size(); ++i)
      std::swap(order[i], order[i + random.below(order.size() - i)]);
    AMENDS_TRY_ASSIGN(const bool graded, is_graded());
    AMENDS_CHECK(hold_out(order, graded));
    const std::vector<std::uint32_t> judged_texts = order;
    std::sort(order.begin(), order.end());
    AMENDS_TRY_ASSIGN(Model labels, learn_from(order));
    calibrate(labels, judged_);
    Models models{std::move(labels), {}};
    std::vector<Verdict> verdicts = verdicts_of();
    if (graded)
      AMENDS_CHECK(add_severity(judged_texts, models, verdicts));
    Trained out;
    out.figures = {models.labels.task == Task::single ? "single" : "multi",
                   static_cast<std::int64_t>(data_.texts.size()),
                   static_cast<std::int64_t>(graded_texts_),
                   static_cast<std::int64_t>(models.labels.keys.size()),
                   verdicts.empty() ? Report{} : report_of(verdicts)};
    out.model = write_models(models);
    return out;
  }

private:
  // Learns without each held-out part and judges it: `judged_` is what the calibration and the
  // report see.
  Result<void> hold_out(const std::vector<std::uint32_t>& order, bool graded) {
    if (options_.held_out_percent == 0 && !graded)
      return {};
    const bool folds = graded || order.size() < (policy_ != nullptr ? folds_below_rows_of_policy
                                                                    : folds_below_rows);
    const std::size_t parts = folds ? fold_count : 1;
    const std::size_t size =
        folds ? order.size() / fold_count + 1
              : order.size() * static_cast<std::size_t>(options_.held_out_percent) / 100;
    models_ = parts + 1;
    for (std::size_t part = 0; part < parts; ++part) {
      const std::size_t begin = std::min(order.size(), part * size);
      const std::size_t end = std::min(order.size(), begin + size);
      std::vector<std::uint32_t> held(order.begin() + static_cast<std::ptrdiff_t>(begin),
                                      order.begin() + static_cast<std::ptrdiff_t>(end));
      std::vector<std::uint32_t> rest(order.begin(),
                                      order.begin() + static_cast<std::ptrdiff_t>(begin));
      rest.insert(rest.end(), order.begin() + static_cast<std::ptrdiff_t>(end), order.end());
      if (held.empty() || rest.empty())
        continue;
      std::sort(rest.begin(), rest.end());
      AMENDS_TRY_ASSIGN(const Model model, learn_from(rest));
      for (Judged& one : judge(model, data_, held))
        judged_.push_back(std::move(one));
      last_ = model;
    }
    return {};
  }

  Result<Model> learn_from(const std::vector<std::uint32_t>& members) {
    const std::size_t steps = models_ * data_.categories.size();
    Model model = learn(data_, members, learn_, [&](std::size_t) {
      ++done_;
      return !options_.progress || options_.progress(static_cast<int>(done_ * 1000 / steps));
    });
    if (model.size() == 0)
      return Error{Code::callback, "training was stopped", ""};
    return model;
  }

  // The labels that the held-out texts would have got, in the order of `judged_`.
  std::vector<Verdict> verdicts_of() {
    std::vector<Verdict> out;
    if (judged_.empty())
      return out;
    calibrate(last_, judged_);
    for (const Judged& one : judged_) {
      Verdict verdict;
      for (const std::uint32_t label : one.labels)
        verdict.right.push_back(data_.categories[label]);
      for (const std::size_t column : columns_of(last_, one.milli))
        verdict.given.push_back(data_.categories[column]);
      verdict.abstained = is_doubtful(last_, one.milli, one.known_permille);
      out.push_back(std::move(verdict));
    }
    return out;
  }

  [[nodiscard]] std::size_t texts_with_severity() const {
    return static_cast<std::size_t>(
        std::count_if(data_.rows.begin(), data_.rows.end(),
                      [&](std::size_t row) { return !rows_[row].severity.empty(); }));
  }

  // The severity model to correct, if any: few severities begin with it, however many rows there
  // are, where it reads texts as the labels' model will.
  [[nodiscard]] const Model* severity_prior() const {
    const Model* known = policy_->compiled().severity_model.get();
    const bool fits = known != nullptr && known->features == learn_.features;
    return fits && texts_with_severity() < prior_below_rows ? known : nullptr;
  }

  // Whether the rows make a severity model. Error `arg` for a severity that the policy lacks.
  Result<bool> is_graded() const {
    if (policy_ == nullptr)
      return false;
    const auto& known = policy_->compiled().taxonomy.severities;
    AMENDS_CHECK(check_severities(rows_, known));
    // Of one text no other tells the labels; of one severity there is nothing to learn.
    return data_.texts.size() > 1 && known.size() > 1 &&
           texts_with_severity() >= (severity_prior() != nullptr ? 1 : least_graded);
  }

  // `texts`: those of `judged_` and `verdicts`, in their order.
  Result<void> add_severity(const std::vector<std::uint32_t>& texts, Models& models,
                            std::vector<Verdict>& verdicts) {
    AMENDS_TRY_ASSIGN(const auto judge, policy_->with_model(write_models(models)));
    std::vector<GradedText> graded;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const TrainRow& row = rows_[data_.rows[texts[i]]];
      if (row.severity.empty())
        continue;
      graded.push_back({row.text, row.severity, {judged_[i].milli, judged_[i].known_permille}});
      places.push_back(i);
    }
    AMENDS_TRY_ASSIGN(SeverityTrained trained,
                      train_severity(judge->compiled(), graded, severity_prior(), learn_.svm.seed));
    for (std::size_t i = 0; i < places.size(); ++i) {
      verdicts[places[i]].right_severity = graded[i].severity;
      verdicts[places[i]].given_severity = std::move(trained.held_out[i]);
    }
    models.severity = std::move(trained.model);
    graded_texts_ = graded.size();
    return {};
  }

  Dataset data_;
  std::span<const TrainRow> rows_;
  const TrainOptions& options_;
  LearnOptions learn_;
  const Classifier* policy_;
  std::size_t graded_texts_ = 0;
  std::vector<Judged> judged_;
  Model last_;
  std::size_t models_ = 1;
  std::size_t done_ = 0;
};

} // namespace

Result<Trained> train(std::span<const TrainRow> rows, const TrainOptions& options,
                      const Classifier* policy) {
  AMENDS_CHECK(check_options(options));
  LearnOptions learn;
  learn.task = options.multi || policy != nullptr ? Task::multi : Task::single;
  learn.features = {static_cast<std::uint8_t>(options.most_letters),
                    static_cast<std::uint8_t>(options.most_characters)};
  learn.lexicon_features = policy != nullptr;
  if (policy != nullptr)
    learn.words_gain = words_gain;
  PolicyWords words;
  if (policy != nullptr) {
    const Classifier::Compiled& compiled = policy->compiled();
    if (!compiled.has_policy)
      return Error{Code::arg, "a model alone is no policy to train with", ""};
    words = {&compiled.taxonomy, &compiled.lexicon, nullptr};
    if (rows.size() < prior_below_rows && compiled.model && compiled.model->lexicon_features) {
      words.prior = compiled.model.get();
      learn.features = words.prior->features; // its n-grams are those to correct
    }
  }
  AMENDS_TRY_ASSIGN(Dataset data,
                    read_dataset(rows, learn.task == Task::multi, learn.features, words));
  return Trainer(std::move(data), rows, options, learn, policy).run();
}

} // namespace amends
