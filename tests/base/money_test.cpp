#include "amends/money.hpp"

#include "print.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace amends {
namespace {

Money money(std::string_view text) { return parse_money(text).value(); }
Currency currency(std::string_view letters) { return parse_currency(letters).value(); }
Decimal dec(std::string_view text) { return Decimal::parse(text).value(); }

TEST(Currency, KnowsIso4217AndItsDigits) {
  EXPECT_EQ(minor_digits(currency("CNY")), 2);
  EXPECT_EQ(minor_digits(currency("JPY")), 0);
  EXPECT_EQ(minor_digits(currency("KWD")), 3);
  EXPECT_EQ(minor_digits(currency("AED")), 2); // first and last of the table
  EXPECT_EQ(minor_digits(currency("ZWG")), 2);
  EXPECT_EQ(minor_digits(currency("XPF")), 0);
  EXPECT_EQ(minor_digits(currency("UGX")), 0);
  EXPECT_EQ(minor_digits(currency("ISK")), 0);
  for (const char* text : {"", "CN", "cny", "CNYX", "RMB", "XXX", "XAU", "DEM", "D A", "ZZZ"})
    EXPECT_EQ(parse_currency(text).error().code, Code::parse) << text;
}

TEST(Money, TwoCurrenciesMeetingIsAnErrorNamingBoth) {
  for (const Error& error : {add(money("1 CNY"), money("1 USD")).error(),
                             subtract(money("1 CNY"), money("1 USD")).error(),
                             compare(money("1 CNY"), money("1 USD")).error()}) {
    EXPECT_EQ(error.code, Code::evaluation);
    EXPECT_NE(error.message.find("CNY and USD"), std::string::npos) << error.message;
  }
  EXPECT_FALSE(add(Money{}, Money{}).has_value()); // no currency meets none
}

TEST(Money, NeverWraps) {
  const Money most{INT64_MAX, currency("CNY")};
  const Money least{INT64_MIN, currency("CNY")};
  const Money one = money("0.01 CNY");
  EXPECT_EQ(add(most, one).error().code, Code::evaluation);
  EXPECT_EQ(subtract(least, one).error().code, Code::evaluation);
  EXPECT_EQ(multiply(most, 2).error().code, Code::evaluation);
  EXPECT_EQ(multiply(least, -1).error().code, Code::evaluation);
  EXPECT_EQ(add(most, least).value().minor, -1);
  EXPECT_EQ(compare(least, most).value(), std::strong_ordering::less);
}

TEST(Money, RoundsOnceInTheDirectionOfTheRow) {
  const Currency cny = currency("CNY");
  EXPECT_EQ(round_money(dec("1.005"), cny, Rounding::half_up).value(), money("1.01 CNY"));
  EXPECT_EQ(round_money(dec("1.005"), cny, Rounding::half_down).value(), money("1.00 CNY"));
  EXPECT_EQ(round_money(dec("-1.005"), cny, Rounding::half_up).value(), money("-1.01 CNY"));
  EXPECT_EQ(round_money(dec("1.0050001"), cny, Rounding::half_down).value(), money("1.01 CNY"));
  EXPECT_EQ(round_money(dec("2.5"), currency("JPY"), Rounding::half_up).value(), money("3 JPY"));
  EXPECT_EQ(round_money(dec("1e17"), cny, Rounding::half_up).error().code, Code::evaluation);
}

TEST(Money, ReadsAndPrints) {
  EXPECT_EQ(money("123.45 CNY").minor, 12345);
  EXPECT_EQ(money("-0.5 CNY").minor, -50);
  EXPECT_EQ(money("1.500 CNY").minor, 150);
  EXPECT_EQ(money("7 KWD").minor, 7000);
  EXPECT_EQ(print_money(Money{5, currency("CNY")}), "0.05 CNY");
  EXPECT_EQ(print_money(Money{-5, currency("KWD")}), "-0.005 KWD");
  EXPECT_EQ(print_money(Money{-12, currency("JPY")}), "-12 JPY");
  for (const char* text : {"", "123.45", "CNY", "123.456 CNY", "1.5 JPY", "1  CNY", "1 CNY ",
                           "x CNY", "1 cny", "92233720368547758.08 CNY"})
    EXPECT_EQ(parse_money(text).error().code, Code::parse) << text;
}

RC_GTEST_PROP(MoneyProperty, PrintedReadsBackTheSame, (std::int64_t minor)) {
  const Money amount{minor, currency(*rc::gen::element<std::string>("CNY", "JPY", "KWD"))};
  RC_ASSERT(money(print_money(amount)) == amount);
  RC_ASSERT(round_money(major_units(amount), amount.currency, Rounding::half_down).value() ==
            amount);
}

} // namespace
} // namespace amends
