// Trains on the fixed splits of ../shared/data and asks on their test texts: figures a line for
// run.py, {"name","value","unit"}. One thread; texts a second are the best of the rounds, in turns
// with the yardstick, and include normalising raw UTF-8.
#include "amends/training.hpp"

#include "classification_limit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace {

using amends::Json;
using amends::TrainRow;

const std::string splits = AMENDS_SOURCE_DIR "/../shared/data/splits/";

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::vector<TrainRow> read_rows(const std::string& name) {
  std::vector<TrainRow> out;
  std::ifstream in(splits + name);
  for (std::string line; std::getline(in, line);) {
    const Json json = amends::parse_json(line, {1U << 20U, 8}).value();
    const Json* label = json.find("label");
    out.push_back({json.find("text")->text, {label != nullptr ? label->text : ""}});
  }
  return out;
}

// The sentiment of the same texts lies beside them, a label a line.
std::vector<TrainRow> with_labels(std::vector<TrainRow> rows, const std::string& name) {
  std::ifstream in(splits + name);
  for (TrainRow& row : rows)
    std::getline(in, row.labels.front());
  return rows;
}

void print(const std::string& name, double value, const char* unit) {
  std::printf("{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\"}\n", name.c_str(), value, unit);
}

constexpr int rounds = 7;

// The best of the rounds.
class Speed {
public:
  template <class Work> void round(std::size_t texts, Work&& work) {
    const double before = cpu_seconds();
    work();
    best_ = std::max(best_, static_cast<double>(texts) / (cpu_seconds() - before));
  }
  [[nodiscard]] double texts_per_second() const { return best_; }

private:
  double best_ = 0;
};

using Answers = std::vector<amends::Labeller::Answer>;

void ask(amends::Labeller& labeller, const std::vector<TrainRow>& rows, Answers& answers) {
  answers.clear();
  for (const TrainRow& row : rows)
    answers.push_back(labeller.label(row.text).value());
}

TextLimit limit_of(const std::vector<TrainRow>& rows, std::size_t classes,
                   const amends::TrainOptions& options, std::size_t features) {
  std::vector<std::string_view> texts;
  for (const TrainRow& row : rows)
    texts.emplace_back(row.text);
  return {texts, classes, static_cast<std::size_t>(options.most_characters), features};
}

double macro_f1(const Answers& answers, const std::vector<TrainRow>& rows,
                const std::vector<std::string>& names) {
  std::map<std::string, std::array<double, 3>> counts; // right, given, gold
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string& given = names[answers[i].category];
    const std::string& gold = rows[i].labels.front();
    counts[gold][0] += given == gold;
    ++counts[given][1];
    ++counts[gold][2];
  }
  double sum = 0;
  double classes = 0;
  for (const auto& [name, count] : counts)
    if (count[2] > 0) {
      sum += 2 * count[0] / (count[1] + count[2]);
      ++classes;
    }
  return sum / classes;
}

// Ten bins of equal width; the gap between how sure and how right, weighted by texts.
double calibration_error(const Answers& answers, const std::vector<TrainRow>& rows,
                         const std::vector<std::string>& names) {
  std::array<std::array<double, 3>, 10> bins{}; // texts, right, score
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double score = answers[i].score_ppm / 1e6;
    auto& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(score * 10))];
    ++bin[0];
    bin[1] += names[answers[i].category] == rows[i].labels.front();
    bin[2] += score;
  }
  double sum = 0;
  for (const auto& bin : bins)
    sum += std::abs(bin[1] - bin[2]);
  return sum / static_cast<double>(rows.size());
}

// How often a text in scope passes by more than one out of scope.
double area_under_curve(const Answers& in, const Answers& out) {
  double wins = 0;
  for (const auto& a : in)
    for (const auto& b : out)
      wins += a.margin_milli > b.margin_milli ? 1 : a.margin_milli == b.margin_milli ? 0.5 : 0;
  return wins / static_cast<double>(in.size()) / static_cast<double>(out.size());
}

void measure(const std::string& name, const std::vector<TrainRow>& train_rows,
             const std::vector<TrainRow>& test_rows, const amends::TrainOptions& options) {
  const double before = cpu_seconds();
  const auto trained = amends::train(train_rows, options).value();
  print(name + "_train", cpu_seconds() - before, "s");
  print(name + "_model", static_cast<double>(trained.model.size()), "bytes");
  const auto classifier = amends::Classifier::load(trained.model).value();
  auto labeller = amends::Labeller::make(classifier).value();
  TextLimit limit = limit_of(train_rows, classifier->categories().size(), options,
                             static_cast<std::size_t>(trained.figures.features));
  Answers answers;
  Speed ours;
  Speed least;
  std::size_t seen = 0;
  for (int round = 0; round < rounds; ++round) {
    ours.round(test_rows.size(), [&] { ask(labeller, test_rows, answers); });
    least.round(test_rows.size(), [&] {
      for (const TrainRow& row : test_rows)
        seen += limit.best_class(row.text);
    });
  }
  const auto names = classifier->categories();
  print(name + "_macro_f1", 100 * macro_f1(answers, test_rows, names), "%");
  print(name + "_texts", ours.texts_per_second(), "texts/s");
  // Printed on a condition that always holds, so that the work is not left out.
  if (seen != 0)
    print(name + "_limit", least.texts_per_second(), "texts/s");
  print(name + "_calibration_error", 100 * calibration_error(answers, test_rows, names), "%");
  if (name == "clinc150") {
    Answers outside;
    ask(labeller, read_rows("clinc150.oos_test.jsonl"), outside);
    print(name + "_out_of_scope_auroc", 100 * area_under_curve(answers, outside), "%");
  }
}

} // namespace

int main() {
  if (!std::ifstream(splits + "banking77.train.jsonl")) {
    std::fputs("no ../shared: its rows are absent\n", stderr);
    return 1;
  }
  for (const char* name : {"banking77", "clinc150", "bitext", "zh10cat"}) {
    const std::string task = name;
    measure(task, read_rows(task + ".train.jsonl"), read_rows(task + ".test.jsonl"), {});
  }
  amends::TrainOptions options;
  options.most_characters = 3;
  options.cost = 0.2;
  measure("zhsent", with_labels(read_rows("zh10cat.train.jsonl"), "zhsent.train.labels"),
          with_labels(read_rows("zh10cat.test.jsonl"), "zhsent.test.labels"), options);
}
