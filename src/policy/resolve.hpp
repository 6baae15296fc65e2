// From packs to one: `extends` followed, layers merged, sections in one order.
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
// "+key" appends to an inherited list, a row with "before" goes before the inherited row of that
// id.
void merge_layer(Json& into, const Json& layer, const std::string& where, Report& report);

// Head keys and sections in the grammar's order, whatever the order of the files. Below them the
// order is kept as written: stages, tasks and steps of law are read in it.
void order_sections(Json& root);

} // namespace amends::packs
