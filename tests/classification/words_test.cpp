// The grammar of a pack's words.
#include "helpers.hpp"

namespace amends {
namespace {

// A policy of one category `a` with these words, as JSON.
std::shared_ptr<const Classifier> with_words(const std::string& words) {
  return compile(R"({"categories": {"a": {"words": )" + words + "}}}");
}
bool says(const std::string& words, std::string_view text) {
  const auto classifier = with_words(words);
  return classifier != nullptr && has(labels(*classifier, text), "a");
}

TEST(Words, plain_texts_in_any_spelling) {
  EXPECT_TRUE(says(R"({"zh": ["发霉"]})", "書頁發霉了"));
  EXPECT_TRUE(says(R"({"zh": ["發霉"]})", "书页发霉了"));
  EXPECT_TRUE(says(R"({"en": ["Torn Cover"]})", "it has a TORN  cover"));
  EXPECT_FALSE(says(R"({"zh": ["发霉"]})", "书页很好"));
}

TEST(Words, english_words_are_whole_words_unless_starred) {
  EXPECT_FALSE(says(R"({"en": ["late"]})", "a chocolate plate"));
  EXPECT_TRUE(says(R"({"en": ["late"]})", "(late)"));
  EXPECT_FALSE(says(R"({"en": ["leak"]})", "it was leaking"));
  EXPECT_TRUE(says(R"({"en": ["leak*"]})", "it was leaking"));
  EXPECT_FALSE(says(R"({"en": ["leak*"]})", "a bleak day"));
  EXPECT_TRUE(says(R"({"en": ["leak* badly"]})", "it leaked badly"));
}

TEST(Words, alternatives_and_parts_that_may_be_left_out) {
  const std::string words = R"({"zh": ["(还|仍|)没(收|(送|寄))到"]})";
  for (const char* text : {"还没收到", "仍没送到", "没寄到"})
    EXPECT_TRUE(says(words, text)) << text;
  for (const char* text : {"还收到", "没到", "没收"})
    EXPECT_FALSE(says(words, text)) << text;
}

TEST(Words, gaps_stay_near_and_in_the_clause) {
  const std::string words = R"({"zh": ["快递...慢"], "en": ["delivery...slow"]})";
  EXPECT_TRUE(says(words, "快递真的是太慢了"));
  EXPECT_TRUE(says(words, "快递慢"));
  EXPECT_FALSE(says(words, "慢的是快递"));
  EXPECT_FALSE(says(words, "快递很好，就是客服慢"));
  EXPECT_FALSE(says(words, "快递一二三四五六七八九十百慢"));
  EXPECT_TRUE(says(words, "the delivery was really very slow"));
  EXPECT_FALSE(says(words, "the delivery was fine. slow website"));
}

TEST(Words, weights_add_up_and_hide) {
  EXPECT_FALSE(says(R"({"zh": [{"贵": 0.5}]})", "贵"));
  EXPECT_TRUE(says(R"({"zh": [{"贵": 0.5}, {"坑": 0.5}]})", "又贵又坑"));
  EXPECT_FALSE(says(R"({"zh": [{"贵": 0.5}]})", "贵，贵，贵")) << "one grievance said thrice";
  EXPECT_FALSE(says(R"({"zh": ["假货", {"正品": -1}]})", "不是说正品吗 假货"));
  EXPECT_FALSE(says(R"({"zh": ["盗版", {"不如盗版": 0}]})", "纸张还不如盗版"));
  EXPECT_TRUE(says(R"({"zh": ["盗版", {"不如盗版": 0}]})", "这是盗版，不如盗版"));
}

TEST(Words, mistakes_are_named_with_their_place) {
  const auto error = [](const std::string& policy) {
    const auto out = Classifier::compile(json(policy));
    return out ? Error{} : out.error();
  };
  const Error group = error(R"({"categories":{"a/b":{"words":{"zh":["好","(a|b"]}}}})");
  EXPECT_EQ(group.code, Code::policy);
  EXPECT_EQ(group.where, "/categories/a~1b/words/zh/1");
  EXPECT_NE(group.message.find("(a|b"), std::string::npos);
  for (const char* bad : {"()", "...a", "a...", "a...b...c...d...e", "*", "a*b(", "", "!", "(a|)"})
    EXPECT_EQ(
        error(R"({"categories":{"a":{"words":{"zh":[")" + std::string(bad) + R"("]}}}})").code,
        Code::policy)
        << bad;
  const Error weight = error(R"({"categories":{"a":{"words":{"zh":[{"x":1.2345}]}}}})");
  EXPECT_EQ(weight.where, "/categories/a/words/zh/0/x");
  const Error key = error(R"({"categories":{"a":{"wrods":{}}}})");
  EXPECT_EQ(key.where, "/categories/a/wrods");
  EXPECT_NE(key.message.find("\"words\""), std::string::npos);
  const Error level = error(R"({"categories":{"a":{"severity":"grave"}}})");
  EXPECT_EQ(level.where, "/categories/a/severity");
  EXPECT_NE(level.message.find("critical"), std::string::npos);
  EXPECT_EQ(error(R"({"categories":{"a":{"severity_words":{"higher":{}}}}})").where,
            "/categories/a/severity_words/higher");
}

} // namespace
} // namespace amends
