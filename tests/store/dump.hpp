// Everything a store holds, as text. In: a store. Out: lines that are equal when the rows are.
#pragma once

#include "amends/store.hpp"

#include <string>

namespace amends::test {

// Every row of the tenant that the port can reach.
[[nodiscard]] std::string dump(StoreSession& session);
[[nodiscard]] std::string dump(Store& store, const std::string& tenant = "");

} // namespace amends::test
