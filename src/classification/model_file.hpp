// In: a model of labels, perhaps one of severity beside it. Out: their bytes; and back, refusing
// what is damaged or foreign.
#pragma once

#include "base/digest.hpp"
#include "classification/model.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace amends {

struct Models {
  Model labels;
  std::optional<Model> severity; // reads texts as `labels` does
};

// Layout, whole numbers little endian: "AMENDSMD", u32 format version, u64 size of the body; three
// BLAKE2b-256: of the taxonomy, of the features, and of all else in the file; the body: the model
// of labels, a byte that says whether one of severity follows, that one. A model: task, feature
// options, the numbers of Model, categories, keys, rows without their padding.
[[nodiscard]] std::string write_models(const Models& models);

// Errors: `corrupt` (not a model file, cut off, damaged), `unsupported` (of another version: its
// texts would be read in another way).
[[nodiscard]] Result<Models> read_models(std::string_view bytes);

// Over the categories in their order: two models or policies of one taxonomy agree.
[[nodiscard]] Digest taxonomy_digest(const std::vector<std::string>& categories);
// Over the features of a text that uses all of normalising and hashing: it changes when the same
// words would give other features.
[[nodiscard]] Digest feature_digest(const FeatureOptions& options);

} // namespace amends
