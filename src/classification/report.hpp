// In: for each text what was answered and what is right. Out: a Report.
#pragma once

#include "amends/training.hpp"

#include <map>
#include <string>
#include <vector>

namespace amends {

// The answer to one text beside the right labels.
struct Verdict {
  std::vector<std::string> right;
  std::vector<std::string> given; // the first is primary
  bool abstained = false;
  std::string right_severity = {}; // empty: not known
  std::string given_severity = {};
};

[[nodiscard]] Report report_of(const std::vector<Verdict>& verdicts);

} // namespace amends
