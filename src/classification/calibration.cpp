#include "classification/calibration.hpp"

#include "classification/dataset.hpp"
#include "classification/greatest.hpp"
#include "classification/weight.hpp"

#include <algorithm>

namespace amends {
namespace {

constexpr std::int32_t coolest_milli = 20;
constexpr std::int32_t hottest_milli = 5000;
// A category's own threshold and the common one weigh the same at this many texts.
constexpr std::int64_t trust_texts = 20;
constexpr std::int64_t nearly_best_percent = 98; // halves what another cut into folds would change
constexpr std::size_t doubt_percent = 5; // of the rightly answered texts are handed to a person

// A margin that can be compared with those of other categories: what passes its own threshold
// easily is worth less. Half of the difference, as a category's own threshold is not sure either;
// best in cross-validation.
std::int32_t levelled(const Model& model, std::span<const std::int32_t> milli,
                      std::size_t category) {
  const std::int64_t own = model.threshold_milli[category] - model.centre_milli;
  return static_cast<std::int32_t>(milli[category] - own / 2);
}

bool has(const std::vector<std::uint32_t>& labels, std::size_t category) {
  return std::find(labels.begin(), labels.end(), category) != labels.end();
}

// Mean surprise at the right answers, in no particular unit.
double surprise(const Model& model, std::span<const Judged> texts) {
  double sum = 0;
  const auto add = [&](std::int32_t ppm) { sum += exact_log(1'000'000.0 / std::max(ppm, 1)); };
  for (const Judged& text : texts)
    if (model.task == Task::single)
      add(probability_ppm(model, text.milli, text.labels.front()));
    else
      for (std::size_t c = 0; c < model.size(); ++c) {
        const std::int32_t ppm = probability_ppm(model, text.milli, c);
        add(has(text.labels, c) ? ppm : 1'000'000 - ppm);
      }
  return sum;
}

void fit_temperature(Model& model, std::span<const Judged> texts) {
  std::vector<std::int32_t> steps;
  for (std::int32_t t = coolest_milli; t < hottest_milli; t += t / 20 + 1)
    steps.push_back(t);
  const auto at = [&](std::size_t step) {
    model.set_temperature(steps[step]);
    return surprise(model, texts);
  };
  // The surprise falls to its least value and rises again.
  std::size_t low = 0;
  std::size_t high = steps.size() - 1;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (at(middle) <= at(middle + 1))
      high = middle;
    else
      low = middle + 1;
  }
  model.set_temperature(steps[low]);
}

struct Ranked {
  std::int32_t milli;
  bool right;
};

// The margin from which on taking the texts gives the best F1. Which one that is exactly is chance:
// halfway between the highest and the lowest with nearly the same F1.
std::int32_t best_threshold(std::vector<Ranked>& ranked, std::int64_t positives) {
  std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    return a.milli != b.milli ? a.milli > b.milli : a.right > b.right;
  });
  std::vector<std::int64_t> scores(ranked.size(), -1); // where a cut can be made
  std::int64_t right = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    right += ranked[i].right;
    if (i + 1 == ranked.size() || ranked[i + 1].milli != ranked[i].milli)
      scores[i] = 2'000'000 * right / (static_cast<std::int64_t>(i) + 1 + positives);
  }
  const std::int64_t enough =
      *std::max_element(scores.begin(), scores.end()) * nearly_best_percent / 100;
  const auto good = [&](std::int64_t score) { return score >= enough; };
  const auto first = std::find_if(scores.begin(), scores.end(), good) - scores.begin();
  const auto last = scores.rend() - std::find_if(scores.rbegin(), scores.rend(), good) - 1;
  const std::size_t below = std::min(static_cast<std::size_t>(last) + 1, ranked.size() - 1);
  const std::int32_t high = ranked[static_cast<std::size_t>(first)].milli;
  return high - (high - ranked[below].milli) / 2;
}

