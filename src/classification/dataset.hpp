// In: rows to learn from. Out: the same as numbers: features by id, labels by index.
#pragma once

#include "amends/training.hpp"
#include "classification/model.hpp"
#include "classification/reading.hpp"
#include "classification/svm.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace amends {

// A feature of one text: how often it occurs, or the strength of an extra.
struct FeatureUse {
  std::uint32_t id;
  std::int32_t value; // n-grams: occurrences; extras: thousandths
};

struct Dataset {
  std::vector<std::string> categories;
  std::vector<std::uint64_t> keys; // by feature id, in the order of first occurrence
  std::vector<char> is_extra;      // by feature id
  std::vector<std::vector<FeatureUse>> texts;
  std::vector<std::vector<std::uint32_t>> labels; // by text; the first is primary
  std::vector<std::size_t> rows; // by text: the first row that has it, with a severity if any does
  const Model* prior = nullptr;  // its rows are the first features, in their order
};

// Gives the features of texts their ids, in the order of first occurrence.
class FeatureIds {
public:
  explicit FeatureIds(Dataset& data) : data_(data) { ids_.reserve(1U << 16U); }
  // The features of the model to correct, in its order; nullptr: none. Before all others.
  void begin_with(const Model* prior);
  std::uint32_t id(std::uint64_t key, bool is_extra);
  // Of one text: its n-grams, then `extras`.
  std::vector<FeatureUse> uses(std::u32string_view text, const FeatureOptions& options,
                               std::span<const Extra> extras);

private:
  Dataset& data_;
  std::unordered_map<std::uint64_t, std::uint32_t> ids_; // looked up only, never walked
};

// Where the row stands, for errors.
[[nodiscard]] std::string place_of(const TrainRow& row, std::size_t index);

// What a policy adds: its taxonomy and lexicon, both or none, and the model to correct, if any.
struct PolicyWords {
  const Taxonomy* taxonomy = nullptr;
  const Lexicon* lexicon = nullptr;
  const Model* prior = nullptr;
};

// Error `arg` for a row with a severity that is not among `known`.
[[nodiscard]] Result<void> check_severities(std::span<const TrainRow> rows,
                                            const std::vector<std::string>& known);

// Equal texts (after normalising) are merged: of several single labels the first stays, of multiple
// ones all do. Errors `arg`, `parse`.
[[nodiscard]] Result<Dataset> read_dataset(std::span<const TrainRow> rows, bool multi,
                                           const FeatureOptions& features,
                                           const PolicyWords& policy);

// The text's vectors over the features that `members` (indices of texts) have in at least `least`
// texts, and those of the prior; n-grams weighted by inverse document frequency (the prior's by
// its) and brought to length 1.
struct Vectors {
  SparseRows rows;                       // one a member
  std::vector<std::int16_t> idf_squared; // by feature id, in units of 1/8; 0: not used
};
[[nodiscard]] Vectors vectorise(const Dataset& data, std::span<const std::uint32_t> members,
                                std::uint32_t least);

// ln(x) for x >= 1 from + - * / alone, so that every machine agrees on the last bit.
[[nodiscard]] double exact_log(double x);

} // namespace amends
