// From packs to one: `extends` followed, layers merged, keys in canonical order.
#pragma once

#include "policy/builtin.hpp"
#include "policy/source.hpp"

#include <memory>

namespace amends::packs {

// The policy as one JSON object, and the layers it came from.
struct Resolved {
  Json root;
  std::vector<std::shared_ptr<const Pack>> layers; // ancestors first, the policy last
  // "book.json line 12: " for a pointer into `root`; empty when no layer has it.
  [[nodiscard]] std::string place_of(std::string_view pointer) const;
};

// The last of `packs` is the policy. Everything wrong goes to `report`.
[[nodiscard]] Resolved resolve(std::vector<Pack> packs, Report& report);

// Lays `layer` over `into`: objects key by key down to the first list or plain value, null removes,
// "+key" appends to an inherited list.
void merge_layer(Json& into, const Json& layer, const std::string& where, const std::string& file,
                 Report& report);

// Members sorted by name at every level, so that equal policies are equal bytes.
void sort_members(Json& value);

} // namespace amends::packs
