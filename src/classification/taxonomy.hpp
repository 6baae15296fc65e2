// In: a policy's `levels` and `categories`. Out: the names, what each is worth, and their words.
#pragma once

#include "amends/json.hpp"
#include "classification/lexicon.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

inline constexpr std::string_view out_of_scope = "other";

struct Category {
  std::string name;
  std::int32_t severity = -1; // index of its usual severity; -1: the policy does not say
  std::string priority;       // its own, where the policy says one
  bool always = false;        // a hard rule: its words give the label whatever else speaks against
  bool secondary = false;     // first only where no other label is sure
};

struct Taxonomy {
  std::vector<Category> categories;    // in the policy's order; "other" is always there
  std::vector<std::string> severities; // mildest first
  std::vector<std::string> priorities; // most urgent first
  std::size_t other = 0;               // index of "other"
  [[nodiscard]] std::size_t find(std::string_view category) const; // categories.size(): unknown
};

// Error `policy`, with the pointer into `policy`.
[[nodiscard]] Result<Taxonomy> read_taxonomy(const Json& policy);
// The words of all categories and of `levels`, ready to find.
[[nodiscard]] Result<Lexicon> read_lexicon(const Json& policy, const Taxonomy& taxonomy);

} // namespace amends
