// Training: what a model learns, and what its file survives.
#include "helpers.hpp"

#include "amends/training.hpp"
#include "base/digest.hpp"
#include "classification/builtin.hpp"

#include <rapidcheck/gtest.h>

namespace amends {
namespace {

// Two dozen short texts of three kinds.
std::vector<TrainRow> small_rows() {
  std::vector<TrainRow> out;
  for (const char* when : {"today", "on Monday", "last week", "since May", "for ten days", "again"})
    for (const char* what : {"parcel", "box", "order", "letter"}) {
      const std::string thing = what;
      out.push_back({"the " + thing + " has not come " + when, {"late"}});
      out.push_back({thing + " was broken " + when, {"damage"}});
      out.push_back({"你们的发票没有开 " + thing + " " + when, {"invoice"}});
    }
  return out;
}

Trained train_small(const TrainOptions& options = {}) {
  return train(small_rows(), options).value();
}

TEST(Train, a_single_model_answers_its_own_categories) {
  const auto classifier = Classifier::load(train_small().model).value();
  EXPECT_EQ(classifier->categories(), (std::vector<std::string>{"damage", "invoice", "late"}));
  const Classification found = classifier->classify("the box has not come, again", {}).value();
  EXPECT_EQ(labels(found), std::vector<std::string>{"late"});
  EXPECT_EQ(found.severity, "");
  EXPECT_EQ(found.priority, "");
  EXPECT_FALSE(found.abstained);
  ASSERT_FALSE(found.why.empty());
  EXPECT_EQ(found.why.front().from, "model");
}

TEST(Train, doubt_abstains_and_still_names_the_best) {
  const auto classifier = Classifier::load(train_small().model).value();
  const Classification found = classifier->classify("完全无关的话 zzz", {}).value();
  EXPECT_EQ(found.labels.size(), 1U);
  EXPECT_TRUE(found.abstained);
}

TEST(Train, the_same_rows_and_seed_give_the_same_bytes) {
  EXPECT_EQ(train_small().model, train_small().model);
  TrainOptions other;
  other.seed = 2;
  EXPECT_NE(train_small().model, train_small(other).model);
}

TEST(Train, equal_texts_are_merged_however_they_are_spelt) {
  auto rows = small_rows();
  const auto before = static_cast<std::int64_t>(rows.size());
  rows.push_back({"你們的發票沒有開　ＢＯＸ Again", {"invoice"}});
  EXPECT_EQ(train(rows, {}).value().figures.rows, before);
}

TEST(Train, mistakes_are_named) {
  const auto error = [](std::vector<TrainRow> rows, const TrainOptions& options = {}) {
    const auto out = train(rows, options);
    return out ? Error{} : out.error();
  };
  EXPECT_EQ(error({{"a", {"x"}}, {"b", {"x"}}}).code, Code::arg);
  EXPECT_EQ(error({{"a", {"x"}}, {"b", {"y", "x"}}}).where, "/1/labels");
  EXPECT_EQ(error({{"a", {"x"}}, {"\xff", {"y"}}}).where, "/1/text");
  TrainOptions options;
  options.most_letters = 9;
  EXPECT_NE(error(small_rows(), options).message.find("most_letters"), std::string::npos);
  const auto unknown = train(std::vector<TrainRow>{{"a", {"no.such"}}}, {}, &builtin());
  EXPECT_EQ(unknown.error().where, "/0/labels");
}

TEST(Train, progress_rises_and_can_stop_it) {
  int last = 0;
  TrainOptions options;
  options.progress = [&](int permille) {
    EXPECT_GE(permille, last);
    last = permille;
    return true;
  };
  train_small(options);
  EXPECT_EQ(last, 1000);
  options.progress = [](int) { return false; };
  EXPECT_EQ(train(small_rows(), options).error().code, Code::callback);
}

TEST(Train, a_shop_with_few_rows_keeps_what_the_built_in_model_knows) {
  std::vector<TrainRow> rows;
  for (const char* what : {"书签", "腰封", "书衣", "藏书票"})
    for (const char* word : {"没给我", "压根没放", "忘了放", "没看见"})
      rows.push_back({std::string(what) + word, {"delivery.missing_item"}});
  TrainOptions options;
  const auto trained = train(rows, options, &builtin()).value();
  const auto classifier = builtin().with_model(trained.model).value();
  EXPECT_EQ(labels(*classifier, "腰封压根没看见").front(), "delivery.missing_item");
  EXPECT_EQ(labels(*classifier, "客服一直不回复，没人处理").front(), "service.unresponsive");
}

TEST(Train, a_category_without_rows_stays_with_its_words) {
  const auto shop = compile(R"({"categories": {
    "late": {"words": {"en": ["late"]}}, "torn": {"words": {"en": ["torn"]}},
    "host": {"words": {"en": [{"the streamer lied": 2}]}}}})");
  std::vector<TrainRow> rows;
  for (const char* what : {"box", "parcel", "letter", "order"}) {
    rows.push_back({"my " + std::string(what) + " is late", {"late"}});
    rows.push_back({"my " + std::string(what) + " is torn", {"torn"}});
  }
  const auto taught = shop->with_model(train(rows, {}, shop.get()).value().model).value();
  EXPECT_TRUE(has(labels(*taught, "the streamer lied about my parcel"), "host"));
  EXPECT_EQ(labels(*taught, "my box is torn").front(), "torn");
}

