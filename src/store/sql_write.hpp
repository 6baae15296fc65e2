// Writes one batch in SQL. In: a checked batch and an open write transaction. Out: the case
// numbers.
#pragma once

#include "amends/store.hpp"
#include "store/sql_driver.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

class BatchWriter {
public:
  BatchWriter(SqlDriver& driver, std::string_view tenant) : driver_(driver), tenant_(tenant) {}
  // Errors as StoreSession::commit; after one the caller rolls back.
  Result<std::vector<std::int64_t>> write(const Batch& batch);

private:
  struct StoredCase {
    std::int64_t case_no = 0;
    std::int64_t version = 0; // 0: not there
    bool same_keys = false;   // the row's indexed keys stay as they are
  };
  using Params = std::span<const SqlValue>;

  Result<void> run(std::string_view sql, Params params);
  Result<std::int64_t> number_of(std::string_view sql, Params params);
  Result<StoredCase> stored_case(const CaseRow& row);
  Result<std::int64_t> write_case_row(const CaseWrite& write);
  Result<std::int64_t> draw_number();
  Result<void> write_case(const CaseWrite& write, std::int64_t case_no);
  Result<void> write_event(const EventRow& row, std::int64_t case_no);
  Result<void> write_task(const TaskRow& row, std::int64_t case_no);
  Result<void> write_action(const ActionRow& row, std::string_view case_id, std::int64_t case_no);
  Result<void> write_clock(const ClockIndexRow& row, std::string_view case_id,
                           std::int64_t case_no);
  Result<void> write_ledger(const LedgerRow& row, std::string_view case_id, std::int64_t case_no);
  Result<void> write_sealed(const SealedRow& row, std::int64_t case_no);
  Result<void> write_lookup(const LookupRow& row, std::int64_t case_no);
  Result<std::int64_t> subject_no(const std::string& subject);
  Result<void> write_receipt(const ReceiptRow& row);
  Result<void> write_policy(const PolicyRow& row);
  Result<void> write_world(const WorldRow& row);
  Result<void> write_subject(const SubjectRow& row);
  Result<void> write_staff(const StaffRow& row);
  Result<void> erase_subject(const std::string& subject);

  SqlDriver& driver_;
  std::string_view tenant_;
  std::map<std::string, std::int64_t> case_nos_;    // cases of this batch
  std::map<std::string, std::int64_t> subject_nos_; // looked up so far
  std::int64_t last_number_ = -1;                   // drawn so far; -1: not looked up
};

} // namespace amends
