// Whole business days in QuantLib's calendar of China, make-up days among them.
#include <benchmark/benchmark.h>
#include <ql/time/calendars/china.hpp>
#include <ql/version.hpp>

#include <random>
#include <vector>

namespace {

const QuantLib::China& china() {
  static const QuantLib::China calendar(QuantLib::China::IB);
  return calendar;
}

const std::vector<QuantLib::Date>& starts() {
  static const std::vector<QuantLib::Date> all = [] {
    std::vector<QuantLib::Date> days;
    std::mt19937_64 random(42);
    for (int i = 0; i < 1 << 12; ++i)
      days.push_back(QuantLib::Date(1, QuantLib::January, 2019) +
                     static_cast<QuantLib::Date::serial_type>(random() % (4 * 365)));
    return days;
  }();
  return all;
}

void add_20_days(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        china().advance(starts()[i++ % starts().size()], 20, QuantLib::Days).serialNumber());
}
BENCHMARK(add_20_days);

void days_between_90_days(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) {
    const QuantLib::Date day = starts()[i++ % starts().size()];
    benchmark::DoNotOptimize(china().businessDaysBetween(day, day + 90));
  }
}
BENCHMARK(days_between_90_days);

} // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::AddCustomContext("version", QL_VERSION);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
