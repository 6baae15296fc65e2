// The store port. In: rows of cases. Out: the same rows, by key, by due instant, by filter. It
// decides nothing. Every row belongs to the tenant the session was begun for.
//
// Ids of what a case owns (events apart) are CASE.SEQ.N: the case's id, then two whole numbers.
// Tasks, actions and sealed texts must have that form; lists "by id" are in the order of these
// three parts. Hashes are 64 lower-case hex digits. Anything else is an `arg` error of `commit`.
//
// Errors of every function: `store` (the storage failed; its own words follow), `corrupt` (what
// lies there cannot be ours), `conflict` (another writer holds the store or came first: read again
// and repeat), `arg` (a misuse: a session that has ended, a cursor of another list).
#pragma once

#include "amends/instant.hpp"
#include "amends/result.hpp"

#include <compare>
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
  bool operator==(const EventRow&) const = default;
};

// A case as it stands after `version` records: a cache of the journal plus what lists need.
struct CaseRow {
  std::string case_id;
  std::int64_t version = 0; // seq of the last record
  std::int64_t number = 0;  // drawn in commit order, from 1; 0 on the way in: draw one
  std::string head;         // hash of the last record
  std::int32_t state_format = 1;
  std::string state;      // JSON text of the case as it was some records ago; may be empty
  std::int64_t world = 0; // last world record applied
  Instant last_at;        // instant of the last record
  Instant next_due;       // when the next timer can fire; never() when none
  Instant opened_at;
  bool open = true;
  std::string kind, channel, stage, category, priority, owner, team, waiting_for, order_id,
      customer_id, title;
  std::int32_t priority_rank = 0; // place in the policy's list, 0 most urgent
  Instant clock_due;              // least due of the running clocks; never() when none
  bool late = false;              // a clock is breached and not stopped
  bool operator==(const CaseRow&) const = default;
};

struct TaskRow {
  std::string id, case_id, kind, owner, state; // open, done, cancelled
  std::optional<Instant> due;                  // never() comes back as none
  bool operator==(const TaskRow&) const = default;
};

// A clock as lists and views need it; the whole clock stands in the journal.
struct ClockIndexRow {
  std::string id, case_id; // id: unique in the case
  std::string target;
  std::string state; // idle, running, paused, met, breached, cancelled
  Instant due = Instant::never();
  bool operator==(const ClockIndexRow&) const = default;
};

struct ActionRow {
  std::string id, case_id, kind, state; // raised, pending, done, refused, failed, cancelled
  Instant due;                          // not leased before
  std::optional<Instant> valid_until;   // not leased later; at this instant still
  std::vector<std::string> after;       // actions that must be final first
  std::string collapse;                 // newest of a key goes out; empty: none
  std::string body;                     // JSON text, references unopened
  // The store's own columns, ignored on the way in and kept when the row is replaced.
  std::int32_t attempt = 0;             // leases given so far
  Instant lease_until = Instant::min(); // leased before this instant
  bool operator==(const ActionRow&) const = default;
};

struct ReceiptRow {
  std::string command_id;
  std::string content_hash; // 64 hex digits
  std::string case_id;
  std::vector<std::int64_t> seqs;
  bool operator==(const ReceiptRow&) const = default;
};

// Money of one case in one scope ("line:ORDER/LINE", "order:ORDER", "customer:ID", ...).
struct LedgerRow {
  std::string scope, head, case_id, plan, entry; // entry: unique in the case
  std::int64_t minor = 0;
  std::string currency;
  std::string side;  // restitution, extra
  std::string state; // reserved, committed, released
  Instant at;
  bool operator==(const LedgerRow&) const = default;
};

struct SealedRow {
  std::string ref, case_id, subject, algorithm, data; // data: bytes
  bool operator==(const SealedRow&) const = default;
};

// The key of one subject (a customer, a member of staff), wrapped by the host's master key.
struct SubjectRow {
  std::string subject, algorithm, key_id, data; // data: bytes
  bool operator==(const SubjectRow&) const = default;
};

// One member of staff: role, team, working hours; the engine knows the shape.
struct StaffRow {
  std::string id, body; // body: JSON text
  bool operator==(const StaffRow&) const = default;
};

// A value a case can be found by ("tracking", "phone", "seller", "incident", ...): phone and the
// like come as keyed hashes.
struct LookupRow {
  std::string kind, value, case_id;
  auto operator<=>(const LookupRow&) const = default;
};

struct PolicyRow {
  std::string digest, body;
  bool operator==(const PolicyRow&) const = default;
};

struct WorldRow {
  std::int64_t seq = 0;
  Instant at;
  std::string kind, digest, body;
  bool operator==(const WorldRow&) const = default;
};

