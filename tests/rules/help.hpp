// Shared by the tests of the room: facts from short words, tables from JSON texts.
#pragma once

#include "amends/rules.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace amends::test {

// A small shop's dictionary.
inline const std::map<std::string, std::string, std::less<>>& shop_types() {
  static const std::map<std::string, std::string, std::less<>> types{
      {"category", "word"},    {"days_late", "number"}, {"paid", "money"},
      {"order.paid", "money"}, {"postage", "money"},    {"vip", "boolean"},
      {"tier", "word"},        {"delivered", "date"},   {"reported_at", "date-time"},
      {"waited", "duration"},  {"degree", "number"},    {"resends", "number"},
      {"tags", "list"},        {"note", "text"},        {"severity", "word"},
      {"x.colour", "word"},    {"warranty", "months"}};
  return types;
}

inline FactTypes shop_facts() {
  FactTypes facts;
  facts.type = [](std::string_view name) -> std::optional<std::string> {
    const auto found = shop_types().find(name);
    return found == shop_types().end() ? std::nullopt : std::optional(found->second);
  };
  for (const auto& [name, type] : shop_types())
    facts.names.push_back(name);
  return facts;
}

inline Json json(std::string_view text) {
  auto parsed = parse_json(text);
  EXPECT_TRUE(parsed.has_value()) << text << (parsed ? "" : parsed.error().message);
  return parsed ? *parsed : Json();
}

inline Money money(std::string_view text) { return parse_money(text).value(); }
inline Decimal decimal(std::string_view text) { return Decimal::parse(text).value(); }

inline Table table(std::string_view text, const FactTypes& facts = shop_facts()) {
  auto compiled = Table::compile(json(text), "t", facts, "/tables/t");
  if (!compiled)
    ADD_FAILURE() << compiled.error().message << " at " << compiled.error().where;
  return std::move(compiled).value();
}

inline Error table_error(std::string_view text) {
  auto compiled = Table::compile(json(text), "t", shop_facts(), "/tables/t");
  EXPECT_FALSE(compiled.has_value()) << text;
  return compiled ? Error{} : compiled.error();
}

inline Decision decide(const Table& table, const Facts& facts, bool trace = false) {
  auto decision = table.evaluate(facts, trace);
  if (!decision)
    ADD_FAILURE() << decision.error().message;
  return decision ? *decision : Decision{};
}

inline Value value_of(std::string_view expression, const Facts& facts = {}) {
  auto compiled = Expression::compile(expression, shop_facts());
  if (!compiled) {
    ADD_FAILURE() << expression << ": " << compiled.error().message;
    return {};
  }
  auto value = compiled->evaluate(facts);
  if (!value)
    ADD_FAILURE() << expression << ": " << value.error().message;
  return value ? *value : Value();
}

} // namespace amends::test
