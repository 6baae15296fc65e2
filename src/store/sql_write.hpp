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

// What of a stored case decides how it is written: its number, its version and its indexed columns.
struct StoredCase {
  std::int64_t case_no = 0;
  std::int64_t version = 0; // 0: not there
  std::int64_t last_at = 0, next_due = 0, clock_due = 0, opened_at = 0;
  bool open = false;
  std::string order_id, customer_id;
};
using SeenCases = std::map<std::string, StoredCase, std::less<>>;

class BatchWriter {
public:
  // `seen`: cases that this very transaction has read.
  BatchWriter(SqlDriver& driver, std::string_view tenant, const SeenCases& seen)
      : driver_(driver), tenant_(tenant), seen_(seen) {}
  // Errors as StoreSession::commit; after one the caller rolls back.
  Result<std::vector<std::int64_t>> write(const Batch& batch);

private:
  using Params = std::span<const SqlValue>;

  Result<void> run(std::string_view sql, Params params);
  Result<std::int64_t> number_of(std::string_view sql, Params params);
  Result<StoredCase> stored_case(const std::string& case_id);
  Result<void> insert_case(const CaseRow& row, std::int64_t case_no);
  Result<void> update_case(const CaseRow& row, const StoredCase& stored);
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
  Result<void> drop_lookup(const LookupRow& row, std::int64_t case_no);
  Result<void> write_lookup(const LookupRow& row, std::int64_t case_no);
  Result<void> drop_lookup_outside(const LookupRow& row);
  Result<std::int64_t> subject_no(const std::string& subject);
  Result<std::int64_t> case_no_of(const std::string& case_id); // 0 for no id
  Result<void> write_receipt(const ReceiptRow& row);
  Error receipt_is_there(const ReceiptRow& row);
  Result<void> write_policy(const PolicyRow& row);
  Result<void> write_world(const WorldRow& row);
  Result<void> write_subject(const SubjectRow& row);
  Result<void> write_staff(const StaffRow& row);
  Result<void> end_lease(const std::string& action);
  Result<void> erase_subject(const std::string& subject);

  SqlDriver& driver_;
  std::string_view tenant_;
  const SeenCases& seen_;
  std::map<std::string, std::int64_t> case_nos_;    // cases of this batch
  std::map<std::string, std::int64_t> subject_nos_; // looked up so far
  std::int64_t last_number_ = -1;                   // drawn so far; -1: not looked up
};

} // namespace amends
