// amends train: labelled texts in, a model file and its held-out figures out.
#include "amends/training.hpp"
#include "complain.hpp"
#include "filter.hpp"
#include "labelled.hpp"
#include "progress.hpp"
#include "sources.hpp"
#include "verb.hpp"

#include <cstdio>

namespace amends::cli {
namespace {

struct TrainWords {
  std::string out;
  std::string task;
  std::vector<std::string> policy;
  std::string replaces;
  std::string holdout;
  std::int64_t seed = 1;
  std::string file;
};

int wrong(const char* text) {
  std::fprintf(stderr, "amends train: %s\n", text);
  return wrong_usage;
}

// The policy whose words and model help: the named one, else `base` where all labels are of its
// taxonomy and nobody asked for exactly one a text.
Result<std::shared_ptr<const Policy>> helping_policy(const TrainWords& words,
                                                     const std::vector<TrainRow>& rows) {
  if (words.policy == std::vector<std::string>{"none"})
    return std::shared_ptr<const Policy>{};
  if (!words.policy.empty())
    return load_policy(words.policy);
  if (words.task == "single")
    return std::shared_ptr<const Policy>{};
  AMENDS_TRY_ASSIGN(auto base, load_policy({"base"}));
  return knows_labels(base->classifier(), rows) ? base : nullptr;
}

// Whether the new model may take the old one's place, by texts that neither was shown.
Result<Comparison> weigh(const TrainWords& words, const Policy* policy, const std::string& model,
                         const std::vector<TrainRow>& holdout) {
  AMENDS_TRY_ASSIGN(const std::string old_model, file_text(words.replaces));
  const auto classifier = [&](const std::string& bytes) {
    return policy != nullptr ? policy->classifier().with_model(bytes) : Classifier::load(bytes);
  };
  AMENDS_TRY_ASSIGN(const auto before, classifier(old_model));
  AMENDS_TRY_ASSIGN(const auto after, classifier(model));
  return compare(*before, *after, holdout, words.seed);
}

int train_and_write(const TrainWords& words) {
  if (words.out.empty())
    return wrong("--out FILE is missing: where the model goes");
  if (!words.task.empty() && words.task != "single" && words.task != "multi")
    return wrong("--task is single (one label a text) or multi");
  const bool helped = !words.policy.empty() && words.policy != std::vector<std::string>{"none"};
  if (words.task == "single" && helped)
    return wrong("a policy's model gives any number of labels: leave out --task single, or say "
                 "--policy none");
  if (words.replaces.empty() != words.holdout.empty())
    return wrong("--replaces OLD and --holdout ROWS go together");
  auto rows = read_labelled(words.file);
  if (!rows)
    return give_up(rows.error());
  std::vector<TrainRow> holdout;
  if (!words.holdout.empty()) {
    auto kept = read_labelled(words.holdout);
    if (!kept)
      return give_up(kept.error());
    holdout = std::move(*kept);
    drop_shared(*rows, holdout);
    if (rows->empty())
      return give_up(
          Error{Code::arg,
                "no rows are left to learn from: all of them are texts of " + words.holdout, ""});
  }
  const auto policy = helping_policy(words, *rows);
  if (!policy)
    return give_up(policy.error());
  TrainOptions options;
  options.multi =
      *policy != nullptr || words.task == "multi" || (words.task.empty() && several_labels(*rows));
  options.seed = words.seed;
  Progress progress(1000);
  options.progress = [&](int permille) {
    progress.at(static_cast<std::size_t>(permille));
    return true;
  };
  const auto trained =
      train(*rows, options, *policy != nullptr ? &(*policy)->classifier() : nullptr);
  if (!trained)
    return give_up(trained.error());
  Json line = encode(trained->figures);
  line.set("bytes", Json::number(static_cast<std::int64_t>(trained->model.size())));
  if (*policy != nullptr)
    line.set("policy", Json::string((*policy)->id()));
  bool accepted = true;
  if (!holdout.empty()) {
    const auto comparison = weigh(words, policy->get(), trained->model, holdout);
    if (!comparison)
      return give_up(comparison.error());
    line.set("comparison", encode(*comparison));
    accepted = comparison->accepted;
  }
  if (accepted)
    if (const auto written = write_file(words.out, trained->model); !written)
      return give_up(written.error());
  print_line(print_json(line));
  if (!accepted)
    std::fprintf(stderr,
                 "amends train: the new model does worse than %s on the texts of %s; %s was "
                 "not written\n",
                 words.replaces.c_str(), words.holdout.c_str(), words.out.c_str());
  return accepted ? fine : some_failed;
}

} // namespace

Work prepare_train(Options& options) {
  const auto words = std::make_shared<TrainWords>();
  options.text("--out", words->out, {"模型写到哪里", "where the model goes"})
      .required()
      .shown_as("FILE");
  options
      .text("--task", words->task,
            {"single：每条一个标签；multi：可有多个；不填则看数据",
             "single: one label a text; multi: any number; without it the rows tell"})
      .shown_as("TASK");
  options
      .texts("--policy", words->policy,
             {"用它的词和模型辅助训练；none 为不用", "whose words and model help; none: nobody's"})
      .shown_as("PACK");
  options
      .text("--replaces", words->replaces,
            {"旧模型：新模型在 --holdout 上不差才写出",
             "the old model: the new one is written only if it does no worse on --holdout"})
      .shown_as("MODEL");
  options
      .text("--holdout", words->holdout,
            {"固定不变的检验数据，不参加训练", "labelled texts kept aside for good; never learned"})
      .shown_as("ROWS");
  options.number("--seed", words->seed, {"随机种子", "seed"}).with_default().shown_as("N");
  add_file_option(options, words->file);
  return [words] { return train_and_write(*words); };
}

} // namespace amends::cli
