#include "amends/decimal.hpp"

#include "places.hpp"
#include "print.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <functional>
#include <map>
#include <sstream>

namespace amends {
namespace {

Decimal dec(std::string_view text) { return Decimal::parse(text).value(); }

// Any decimal, with many short ones and exponents that make operands meet or miss each other.
rc::Gen<Decimal> any_decimal() {
  return rc::gen::map(rc::gen::tuple(rc::gen::arbitrary<std::int64_t>(),
                                     rc::gen::inRange<std::int64_t>(0, 1000),
                                     rc::gen::inRange(-40, 40), rc::gen::arbitrary<bool>()),
                      [](const std::tuple<std::int64_t, std::int64_t, int, bool>& t) {
                        const auto& [large, small, scale, is_long] = t;
                        return Decimal::scaled(is_long ? large : small, scale);
                      });
}

// Each line of the file: operation, operands, result as Python's decimal module has it.
TEST(DecimalVectors, AgreeWithPython) {
  using Operation = std::function<Result<Decimal>(const Decimal&, const Decimal&)>;
  const auto rounder = [](Decimal::Half half) {
    return [half](const Decimal& a, const Decimal& scale) -> Result<Decimal> {
      return a.rounded(static_cast<int>(scale.to_scaled(0).value()), half);
    };
  };
  const std::map<std::string, Operation> operations = {
      {"add", [](const Decimal& a, const Decimal& b) { return add(a, b); }},
      {"subtract", [](const Decimal& a, const Decimal& b) { return subtract(a, b); }},
      {"multiply", [](const Decimal& a, const Decimal& b) { return multiply(a, b); }},
      {"divide", [](const Decimal& a, const Decimal& b) { return divide(a, b); }},
      {"power", [](const Decimal& a, const Decimal& b) { return power(a, b); }},
      {"compare",
       [](const Decimal& a, const Decimal& b) -> Result<Decimal> {
         return Decimal(a < b ? -1 : a > b ? 1 : 0);
       }},
      {"floor", [](const Decimal& a, const Decimal&) -> Result<Decimal> { return a.floor(); }},
      {"ceiling", [](const Decimal& a, const Decimal&) -> Result<Decimal> { return a.ceiling(); }},
      {"round_up", rounder(Decimal::Half::up)},
      {"round_down", rounder(Decimal::Half::down)},
      {"round_even", rounder(Decimal::Half::even)},
  };
  std::ifstream file(test::in_checkout("tests/base/decimal_vectors.txt"));
  std::string line;
  int count = 0;
  while (std::getline(file, line)) {
    if (line.starts_with('#'))
      continue;
    std::istringstream words(line);
    std::string operation, a, b, expected;
    words >> operation >> a >> b >> expected;
    const Result<Decimal> result = operations.at(operation)(dec(a), dec(b));
    EXPECT_EQ(result ? result->text() : "error", expected) << line;
    ++count;
  }
  EXPECT_GT(count, 1000);
}

TEST(Decimal, HasNoHiddenDigits) {
  const Decimal third = divide(1, 3).value();
  EXPECT_EQ(third, dec("0." + std::string(34, '3')));
  EXPECT_EQ(multiply(third, 3).value(), dec("0." + std::string(34, '9')));
  EXPECT_EQ(multiply(dec("0.1"), 10).value(), Decimal(1));
  // What has equal texts is equal, however it was computed.
  EXPECT_EQ(subtract(divide(2, 3).value(), third).value(),
            dec("0.3333333333333333333333333333333334"));
}

// The monthly payment of the decision model compliance kit's loan example.
TEST(Decimal, LoanFormulaIsRightToTheLastDigits) {
  const Decimal principal = 600000;
  const Decimal month = divide(dec("0.0375"), 12).value();
  const Decimal months = 360;
  const Decimal factor = power(add(1, month).value(), months.negated()).value();
  const Decimal payment =
      divide(multiply(principal, month).value(), subtract(1, factor).value()).value();
  // Computed with 80 digits; of our 34 the subtraction from 1 costs the last one or two.
  EXPECT_EQ(payment.rounded(28, Decimal::Half::even).text(), "2778.6935494327667680885203832363");
}

TEST(Decimal, EqualValuesAreEqualHoweverWritten) {
  EXPECT_EQ(dec("1200"), dec("1.2e3"));
  EXPECT_EQ(dec("12.50"), dec("12.5"));
  EXPECT_EQ(dec("-0"), Decimal());
  EXPECT_EQ(dec("0e99999999999"), Decimal());
  EXPECT_EQ(dec(".5"), Decimal::scaled(5, 1));
}

TEST(Decimal, ParsesMoreThan34DigitsByRounding) {
  const std::string nines(33, '9');
  EXPECT_EQ(dec("1" + nines + "5").text(), "2" + std::string(34, '0'));              // tie, odd
  EXPECT_EQ(dec("1" + nines.substr(1) + "85").text(), "1" + nines.substr(1) + "80"); // tie, even
  EXPECT_EQ(dec("1" + nines.substr(1) + "85" + "00001").text(), "1" + nines + std::string(6, '0'));
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "-", "+1", "1.", ".", "1e", "1e+", "--1", "1 ", " 1", "0x1", "1,5",
                           "NaN", "1.2.3", "e5", "1e5.0"})
    EXPECT_EQ(Decimal::parse(text).error().code, Code::parse) << text;
  EXPECT_EQ(Decimal::parse("1e6145").error().code, Code::limit);
  EXPECT_EQ(Decimal::parse("1e-99999999999999999999").error().code, Code::limit);
  EXPECT_TRUE(Decimal::parse("1e6144").has_value());
}

