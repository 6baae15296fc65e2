// A shop's own judgement of how grave its messages are, learnt beside their labels.
#include "helpers.hpp"

#include "amends/training.hpp"

namespace amends {
namespace {

// 240 messages about missing articles; the shop finds those before a wedding critical and those of
// spare parts mild, which no word of the pack says.
std::vector<TrainRow> wedding_rows() {
  std::vector<TrainRow> out;
  const std::vector<std::string> times{"今天",   "昨天晚上", "上周",     "前天", "周一",
                                       "月底了", "刚才",     "下班回来", "早上", "中午"};
  for (const std::string& when : times)
    for (const char* what : {"请柬", "喜糖盒", "签到簿", "胸花"})
      for (const char* says : {"少了两个", "没放进来"}) {
        const std::string told = when + "拆开" + what + says;
        out.push_back({told + "，婚礼要用的", {"delivery.missing_item"}, "critical"});
        out.push_back({told + "，是备用的", {"delivery.missing_item"}, "low"});
        out.push_back({told, {"delivery.missing_item"}, "medium"});
      }
  return out;
}

std::shared_ptr<const Classifier> taught(const std::vector<TrainRow>& rows,
                                         const Classifier& policy = builtin()) {
  return policy.with_model(train(rows, {}, &policy).value().model).value();
}

std::string severity(const Classifier& classifier, std::string_view text) {
  return classifier.classify(text, {}).value().severity;
}

TEST(TrainSeverity, the_shops_own_judgement_is_learnt) {
  const auto trained = train(wedding_rows(), {}, &builtin()).value();
  EXPECT_EQ(trained.figures.graded, trained.figures.rows);
  EXPECT_GT(trained.figures.held_out.severity_ppm.value(), 900'000);
  const auto shop = builtin().with_model(trained.model).value();
  EXPECT_EQ(severity(*shop, "桌卡少了一套，婚礼要用的"), "critical");
  EXPECT_EQ(severity(*shop, "桌卡少了一套，是备用的"), "low");
  EXPECT_NE(severity(builtin(), "桌卡少了一套，婚礼要用的"), "critical");
}

TEST(TrainSeverity, what_the_rows_do_not_speak_of_stays_as_it_was) {
  const auto shop = taught(wedding_rows());
  EXPECT_EQ(severity(*shop, "才用三天就彻底黑屏了，怎么按都没反应，成了一块砖"), "high");
  EXPECT_EQ(severity(*shop, "有点慢，不给说法我就打12315"), "high");
}

TEST(TrainSeverity, rows_without_severities_leave_the_policys_own) {
  auto rows = wedding_rows();
  for (TrainRow& row : rows)
    row.severity.clear();
  const auto trained = train(rows, {}, &builtin()).value();
  EXPECT_EQ(trained.figures.graded, 0);
  EXPECT_FALSE(trained.figures.held_out.severity_ppm);
  const auto shop = builtin().with_model(trained.model).value();
  for (const char* text : {"桌卡少了一套，婚礼要用的", "用了两次就漏水，麻烦换一个"})
    EXPECT_EQ(severity(*shop, text), severity(builtin(), text));
}

TEST(TrainSeverity, some_rows_may_leave_it_out) {
  auto rows = wedding_rows();
  for (std::size_t i = 0; i < rows.size(); i += 4)
    rows[i].severity.clear();
  const auto figures = train(rows, {}, &builtin()).value().figures;
  EXPECT_EQ(figures.rows, 240);
  EXPECT_EQ(figures.graded, 180);
}

// "Equal texts are merged": what one of them says is not lost.
TEST(TrainSeverity, of_equal_texts_the_first_that_says_it_counts) {
  auto rows = wedding_rows();
  const auto graded = rows;
  for (TrainRow& row : rows)
    row.severity.clear();
  rows.insert(rows.end(), graded.begin(), graded.end());
  for (const TrainRow& row : graded)
    rows.push_back({row.text, row.labels, row.severity == "low" ? "critical" : "low"});
  const auto merged = train(rows, {}, &builtin()).value();
  EXPECT_EQ(merged.figures.graded, 240);
  EXPECT_TRUE(merged.model == train(graded, {}, &builtin()).value().model);
}

TEST(TrainSeverity, one_graded_row_is_weighed_and_told_by_the_model_it_corrects) {
  auto rows = wedding_rows();
  for (TrainRow& row : rows)
    row.severity.clear();
  rows[0].severity = severity(builtin(), rows[0].text);
  const auto figures = train(rows, {}, &builtin()).value().figures;
  EXPECT_EQ(figures.graded, 1);
  EXPECT_EQ(figures.held_out.severity_ppm, 1'000'000);
}

TEST(TrainSeverity, few_severities_among_many_rows_correct_what_is_known) {
  auto rows = wedding_rows();
  for (std::size_t i = 100; i < rows.size(); ++i)
    rows[i].severity.clear();
  while (rows.size() < 2000)
    rows.push_back(
        {"第" + std::to_string(rows.size()) + "单的书衣没放进来", {"delivery.missing_item"}});
  const auto trained = train(rows, {}, &builtin()).value();
  EXPECT_EQ(trained.figures.graded, 100);
  const auto shop = builtin().with_model(trained.model).value();
  EXPECT_EQ(severity(*shop, "桌卡少了一套，婚礼要用的"), "critical");
}

// There is no other text by which its labels could be told.
TEST(TrainSeverity, a_text_alone_teaches_no_severity) {
  const TrainRow row{"请柬少了两个", {"delivery.missing_item"}, "critical"};
  for (const auto& rows : {std::vector{row}, std::vector{row, row}}) {
    const auto trained = train(rows, {}, &builtin()).value();
    EXPECT_EQ(trained.figures.graded, 0);
    EXPECT_TRUE(builtin().with_model(trained.model));
  }
}

// Severities that only this policy has: no built-in model speaks of them.
std::shared_ptr<const Classifier> with_own_severities() {
  return compile(R"({"levels": {"severity": ["calm", "upset", "furious"],
                                "priority": ["soon", "later"]},
    "categories": {"late": {"words": {"en": ["late", "slow"]}}, "other": {}},
    "tables": {"severity": {"when": ["modelled"], "then": ["severity"],
      "rows": [["upset", "upset"], ["furious", "furious"], ["-", "calm"]]}}})");
}

std::vector<TrainRow> rows_of_moods(std::size_t count) {
  std::vector<TrainRow> out;
  for (std::size_t i = 0; out.size() < count; ++i) {
    const std::string parcel = "parcel " + std::to_string(i) + " is late";
    out.push_back({parcel + ", no hurry at all", {"late"}, "calm"});
    out.push_back({parcel + ", this is annoying me", {"late"}, "upset"});
    out.push_back({parcel + ", I will sue the lot of you", {"late"}, "furious"});
    out.push_back({"nice day " + std::to_string(i), {"other"}, "calm"});
  }
  return out;
}

TEST(TrainSeverity, a_policys_own_severities_are_learnt_from_200_rows_on) {
  const auto policy = with_own_severities();
  const auto few = train(rows_of_moods(80), {}, policy.get()).value();
  EXPECT_EQ(few.figures.graded, 0);
  const auto shop = taught(rows_of_moods(240), *policy);
  EXPECT_EQ(severity(*shop, "it is late, no hurry"), "calm");
  EXPECT_EQ(severity(*shop, "it is late, annoying"), "upset");
  EXPECT_EQ(severity(*shop, "it is late and I will sue"), "furious");
}

std::vector<TrainRow> rows_of_moods_but(std::string_view mood) {
  auto rows = rows_of_moods(400);
  std::erase_if(rows, [&](const TrainRow& row) { return row.severity == mood; });
  return rows;
}

TEST(TrainSeverity, a_list_of_two_is_learnt_and_read_again) {
  const auto policy = compile(R"({"levels": {"severity": ["calm", "furious"],
                                             "priority": ["soon", "later"]},
    "categories": {"late": {"words": {"en": ["late", "slow"]}}, "other": {}},
    "tables": {"severity": {"when": ["modelled"], "then": ["severity"],
      "rows": [["furious", "furious"], ["-", "calm"]]}}})");
  const auto shop = taught(rows_of_moods_but("upset"), *policy);
  EXPECT_EQ(severity(*shop, "it is late, no hurry"), "calm");
  EXPECT_EQ(severity(*shop, "it is late and I will sue"), "furious");
}

