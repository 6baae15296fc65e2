// Real complaints, labelled by hand (not part of the project).
#include "helpers.hpp"
#include "places.hpp"

namespace amends {
namespace {

TEST(Labelled, top_label_is_in_the_gold_set) {
  std::ifstream in(test::in_checkout("../shared/data/labelled_zh_dev.jsonl"));
  if (!in)
    GTEST_SKIP() << "no ../shared";
  int texts = 0;
  int right = 0;
  for (std::string line; std::getline(in, line);) {
    const Json row = json(line);
    std::vector<std::string> gold;
    for (const Json& label : row.find("labels")->items)
      gold.push_back(label.text);
    ++texts;
    right += has(gold, labels(builtin(), row.find("text")->text).front());
  }
  ASSERT_GT(texts, 400);
  RecordProperty("right_permille", right * 1000 / texts);
  EXPECT_GE(right * 100, texts * 74) << right << " of " << texts;
}

} // namespace
} // namespace amends
