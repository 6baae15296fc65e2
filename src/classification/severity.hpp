// In: a text as read, and its labels. Out: how grave it is by the policy's categories, by the
// policy's words, and by a model of messages whose severity people judged.
#pragma once

#include "classification/compiled.hpp"
#include "classification/decide.hpp"
#include "classification/reading.hpp"

namespace amends {

[[nodiscard]] Severities severities_of(const Classifier::Compiled& compiled, const Reading& reading,
                                       const Opinion& opinion);

// `usual` and `said` alone.
[[nodiscard]] Severities severities_by_policy(const Classifier::Compiled& compiled,
                                              const Reading& reading, const Opinion& opinion);

// What a severity model is shown beside n-grams. It has a column for every severity but the
// mildest; a text is as grave as it has columns above 0.
void add_severity_extras(const Taxonomy& taxonomy, const Reading& reading, const Severities& known,
                         std::vector<Extra>& out);

// `by_policy` with what the severity model's margins for the text make of it.
[[nodiscard]] Severities with_modelled(const Classifier::Compiled& compiled, const Reading& reading,
                                       Severities by_policy, std::span<const std::int32_t> milli);

} // namespace amends
