#include "amends/text.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace amends {
namespace {

std::string normal(std::string_view text) { return to_utf8(normalise(text).value().text); }

TEST(Normalise, one_spelling_for_what_people_type) {
  EXPECT_EQ(normal("ＡＢＣ１２３，！"), "abc123,!");
  EXPECT_EQ(normal("封面破損，書頁發霉，還沒發貨"), "封面破损,书页发霉,还没发货");
  EXPECT_EQ(normal("Didn’t ARRIVE"), "didn't arrive");
  EXPECT_EQ(normal("太慢！！！！！！！"), "太慢!!!");
  EXPECT_EQ(normal("  a \t\t b\r\n\n c  "), "a b\nc");
  EXPECT_EQ(normal("\u200b没\ufeff收到\ufe0f"), "没收到");
  EXPECT_EQ(normal("cafe\u0301"), "caf\u00e9");
  EXPECT_EQ(normal("㎏ ½ ﬁ"), "kg 1⁄2 fi");
  EXPECT_EQ(normal("1000000"), "1000000") << "digits are never folded";
  EXPECT_EQ(normal(""), "");
  EXPECT_EQ(normal(" \n "), "");
}

TEST(Normalise, offsets_lead_back_to_the_original) {
  const std::string text = "書Ａ\u200be\u0301破損";
  const NormalText out = normalise(text).value();
  ASSERT_EQ(to_utf8(out.text), "书aé破损");
  const auto original = [&](std::size_t i) {
    return text.substr(out.from[i], out.to[i] - out.from[i]);
  };
  EXPECT_EQ(original(0), "書");
  EXPECT_EQ(original(1), "Ａ\u200b");
  EXPECT_EQ(original(2), "e\u0301");
  EXPECT_EQ(original(3), "破");
  EXPECT_EQ(original(4), "損");
}

TEST(Normalise, refuses_what_is_not_utf8) {
  for (const std::string_view bad :
       {"abc\xff", "\xc0\x80", "\xed\xa0\x80", "\xe4\xb8", "\xf4\x90\x80\x80", "ok\x80"}) {
    const auto out = normalise(bad);
    ASSERT_FALSE(out) << bad;
    EXPECT_EQ(out.error().code, Code::parse);
  }
  EXPECT_NE(normalise("abc\xff").error().message.find("byte 3"), std::string::npos);
}

// Any text: offsets are in order and inside, every range is whole characters, and normalising twice
// changes nothing more.
TEST(Normalise, random_texts_keep_the_promises) {
  const std::u32string alphabet =
      U"aZ9 "
      U",.\n'\u0301\u0308\u0327書书。，！\u3000\u200b\ufeff\ufe0fＡ０가\u1100\u1161\u11a8ﾊ\uff9e"
      U"ﬁ㎏①é\u00ad\u2019👍🏽\u200d\u0e33\u0915\u093f";
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::u32string characters;
    const std::size_t size = random() % 40;
    for (std::size_t i = 0; i < size; ++i)
      characters += alphabet[random() % alphabet.size()];
    const std::string text = to_utf8(characters);
    const NormalText once = normalise(text).value();
    ASSERT_EQ(once.from.size(), once.text.size());
    ASSERT_EQ(once.to.size(), once.text.size());
    for (std::size_t i = 0; i < once.text.size(); ++i) {
      ASSERT_LT(once.from[i], once.to[i]);
      ASSERT_LE(once.to[i], text.size());
      if (i > 0) {
        ASSERT_LE(once.from[i - 1], once.from[i]);
        ASSERT_LE(once.to[i - 1], once.to[i]);
      }
      ASSERT_TRUE(normalise(text.substr(once.from[i], once.to[i] - once.from[i])));
    }
    const std::string spelled = to_utf8(once.text);
    ASSERT_EQ(normal(spelled), spelled);
  }
}

// Plain runs are read many characters at a time. An invisible character behind each of them leaves
// the text as it was but makes every one be looked at by itself: both ways give the same.
TEST(Normalise, quick_runs_read_as_one_character_at_a_time) {
  const std::vector<std::u32string> pieces = {
      U"the order", U"Still ",  U" ",      U"  ",       U"\n", U"AAAA",   U"!!",
      U"0000",      U"`",       U"\t",     U"書破損了", U"，", U"，，，", U"\u3000",
      U"Ｆ２",      U"e\u0301", U"\u0301", U"哈哈",     U"한", U"锟斤"};
  std::mt19937 random(11);
  for (int round = 0; round < 4000; ++round) {
    std::u32string characters;
    for (std::size_t i = random() % 14; i > 0; --i)
      characters += pieces[random() % pieces.size()];
    std::u32string slow;
    for (const char32_t c : characters)
      slow += {c, U'\u200b'};
    const std::string text = to_utf8(characters);
    const NormalText quick = normalise(text).value();
    ASSERT_EQ(to_utf8(quick.text), normal(to_utf8(slow))) << text;
    NormalText bare;
    ASSERT_TRUE(normalise_into(text, bare, Offsets::none));
    ASSERT_EQ(bare.text, quick.text) << text;
    // Every character's own bytes give it again.
    for (std::size_t i = 0; i < quick.text.size(); ++i) {
      const auto own = text.substr(quick.from[i], quick.to[i] - quick.from[i]);
      ASSERT_TRUE(quick.text[i] <= U' ' ||
                  normalise(own).value().text.find(quick.text[i]) != own.npos)
          << text;
    }
  }
}

TEST(Normalise, long_runs_of_marks_and_of_one_character) {
  std::string marks = "a";
  for (int i = 0; i < 30'000; ++i)
    marks += "\u0327\u0301";
  const std::string cut = normal(marks);
  EXPECT_FALSE(cut.empty());
  EXPECT_LT(cut.size(), 100U);
  EXPECT_EQ(normal(cut), cut);
  EXPECT_EQ(normal(std::string(65'536, 'x')), "xxx");
  // The mark joins the last of the run, which is then another character.
  EXPECT_EQ(normal("aaaa\u0301"), "aaa\u00e1");
  EXPECT_EQ(normal("!!!!\u0301 \n\u0301"), normal(normal("!!!!\u0301 \n\u0301")));
}

} // namespace
} // namespace amends
