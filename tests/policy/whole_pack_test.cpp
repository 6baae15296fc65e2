// A whole pack of a small shop: every section of the format's example, in our own words.
#include "places.hpp"
#include "policy/support.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace amends::testing {
namespace {

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(WholePack, LoadsAndItsExamplesHold) {
  const std::string text = file(test::in_checkout("tests/policy/corner_bookshop.json"));
  const auto policy = must(load({text}));
  EXPECT_EQ(policy->id(), "corner-bookshop");
  EXPECT_EQ(policy->title().at("zh"), "街角书屋售后政策");
  EXPECT_EQ(policy->role("agent")->up_to, (Money{3'000, policy->currency()}));
  EXPECT_EQ(policy->category_needs("delivery.damage"), std::vector<std::string>{"photo"});
  EXPECT_EQ(policy->category_title("delivery.delay")->at("en"), "Late parcel");
  EXPECT_EQ(policy->notices().at("running_late").on, std::vector<std::string>{"plan.late"});
  EXPECT_EQ(policy->zone(), "Asia/Shanghai");
}

TEST(WholePack, EveryFigureItsExamplesProveIsProved) {
  // Each change of a figure must be caught by an example.
  const std::string text = file(test::in_checkout("tests/policy/corner_bookshop.json"));
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string other = text;
    const std::size_t at = other.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    other.replace(at, from.size(), to);
    return load({other});
  };
  EXPECT_FALSE(changed("0.10 * paid", "0.11 * paid"));
  EXPECT_FALSE(changed("\"case\", \"at_most\": \"30 CNY\"", "\"case\", \"at_most\": \"31 CNY\""));
  EXPECT_FALSE(changed("\"24 open h\"", "\"25 open h\""));
  EXPECT_FALSE(changed("\"holidays\": [\"CN\"]", "\"holidays\": []"));
}

TEST(WholePack, TheExampleOfTheFormatLoadsAsItIs) {
  const std::string text = file(test::in_checkout("../shared/pack_example.json"));
  if (text.empty())
    GTEST_SKIP() << "no ../shared";
  const std::vector<std::string> names = Policy::builtin_names();
  if (std::find(names.begin(), names.end(), "law-cn") == names.end())
    GTEST_SKIP() << "law-cn is not built in yet";
  const auto policy = must(load({text}));
  EXPECT_EQ(policy->id(), "little-bookshop");
}

} // namespace
} // namespace amends::testing
