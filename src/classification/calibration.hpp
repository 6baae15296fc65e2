// In: margins of texts a model was not trained on, and their labels. Out: the temperature that
// makes probabilities of margins, and from which margin on a category is a label.
#pragma once

#include "classification/model.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace amends {

// One text's margins and labels.
struct Judged {
  std::vector<std::int32_t> milli;
  std::vector<std::uint32_t> labels;
  std::int32_t known_permille = 1000; // of its n-grams, by the model
};

// How far a margin can be trusted: the less of a text a model knows, the likelier the text is of
// none of its categories, whatever the little it knows says.
[[nodiscard]] constexpr std::int32_t trusted(std::int32_t milli, std::int32_t known_permille) {
  constexpr std::int32_t weight = 6; // best on CLINC150's texts out of scope from 5 to 8
  return static_cast<std::int32_t>(std::int64_t{milli} - weight * (1000 - known_permille));
}

// Sets temperature, thresholds and doubt of `model`.
void calibrate(Model& model, std::span<const Judged> texts);

// The category that a text is first of all.
[[nodiscard]] std::size_t best_column(const Model& model, std::span<const std::int32_t> milli);

// The columns that are labels, best first: the best one, and (multi) those that pass their
// thresholds.
[[nodiscard]] std::vector<std::size_t> columns_of(const Model& model,
                                                  std::span<const std::int32_t> milli);

// Whether a column passes its threshold; of a single model the best one always does.
[[nodiscard]] bool tells_something(const Model& model, std::span<const std::int32_t> milli);
// Whether a person should look.
[[nodiscard]] bool is_doubtful(const Model& model, std::span<const std::int32_t> milli,
                               std::int32_t known_permille);

// The probability of category `best` among all (single) or by itself (multi).
[[nodiscard]] std::int32_t probability_ppm(const Model& model, std::span<const std::int32_t> milli,
                                           std::size_t category);

} // namespace amends
