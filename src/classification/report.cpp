#include "classification/report.hpp"

#include <algorithm>

namespace amends {
namespace {

struct Count {
  std::int64_t right = 0;
  std::int64_t given = 0;
  std::int64_t gold = 0;
};

std::int32_t share_ppm(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<std::int32_t>(part * 1'000'000 / whole);
}

bool has(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

} // namespace

Report report_of(const std::vector<Verdict>& verdicts) {
  std::map<std::string, Count> counts;
  Count all;
  std::int64_t top = 0;
  std::int64_t exact = 0;
  std::int64_t abstained = 0;
  std::int64_t graded = 0;
  std::int64_t same_severity = 0;
  for (const Verdict& one : verdicts) {
    std::int64_t right = 0;
    for (const std::string& label : one.right)
      ++counts[label].gold;
    for (const std::string& label : one.given) {
      const bool good = has(one.right, label);
      ++counts[label].given;
      counts[label].right += good;
      right += good;
    }
    all.right += right;
    all.given += static_cast<std::int64_t>(one.given.size());
    all.gold += static_cast<std::int64_t>(one.right.size());
    top += !one.given.empty() && has(one.right, one.given.front());
    exact += right == static_cast<std::int64_t>(one.right.size()) &&
             one.given.size() == one.right.size();
    abstained += one.abstained;
    graded += !one.right_severity.empty();
    same_severity += !one.right_severity.empty() && one.right_severity == one.given_severity;
  }
  Report out;
  out.texts = static_cast<std::int64_t>(verdicts.size());
  out.top_ppm = share_ppm(top, out.texts);
  out.exact_ppm = share_ppm(exact, out.texts);
  out.abstained_ppm = share_ppm(abstained, out.texts);
  if (graded > 0)
    out.severity_ppm = share_ppm(same_severity, graded);
  out.micro_f1_ppm = share_ppm(2 * all.right, all.given + all.gold);
  std::int64_t sum = 0;
  std::int64_t occurring = 0;
  for (const auto& [category, count] : counts) {
    const std::int32_t f1 = share_ppm(2 * count.right, count.given + count.gold);
    out.categories.push_back({category, count.gold, share_ppm(count.right, count.given),
                              share_ppm(count.right, count.gold), f1});
    if (count.gold > 0) {
      sum += f1;
      ++occurring;
    }
  }
  out.macro_f1_ppm = occurring == 0 ? 0 : static_cast<std::int32_t>(sum / occurring);
  return out;
}

} // namespace amends
