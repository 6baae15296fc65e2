// In: texts as sparse vectors, each with the classes it has. Out: one weight vector a class that
// parts the class from the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace amends {

struct SparseValue {
  std::uint32_t feature;
  float value;
};

// Rows end to end.
struct SparseRows {
  std::vector<SparseValue> values;
  std::vector<std::size_t> begins{0}; // one more than rows
  [[nodiscard]] std::size_t size() const { return begins.size() - 1; }
  [[nodiscard]] std::span<const SparseValue> row(std::size_t i) const {
    return {values.data() + begins[i], begins[i + 1] - begins[i]};
  }
};

struct SvmOptions {
  double cost = 1;            // C: how much a row on the wrong side weighs
  double positive_weight = 1; // of C, for the rows that have the class
  int most_rounds = 60;
  double precision = 0.05; // of the projected gradient
  std::uint64_t seed = 1;
};

// L2-regularised, L2-loss linear support vector machine by dual coordinate descent with shrinking
// (Hsieh et al., ICML 2008). `is_positive` has a row's side. `initial`, where not empty, are the
// weights to keep close to, instead of zero: the learned ones correct them.
// Only + - * / and fixed order: the same rows give the same weights everywhere.
[[nodiscard]] std::vector<float> train_svm(const SparseRows& rows, std::size_t features,
                                           std::span<const char> is_positive,
                                           std::span<const float> initial,
                                           const SvmOptions& options);

} // namespace amends
