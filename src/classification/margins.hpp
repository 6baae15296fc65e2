// In: a text as read. Out: the model's margin for each category.
#pragma once

#include "classification/compiled.hpp"
#include "classification/reading.hpp"

#include <cstdint>
#include <vector>

namespace amends {

// Of a long text the greatest margin over the whole and over groups of its sentences: a complaint
// in the middle of a story must not drown in it. Linear in the text.
struct ModelView {
  std::vector<std::int32_t> milli;
  std::int32_t known_permille = 0; // of the text's n-grams, by the model
};
[[nodiscard]] ModelView margins_of(const Classifier::Compiled& compiled, const Reading& reading);

} // namespace amends
