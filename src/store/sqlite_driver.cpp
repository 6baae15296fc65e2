#include "store/sqlite_driver.hpp"

namespace amends {
namespace {

using std::string;
using std::string_view;

// The statements of the store are fewer; lists with long filters make more.
constexpr std::size_t most_statements_kept = 200;

class SqliteRow final : public SqlRow {
public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  string_view bytes(int column) const override {
    const void* data = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
  }

private:
  sqlite3_stmt* statement_;
};

// Leaves a statement ready for its next run, whatever happened.
struct ResetLater {
  explicit ResetLater(sqlite3_stmt* of) : statement(of) {}
  ~ResetLater() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
  ResetLater(const ResetLater&) = delete;
  ResetLater& operator=(const ResetLater&) = delete;
  sqlite3_stmt* statement;
};

// The bytes behind `value` stay until the statement is reset, so SQLite need not copy them.
int bind(sqlite3_stmt* statement, int place, const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, place, *number);
  }
  if (const auto* text = std::get_if<string_view>(&value)) {
    return sqlite3_bind_text64(statement, place, text->empty() ? "" : text->data(), text->size(),
                               SQLITE_STATIC, SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<SqlBlob>(&value)) {
    return sqlite3_bind_blob64(statement, place, blob->bytes.empty() ? "" : blob->bytes.data(),
                               blob->bytes.size(), SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, place);
}

Code code_of(int status) {
  switch (status & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
  case SQLITE_CONSTRAINT: return Code::conflict;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB: return Code::corrupt;
  case SQLITE_NOMEM: return Code::memory;
  default: return Code::store;
  }
}

} // namespace

Error SqliteDriver::error() const {
  const int status = sqlite3_extended_errcode(connection_);
  return Error{code_of(status),
               string("SQLite: ") + sqlite3_errmsg(connection_) + " (" + std::to_string(status) +
                   ")",
               {}};
}

Result<std::unique_ptr<SqliteDriver>> SqliteDriver::open(const SqliteOptions& options) {
  sqlite3* connection = nullptr;
  // A reader too opens for writing where it may, so that the log's neighbours are tidied away when
  // it closes; `query_only` keeps it from changing a row.
  const int flags = SQLITE_OPEN_READWRITE | (options.only_read ? 0 : SQLITE_OPEN_CREATE) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int status = sqlite3_open_v2(options.file.c_str(), &connection, flags, nullptr);
  if (connection == nullptr) {
    return Error{Code::memory, "SQLite: out of memory", {}};
  }
  std::unique_ptr<SqliteDriver> driver(new SqliteDriver(connection, options));
  if (status != SQLITE_OK) {
    Error failed = driver->error();
    failed.message += ": " + options.file;
    return failed;
  }
  sqlite3_busy_timeout(connection, options.busy_timeout_ms);
  // Temporary files stay in memory; text of a damaged schema runs no code; a page's cells are
  // checked when it is read; deleted bytes are overwritten. docs/store.md says why each one.
  for (const string_view pragma :
       {string_view("PRAGMA temp_store=MEMORY"), string_view("PRAGMA trusted_schema=OFF"),
        string_view("PRAGMA cell_size_check=ON"), string_view("PRAGMA secure_delete=ON"),
        string_view("PRAGMA cache_size=-16384"),
        string_view(options.synchronous_full ? "PRAGMA synchronous=FULL"
                                             : "PRAGMA synchronous=NORMAL")}) {
    AMENDS_CHECK(driver->run(pragma));
  }
  if (options.only_read) {
    AMENDS_CHECK(driver->run("PRAGMA query_only=ON"));
    return driver;
  }
  string mode;
  AMENDS_CHECK(
      driver->exec("PRAGMA journal_mode=WAL", {}, [&](const SqlRow& row) { mode = row.bytes(0); }));
  if (mode != "wal") {
    return Error{Code::store,
                 "SQLite cannot keep a write-ahead log here (journal mode `" + mode +
                     "`); the file must lie on a local disk and be writable",
                 {}};
  }
  AMENDS_CHECK(driver->run("PRAGMA journal_size_limit=67108864"));
  return driver;
}

SqliteDriver::~SqliteDriver() {
  forget_statements();
  sqlite3_close(connection_);
}

void SqliteDriver::forget_statements() noexcept {
  for (const auto& [sql, statement] : statements_) {
    sqlite3_finalize(statement);
  }
  statements_.clear();
}

Result<sqlite3_stmt*> SqliteDriver::statement(string_view sql) {
  if (const auto kept = statements_.find(sql); kept != statements_.end()) {
    return kept->second;
  }
  if (statements_.size() >= most_statements_kept) {
    forget_statements();
  }
  const auto [place, added] = statements_.emplace(string(sql), nullptr);
  if (sqlite3_prepare_v3(connection_, place->first.c_str(), -1, SQLITE_PREPARE_PERSISTENT,
                         &place->second, nullptr) != SQLITE_OK) {
    statements_.erase(place);
    return error();
  }
  return place->second;
}

Result<std::int64_t> SqliteDriver::exec(string_view sql, std::span<const SqlValue> params,
                                        const std::function<void(const SqlRow&)>& on_row) {
  AMENDS_TRY_ASSIGN(sqlite3_stmt * prepared, statement(sql));
  const ResetLater reset(prepared);
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (bind(prepared, static_cast<int>(i + 1), params[i]) != SQLITE_OK) {
      return error();
    }
  }
  const std::int64_t before = sqlite3_total_changes64(connection_);
  int status = SQLITE_ROW;
  while ((status = sqlite3_step(prepared)) == SQLITE_ROW) {
    if (on_row) {
      on_row(SqliteRow(prepared));
    }
  }
  if (status != SQLITE_DONE) {
    return error();
  }
  return sqlite3_total_changes64(connection_) - before;
}

Result<void> SqliteDriver::run(string_view sql) {
  AMENDS_CHECK(exec(sql, {}, nullptr));
  return {};
}

Result<void> SqliteDriver::begin(SessionMode mode) {
  if (mode == SessionMode::write) {
    return run("BEGIN IMMEDIATE");
  }
  AMENDS_CHECK(run("BEGIN"));
  // The state to read is chosen by the first read.
  if (auto read = run("SELECT 1 FROM amends_schema"); !read) {
    rollback();
    return read;
  }
  return {};
}

Result<void> SqliteDriver::commit() {
  AMENDS_CHECK(run("COMMIT"));
  if (*old_rows_in_log_) {
    forget_old_rows();
  }
  return {};
}

// Freed bytes are overwritten (secure_delete); what is left is the log, folded in and cut to
// nothing.
void SqliteDriver::forget_old_rows() noexcept {
  constexpr int patience_ms = 50; // for readers of the old state
  sqlite3_busy_timeout(connection_, patience_ms);
  *old_rows_in_log_ = sqlite3_wal_checkpoint_v2(connection_, nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                                nullptr, nullptr) != SQLITE_OK;
  sqlite3_busy_timeout(connection_, busy_timeout_ms_);
}

void SqliteDriver::rollback() noexcept {
  if (!is_idle()) {
    sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

bool SqliteDriver::is_idle() const noexcept { return sqlite3_get_autocommit(connection_) != 0; }

} // namespace amends
