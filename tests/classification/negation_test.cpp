// What customers deny, doubt and quote, with the built-in words.
#include "helpers.hpp"

namespace amends {
namespace {

struct Case {
  const char* text;
  const char* category;
  bool expected;
};

class Negation : public testing::TestWithParam<Case> {};

TEST_P(Negation, reads_it_as_meant) {
  const auto found = labels(builtin(), GetParam().text);
  EXPECT_EQ(has(found, GetParam().category), GetParam().expected)
      << GetParam().text << " -> " << testing::PrintToString(found);
}

INSTANTIATE_TEST_SUITE_P(
    chinese, Negation,
    testing::Values(Case{"包装没有破损，就是太慢", "delivery.damage", false},
                    Case{"包装没有破损，就是太慢", "delivery.delay", true},
                    Case{"书没坏", "product.defect", false},
                    Case{"没有色差，很满意", "product.not_as_described", false},
                    Case{"没有任何明显的破损", "delivery.damage", false},
                    Case{"没有破损、漏液或者变形", "delivery.damage", false},
                    Case{"破损的情况倒是没有", "delivery.damage", false},
                    Case{"色差是没有的", "product.not_as_described", false},
                    Case{"没破，但是少发了一本", "delivery.missing_item", true},
                    Case{"没想到箱子压坏了", "delivery.damage", true},
                    Case{"还没用就坏了", "product.defect", true},
                    Case{"不是没有破损，是到处都压坏了", "delivery.damage", true},
                    Case{"客服说不是质量问题，可是根本开不了机", "product.defect", true},
                    Case{"客服非说不是质量问题", "product.defect", true},
                    Case{"商家跟我说没有破损", "delivery.damage", true},
                    Case{"我说过没有破损", "delivery.damage", false},
                    Case{"不知道是不是假货", "product.counterfeit", true},
                    Case{"这不是假货吗", "product.counterfeit", true},
                    Case{"不是假货", "product.counterfeit", false},
                    Case{"破损没人管", "delivery.damage", true},
                    Case{"一直没开发票", "invoice", true},
                    Case{"到现在也没有发票", "invoice", true}));

INSTANTIATE_TEST_SUITE_P(traditional, Negation,
                         testing::Values(Case{"包裝沒有破損，就是太慢", "delivery.damage", false},
                                         Case{"客服說不是質量問題，可是根本開不了機",
                                              "product.defect", true},
                                         Case{"書頁發霉了", "product.safety", true}));

INSTANTIATE_TEST_SUITE_P(
    english, Negation,
    testing::Values(Case{"The box was not damaged.", "delivery.damage", false},
                    Case{"No dents, but it came late", "delivery.damage", false},
                    Case{"There was no damage at all", "delivery.damage", false},
                    Case{"It wasn't damaged or torn", "delivery.damage", false},
                    Case{"The box was badly damaged", "delivery.damage", true},
                    Case{"The seller says it is not defective, but it won't turn on",
                         "product.defect", true},
                    Case{"Still no invoice", "invoice", true}));

TEST(NegationWhy, says_what_was_taken_back) {
  const Classification found = builtin().classify("包装没有破损", {}).value();
  ASSERT_FALSE(found.why.empty());
  EXPECT_TRUE(found.why[0].negated);
  EXPECT_EQ(found.why[0].category, "delivery.damage");
  EXPECT_EQ(labels(found), std::vector<std::string>{"other"});
}

} // namespace
} // namespace amends