void fit_thresholds(Model& model, std::span<const Judged> texts) {
  std::vector<Ranked> all;
  std::vector<std::vector<Ranked>> by_category(model.size());
  std::vector<std::int64_t> positives(model.size(), 0);
  std::int64_t all_positives = 0;
  for (const Judged& text : texts)
    for (std::size_t c = 0; c < model.size(); ++c) {
      const bool right = has(text.labels, c);
      positives[c] += right;
      all_positives += right;
      by_category[c].push_back({text.milli[c], right});
      all.push_back({text.milli[c], right});
    }
  const std::int64_t common = best_threshold(all, all_positives);
  model.centre_milli = static_cast<std::int32_t>(common);
  model.threshold_milli.assign(model.size(), model.centre_milli);
  for (std::size_t c = 0; c < model.size(); ++c) {
    if (positives[c] == 0)
      continue;
    const std::int64_t own = best_threshold(by_category[c], positives[c]);
    model.threshold_milli[c] = static_cast<std::int32_t>(
        (own * positives[c] + common * trust_texts) / (positives[c] + trust_texts));
  }
}

void fit_doubt(Model& model, std::span<const Judged> texts) {
  std::vector<std::int32_t> right;
  for (const Judged& text : texts) {
    const auto best = std::max_element(text.milli.begin(), text.milli.end());
    if (has(text.labels, static_cast<std::size_t>(best - text.milli.begin())))
      right.push_back(trusted(*best, text.known_permille));
  }
  std::sort(right.begin(), right.end());
  if (!right.empty())
    model.doubt_milli = right[right.size() * doubt_percent / 100];
}

} // namespace

void calibrate(Model& model, std::span<const Judged> texts) {
  model.centre_milli = 0;
  model.threshold_milli.assign(model.size(), 0);
  if (texts.empty())
    return;
  if (model.task == Task::multi)
    fit_thresholds(model, texts);
  fit_temperature(model, texts);
  fit_doubt(model, texts);
}

std::size_t best_column(const Model& model, std::span<const std::int32_t> milli) {
  if (model.task == Task::single) // no thresholds
    return place_of_greatest(milli);
  std::size_t best = 0;
  for (std::size_t c = 1; c < milli.size(); ++c)
    if (levelled(model, milli, c) > levelled(model, milli, best))
      best = c;
  return best;
}

std::vector<std::size_t> columns_of(const Model& model, std::span<const std::int32_t> milli) {
  const std::size_t best = best_column(model, milli);
  std::vector<std::size_t> out{best};
  if (model.task == Task::single)
    return out;
  for (std::size_t c = 0; c < milli.size(); ++c)
    if (c != best && milli[c] >= model.threshold_milli[c])
      out.push_back(c);
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    return levelled(model, milli, a) > levelled(model, milli, b);
  });
  return out;
}

bool tells_something(const Model& model, std::span<const std::int32_t> milli) {
  if (model.task == Task::single)
    return true;
  for (std::size_t c = 0; c < milli.size(); ++c)
    if (milli[c] >= model.threshold_milli[c])
      return true;
  return false;
}

bool is_doubtful(const Model& model, std::span<const std::int32_t> milli,
                 std::int32_t known_permille) {
  return trusted(*std::max_element(milli.begin(), milli.end()), known_permille) <
             model.doubt_milli ||
         !tells_something(model, milli);
}

std::int32_t probability_ppm(const Model& model, std::span<const std::int32_t> milli,
                             std::size_t category) {
  if (model.task == Task::multi)
    return logistic_ppm((std::int64_t{levelled(model, milli, category)} - model.centre_milli) *
                        1000 / model.temperature_milli);
  // All exponents relative to the greatest margin, so that none overflows. The last one is 0.
  const std::int32_t greatest = greatest_of(milli);
  const auto exponent = [&, last = model.exponents.size() - 1](std::int32_t m) {
    return model.exponents[std::min(static_cast<std::size_t>(std::int64_t{greatest} - m), last)];
  };
  std::uint64_t sum = 0;
  for (const std::int32_t m : milli)
    sum += exponent(m);
  return static_cast<std::int32_t>(std::uint64_t{exponent(milli[category])} * 1'000'000 / sum);
}

} // namespace amends
