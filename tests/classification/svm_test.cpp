// The support vector machine and the whole-number margins, against slow and obvious ones.
#include "helpers.hpp"

#include "classification/model.hpp"
#include "classification/svm.hpp"

#include <rapidcheck/gtest.h>

#include <cmath>

namespace amends {
namespace {

struct Problem {
  SparseRows rows;
  std::vector<char> sides;
  std::vector<float> initial;
};
constexpr std::size_t feature_count = 6;

Problem some_problem() {
  Problem out;
  const int rows = *rc::gen::inRange(2, 12);
  for (int i = 0; i < rows; ++i) {
    for (std::uint32_t f = 0; f < feature_count; ++f)
      if (*rc::gen::arbitrary<bool>())
        out.rows.values.push_back({f, static_cast<float>(*rc::gen::inRange(1, 9)) / 4});
    out.rows.begins.push_back(out.rows.values.size());
    out.sides.push_back(*rc::gen::arbitrary<bool>());
  }
  if (*rc::gen::arbitrary<bool>())
    for (std::size_t f = 0; f < feature_count; ++f)
      out.initial.push_back(static_cast<float>(*rc::gen::inRange(-8, 9)) / 4);
  return out;
}

// |w - w0|^2 / 2 + C sum max(0, 1 - side * margin)^2: what the weights make least.
double objective(const Problem& problem, const std::vector<float>& weights, double cost) {
  double out = 0;
  for (std::size_t f = 0; f < feature_count; ++f) {
    const double from = problem.initial.empty() ? 0 : problem.initial[f];
    out += (weights[f] - from) * (weights[f] - from) / 2;
  }
  for (std::size_t i = 0; i < problem.rows.size(); ++i) {
    double margin = 0;
    for (const SparseValue& v : problem.rows.row(i))
      margin += static_cast<double>(weights[v.feature]) * v.value;
    const double miss = std::max(0.0, 1 - (problem.sides[i] != 0 ? margin : -margin));
    out += cost * miss * miss;
  }
  return out;
}

// By how much a small step in some direction does better; 0 where none does.
double better_by_a_step(const Problem& problem, double cost) {
  SvmOptions options;
  options.cost = cost;
  options.most_rounds = 2000;
  options.precision = 1e-4; // what gradients of float weights can be told apart by
  const auto weights =
      train_svm(problem.rows, feature_count, problem.sides, problem.initial, options);
  const double here = objective(problem, weights, cost);
  double least = here;
  for (std::size_t f = 0; f < feature_count; ++f)
    for (const float step : {-0.02F, 0.02F}) {
      auto moved = weights;
      moved[f] += step;
      least = std::min(least, objective(problem, moved, cost));
    }
  return here - least;
}

RC_GTEST_PROP(Svm, no_step_in_any_direction_does_better, ()) {
  const Problem problem = some_problem();
  RC_ASSERT(better_by_a_step(problem, *rc::gen::element(0.1, 1.0, 5.0)) < 1e-5);
}

// Once one of two rows is set aside, the other's gradient is the greatest and the least of its
// round: alike, and far from 0.
TEST(Svm, the_last_row_left_in_a_round_is_not_believed_at_once) {
  Problem problem;
  problem.rows.values = {{3, 1.5F}, {0, 0.25F}, {3, 0.75F}};
  problem.rows.begins = {0, 1, 3};
  problem.sides = {1, 0};
  EXPECT_LT(better_by_a_step(problem, 1), 1e-5);
  problem.rows.values = {{1, 0.75F}, {1, 0.5F}};
  problem.rows.begins = {0, 1, 2};
  problem.sides = {0, 1};
  problem.initial = {-0.25F, -1.5F, -2, 1.5F, 0.75F, -1.25F};
  EXPECT_LT(better_by_a_step(problem, 5), 1e-5);
}

Model some_model() {
  Model out;
  const auto categories = static_cast<std::size_t>(*rc::gen::inRange(2, 90));
  for (std::size_t c = 0; c < categories; ++c)
    out.categories.push_back("c" + std::to_string(c));
  const auto stride = Model::stride_of(categories);
  const auto rows = static_cast<std::size_t>(*rc::gen::inRange(1, 40));
  for (std::size_t r = 0; r < rows; ++r) {
    out.keys.push_back(feature::finish(r + 1));
    for (std::size_t c = 0; c < stride; ++c)
      out.rows.push_back(static_cast<std::int16_t>(
          c < categories    ? *rc::gen::inRange(-Model::most_weight, Model::most_weight + 1)
          : c == categories ? *rc::gen::inRange(8, 600)
                            : 0));
  }
  out.units_per_one = *rc::gen::inRange(1, 5000);
  out.index();
  return out;
}

RC_GTEST_PROP(Margins, are_the_sums_divided_by_the_length, ()) {
  const Model model = some_model();
  Margins room;
  const int features = *rc::gen::inRange(1, 400);
  std::vector<double> sums(model.size(), 0);
  double squares = 0;
  for (int i = 0; i < features; ++i) {
    // Of twice as many features as the model knows.
    const auto row = static_cast<std::size_t>(*rc::gen::inRange(0, 80));
    room.hashes.push_back(feature::finish(row + 1));
    if (row >= model.keys.size())
      continue;
    for (std::size_t c = 0; c < model.size(); ++c)
      sums[c] += model.rows[row * model.stride + c];
    squares += static_cast<double>(model.idf_squared(row)) / Model::idf_units;
  }
  add_up(model, room);
  for (std::size_t c = 0; c < model.size(); ++c) {
    const double exact =
        squares == 0 ? 0 : 1000 * sums[c] / (std::sqrt(squares) * model.units_per_one);
    RC_ASSERT(std::abs(exact - room.milli[c]) <= 2 + std::abs(exact) / 500);
  }
}

} // namespace
} // namespace amends
