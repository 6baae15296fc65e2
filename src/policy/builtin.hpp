// The packs that are part of the library, as texts.
#pragma once

#include <span>
#include <string_view>

namespace amends::packs {

// One file of a built-in pack: "base.categories.json" belongs to the pack "base".
struct BuiltinFile {
  std::string_view name;
  std::string_view text;
};

// Sorted by pack, each pack's main file ("base.json") before its other files.
[[nodiscard]] std::span<const BuiltinFile> builtin_files();

} // namespace amends::packs
