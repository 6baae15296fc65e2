// In: a text as read and its labels. Out: the places of the customer's own words that led there.
#pragma once

#include "classification/decide.hpp"
#include "classification/ranking.hpp"

#include <string_view>
#include <vector>

namespace amends {

// The lexicon's words for the labels, those that were taken back, and for each label the few
// stretches that weigh most with the model. In that order, each in order of place.
[[nodiscard]] std::vector<LabelWhy> explain(const Classifier::Compiled& compiled,
                                            const Reading& reading, const Opinion& opinion,
                                            std::string_view text);

// Where the severity model departs from what is usual for the labels: the few stretches that weigh
// most, from "model" without a category.
[[nodiscard]] std::vector<LabelWhy> explain_severity(const Classifier::Compiled& compiled,
                                                     const Reading& reading,
                                                     const Severities& severities,
                                                     std::string_view text);

} // namespace amends
