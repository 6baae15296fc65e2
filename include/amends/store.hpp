// The store port. In: rows. Out: rows. It knows keys, versions and due instants and decides
// nothing. Every row belongs to the tenant the session was begun for.
#pragma once

#include "amends/instant.hpp"
#include "amends/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

// One record of a case's journal. `record` is hashed as it stands and never re-encoded.
struct EventRow {
  std::string case_id;
  std::int64_t seq = 0;
  Instant at;
  std::string hash;   // 64 hex digits over the previous hash and `record`
  std::string record; // JSON text
};

// A case as it stands after `version` records: a cache of the journal plus what lists need.
struct CaseRow {
  std::string case_id;
  std::int64_t version = 0;      // seq of the last record
  std::int64_t number = 0;       // drawn in commit order, from 1; 0 on the way in: draw one
  std::string head;              // hash of the last record
  std::int32_t state_format = 1;
  std::string state;             // JSON text of the case
  std::int64_t world = 0;        // last world record applied
  Instant last_at;               // instant of the last record
  Instant next_due;              // when the next timer can fire; never() when none
  Instant opened_at;
  bool open = true;
  std::string kind, channel, stage, category, priority, owner, team, waiting_for, order_id,
      customer_id, title;
  std::int32_t priority_rank = 0; // place in the policy's list, 0 most urgent
  Instant clock_due;              // least due of the running clocks; never() when none
  bool late = false;              // a clock is breached and not stopped
};

struct TaskRow {
  std::string id, case_id, kind, owner, state; // open, done, cancelled
  std::optional<Instant> due;
};

struct ActionRow {
  std::string id, case_id, kind, state; // raised, done, refused, failed, cancelled
  Instant due;                          // not leased before
  std::optional<Instant> valid_until;
  std::vector<std::string> after;       // actions that must be final first
  std::string collapse;                 // newest of a key goes out; empty: none
  std::string body;                     // JSON text, references unopened
  // The store's own columns, ignored on the way in except by `lease`.
  std::int32_t attempt = 0;
  Instant lease_until = Instant::min();
  bool pending = false;                 // the provider will answer: not handed out
};

struct ReceiptRow {
  std::string command_id;
  std::string content_hash; // 64 hex digits
  std::string case_id;
  std::vector<std::int64_t> seqs;
};

// Money of one case in one scope ("line:ORDER/LINE", "order:ORDER", "customer:ID", ...).
struct LedgerRow {
  std::string scope, head, case_id, plan, entry; // entry: unique in the case
  std::int64_t minor = 0;
  std::string currency;
  std::string side;  // restitution, extra
  std::string state; // reserved, committed, released
  Instant at;
};

struct SealedRow {
  std::string ref, case_id, subject, algorithm, data; // data: bytes
};

// A value a case can be found by ("tracking", "phone", "tag", "seller", ...): phone and the like
// come as keyed hashes.
struct LookupRow {
  std::string kind, value, case_id;
};

struct PolicyRow {
  std::string digest, body;
  bool operator==(const PolicyRow&) const = default;
};

struct WorldRow {
  std::int64_t seq = 0;
  Instant at;
  std::string kind, digest, body;
};

// Everything of one case that one commit changes. Tasks and actions replace those of the same id.
struct CaseWrite {
  std::int64_t expected_version = 0; // 0: the case must be new
  CaseRow row;
  std::vector<EventRow> events;
  std::vector<TaskRow> tasks;
  std::vector<ActionRow> actions;
  std::vector<LedgerRow> ledger;     // upserts by (case_id, entry, scope)
  std::vector<SealedRow> sealed;
  std::vector<LookupRow> lookups;    // inserted when absent
};
struct Batch {
  std::vector<CaseWrite> cases;
  std::vector<ReceiptRow> receipts;
  std::vector<PolicyRow> policies;   // inserted when absent
  std::vector<WorldRow> world;       // seq 0: append
};

// Conditions are joined by AND; a list means any of; an empty list means no condition.
struct CaseFilter {
  std::vector<std::string> case_id, stage, category, priority, owner, team, kind, channel,
      waiting_for, order_id, customer_id;
  std::vector<std::int64_t> number;
  std::vector<LookupRow> lookups;    // (kind, value) pairs; those of one kind mean any of
  std::optional<bool> open, late;
  std::optional<Instant> due_before, opened_from, opened_to, changed_from;
};
enum class CaseSort : std::uint8_t { due, priority, opened, changed, id };
struct CasePage {
  std::vector<CaseRow> rows;
  std::string next; // cursor, empty at the end; stable under inserts
};

