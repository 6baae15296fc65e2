#include "base/described_things.hpp"

#include "print.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace amends {
namespace {

using things::All;
using things::Command;
using things::Note;
using things::Paint;
using things::Tree;

EncodeOptions record() {
  EncodeOptions options;
  options.style = Style::record;
  return options;
}

TEST(Encode, WritesWhatWasRead) {
  const All all = decode<All>(parse_json(things::all_json).value()).value();
  EXPECT_EQ(print_json(encode(all)), things::all_json);
}

TEST(Encode, AnswersShowListsRecordsAreShort) {
  EXPECT_EQ(print_json(encode(Tree{"a", {}})), R"({"name":"a","branches":[]})");
  EXPECT_EQ(print_json(encode(Tree{"a", {}}, record())), R"({"name":"a"})");
  All all = decode<All>(parse_json(things::all_json).value()).value();
  all.flag = false;
  all.maybe.reset();
  all.list.clear();
  all.map.clear();
  all.x = Json();
  const Json short_one = encode(all, record());
  for (const char* name : {"flag", "maybe", "list", "map", "x"})
    EXPECT_EQ(short_one.find(name), nullptr) << name;
  EXPECT_NE(short_one.find("maybe_flag"), nullptr); // a known false is not the same as unknown
  const Json answer = encode(all);
  for (const char* name : {"flag", "list", "map", "x"})
    EXPECT_NE(answer.find(name), nullptr) << name;
  EXPECT_EQ(answer.find("maybe"), nullptr);
  EXPECT_EQ(decode<All>(short_one)->maybe_flag, false);
}

TEST(Encode, WritesInstantsAtTheOffset) {
  EncodeOptions options;
  options.offset = hours(8);
  const All all = decode<All>(parse_json(things::all_json).value()).value();
  EXPECT_EQ(encode(all, options).find("at")->text, "2026-09-21T08:45:12+08:00");
}

TEST(Encode, PutsTheTagFirstAndTheBaseBeforeTheRest) {
  Paint paint;
  paint.id = "1";
  paint.coats = {2};
  EXPECT_EQ(print_json(encode(Command(paint))),
            R"({"op":"paint","id":"1","color":"red","coats":[2]})");
}

TEST(Encode, SkipsATopLevelFieldOnly) {
  EncodeOptions options;
  options.skip = "name";
  EXPECT_EQ(print_json(encode(Tree{"a", {Tree{"b", {}}}}, options)),
            R"({"branches":[{"name":"b","branches":[]}]})");
  options.skip = "at";
  Paint paint;
  paint.at = Instant{0};
  EXPECT_EQ(encode(Command(paint), options).find("at"), nullptr);
}

TEST(Encode, OpensPersonalTextsForAnswersOnly) {
  Note note;
  note.text = {"C.1.1", "ab"};
  note.captions = {{"C.1.2", ""}};
  EncodeOptions options;
  options.open = [](const Personal& personal) -> std::optional<std::string> {
    if (personal.ref == "C.1.2")
      return std::nullopt;
    return "secret";
  };
  EXPECT_EQ(print_json(encode(note, options)), R"({"id":"","text":"secret","captions":[null]})");
  constexpr const char* references =
      R"({"id":"","text":{"ref":"C.1.1","c":"ab"},"captions":[{"ref":"C.1.2"}]})";
  EXPECT_EQ(print_json(encode(note)), references);
  options.style = Style::record;
  EXPECT_EQ(print_json(encode(note, options)), references);
}

rc::Gen<Tree> any_tree(int depth) {
  const auto name = rc::gen::element<std::string>("", "a", "投诉", "\n\"");
  if (depth == 0)
    return rc::gen::map(name, [](std::string n) { return Tree{std::move(n), {}}; });
  return rc::gen::map(
      rc::gen::pair(name, rc::gen::container<std::vector<Tree>>(any_tree(depth - 1))),
      [](std::pair<std::string, std::vector<Tree>> t) {
        return Tree{std::move(t.first), std::move(t.second)};
      });
}

RC_GTEST_PROP(EncodeProperty, BothStylesReadBackTheSame, ()) {
  const Json json = encode(*any_tree(2));
  const Tree tree = decode<Tree>(json).value();
  RC_ASSERT(encode(decode<Tree>(encode(tree, record())).value()) == json);
}

} // namespace
} // namespace amends