TEST(Train, held_out_figures_are_of_texts_that_were_not_shown) {
  // Labels drawn without regard to the text cannot be told.
  auto rows = small_rows();
  for (std::size_t i = 0; i < rows.size(); ++i)
    rows[i].labels = {i % 2 == 0 ? "a" : "b"};
  for (auto& row : rows)
    row.text = blake2b_hex(row.text);
  const auto figures = train(rows, {}).value().figures;
  EXPECT_EQ(figures.held_out.texts, static_cast<std::int64_t>(rows.size()));
  EXPECT_LT(figures.held_out.top_ppm, 750'000);
}

TEST(ModelFile, every_damaged_byte_is_seen) {
  const std::string good = train_small().model;
  ASSERT_TRUE(Classifier::load(good));
  for (std::size_t i = 0; i < good.size(); i += 1 + good.size() / 997) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    const auto loaded = Classifier::load(bad);
    ASSERT_FALSE(loaded) << "byte " << i;
    EXPECT_TRUE(loaded.error().code == Code::corrupt || loaded.error().code == Code::unsupported);
  }
}

TEST(ModelFile, what_is_cut_off_too_long_or_foreign_is_refused) {
  const std::string good = train_small().model;
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{40}, good.size() - 1})
    EXPECT_EQ(Classifier::load(good.substr(0, size)).error().code, Code::corrupt) << size;
  EXPECT_EQ(Classifier::load(good + "x").error().code, Code::corrupt);
  EXPECT_EQ(Classifier::load("{\"a\":1}").error().code, Code::corrupt);
  std::string later = good;
  later[8] = 3;
  EXPECT_EQ(Classifier::load(later).error().code, Code::unsupported);
}

TEST(ModelFile, a_policy_of_another_taxonomy_refuses_it) {
  const auto refused = builtin().with_model(train_small().model);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::policy);
  EXPECT_NE(refused.error().message.find("\"damage\""), std::string::npos);
  const auto alone = Classifier::load(builtin_model_bytes());
  EXPECT_EQ(alone.error().code, Code::policy); // it needs its policy's words
}

TEST(Compare, the_better_model_is_taken_and_the_worse_is_not) {
  auto wrong = small_rows();
  for (auto& row : wrong)
    row.labels = {row.labels == std::vector<std::string>{"late"} ? "damage" : row.labels.front()};
  wrong.push_back({"late", {"late"}});
  const auto good = Classifier::load(train_small().model).value();
  const auto bad = Classifier::load(train(wrong, {}).value().model).value();
  const auto rows = small_rows();
  EXPECT_FALSE(compare(*good, *bad, rows).value().accepted);
  const Comparison better = compare(*bad, *good, rows).value();
  EXPECT_TRUE(better.accepted);
  EXPECT_EQ(better.worse_ppm, 0);
  EXPECT_TRUE(compare(*good, *good, rows).value().accepted);
  EXPECT_EQ(compare(*good, *bad, {}).error().code, Code::arg);
}

TEST(Labeller, answers_as_the_classifier_does) {
  const auto classifier = Classifier::load(train_small().model).value();
  Labeller labeller = Labeller::make(classifier).value();
  for (const TrainRow& row : small_rows()) {
    const auto answer = labeller.label(row.text).value();
    const Classification found = classifier->classify(row.text, {}).value();
    EXPECT_EQ(classifier->categories()[answer.category], found.labels.front().category);
    EXPECT_EQ(answer.score_ppm, found.labels.front().score_ppm);
  }
  EXPECT_EQ(Labeller::make(compile("{}")).error().code, Code::arg);
}

} // namespace
} // namespace amends
