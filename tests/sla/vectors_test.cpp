// The facts' vectors, answered as `amends worktime` answers them.
#include "amends/worktime.hpp"
#include "places.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace amends {
namespace {

const std::filesystem::path facts = test::in_checkout("../shared/facts");

Json read_facts(const std::string& name) {
  std::ifstream in(facts / name);
  std::stringstream text;
  text << in.rdbuf();
  auto json = parse_json(text.str(), {.bytes = 1U << 24U, .depth = 32});
  EXPECT_TRUE(json) << (json ? "" : json.error().message);
  return json ? *json : Json();
}

// What the vector asks, without what only the fact file carries.
Json question_of(const Json& vector) {
  Json question = Json::object();
  for (const auto& [name, value] : vector.members)
    if (name != "source" && name != "note" && !name.starts_with("expected") &&
        name != "peers_disagree" && name != "amends" && name != "instantiated" &&
        name != "boundary")
      question.set(name, value);
  return question;
}

std::string text_of(const Json* json) { return json == nullptr ? "(nothing)" : print_json(*json); }

// Instants compare as instants: the facts write them with any offset.
bool same(const Json& got, const Json& expected) {
  if (got == expected)
    return true;
  if (!got.is(Json::Kind::text) || !expected.is(Json::Kind::text))
    return false;
  const auto a = parse_instant(got.text);
  const auto b = parse_instant(expected.text);
  return a && b && *a == *b;
}

// One vector; `expected` under the names the facts use.
void check(const Json& vector) {
  SCOPED_TRACE(text_of(vector.find("source")));
  const auto answer =
      answer_worktime(question_of(vector), *HolidayTables::builtin(), nullptr, false);
  ASSERT_TRUE(answer) << answer.error().message << " at " << answer.error().where;
  const Json* result = answer->find("result");
  ASSERT_NE(result, nullptr);
  int compared = 0;
  const auto compare = [&](const Json* expected, const Json* got) {
    if (expected == nullptr)
      return;
    ++compared;
    ASSERT_NE(got, nullptr);
    EXPECT_TRUE(same(*got, *expected)) << text_of(got) << " instead of " << text_of(expected);
  };
  // Where peers disagree `amends` holds the right answer in the form of what it replaces.
  if (const Json* right = vector.find("amends")) {
    const bool sla = vector.find("expected_due") != nullptr;
    compare(right, sla ? result->find("due") : result);
  } else {
    compare(vector.find("expected"), result);
    compare(vector.find("expected_due"), result->find("due"));
    compare(vector.find("expected_elapsed"), result->find("elapsed"));
  }
  EXPECT_GT(compared, 0);
}

void check_file(const std::string& name, std::size_t at_least) {
  if (!std::filesystem::exists(facts / name))
    GTEST_SKIP() << "no ../shared";
  const Json file = read_facts(name);
  std::size_t count = 0;
  for (const std::string_view section : {"vectors", "sla_vectors", "divergences"})
    if (const Json* list = file.find(section))
      for (const Json& vector : list->items) {
        check(vector);
        ++count;
      }
  EXPECT_GE(count, at_least);
}

TEST(Vectors, PeersBusinessTime) { check_file("business_time_vectors.json", 173); }
TEST(Vectors, CalendarEdgeCases) { check_file("calendar_edge_cases.json", 68); }

} // namespace
} // namespace amends
