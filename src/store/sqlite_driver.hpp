// SQLite behind the driver interface. In: a file's name. Out: a connection with its statements
// kept.
#pragma once

#include "store/sql_driver.hpp"

#include <sqlite3.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>

namespace amends {

struct SqliteOptions {
  std::string file;
  bool synchronous_full = true;
  bool only_read = false; // an existing file, never written
  int busy_timeout_ms = 5000;
  // Of all connections to the file: an erasure whose log could not be cut off yet.
  std::shared_ptr<std::atomic<bool>> old_rows_in_log = std::make_shared<std::atomic<bool>>(false);
};

class SqliteDriver final : public SqlDriver {
public:
  // Errors as SqlDriver; `corrupt` when the file is no SQLite database.
  [[nodiscard]] static Result<std::unique_ptr<SqliteDriver>> open(const SqliteOptions& options);
  ~SqliteDriver() override;
  SqliteDriver(const SqliteDriver&) = delete;
  SqliteDriver& operator=(const SqliteDriver&) = delete;

  Result<std::int64_t> exec(std::string_view sql, std::span<const SqlValue> params,
                            const std::function<void(const SqlRow&)>& on_row) override;
  Result<void> begin(SessionMode mode) override;
  Result<void> commit() override;
  void rollback() noexcept override;
  void forget_old_rows() noexcept override;
  // False when a transaction could not be ended: the connection must not be used again.
  [[nodiscard]] bool is_idle() const noexcept;

private:
  SqliteDriver(sqlite3* connection, const SqliteOptions& options)
      : connection_(connection), busy_timeout_ms_(options.busy_timeout_ms),
        old_rows_in_log_(options.old_rows_in_log) {}
  Result<sqlite3_stmt*> statement(std::string_view sql);
  Result<void> run(std::string_view sql);
  [[nodiscard]] Error error() const;
  void forget_statements() noexcept;

  sqlite3* connection_;
  int busy_timeout_ms_;
  std::shared_ptr<std::atomic<bool>> old_rows_in_log_;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

} // namespace amends
