#include "amends/value.hpp"

#include "amends/json.hpp"

namespace amends {

namespace {

Json money_json(const Money& money) {
  return Json::object({{"minor", Json::number(money.minor)},
                       {"currency", Json::string(std::string(money.currency.text()))}});
}

// "P1Y2M", as DMN writes spans of years and months.
std::string print_months(Months months) {
  if (months.n == 0)
    return "P0M";
  std::string out = months.n < 0 ? "-P" : "P";
  const std::uint64_t n = months.n < 0 ? 0 - static_cast<std::uint64_t>(months.n)
                                       : static_cast<std::uint64_t>(months.n);
  if (n / 12 != 0)
    out += std::to_string(n / 12) + "Y";
  if (n % 12 != 0)
    out += std::to_string(n % 12) + "M";
  return out;
}

struct ToJson {
  Json operator()(const Null&) const { return {}; }
  Json operator()(bool value) const { return Json::boolean(value); }
  Json operator()(const Decimal& value) const { return Json::number_text(value.text()); }
  Json operator()(const std::string& value) const { return Json::string(value); }
  Json operator()(const Date& value) const { return Json::string(print_date(value)); }
  Json operator()(const Instant& value) const { return Json::string(print_instant(value)); }
  Json operator()(const Duration& value) const { return Json::string(print_duration(value)); }
  Json operator()(const Months& value) const { return Json::string(print_months(value)); }
  Json operator()(const Money& value) const { return money_json(value); }
  Json operator()(const ValueList& list) const {
    std::vector<Json> items;
    items.reserve(list.size());
    for (const Value& value : list)
      items.push_back(value_to_json(value));
    return Json::array(std::move(items));
  }
  Json operator()(const ValueContext& context) const {
    std::vector<Json::Member> members;
    members.reserve(context.size());
    for (const auto& [name, value] : context)
      members.emplace_back(name, value_to_json(value));
    return Json::object(std::move(members));
  }
};

bool looks_like_money(const Json& json) {
  return json.members.size() == 2 && json.find("minor") != nullptr &&
         json.find("currency") != nullptr;
}

Result<Value> money_value(const Json& json) {
  const Json& minor = *json.find("minor");
  const Json& currency = *json.find("currency");
  if (!minor.is(Json::Kind::number) || !currency.is(Json::Kind::text))
    return Error{Code::parse, "money is written {\"minor\": 1250, \"currency\": \"CNY\"}", ""};
  auto number = Decimal::parse(minor.text);
  if (!number)
    return std::move(number).error().inside("/minor");
  auto whole = number->to_scaled(0);
  if (!whole)
    return Error{Code::parse, "minor units are a whole number of 64 bits", "/minor"};
  auto letters = parse_currency(currency.text);
  if (!letters)
    return std::move(letters).error().inside("/currency");
  return Value(Money{*whole, *letters});
}

Result<Value> list_value(const Json& json) {
  ValueList list;
  list.reserve(json.items.size());
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    auto item = value_from_json(json.items[i]);
    if (!item)
      return std::move(item).error().inside(pointer_step(i));
    list.push_back(std::move(*item));
  }
  return Value(std::move(list));
}

Result<Value> context_value(const Json& json) {
  ValueContext context;
  for (const auto& [name, member] : json.members) {
    auto value = value_from_json(member);
    if (!value)
      return std::move(value).error().inside(pointer_step(name));
    context.insert_or_assign(name, std::move(*value));
  }
  return Value(std::move(context));
}

} // namespace

Json value_to_json(const Value& value) { return std::visit(ToJson{}, value.data); }

Result<Value> value_from_json(const Json& json) {
  switch (json.kind) {
  case Json::Kind::null: return Value();
  case Json::Kind::boolean: return Value(json.flag);
  case Json::Kind::number: {
    AMENDS_TRY_ASSIGN(const Decimal number, Decimal::parse(json.text));
    return Value(number);
  }
  case Json::Kind::text: return Value(json.text);
  case Json::Kind::array: return list_value(json);
  case Json::Kind::object: break;
  }
  return looks_like_money(json) ? money_value(json) : context_value(json);
}

} // namespace amends
