#include "compensation/facts.hpp"

#include "amends/json.hpp"

#include <algorithm>

namespace amends::compensation {

namespace {

// The shop's own values: those of the line, then the order, then the customer; first found wins.
void add_own(const Json& x, Facts& facts) {
  for (const auto& [name, json] : x.members) {
    const auto value = value_from_json(json);
    if (value && !value->is_null())
      facts.try_emplace("x." + name, *value);
  }
}

void add_own(const AssessInput& input, const Concern& concern, Facts& facts) {
  if (input.order) {
    if (concern.parts.size() == 1)
      add_own(input.order->lines[concern.parts[0].line].x, facts);
    add_own(input.order->x, facts);
  }
  if (input.customer)
    add_own(input.customer->x, facts);
}

template <class T> Result<Value> read(Result<T> parsed) {
  if (!parsed)
    return std::move(parsed).error();
  return Value(*parsed);
}

std::vector<std::optional<Money>> paid_or_empty(const AssessInput& input) {
  if (!input.order)
    return {};
  auto paid = paid_per_line(*input.order);
  if (!paid)
    return std::vector<std::optional<Money>>(input.order->lines.size());
  return std::move(*paid);
}

} // namespace

const FactDefinition* find_fact(std::string_view name) {
  const auto& all = fact_definitions();
  const auto found =
      std::lower_bound(all.begin(), all.end(), name,
                       [](const FactDefinition& d, std::string_view n) { return d.info.name < n; });
  return found != all.end() && found->info.name == name ? &*found : nullptr;
}

// How a value of the type is written in a pack or a line of facts.
std::string_view example_of(std::string_view type) {
  static constexpr std::pair<std::string_view, std::string_view> examples[] = {
      {"number", "a number such as 3"},
      {"boolean", "true or false"},
      {"money", "\"80 CNY\""},
      {"date", "\"2026-09-21\""},
      {"date-time", "\"2026-09-21T08:45:12+08:00\""},
      {"duration", "\"PT24H\""},
      {"list", "a list such as [\"photo\"]"},
      {"object", "an object such as {\"id\": \"l-1\"}"}};
  for (const auto& [name, example] : examples)
    if (name == type)
      return example;
  return "a text in quotes";
}

Result<Value> as_type(const Value& value, std::string_view type) {
  if (value.is_null() || type == "any")
    return value;
  const auto* text = value.get<std::string>();
  if (text && type == "money")
    return read(parse_money(*text));
  if (text && type == "date")
    return read(parse_date(*text));
  if (text && type == "date-time")
    return read(parse_instant(*text));
  if (text && type == "duration")
    return read(parse_duration(*text));
  const bool fits =
      (type == "word" && text) || (type == "number" && value.get<Decimal>()) ||
      (type == "boolean" && value.get<bool>()) || (type == "money" && value.get<Money>()) ||
      (type == "date" && value.get<Date>()) || (type == "date-time" && value.get<Instant>()) ||
      (type == "duration" && (value.get<Duration>() || value.get<Months>())) ||
      (type == "list" && value.get<ValueList>()) || (type == "object" && value.get<ValueContext>());
  if (fits)
    return value;
  const std::string message = "this fact is of type " + std::string(type) + ", but " +
                              print_json(value_to_json(value)) + " is given; write " +
                              std::string(example_of(type));
  return Error{Code::parse, message, ""};
}

Result<Facts> facts_for(const AssessInput& input, const Concern& concern) {
  const auto paid = paid_or_empty(input);
  const Look look{input, concern, paid};
  Facts facts;
  std::vector<std::string> missing;
  for (const auto& definition : fact_definitions()) {
    if (!definition.derive)
      continue;
    Value value = definition.derive(look, missing);
    if (!value.is_null())
      facts.emplace(definition.info.name, std::move(value));
  }
  for (const auto& [name, given] : input.facts) {
    const auto* definition = find_fact(name);
    auto value = definition ? as_type(given, definition->info.type) : Result<Value>(given);
    if (!value)
      return std::move(value).error().inside("/facts" + pointer_step(name));
    if (!value->is_null())
      facts.insert_or_assign(name, std::move(*value));
  }
  add_own(input, concern, facts);
  return facts;
}

std::vector<std::string> pointers_for(const AssessInput& input, const Concern& concern,
                                      std::string_view name) {
  std::vector<std::string> missing;
  const auto* definition = find_fact(name);
  if (definition && definition->derive) {
    const auto paid = paid_or_empty(input);
    (void)definition->derive({input, concern, paid}, missing);
  }
  if (missing.empty())
    missing.push_back("/facts" + pointer_step(name));
  return missing;
}

} // namespace amends::compensation

namespace amends {

const std::vector<FactInfo>& order_facts() {
  static const std::vector<FactInfo> all = [] {
    std::vector<FactInfo> out;
    for (const auto& definition : compensation::fact_definitions())
      out.push_back(definition.info);
    return out;
  }();
  return all;
}

Facts facts_of(const AssessInput& input, const std::optional<About>& about) {
  compensation::Concern concern;
  const auto found = compensation::concerns_of(input.order, about.value_or(About{}), "");
  if (found)
    concern = compensation::united(*found);
  auto facts = compensation::facts_for(input, concern);
  if (facts)
    return std::move(*facts);
  // A given fact of the wrong type: assess names it; here it is left out.
  AssessInput plain = input;
  plain.facts.clear();
  for (const auto& [name, given] : input.facts) {
    const auto* definition = compensation::find_fact(name);
    if (!definition || compensation::as_type(given, definition->info.type))
      plain.facts.emplace(name, given);
  }
  auto rest = compensation::facts_for(plain, concern);
  return rest ? std::move(*rest) : Facts{};
}

} // namespace amends
