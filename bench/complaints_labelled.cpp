// The built-in classifier on complaints labelled by hand (../shared/data), as figures a line for
// run.py; only `text` is shown to it. With an argument: every category's figures, in words.
//   bench_complaints_labelled [LABELLED.jsonl]
#include "amends/policy.hpp"
#include "amends/training.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

using amends::Json;

struct Row {
  amends::TrainRow given;
  std::string severity;
  std::set<std::string> tags;
};

std::vector<Row> read_rows(const std::string& path) {
  std::vector<Row> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const Json json = amends::parse_json(line, {1U << 20U, 8}).value();
    Row row{amends::read_train_row(json).value(), json.find("severity")->text, {}};
    for (const Json& tag : json.find("tags")->items)
      row.tags.insert(tag.text);
    out.push_back(std::move(row));
  }
  return out;
}

struct Count {
  int right = 0, given = 0, gold = 0;
  [[nodiscard]] double f1() const { return given + gold == 0 ? 0 : 2.0 * right / (given + gold); }
};

// What one classifier makes of some rows.
class Tally {
public:
  void add(const Row& row, const amends::Classification& found) {
    const std::set<std::string> want(row.given.labels.begin(), row.given.labels.end());
    const bool hit = want.contains(found.labels.front().category);
    ++texts_;
    top_ += hit;
    severity_ += row.severity == found.severity;
    ranked_.emplace_back(found.labels.front().score_ppm, hit);
    for (const auto& label : want) {
      ++all_.gold;
      ++by_label_[label].gold;
    }
    for (const auto& label : found.labels) {
      const int right = want.contains(label.category);
      ++all_.given;
      ++by_label_[label.category].given;
      all_.right += right;
      by_label_[label.category].right += right;
    }
  }
  [[nodiscard]] double top() const { return double(top_) / texts_; }
  [[nodiscard]] double severity() const { return double(severity_) / texts_; }
  [[nodiscard]] double micro() const { return all_.f1(); }
  // Over categories of five texts and more.
  [[nodiscard]] double macro() const {
    double sum = 0;
    int categories = 0;
    for (const auto& [label, count] : by_label_)
      if (count.gold >= 5) {
        sum += count.f1();
        ++categories;
      }
    return categories == 0 ? 0 : sum / categories;
  }
  [[nodiscard]] double recall(const std::string& label) const {
    const Count& count = by_label_.at(label);
    return double(count.right) / count.gold;
  }
  // Of the surest 60 in a hundred.
  [[nodiscard]] double covered_top() const {
    auto ranked = ranked_;
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    ranked.resize(ranked.size() * 6 / 10);
    const auto right =
        std::count_if(ranked.begin(), ranked.end(), [](const auto& one) { return one.second; });
    return double(right) / double(ranked.size());
  }
  void print_categories() const {
    for (const auto& [label, count] : by_label_)
      std::printf("%-28s gold %3d given %3d right %3d F1 %.2f\n", label.c_str(), count.gold,
                  count.given, count.right, count.f1());
  }

private:
  int texts_ = 0, top_ = 0, severity_ = 0;
  Count all_;
  std::map<std::string, Count> by_label_;
  std::vector<std::pair<int, bool>> ranked_;
};

void print(const char* name, double share) {
  std::printf("{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%%\"}\n", name, 100 * share);
}

void print_built_in(const amends::Classifier& classifier, const std::vector<Row>& rows) {
  Tally all, random, denials;
  for (const Row& row : rows) {
    const auto found = classifier.classify(row.given.text, {}).value();
    all.add(row, found);
    if (row.tags.contains("random"))
      random.add(row, found);
    if (row.tags.contains("negation"))
      denials.add(row, found);
  }
  print("top", all.top());
  print("top_of_60", all.covered_top());
  print("micro_f1", all.micro());
  print("macro_f1", all.macro());
  print("safety_recall", all.recall("product.safety"));
  print("counterfeit_recall", all.recall("product.counterfeit"));
  print("severity", all.severity());
  print("negation_micro_f1", denials.micro());
  print("random_top", random.top());
}

// As a shop would: trained on four fifths of the rows, asked about the fifth, five times.
void print_trained(const amends::Classifier& classifier, const std::vector<Row>& rows) {
  Tally tally;
  constexpr std::size_t parts = 5;
  for (std::size_t part = 0; part < parts; ++part) {
    std::vector<amends::TrainRow> shown;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (i % parts != part)
        shown.push_back(rows[i].given);
    const auto trained = amends::train(shown, {}, &classifier).value();
    const auto own = classifier.with_model(trained.model).value();
    for (std::size_t i = part; i < rows.size(); i += parts)
      tally.add(rows[i], own->classify(rows[i].given.text, {}).value());
  }
  print("trained_top", tally.top());
  print("trained_micro_f1", tally.micro());
}

} // namespace

int main(int argc, char** argv) {
  const bool in_words = argc > 1;
  const auto rows =
      read_rows(in_words ? argv[1] : AMENDS_SOURCE_DIR "/../shared/data/labelled_zh_dev.jsonl");
  if (rows.empty()) {
    std::fputs("no labelled texts: the rows are absent\n", stderr);
    return 1;
  }
  const auto policy = amends::Policy::builtin("base").value();
  const amends::Classifier& classifier = policy->classifier();
  if (in_words) {
    Tally all;
    for (const Row& row : rows)
      all.add(row, classifier.classify(row.given.text, {}).value());
    all.print_categories();
  }
  print_built_in(classifier, rows);
  print_trained(classifier, rows);
}
