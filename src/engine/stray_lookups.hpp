// Look-up rows against the journals. In: rows of the store. Out: those that no journal speaks of.
#pragma once

#include "replay.hpp"

#include <span>

namespace amends::engine {

// How many look-up rows, or cases, are looked at together.
inline constexpr std::size_t lookup_page = 500;

// Rows of cases that are not there are stray; rows of cases that cannot be told are left out.
[[nodiscard]] Result<std::vector<LookupRow>> stray_lookups(StoreSession& session,
                                                           const std::string& tenant,
                                                           const World& world,
                                                           std::span<const LookupRow> rows);

// Rows that the case is to be found by and is not.
[[nodiscard]] Result<std::vector<LookupRow>> missing_lookups(StoreSession& session,
                                                             const Replayed& replayed);

} // namespace amends::engine