TEST(TrainSeverity, of_a_list_of_one_there_is_nothing_to_learn) {
  const auto policy = compile(R"({"levels": {"severity": ["calm"], "priority": ["soon"]},
    "categories": {"late": {"words": {"en": ["late", "slow"]}}, "other": {}}})");
  auto rows = rows_of_moods(400);
  for (TrainRow& row : rows)
    row.severity = "calm";
  const auto trained = train(rows, {}, policy.get()).value();
  EXPECT_EQ(trained.figures.graded, 0);
  EXPECT_TRUE(policy->with_model(trained.model));
}

TEST(TrainSeverity, one_that_the_policy_lacks_is_refused_by_its_row) {
  auto rows = wedding_rows();
  rows[7].severity = "terrible";
  const Error error = train(rows, {}, &builtin()).error();
  EXPECT_EQ(error.code, Code::arg);
  EXPECT_EQ(error.where, "/7/severity");
  EXPECT_NE(error.message.find("terrible"), std::string::npos);
  EXPECT_EQ(evaluate(builtin(), rows).error().where, "/7/severity"); // else all models tell as few
  EXPECT_EQ(read_train_row(json(R"({"text": "a", "label": "b", "severity": 3})")).error().where,
            "/severity");
}

TEST(TrainSeverity, without_a_policy_a_severity_is_let_through) {
  const std::vector<TrainRow> rows{{"the box is late", {"late"}, "bad"},
                                   {"the box is torn", {"torn"}, "worse"}};
  const auto trained = train(rows, {}).value();
  EXPECT_EQ(trained.figures.graded, 0);
  const auto alone = Classifier::load(trained.model).value();
  EXPECT_FALSE(evaluate(*alone, rows).value().severity_ppm); // it gives none
}

TEST(TrainSeverity, a_model_that_grades_worse_is_not_accepted) {
  auto wrong = wedding_rows();
  for (TrainRow& row : wrong)
    row.severity = row.severity == "low" ? "critical" : "low";
  const auto good = taught(wedding_rows());
  const auto bad = taught(wrong);
  EXPECT_FALSE(compare(*good, *bad, wedding_rows()).value().accepted);
  EXPECT_TRUE(compare(*bad, *good, wedding_rows()).value().accepted);
}

} // namespace
} // namespace amends
