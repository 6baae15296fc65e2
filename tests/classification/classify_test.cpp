#include "helpers.hpp"

#include "amends/training.hpp"

#include "amends/limits.hpp"

namespace amends {
namespace {

TEST(Classify, every_category_in_three_spellings) {
  const struct {
    const char* text;
    const char* category;
  } messages[] = {
      {"我买的是红色的，收到的却是黑色", "delivery.wrong_item"},
      {"I ordered the hardcover and you sent me the wrong book", "delivery.wrong_item"},
      {"一共三本，少了一本", "delivery.missing_item"},
      {"贈品沒有寄來", "delivery.missing_item"},
      {"包裹送到隔壁小区去了，地址写错了", "delivery.wrong_address"},
      {"Delivered to someone else's house, wrong address", "delivery.wrong_address"},
      {"等了五天還沒發貨", "delivery.delay"},
      {"My order has not arrived yet, still waiting", "delivery.delay"},
      {"物流显示已签收，可我根本没收到", "delivery.lost"},
      {"Tracking says delivered but it never arrived", "delivery.lost"},
      {"书到了，封面撕裂", "delivery.damage"},
      {"The parcel arrived crushed and soaked", "delivery.damage"},
      {"快递员态度恶劣，还把包裹扔在地上", "delivery.courier_attitude"},
      {"用了两天就坏了，开不了机", "product.defect"},
      {"It stopped working after two days", "product.defect"},
      {"第30页到第40页缺页，印刷模糊", "product.print"},
      {"翻譯太差，內容空洞", "product.content"},
      {"明显是盗版书", "product.counterfeit"},
      {"This is a fake, not genuine at all", "product.counterfeit"},
      {"颜色和图片完全不一样", "product.not_as_described"},
      {"孩子吃了以后拉肚子，去了医院", "product.safety"},
      {"The charger caught fire", "product.safety"},
      {"手机是翻新机，已经激活过了", "product.used"},
      {"客服态度很差，还骂人", "service.attitude"},
      {"打了十几个电话都没人接，没人处理", "service.unresponsive"},
      {"安装师傅乱收费", "service.installation"},
      {"返厂维修两次了还是修不好", "service.repair"},
      {"商家拒绝退货", "returns.refused"},
      {"退货半个月了钱还没退", "returns.refund_delay"},
      {"尺码不合适，可以换货吗", "returns.no_reason"},
      {"刚买完就降价了一百", "price.change"},
      {"虚假宣传，说好的返现没有", "price.promotion"},
      {"优惠券用不了", "price.coupon"},
      {"發票一直沒開", "invoice"},
      {"下单之后就接到诈骗电话，你们泄露了我的信息", "privacy"},
      {"建议你们以后增加气泡膜", "suggestion"},
      {"今天天气不错", "other"},
  };
  for (const auto& message : messages) {
    const Classification found = builtin().classify(message.text, {}).value();
    EXPECT_TRUE(has(labels(found), message.category))
        << message.text << " -> " << testing::PrintToString(labels(found));
  }
}

TEST(Classify, several_labels_the_weightiest_first) {
  const auto found = labels(builtin(), "书到了，封面撕裂，还少了一本");
  EXPECT_EQ(found.size(), 2U);
  EXPECT_TRUE(has(found, "delivery.damage"));
  EXPECT_TRUE(has(found, "delivery.missing_item"));
}

TEST(Classify, what_is_said_beside_a_grievance_comes_behind_it) {
  EXPECT_EQ(labels(builtin(), "建议换个快递公司，送来书角都压坏了"),
            (std::vector<std::string>{"delivery.damage", "suggestion"}));
  EXPECT_EQ(labels(builtin(), "打了十几个电话都没人接，没人处理，其实就是少发了一本").front(),
            "delivery.missing_item");
  // Alone they are what the text is about.
  EXPECT_EQ(labels(builtin(), "建议你们增加货到付款").front(), "suggestion");
  EXPECT_EQ(labels(builtin(), "客服态度很差，还骂人").front(), "service.attitude");
  const auto shop = compile(R"({"categories": {
    "rude": {"words": {"en": [{"rude": 2}]}, "secondary": true}, "late": {"words": {"en": ["late"]}}}})");
  EXPECT_EQ(labels(*shop, "rude people, and they are late"),
            (std::vector<std::string>{"late", "rude"}));
  EXPECT_EQ(labels(*shop, "rude people"), (std::vector<std::string>{"rude"}));
}

TEST(Classify, a_host_that_takes_all_labels_from_a_model_without_other_is_told) {
  const std::vector<TrainRow> rows{{"the box is late", {"late"}}, {"the box is torn", {"torn"}}};
  const auto alone = Classifier::load(train(rows, {}).value().model).value();
  const auto found = alone
                         ->with_host([](std::string_view, std::vector<Label>& labels) {
                           labels.clear();
                           return Result<void>{};
                         })
                         ->classify("late", {})
                         .value();
  EXPECT_EQ(labels(found), (std::vector<std::string>{"late"}));
  EXPECT_NE(found.host_failed.value().find("\"other\""), std::string::npos);
}

TEST(Classify, other_stands_alone_and_asks_for_a_person) {
  for (const char* text : {"", "qwxz zxqw", "ﺍﻟﺴﻼﻡ"}) {
    const Classification found = builtin().classify(text, {}).value();
    EXPECT_EQ(labels(found), std::vector<std::string>{"other"}) << text;
    EXPECT_TRUE(found.abstained) << text;
  }
  EXPECT_EQ(labels(builtin(), "什么破公司，再也不来了"), std::vector<std::string>{"other"});
}

