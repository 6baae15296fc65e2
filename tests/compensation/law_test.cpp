#include "compensation/law.hpp"

#include <iostream>
#include <map>

namespace amends::test {
namespace {

const Compensation& law(const std::string& jurisdiction) {
  static std::map<std::string, std::shared_ptr<const Compensation>> all;
  auto& entry = all[jurisdiction];
  if (!entry) {
    auto compiled = Compensation::compile(law_pack(jurisdiction), *HolidayTables::builtin());
    if (!compiled) throw std::runtime_error(compiled.error().where + ": " + compiled.error().message);
    entry = *compiled;
  }
  return *entry;
}

void expect_answers(const std::vector<Json>& scenarios) {
  std::size_t right = 0;
  for (const auto& scenario : scenarios) {
    const auto& id = scenario.find("id")->text;
    const auto answered = answer(law(scenario.find("jurisdiction")->text), scenario);
    const auto& expected = *scenario.find("expected");
    const bool equal = same(result_of(answered), expected);
    EXPECT_TRUE(equal) << id << "\n  expected " << print_json(expected) << "\n  answered "
                       << print_json(answered);
    right += equal ? 1 : 0;
    if (const auto* cited = scenario.find("law")) {
      const auto why = print_json(*answered.find("why"));
      std::istringstream ids(cited->text);
      for (std::string one; std::getline(ids >> std::ws, one, ';');)
        EXPECT_NE(why.find("\"" + one + "\""), std::string::npos) << id << " does not rest on " << one << ": " << why;
    }
  }
  std::cout << "law scenarios: " << right << "/" << scenarios.size() << "\n";
}

TEST(Law, AnswersTheSharedScenariosExactly) {
  const auto scenarios = shared_scenarios();
  if (!scenarios) GTEST_SKIP() << "no ../shared";
  ASSERT_EQ(scenarios->size(), 80U);
  expect_answers(*scenarios);
}

} // namespace
} // namespace amends::test
