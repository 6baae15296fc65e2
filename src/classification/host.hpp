// In: what the library found and a host's own judgement. Out: the labels that the host leaves, with
// what it changed marked as its own.
#pragma once

#include "classification/decide.hpp"

#include <string_view>

namespace amends {

// Errors: the host's; `policy` for a label that the taxonomy does not know or that comes twice, or
// when no label is left. A host that changed something leaves no doubt: `abstained` becomes false.
[[nodiscard]] Result<void> ask_host(const Taxonomy& taxonomy, const ClassifyHost& host,
                                    std::string_view text, Opinion& opinion, Classification& found);

} // namespace amends
