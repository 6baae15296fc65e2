#include "amends/training.hpp"
#include "classification/compiled.hpp"
#include "classification/dataset.hpp"
#include "classification/random.hpp"
#include "classification/report.hpp"

#include <algorithm>
#include <map>

namespace amends {
namespace {

Result<std::vector<Verdict>> verdicts_of(const Classifier& classifier,
                                         std::span<const TrainRow> rows) {
  if (const Classifier::Compiled& compiled = classifier.compiled(); compiled.has_policy)
    AMENDS_CHECK(check_severities(rows, compiled.taxonomy.severities));
  std::vector<Verdict> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto found = classifier.classify(rows[i].text, {});
    if (!found)
      return std::move(found).error().inside(place_of(rows[i], i) + "/text");
    Verdict one{rows[i].labels, {}, found->abstained, {}, found->severity};
    if (!one.given_severity.empty()) // a model alone gives none
      one.right_severity = rows[i].severity;
    for (const Label& label : found->labels)
      one.given.push_back(label.category);
    out.push_back(std::move(one));
  }
  return out;
}

// Verdicts with numbers for labels, quick to count again and again.
struct NumberedVerdict {
  std::vector<std::size_t> right;
  std::vector<std::size_t> given;
};

class NumberedLabels {
public:
  std::vector<NumberedVerdict> of(const std::vector<Verdict>& verdicts) {
    std::vector<NumberedVerdict> out;
    for (const Verdict& one : verdicts)
      out.push_back({of(one.right), of(one.given)});
    return out;
  }
  [[nodiscard]] std::size_t size() const { return numbers_.size(); }

private:
  std::vector<std::size_t> of(const std::vector<std::string>& labels) {
    std::vector<std::size_t> out;
    for (const std::string& label : labels)
      out.push_back(numbers_.try_emplace(label, numbers_.size()).first->second);
    return out;
  }
  std::map<std::string, std::size_t> numbers_;
};

// Over the categories that occur among the picked texts, in parts per million.
std::int64_t macro_f1(const std::vector<NumberedVerdict>& verdicts,
                      std::span<const std::size_t> picks, std::size_t labels) {
  struct Count {
    std::int64_t right = 0;
    std::int64_t given = 0;
    std::int64_t gold = 0;
  };
  std::vector<Count> counts(labels);
  for (const std::size_t pick : picks) {
    const NumberedVerdict& one = verdicts[pick];
    for (const std::size_t label : one.right)
      ++counts[label].gold;
    for (const std::size_t label : one.given) {
      ++counts[label].given;
      counts[label].right +=
          std::find(one.right.begin(), one.right.end(), label) != one.right.end();
    }
  }
  std::int64_t sum = 0;
  std::int64_t occurring = 0;
  for (const Count& count : counts) {
    if (count.gold == 0)
      continue;
    ++occurring;
    sum += 2'000'000 * count.right / (count.given + count.gold);
  }
  return occurring == 0 ? 0 : sum / occurring;
}

} // namespace

Result<Report> evaluate(const Classifier& classifier, std::span<const TrainRow> rows) {
  AMENDS_TRY_ASSIGN(const auto verdicts, verdicts_of(classifier, rows));
  return report_of(verdicts);
}

Result<Comparison> compare(const Classifier& before, const Classifier& after,
                           std::span<const TrainRow> rows, std::int64_t seed) {
  if (rows.empty())
    return Error{Code::arg, "a comparison needs rows that neither model was trained on", ""};
  AMENDS_TRY_ASSIGN(const auto old_verdicts, verdicts_of(before, rows));
  AMENDS_TRY_ASSIGN(const auto new_verdicts, verdicts_of(after, rows));
  Comparison out;
  out.before = report_of(old_verdicts);
  out.after = report_of(new_verdicts);
  NumberedLabels labels;
  const auto old_numbers = labels.of(old_verdicts);
  const auto new_numbers = labels.of(new_verdicts);
  constexpr int resamples = 1000;
  int worse = 0;
  Random random(static_cast<std::uint64_t>(seed));
  std::vector<std::size_t> picks(rows.size());
  for (int i = 0; i < resamples; ++i) {
    for (std::size_t& pick : picks)
      pick = random.below(rows.size());
    worse +=
        macro_f1(new_numbers, picks, labels.size()) < macro_f1(old_numbers, picks, labels.size());
  }
  out.worse_ppm = worse * (1'000'000 / resamples);
  out.accepted = out.after.macro_f1_ppm >= out.before.macro_f1_ppm && out.worse_ppm <= 500'000 &&
                 out.after.severity_ppm >= out.before.severity_ppm;
  return out;
}

} // namespace amends
