// The fuzz targets without a fuzzer: the corpus and what was once found, texts made to hurt, and
// models with bytes turned, all with a fixed seed.
#include "fuzz/targets.hpp"

#include "amends/training.hpp"
#include "fuzz/hostile.hpp"
#include "places.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

namespace amends::fuzz {
namespace {

using Target = void (*)(std::string_view);

void replay(const char* folder, Target target) {
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(
           test::in_checkout(std::string("tests/fuzz/corpus/") + folder))) {
    SCOPED_TRACE(file.path().string());
    std::ifstream in(file.path(), std::ios::binary);
    target(std::string{std::istreambuf_iterator<char>(in), {}});
    ++files;
  }
  EXPECT_GT(files, 0U);
}

TEST(Fuzz, corpus) {
  replay("normalise", normalise_any);
  replay("classify", classify_any);
  replay("load", load_any);
}

TEST(Fuzz, hostile_texts) {
  for (const Hostile& hostile : hostile_texts()) {
    SCOPED_TRACE(hostile.name);
    const std::string text = hostile.of(4096);
    normalise_any(text);
    classify_any(text);
  }
}

// Bytes turned, dropped and doubled in texts that people write.
TEST(Fuzz, damaged_texts) {
  std::mt19937 random(3);
  const std::string whole = "书到了ＡＢ，撕裂了！！ 電話 13912345678, the box wasn’t damaged é "
                            "e\u0301 ﬁ 👍🏽";
  for (int round = 0; round < 3000; ++round) {
    std::string text = whole;
    for (auto edits = 1 + random() % 4; edits > 0; --edits) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0)
        text.erase(at, 1 + random() % 3);
      else if (random() % 2 == 0)
        text.insert(at, whole.substr(random() % whole.size(), random() % 9));
      else
        text[at] = static_cast<char>(random());
      if (text.empty())
        text = whole;
    }
    normalise_any(text);
    if (round % 10 == 0)
      classify_any(text);
  }
}

std::string small_model() {
  const std::vector<TrainRow> rows = {{"will it rain in the morning", {"weather"}},
                                      {"any snow or rain tonight", {"weather"}},
                                      {"when does my train leave", {"trains"}},
                                      {"book a seat on the train", {"trains"}}};
  return train(rows, {}).value().model;
}

TEST(Fuzz, damaged_models) {
  constexpr std::size_t head = 8 + 4 + 8 + 3 * 32;
  const std::string model = small_model();
  load_any(model);
  load_any("=" + model.substr(head));
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    const bool sealed = round % 4 != 0; // else the checksum finds it
    std::string bytes = sealed ? "=" + model.substr(head) : model;
    const std::size_t most =
        sealed && round % 2 == 0 ? std::min<std::size_t>(64, bytes.size() - 1) : bytes.size() - 1;
    for (auto edits = 1 + random() % 3; edits > 0; --edits)
      bytes[1 + random() % most] = static_cast<char>(random() % 3 == 0 ? 0xff : random());
    if (random() % 8 == 0)
      bytes.resize(random() % bytes.size());
    load_any(bytes);
  }
}

} // namespace
} // namespace amends::fuzz
