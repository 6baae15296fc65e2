#include "compensation/law_scenarios.hpp"

#include <algorithm>
#include <iostream>
#include <map>

namespace amends::test {
namespace {

const Compensation& law(const std::string& jurisdiction) {
  static std::map<std::string, std::shared_ptr<const Compensation>> all;
  auto& entry = all[jurisdiction];
  if (!entry) {
    auto compiled = Compensation::compile(law_pack(jurisdiction), *HolidayTables::builtin());
    if (!compiled)
      throw std::runtime_error(compiled.error().where + ": " + compiled.error().message);
    entry = *compiled;
  }
  return *entry;
}

// The first rule that a scenario says its answer rests on and the answer does not.
std::string not_cited(const Json& answered, const Json& scenario) {
  const auto* cited = scenario.find("law");
  if (!cited)
    return "";
  const auto text = print_json(answered);
  std::istringstream ids(cited->text);
  for (std::string one; std::getline(ids >> std::ws, one, ';');)
    if (text.find("\"" + one + "\"") == std::string::npos)
      return one;
  return "";
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
    EXPECT_EQ(not_cited(answered, scenario), "") << id << print_json(answered);
  }
  std::cout << "law scenarios: " << right << "/" << scenarios.size() << "\n";
}

TEST(Law, AnswersTheSharedScenariosExactly) {
  const auto scenarios = shared_scenarios();
  if (!scenarios)
    GTEST_SKIP() << "no ../shared";
  ASSERT_EQ(scenarios->size(), 80U);
  expect_answers(*scenarios);
}

TEST(Law, AnswersItsOwnScenariosExactly) { expect_answers(own_scenarios()); }

// Sanitizers make compiling a pack ten times slower; there every eighth mutant is enough.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t mutant_step = 8;
#else
constexpr std::size_t mutant_step = 1;
#endif

// Calls `each(what, pack)` for the pack without one row of one table, for every row.
template <class Each> void without_each_row(Json pack, Each each) {
  std::size_t row = 0;
  const std::string law_name = pack.find("laws")->members.front().first;
  for (auto& [step, spec] : pack.find("laws")->find(law_name)->find("steps")->members) {
    auto* rows = spec.find("rows");
    for (std::size_t r = 0; rows && r < rows->items.size(); ++r) {
      if (row++ % mutant_step != 0)
        continue;
      const auto place = rows->items.begin() + static_cast<std::ptrdiff_t>(r);
      const Json taken = *place;
      rows->items.erase(place);
      each(step + " row " + std::to_string(r), pack);
      rows->items.insert(rows->items.begin() + static_cast<std::ptrdiff_t>(r), taken);
    }
  }
}

bool survives(const Json& pack, const std::vector<Json>& scenarios) {
  const auto compiled = Compensation::compile(pack, *HolidayTables::builtin());
  if (!compiled)
    return false;
  return std::all_of(scenarios.begin(), scenarios.end(), [&](const Json& scenario) {
    const auto answered = answer(**compiled, scenario);
    return same(result_of(answered), *scenario.find("expected")) &&
           not_cited(answered, scenario).empty();
  });
}

// Deleting any row of any law makes one of our own scenarios fail.
TEST(Law, EveryRowIsNeeded) {
  std::size_t killed = 0;
  std::size_t all = 0;
  for (const auto& jurisdiction : jurisdictions()) {
    std::vector<Json> scenarios;
    for (const auto& scenario : own_scenarios())
      if (scenario.find("jurisdiction")->text == jurisdiction)
        scenarios.push_back(scenario);
    ASSERT_TRUE(survives(law_pack(jurisdiction), scenarios)) << jurisdiction;
    without_each_row(law_pack(jurisdiction), [&](const std::string& what, const Json& pack) {
      ++all;
      if (survives(pack, scenarios))
        std::cout << "survivor: " << jurisdiction << " " << what << "\n";
      else
        ++killed;
    });
  }
  std::cout << "law rows killed: " << killed << "/" << all << "\n";
  EXPECT_GE(killed * 100, all * 95);
}

// A rule or step that is taken out is missed at load or in an answer.
TEST(Law, EveryRuleAndStepIsNeeded) {
  std::size_t taken = 0;
  for (const auto& jurisdiction : jurisdictions()) {
    const auto pack = law_pack(jurisdiction);
    const auto law_name = pack.find("laws")->members.front().first;
    std::vector<Json> scenarios;
    for (const auto& scenario : own_scenarios())
      if (scenario.find("jurisdiction")->text == jurisdiction)
        scenarios.push_back(scenario);
    ASSERT_TRUE(survives(pack, scenarios)) << jurisdiction;
    for (const auto* section : {"rules", "steps"})
      for (const auto& [name, spec] : pack.find("laws")->find(law_name)->find(section)->members) {
        if (taken++ % mutant_step != 0)
          continue;
        Json without = pack;
        without.find("laws")->find(law_name)->find(section)->remove(name);
        EXPECT_FALSE(survives(without, scenarios)) << jurisdiction << " " << section << " " << name;
      }
  }
}

} // namespace
} // namespace amends::test