// How many rows a tenant's store holds of what belongs to cases, and which triggers its database
// runs; ours has none.
struct RowCounts {
  std::int64_t cases = 0, events = 0, tasks = 0, actions = 0, clocks = 0, receipts = 0, ledger = 0,
               sealed = 0, lookups = 0;
  std::vector<std::string> triggers;
  bool operator==(const RowCounts&) const = default;
};

// Everything of one case that one commit changes. Tasks, actions and clocks replace those of the
// same id; what is not named stays. `case_id` of the rows within may be left empty: it is `row`'s.
struct CaseWrite {
  std::int64_t expected_version = 0; // 0: the case must be new
  CaseRow row;
  std::vector<EventRow> events;
  std::vector<TaskRow> tasks;
  std::vector<ActionRow> actions;
  std::vector<ClockIndexRow> clocks;
  std::vector<LedgerRow> ledger;          // upserts by (case_id, entry, scope)
  std::vector<SealedRow> sealed;          // upserts by ref
  std::vector<LookupRow> lookups;         // inserted when absent
  std::vector<LookupRow> dropped_lookups; // deleted when there, before `lookups` come
};
struct Batch {
  std::vector<CaseWrite> cases;
  std::vector<ReceiptRow> receipts;
  std::vector<PolicyRow> policies;       // inserted when absent
  std::vector<WorldRow> world;           // seq 0: append
  std::vector<SubjectRow> subjects;      // upserts by subject
  std::vector<StaffRow> staff;           // upserts by id
  std::vector<std::string> ended_leases; // actions given back: leasable again once due
  // Outside their cases: `lookups` of cases that are there come when absent, after the others are
  // deleted; without case_id those of cases that are not there.
  std::vector<LookupRow> lookups, dropped_lookups;
  std::vector<std::string> erased_subjects; // their keys and sealed values go, for good
};

// Conditions are joined by AND; a list means any of; an empty list means no condition.
struct CaseFilter {
  std::vector<std::string> case_id, stage, category, priority, owner, team, kind, channel,
      waiting_for, order_id, customer_id;
  std::vector<std::int64_t> number;
  std::vector<LookupRow> lookups; // (kind, value) pairs; those of one kind mean any of
  std::optional<bool> open, late;
  std::optional<Instant> due_before;        // clock_due < it
  std::optional<Instant> opened_from;       // opened_at >= it
  std::optional<Instant> opened_to;         // opened_at < it
  std::optional<Instant> changed_from;      // last_at >= it
  std::optional<std::int64_t> world_before; // world < it
};
// due: least clock_due first; priority: least rank, then least clock_due; opened and changed:
// latest first; id: by case id. Ties by case id.
enum class CaseSort : std::uint8_t { due, priority, opened, changed, id };

// A page of a list. Asking again with `next` gives the rows behind the last one of this page,
// whatever was inserted meanwhile: no row twice, none that stood there left out.
template <class Row> struct Page {
  std::vector<Row> rows;
  std::string next; // cursor; empty at the end
};
using CasePage = Page<CaseRow>;
using TaskPage = Page<TaskRow>;
using ActionPage = Page<ActionRow>;
using LookupPage = Page<LookupRow>;

enum class SessionMode : std::uint8_t { read, write };

// One transaction. Reads see the state at its beginning and nothing newer; `commit` applies one
// batch whole or not at all and ends it; dropping it changes nothing. One thread at a time.
class StoreSession {
public:
  virtual ~StoreSession() = default;
  StoreSession() = default;
  StoreSession(const StoreSession&) = delete;
  StoreSession& operator=(const StoreSession&) = delete;

  virtual Result<std::optional<CaseRow>> load_case(std::string_view case_id) = 0;
  // Records with seq > after, in order.
  virtual Result<std::vector<EventRow>> load_events(std::string_view case_id,
                                                    std::int64_t after) = 0;
  virtual Result<std::optional<ReceiptRow>> load_receipt(std::string_view command_id) = 0;
  // Rows of all these scopes, by (scope, case_id, entry).
  virtual Result<std::vector<LedgerRow>> load_ledger(std::span<const std::string> scopes) = 0;
  virtual Result<std::optional<SealedRow>> load_sealed(std::string_view ref) = 0;
  // By ref, behind the ref `after` (empty: from the first).
  virtual Result<std::vector<SealedRow>> scan_sealed(std::string_view after, std::size_t limit) = 0;
  virtual Result<std::optional<SubjectRow>> load_subject(std::string_view subject) = 0;
  virtual Result<std::optional<StaffRow>> load_staff(std::string_view id) = 0;
  virtual Result<std::vector<StaffRow>> scan_staff() = 0; // by id
  virtual Result<std::optional<PolicyRow>> load_policy(std::string_view digest) = 0;
  virtual Result<std::vector<PolicyRow>> scan_policies() = 0;               // by digest
  virtual Result<std::vector<WorldRow>> load_world(std::int64_t after) = 0; // seq > after, in order
  virtual Result<bool> has_lookup(const LookupRow& row) = 0;
  virtual Result<std::optional<ActionRow>> load_action(std::string_view id) = 0;
  virtual Result<std::vector<ActionRow>> load_actions(std::string_view case_id) = 0;
  virtual Result<std::vector<TaskRow>> load_tasks(std::string_view case_id) = 0;
  virtual Result<std::vector<ClockIndexRow>> load_clocks(std::string_view case_id) = 0; // by id

