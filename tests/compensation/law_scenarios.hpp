// Law packs and scenarios that the tests of the law share.
#pragma once

#include "compensation/make.hpp"
#include "places.hpp"

#include <fstream>
#include <sstream>

namespace amends::test {

inline std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline Json read_json(const std::string& path) {
  const auto text = read_file(path);
  EXPECT_TRUE(text) << path;
  const auto parsed = parse_json(text.value_or("null"), {16U << 20U, 32});
  EXPECT_TRUE(parsed) << path << ": " << parsed.error().message;
  return parsed ? *parsed : Json();
}

inline const std::vector<std::string>& jurisdictions() {
  static const std::vector<std::string> all{"CN", "EU", "UK", "US"};
  return all;
}
// The pack of a jurisdiction as it stands in the source.
inline Json law_pack(std::string jurisdiction) {
  for (char& c : jurisdiction)
    c = static_cast<char>(c + ('a' - 'A'));
  return read_json(test::in_checkout("src/policy/packs/law-") + jurisdiction + ".json");
}

// Scenarios: {"id","jurisdiction","at"?,"facts","expected"}.
inline std::vector<Json> own_scenarios() {
  std::vector<Json> out;
  for (const auto* file : {"law_scenarios", "law_variations"}) {
    const auto part = read_json(test::in_checkout("tests/compensation/") + file + ".json");
    out.insert(out.end(), part.items.begin(), part.items.end());
  }
  return out;
}
inline std::vector<Json> own_scenarios(const std::string& jurisdiction) {
  auto out = own_scenarios();
  std::erase_if(out, [&](const Json& scenario) {
    return scenario.find("jurisdiction")->text != jurisdiction;
  });
  return out;
}
inline std::optional<std::vector<Json>> shared_scenarios() {
  const std::string path = test::in_checkout("../shared/facts/law_scenarios.json");
  if (!read_file(path))
    return std::nullopt;
  return read_json(path).items;
}

inline Facts facts_from(const Json& json) {
  Facts out;
  for (const auto& [name, value] : json.members)
    out[name] = value_from_json(value).value();
  return out;
}

// Members in any order.
inline bool same(const Json& a, const Json& b) {
  if (a.kind != b.kind || a.flag != b.flag || a.text != b.text ||
      a.items.size() != b.items.size() || a.members.size() != b.members.size())
    return false;
  for (std::size_t i = 0; i < a.items.size(); ++i)
    if (!same(a.items[i], b.items[i]))
      return false;
  for (const auto& [name, value] : a.members) {
    const auto* other = b.find(name);
    if (!other || !same(value, *other))
      return false;
  }
  return true;
}

// What a scenario is answered; an error as its text.
inline Json answer(const Compensation& law, const Json& scenario) {
  std::optional<Instant> when;
  if (const auto* given = scenario.find("at"))
    when = at(given->text);
  const auto floor = law.floor(when, facts_from(*scenario.find("facts")));
  if (!floor)
    return Json::string(floor.error().where + ": " + floor.error().message);
  return *floor;
}
inline Json result_of(const Json& answered) {
  const auto* result = answered.find("result");
  return result ? *result : answered;
}

} // namespace amends::test
