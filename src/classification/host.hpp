// In: what the library found and a host's own judgement. Out: the labels that the host leaves, with
// what it changed marked as its own.
#pragma once

#include "classification/decide.hpp"

#include <string_view>

namespace amends {

// Labels as indices; none is "other". Error `arg` for one that the taxonomy does not know, that
// comes twice or whose score cannot be.
[[nodiscard]] Result<Opinion> opinion_of(const Taxonomy& taxonomy,
                                         const std::vector<Label>& labels);

// A host that changed something leaves no doubt: `abstained` becomes false. Where it fails nothing
// changes but `host_failed`.
void ask_host(const Taxonomy& taxonomy, const ClassifyHost& host, std::string_view text,
              Opinion& opinion, Classification& found);

} // namespace amends
