// In: texts as numbers, and which of them to learn from. Out: a model without calibration.
#pragma once

#include "classification/calibration.hpp"
#include "classification/dataset.hpp"
#include "classification/model.hpp"
#include "classification/svm.hpp"

#include <functional>
#include <span>

namespace amends {

struct LearnOptions {
  Task task = Task::single;
  FeatureOptions features;
  bool lexicon_features = false;
  std::uint32_t least_texts = 1;
  // Of the weights learnt for a category's words. Messages written to teach avoid those words more
  // than customers do, so learning underrates them.
  double words_gain = 1;
  SvmOptions svm;
};

// Corrects the prior of `data`, where it has one. `done(i)` after category i of n; false stops and
// gives an empty model.
[[nodiscard]] Model learn(const Dataset& data, std::span<const std::uint32_t> members,
                          const LearnOptions& options,
                          const std::function<bool(std::size_t)>& done);

// Margins and labels of texts of `data` by a model learnt from others.
[[nodiscard]] std::vector<Judged> judge(const Model& model, const Dataset& data,
                                        std::span<const std::uint32_t> members);

} // namespace amends
