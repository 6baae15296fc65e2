#include "amends/json.hpp"

#include "print.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace amends {
namespace {

Json read(std::string_view text) { return parse_json(text).value(); }

// Code, words of the message and pointer of what `text` fails with.
void expect_error(std::string_view text, Code code, std::string_view words,
                  std::string_view where) {
  const Result<Json> json = parse_json(text);
  ASSERT_FALSE(json.has_value()) << text;
  EXPECT_EQ(json.error().code, code) << text;
  EXPECT_NE(json.error().message.find(words), std::string::npos) << text << "\n"
                                                                 << json.error().message;
  EXPECT_EQ(json.error().where, where) << text;
}

TEST(JsonRead, KeepsNumbersAsWritten) {
  for (const char* number :
       {"0", "-0", "1.50", "1e400", "-1E-5", "123456789012345678901234567890", "0.1e+1",
        "9223372036854775807", "18446744073709551615", "18446744073709551616"}) {
    EXPECT_EQ(read(number), Json::number_text(number));
    EXPECT_EQ(print_json(read(std::string("[") + number + " ]")), std::string("[") + number + "]");
  }
}

TEST(JsonRead, KeepsTheOrderOfMembers) {
  const Json json = read(R"({"b":1,"a":[true,null,"x"],"":{}})");
  ASSERT_EQ(json.members.size(), 3U);
  EXPECT_EQ(json.members[0].first, "b");
  EXPECT_EQ(json.members[1].second.items[2], Json::string("x"));
  EXPECT_TRUE(json.find("")->is(Json::Kind::object));
  EXPECT_EQ(json.find("c"), nullptr);
}

TEST(JsonRead, DecodesEscapes) {
  EXPECT_EQ(read(R"("\u00e9\n\"\\\/\ud83d\ude00")").text, "é\n\"\\/😀");
}

TEST(JsonRead, SaysWhereInLinesAndCharacters) {
  expect_error("{\n  \"投诉\": tru }", Code::parse, "line 2, column 9", "/投诉");
  expect_error("[1,\n[2, {\"a\": }]]", Code::parse, "line 2, column 11", "/1/1/a");
  expect_error("{\"a\": 1, \"b\" 2}", Code::parse, "line 1, column 14", "/b");
  expect_error("[1,]", Code::parse, "a comma too many", "/1");
  expect_error("{'a':1}", Code::parse, "double quotes", "");
  expect_error("[1] // c", Code::parse, "follows after", "");
  expect_error("[ // c\n1]", Code::parse, "no comments", "/0");
  expect_error("\"a\tb\"", Code::parse, "written as \\n or", "");
  expect_error("", Code::parse, "ends in the middle", "");
  expect_error("{\"a\": [1, 2", Code::parse, "ends in the middle", "/a/2");
  expect_error("{\"a\": 1} x", Code::parse, "follows after", "");
}

TEST(JsonRead, RefusesWhatRfc8259DoesNotAllow) {
  for (const char* text :
       {"[1,]",   "{\"a\":1,}", "// c\n1",     "/* c */1",    "01",          "+1",  ".5",
        "1.",     "1e",         "-",           "NaN",         "Infinity",    "'a'", "{a:1}",
        "\"\t\"", "\"\\x\"",    "\"\\u12\"",   "nul",         "[1 2]",       "\"",  "{\"a\"}",
        "]",      "tr ue",      "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800x\""})
    EXPECT_EQ(parse_json(text).error().code, Code::parse) << text;
}

TEST(JsonRead, RefusesDuplicateNamesAlsoWhenEscaped) {
  expect_error(R"({"x":[{"a":1,"\u0061":2}]})", Code::parse, "\"a\" stands twice", "/x/0");
  std::string many = "{";
  for (int i = 0; i < 100; ++i)
    many += "\"k" + std::to_string(i) + "\":0,";
  EXPECT_TRUE(parse_json(many + "\"last\":0}").has_value());
  expect_error(many + "\"k3\":0}", Code::parse, "\"k3\" stands twice", "");
  expect_error(many + "\"k99\":0}", Code::parse, "\"k99\" stands twice", "");
}

TEST(JsonRead, RefusesNul) {
  expect_error(R"({"a":"x\u0000y"})", Code::parse, "NUL", "/a");
  expect_error(R"({"a":{"\u0000":1}})", Code::parse, "NUL", "/a");
  EXPECT_EQ(parse_json(std::string_view("\"a\0b\"", 5)).error().code, Code::parse);
}

TEST(JsonRead, RefusesWhatIsNotUtf8) {
  expect_error("{\"a\":\n \"\x80\"}", Code::parse, "line 2, column 3: this is not UTF-8", "");
  for (const char* bad : {"\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\xF4\x90\x80\x80\"",
                          "\"\xE4\xBD\"", "\"\xF8\x88\x80\x80\x80\""})
    EXPECT_EQ(parse_json(bad).error().code, Code::parse);
  expect_error("\xEF\xBB\xBF{}", Code::parse, "byte order mark", "");
}

TEST(JsonRead, StopsAtItsLimits) {
  const auto nested = [](std::size_t n) { return std::string(n, '[') + std::string(n, ']'); };
  EXPECT_TRUE(parse_json(nested(32)).has_value());
  EXPECT_EQ(parse_json(nested(33)).error().code, Code::limit);
  EXPECT_EQ(parse_json(nested(100'000)).error().code, Code::limit);
  expect_error(R"({"a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]})",
               Code::limit, "32 levels",
               "/a/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0");
  JsonLimits limits;
  limits.bytes = 4;
  EXPECT_TRUE(parse_json("[12]", limits).has_value());
  EXPECT_EQ(parse_json("[123]", limits).error().code, Code::limit);
}

TEST(JsonPrint, EscapesOnlyWhatMustBe) {
  EXPECT_EQ(print_json(Json::string("é \"\\/\n\x01\x7f")), "\"é \\\"\\\\/\\n\\u0001\\u007f\"");
}

TEST(JsonPrint, PrettyIsForPeople) {
  EXPECT_EQ(print_json_pretty(read(R"({"a":[1,{}],"b":[]})")),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
}

TEST(Json, SetsAndRemovesMembers) {
  Json json = read(R"({"a":1,"b":2})");
  json.set("a", Json::boolean(true));
  json.set("c", Json());
  json.remove("b");
  EXPECT_EQ(print_json(json), R"({"a":true,"c":null})");
  EXPECT_EQ(Json::string("a").find("a"), nullptr);
}

// Documents up to `depth` levels deep, with hostile texts and names.
rc::Gen<Json> any_json(int depth) {
  const auto text = rc::gen::element<std::string>("", "a", "投诉", "\"\\/", "\n\x1f", "\x7f", "😀",
                                                  "a/b~c", "null");
  const auto scalar = rc::gen::oneOf(rc::gen::just(Json()),
                                     rc::gen::map(rc::gen::arbitrary<bool>(), &Json::boolean),
                                     rc::gen::map(rc::gen::arbitrary<std::int64_t>(),
                                                  [](std::int64_t n) { return Json::number(n); }),
                                     rc::gen::map(text, &Json::string));
  if (depth == 0)
    return scalar;
  const auto item = any_json(depth - 1);
  const auto items = rc::gen::container<std::vector<Json>>(item);
  const auto members = rc::gen::uniqueBy<std::vector<Json::Member>>(
      4, rc::gen::pair(text, item), [](const Json::Member& member) { return member.first; });
  return rc::gen::oneOf(scalar, rc::gen::map(items, &Json::array),
                        rc::gen::map(members, &Json::object));
}

RC_GTEST_PROP(JsonProperty, WhatIsPrintedReadsBackTheSame, ()) {
  const Json json = *any_json(3);
  RC_ASSERT(parse_json(print_json(json)).value() == json);
  RC_ASSERT(parse_json(print_json_pretty(json)).value() == json);
}

RC_GTEST_PROP(JsonProperty, DamageIsAnErrorOrAnotherDocumentNeverACrash, ()) {
  std::string text = print_json(*any_json(3));
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  text[at] = *rc::gen::arbitrary<char>();
  const Result<Json> json = parse_json(text);
  if (json.has_value())
    RC_ASSERT(parse_json(print_json(*json)).value() == *json);
  else
    RC_ASSERT(!json.error().message.empty());
}

} // namespace
} // namespace amends
