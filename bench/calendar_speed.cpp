// Working time at speed: ours beside the prototype in ../shared/limits that shows what the machine
// allows, in the same run and over the same questions.
#include "amends/calendar.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <random>
#include <vector>

#ifdef AMENDS_LIMIT_FILE
// All that the yardstick includes, so that inside the namespace nothing is left to include.
#include <date/date.h>
#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmisleading-indentation"
#pragma GCC diagnostic ignored "-Wreturn-type" // its main, here an ordinary function never called
namespace limit {
#define main limit_main
#include AMENDS_LIMIT_FILE
#undef main
} // namespace limit
#pragma GCC diagnostic pop
#endif

namespace {

using namespace amends;

constexpr std::string_view china = R"({"timezone":"Asia/Shanghai",
  "week":{"mon-fri":"09:00-12:00, 13:00-18:00"},"holidays":["CN"],"horizon":{"from":2000,"to":2050}})";

const Calendar& calendar() {
  static const auto compiled = [] {
    auto c = Calendar::compile(*parse_json(china), *HolidayTables::builtin());
    if (!c)
      std::abort();
    return *c;
  }();
  return *compiled;
}

// Random instants from 2018 to 2049, in seconds, and another 80 to 100 days later.
struct Questions {
  std::vector<std::int64_t> from, to;
  Questions() {
    std::mt19937_64 random(42);
    for (int i = 0; i < 1 << 16; ++i) {
      from.push_back(1'514'764'800 + static_cast<std::int64_t>(random() % 985'235'200));
      to.push_back(from.back() + 80 * 86'400 + static_cast<std::int64_t>(random() % (20 * 86'400)));
    }
  }
};
const Questions& questions() {
  static const Questions all;
  return all;
}
constexpr std::size_t mask = (1U << 16U) - 1;

void add_20_open_hours(benchmark::State& state) {
  const Calendar& c = calendar();
  const Questions& q = questions();
  std::size_t i = 0;
  std::int64_t sum = 0;
  for (auto _ : state) {
    const auto due = c.add({q.from[i++ & mask] * 1'000'000}, hours(20));
    sum += due->value.us;
  }
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(add_20_open_hours);

void between_90_days(benchmark::State& state) {
  const Calendar& c = calendar();
  const Questions& q = questions();
  std::size_t i = 0;
  std::int64_t sum = 0;
  for (auto _ : state) {
    const std::size_t k = i++ & mask;
    const auto span = c.between({q.from[k] * 1'000'000}, {q.to[k] * 1'000'000});
    sum += span->value.us;
  }
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(between_90_days);

void twentieth_working_day(benchmark::State& state) {
  const Calendar& c = calendar();
  const Questions& q = questions();
  std::size_t i = 0;
  std::int64_t sum = 0;
  for (auto _ : state)
    sum += c.working_days({q.from[i++ & mask] * 1'000'000}, 20)->value.days;
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(twentieth_working_day);

void compile_51_years(benchmark::State& state) {
  const Json spec = *parse_json(china);
  const auto tables = HolidayTables::builtin();
  for (auto _ : state)
    benchmark::DoNotOptimize(Calendar::compile(spec, *tables));
}
BENCHMARK(compile_51_years)->Unit(benchmark::kMillisecond);

// One million running clocks after a calendar revision: what of each has elapsed, and its new due.
void rederive_1e6_clocks(benchmark::State& state) {
  const Calendar& c = calendar();
  const Questions& q = questions();
  for (auto _ : state) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < 1'000'000; ++i) {
      const Instant start{q.from[i & mask] * 1'000'000};
      const Instant now{q.to[i & mask] * 1'000'000};
      const auto elapsed = c.between(start, now);
      const auto due = c.add(now, Duration{hours(1000).us - elapsed->value.us});
      sum += due->value.us;
    }
    benchmark::DoNotOptimize(sum);
  }
}
BENCHMARK(rederive_1e6_clocks)->Unit(benchmark::kMillisecond);

#ifdef AMENDS_LIMIT_FILE

limit::Rules limit_rules() {
  limit::Rules rules;
  const std::vector<limit::Shift> day{{9 * 3600, 12 * 3600}, {13 * 3600, 18 * 3600}};
  for (int weekday = 1; weekday <= 5; ++weekday)
    rules.week[weekday] = day;
  std::ifstream in(AMENDS_SOURCE_DIR "/../shared/limits/cn_days.txt");
  std::string date, kind;
  while (in >> date >> kind) {
    const std::int64_t n = parse_date(date)->days;
    if (kind == "off")
      rules.off.insert(n);
    else
      rules.special[n] = day;
  }
  return rules;
}

limit::Cal limit_compiled(const limit::Rules& rules) {
  return limit::compile(rules, date::locate_zone("Asia/Shanghai"), 2000, 2050, true);
}

const limit::Cal& limit_calendar() {
  static const limit::Cal compiled = limit_compiled(limit_rules());
  return compiled;
}

void limit_add_20_open_hours(benchmark::State& state) {
  const limit::Cal& c = limit_calendar();
  const Questions& q = questions();
  std::size_t i = 0;
  std::int64_t sum = 0;
  for (auto _ : state)
    sum += c.add(q.from[i++ & mask], 72'000);
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(limit_add_20_open_hours);

void limit_between_90_days(benchmark::State& state) {
  const limit::Cal& c = limit_calendar();
  const Questions& q = questions();
  std::size_t i = 0;
  std::int64_t sum = 0;
  for (auto _ : state) {
    const std::size_t k = i++ & mask;
    sum += c.between(q.from[k], q.to[k]);
  }
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(limit_between_90_days);

void limit_twentieth_working_day(benchmark::State& state) {
  const limit::Cal& c = limit_calendar();
  const Questions& q = questions();
  std::size_t i = 0;
  std::int64_t sum = 0;
  for (auto _ : state) // the date in a zone without daylight saving
    sum += c.addDays((q.from[i++ & mask] + 8 * 3600) / 86'400, 20);
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(limit_twentieth_working_day);

void limit_compile_51_years(benchmark::State& state) {
  const limit::Rules rules = limit_rules();
  for (auto _ : state)
    benchmark::DoNotOptimize(limit_compiled(rules));
}
BENCHMARK(limit_compile_51_years)->Unit(benchmark::kMillisecond);

void limit_rederive_1e6_clocks(benchmark::State& state) {
  const limit::Cal& c = limit_calendar();
  const Questions& q = questions();
  for (auto _ : state) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < 1'000'000; ++i) {
      const std::int64_t now = q.to[i & mask];
      const std::int64_t elapsed = c.between(q.from[i & mask], now);
      sum += c.add(now, static_cast<limit::u32>(3'600'000 - elapsed));
    }
    benchmark::DoNotOptimize(sum);
  }
}
BENCHMARK(limit_rederive_1e6_clocks)->Unit(benchmark::kMillisecond);

#endif

} // namespace

BENCHMARK_MAIN();
