// In: the n-grams of a text. Out: one margin a class, as whole numbers: the same on every machine.
#pragma once

#include "amends/result.hpp"
#include "classification/features.hpp"
#include "classification/sum_rows.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

enum class Task : std::uint8_t {
  single = 1, // exactly one label a text
  multi = 2,  // any number
};

// A linear model over hashed features. Weights are whole numbers; so are all sums, and the answer
// depends on no order and no floating-point unit.
struct Model {
  // What is stored. Row i belongs to keys[i]; what many texts have comes first, so that it lies
  // together in the processor's cache.
  Task task = Task::single;
  FeatureOptions features;
  bool lexicon_features = false;       // rows for what the lexicon finds (lexicon_features.hpp)
  std::vector<std::string> categories; // in the order of the columns
  std::vector<std::uint64_t> keys;
  // `stride` columns a row: one weight a category, then the feature's squared inverse document
  // frequency in units of 1/8, then zeros.
  Rows rows;
  std::int32_t units_per_one = 1; // weight units in a margin of 1
  // Single: probability = softmax of margin / T. Multi: logistic of (margin - centre) / T.
  std::int32_t temperature_milli = 1000;
  std::int32_t centre_milli = 0;
  std::vector<std::int32_t> threshold_milli; // multi: margin from which a category is a label
  std::int32_t doubt_milli = 0; // abstain when the best margin, as far as trusted, is below

  // What is derived by `index`.
  std::size_t stride = 0;
  std::vector<std::uint64_t> slots; // open addressing: high half tag, low half row + 1; 0: empty
  unsigned place_shift = 0;         // what is left of a key is its place
  SumRows sum = sum_rows;

  // By margin from 0 on: e^(-margin / T) in units of 2^-30, until nothing is left, which is the
  // last.
  std::vector<std::uint32_t> exponents;

  void index();
  void set_temperature(std::int32_t milli);
  [[nodiscard]] std::size_t size() const { return categories.size(); }
  // Of a row; 0 for what is no n-gram.
  [[nodiscard]] std::int16_t idf_squared(std::size_t row) const {
    return rows[row * stride + size()];
  }
  // The place of a feature's row, from 1; 0 when the model does not know it.
  [[nodiscard]] std::uint32_t find(std::uint64_t key) const;

  static constexpr std::int16_t most_weight = 1023; // 32 of them fit a 16-bit sum
  static constexpr int idf_units = 8;
  static std::size_t stride_of(std::size_t categories) { return padded_columns(categories + 1); }
};

// A feature beside the n-grams, with its own strength: what the lexicon found, the constant.
struct Extra {
  std::uint64_t key = 0;
  std::int32_t value_milli = 0;
};

// Room for one text's sums; reused from text to text.
struct Margins {
  std::vector<std::uint64_t> hashes;      // in: the n-grams
  std::vector<Extra> extras;              // in: the others
  std::vector<const std::int16_t*> found; // rows
  std::vector<std::int32_t> totals;       // as many as the stride, padded
  std::vector<std::int32_t> milli;        // the answer: one a category
  std::size_t known = 0;                  // how many n-grams had a row
  [[nodiscard]] std::int32_t known_permille() const {
    return hashes.empty() ? 0 : static_cast<std::int32_t>(known * 1000 / hashes.size());
  }
};

// The n-grams of a text, whose places in the model's table are asked for on the way.
void collect(const Model& model, std::u32string_view text, Margins& room);

// The weights of the n-grams, summed and divided by the length of the text's vector, and those of
// the extras times their strength.
void add_up(const Model& model, Margins& room);

// The largest whole number whose square is not greater.
[[nodiscard]] std::uint64_t whole_root(std::uint64_t n);

} // namespace amends
