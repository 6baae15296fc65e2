#include "compensation/law_scenarios.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

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

// docs/law.md lists every rule of the packs, and no rule that is not there.
TEST(Law, TheDocumentedRowsAreTheRules) {
  std::set<std::string> listed;
  std::istringstream doc(read_file(test::in_checkout("docs/law.md")).value_or(""));
  for (std::string line; std::getline(doc, line);)
    if (line.starts_with("| ") && line.find("left out") == std::string::npos && line[4] == '-')
      listed.insert(line.substr(2, line.find(' ', 2) - 2));
  std::set<std::string> rules;
  for (const auto& jurisdiction : jurisdictions()) {
    const Json pack = law_pack(jurisdiction);
    for (const auto& [id, rule] : pack.find("laws")->members.front().second.find("rules")->members)
      rules.insert(id);
  }
  EXPECT_EQ(listed, rules);
}

// docs/law.md names every rule whose start of validity was not found, and no other.
TEST(Law, TheRowsWithoutAConfirmedStartAreNamed) {
  const std::string doc = read_file(test::in_checkout("docs/law.md")).value_or("");
  const std::size_t begin = doc.find("confirmed start:");
  ASSERT_NE(begin, std::string::npos);
  std::istringstream words(doc.substr(begin, doc.find('.', begin) - begin));
  std::set<std::string> named;
  for (std::string word; words >> word;)
    if (word.front() == '`')
      named.insert(word.substr(1, word.find('`', 1) - 1));
  std::set<std::string> open;
  for (const auto& jurisdiction : jurisdictions()) {
    const Json pack = law_pack(jurisdiction);
    for (const auto& [id, rule] : pack.find("laws")->members.front().second.find("rules")->members)
      if (rule.find("valid_from") == nullptr)
        open.insert(id);
  }
  EXPECT_EQ(named, open);
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
    const auto scenarios = own_scenarios(jurisdiction);
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

// A condition turned round: what held does not, and a word is another.
std::string turned(const std::string& cell) {
  if (cell == "true")
    return "false";
  if (cell == "false")
    return "true";
  return "not(" + cell + ")";
}

// Calls `each(what, pack)` for every condition turned round, every answer taken away, and every
// length of a period, one longer.
template <class Each> void with_each_change(Json pack, Each each) {
  std::size_t n = 0;
  const auto change = [&](Json& place, Json other, const std::string& what) {
    if (n++ % mutant_step != 0)
      return;
    std::swap(place, other);
    each(what, pack);
    std::swap(place, other);
  };
  const std::string law_name = pack.find("laws")->members.front().first;
  for (auto& [step, spec] : pack.find("laws")->find(law_name)->find("steps")->members) {
    if (auto* period = spec.find("period"))
      if (auto* length = period->find("n"); length->is(Json::Kind::number))
        change(*length, Json::number(std::stoll(length->text) + 1), step + " period");
    auto* rows = spec.find("rows");
    for (std::size_t r = 0; rows && r < rows->items.size(); ++r)
      for (std::size_t c = 0; c < rows->items[r].items.size(); ++c) {
        auto& cell = rows->items[r].items[c];
        const bool condition = c < spec.find("when")->items.size();
        if (cell.is(Json::Kind::text) && cell.text != "-")
          change(cell, Json::string(condition ? turned(cell.text) : "-"),
                 step + " row " + std::to_string(r) + " cell " + std::to_string(c));
      }
  }
}

// Any condition turned round, any answer left out, any period longer by one makes one of our own
// scenarios fail, but for quality_freight: no result of `floor` shows it, it is money in a plan
// (LawInPlans.SendingADefectiveThingBackIsTheTradersCost).
TEST(Law, EveryCellIsNeeded) {
  std::size_t killed = 0;
  std::size_t all = 0;
  for (const auto& jurisdiction : jurisdictions()) {
    const auto scenarios = own_scenarios(jurisdiction);
    with_each_change(law_pack(jurisdiction), [&](const std::string& what, const Json& pack) {
      ++all;
      if (survives(pack, scenarios))
        std::cout << "survivor: " << jurisdiction << " " << what << "\n";
      else
        ++killed;
    });
  }
  std::cout << "law cells killed: " << killed << "/" << all << "\n";
  EXPECT_GE(killed * 100, all * 95);
}

// A rule or step that is taken out is missed at load or in an answer.
TEST(Law, EveryRuleAndStepIsNeeded) {
  std::size_t taken = 0;
  for (const auto& jurisdiction : jurisdictions()) {
    const auto pack = law_pack(jurisdiction);
    const auto law_name = pack.find("laws")->members.front().first;
    const auto scenarios = own_scenarios(jurisdiction);
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

TEST(FloorInput, MoneyIsWholeAndNeverBelowZero) {
  for (const std::string amount : {"-1", "60001.5", "-100000000000000000000", "1e20"}) {
    const auto answered = law("CN").floor(
        std::nullopt, {{"outbound_freight_fen", Value(Decimal::parse(amount).value())}});
    ASSERT_FALSE(answered) << amount;
    EXPECT_EQ(answered.error().where, "/facts/outbound_freight_fen");
    EXPECT_NE(answered.error().message.find("whole number of fen"), std::string::npos)
        << answered.error().message;
  }
  EXPECT_TRUE(law("CN").floor(std::nullopt, {{"outbound_freight_fen", Value(Decimal(0))}}));
}

} // namespace
} // namespace amends::test
