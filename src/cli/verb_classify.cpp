// amends classify: customers' words in, labels and why out.
#include "complain.hpp"
#include "filter.hpp"
#include "sources.hpp"
#include "verb.hpp"

namespace amends::cli {
namespace {

struct ClassifyWords {
  std::vector<std::string> policy;
  std::string model;
  std::string file;
};

// Words of a policy, a model, or both. A model that was trained with a policy's words and named
// alone goes with `base`.
Result<std::shared_ptr<const Classifier>> classifier_of(const ClassifyWords& words) {
  std::string model;
  if (!words.model.empty()) {
    AMENDS_TRY_ASSIGN(model, file_text(words.model));
    if (words.policy.empty()) {
      auto alone = Classifier::load(model);
      if (alone || alone.error().code != Code::policy)
        return alone;
    }
  }
  AMENDS_TRY_ASSIGN(
      const auto policy,
      load_policy(words.policy.empty() ? std::vector<std::string>{"base"} : words.policy));
  if (words.model.empty()) // shares the policy's own, which lives no longer than this
    return policy->classifier().with_host({});
  return policy->classifier().with_model(model);
}

} // namespace

Work prepare_classify(Options& options) {
  const auto words = std::make_shared<ClassifyWords>();
  add_policy_option(options, words->policy);
  options
      .text("--model", words->model,
            {"train 生成的模型；不带 --policy 时只用它",
             "a model made by train; alone without --policy"})
      .shown_as("FILE");
  add_file_option(options, words->file);
  return [words]() -> int {
    const auto classifier = classifier_of(*words);
    if (!classifier)
      return give_up(classifier.error());
    return run_filter({words->file, false, false},
                      [&](const Json& line) { return answer_classify(**classifier, line); });
  };
}

} // namespace amends::cli
