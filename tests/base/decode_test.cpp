#include "base/described_things.hpp"

#include "print.hpp"

#include <gtest/gtest.h>

namespace amends {
namespace {

using things::All;
using things::Color;
using things::Command;
using things::Note;
using things::Paint;
using things::Tree;

template <class T> Result<T> read(std::string_view text, const DecodeOptions& options = {}) {
  return decode<T>(parse_json(text).value(), options);
}

template <class T>
void expect_error(std::string_view text, std::string_view message, std::string_view where) {
  const Result<T> value = read<T>(text);
  ASSERT_FALSE(value.has_value()) << text;
  EXPECT_EQ(value.error().code, Code::parse) << text;
  EXPECT_EQ(value.error().message, message) << text;
  EXPECT_EQ(value.error().where, where) << text;
}

// all_json with the value of `name` replaced by `value`.
std::string all_with(std::string_view name, std::string_view value) {
  Json json = parse_json(things::all_json).value();
  json.set(name, parse_json(value).value());
  return print_json(json);
}

TEST(Decode, ReadsEveryShape) {
  const All all = read<All>(things::all_json).value();
  EXPECT_TRUE(all.flag);
  EXPECT_EQ(all.small, -5);
  EXPECT_EQ(all.large, INT64_MAX);
  EXPECT_EQ(all.text, "é");
  EXPECT_EQ(all.factor, Decimal::scaled(125, 2));
  EXPECT_EQ(all.at, parse_instant("2026-09-21T08:45:12+08:00").value());
  EXPECT_EQ(all.day, parse_date("2026-09-21").value());
  EXPECT_EQ(all.span, hours(26));
  EXPECT_EQ(all.amount, parse_money("12.50 CNY").value());
  EXPECT_EQ(all.color_, Color::default_);
  EXPECT_EQ(all.maybe, 0);
  EXPECT_EQ(all.maybe_flag, false);
  ASSERT_EQ(all.list.size(), 1U);
  EXPECT_EQ(all.list[0].branches.at(0).name, "b");
  EXPECT_EQ(all.map.at("k/1"), Color::green);
  EXPECT_EQ(print_json(all.x), R"({"any":[1,null,"t"]})");
}

TEST(Decode, TakesMoneyAsText) {
  EXPECT_EQ(read<All>(all_with("amount", R"("12.50 CNY")"))->amount.minor, 1250);
}

TEST(Decode, TakesWholeNumbersHoweverWritten) {
  EXPECT_EQ(read<All>(all_with("small", "1.0"))->small, 1);
  EXPECT_EQ(read<All>(all_with("large", "1e3"))->large, 1000);
}

TEST(Decode, LeavesOutWhatMayBeLeftOut) {
  Json json = parse_json(things::all_json).value();
  for (const char* name : {"flag", "maybe", "maybe_flag", "list", "map", "x"})
    json.remove(name);
  const All all = decode<All>(json).value();
  EXPECT_FALSE(all.flag || all.maybe || all.maybe_flag);
  EXPECT_TRUE(all.list.empty() && all.map.empty() && all.x.is_null());
  EXPECT_FALSE(read<All>(all_with("maybe", "null"))->maybe.has_value());
}

TEST(Decode, NamesTheMissingField) {
  expect_error<Tree>("{}", "the field \"name\" is missing", "");
  expect_error<Tree>(R"({"name":"a","branches":[{"name":"b"},{}]})",
                     "the field \"name\" is missing", "/branches/1");
}

TEST(Decode, NamesTheNearestFieldForAnUnknownOne) {
  expect_error<Tree>(R"({"nmae":"a"})", "unknown field \"nmae\"; did you mean \"name\"?", "/nmae");
  expect_error<Tree>(R"({"name":"a","zzzzzz":1})", "unknown field \"zzzzzz\"; known are branches",
                     "/zzzzzz");
  expect_error<Tree>(R"({"name":"a","na/me":1})", "unknown field \"na/me\"; known are branches",
                     "/na~1me");
}

TEST(Decode, CutsLongForeignTextsInMessages) {
  const std::string name = "投诉" + std::string(1000, 'x');
  const Result<Tree> tree = read<Tree>("{\"name\":\"a\",\"" + name + "\":1}");
  EXPECT_LT(tree.error().message.size(), 200U);
}

TEST(Decode, SaysWhatWasExpectedAndFound) {
  expect_error<All>("[]", "expected an object, found a list", "");
  expect_error<All>(all_with("flag", "0"), "expected true or false, found a number", "/flag");
  expect_error<All>(all_with("small", R"("1")"), "expected a whole number, found a text", "/small");
  expect_error<All>(all_with("text", "null"), "expected a text, found null", "/text");
  expect_error<All>(all_with("list", "{}"), "expected a list, found an object", "/list");
  expect_error<All>(all_with("list", R"([{"name":"a","branches":[{"name":1}]}])"),
                    "expected a text, found a number", "/list/0/branches/0/name");
  expect_error<All>(all_with("map", R"({"a/b":1})"), "expected a text, found a number",
                    "/map/a~1b");
  expect_error<All>(all_with("factor", "true"), "expected a number, found true or false",
                    "/factor");
}

TEST(Decode, ChecksRanges) {
  EXPECT_EQ(read<All>(all_with("small", "-2147483648"))->small, INT32_MIN);
  EXPECT_EQ(read<All>(all_with("small", "2147483648")).error().where, "/small");
  EXPECT_EQ(read<All>(all_with("small", "1e400")).error().code, Code::parse);
  EXPECT_EQ(read<All>(all_with("large", "9223372036854775808")).error().where, "/large");
  EXPECT_EQ(read<All>(all_with("large", "1.5")).error().message,
            "expected a whole number, found a fraction");
  EXPECT_EQ(read<All>(all_with("factor", "1e99999")).error().code, Code::parse);
  EXPECT_EQ(read<All>(all_with("span", R"("P999999999999D")")).error().code, Code::parse);
}

TEST(Decode, ChecksMoneyInDepth) {
  expect_error<All>(all_with("amount", R"({"minor":1,"curency":"CNY"})"),
                    "unknown field \"curency\"; known are minor, currency", "/amount/curency");
  EXPECT_EQ(read<All>(all_with("amount", R"({"minor":1})")).error().where, "/amount");
  EXPECT_EQ(read<All>(all_with("amount", R"({"minor":1.5,"currency":"CNY"})")).error().where,
            "/amount/minor");
  EXPECT_EQ(read<All>(all_with("amount", R"({"minor":1,"currency":"RMB"})")).error().where,
            "/amount/currency");
  EXPECT_EQ(read<All>(all_with("amount", R"("1.234 CNY")")).error().where, "/amount");
}

TEST(Decode, KnowsTheWordsOfAnEnum) {
  expect_error<All>(all_with("color", R"("grene")"),
                    "unknown word \"grene\"; did you mean \"green\"?", "/color");
  expect_error<All>(all_with("color", R"("blue")"),
                    "unknown word \"blue\"; known are red, green, default", "/color");
}

TEST(Decode, TellsVariantsApartByTheirTag) {
  const Command command =
      read<Command>(R"({"coats":[1,2],"op":"paint","id":"1","color":"green"})").value();
  EXPECT_EQ(std::get<Paint>(command).id, "1");
  EXPECT_EQ(std::get<Paint>(command).coats, (std::vector<std::int32_t>{1, 2}));
  expect_error<Command>(R"({"id":"1"})", "the field \"op\" is missing; it says what this is", "");
  expect_error<Command>(R"({"op":1})", "expected a text, found a number", "/op");
  expect_error<Command>(R"({"op":"piant"})", "unknown op \"piant\"; did you mean \"paint\"?",
                        "/op");
  expect_error<Command>(R"({"op":"x"})", "unknown op \"x\"; known are paint, note", "/op");
  expect_error<Command>(R"({"op":"paint","id":"1","color":"red","colour":"red"})",
                        "unknown field \"colour\"; known are at, coats", "/colour");
  expect_error<Command>(R"({"op":"paint","id":"1","color":"red","coats":[1,"x"]})",
                        "expected a whole number, found a text", "/coats/1");
}

TEST(Decode, KeepsPersonalTextsApart) {
  constexpr const char* note = R"({"op":"note","id":"1","text":"secret","captions":["a","b"]})";
  Texts texts;
  const Command command = read<Command>(note, {&texts}).value();
  const Note& n = std::get<Note>(command);
  EXPECT_EQ(texts.values, (std::vector<std::string>{"secret", "a", "b"}));
  EXPECT_EQ(*texts.find(n.text), "secret");
  EXPECT_EQ(*texts.find(n.captions[1]), "b");
  const Result<Command> refused = read<Command>(note);
  EXPECT_EQ(refused.error().where, "/text");
  EXPECT_EQ(refused.error().message.find("secret"), std::string::npos);
}

TEST(Decode, TakesReferencesToPersonalTexts) {
  const auto note = [](std::string_view text) {
    return R"({"op":"note","id":"1","text":)" + std::string(text) + "}";
  };
  const Command command = read<Command>(note(R"({"ref":"C.1.1","c":"ab"})")).value();
  EXPECT_EQ(std::get<Note>(command).text, (Personal{"C.1.1", "ab"}));
  EXPECT_EQ(read<Command>(note(R"({"c":"ab"})")).error().where, "/text");
  EXPECT_EQ(read<Command>(note(R"({"ref":1})")).error().where, "/text/ref");
  EXPECT_EQ(read<Command>(note(R"({"ref":"a","d":"b"})")).error().where, "/text/d");
  Texts texts;
  for (const char* reference : {R"({"ref":"?0"})", R"({"ref":"C.1.1","c":"ab"})"})
    EXPECT_EQ(read<Command>(note(reference), {&texts}).error().where, "/text")
        << "who speaks says words, and points at nobody else's";
}

TEST(Texts, FindsOnlyItsOwnReferences) {
  Texts texts;
  const Personal first = texts.add("a");
  EXPECT_EQ(*texts.find(first), "a");
  for (const char* ref : {"", "?", "?1", "?x", "?0x", "C.1.1", "?-1", "?18446744073709551616"})
    EXPECT_EQ(texts.find({ref, ""}), nullptr) << ref;
}

} // namespace
} // namespace amends
