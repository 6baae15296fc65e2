#include "classification/svm.hpp"

#include "classification/random.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace amends {
namespace {

constexpr double far = std::numeric_limits<double>::infinity();

double margin(std::span<const SparseValue> row, const std::vector<float>& weights) {
  double sum = 0;
  for (const SparseValue& v : row)
    sum += static_cast<double>(weights[v.feature]) * static_cast<double>(v.value);
  return sum;
}

} // namespace

std::vector<float> train_svm(const SparseRows& rows, std::size_t features,
                             std::span<const char> is_positive, std::span<const float> initial,
                             const SvmOptions& options) {
  const std::size_t count = rows.size();
  std::vector<float> weights(initial.begin(), initial.end());
  weights.resize(features, 0);
  std::vector<double> alpha(count, 0);
  std::vector<double> curvature(count);
  const double diagonal[2] = {0.5 / options.cost, 0.5 / (options.cost * options.positive_weight)};
  for (std::size_t i = 0; i < count; ++i) {
    curvature[i] = diagonal[is_positive[i] != 0];
    for (const SparseValue& v : rows.row(i))
      curvature[i] += static_cast<double>(v.value) * static_cast<double>(v.value);
  }
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  Random random(options.seed);
  std::size_t active = count;
  double shrink_above = far; // the greatest projected gradient of the last round
  for (int round = 0; round < options.most_rounds; ++round) {
    for (std::size_t i = 0; i + 1 < active; ++i)
      std::swap(order[i], order[i + random.below(active - i)]);
    double greatest = 0; // of the projected gradients, and 0, which all of them are in the end:
    double least = 0;    // that they are alike is not enough
    for (std::size_t s = 0; s < active; ++s) {
      const std::uint32_t i = order[s];
      const double side = is_positive[i] != 0 ? 1 : -1;
      const double gradient =
          side * margin(rows.row(i), weights) - 1 + alpha[i] * diagonal[is_positive[i] != 0];
      double projected = gradient;
      if (alpha[i] == 0) {
        if (gradient > shrink_above) {
          --active;
          std::swap(order[s], order[active]);
          --s;
          continue;
        }
        projected = std::min(gradient, 0.0);
      }
      greatest = std::max(greatest, projected);
      least = std::min(least, projected);
      if (projected > 1e-12 || projected < -1e-12) {
        const double before = alpha[i];
        alpha[i] = std::max(before - gradient / curvature[i], 0.0);
        const double change = (alpha[i] - before) * side;
        for (const SparseValue& v : rows.row(i))
          weights[v.feature] += static_cast<float>(change * static_cast<double>(v.value));
      }
    }
    if (greatest - least <= options.precision) {
      if (active == count)
        break;
      active = count; // look at all once more before believing it
      shrink_above = far;
      continue;
    }
    shrink_above = greatest <= 0 ? far : greatest;
  }
  return weights;
}

} // namespace amends
