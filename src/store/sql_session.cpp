#include "store/sql_session.hpp"

#include "store/batch_check.hpp"

#include <array>

namespace amends {

using std::string;
using std::string_view;

SqlSession::SqlSession(std::shared_ptr<SqlDriver> driver, string tenant, SessionMode mode)
    : driver_(std::move(driver)), tenant_(std::move(tenant)), mode_(mode) {}

SqlSession::~SqlSession() { end(); }

void SqlSession::end() noexcept {
  if (!ended_) {
    ended_ = true;
    driver_->rollback(); // nothing, after a commit
    driver_.reset();
  }
}

Result<std::int64_t> SqlSession::exec(string_view sql, Params params, const OnRow& on_row) {
  if (ended_) {
    return Error{Code::arg, "this store session has ended; begin another", {}};
  }
  return driver_->exec(sql, params, on_row);
}

Result<void> SqlSession::check_writing() const {
  if (ended_) {
    return Error{Code::arg, "this store session has ended; begin another", {}};
  }
  if (mode_ == SessionMode::read) {
    return Error{Code::arg, "this store session only reads; begin one that writes", {}};
  }
  return {};
}

// Ends the session when the call that ends it is over, whatever its answer.
struct SqlSession::EndOfSession {
  explicit EndOfSession(SqlSession& of) : session(of) {}
  ~EndOfSession() { session.end(); }
  EndOfSession(const EndOfSession&) = delete;
  EndOfSession& operator=(const EndOfSession&) = delete;
  SqlSession& session;
};

Result<std::vector<std::int64_t>> SqlSession::commit(const Batch& batch) {
  AMENDS_CHECK(check_writing());
  const EndOfSession end(*this);
  AMENDS_CHECK(check_batch(batch));
  AMENDS_TRY_ASSIGN(auto numbers, BatchWriter(*driver_, tenant_, seen_).write(batch));
  AMENDS_CHECK(driver_->commit());
  if (!batch.erased_subjects.empty()) {
    driver_->forget_old_rows();
  }
  return numbers;
}

namespace {

constexpr string_view lease_sql =
    "UPDATE amends_action SET attempt = attempt + 1, lease_until = ? WHERE tenant = ? AND case_no "
    "= (SELECT case_no FROM amends_case WHERE tenant = ? AND case_id = ?) AND seq = ? AND n = ?";

Error no_action(string_view id) {
  return Error{Code::not_found, "there is no action " + string(id), {}};
}

} // namespace

Result<std::vector<ActionRow>> SqlSession::lease(std::span<const string> ids, Instant until) {
  AMENDS_CHECK(check_writing());
  const EndOfSession end(*this);
  std::vector<ActionRow> leased;
  for (const string& id : ids) {
    const auto parts = parse_row_id(id);
    if (!parts) {
      return no_action(id);
    }
    AMENDS_TRY_ASSIGN(const std::int64_t changed,
                      exec(lease_sql, std::array<SqlValue, 6>{until.us, tenant_, tenant_,
                                                              string_view(parts->case_id),
                                                              parts->seq, parts->n}));
    AMENDS_TRY_ASSIGN(auto action, load_action(id));
    if (changed == 0 || !action) {
      return no_action(id);
    }
    leased.push_back(std::move(*action));
  }
  AMENDS_CHECK(driver_->commit());
  return leased;
}

Result<std::unique_ptr<StoreSession>> begin_sql_session(std::shared_ptr<SqlDriver> driver,
                                                        string_view tenant, SessionMode mode) {
  auto session = std::make_unique<SqlSession>(driver, string(tenant), mode);
  AMENDS_CHECK(driver->begin(mode)); // the session rolls back what has begun
  return std::unique_ptr<StoreSession>(std::move(session));
}

Result<std::vector<string>> sql_due_tenants(SqlDriver& driver, Instant now) {
  std::vector<string> tenants;
  AMENDS_CHECK(driver.exec("SELECT tenant FROM amends_case WHERE open = 1 AND next_due <= ? UNION "
                           "SELECT tenant FROM amends_action WHERE state = 'raised' AND due <= ? "
                           "ORDER BY 1",
                           std::array<SqlValue, 2>{now.us, now.us},
                           [&](const SqlRow& row) { tenants.emplace_back(row.bytes(0)); }));
  return tenants;
}

} // namespace amends
