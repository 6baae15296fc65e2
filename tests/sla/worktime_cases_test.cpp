// Questions answered by a slow second implementation (naive_worktime.py), asked of ours.
#include "amends/worktime.hpp"
#include "places.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace amends {
namespace {

Json answer_of(const Json& calendar, const Json& ask) {
  Json question = calendar;
  for (const auto& [name, value] : ask.members)
    question.set(name, value);
  auto answer = answer_worktime(question, *HolidayTables::builtin(), nullptr, false);
  if (answer)
    return *answer;
  return Json::object({{"error", Json::string(std::string(code_name(answer.error().code)))}});
}

TEST(WorktimeCases, EqualTheNaiveAnswers) {
  std::ifstream file(test::in_checkout("tests/sla/worktime_cases.txt"));
  ASSERT_TRUE(file);
  Json calendar;
  int asked = 0;
  for (std::string text; std::getline(file, text);) {
    const auto line = parse_json(text);
    ASSERT_TRUE(line) << text;
    if (const Json* next = line->find("calendar")) {
      calendar = *next;
      continue;
    }
    ++asked;
    EXPECT_EQ(print_json(answer_of(calendar, *line->find("ask"))),
              print_json(*line->find("answer")))
        << print_json(calendar) << "\n"
        << text;
  }
  EXPECT_GT(asked, 1000);
}

} // namespace
} // namespace amends
