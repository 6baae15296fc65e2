#include "rules/typing.hpp"

#include "rules/builtins.hpp"

#include <array>

namespace amends::rules {
namespace {

struct TypeOfDatum {
  std::string operator()(const Null&) const { return "null"; }
  std::string operator()(bool) const { return "boolean"; }
  std::string operator()(const Decimal&) const { return "number"; }
  std::string operator()(const std::string&) const { return "word"; }
  std::string operator()(const Date&) const { return "date"; }
  std::string operator()(const TimeOfDay&) const { return "any"; }
  std::string operator()(const DateTime&) const { return "date-time"; }
  std::string operator()(const Duration&) const { return "duration"; }
  std::string operator()(const Months&) const { return "months"; }
  std::string operator()(const Amount&) const { return "money"; }
  std::string operator()(const Datum::List&) const { return "list"; }
  std::string operator()(const Datum::Context&) const { return "any"; }
  std::string operator()(const Datum::RangePtr&) const { return "any"; }
  std::string operator()(const Datum::FunctionPtr&) const { return "any"; }
};

bool known(const std::string& type) { return type != "any" && type != "null"; }

// Words and texts are one kind.
std::string plain(std::string type) { return type == "text" || type == "string" ? "word" : type; }

struct Sum {
  std::string_view a, b, result;
};
// What may be added: (a + b); the same pairs with a known difference are subtracted.
constexpr std::array<Sum, 11> sums{{{"number", "number", "number"},
                                    {"money", "money", "money"},
                                    {"word", "word", "word"},
                                    {"date", "duration", "date"},
                                    {"date", "months", "date"},
                                    {"date-time", "duration", "date-time"},
                                    {"date-time", "months", "date-time"},
                                    {"duration", "duration", "duration"},
                                    {"months", "months", "months"},
                                    {"duration", "date", "date"},
                                    {"duration", "date-time", "date-time"}}};
constexpr std::array<Sum, 10> differences{{{"number", "number", "number"},
                                           {"money", "money", "money"},
                                           {"date", "duration", "date"},
                                           {"date", "months", "date"},
                                           {"date", "date", "duration"},
                                           {"date-time", "duration", "date-time"},
                                           {"date-time", "months", "date-time"},
                                           {"date-time", "date-time", "duration"},
                                           {"duration", "duration", "duration"},
                                           {"months", "months", "months"}}};
constexpr std::array<Sum, 7> products{{{"number", "number", "number"},
                                       {"money", "number", "money"},
                                       {"number", "money", "money"},
                                       {"duration", "number", "duration"},
                                       {"number", "duration", "duration"},
                                       {"months", "number", "months"},
                                       {"number", "months", "months"}}};
constexpr std::array<Sum, 7> quotients{{{"number", "number", "number"},
                                        {"money", "number", "money"},
                                        {"money", "money", "number"},
                                        {"duration", "number", "duration"},
                                        {"duration", "duration", "number"},
                                        {"months", "number", "months"},
                                        {"months", "months", "number"}}};

std::span<const Sum> rules_of(Op op) {
  switch (op) {
  case Op::add: return sums;
  case Op::subtract: return differences;
  case Op::multiply: return products;
  case Op::divide: return quotients;
  default: return std::span(quotients).first(1); // power: numbers
  }
}

std::string_view sign_of(Op op) {
  switch (op) {
  case Op::add: return "+";
  case Op::subtract: return "-";
  case Op::multiply: return "*";
  case Op::divide: return "/";
  default: return "**";
  }
}

} // namespace

std::string type_of(const Datum& value) { return std::visit(TypeOfDatum{}, value.data); }

Result<void> Typing::all_kids(const Node& node) const {
  for (const Node& kid : node.kids)
    AMENDS_CHECK(type_of(kid));
  return {};
}

Result<std::string> Typing::arithmetic(const Node& node) const {
  AMENDS_TRY_ASSIGN(const std::string a, type_of(node.kids[0]));
  AMENDS_TRY_ASSIGN(const std::string b, type_of(node.kids[1]));
  const auto matches = [](const std::string& type, std::string_view wanted) {
    return !known(type) || plain(type) == wanted;
  };
  std::string result;
  bool possible = false;
  for (const Sum& rule : rules_of(node.op))
    if (matches(a, rule.a) && matches(b, rule.b)) {
      possible = true;
      result = result.empty() || result == rule.result ? std::string(rule.result) : "any";
    }
  // Lists of FEEL times and the like are not in the table, but are "any" here and so possible.
  if (possible)
    return known(a) && known(b) ? result : "any";
  if (!known(a) || !known(b))
    return std::string("any");
  std::string text = a + " " + std::string(sign_of(node.op)) + " " + b + " is not possible";
  if ((a == "money" && b == "number") || (a == "number" && b == "money"))
    text += ": write the number as money (\"5 CNY\")";
  if (a == "duration" || b == "duration")
    text += ": durations are written with a unit (24h, 30min, 7d)";
  return Error{Code::parse, text, ""};
}

Result<std::string> Typing::comparison(const Node& node) const {
  for (std::size_t i = 1; i < node.kids.size(); ++i) {
    AMENDS_TRY_ASSIGN(const std::string a, type_of(node.kids[0]));
    AMENDS_TRY_ASSIGN(const std::string b, type_of(node.kids[i]));
    if (known(a) && known(b) && plain(a) != plain(b)) {
      std::string text = a + " cannot be compared with " + b;
      if (a == "money" || b == "money")
        text += ": write the number as money (\"5 CNY\")";
      if (a == "duration" || b == "duration")
        text += ": durations are written with a unit (24h, 30min, 7d)";
      return Error{Code::parse, text, ""};
    }
  }
  return std::string("boolean");
}

Result<std::string> Typing::call(const Node& node) const {
  AMENDS_CHECK(all_kids(node));
  const std::string_view name = builtin(node.index).name;
  if (name == "min" || name == "max") {
    std::string common;
    for (const Node& kid : node.kids) {
      AMENDS_TRY_ASSIGN(const std::string type, type_of(kid));
      if (!known(type) || type == "list")
        return std::string("any");
      if (!common.empty() && plain(common) != plain(type))
        return Error{Code::parse,
                     std::string(name) + "() of " + common + " and " + type + " is not possible" +
                         (common == "money" || type == "money"
                              ? ": write the number as money (\"5 CNY\")"
                              : ""),
                     ""};
      common = type;
    }
    return common;
  }
  static constexpr std::array<std::string_view, 7> keeping{
      "floor", "ceiling", "round up", "round down", "round half up", "round half down", "abs"};
  for (const std::string_view keeps : keeping)
    if (name == keeps && !node.kids.empty())
      return type_of(node.kids[0]);
  if (name == "count" || name == "modulo" || name == "string length" || name == "decimal" ||
      name == "number")
    return std::string("number");
  if (name == "not" || name == "contains" || name == "starts with" || name == "ends with" ||
      name == "list contains" || name == "all" || name == "any")
    return std::string("boolean");
  if (name == "date")
    return std::string("date");
  if (name == "date and time")
    return std::string("date-time");
  return std::string("any");
}

Result<std::string> Typing::type_of(const Node& node) const {
  switch (node.op) {
  case Op::constant: return rules::type_of(node.constant);
  case Op::slot: return slots_[node.index];
  case Op::local: {
    const auto found = locals_.find(node.index);
    return found != locals_.end() ? found->second : std::string("any");
  }
  case Op::negate: return type_of(node.kids[0]);
  case Op::add:
  case Op::subtract:
  case Op::multiply:
  case Op::divide:
  case Op::power: return arithmetic(node);
  case Op::equal:
  case Op::not_equal:
  case Op::less:
  case Op::less_equal:
  case Op::greater:
  case Op::greater_equal:
  case Op::between: return comparison(node);
  case Op::and_:
  case Op::or_:
  case Op::some:
  case Op::every:
  case Op::instance_of: AMENDS_CHECK(all_kids(node)); return std::string("boolean");
  case Op::in: {
    AMENDS_TRY_ASSIGN(const std::string value, type_of(node.kids[0]));
    Typing inner = *this;
    inner.set_local(node.index, value);
    for (std::size_t i = 1; i < node.kids.size(); ++i)
      AMENDS_CHECK(inner.check_test(node.kids[i], "it"));
    return std::string("boolean");
  }
  case Op::if_: {
    AMENDS_CHECK(type_of(node.kids[0]));
    AMENDS_TRY_ASSIGN(const std::string yes, type_of(node.kids[1]));
    AMENDS_TRY_ASSIGN(const std::string no, type_of(node.kids[2]));
    if (yes == no || no == "null")
      return yes;
    return yes == "null" ? no : std::string("any");
  }
  case Op::list:
  case Op::for_: AMENDS_CHECK(all_kids(node)); return std::string("list");
  case Op::call: return call(node);
  default: AMENDS_CHECK(all_kids(node)); return std::string("any");
  }
}

Result<void> Typing::fits_column(const Datum& constant, const std::string& type,
                                 std::string_view column) const {
  if (const DatumList* list = constant.list(); list != nullptr && type != "list") {
    for (const Datum& item : *list)
      AMENDS_CHECK(fits_column(item, type, column));
    return {};
  }
  if (const Range* range = constant.range()) {
    AMENDS_CHECK(fits_column(range->low, type, column));
    return fits_column(range->high, type, column);
  }
  const std::string own = rules::type_of(constant);
  if (!known(own) || !known(type) || plain(own) == plain(type) || type == "list")
    return {};
  std::string text =
      std::string(column) + " is of type " + type + ", " + print(constant) + " of type " + own;
  if (type == "money")
    text += ": write it as money (\"5 CNY\")";
  else if (type == "duration")
    text += ": write it with a unit (24h, 30min, 7d)";
  else if (type == "date-time")
    text += ": write date and time(\"2026-09-01T00:00:00+08:00\")";
  else
    text += ": write a " + type;
  return Error{Code::parse, text, ""};
}

Result<void> Typing::check_test(const Node& test, std::string_view column) const {
  const auto local = locals_.find(test.index);
  const std::string type = local != locals_.end() ? local->second : "any";
  switch (test.op) {
  case Op::test_any: return {};
  case Op::test_not:
  case Op::test_or:
    for (const Node& kid : test.kids)
      AMENDS_CHECK(check_test(kid, column));
    return {};
  case Op::test_compare:
  case Op::test_value: {
    const Node& operand = test.kids[0];
    if (operand.op == Op::constant)
      return fits_column(operand.constant, type, column);
    AMENDS_TRY_ASSIGN(const std::string own, type_of(operand));
    const bool truth = test.op == Op::test_value && own == "boolean";
    if (!test.uses_input && !truth && known(own) && known(type) && own != "list" &&
        type != "list" && plain(own) != plain(type))
      return Error{Code::parse,
                   std::string(column) + " is of type " + type + ", the cell of type " + own +
                       "; compare values of one type",
                   ""};
    return {};
  }
  default: return {};
  }
}

} // namespace amends::rules
