// Clocks after a revision of their calendar: whole rows worked out anew, points of the ladder
// included.
#include "amends/sla.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <random>
#include <vector>

namespace {

using namespace amends;

template <class T> T need(Result<T> result) {
  if (!result)
    std::abort();
  return std::move(*result);
}

std::shared_ptr<const Target> target() {
  const auto desk = need(Calendar::compile(*parse_json(R"({"timezone":"Asia/Shanghai",
      "week":{"mon-fri":"09:00-12:00, 13:00-18:00"},"holidays":["CN"]})"),
                                           *HolidayTables::builtin()));
  return need(Target::compile("plan", *parse_json(R"({"from":"open","until":"propose",
      "within":"200 open h","on":"desk","tell":{"80%":"agent","100%":"lead"}})"),
                              {{"desk", desk}}));
}

// Running clocks of the last ten days before the revision.
void recalculate_1e6_clocks(benchmark::State& state) {
  const auto plan = target();
  const Instant now = *parse_instant("2026-09-21T09:00:00Z");
  std::mt19937_64 random(42);
  std::vector<ClockRow> clocks;
  for (int i = 0; i < 1 << 10; ++i) {
    const Instant start = now - seconds(static_cast<std::int64_t>(random() % (10 * 86'400)));
    clocks.push_back(*need(plan->start("CASE-1.1." + std::to_string(i), start, start, {})));
  }
  for (auto _ : state)
    for (std::size_t i = 0; i < 1'000'000; ++i) {
      ClockRow& clock = clocks[i & (clocks.size() - 1)];
      clock = need(plan->recalculate(std::move(clock), now));
    }
}
BENCHMARK(recalculate_1e6_clocks)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
