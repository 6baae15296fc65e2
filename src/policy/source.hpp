// Packs as they came: texts in, packs of one or several files out, each place still findable.
#pragma once

#include "amends/json.hpp"
#include "amends/policy.hpp"
#include "policy/report.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amends::packs {

struct SourceFile {
  std::string name;
  std::string text;
  Json root;
};

// One pack: its files merged at the top level, `extends` not yet followed.
struct Pack {
  std::string id;
  std::string version;
  std::string major; // what stands behind the "@" of an `extends`
  std::vector<SourceFile> files;
  Json root;
};

// Groups texts into packs: one with "amends_pack" begins a pack, others are further files of it.
// A text that cannot be used is reported and left out.
[[nodiscard]] std::vector<Pack> read_packs(std::span<const PackText> texts, Report& report);

} // namespace amends::packs
