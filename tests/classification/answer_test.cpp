// One line of `amends classify`.
#include "helpers.hpp"

namespace amends {
namespace {

TEST(AnswerClassify, has_the_documented_shape) {
  const auto classifier = compile(R"({"categories": {
    "delivery.damage": {"severity": "medium", "priority": "P2", "words": {"zh": [{"撕裂": 2.1}]}}}})");
  const Json out =
      answer_classify(*classifier, json(R"({"id":"1","text":"书到了，封面撕裂","x":{"a":1}})"))
          .value();
  EXPECT_EQ(
      print_json(out),
      R"({"id":"1","labels":[{"category":"delivery.damage","score":0.96}],"severity":"medium",)"
      R"("priority":"P2","abstained":false,"why":[{"category":"delivery.damage","term":"撕裂",)"
      R"("from":"lexicon","weight":2.1,"at":[18,24]}],"x":{"a":1}})");
}

TEST(AnswerClassify, facts_reach_the_tables) {
  const auto classifier = compile(R"({
    "categories": {"late": {"severity": "medium", "words": {"en": ["late"]}}},
    "tables": {"priority": {"when": ["customer.tier"], "then": ["priority"],
      "rows": [["vip", "P1"], ["-", "P3"]]}}})");
  const Json out =
      answer_classify(*classifier, json(R"({"text":"late","facts":{"customer":{"tier":"vip"}}})"))
          .value();
  EXPECT_EQ(out.find("priority")->text, "P1");
}

TEST(AnswerClassify, bad_lines_are_named) {
  const auto error = [](const char* line) {
    const auto out = answer_classify(builtin(), json(line));
    return out ? Error{} : out.error();
  };
  EXPECT_EQ(error(R"({"id":"1"})").where, "/text");
  EXPECT_EQ(error(R"({"text":5})").where, "/text");
  EXPECT_EQ(error(R"({"text":"a","fact":{}})").where, "/fact");
  EXPECT_NE(error(R"({"text":"a","fact":{}})").message.find("facts"), std::string::npos);
  EXPECT_EQ(error(R"({"text":"a","facts":[]})").where, "/facts");
  EXPECT_EQ(error("[]").code, Code::parse);
}

} // namespace
} // namespace amends
