// Decision models of files. In: the path of a .dmn file or of tables in pack JSON. Out: the model,
// with what it imports from its folder.
#pragma once

#include "amends/dmn.hpp"

#include <string>

namespace amends::cli {

[[nodiscard]] Result<DecisionModel> load_model(const std::string& file);

} // namespace amends::cli
