// Text in the wrong character set: bytes that are no UTF-8 are refused with what they look like,
// characters that come of a wrong decoding are marked, and good text never is.
#include "amends/text.hpp"
#include "places.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace amends {
namespace {

bool is_marked(const std::string& text) { return normalise(text).value().mojibake; }

TEST(Misreading, gbk_bytes_are_refused_and_named) {
  const auto refused = [](std::string_view bytes) { return normalise(bytes).error().message; };
  // "书没到，封面坏了" in GB18030.
  EXPECT_NE(refused("\xca\xe9\xc3\xbb\xb5\xbd\xa3\xac\xb7\xe2\xc3\xe6\xbb\xb5\xc1\xcb")
                .find("looks like GB18030"),
            std::string::npos);
  EXPECT_NE(refused("order 1234: \xca\xe9\xc3\xbb\xb5\xbd").find("at byte 12"), std::string::npos);
  EXPECT_EQ(refused("caf\xe9").find("GB18030"), std::string::npos);
  EXPECT_EQ(refused("\xff\xfe\x66\x4e").find("GB18030"), std::string::npos);
  // Good UTF-8 that was cut is no GB18030.
  EXPECT_EQ(refused(std::string("书没到，封面坏了").substr(0, 10)).find("GB18030"),
            std::string::npos);
}

TEST(Misreading, utf8_read_as_latin1_or_windows1252) {
  EXPECT_TRUE(is_marked("é\u0094\u0099æ\u009c¬æ²¡å\u0088°")); // "错本没到"
  EXPECT_TRUE(is_marked("ä¹¦æ²¡åˆ°"));
  EXPECT_TRUE(is_marked("ç‰©æµ"));
  EXPECT_TRUE(is_marked("I donâ€™t know where my parcel is"));
  EXPECT_TRUE(is_marked("The CafÃ© sent a brÃ»lÃ©e instead"));
}

TEST(Misreading, gbk_read_as_latin1) {
  EXPECT_TRUE(is_marked("ÊéÃ»µ½£¬·âÃæ»µÁË"));
  EXPECT_TRUE(is_marked("order 1234: ÊéÃ»µ½"));
}

TEST(Misreading, utf8_read_as_gbk) {
  EXPECT_TRUE(is_marked("涔︽病鍒帮紝灏侀潰鍧忎簡")); // "书没到，封面坏了"
  EXPECT_TRUE(is_marked("鐗╂祦涓€鐩翠笉鍔紝瀹㈡湇娌′汉鐞"));
  EXPECT_TRUE(is_marked("锟斤拷锟斤拷"));
}

TEST(Misreading, what_could_not_be_decoded_was_lost) { EXPECT_TRUE(is_marked("书没\ufffd到")); }

TEST(Misreading, good_text_is_not_marked) {
  for (const char* text :
       {"书没到", "書沒到，封面壞了", "Crème brûlée à la carte, déjà vu",
        "«\u00a0raté\u00a0», dit-il, "
        "«\u00a0raté\u00a0»",
        "„Spaß“ und noch mehr „Spaß“", "ÄÖÜ äöü ß", "naïve – São Paulo – Ångström",
        "我叫王璐瑶，收件人李婧，寄给陈瑜", "鋼鏈鎖錄音機，鐘錶錯了", "烫烫烫烫！水太烫",
        "¥12.50 ±2°C ½ ©®", "Đặt hàng không đến", "Zażółć gęślą jaźń", "Привет, посылка не пришла",
        ""})
    EXPECT_FALSE(is_marked(text)) << text;
}

// All that people write to shops here, in both scripts: none of it is marked.
TEST(Misreading, no_message_of_the_project_is_marked) {
  const std::string seeds = test::in_checkout("src/classification/seeds");
  std::size_t texts = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(seeds)) {
    std::ifstream in(file.path());
    for (std::string line; std::getline(in, line); ++texts)
      EXPECT_FALSE(is_marked(line)) << line;
  }
  EXPECT_GT(texts, 1000U);
}

} // namespace
} // namespace amends
