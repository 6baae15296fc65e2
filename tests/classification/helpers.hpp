// What the tests of this room share: the built-in taxonomy, and short ways to ask.
#pragma once

#include "amends/classification.hpp"
#include "places.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace amends {

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline Json json(const std::string& text) { return parse_json(text, {16U << 20U, 32}).value(); }

inline const Classifier& builtin() {
  static const auto classifier = Classifier::compile(
      json(read_file(test::in_checkout("src/policy/packs/base.categories.json"))));
  return **classifier;
}

inline std::shared_ptr<const Classifier> compile(const std::string& policy) {
  auto out = Classifier::compile(json(policy));
  if (!out) {
    ADD_FAILURE() << out.error().message << " at " << out.error().where;
    return nullptr;
  }
  return *out;
}

inline std::vector<std::string> labels(const Classification& found) {
  std::vector<std::string> out;
  for (const Label& label : found.labels)
    out.push_back(label.category);
  return out;
}

inline std::vector<std::string> labels(const Classifier& classifier, std::string_view text) {
  return labels(classifier.classify(text, {}).value());
}

inline bool has(const std::vector<std::string>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

} // namespace amends