  // Open cases whose next_due <= now, by (next_due, case_id).
  virtual Result<std::vector<std::string>> due_cases(Instant now, std::size_t limit) = 0;
  virtual Result<Instant> least_due() = 0; // never() when nothing waits
  // Actions that may be handed out at `now`, by (due, id): raised, due, not leased, still valid,
  // all of `after` final (an unknown id is not), and the newest of their collapse key:
  // no action with the same key that is not cancelled was committed later, or later in its batch.
  virtual Result<std::vector<ActionRow>> leasable_actions(Instant now, std::size_t limit) = 0;
  virtual Result<CasePage> find_cases(const CaseFilter& filter, CaseSort sort, std::size_t limit,
                                      std::string_view after) = 0;
  // How many cases by value of `column`, in order of the values: stage, category, priority, owner,
  // team, kind, channel, waiting_for, or "lookup:KIND" (a case counts once under each of its
  // values).
  virtual Result<std::vector<std::pair<std::string, std::int64_t>>>
  count_cases(const CaseFilter& filter, std::string_view column) = 0;
  // By (due, id), those without due last. An empty owner or state means any.
  virtual Result<TaskPage> find_tasks(std::string_view owner, std::string_view state,
                                      std::size_t limit, std::string_view after) = 0;
  virtual Result<ActionPage> find_actions(std::string_view state, std::size_t limit,
                                          std::string_view after) = 0;
  // All look-up rows, by (kind, value, number of the case); case_id is empty where the case of a
  // row is not there.
  virtual Result<LookupPage> scan_lookups(std::size_t limit, std::string_view after) = 0;
  // The number that the next new case would get, from 1: while this write session lasts nobody else
  // draws it.
  virtual Result<std::int64_t> next_number() = 0;
  // Greatest last_at of all cases; Instant::min() when there is none.
  virtual Result<Instant> greatest_instant() = 0;
  // Rows of cases that are not there count too.
  virtual Result<RowCounts> count_rows() = 0;

  // Write sessions only; either of the two ends the session, failed or not. Errors: `conflict` when
  // a version moved or a receipt with the same hash is there, `duplicate` when one with another
  // hash is. A failed commit leaves everything as it was. The answer holds the number of each of
  // `batch.cases`, drawn or kept.
  virtual Result<std::vector<std::int64_t>> commit(const Batch& batch) = 0;
  // Marks the actions leased until `until` (attempt + 1) and commits; the marks stand in no record.
  // Answers the rows in the order of `ids`; `not_found` names an id that is not there.
  virtual Result<std::vector<ActionRow>> lease(std::span<const std::string> ids, Instant until) = 0;
};

// Shared by any number of engines and threads. One write session at a time: `begin` waits a few
// seconds for the other writer, then answers `conflict`. Sessions keep the store alive.
class Store {
public:
  virtual ~Store() = default;
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual Result<std::unique_ptr<StoreSession>> begin(std::string_view tenant,
                                                      SessionMode mode) = 0;
  // Tenants with an open case whose next_due <= now, or a raised action due by then; in order.
  virtual Result<std::vector<std::string>> due_tenants(Instant now) = 0;
};

[[nodiscard]] std::shared_ptr<Store> make_memory_store();
// "memory:", "sqlite:FILE", "sqlite:FILE?synchronous=normal" (a power cut may lose the last
// commits, never a half one; default full). Creates a missing schema; `corrupt` for a damaged file,
// `unsupported` for a newer schema or a kind of store that is not built in, `arg` for a URL of no
// such form.
[[nodiscard]] Result<std::shared_ptr<Store>> open_store(std::string_view url);
// The same for who only reads: nothing is created or written. Error `store` when the file is not
// there, `corrupt` when it holds no store; write sessions fail.
[[nodiscard]] Result<std::shared_ptr<Store>> open_store_to_read(std::string_view url);

} // namespace amends