enum class SessionMode : std::uint8_t { read, write };

// One transaction. Reads see the state at its beginning plus nothing else; `commit` applies one
// batch whole or not at all and ends it; dropping it changes nothing. One thread at a time.
class StoreSession {
public:
  virtual ~StoreSession() = default;
  StoreSession() = default;
  StoreSession(const StoreSession&) = delete;
  StoreSession& operator=(const StoreSession&) = delete;

  virtual Result<std::optional<CaseRow>> load_case(std::string_view case_id) = 0;
  // Records with seq > after, in order.
  virtual Result<std::vector<EventRow>> load_events(std::string_view case_id, std::int64_t after) = 0;
  virtual Result<std::optional<ReceiptRow>> load_receipt(std::string_view command_id) = 0;
  virtual Result<std::vector<LedgerRow>> load_ledger(std::span<const std::string> scopes) = 0;
  virtual Result<std::optional<SealedRow>> load_sealed(std::string_view ref) = 0;
  virtual Result<std::vector<SealedRow>> scan_sealed(std::string_view after, std::size_t limit) = 0;
  virtual Result<std::optional<PolicyRow>> load_policy(std::string_view digest) = 0;
  virtual Result<std::vector<PolicyRow>> scan_policies() = 0;
  virtual Result<std::vector<WorldRow>> load_world(std::int64_t after) = 0;
  virtual Result<std::optional<ActionRow>> load_action(std::string_view id) = 0;
  virtual Result<std::vector<ActionRow>> load_actions(std::string_view case_id) = 0;
  virtual Result<std::vector<TaskRow>> load_tasks(std::string_view case_id) = 0;

  // Open cases whose next_due <= now, by (next_due, case_id).
  virtual Result<std::vector<std::string>> due_cases(Instant now, std::size_t limit) = 0;
  virtual Result<Instant> least_due() = 0; // never() when nothing waits
  // Actions that may be handed out at `now`, by (due, id): raised, due, not leased, not pending,
  // still valid, all of `after` final, the newest of their collapse key.
  virtual Result<std::vector<ActionRow>> leasable_actions(Instant now, std::size_t limit) = 0;
  virtual Result<CasePage> find_cases(const CaseFilter& filter, CaseSort sort, std::size_t limit,
                                      std::string_view after) = 0;
  virtual Result<std::vector<std::pair<std::string, std::int64_t>>>
  count_cases(const CaseFilter& filter, std::string_view column) = 0;
  virtual Result<std::vector<TaskRow>> find_tasks(std::string_view owner, std::string_view state,
                                                  std::size_t limit, std::string_view after) = 0;
  virtual Result<std::vector<ActionRow>> find_actions(std::string_view state, std::size_t limit,
                                                      std::string_view after) = 0;
  // Greatest last_at of all cases; Instant::min() when there is none.
  virtual Result<Instant> greatest_instant() = 0;

  // Write sessions only. Errors: `conflict` when a version moved, `duplicate` when a receipt is
  // there with another hash. A failed commit leaves everything as it was.
  virtual Result<void> commit(const Batch& batch) = 0;
  // Marks the actions leased until `until` (attempt + 1) and commits; the marks stand in no record.
  virtual Result<std::vector<ActionRow>> lease(std::span<const std::string> ids, Instant until) = 0;
  // Ends a lease: `pending` keeps the action back, else it is due again at `due`. Commits.
  virtual Result<void> end_lease(std::string_view id, bool pending, Instant due) = 0;
};

// Shared by any number of engines and threads.
class Store {
public:
  virtual ~Store() = default;
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual Result<std::unique_ptr<StoreSession>> begin(std::string_view tenant, SessionMode mode) = 0;
};

[[nodiscard]] std::shared_ptr<Store> make_memory_store();
// "memory:", "sqlite:FILE". Creates a missing schema; `corrupt` for a damaged file, `unsupported`
// for a newer schema.
[[nodiscard]] Result<std::shared_ptr<Store>> open_store(std::string_view url);

} // namespace amends
