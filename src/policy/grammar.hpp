// The shape of a pack: which keys stand where and what they hold.
#pragma once

#include "amends/json.hpp"
#include "policy/report.hpp"

#include <string>
#include <vector>

namespace amends::packs {

// What the check of words for people needs to know.
struct Languages {
  std::vector<std::string> wanted; // the pack's `languages`; zh-Hant may be absent
};

// Checks the resolved pack against the grammar: keys, kinds, names, languages. What other rooms
// compile (the inside of calendars, categories, clocks, tables, laws) is left to them.
void check_grammar(const Json& root, const Languages& languages, Report& report);

} // namespace amends::packs
