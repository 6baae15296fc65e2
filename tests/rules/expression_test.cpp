#include "help.hpp"

namespace amends::test {
namespace {

Value number(std::string_view text) { return decimal(text); }

TEST(Expressions, Arithmetic) {
  EXPECT_EQ(value_of("1 + 2 * 3 ** 2 - 4 / 8"), number("18.5"));
  EXPECT_EQ(value_of("-2 ** 2"), number("4")); // minus binds tighter, as FEEL's grammar has it
  EXPECT_EQ(value_of("10**-2"), number("0.01"));
  EXPECT_EQ(value_of("1 / 3 * 3"), number("1"));
  EXPECT_EQ(value_of("1 / 3 * 3 = 1"), Value(true));
  EXPECT_EQ(value_of("paid / 3 * 3 = paid", {{"paid", Value(money("0.01 CNY"))}}), Value(true));
  EXPECT_EQ(value_of("2 / 3 * 9 / 7 * 7"), number("6"));
  EXPECT_EQ(value_of("0.1 + 0.2"), number("0.3"));
  EXPECT_EQ(value_of("1 / 0"), Value());
  EXPECT_EQ(value_of("null + 1"), Value());
  EXPECT_EQ(value_of("\"a\" + \"b\""), Value(std::string("ab")));
}

TEST(Expressions, ThreeValuedLogic) {
  const std::pair<std::string_view, Value> cases[] = {{"true and null", Value()},
                                                      {"false and null", Value(false)},
                                                      {"null and false", Value(false)},
                                                      {"null or true", Value(true)},
                                                      {"null or false", Value()},
                                                      {"not(null)", Value()},
                                                      {"not(true)", Value(false)},
                                                      {"null = null", Value(true)},
                                                      {"1 = null", Value(false)},
                                                      {"1 < null", Value()},
                                                      {"if null then 1 else 2", number("2")}};
  for (const auto& [text, value] : cases)
    EXPECT_EQ(value_of(text), value) << text;
}

TEST(Expressions, Functions) {
  EXPECT_EQ(value_of("min(3, 1, 2)"), number("1"));
  EXPECT_EQ(value_of("max([3, 1, 2])"), number("3"));
  EXPECT_EQ(value_of("floor(-1.5)"), number("-2"));
  EXPECT_EQ(value_of("ceiling(-1.5)"), number("-1"));
  EXPECT_EQ(value_of("floor(12.345, 1)"), number("12.3"));
  EXPECT_EQ(value_of("round half up(2.5, 0)"), number("3"));
  EXPECT_EQ(value_of("round half up(-2.5, 0)"), number("-3"));
  EXPECT_EQ(value_of("round half down(2.5, 0)"), number("2"));
  EXPECT_EQ(value_of("round up(-1.01, 1)"), number("-1.1"));
  EXPECT_EQ(value_of("round down(-1.09, 1)"), number("-1"));
  EXPECT_EQ(value_of("decimal(2.5, 0)"), number("2"));
  EXPECT_EQ(value_of("abs(-7)"), number("7"));
  EXPECT_EQ(value_of("modulo(-12, 5)"), number("3"));
  EXPECT_EQ(value_of("sqrt(16)"), number("4"));
  EXPECT_EQ(value_of("sum([1, 2, 3])"), number("6"));
  EXPECT_EQ(value_of("string length(\"破损🐘\")"), number("3"));
  EXPECT_EQ(value_of("substring(\"foobar\", -2)"), Value(std::string("ar")));
  EXPECT_EQ(value_of("substring(start position: 2, string: \"foobar\", length: 2)"),
            Value(std::string("oo")));
}

// What FEEL and the compatibility kit say of regular expressions (those of XPath).
TEST(Expressions, RegularExpressions) {
  const std::pair<std::string_view, std::string_view> replaced[] = {
      {R"x(replace("abcd", "(ab)|(a)", "[1=$1][2=$2]"))x", "[1=ab][2=]cd"},
      {R"x(replace("foobar", "^fo*b*", "#"))x", "#ar"},
      {R"x(replace("abracadabra", "a.*?a", "*"))x", "*c*bra"},
      {R"x(replace("abracadabra", "a(.)", "a$1$1"))x", "abbraccaddabbra"},
      {R"x(replace("0123456789", "(\d{3})(\d{3})(\d{4})", "($1) $2-$3"))x", "(012) 345-6789"},
      {R"x(replace("facetiously", "[iouy]", "[$0]"))x", "facet[i][o][u]sl[y]"},
      {R"x(replace("a b c d ", "[a-z]", "#", "x"))x", "# # # # "},
      {R"x(replace("abc", ".^[d-z]*", "#", "smix"))x", "abc"},
      {R"x(replace(input: "abc", pattern: "[A-Z]", replacement: "#", flags: "i"))x", "###"},
      {R"x(replace("价 5 元", "\d", "\$"))x", "价 $ 元"},
      {R"x(replace("退款，谢谢", "\p{IsCJKUnifiedIdeographs}", "x"))x", "xx，xx"},
      {R"x(replace("ab", "(a)", "$12"))x", "a2b"},
      {R"x(string join(split("a;b;c;;", ";"), "|"))x", "a|b|c||"},
      {R"x(string join(split("John  Doe", "\s+"), "|"))x", "John|Doe"}};
  for (const auto& [text, value] : replaced)
    EXPECT_EQ(value_of(text), Value(std::string(value))) << text;
  const std::pair<std::string_view, bool> matched[] = {
      {R"x(matches("foobar", "^fo*b"))x", true},
      {R"x(matches("X", "[A-Z-[OI]]", "i"))x", true},
      {R"x(matches("O", "[A-Z-[OI]]", "i"))x", false},
      {R"x(matches("q", "[^Q]", "i"))x", false},
      {R"x(matches("hello world", "hello\ sworld", "x"))x", true},
      {R"x(matches("hello world", " hello[ ]world ", "x"))x", true},
      {R"x(matches("hello world", "\p{ I s B a s i c L a t i n }+", "x"))x", true},
      {R"x(matches("input", "[0-9-.]*/"))x", false},
      {R"x(matches("aA", "(a)\1", "i"))x", true},
      {R"x(matches("电话 13800138000", "^\w+\s1\d{10}$"))x", true},
      {"matches(\"a\nb\", \"a$\", \"m\")", true},
      {"matches(\"a\n\", \"a$\")", false}};
  for (const auto& [text, value] : matched)
    EXPECT_EQ(value_of(text), Value(value)) << text;
}

TEST(Expressions, RegularExpressionsThatAreNoneSaySo) {
  const std::pair<std::string_view, std::string_view> bad[] = {
      {R"x(matches("h", "(.)\3"))x", "reference"},
      {R"x(matches("a", "(asd)[\1]"))x", "\\1"},
      {R"x(matches("input", "pattern", "X"))x", "flags"},
      {R"x(matches("a", "(?=a)"))x", "(?="},
      {R"x(matches("a", "(*UCP)a"))x", "(*U"},
      {R"x(matches("a", "[a"))x", "class"},
      {R"x(matches("a", "\p{IsKlingon}"))x", "IsKlingon"},
      {R"x(replace("abc", "x*", "-"))x", "empty text"},
      {R"x(replace("abc", "b", "$"))x", "replacement"},
      {R"x(split("abc", ""))x", "empty text"},
      {R"x(matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a|aa)+$"))x", "limit"}};
  for (const auto& [text, words] : bad) {
    const auto value = Expression::compile(text, shop_facts())->evaluate({});
    ASSERT_FALSE(value.has_value()) << text;
    EXPECT_NE(value.error().message.find(words), std::string::npos)
        << text << ": " << value.error().message;
  }
}

// exp and log are each other's inverse to 30 digits, and agree with known digits.
TEST(Expressions, ExponentAndLogarithm) {
  EXPECT_EQ(value_of("decimal(exp(1), 30)"), number("2.718281828459045235360287471353"));
  EXPECT_EQ(value_of("decimal(log(2), 30)"), number("0.693147180559945309417232121458"));
  EXPECT_EQ(value_of("exp(0)"), number("1"));
  EXPECT_EQ(value_of("log(1)"), number("0"));
  EXPECT_EQ(value_of("decimal(exp(-4.5), 12)"), number("0.011108996538"));
  EXPECT_EQ(value_of("every x in [0.001, 0.5, 3.17, 10, 99, 12345.678, 1000000000] satisfies "
                     "abs(exp(log(x)) / x - 1) < 10**-30"),
            Value(true));
  for (const char* text : {"log(0)", "log(-1)", "exp(20000)"})
    EXPECT_FALSE(Expression::compile(text, shop_facts())->evaluate({}).has_value()) << text;
}

TEST(Expressions, NoClock) {
  for (const char* text : {"now()", "today() > delivered", "date(now ())"}) {
    const auto bad = Expression::compile(text, shop_facts());
    ASSERT_FALSE(bad.has_value()) << text;
    EXPECT_EQ(bad.error().code, Code::unsupported);
    EXPECT_NE(bad.error().message.find("no clock"), std::string::npos) << bad.error().message;
  }
}

TEST(Expressions, Facts) {
  const Facts facts{{"order.paid", Value(money("100 CNY"))}, {"days_late", Value(Decimal(3))}};
  EXPECT_EQ(value_of("min(order.paid * 0.1 * days_late, 25 CNY)", facts), Value(money("25 CNY")));
  EXPECT_EQ(value_of("order.paid / 3", facts),
            Value(decimal("33.33333333333333333333333333333333")));
  EXPECT_EQ(value_of("days_late between 1 and 3", facts), Value(true));
}

TEST(Expressions, InAndIntervals) {
  const Facts facts{{"days_late", Value(Decimal(3))}, {"tier", Value(std::string("gold"))}};
  EXPECT_EQ(value_of("days_late in [1..3)", facts), Value(false));
  EXPECT_EQ(value_of("days_late in ]1..3]", facts), Value(true));
  EXPECT_EQ(value_of("days_late in (< 2, > 2)", facts), Value(true));
  EXPECT_EQ(value_of("tier in (\"silver\", \"gold\")", facts), Value(true));
  EXPECT_EQ(value_of("tier in [\"silver\", \"bronze\"]", facts), Value(false));
}

TEST(Expressions, DatesAndDurations) {
  const Facts facts{{"delivered", Value(parse_date("2026-01-31").value())},
                    {"reported_at", Value(parse_instant("2026-02-01T00:30:00+08:00").value())},
                    {"waited", Value(hours(30))}};
  EXPECT_EQ(value_of("delivered + duration(\"P1M\")", facts),
            Value(parse_date("2026-02-28").value()));
  EXPECT_EQ(value_of("delivered + 7d", facts), Value(parse_date("2026-02-07").value()));
  EXPECT_EQ(value_of("date(2026, 3, 1) - delivered", facts), Value(hours(29 * 24)));
  EXPECT_EQ(value_of("reported_at - 24h", facts),
            Value(parse_instant("2026-01-30T16:30:00Z").value()));
  EXPECT_EQ(value_of("waited > 24h", facts), Value(true));
  EXPECT_EQ(value_of("waited / 1h", facts), number("30"));
  EXPECT_EQ(value_of("(delivered + 1d).day", facts), number("1"));
  EXPECT_EQ(value_of("day of week(delivered)", facts), Value(std::string("Saturday")));
}

TEST(Expressions, ListsAndContexts) {
  EXPECT_EQ(value_of("[1, 2, 3][item > 1][1]"), number("2"));
  EXPECT_EQ(value_of("[{a: 1, b: 2}, {a: 3, b: 4}][a > 1].b"), Value(ValueList{number("4")}));
  EXPECT_EQ(value_of("for i in 1..3 return i * i"),
            Value(ValueList{number("1"), number("4"), number("9")}));
  EXPECT_EQ(value_of("some x in [1, 2] satisfies x > 1"), Value(true));
  EXPECT_EQ(value_of("every x in [1, 2] satisfies x > 1"), Value(false));
  EXPECT_EQ(value_of("{a: 1, b: a + 1}.b"), number("2"));
  EXPECT_EQ(value_of("(function(x, y) x + y)(1, 2)"), number("3"));
}

TEST(Expressions, NamesOfferTheNearest) {
  auto bad = Expression::compile("order.payed * 2", shop_facts(), "/if");
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().code, Code::not_found);
  EXPECT_NE(bad.error().message.find("order.paid"), std::string::npos) << bad.error().message;
  EXPECT_EQ(bad.error().where, "/if");
  EXPECT_EQ(Expression::compile("paid > order.paid and vip", shop_facts())->names(),
            (std::vector<std::string>{"order.paid", "paid", "vip"}));
}

TEST(Expressions, BadTextsAreErrors) {
  for (const char* text :
       {"",         "1 +",       "(1",           "[1",       "\"a", "1 2",    "if 1 then 2",
        "for x in", "{a 1}",     "1..2",         "a.b.",     "f(",  "@\"x\"", "5 cny",
        "24hours",  "\"\\u12\"", "{a: 1, a: 2}", "\xff\xfe", "-",   "not(",   "some x in [1]"}) {
    auto bad = Expression::compile(text, any_facts());
    EXPECT_FALSE(bad.has_value()) << text;
  }
  EXPECT_EQ(Expression::compile(std::string(5000, '('), any_facts()).error().code, Code::limit);
  EXPECT_EQ(Expression::compile(std::string(100000, '-') + "1", any_facts()).error().code,
            Code::limit);
}

TEST(Expressions, EndlessWorkIsStopped) {
  auto loop = Expression::compile("count(for i in 1..100000000 return i)", any_facts());
  ASSERT_TRUE(loop.has_value());
  auto value = loop->evaluate({});
  ASSERT_FALSE(value.has_value());
  EXPECT_NE(value.error().message.find("steps"), std::string::npos);
  auto big = Expression::compile("9 ** 9 ** 9 ** 9 ** 9", any_facts());
  ASSERT_TRUE(big.has_value());
  EXPECT_FALSE(big->evaluate({}).has_value());
}

} // namespace
} // namespace amends::test
