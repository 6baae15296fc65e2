// Decisions over the forty-row table of ../shared/data/rules_bench, inputs already in slots, beside
// the yardstick's hand-written engines in the same run. Times are of one decision.
#include "../tests/rules/bench_table.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iterator>

#ifdef AMENDS_LIMIT_FILE
// All that the yardstick includes, so that inside the namespace nothing is left to include.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmisleading-indentation"
#pragma GCC diagnostic ignored "-Wparentheses"
#pragma GCC diagnostic ignored "-Wsign-compare"
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

const std::string folder = AMENDS_SOURCE_DIR "/../shared/data/rules_bench/";

struct Questions {
  Table table;
  std::vector<std::array<std::string, 8>> inputs;
  std::vector<Slot> slots;
};

const Questions& questions() {
  static const Questions all = [] {
    std::ifstream in(folder + "table.json");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    auto file = parse_json(text);
    if (!file) {
      std::fprintf(stderr, "no ../shared/data/rules_bench\n");
      std::exit(1);
    }
    Table table =
        Table::compile(bench_table::pack_table(*file), "compensation", bench_table::facts())
            .value();
    auto inputs = bench_table::read_csv(folder + "inputs.csv");
    auto slots = bench_table::slots_of(table, inputs);
    return Questions{std::move(table), std::move(inputs), std::move(slots)};
  }();
  return all;
}

void first_of_40_rows(benchmark::State& state, bool trace) {
  const Questions& q = questions();
  const std::size_t width = q.table.slots().size();
  Scratch scratch;
  std::size_t i = 0;
  for (auto _ : state) {
    auto answer = q.table.evaluate(std::span(q.slots).subspan(i * width, width), scratch, trace);
    if (!answer)
      state.SkipWithError("an evaluation failed");
    benchmark::DoNotOptimize(scratch.output(0, 1).n);
    i = i + 1 < q.inputs.size() ? i + 1 : 0;
  }
}

void from_slots(benchmark::State& state) { first_of_40_rows(state, false); }
BENCHMARK(from_slots);
void from_slots_with_why_not(benchmark::State& state) { first_of_40_rows(state, true); }
BENCHMARK(from_slots_with_why_not);

Facts facts_of(const std::array<std::string, 8>& input) {
  Facts facts;
  for (std::size_t c = 0; c < input.size(); ++c) {
    const char key = bench_table::keys[c];
    Value value;
    if (key == 'c' || key == 't')
      value = Value(input[c]);
    else if (key == 'i' || key == 'o')
      value = Value(input[c] == "1");
    else
      value = Value(Decimal::parse(input[c]).value());
    facts.emplace(std::string(bench_table::columns[c]), std::move(value));
  }
  return facts;
}

// The convenient way: facts by name, a Decision with every cell as text.
void from_facts_with_texts(benchmark::State& state) {
  const Questions& q = questions();
  std::vector<Facts> facts;
  for (std::size_t i = 0; i < 1000; ++i)
    facts.push_back(facts_of(q.inputs[i]));
  std::size_t i = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(q.table.evaluate(facts[i++ % facts.size()], true)->trace.size());
}
BENCHMARK(from_facts_with_texts);

void compile_40_rows(benchmark::State& state) {
  std::ifstream in(folder + "table.json");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const Json spec = bench_table::pack_table(parse_json(text).value());
  for (auto _ : state)
    benchmark::DoNotOptimize(Table::compile(spec, "compensation", bench_table::facts()).value());
}
BENCHMARK(compile_40_rows)->Unit(benchmark::kMicrosecond);

void lint_40_rows(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(questions().table.lint().size());
}
BENCHMARK(lint_40_rows)->Unit(benchmark::kMillisecond);

#ifdef AMENDS_LIMIT_FILE

const std::vector<limit::In>& limit_inputs() {
  static const std::vector<limit::In> all = [] {
    std::vector<limit::In> inputs;
    const auto place = [](const auto& names, const std::string& word) {
      return static_cast<int>(std::find(std::begin(names), std::end(names), word) -
                              std::begin(names));
    };
    for (const auto& text : questions().inputs) {
      limit::In in{};
      in.category = place(limit::CATN, text[0]);
      in.delay_hours = std::stoll(text[1]);
      in.parcel_value_fen = std::stoll(text[2]);
      in.damage_degree = std::stod(text[3]);
      in.insured = text[4] == "1";
      in.tier = place(limit::TIERN, text[5]);
      in.resend_count = std::stoll(text[6]);
      in.overseas = text[7] == "1";
      inputs.push_back(in);
    }
    return inputs;
  }();
  return all;
}

template <class Decide> void limit_run(benchmark::State& state, const Decide& decide_one) {
  const auto& inputs = limit_inputs();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(decide_one(inputs[i]).amount);
    i = i + 1 < inputs.size() ? i + 1 : 0;
  }
}

void limit_if_else(benchmark::State& state) { limit_run(state, limit::if_enum); }
BENCHMARK(limit_if_else);
void limit_bit_masks(benchmark::State& state) {
  static const limit::Bits bits;
  limit_run(state, [&](const limit::In& in) { return bits.eval(in); });
}
BENCHMARK(limit_bit_masks);
void limit_bit_masks_with_why_not(benchmark::State& state) {
  static const limit::Bits bits;
  std::uint8_t why[64];
  limit_run(state, [&](const limit::In& in) {
    const auto out = bits.evalx(in, why);
    benchmark::DoNotOptimize(why);
    return out;
  });
}
BENCHMARK(limit_bit_masks_with_why_not);

#endif

} // namespace

BENCHMARK_MAIN();
