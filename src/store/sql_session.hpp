// A store session in SQL. In: rows and questions. Out: statements for a driver, and their rows.
#pragma once

#include "amends/store.hpp"
#include "store/row_id.hpp"
#include "store/sql_driver.hpp"
#include "store/sql_write.hpp"

#include <memory>
#include <string>

namespace amends {

// Begins a transaction on `driver`, which is let go when the session is.
[[nodiscard]] Result<std::unique_ptr<StoreSession>>
begin_sql_session(std::shared_ptr<SqlDriver> driver, std::string_view tenant, SessionMode mode);

// As Store::due_tenants, in a read transaction of its own.
[[nodiscard]] Result<std::vector<std::string>> sql_due_tenants(SqlDriver& driver, Instant now);

class SqlSession final : public StoreSession {
public:
  SqlSession(std::shared_ptr<SqlDriver> driver, std::string tenant, SessionMode mode);
  ~SqlSession() override;

  Result<std::optional<CaseRow>> load_case(std::string_view case_id) override;
  Result<std::vector<EventRow>> load_events(std::string_view case_id, std::int64_t after) override;
  Result<std::optional<ReceiptRow>> load_receipt(std::string_view command_id) override;
  Result<std::vector<LedgerRow>> load_ledger(std::span<const std::string> scopes) override;
  Result<std::optional<SealedRow>> load_sealed(std::string_view ref) override;
  Result<std::vector<SealedRow>> scan_sealed(std::string_view after, std::size_t limit) override;
  Result<std::optional<SubjectRow>> load_subject(std::string_view subject) override;
  Result<std::optional<StaffRow>> load_staff(std::string_view id) override;
  Result<std::vector<StaffRow>> scan_staff() override;
  Result<std::optional<PolicyRow>> load_policy(std::string_view digest) override;
  Result<std::vector<PolicyRow>> scan_policies() override;
  Result<std::vector<WorldRow>> load_world(std::int64_t after) override;
  Result<bool> has_lookup(const LookupRow& row) override;
  Result<std::optional<ActionRow>> load_action(std::string_view id) override;
  Result<std::vector<ActionRow>> load_actions(std::string_view case_id) override;
  Result<std::vector<TaskRow>> load_tasks(std::string_view case_id) override;
  Result<std::vector<ClockIndexRow>> load_clocks(std::string_view case_id) override;

  Result<std::vector<std::string>> due_cases(Instant now, std::size_t limit) override;
  Result<Instant> least_due() override;
  Result<std::vector<ActionRow>> leasable_actions(Instant now, std::size_t limit) override;
  Result<CasePage> find_cases(const CaseFilter& filter, CaseSort sort, std::size_t limit,
                              std::string_view after) override;
  Result<std::vector<std::pair<std::string, std::int64_t>>>
  count_cases(const CaseFilter& filter, std::string_view column) override;
  Result<TaskPage> find_tasks(std::string_view owner, std::string_view state, std::size_t limit,
                              std::string_view after) override;
  Result<ActionPage> find_actions(std::string_view state, std::size_t limit,
                                  std::string_view after) override;
  Result<LookupPage> scan_lookups(std::size_t limit, std::string_view after) override;
  Result<std::int64_t> next_number() override;
  Result<Instant> greatest_instant() override;
  Result<RowCounts> count_rows() override;

  Result<std::vector<std::int64_t>> commit(const Batch& batch) override;
  Result<std::vector<ActionRow>> lease(std::span<const std::string> ids, Instant until) override;

private:
  struct EndOfSession;

  using Params = std::span<const SqlValue>;
  using OnRow = std::function<void(const SqlRow&)>;
  Result<std::int64_t> exec(std::string_view sql, Params params, const OnRow& on_row = nullptr);
  template <class Row>
  Result<std::vector<Row>> rows(std::string_view sql, Params params, Row (*read)(const SqlRow&));
  template <class Row>
  Result<std::optional<Row>> row(std::string_view sql, Params params, Row (*read)(const SqlRow&));

  Result<void> check_writing() const;
  void end() noexcept;
  Result<bool> is_final(const std::string& action_id);

  std::shared_ptr<SqlDriver> driver_;
  std::string tenant_;
  SessionMode mode_;
  bool ended_ = false;
  SeenCases seen_; // in a write session: nobody else can change them
};

template <class Row>
Result<std::vector<Row>> SqlSession::rows(std::string_view sql, Params params,
                                          Row (*read)(const SqlRow&)) {
  std::vector<Row> found;
  AMENDS_CHECK(exec(sql, params, [&](const SqlRow& row) { found.push_back(read(row)); }));
  return found;
}

template <class Row>
Result<std::optional<Row>> SqlSession::row(std::string_view sql, Params params,
                                           Row (*read)(const SqlRow&)) {
  std::optional<Row> found;
  AMENDS_CHECK(exec(sql, params, [&](const SqlRow& row) { found = read(row); }));
  return found;
}

} // namespace amends
