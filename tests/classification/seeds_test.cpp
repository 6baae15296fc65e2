// The seed messages of the built-in model, and the model that the build makes of them.
#include "helpers.hpp"

#include "base/digest.hpp"
#include "classification/builtin.hpp"
#include "places.hpp"

#include <filesystem>
#include <map>
#include <set>

namespace amends {
namespace {

const std::vector<TrainRow>& seeds() {
  static const auto all = [] {
    std::vector<std::string> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(test::in_checkout("src/classification/seeds")))
      paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    std::vector<TrainRow> out;
    for (const auto& path : paths) {
      std::ifstream in(path);
      for (std::string line; std::getline(in, line);)
        out.push_back(read_train_row(json(line)).value());
    }
    return out;
  }();
  return all;
}

std::u32string han_of(const std::string& text) {
  std::u32string out;
  for (const char32_t c : normalise(text).value().text)
    if (is_han(c))
      out += c;
  return out;
}

TEST(Seeds, are_labelled_by_the_taxonomy) {
  const auto known = builtin().categories();
  std::map<std::string, int> primaries;
  for (const TrainRow& seed : seeds()) {
    for (const auto& label : seed.labels)
      EXPECT_TRUE(has(known, label)) << label << " of " << seed.text;
    EXPECT_TRUE(has({"low", "medium", "high", "critical"}, seed.severity)) << seed.text;
    EXPECT_TRUE(seed.labels.size() == 1 || !has(seed.labels, "other")) << seed.text;
    ++primaries[seed.labels.front()];
  }
  for (const auto& category : known)
    EXPECT_GE(primaries[category], 80) << category;
}

TEST(Seeds, say_everything_once) {
  std::set<std::u32string> texts;
  std::size_t twice = 0;
  for (const TrainRow& seed : seeds())
    twice += !texts.insert(normalise(seed.text).value().text).second;
  EXPECT_LE(twice, seeds().size() / 200);
}

// What measures the model must not teach it: no seed has most of its words from one of the texts
// that it is measured with.
TEST(Seeds, are_none_of_the_texts_that_measure_them) {
  constexpr std::size_t size = 6;
  std::map<std::u32string, std::set<int>> places;
  int texts = 0;
  for (const char* file : {"labelled_zh_dev.jsonl", "intake_dev.jsonl"}) {
    std::ifstream in(test::in_checkout(std::string("../shared/data/") + file));
    for (std::string line; std::getline(in, line); ++texts) {
      const Json row = json(line);
      const Json* text = row.find("text");
      const std::u32string han = text == nullptr ? U"" : han_of(text->text);
      for (std::size_t i = 0; i + size <= han.size(); ++i)
        places[han.substr(i, size)].insert(texts);
    }
  }
  if (texts == 0)
    GTEST_SKIP() << "no ../shared";
  for (const TrainRow& seed : seeds()) {
    const std::u32string han = han_of(seed.text);
    std::map<int, std::size_t> shared;
    for (std::size_t i = 0; i + size <= han.size(); ++i)
      if (const auto found = places.find(han.substr(i, size)); found != places.end())
        for (const int text : found->second)
          ++shared[text];
    for (const auto& [text, count] : shared)
      EXPECT_FALSE(han.size() > 10 && count * 2 > han.size() - size) << seed.text;
  }
}

// Another compiler, another machine: the same bytes. After a change of seeds, words or training
// that is meant, the new digest goes here.
TEST(BuiltinModel, has_the_bytes_that_every_build_makes) {
  EXPECT_EQ(blake2b_hex(builtin_model_bytes()),
            "6e6fbbea44d7ae2dd8cc92b608cb1915a893b17f32dd1e0016b76932aa6a9b8b");
  EXPECT_LE(builtin_model_bytes().size(), 10'000'000U);
}

TEST(BuiltinModel, is_what_training_makes_of_the_seeds) {
  const auto words = builtin().with_model("").value();
  EXPECT_TRUE(train(seeds(), builtin_options(), words.get()).value().model ==
              builtin_model_bytes());
}

} // namespace
} // namespace amends
