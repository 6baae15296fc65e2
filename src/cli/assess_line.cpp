#include "assess_line.hpp"

#include "complain.hpp"

#include <algorithm>
#include <array>

namespace amends::cli {
namespace {

struct FactsLine {
  Json id; // any: it only comes back
  std::optional<Instant> at;
  Json facts;
  Json x;
};
BOOST_DESCRIBE_STRUCT(FactsLine, (), (id, at, facts, x))

Result<FactsLine> read_facts_line(const Json& json) {
  AMENDS_TRY_ASSIGN(FactsLine line, decode<FactsLine>(json));
  if (!line.facts.is(Json::Kind::object))
    return Error{Code::parse, "\"facts\" is an object: an order and findings, or facts by name",
                 "/facts"};
  return line;
}

template <class T> Result<T> read_part(const Json& json, Texts& texts, const std::string& where) {
  auto part = decode<T>(json, {.texts = &texts});
  if (!part)
    return std::move(part).error().inside(where);
  return part;
}

bool is_fact(std::string_view name) {
  const auto named = [&](const FactInfo& fact) { return fact.name == name; };
  return name.starts_with("x.") || std::any_of(order_facts().begin(), order_facts().end(), named) ||
         std::any_of(case_facts().begin(), case_facts().end(), named);
}

Error no_such_fact(std::string_view name) {
  std::vector<std::string_view> names{"order", "customer", "about"};
  for (const auto* list : {&order_facts(), &case_facts()})
    for (const FactInfo& fact : *list)
      names.push_back(fact.name);
  return {Code::parse, "there is no fact " + std::string(name) + near_words(name, names),
          "/facts" + pointer_step(name)};
}

struct WordPlace {
  std::string_view name;
  std::string AssessInput::*field;
};
constexpr std::array word_places{
    WordPlace{"category", &AssessInput::category}, WordPlace{"severity", &AssessInput::severity},
    WordPlace{"priority", &AssessInput::priority}, WordPlace{"channel", &AssessInput::channel}};

Result<void> put_fact(const std::string& name, const Json& json, AssessInput& input) {
  const std::string where = "/facts" + pointer_step(name);
  if (!is_fact(name))
    return no_such_fact(name);
  for (const WordPlace& place : word_places)
    if (place.name == name && json.is(Json::Kind::text))
      input.*place.field = json.text;
  auto value = value_from_json(json);
  if (!value)
    return std::move(value).error().inside(where);
  input.facts[name] = std::move(*value);
  return {};
}

Result<AssessInput> input_of(const FactsLine& line) {
  AssessInput input;
  if (!line.at)
    return Error{Code::clock, "say when: \"at\":\"2026-09-21T08:45:12+08:00\"", "/at"};
  input.at = *line.at;
  Texts texts;
  for (const auto& [name, json] : line.facts.members) {
    if (json.is_null())
      continue;
    if (name == "order") {
      AMENDS_TRY_ASSIGN(input.order, read_part<Order>(json, texts, "/facts/order"));
      AMENDS_CHECK(check_order(*input.order, "/facts/order"));
    } else if (name == "customer") {
      AMENDS_TRY_ASSIGN(input.customer, read_part<Customer>(json, texts, "/facts/customer"));
    } else if (name == "about") {
      AMENDS_TRY_ASSIGN(input.about, read_part<std::vector<About>>(json, texts, "/facts/about"));
    } else {
      AMENDS_CHECK(put_fact(name, json, input));
    }
  }
  return input;
}

// A word that the policy does not know meets no row but the last; it is a misspelt one.
Result<void> check_word(const std::string& name, const std::string& word,
                        const std::vector<std::string_view>& known) {
  if (word.empty() || std::find(known.begin(), known.end(), word) != known.end())
    return {};
  return Error{Code::parse, "the policy has no " + name + " " + word + near_words(word, known),
               "/facts/" + name};
}

Result<void> check_words(const Policy& policy, const AssessInput& input) {
  std::vector<std::string_view> categories;
  if (const Json* section = policy.resolved().find("categories"))
    for (const auto& [name, category] : section->members)
      categories.push_back(name);
  const auto views = [](const std::vector<std::string>& words) {
    return std::vector<std::string_view>(words.begin(), words.end());
  };
  AMENDS_CHECK(check_word("category", input.category, categories));
  AMENDS_CHECK(check_word("severity", input.severity, views(policy.severities())));
  return check_word("priority", input.priority, views(policy.priorities()));
}

Json with_own(Json answer, const FactsLine& line) {
  if (!line.x.is_null())
    answer.set("x", line.x);
  return answer;
}

} // namespace

Result<Json> answer_assess(const Policy& policy, const Json& json) {
  AMENDS_TRY_ASSIGN(const FactsLine line, read_facts_line(json));
  AMENDS_TRY_ASSIGN(const AssessInput input, input_of(line));
  AMENDS_CHECK(check_words(policy, input));
  AMENDS_TRY_ASSIGN(const Plan plan, policy.compensation().assess(input));
  Json out = Json::object();
  out.set("plan", encode(plan));
  return with_own(std::move(out), line);
}

Result<Json> answer_floor(const Policy& policy, const Json& json) {
  AMENDS_TRY_ASSIGN(const FactsLine line, read_facts_line(json));
  Facts facts;
  for (const auto& [name, given] : line.facts.members) {
    auto value = value_from_json(given);
    if (!value)
      return std::move(value).error().inside("/facts" + pointer_step(name));
    facts[name] = std::move(*value);
  }
  AMENDS_TRY_ASSIGN(Json out, policy.compensation().floor(line.at, facts));
  return with_own(std::move(out), line);
}

} // namespace amends::cli
