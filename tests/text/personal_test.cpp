#include "amends/text.hpp"

#include <gtest/gtest.h>

#include <random>

namespace amends {
namespace {

// "kind=text" of everything found, in order.
std::vector<std::string> found(std::string_view text) {
  std::vector<std::string> out;
  for (const PersonalFound& one : find_personal(text).value())
    out.push_back(one.kind + "=" +
                  std::string(text.substr(static_cast<std::size_t>(one.from),
                                          static_cast<std::size_t>(one.to - one.from))));
  return out;
}
using List = std::vector<std::string>;

TEST(Personal, phones) {
  EXPECT_EQ(found("打13800138000找我"), List{"phone=13800138000"});
  EXPECT_EQ(found("電話：１３８００１３８０００！"), List{"phone=１３８００１３８０００"});
  EXPECT_EQ(found("+86 138-0013-8000"), List{"phone=+86 138-0013-8000"});
  EXPECT_EQ(found("010-62251234 或 400 820 8820"),
            (List{"phone=010-62251234", "phone=400 820 8820"}));
  EXPECT_EQ(found("call +44 20 7946 0958 or 212-555-0142"),
            (List{"phone=+44 20 7946 0958", "phone=212-555-0142"}));
  EXPECT_EQ(found("家里电话62251234"), List{"phone=62251234"});
}

TEST(Personal, what_looks_like_a_phone_and_is_none) {
  EXPECT_EQ(found("2024年11月11日买的，花了1299元，等了15天"), List{});
  EXPECT_EQ(found("20241111"), List{});
  EXPECT_EQ(found("价格从 199 到 299"), List{});
  EXPECT_EQ(found("isbn 9787020002207"), List{});
}

TEST(Personal, identity_numbers_and_bank_cards) {
  EXPECT_EQ(found("身份证11010519491231002X"), List{"id_number=11010519491231002X"});
  EXPECT_EQ(found("卡号 4111 1111 1111 1111"), List{"bank_card=4111 1111 1111 1111"});
  EXPECT_EQ(found("4111 1111 1111 1112"), List{}) << "the check digit does not fit";
}

TEST(Personal, codes_and_accounts) {
  EXPECT_EQ(found("订单号：20240312998877"), List{"order_number=20240312998877"});
  EXPECT_EQ(found("Order #AB-123456 is late"), List{"order_number=AB-123456"});
  EXPECT_EQ(found("顺丰SF1234567890123"), List{"order_number=SF1234567890123"});
  EXPECT_EQ(found("加我微信 wx_abc123，或QQ:123456789"),
            (List{"account=wx_abc123", "account=123456789"}));
  EXPECT_EQ(found("车牌京A12345"), List{"plate=京A12345"});
  EXPECT_EQ(found("订单还没发货"), List{});
  EXPECT_EQ(found("in order to return it"), List{});
}

TEST(Personal, mail) {
  EXPECT_EQ(found("写信到Li.Ming+shop@mail.example.com。"),
            List{"email=Li.Ming+shop@mail.example.com"});
  EXPECT_EQ(found("@客服 a@b 3@"), List{});
}

TEST(Personal, names) {
  EXPECT_EQ(found("我叫李小明，收件人：欧阳娜娜"), (List{"name=李小明", "name=欧阳娜娜"}));
  EXPECT_EQ(found("张女士说不退"), List{"name=张女士"});
  EXPECT_EQ(found("My name is Jane O'Neill, hello"), List{"name=Jane O'Neill"});
  EXPECT_EQ(found("收件人不是我"), List{});
  EXPECT_EQ(found("快递师傅态度差"), List{});
}

TEST(Personal, addresses) {
  EXPECT_EQ(found("送到上海市浦东新区张江路88号3栋502室门口"),
            List{"address=上海市浦东新区张江路88号3栋502室"});
  EXPECT_EQ(found("我住幸福小区12号楼2单元301"), List{"address=幸福小区12号楼2单元301"});
  EXPECT_EQ(found("I live at 42 Elm Tree Road, London"), List{"address=42 Elm Tree Road"});
  EXPECT_EQ(found("我在超市5号买的，一号楼没人"), List{});
}

TEST(Personal, a_character_that_reads_as_several_belongs_to_one) {
  EXPECT_EQ(found("单号5555㎯5555555556"),
            (List{"order_number=5555㎯", "order_number=5555555556"}));
}

TEST(Personal, random_texts_give_ordered_stretches_that_do_not_overlap) {
  const std::u32string alphabet = U"0123456789+-. xa@b.c路号室单元市京张先生我叫订单微信q ";
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::u32string characters;
    const std::size_t size = random() % 60;
    for (std::size_t i = 0; i < size; ++i)
      characters += alphabet[random() % alphabet.size()];
    const std::string text = to_utf8(characters);
    std::int64_t last = 0;
    for (const PersonalFound& one : find_personal(text).value()) {
      ASSERT_LE(last, one.from) << text;
      ASSERT_LT(one.from, one.to) << text;
      last = one.to;
    }
    ASSERT_LE(last, static_cast<std::int64_t>(text.size()));
  }
}

} // namespace
} // namespace amends
