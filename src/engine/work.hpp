// Work: the cases that one call touches. In: a store session and an instant. Out: cases caught up
// to it, records appended to their journals, and the batch that commits it all.
#pragma once

#include "state.hpp"

#include "amends/personal.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace amends::engine {

// One case on its way from what the store holds to what it will hold.
struct CaseWork {
  std::int64_t stored_version = 0;
  Case state;
  std::string snapshot;              // of `state` as it was stored last, empty: never yet
  std::int64_t snapshot_version = 0; // and at which version that was
  std::string head;                  // hash of the last record
  std::shared_ptr<const Policy> policy;
  std::vector<EventRow> rows;
  std::vector<Record> records; // the same, decoded
  std::vector<SealedRow> sealed;
  std::set<LookupRow> lookups; // what the case can be found by, as far as this call moved it
  std::set<std::string> tasks, actions, clocks, entries; // ids touched
};

class Work {
public:
  Work(Engine::State& engine, StoreSession& session) : engine_(engine), session_(session) {}

  // The case as stored, or as this call has left it; nullptr when there is none.
  [[nodiscard]] Result<CaseWork*> find(const std::string& case_id);
  // A new case under the policy that is in force, behind the world as it was at `t`.
  [[nodiscard]] Result<CaseWork*> create(const std::string& case_id, Instant t);

  // Fires every timer with an instant strictly before `t` and meets every world record at or before
  // it, in the order of their instants, world first. A case that is over meets the world only once
  // somebody speaks to it again (`spoken_to`), so that it does not matter who else looks at it.
  [[nodiscard]] Result<void> catch_up(CaseWork& work, Instant t, bool spoken_to = false);
  // The same for every open case that holds money in one of the scopes, in case order.
  [[nodiscard]] Result<void> catch_up_scopes(const std::vector<std::string>& scopes,
                                             const std::string& but, Instant t);

  // What `decide` may look at. `texts` are opened before the store's.
  [[nodiscard]] Result<Context> context(const CaseWork& work, Instant t, const Party& by,
                                        const std::vector<std::string>& scopes);
  // Appends one record. Its personal references must be sealed already.
  [[nodiscard]] Result<void> append(CaseWork& work, Instant at, Cause cause, Decided decided);
  // Gives each "?N" text of `value` its reference under the record to come, and keeps it sealed.
  void seal(CaseWork& work, void* value, const Type& type, const Texts& texts,
            const std::string& customer);

  [[nodiscard]] std::optional<std::string> open(const Personal& personal) const;
  [[nodiscard]] Result<std::int64_t> next_number();
  // The world's timeline with what this call adds; read once a call.
  [[nodiscard]] Result<const World*> world();
  [[nodiscard]] Result<void> add_world(WorldRow row);
  // Cases of the customer opened in the 90 days before `t`, this call's included.
  [[nodiscard]] Result<std::int64_t> recent_cases(const std::string& customer, Instant t);
  // The other cases of an order that were opened at or after `from`, this call's included.
  [[nodiscard]] Result<std::vector<OtherCase>> order_cases(const std::string& order,
                                                           const std::string& but, Instant from);
  // The case that an intake of this customer and order joins: open, or closed in the last 7 days.
  [[nodiscard]] Result<std::optional<std::string>>
  case_to_join(const std::string& customer, const std::string& order, Instant t);

  // Everything changed so far as one batch; receipts are the caller's.
  [[nodiscard]] Batch batch() const;
  [[nodiscard]] bool changed() const;
  [[nodiscard]] bool adds_world() const { return !new_world_.empty(); }
  [[nodiscard]] std::int64_t fired() const { return fired_; }
  [[nodiscard]] Engine::State& engine() { return engine_; }
  [[nodiscard]] StoreSession& session() { return session_; }
  // Actions of a case that were ever leased.
  [[nodiscard]] Result<std::set<std::string>> handed_out(const std::string& case_id);

private:
  // The policy that a case opened at `t` follows (policies.cpp).
  [[nodiscard]] Result<std::shared_ptr<const Policy>> policy_for_new(Instant t);
  [[nodiscard]] Result<std::vector<LedgerBalance>> balances(const std::vector<std::string>& scopes);
  [[nodiscard]] Result<void> meet(CaseWork& work, const WorldStep& step);
  [[nodiscard]] Result<void> fire(CaseWork& work, const Timer& timer);

  Engine::State& engine_;
  StoreSession& session_;
  std::map<std::string, CaseWork> cases_;
  std::set<std::string> absent_;
  std::shared_ptr<const World> world_;
  std::vector<WorldRow> new_world_;
  std::int64_t number_ = 0;
  std::int64_t fired_ = 0;
};

[[nodiscard]] CaseRow case_row(const CaseWork& work);
// All rows of the store that a case amounts to: its own, tasks, actions, clocks and money.
[[nodiscard]] CaseWrite case_rows(const CaseWork& work);
// Under which key the receipt of a cause lies; none for what happens by itself.
[[nodiscard]] std::optional<std::string> receipt_key(const Cause& cause);
// Every case of the tenant, by id.
[[nodiscard]] Result<void> for_each_case(StoreSession& session,
                                         const std::function<Result<void>(const CaseRow&)>& visit);

// A case is its journal; a row of it carries a snapshot that is renewed every so many records.
// What the row's snapshot and the records after it add up to. Error `corrupt`: unreadable.
[[nodiscard]] Result<CaseWork> read_case(StoreSession& session, const CaseRow& row);
// The row's snapshot alone; the empty case where it has none.
[[nodiscard]] Result<Case> read_snapshot(const CaseRow& row);
[[nodiscard]] std::string print_snapshot(const Case& state);
// What the row is to carry: the snapshot it has, or a new one when it has become old.
[[nodiscard]] std::string snapshot_of(const CaseWork& work);

// What a case can be found by: everything that its order and its customer ever were, so that the
// parcel's old number finds it too, and the incidents that have hold of it now.
// Whether a record moves that.
[[nodiscard]] bool moves_lookups(const Record& record);
// `lookups` after such a record; `open` answers no value for a text that is not there.
void move_lookups(std::set<LookupRow>& lookups, const Case& state, const std::string& tenant,
                  const Opener& open);
// By what it is no longer found: incidents that have let go of it.
[[nodiscard]] std::vector<LookupRow> dropped_lookups_of(const Case& state);

} // namespace amends::engine
