// Four times the text is at most about four times the work, whatever the text: what is counted is
// the memory that is asked for, and the sizes of what comes out.
#include "amends/classification.hpp"
#include "amends/limits.hpp"
#include "amends/text.hpp"
#include "classification/compiled.hpp"
#include "classification/features.hpp"
#include "classification/lexicon.hpp"
#include "classification/reading.hpp"
#include "fuzz/hostile.hpp"
#include "fuzz/targets.hpp"
#include "taken_memory.hpp"

#include <gtest/gtest.h>

namespace amends::fuzz {
namespace {

std::int64_t asked_by(const auto& work) {
  const std::int64_t before = test::taken_memory().bytes;
  work();
  return test::taken_memory().bytes - before;
}

constexpr std::size_t quarter = limits::message_bytes / 4;

class Linear : public testing::TestWithParam<std::size_t> {
protected:
  const Hostile hostile_ = hostile_texts()[GetParam()];
  const std::string less_ = hostile_.of(quarter);
  const std::string more_ = hostile_.of(4 * quarter);
  // What grows by doubling asks for twice to four times what it holds, so four times the text may
  // ask for eight times as much; what is quadratic asks for sixteen times.
  static std::int64_t allowed(std::int64_t before) { return before * 8 + 65'536; }
};

TEST_P(Linear, normalising) {
  const auto asked = [](const std::string& text) {
    return asked_by([&] { (void)normalise(text); });
  };
  EXPECT_LE(asked(more_), allowed(asked(less_))) << hostile_.name;
  if (const auto normal = normalise(more_)) { // U+FDFA: 3 bytes become 18 characters
    EXPECT_LE(normal->text.size(), more_.size() * 6) << hostile_.name;
  }
}

TEST_P(Linear, personal_data) {
  const auto asked = [](const std::string& text) {
    return asked_by([&] { (void)find_personal(text); });
  };
  EXPECT_LE(asked(more_), allowed(asked(less_))) << hostile_.name;
}

TEST_P(Linear, classifying) {
  const auto asked = [](const std::string& text) {
    return asked_by([&] { (void)builtin().classify(text, {}); });
  };
  asked(less_); // what is made once is there
  EXPECT_LE(asked(more_), allowed(asked(less_))) << hostile_.name;
}

// What the lexicon finds and what the model looks up, by character of the text.
TEST_P(Linear, hits_and_features) {
  const auto& compiled = builtin().compiled();
  const auto reading = read_text(compiled.taxonomy, compiled.lexicon, more_);
  if (!reading)
    return;
  const std::size_t characters = reading->normal.text.size() + 1;
  EXPECT_LE(reading->hits.size(), characters * 4) << hostile_.name;
  std::vector<std::uint64_t> hashes;
  collect_hashes(reading->normal.text, compiled.model->features, hashes);
  EXPECT_LE(hashes.size(), characters * 8) << hostile_.name;
}

INSTANTIATE_TEST_SUITE_P(Hostile, Linear, testing::Range<std::size_t>(0, hostile_texts().size()));

} // namespace
} // namespace amends::fuzz
