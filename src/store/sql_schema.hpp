// The tables of the SQL store. In: a connection. Out: a database with the schema this build knows.
#pragma once

#include "amends/result.hpp"
#include "store/sql_driver.hpp"

#include <cstdint>
#include <string_view>

namespace amends {

// Raised by every change of the tables. A file of an older version is read and written as it is:
// 1 had a column amends_action.pending that was always 0, which its default keeps up.
inline constexpr std::int64_t schema_version = 2;

// Creates a missing schema in one transaction. Error `unsupported` naming both versions when the
// database was written by a newer amends.
[[nodiscard]] Result<void> prepare_sqlite_schema(SqlDriver& driver);

// For who only reads: `corrupt` naming `file` when it holds no store, `unsupported` as above.
[[nodiscard]] Result<void> check_sqlite_schema(SqlDriver& driver, std::string_view file);

} // namespace amends
