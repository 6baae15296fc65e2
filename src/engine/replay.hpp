// A case told anew from its journal. In: its row. Out: the case, or what in its journal does not
// hold.
#pragma once

#include "work.hpp"
#include "world.hpp"

namespace amends::engine {

struct Replayed {
  std::string broken;    // why it cannot be told; empty: it was
  std::int64_t read = 0; // records that were there
  CaseWork work;         // without its policy
  std::vector<Record> records;
  std::set<LookupRow> lookups; // everything the case is to be found by
  bool texts_hold = true;      // that look-ups are made of; if not, `lookups` lacks some
};
// The chain, the replay, and the row's snapshot against the case as it was at that record.
[[nodiscard]] Result<Replayed> replay(StoreSession& session, const std::string& tenant,
                                      const World& world, const CaseRow& row);

// Whether a stored text is the one that was recorded.
[[nodiscard]] bool is_recorded_text(const SealedRow& row, const std::string& tenant,
                                    const std::string& commitment);

} // namespace amends::engine
