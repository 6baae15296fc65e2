// What a model says of a text, against a scorer without tables, tricks or wide registers.
#include "helpers.hpp"

#include "amends/training.hpp"
#include "classification/calibration.hpp"
#include "classification/model_file.hpp"
#include "classification/weight.hpp"

#include <rapidcheck/gtest.h>

#include <map>
#include <set>

namespace amends {
namespace {

// N-grams by what they are made of: "w:" words and pairs of them, "l:" letters, "c:" characters,
// "s:" signs.
std::vector<std::string> slow_features(const std::u32string& text, const FeatureOptions& options) {
  std::vector<std::string> out;
  std::string previous;
  std::size_t i = 0;
  const auto is_other = [&](std::size_t at) {
    return !is_word_letter(text[at]) && !feature::is_sign(text[at]);
  };
  while (i < text.size()) {
    if (is_word_letter(text[i])) {
      std::u32string word;
      for (; i < text.size() && is_word_letter(text[i]); ++i)
        word += text[i];
      std::string name = to_utf8(word);
      const bool number = word.find_first_not_of(U"0123456789") == word.npos && word.size() > 2;
      if (number)
        name = "#" + std::to_string(std::min<std::size_t>(word.size(), 12));
      out.push_back("w:" + name);
      const std::u32string inside = U"_" + word.substr(0, 64) + U"_";
      for (std::size_t a = 0; a < inside.size() && !number; ++a)
        for (std::size_t n = 3; n <= options.most_letters && a + n <= inside.size(); ++n)
          if (n < inside.size())
            out.push_back("l:" + to_utf8(inside.substr(a, n)));
      if (!previous.empty())
        out.push_back("w:" + previous + " " + name);
      previous = name;
      continue;
    }
    if (!is_other(i)) {
      if (text[i] > U' ') {
        out.push_back("s:" + to_utf8(text.substr(i, 1)));
        previous.clear();
      }
      ++i;
      continue;
    }
    previous.clear();
    for (std::size_t n = 1; n <= options.most_characters && n <= i + 1 && is_other(i + 1 - n); ++n)
      out.push_back("c:" + to_utf8(text.substr(i + 1 - n, n)));
    ++i;
  }
  return out;
}

std::string some_text() {
  static const std::vector<std::string> pieces = {
      "order ",
      "late",
      "the ",
      "a ",
      "12",
      "34567 ",
      "don't",
      "!",
      "，",
      " ",
      "I",
      "没收到",
      "退货",
      "破损",
      "了",
      "𠮷",
      "é",
      "ß",
      "Ω",
      "..",
      "x",
      "退",
      "\n",
      "broke",
      "never ",
      "한국",
      "refund",
      "0",
      "!!",
      "不",
      "averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword "};
  std::string out;
  const int count = *rc::gen::inRange(0, 30);
  for (int i = 0; i < count; ++i)
    out += *rc::gen::elementOf(pieces);
  return out;
}

FeatureOptions some_options() {
  return {static_cast<std::uint8_t>(*rc::gen::inRange(3, 7)),
          static_cast<std::uint8_t>(*rc::gen::inRange(1, 5))};
}

RC_GTEST_PROP(Features, have_one_hash_for_each_n_gram, ()) {
  const FeatureOptions options = some_options();
  std::map<std::string, std::uint64_t> hash_of;
  std::set<std::uint64_t> hashes;
  for (int i = 0; i < 8; ++i) {
    const std::u32string text = normalise(some_text()).value().text;
    const std::vector<std::string> slow = slow_features(text, options);
    std::vector<std::uint64_t> quick;
    collect_hashes(text, options, quick);
    RC_ASSERT(quick.size() == slow.size());
    for (std::size_t f = 0; f < slow.size(); ++f) {
      const auto [at, is_new] = hash_of.try_emplace(slow[f], quick[f]);
      RC_ASSERT(at->second == quick[f]);
      RC_ASSERT(!is_new || hashes.insert(quick[f]).second);
    }
  }
}

// Of whole numbers, so there is one right answer, to the last bit.
Labeller::Answer slow_answer(const Model& model, const std::string& text) {
  std::map<std::uint64_t, std::size_t> row_of;
  for (std::size_t row = 0; row < model.keys.size(); ++row)
    row_of.emplace(model.keys[row], row);
  std::vector<std::int64_t> totals(model.size() + 1, 0);
  std::vector<std::uint64_t> hashes;
  collect_hashes(normalise(text).value().text, model.features, hashes);
  std::int64_t known = 0;
  for (const std::uint64_t hash : hashes)
    if (const auto found = row_of.find(hash); found != row_of.end()) {
      ++known;
      for (std::size_t c = 0; c <= model.size(); ++c)
        totals[c] += model.rows[found->second * model.stride + c];
    }
  const auto squares = static_cast<std::uint64_t>(std::max<std::int64_t>(1, totals[model.size()]));
  const auto length =
      static_cast<std::int64_t>(std::max<std::uint64_t>(1, whole_root((squares << 20U) / 8)));
  const std::int64_t factor = (std::int64_t{1'024'000} << 20U) / (length * model.units_per_one);
  std::vector<std::int64_t> milli;
  for (std::size_t c = 0; c < model.size(); ++c)
    milli.push_back((totals[c] * factor) >> 20U);
  std::size_t best = 0;
  for (std::size_t c = 0; c < model.size(); ++c)
    best = milli[c] > milli[best] ? c : best;
  std::int64_t sum = 0;
  constexpr std::int64_t nothing_left = 14;
  for (const std::int64_t m : milli)
    if (const std::int64_t below = milli[best] - m; below < nothing_left * model.temperature_milli)
      sum += exp_negative(below * 1000 / model.temperature_milli);
  const std::int64_t permille =
      hashes.empty() ? 0 : known * 1000 / static_cast<std::int64_t>(hashes.size());
  return {best, static_cast<std::int32_t>(exp_negative(0) * 1'000'000 / sum),
          trusted(static_cast<std::int32_t>(milli[best]), static_cast<std::int32_t>(permille))};
}

RC_GTEST_PROP(Labeller, answers_as_the_slow_scorer, ()) {
  std::vector<TrainRow> rows;
  const int categories = *rc::gen::inRange(2, 40);
  for (int i = 0; i < 2 * categories; ++i)
    rows.push_back({some_text() + std::to_string(i), {"c" + std::to_string(i % categories)}});
  TrainOptions options;
  const FeatureOptions features = some_options();
  options.most_letters = features.most_letters;
  options.most_characters = features.most_characters;
  const auto trained = train(rows, options);
  RC_ASSERT(trained.has_value());
  const Model model = read_models(trained->model).value().labels;
  auto labeller = Labeller::make(Classifier::load(trained->model).value()).value();
  for (int i = 0; i < 10; ++i) {
    const std::string text = some_text();
    const auto quick = labeller.label(text).value();
    const auto slow = slow_answer(model, text);
    RC_ASSERT(quick.category == slow.category);
    RC_ASSERT(quick.score_ppm == slow.score_ppm);
    RC_ASSERT(quick.margin_milli == slow.margin_milli);
  }
}

RC_GTEST_PROP(SumRows, every_way_gives_the_same, ()) {
  const auto columns = padded_columns(static_cast<std::size_t>(*rc::gen::inRange(1, 400)));
  Rows weights;
  for (std::size_t i = 0; i < 7 * columns; ++i)
    weights.push_back(static_cast<std::int16_t>(static_cast<std::int32_t>(i * 7919 % 2047) - 1023));
  std::vector<const std::int16_t*> rows;
  std::vector<std::int32_t> exact(columns, 0);
  const int count = *rc::gen::inRange(0, 100);
  for (int i = 0; i < count; ++i) {
    rows.push_back(weights.data() + static_cast<std::size_t>(*rc::gen::inRange(0, 7)) * columns);
    for (std::size_t c = 0; c < columns; ++c)
      exact[c] += rows.back()[c];
  }
  for (const SumRows sum : {best_sum_rows(), SumRows{sum_rows}}) {
    std::vector<std::int32_t> totals(columns, -1);
    sum(rows.data(), rows.size(), columns, totals.data());
    RC_ASSERT(totals == exact);
  }
}

} // namespace
} // namespace amends
