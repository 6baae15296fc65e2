// 100 000 questions to a table of forty rows, with the answers other engines agree on.
#include "bench_table.hpp"
#include "help.hpp"
#include "places.hpp"

#include <filesystem>

namespace amends::test {
namespace {

const std::string folder = test::in_checkout("../shared/data/rules_bench/");

std::string read_text(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(RulesBench, AllAnswersEqual) {
  if (!std::filesystem::exists(folder))
    GTEST_SKIP() << "no ../shared";
  const auto spec = bench_table::pack_table(json(read_text(folder + "table.json")));
  auto compiled = Table::compile(spec, "compensation", bench_table::facts());
  ASSERT_TRUE(compiled.has_value()) << compiled.error().message << compiled.error().where;
  const Table& t = *compiled;
  const auto inputs = bench_table::read_csv(folder + "inputs.csv");
  const auto expected = bench_table::read_csv(folder + "expected.csv");
  ASSERT_EQ(inputs.size(), 100'000U);
  ASSERT_EQ(expected.size(), inputs.size());
  const auto slots = bench_table::slots_of(t, inputs);
  const std::size_t width = t.slots().size();
  Scratch scratch;
  std::size_t equal = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    ASSERT_TRUE(t.evaluate(std::span(slots).subspan(i * width, width), scratch).has_value());
    ASSERT_EQ(scratch.matched().size(), 1U);
    const bool same = t.decode(scratch.output(0, 0)) == Value(expected[i][0]) &&
                      t.decode(scratch.output(0, 1)) == Value(decimal(expected[i][1])) &&
                      t.decode(scratch.output(0, 2)) == Value(decimal(expected[i][2]));
    EXPECT_TRUE(same) << "input " << i + 1;
    equal += same ? 1U : 0U;
  }
  std::printf("rules_bench %zu/%zu\n", equal, inputs.size());
  EXPECT_EQ(equal, inputs.size());
}

} // namespace
} // namespace amends::test
