// Measures a policy's classifier on labelled texts: JSON Lines of {"text", "labels", "severity",
// "tags"}. Only `text` is shown to the classifier.
//   classification_labelled PACK.json [PACK.json...] -- LABELLED.jsonl [--confusions]
#include "amends/classification.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

namespace {

using amends::Json;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Json parse(const std::string& text) { return amends::parse_json(text, {16U << 20U, 64}).value(); }

std::vector<std::string> texts_of(const Json* list) {
  std::vector<std::string> out;
  if (list != nullptr)
    for (const Json& item : list->items)
      out.push_back(item.text);
  return out;
}

struct Count {
  int right = 0, given = 0, gold = 0;
  double f1() const { return given + gold == 0 ? 0 : 2.0 * right / (given + gold); }
};

struct Tally {
  int texts = 0, top = 0, exact = 0, severity = 0;
  Count all;
  std::map<std::string, Count> by_label;
  std::vector<std::pair<int, bool>> ranked; // score, right

  void add(const std::vector<std::string>& gold, const std::string& gold_severity,
           const amends::Classification& found) {
    ++texts;
    const std::set<std::string> want(gold.begin(), gold.end());
    std::set<std::string> got;
    for (const auto& label : found.labels)
      got.insert(label.category);
    const bool hit = want.contains(found.labels.front().category);
    top += hit;
    exact += want == got;
    severity += gold_severity == found.severity;
    ranked.emplace_back(found.labels.front().score_ppm - (found.abstained ? 1'000'000 : 0), hit);
    for (const auto& label : want)
      ++all.gold, ++by_label[label].gold;
    for (const auto& label : got) {
      const int right = want.contains(label);
      ++all.given, ++by_label[label].given;
      all.right += right, by_label[label].right += right;
    }
  }

  void print(const char* name) {
    if (texts == 0)
      return;
    double macro = 0;
    int classes = 0;
    for (const auto& [label, count] : by_label)
      if (count.gold >= 5)
        macro += count.f1(), ++classes;
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    const auto covered = ranked.size() * 6 / 10;
    const auto good = std::count_if(ranked.begin(), ranked.begin() + static_cast<long>(covered),
                                    [](const auto& one) { return one.second; });
    std::printf(
        "%-14s n=%d top1=%.3f top1@60%%=%.3f micro=%.3f macro5=%.3f exact=%.3f severity=%.3f\n",
        name, texts, double(top) / texts, double(good) / double(std::max<std::size_t>(1, covered)),
        all.f1(), classes ? macro / classes : 0, double(exact) / texts, double(severity) / texts);
  }
};

} // namespace

int main(int argc, char** argv) {
  Json policy = Json::object();
  int i = 1;
  for (; i < argc && std::string(argv[i]) != "--"; ++i)
    for (auto& [key, value] : parse(read_file(argv[i])).members)
      policy.set(key, value);
  const std::string path = i + 1 < argc ? argv[i + 1] : "";
  const bool confusions = i + 2 < argc;
  auto classifier = amends::Classifier::compile(policy);
  if (!classifier) {
    std::cerr << classifier.error().message << " at " << classifier.error().where << "\n";
    return 2;
  }
  std::map<std::string, Tally> tallies;
  std::map<std::pair<std::string, std::string>, int> confused, severities;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const Json row = parse(line);
    const auto gold = texts_of(row.find("labels"));
    const std::string severity = row.find("severity")->text;
    const auto found = (*classifier)->classify(row.find("text")->text, {}).value();
    tallies["all"].add(gold, severity, found);
    for (const auto& tag : texts_of(row.find("tags")))
      tallies[tag].add(gold, severity, found);
    if (std::find(gold.begin(), gold.end(), found.labels.front().category) == gold.end())
      ++confused[{gold.front(), found.labels.front().category}];
    ++severities[{severity, found.severity}];
  }
  for (auto& [name, tally] : tallies)
    tally.print(name.c_str());
  if (!confusions)
    return 0;
  for (const auto& [label, count] : tallies["all"].by_label)
    std::printf("%-28s gold=%3d given=%3d precision=%.2f recall=%.2f f1=%.2f\n", label.c_str(),
                count.gold, count.given, count.given ? double(count.right) / count.given : 0,
                count.gold ? double(count.right) / count.gold : 0, count.f1());
  for (const auto& [pair, n] : confused)
    if (n >= 2)
      std::printf("  %s taken for %s: %d\n", pair.first.c_str(), pair.second.c_str(), n);
  for (const auto& [pair, n] : severities)
    std::printf("  severity %s answered %s: %d\n", pair.first.c_str(), pair.second.c_str(), n);
}
