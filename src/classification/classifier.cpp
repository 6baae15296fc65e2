#include "amends/classification.hpp"
#include "amends/limits.hpp"
#include "classification/builtin.hpp"
#include "classification/explain.hpp"
#include "classification/host.hpp"
#include "classification/margins.hpp"
#include "classification/model_file.hpp"
#include "classification/severity.hpp"

#include <algorithm>

namespace amends {
namespace {

Result<void> check_size(std::string_view text) {
  if (text.size() > limits::message_bytes)
    return Error{Code::limit,
                 "a message has at most " + std::to_string(limits::message_bytes) +
                     " bytes, this one " + std::to_string(text.size()),
                 ""};
  return {};
}

// Pairs the model's columns with the taxonomy's categories.
Result<void> fit_labels(Classifier::Compiled& compiled, std::shared_ptr<const Model> model) {
  const Taxonomy& taxonomy = compiled.taxonomy;
  compiled.column.assign(taxonomy.categories.size(), -1);
  for (std::size_t c = 0; c < model->size(); ++c) {
    const std::size_t at = taxonomy.find(model->categories[c]);
    if (at == taxonomy.categories.size())
      return Error{
          Code::policy,
          "the model answers \"" + model->categories[c] +
              "\", which is no category of this policy: use the policy that it was trained "
              "with, or the model alone",
          "/categories"};
    compiled.column[at] = static_cast<std::int32_t>(c);
    compiled.category.push_back(at);
  }
  compiled.model = std::move(model);
  return {};
}

bool has_all(const Taxonomy& taxonomy, const Model& model) {
  return std::all_of(model.categories.begin(), model.categories.end(), [&](const auto& name) {
    return taxonomy.find(name) < taxonomy.categories.size();
  });
}

// Whether a severity model speaks of the policy's own severities.
bool grades_by(const Taxonomy& taxonomy, const Model& model) {
  return std::equal(taxonomy.severities.begin() + 1, taxonomy.severities.end(),
                    model.categories.begin(), model.categories.end());
}

// A severity model that is not there, or speaks of others, leaves the one before.
Result<void> fit_models(Classifier::Compiled& compiled,
                        const std::shared_ptr<const Models>& models) {
  AMENDS_CHECK(fit_labels(compiled, {models, &models->labels}));
  if (models->severity && grades_by(compiled.taxonomy, *models->severity))
    compiled.severity_model = {models, &*models->severity};
  return {};
}

Result<std::shared_ptr<const Models>> read_shared(std::string_view bytes) {
  AMENDS_TRY_ASSIGN(Models models, read_models(bytes));
  return std::make_shared<const Models>(std::move(models));
}

} // namespace

Result<std::shared_ptr<const Classifier>> Classifier::compile(const Json& policy) {
  auto compiled = std::make_shared<Compiled>();
  AMENDS_TRY_ASSIGN(compiled->taxonomy, read_taxonomy(policy));
  AMENDS_TRY_ASSIGN(compiled->lexicon, read_lexicon(policy, compiled->taxonomy));
  AMENDS_TRY_ASSIGN(compiled->ranking, read_ranking(policy));
  if (const auto& models = builtin_models(); models && has_all(compiled->taxonomy, models->labels))
    AMENDS_CHECK(fit_models(*compiled, models));
  return std::make_shared<const Classifier>(std::move(compiled));
}

Result<std::shared_ptr<const Classifier>> Classifier::load(std::string_view bytes) {
  AMENDS_TRY_ASSIGN(const auto models, read_shared(bytes));
  if (models->labels.lexicon_features)
    return Error{Code::policy,
                 "this model was trained with the words of a policy: use it with that policy", ""};
  auto compiled = std::make_shared<Compiled>();
  compiled->has_policy = false;
  for (const std::string& name : models->labels.categories) {
    compiled->taxonomy.categories.emplace_back();
    compiled->taxonomy.categories.back().name = name;
  }
  compiled->taxonomy.other = compiled->taxonomy.find(out_of_scope);
  compiled->lexicon.build();
  AMENDS_CHECK(fit_labels(*compiled, {models, &models->labels}));
  return std::make_shared<const Classifier>(std::move(compiled));
}

Result<std::shared_ptr<const Classifier>> Classifier::with_model(std::string_view bytes) const {
  auto compiled = std::make_shared<Compiled>(*compiled_);
  compiled->model = nullptr;
  if (bytes.empty())
    compiled->severity_model = nullptr;
  compiled->category.clear();
  compiled->column.clear();
  if (!bytes.empty()) {
    AMENDS_TRY_ASSIGN(const auto models, read_shared(bytes));
    AMENDS_CHECK(fit_models(*compiled, models));
  }
  return std::make_shared<const Classifier>(std::move(compiled), host_);
}

std::shared_ptr<const Classifier> Classifier::with_host(ClassifyHost host) const {
  return std::make_shared<const Classifier>(compiled_, std::move(host));
}

std::vector<std::string> Classifier::categories() const {
  std::vector<std::string> out;
  for (const Category& category : compiled_->taxonomy.categories)
    out.push_back(category.name);
  return out;
}

namespace {

constexpr std::int32_t likely_ppm = 500'000; // what is only suspected hurries nobody

// Of several grievances the most urgent decides, whichever is the first.
Result<void> hurry(const Classifier::Compiled& compiled, const Opinion& opinion,
                   const Severities& severities, const Facts& facts, Gravity& ranked) {
  const auto& order = compiled.taxonomy.priorities;
  const auto place = [&](const std::string& word) {
    return std::find(order.begin(), order.end(), word);
  };
  for (std::size_t i = 1; i < opinion.labels.size(); ++i) {
    if (opinion.labels[i].score_ppm < likely_ppm)
      continue;
    const Category& category = compiled.taxonomy.categories[opinion.labels[i].category];
    AMENDS_TRY_ASSIGN(Gravity other,
                      rank(compiled.ranking, compiled.taxonomy, category, severities, facts));
    if (place(other.priority) < place(ranked.priority))
      ranked.priority = std::move(other.priority);
  }
  return {};
}

Result<Gravity> rank_opinion(const Classifier::Compiled& compiled, const Opinion& opinion,
                             const Severities& severities, const Facts& facts) {
  AMENDS_TRY_ASSIGN(Gravity ranked,
                    rank(compiled.ranking, compiled.taxonomy,
                         compiled.taxonomy.categories[opinion.labels.front().category], severities,
                         facts));
  AMENDS_CHECK(hurry(compiled, opinion, severities, facts, ranked));
  return ranked;
}

} // namespace

Result<Classification> Classifier::classify(std::string_view text, const Facts& facts) const {
  return classify_with(text, [&](const auto&) -> Result<Facts> { return facts; });
}

Result<Classification> Classifier::classify_with(std::string_view text,
                                                 const FactsFor& facts) const {
  AMENDS_CHECK(check_size(text));
  const Compiled& compiled = *compiled_;
  AMENDS_TRY_ASSIGN(const Reading reading, read_text(compiled.taxonomy, compiled.lexicon, text));
  Opinion opinion = compiled.model ? decide(compiled, reading.words, margins_of(compiled, reading))
                                   : decide_by_words(compiled.taxonomy, reading.words);
  opinion.abstained = opinion.abstained || reading.normal.mojibake;
  Classification out;
  for (const Chosen& label : opinion.labels)
    out.labels.push_back({compiled.taxonomy.categories[label.category].name, label.score_ppm});
  out.why = explain(compiled, reading, opinion, text);
  if (host_)
    ask_host(compiled.taxonomy, host_, text, opinion, out);
  out.abstained = opinion.abstained;
  if (!compiled.has_policy)
    return out;
  const Severities severities = severities_of(compiled, reading, opinion);
  for (LabelWhy& why : explain_severity(compiled, reading, severities, text))
    out.why.push_back(std::move(why));
  AMENDS_TRY_ASSIGN(const Facts known, facts(out.labels));
  AMENDS_TRY_ASSIGN(Gravity ranked, rank_opinion(compiled, opinion, severities, known));
  out.severity = std::move(ranked.severity);
  out.priority = std::move(ranked.priority);
  return out;
}

Result<Gravity> Classifier::gravity(std::string_view text, const std::vector<Label>& labels,
                                    const Facts& facts) const {
  AMENDS_CHECK(check_size(text));
  const Compiled& compiled = *compiled_;
  if (!compiled.has_policy)
    return Error{Code::arg, "a model alone has no severities: use a policy", ""};
  AMENDS_TRY_ASSIGN(const Reading reading, read_text(compiled.taxonomy, compiled.lexicon, text));
  AMENDS_TRY_ASSIGN(const Opinion opinion, opinion_of(compiled.taxonomy, labels));
  return rank_opinion(compiled, opinion, severities_of(compiled, reading, opinion), facts);
}

} // namespace amends
