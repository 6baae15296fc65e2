// How the SQL store speaks to a database. In: one statement with "?" parameters. Out: its rows.
// What SQLite is behind it, PostgreSQL or a host's own connection can be: the SQL stays the same.
#pragma once

#include "amends/result.hpp"
#include "amends/store.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <variant>

namespace amends {

struct SqlBlob {
  std::string_view bytes;
};
using SqlValue = std::variant<std::nullptr_t, std::int64_t, std::string_view, SqlBlob>;

// One row of an answer, valid within the call that hands it over. Columns count from 0.
class SqlRow {
public:
  virtual ~SqlRow() = default;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;   // null: 0
  [[nodiscard]] virtual std::string_view bytes(int column) const = 0; // text or blob; null: empty
};

// One connection; one thread at a time. Errors: `conflict` when another connection is in the way or
// a key stands already, `corrupt`, `memory`, else `store` with the database's own words, which
// never hold a value.
class SqlDriver {
public:
  virtual ~SqlDriver() = default;
  // Runs one statement; answers how many rows it changed. `on_row` runs no statement itself.
  virtual Result<std::int64_t> exec(std::string_view sql, std::span<const SqlValue> params,
                                    const std::function<void(const SqlRow&)>& on_row) = 0;
  // A read transaction sees one state of the database from here on.
  virtual Result<void> begin(SessionMode mode) = 0;
  virtual Result<void> commit() = 0;
  virtual void rollback() noexcept = 0;
  // After a commit that erased: what the database keeps of the old rows shall go too, at once or,
  // where readers are in the way, after a later commit.
  virtual void forget_old_rows() noexcept {}
};

} // namespace amends
