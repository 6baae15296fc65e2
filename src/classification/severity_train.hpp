// In: texts with their severities, and what a label model that had not seen them makes of them.
// Out: a severity model (severity.hpp), and how it grades texts that it had not seen either.
#pragma once

#include "classification/compiled.hpp"
#include "classification/margins.hpp"
#include "classification/svm.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

// With the right labels beside the text the severity model would trust labels more than they
// deserve: so `view` is of a model that did not see the text.
struct GradedText {
  std::string_view text;
  std::string severity; // of the policy's list
  ModelView view;
};

struct SeverityTrained {
  Model model;
  std::vector<std::string> held_out; // by text: the severity given by a model that did not see it
};

// `judge`: the policy with the model of labels, for its thresholds. `prior`: a severity model to
// correct, or nullptr. Errors: those of reading a text and of the policy's tables.
[[nodiscard]] Result<SeverityTrained> train_severity(const Classifier::Compiled& judge,
                                                     std::span<const GradedText> texts,
                                                     const Model* prior, std::uint64_t seed);

} // namespace amends
