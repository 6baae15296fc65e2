#include "amends/ids.hpp"

#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace amends {
namespace {

TEST(Id, TakesItsAlphabetOnly) {
  EXPECT_TRUE(check_id("AZaz09._:-").has_value());
  EXPECT_TRUE(check_id(std::string(64, 'x')).has_value());
  EXPECT_EQ(check_id(std::string(65, 'x')).error().code, Code::limit);
  for (const char* id : {"", "a b", "a/b", "é", "a\n", "a\x7f", "a@b"})
    EXPECT_EQ(check_id(id).error().code, Code::parse) << id;
}

TEST(ShopKey, TakesAnyTextWithoutControlCharacters) {
  EXPECT_TRUE(check_shop_key("订单 2026/09#1 😀").has_value());
  EXPECT_TRUE(check_shop_key(std::string(256, 'x')).has_value());
  EXPECT_EQ(check_shop_key(std::string(257, 'x')).error().code, Code::limit);
  for (const std::string& key :
       {std::string(), std::string("a\nb"), std::string("a\0b", 3), std::string("\x7f"),
        std::string("\xC2\x85"), std::string("\xFF"), std::string("\xE8\xAE")})
    EXPECT_EQ(check_shop_key(key).error().code, Code::parse) << key;
}

TEST(Utf8, KnowsEveryBoundary) {
  for (const char* good : {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                           "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    EXPECT_EQ(find_bad_utf8(good), std::string_view::npos) << good;
  for (const char* bad :
       {"\x80", "\xBF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC2", "\xE0\xA0", "\xF0\x90\x80", "\xC2\xC2\x80"})
    EXPECT_EQ(find_bad_utf8(bad), 0U) << bad;
  EXPECT_EQ(find_bad_utf8("投诉\xFF"), 6U);
}

TEST(NearestNames, OffersWhatWasProbablyMeant) {
  constexpr std::string_view names[] = {"severity", "priority", "category", "order", "orders"};
  EXPECT_EQ(nearest_names("sevrity", names).front(), "severity");
  EXPECT_EQ(nearest_names("Severity", names).front(), "severity");
  EXPECT_EQ(nearest_names("roder", names), (std::vector<std::string_view>{"order"}));
  EXPECT_EQ(nearest_names("order", names), (std::vector<std::string_view>{"order", "orders"}));
  EXPECT_EQ(nearest_names("order", names, 1).size(), 1U);
  EXPECT_TRUE(nearest_names("banana", names).empty());
  EXPECT_TRUE(nearest_names("", names).empty());
  EXPECT_TRUE(nearest_names(std::string(100'000, 'o'), names).empty());
}

} // namespace
} // namespace amends
