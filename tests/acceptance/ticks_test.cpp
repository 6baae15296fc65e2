// Tick-rate independence: however often the host looks, the journal is the same.
#include "play.hpp"

#include <set>

namespace amends::test {
namespace {

void tick(Engine& engine, Instant now) {
  Json line = Json::object();
  line.set("op", Json::string("tick"));
  line.set("limit", Json::number(0));
  auto answer = engine.call(now, "system", line);
  ASSERT_TRUE(answer) << answer.error().message;
}

struct Told {
  std::string journal, cases;
  bool operator==(const Told&) const = default;
};

using PolicyPointer = std::shared_ptr<const Policy>;

// book-delivery whose notices keep quiet hours that nearly all of the day lies in.
PolicyPointer quiet_delivery() {
  const PackText pack{"quiet.json", R"({"amends_pack":1,"id":"quiet","version":"1",
    "extends":["book-delivery@1"],"notices":{"received":{"quiet":"09:00-20:00"},
    "offer":{"quiet":"10:00-08:30 customer"},"closed":{"quiet":"00:00-23:59"}}})"};
  auto loaded = Policy::load(std::span(&pack, 1));
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message + " at " + loaded.error().where);
  return loaded ? *loaded : nullptr;
}

Told played(const PolicyPointer& policy, const std::vector<std::string>& lines,
            const Between& between, Instant end) {
  Engine engine({policy, make_memory_store(), ""});
  play(engine, lines, false, between);
  if (between)
    between(engine, end);
  tick(engine, end);
  EXPECT_TRUE(engine.verify());
  return {export_of(engine), all_cases(engine, end)};
}

void expect_same_at_any_rate(const std::vector<std::string>& lines, std::int64_t step_minutes,
                             const PolicyPointer& policy = book_delivery()) {
  const Instant end = instant_of_line(lines.back()) + hours(24 * 20);
  const Told only_at_the_end = played(policy, lines, {}, end);
  const Told at_each_line = played(
      policy, lines, [](Engine& engine, Instant now) { tick(engine, now); }, end);
  EXPECT_TRUE(at_each_line == only_at_the_end) << "ticks at each line's instant";

  Instant last = Instant::min();
  const Told regularly = played(
      policy, lines,
      [&](Engine& engine, Instant now) {
        if (last == Instant::min())
          last = now;
        for (; last < now; last = last + minutes(step_minutes))
          tick(engine, last);
      },
      end);
  EXPECT_TRUE(regularly == only_at_the_end) << "ticks every " << step_minutes << " minutes";

  // At every due instant, and a microsecond before and after.
  const Told at_due = played(
      policy, lines,
      [&](Engine& engine, Instant now) {
        for (;;) {
          auto due = engine.next_due();
          ASSERT_TRUE(due);
          if (*due > now)
            return;
          for (const std::int64_t us : {-2, -1, 0})
            tick(engine, {due->us + us});
        }
      },
      end);
  EXPECT_TRUE(at_due == only_at_the_end) << "ticks at every due instant";
}

TEST(Ticks, TheDemoDay) {
  const auto lines = lines_of(demo_day);
  ASSERT_GE(lines.size(), 80U);
  expect_same_at_any_rate(lines, 17);
}

TEST(Ticks, TheDemoDayWithQuietHours) {
  expect_same_at_any_rate(lines_of(demo_day), 17, quiet_delivery());
}

TEST(Ticks, TheRealMessages) {
  auto lines = lines_of(shared_intake);
  if (lines.empty())
    GTEST_SKIP() << "no ../shared";
  expect_same_at_any_rate(lines, 17);
}

} // namespace
} // namespace amends::test
