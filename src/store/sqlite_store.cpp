// The SQLite store: one file, a few connections. In: a file's name. Out: a store over it.
#include "store/sqlite_store.hpp"

#include "store/sql_schema.hpp"
#include "store/sql_session.hpp"

#include <mutex>
#include <vector>

namespace amends {
namespace {

using std::string;
using std::string_view;

// Connections that no session uses just now. One stays open all the time, so that the log is not
// folded into the file after every session.
class Connections : public std::enable_shared_from_this<Connections> {
public:
  explicit Connections(SqliteOptions options) : options_(std::move(options)) {}

  // A connection that comes back here when it is let go.
  Result<std::shared_ptr<SqlDriver>> take() {
    AMENDS_TRY_ASSIGN(auto driver, idle_or_new());
    auto* const raw = driver.release();
    return std::shared_ptr<SqlDriver>(raw, [home = shared_from_this()](SqlDriver* back) {
      home->put_back(std::unique_ptr<SqliteDriver>(static_cast<SqliteDriver*>(back)));
    });
  }

  void put_back(std::unique_ptr<SqliteDriver> driver) noexcept {
    if (!driver->is_idle()) {
      return; // it could not roll back: closing does
    }
    const std::lock_guard lock(mutex_);
    try {
      idle_.push_back(std::move(driver));
    } catch (const std::bad_alloc&) { // then it is closed
    }
  }

private:
  Result<std::unique_ptr<SqliteDriver>> idle_or_new() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto driver = std::move(idle_.back());
        idle_.pop_back();
        return driver;
      }
    }
    return SqliteDriver::open(options_);
  }

  SqliteOptions options_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<SqliteDriver>> idle_;
};

class SqliteStore final : public Store {
public:
  explicit SqliteStore(std::shared_ptr<Connections> connections)
      : connections_(std::move(connections)) {}

  Result<std::unique_ptr<StoreSession>> begin(string_view tenant, SessionMode mode) override {
    AMENDS_TRY_ASSIGN(auto driver, connections_->take());
    return begin_sql_session(std::move(driver), tenant, mode);
  }
  Result<std::vector<string>> due_tenants(Instant now) override {
    AMENDS_TRY_ASSIGN(const auto driver, connections_->take());
    return sql_due_tenants(*driver, now);
  }

private:
  std::shared_ptr<Connections> connections_;
};

} // namespace

Result<std::shared_ptr<Store>> open_sqlite_store(SqliteOptions options) {
  AMENDS_TRY_ASSIGN(auto driver, SqliteDriver::open(options));
  AMENDS_CHECK(options.only_read ? check_sqlite_schema(*driver, options.file)
                                 : prepare_sqlite_schema(*driver));
  auto connections = std::make_shared<Connections>(std::move(options));
  connections->put_back(std::move(driver));
  return std::shared_ptr<Store>(std::make_shared<SqliteStore>(std::move(connections)));
}

} // namespace amends
