// Training. In: texts with their labels. Out: a model file, and how well it does on texts that it
// was not shown.
#pragma once

#include "amends/classification.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace amends {

struct TrainRow {
  std::string text;
  std::vector<std::string> labels; // the first is primary
  std::string severity = {};       // of the policy's list; empty: nobody said
  std::string at = {};             // where it stands, for errors: "/12"; empty: its index
};

// One line of `amends train`: {"text": "...", "label": "x"} or {"text": "...", "labels": ["x"]},
// with "severity" where somebody judged it; `id`, `x`, `source` and `tags` are let through. Errors:
// `parse`.
[[nodiscard]] Result<TrainRow> read_train_row(const Json& line);

// Whether some row has several labels: then "multi" is the task.
[[nodiscard]] bool several_labels(std::span<const TrainRow> rows);
// Whether every label of the rows is a category of `classifier`.
[[nodiscard]] bool knows_labels(const Classifier& classifier, std::span<const TrainRow> rows);

struct TrainOptions {
  bool multi = false;        // several labels a text
  std::int64_t seed = 1;     // the same rows, options and seed give the same bytes
  double cost = 1;           // C of the support vector machine
  int most_letters = 4;      // of sequences inside English words: 3 to 6
  int most_characters = 2;   // of Chinese sequences: 1 to 4
  int least_texts = 0;       // features of fewer texts are dropped; 0: chosen by the number of rows
  int held_out_percent = 10; // of the rows, for the report and the calibration; 0: no report
  // Told how far it is, in permille; answering false stops (error `callback`).
  std::function<bool(int permille)> progress;
};

// What a classifier does on rows it was not trained on. Parts per million.
struct CategoryReport {
  std::string category;
  std::int64_t texts = 0; // that have it
  std::int32_t precision_ppm = 0;
  std::int32_t recall_ppm = 0;
  std::int32_t f1_ppm = 0;
};
BOOST_DESCRIBE_STRUCT(CategoryReport, (), (category, texts, precision_ppm, recall_ppm, f1_ppm))

struct Report {
  std::int64_t texts = 0;
  std::int32_t top_ppm = 0; // the first label is one of the right ones
  std::int32_t micro_f1_ppm = 0;
  std::int32_t macro_f1_ppm = 0; // over categories that occur
  std::int32_t exact_ppm = 0;    // all labels right and no other
  std::int32_t abstained_ppm = 0;
  std::optional<std::int32_t> severity_ppm; // of the texts that say it; none: none does, or the
                                            // classifier, a model alone, gives none
  std::vector<CategoryReport> categories;   // sorted by name
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (texts, top_ppm, micro_f1_ppm, macro_f1_ppm, exact_ppm, abstained_ppm,
                       severity_ppm, categories))

struct TrainFigures {
  std::string task;        // "single" or "multi"
  std::int64_t rows = 0;   // used; equal texts are merged first
  std::int64_t graded = 0; // of these, what the severity model learnt from; 0: there is none
  std::int64_t features = 0;
  Report held_out; // of models trained without the rows they are asked about
};
BOOST_DESCRIBE_STRUCT(TrainFigures, (), (task, rows, graded, features, held_out))

struct Trained {
  std::string model; // the file
  TrainFigures figures;
};

// With `policy`, a multi-label model of its taxonomy: what its lexicon finds are features too, and
// below 2 000 rows the model it has (the built-in one) is the prior that the rows correct. Rows
// that say their severity make a severity model too, in the same file: below 2 000 of them they
// correct the one that the policy has; without one to correct it takes 200. One text alone makes
// none, nor does a policy with one severity; of equal texts the first that says it counts. Where
// none is made a policy keeps the severity model it has. Errors: `arg` (fewer than two categories,
// a label or severity that the policy does not know, options out of range), `callback`.
[[nodiscard]] Result<Trained> train(std::span<const TrainRow> rows, const TrainOptions& options,
                                    const Classifier* policy = nullptr);

// Errors: `arg` for a severity that the classifier's policy does not know, those of classifying.
[[nodiscard]] Result<Report> evaluate(const Classifier& classifier, std::span<const TrainRow> rows);

// Whether a new model may take an old one's place: on rows neither was trained on its macro-F1 must
// not be lower, as far as 1 000 resamples of the rows can tell (paired bootstrap); nor, where rows
// say their severity, may it tell fewer of these.
struct Comparison {
  Report before;
  Report after;
  std::int32_t worse_ppm = 0; // share of the resamples in which the new one was worse
  bool accepted = false; // worse in at most half of them, and in nothing on the rows as they are
};
BOOST_DESCRIBE_STRUCT(Comparison, (), (before, after, worse_ppm, accepted))
[[nodiscard]] Result<Comparison> compare(const Classifier& before, const Classifier& after,
                                         std::span<const TrainRow> rows, std::int64_t seed = 1);

} // namespace amends
