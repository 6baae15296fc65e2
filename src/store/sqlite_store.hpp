// The SQLite store. In: a file's name. Out: a store over it.
#pragma once

#include "amends/store.hpp"
#include "store/sqlite_driver.hpp"

namespace amends {

// Errors as open_store.
[[nodiscard]] Result<std::shared_ptr<Store>> open_sqlite_store(SqliteOptions options);

} // namespace amends
