// In: messages with their labels and severities. Out: a severity model (severity.hpp) as a file.
#pragma once

#include "amends/training.hpp"

#include <span>
#include <string>
#include <vector>

namespace amends {

struct GradedRow {
  TrainRow row;
  std::string severity; // of the policy's list
};

// `labels`: the model of the same rows' labels, for its thresholds. What `usual` and `said` say of
// a row follows from labels that models give which did not see it: with the right ones the
// severity model would trust them more than they deserve. Errors: those of `train`, and `arg` for a
// severity that the policy does not have.
[[nodiscard]] Result<std::string> train_severity(std::span<const GradedRow> rows,
                                                 const Classifier& policy, std::string_view labels);

} // namespace amends
