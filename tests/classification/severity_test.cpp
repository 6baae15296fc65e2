// How grave a text is: by its categories, by the policy's words, by the model of graded messages.
#include "helpers.hpp"

namespace amends {
namespace {

Classification graded(const Classifier& classifier, std::string_view text) {
  return classifier.classify(text, {}).value();
}

// What the model added to the reasons for the severity.
std::vector<LabelWhy> of_model(const Classification& found) {
  std::vector<LabelWhy> out;
  for (const LabelWhy& why : found.why)
    if (why.category.empty() && why.from == "model")
      out.push_back(why);
  return out;
}

// The built-in taxonomy with a shop's own table.
std::shared_ptr<const Classifier> with_table(const char* severity_table) {
  const Json base = json(read_file(test::in_checkout("src/policy/packs/base.categories.json")));
  Json policy = Json::object();
  policy.set("levels", *base.find("levels"));
  policy.set("categories", *base.find("categories"));
  Json tables = Json::object();
  tables.set("severity", json(severity_table));
  policy.set("tables", std::move(tables));
  return Classifier::compile(policy).value();
}

TEST(Severity, a_fault_is_as_grave_as_its_story) {
  const auto dead = graded(builtin(), "才用三天就彻底黑屏了，怎么按都没反应，成了一块砖");
  EXPECT_EQ(labels(dead).front(), "product.defect");
  EXPECT_EQ(dead.severity, "high");
  const auto ordinary = graded(builtin(), "用了两次就漏水，麻烦换一个");
  EXPECT_EQ(ordinary.severity, "medium");
  const auto mild = graded(builtin(), "声音稍微有点小，别的都还行，凑合用");
  EXPECT_EQ(labels(mild).front(), "product.defect");
  EXPECT_EQ(mild.severity, "low");
}

TEST(Severity, what_departs_from_the_usual_is_explained_by_the_customers_words) {
  const std::string text = "才用三天就彻底黑屏了，怎么按都没反应，成了一块砖";
  const auto found = graded(builtin(), text);
  const auto reasons = of_model(found);
  ASSERT_FALSE(reasons.empty());
  for (const LabelWhy& why : reasons) {
    EXPECT_GT(why.weight_milli, 0);
    EXPECT_EQ(text.substr(static_cast<std::size_t>(why.at[0]),
                          static_cast<std::size_t>(why.at[1] - why.at[0])),
              why.term);
  }
  EXPECT_TRUE(of_model(graded(builtin(), "缺货还没发货")).empty());
}

TEST(Severity, a_table_that_does_not_ask_the_model_is_not_swayed_by_it) {
  const auto shop = with_table(R"({"when": ["category", "usual"], "then": ["severity"],
    "rows": [["product.defect", "-", "critical"], ["-", "high", "high"], ["-", "-", "low"]]})");
  EXPECT_EQ(graded(*shop, "声音稍微有点小，别的都还行，凑合用").severity, "critical");
  EXPECT_EQ(graded(*shop, "物流显示签收了，我根本没收到").severity, "high");
}

TEST(Severity, a_table_can_ask_for_what_is_modelled) {
  const auto shop = with_table(R"({"when": ["modelled"], "then": ["severity"],
    "rows": [["high", "critical"], ["-", "low"]]})");
  EXPECT_EQ(graded(*shop, "才用三天就彻底黑屏了，怎么按都没反应，成了一块砖").severity, "critical");
  EXPECT_EQ(graded(*shop, "用了两次就漏水，麻烦换一个").severity, "low");
}

TEST(Severity, the_words_for_all_categories_are_never_outweighed) {
  EXPECT_EQ(graded(builtin(), "有点慢，不给说法我就打12315").severity, "high");
}

TEST(Severity, by_words_alone_no_model_speaks) {
  const auto words = builtin().with_model("").value();
  const auto found = graded(*words, "才用三天就彻底黑屏了，怎么按都没反应，成了一块砖");
  EXPECT_TRUE(of_model(found).empty());
}

} // namespace
} // namespace amends