TEST(Decimal, ArithmeticFailsInsteadOfWrapping) {
  EXPECT_EQ(divide(1, 0).error().code, Code::evaluation);
  EXPECT_EQ(multiply(dec("1e6000"), dec("1e200")).error().code, Code::evaluation);
  EXPECT_EQ(divide(dec("1e-6000"), dec("1e200")).error().code, Code::evaluation);
  EXPECT_EQ(power(10, 6145).error().code, Code::evaluation);
  EXPECT_EQ(power(dec("0.5"), 1'000'000'000'000).error().code, Code::evaluation);
  EXPECT_EQ(power(2, dec("0.5")).error().code, Code::evaluation);
  EXPECT_EQ(power(0, -1).error().code, Code::evaluation);
  EXPECT_EQ(power(-1, dec("1e30")).value(), Decimal(1));
}

TEST(Decimal, ScalesToIntegersExactlyOrNotAtAll) {
  EXPECT_EQ(dec("12.34").to_scaled(2).value(), 1234);
  EXPECT_EQ(dec("-12e3").to_scaled(1).value(), -120'000);
  EXPECT_EQ(dec("12.345").to_scaled(2).error().code, Code::evaluation);
  EXPECT_EQ(dec("9223372036854775807").to_scaled(0).value(), INT64_MAX);
  EXPECT_EQ(dec("-9223372036854775808").to_scaled(0).value(), INT64_MIN);
  EXPECT_FALSE(dec("9223372036854775808").to_scaled(0).has_value());
  EXPECT_FALSE(dec("1e6000").to_scaled(300).has_value());
  EXPECT_EQ(Decimal().to_scaled(-40).value(), 0);
}

RC_GTEST_PROP(DecimalProperty, TextRoundTrips, ()) {
  const Decimal a = *any_decimal();
  RC_ASSERT(dec(a.text()) == a);
}

RC_GTEST_PROP(DecimalProperty, AddAndMultiplyCommute, ()) {
  const Decimal a = *any_decimal();
  const Decimal b = *any_decimal();
  RC_ASSERT(add(a, b) == add(b, a));
  RC_ASSERT(multiply(a, b) == multiply(b, a));
}

RC_GTEST_PROP(DecimalProperty, OrderIsTheSignOfTheDifference, ()) {
  const Decimal a = *any_decimal();
  const Decimal b = *any_decimal();
  const Decimal difference = subtract(a, b).value();
  RC_ASSERT((a < b) == difference.is_negative());
  RC_ASSERT((a == b) == difference.is_zero());
}

RC_GTEST_PROP(DecimalProperty, IntegersWithinInt64AreExact, (std::int32_t a, std::int32_t b)) {
  const std::int64_t product = std::int64_t{a} * b;
  RC_ASSERT(multiply(a, b).value().to_scaled(0).value() == product);
  RC_ASSERT(add(a, b).value().to_scaled(0).value() == std::int64_t{a} + b);
}

RC_GTEST_PROP(DecimalProperty, FloorAndCeilingEnclose, ()) {
  const Decimal a = *any_decimal();
  RC_ASSERT(a.floor() <= a);
  RC_ASSERT(a <= a.ceiling());
  RC_ASSERT(a.is_integer() == (a.floor() == a.ceiling()));
}

} // namespace
} // namespace amends
