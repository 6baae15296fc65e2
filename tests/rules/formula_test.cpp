// Formulas without trees answer what the tree answers.
#include "help.hpp"

#include <rapidcheck/gtest.h>

namespace amends::test {
namespace {

std::string random_number() {
  return *rc::gen::element("0", "1", "3", "7", "100", "0.10", "2.5", "0.333", "99999999999",
                           "123456789012345678901234567890", "days_late", "resends", "degree");
}
std::string random_money() {
  return *rc::gen::element("5 CNY", "0.01 CNY", "70.05 CNY", "paid", "postage", "order.paid");
}

std::string random_formula(int depth) {
  const auto inner = [&] { return random_formula(depth - 1); };
  if (depth == 0)
    return *rc::gen::inRange(0, 2) == 0 ? random_number() : random_money();
  switch (*rc::gen::inRange(0, 9)) {
  case 0: return "(" + inner() + " + " + inner() + ")";
  case 1: return "(" + inner() + " - " + inner() + ")";
  case 2: return inner() + " * " + inner();
  case 3: return inner() + " / " + inner();
  case 4: return inner() + " / " + inner() + " * " + inner();
  case 5: return "min(" + inner() + ", " + inner() + ")";
  case 6: return "max(" + inner() + ", " + inner() + ", " + inner() + ")";
  case 7: return std::string(*rc::gen::element("floor(", "ceiling(", "abs(", "-(")) + inner() + ")";
  default: return "round half up(" + inner() + ", " + *rc::gen::element("0", "2", "5") + ")";
  }
}

Facts random_facts() {
  const auto number = [] {
    return Value(decimal(*rc::gen::element("0", "1", "-3", "2.75", "9223372036854775807", "1e25",
                                           "0.0000000001", "41.7")));
  };
  const auto amount = [] {
    return Value(money(
        *rc::gen::element("0 CNY", "1 CNY", "70.05 CNY", "-3.99 CNY", "90000000000000000.00 CNY")));
  };
  Facts facts{{"days_late", number()}, {"resends", number()},    {"degree", number()},
              {"paid", amount()},      {"order.paid", amount()}, {"postage", amount()}};
  if (*rc::gen::inRange(0, 4) == 0)
    facts.erase(*rc::gen::element<std::string>("paid", "days_late"));
  if (*rc::gen::inRange(0, 6) == 0)
    facts["postage"] = Value(money("2 USD"));
  return facts;
}

RC_GTEST_PROP(Formulas, AnswerLikeTheirTrees, ()) {
  const std::string text = random_formula(*rc::gen::inRange(1, 4));
  const auto expression = Expression::compile(text, shop_facts());
  RC_PRE(expression.has_value());
  const Json spec = Json::object({{"when", Json::array()},
                                  {"then", Json::array({Json::string("amount")})},
                                  {"rows", Json::array({Json::array({Json::string(text)})})}});
  const auto t = Table::compile(spec, "t", shop_facts());
  RC_PRE(t.has_value());
  for (int run = 0; run < 4; ++run) {
    const Facts facts = random_facts();
    const auto expected = expression->evaluate(facts);
    const auto found = t->evaluate(facts, false);
    RC_LOG() << text << ", facts " << print_json(value_to_json(ValueContext(facts)))
             << (expected ? "" : ": " + expected.error().message);
    RC_ASSERT(found.has_value() == expected.has_value());
    if (found)
      RC_ASSERT(found->rows[0].at("amount") == *expected);
  }
}

RC_GTEST_PROP(Formulas, DividedAndMultipliedIsTheSame, ()) {
  const auto whole = [] { return *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000); };
  const Decimal a = Decimal::scaled(whole(), 4);
  const Decimal b = Decimal::scaled(whole(), 3);
  RC_PRE(!b.is_zero());
  const Value back =
      value_of("days_late / resends * resends", {{"days_late", Value(a)}, {"resends", Value(b)}});
  RC_ASSERT(back == Value(a));
  const Value share = value_of("5 CNY / resends * resends", {{"resends", Value(b)}});
  RC_ASSERT(share == Value(money("5 CNY")));
}

} // namespace
} // namespace amends::test