TEST(Classify, why_points_at_the_customers_own_bytes) {
  for (const std::string text :
       {"书到了，撕裂了，还少了一本", "書到了ＡＢ，撕裂了！！！！少了一本"}) {
    const Classification found = builtin().classify(text, {}).value();
    ASSERT_FALSE(found.why.empty());
    for (const LabelWhy& why : found.why) {
      ASSERT_EQ(why.at.size(), 2U);
      EXPECT_EQ(text.substr(static_cast<std::size_t>(why.at[0]),
                            static_cast<std::size_t>(why.at[1] - why.at[0])),
                why.term);
    }
    EXPECT_EQ(found.why[0].term, "撕裂");
    EXPECT_EQ(found.why[0].from, "lexicon");
  }
}

TEST(Classify, traditional_and_simplified_are_the_same) {
  const auto simplified = builtin().classify("纸箱压坏了，里面的书湿了，客服没人理", {}).value();
  const auto traditional = builtin().classify("紙箱壓壞了，裡面的書濕了，客服沒人理", {}).value();
  EXPECT_EQ(labels(simplified), labels(traditional));
  EXPECT_EQ(simplified.severity, traditional.severity);
}

// What customers of every shop say, in the customer's own script.
TEST(Classify, everyday_grievances) {
  const auto first = [](const char* text) { return labels(builtin(), text).front(); };
  EXPECT_EQ(first("同一笔订单被扣了两次钱"), "returns.refund_delay");
  EXPECT_EQ(first("信用卡刷了我两次"), "returns.refund_delay");
  EXPECT_EQ(first("charged twice for one order"), "returns.refund_delay");
  EXPECT_EQ(first("包裹卡在海关了"), "delivery.delay");
  EXPECT_EQ(first("清關卡了一個禮拜"), "delivery.delay");
  EXPECT_EQ(first("my parcel is stuck in customs"), "delivery.delay");
  EXPECT_EQ(first("一直顯示運送中"), "delivery.delay");
  EXPECT_EQ(first("外盒凹損"), "delivery.damage");
  EXPECT_EQ(first("書有水漬"), "delivery.damage");
  EXPECT_EQ(first("我写错地址了"), "delivery.wrong_address");
  EXPECT_EQ(first("书脊裂了，少一本，客服也不理人"), "delivery.damage");
  EXPECT_EQ(first("没有破损，很满意"), "other");
}

TEST(Classify, severity_from_the_words_and_priority_from_severity) {
  const auto severity = [](const char* text) {
    return builtin().classify(text, {}).value().severity;
  };
  EXPECT_EQ(severity("充电器漏电，电到手了"), "critical");
  EXPECT_EQ(severity("肯定是假货"), "high");
  EXPECT_EQ(severity("怀疑是假货"), "medium");
  EXPECT_EQ(severity("缺货还没发货"), "medium");
  EXPECT_EQ(severity("再不发货我就打12315"), "high");
  EXPECT_EQ(severity("内容太枯燥"), "low");
  EXPECT_EQ(severity("你好"), "low");
  EXPECT_EQ(builtin().classify("充电器漏电，电到手了", {}).value().priority, "P1");
  EXPECT_EQ(builtin().classify("内容太枯燥", {}).value().priority, "P4");
}

TEST(Classify, a_policy_of_its_own) {
  const auto classifier = compile(R"({
    "levels": {"severity": ["calm", "angry"], "priority": ["now", "later"]},
    "categories": {"cold": {"severity": "angry", "words": {"zh": ["凉了"]}},
                   "slow": {"priority": "later", "words": {"en": ["slow"]}}}})");
  const auto cold = classifier->classify("饭凉了", {}).value();
  EXPECT_EQ(labels(cold), std::vector<std::string>{"cold"});
  EXPECT_EQ(cold.severity, "angry");
  EXPECT_EQ(cold.priority, "now");
  EXPECT_EQ(classifier->classify("slow", {}).value().priority, "later");
  EXPECT_EQ(classifier->categories(), (std::vector<std::string>{"cold", "slow", "other"}));
}

TEST(Classify, tables_see_the_facts) {
  const auto classifier = compile(R"({
    "categories": {"late": {"severity": "medium", "words": {"en": ["late"]}}},
    "tables": {"priority": {"when": ["category", "tier"], "then": ["priority"],
      "rows": [["late", "vip", "P1"], ["-", "-", "P3"]]}}})");
  EXPECT_EQ(classifier->classify("late", {{"tier", std::string("vip")}}).value().priority, "P1");
  EXPECT_EQ(classifier->classify("late", {{"tier", std::string("normal")}}).value().priority, "P3");
}

TEST(Classify, without_categories_everything_is_other) {
  const auto classifier = compile("{}");
  EXPECT_EQ(labels(*classifier, "破损"), std::vector<std::string>{"other"});
}

TEST(Classify, refuses_what_is_no_text) {
  const auto bytes = builtin().classify("abc\xff", {});
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, Code::parse);
  const auto size = builtin().classify(std::string(limits::message_bytes + 1, 'x'), {});
  ASSERT_FALSE(size);
  EXPECT_EQ(size.error().code, Code::limit);
  EXPECT_TRUE(builtin().classify("", {}));
}

TEST(Classify, a_message_full_of_words_is_read) {
  std::string text;
  while (text.size() + 12 < limits::message_bytes)
    text += "快递没破损";
  EXPECT_TRUE(builtin().classify(text, {}));
}

} // namespace
} // namespace amends
