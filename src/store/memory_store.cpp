// The memory store: the reference that the other stores are compared with. In: rows. Out: rows.
#include "amends/store.hpp"

#include "store/batch_check.hpp"
#include "store/memory_query.hpp"
#include "store/memory_state.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace amends {
namespace {

using std::string;
using std::string_view;

// All tenants' rows. A session holds its tenant's state as it was at its beginning; a commit
// changes the state in place when no other session looks at it, else a copy of it.
class Memory {
public:
  bool wait_for_writer_turn() {
    std::unique_lock lock(mutex_);
    if (!turn_.wait_for(lock, std::chrono::seconds(5), [&] { return !writing_; })) {
      return false;
    }
    writing_ = true;
    return true;
  }
  void end_writer_turn() noexcept {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    turn_.notify_one();
  }
  std::shared_ptr<MemoryState> look(const string& tenant) {
    const std::lock_guard lock(mutex_);
    auto& state = tenants_[tenant];
    if (!state) {
      state = std::make_shared<MemoryState>();
    }
    return state;
  }
  void look_away(std::shared_ptr<MemoryState>& state) noexcept {
    const std::lock_guard lock(mutex_);
    state.reset();
  }
  // `seen` is the writer's own look, given up here.
  void replace(const string& tenant, std::shared_ptr<MemoryState>& seen, MemoryState&& rows,
               const std::vector<string>& erased_subjects = {}) {
    const std::lock_guard lock(mutex_);
    seen.reset();
    auto& state = tenants_.at(tenant);
    if (state.use_count() > 1) {
      state = std::make_shared<MemoryState>(*state);
    }
    write_rows(*state, std::move(rows), erased_subjects);
  }
  std::vector<string> due_tenants(Instant now) {
    const std::lock_guard lock(mutex_);
    std::vector<string> due;
    for (const auto& [tenant, state] : tenants_) {
      if (has_work(*state, now)) {
        due.push_back(tenant);
      }
    }
    return due;
  }

private:
  static bool has_work(const MemoryState& state, Instant now) {
    return std::any_of(state.cases.begin(), state.cases.end(),
                       [&](const auto& entry) {
                         return entry.second.open && entry.second.next_due <= now;
                       }) ||
           std::any_of(state.actions.begin(), state.actions.end(), [&](const auto& entry) {
             return entry.second.row.state == "raised" && entry.second.row.due <= now;
           });
  }

  std::mutex mutex_;
  std::condition_variable turn_;
  bool writing_ = false;
  std::map<string, std::shared_ptr<MemoryState>> tenants_;
};

template <class Map, class Key> auto row_of(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? std::optional<typename Map::mapped_type>{} : found->second;
}

class MemorySession final : public StoreSession {
public:
  MemorySession(std::shared_ptr<Memory> memory, string tenant, SessionMode mode)
      : memory_(std::move(memory)), tenant_(std::move(tenant)), mode_(mode),
        state_(memory_->look(tenant_)) {}
  ~MemorySession() override { end(); }

  Result<std::optional<CaseRow>> load_case(string_view case_id) override {
    AMENDS_CHECK(check_open());
    return row_of(state_->cases, string(case_id));
  }
  Result<std::vector<EventRow>> load_events(string_view case_id, std::int64_t after) override {
    AMENDS_CHECK(check_open());
    std::vector<EventRow> rows;
    for (auto at = state_->events.upper_bound({string(case_id), after});
         at != state_->events.end() && at->first.first == case_id; ++at) {
      rows.push_back(at->second);
    }
    return rows;
  }
  Result<std::optional<ReceiptRow>> load_receipt(string_view command_id) override {
    AMENDS_CHECK(check_open());
    return row_of(state_->receipts, string(command_id));
  }
  Result<std::vector<LedgerRow>> load_ledger(std::span<const string> scopes) override {
    AMENDS_CHECK(check_open());
    std::vector<LedgerRow> rows;
    for (const auto& [key, row] : state_->ledger) {
      if (std::find(scopes.begin(), scopes.end(), row.scope) != scopes.end()) {
        rows.push_back(row);
      }
    }
    return rows;
  }
  Result<std::optional<SealedRow>> load_sealed(string_view ref) override {
    AMENDS_CHECK(check_open());
    const auto id = parse_row_id(ref);
    return id ? row_of(state_->sealed, *id) : std::nullopt;
  }
  Result<std::vector<SealedRow>> scan_sealed(string_view after, std::size_t limit) override {
    AMENDS_CHECK(check_open());
    const auto id = parse_row_id(after);
    if (!after.empty() && !id) {
      return Error{Code::arg, "the reference to scan behind must be CASE.SEQ.N", "/after"};
    }
    std::vector<SealedRow> rows;
    for (auto at = id ? state_->sealed.upper_bound(*id) : state_->sealed.begin();
         at != state_->sealed.end() && rows.size() < limit; ++at) {
      rows.push_back(at->second);
    }
    return rows;
  }
  Result<std::optional<SubjectRow>> load_subject(string_view subject) override {
    AMENDS_CHECK(check_open());
    return row_of(state_->subjects, string(subject));
  }
  Result<std::optional<StaffRow>> load_staff(string_view id) override {
    AMENDS_CHECK(check_open());
    return row_of(state_->staff, string(id));
  }
  Result<std::vector<StaffRow>> scan_staff() override {
    AMENDS_CHECK(check_open());
    return values(state_->staff);
  }
  Result<std::optional<PolicyRow>> load_policy(string_view digest) override {
    AMENDS_CHECK(check_open());
    return row_of(state_->policies, string(digest));
  }
  Result<std::vector<PolicyRow>> scan_policies() override {
    AMENDS_CHECK(check_open());
    return values(state_->policies);
  }
  Result<std::vector<WorldRow>> load_world(std::int64_t after) override {
    AMENDS_CHECK(check_open());
    std::vector<WorldRow> rows;
    for (auto at = state_->world.upper_bound(after); at != state_->world.end(); ++at) {
      rows.push_back(at->second);
    }
    return rows;
  }
  Result<bool> has_lookup(const LookupRow& row) override {
    AMENDS_CHECK(check_open());
    return state_->lookups.contains({row.kind, row.value, row.case_id});
  }
  Result<std::optional<ActionRow>> load_action(string_view id) override {
    AMENDS_CHECK(check_open());
    const auto parts = parse_row_id(id);
    const auto stored = parts ? row_of(state_->actions, *parts) : std::nullopt;
    return stored ? std::optional(stored->row) : std::nullopt;
  }
  Result<std::vector<ActionRow>> load_actions(string_view case_id) override {
    AMENDS_CHECK(check_open());
    std::vector<ActionRow> rows;
    for (const auto& [id, action] : state_->actions) {
      if (id.case_id == case_id) {
        rows.push_back(action.row);
      }
    }
    return rows;
  }
  Result<std::vector<TaskRow>> load_tasks(string_view case_id) override {
    AMENDS_CHECK(check_open());
    return rows_of_case(state_->tasks, case_id);
  }
  Result<std::vector<ClockIndexRow>> load_clocks(string_view case_id) override {
    AMENDS_CHECK(check_open());
    return rows_of_case(state_->clocks, case_id);
  }

  Result<std::vector<string>> due_cases(Instant now, std::size_t limit) override {
    AMENDS_CHECK(check_open());
    std::vector<std::pair<Instant, string>> due;
    for (const auto& [id, row] : state_->cases) {
      if (row.open && row.next_due <= now) {
        due.emplace_back(row.next_due, id);
      }
    }
    std::sort(due.begin(), due.end());
    std::vector<string> ids;
    for (std::size_t i = 0; i < std::min(limit, due.size()); ++i) {
      ids.push_back(due[i].second);
    }
    return ids;
  }
  Result<Instant> least_due() override {
    AMENDS_CHECK(check_open());
    Instant least = Instant::never();
    for (const auto& [id, row] : state_->cases) {
      least = row.open ? std::min(least, row.next_due) : least;
    }
    return least;
  }
  Result<std::vector<ActionRow>> leasable_actions(Instant now, std::size_t limit) override {
    AMENDS_CHECK(check_open());
    return leasable_in(*state_, now, limit);
  }
  Result<CasePage> find_cases(const CaseFilter& filter, CaseSort sort, std::size_t limit,
                              string_view after) override {
    AMENDS_CHECK(check_open());
    return find_cases_in(*state_, filter, sort, limit, after);
  }
  Result<std::vector<std::pair<string, std::int64_t>>> count_cases(const CaseFilter& filter,
                                                                   string_view column) override {
    AMENDS_CHECK(check_open());
    return count_cases_in(*state_, filter, column);
  }
  Result<TaskPage> find_tasks(string_view owner, string_view state, std::size_t limit,
                              string_view after) override {
    AMENDS_CHECK(check_open());
    return find_tasks_in(*state_, owner, state, limit, after);
  }
  Result<ActionPage> find_actions(string_view state, std::size_t limit,
                                  string_view after) override {
    AMENDS_CHECK(check_open());
    return find_actions_in(*state_, state, limit, after);
  }
  Result<std::int64_t> next_number() override {
    AMENDS_CHECK(check_open());
    std::int64_t greatest = 0;
    for (const auto& [id, row] : state_->cases) {
      greatest = std::max(greatest, row.number);
    }
    return greatest + 1;
  }
  Result<Instant> greatest_instant() override {
    AMENDS_CHECK(check_open());
    Instant greatest = Instant::min();
    for (const auto& [id, row] : state_->cases) {
      greatest = std::max(greatest, row.last_at);
    }
    return greatest;
  }

  Result<LookupPage> scan_lookups(std::size_t limit, string_view after) override {
    AMENDS_CHECK(check_open());
    return scan_lookups_in(*state_, limit, after);
  }
  Result<RowCounts> count_rows() override {
    AMENDS_CHECK(check_open());
    const auto count = [](const auto& rows) { return static_cast<std::int64_t>(rows.size()); };
    return RowCounts{count(state_->cases),   count(state_->events),
                     count(state_->tasks),   count(state_->actions),
                     count(state_->clocks),  count(state_->receipts),
                     count(state_->ledger),  count(state_->sealed),
                     count(state_->lookups), {}};
  }

  Result<std::vector<std::int64_t>> commit(const Batch& batch) override {
    AMENDS_CHECK(check_writing());
    const EndOfSession end(*this);
    AMENDS_CHECK(check_batch(batch));
    AMENDS_TRY_ASSIGN(MemoryState rows, rows_to_write(*state_, batch));
    std::vector<std::int64_t> numbers;
    for (const CaseWrite& write : batch.cases) {
      numbers.push_back(rows.cases.at(write.row.case_id).number);
    }
    memory_->replace(tenant_, state_, std::move(rows), batch.erased_subjects);
    return numbers;
  }
  Result<std::vector<ActionRow>> lease(std::span<const string> ids, Instant until) override {
    AMENDS_CHECK(check_writing());
    const EndOfSession end(*this);
    MemoryState rows;
    std::vector<ActionRow> leased;
    for (const string& id : ids) {
      AMENDS_TRY_ASSIGN(StoredAction * action, action_to_change(rows, id));
      ++action->row.attempt;
      action->row.lease_until = until;
      leased.push_back(action->row);
    }
    memory_->replace(tenant_, state_, std::move(rows));
    return leased;
  }

private:
  struct EndOfSession {
    explicit EndOfSession(MemorySession& of) : session(of) {}
    ~EndOfSession() { session.end(); }
    EndOfSession(const EndOfSession&) = delete;
    EndOfSession& operator=(const EndOfSession&) = delete;
    MemorySession& session;
  };

  void end() noexcept {
    if (ended_) {
      return;
    }
    ended_ = true;
    memory_->look_away(state_);
    if (mode_ == SessionMode::write) {
      memory_->end_writer_turn();
    }
  }
  Result<void> check_open() const {
    if (ended_) {
      return Error{Code::arg, "this store session has ended; begin another", {}};
    }
    return {};
  }
  Result<void> check_writing() const {
    AMENDS_CHECK(check_open());
    if (mode_ == SessionMode::read) {
      return Error{Code::arg, "this store session only reads; begin one that writes", {}};
    }
    return {};
  }
  Result<StoredAction*> action_to_change(MemoryState& rows, string_view id) const {
    const auto parts = parse_row_id(id);
    const auto stored = parts ? state_->actions.find(*parts) : state_->actions.end();
    if (stored == state_->actions.end()) {
      return Error{Code::not_found, "there is no action " + string(id), {}};
    }
    return &rows.actions.insert(*stored).first->second;
  }
  template <class Map> static std::vector<typename Map::mapped_type> values(const Map& map) {
    std::vector<typename Map::mapped_type> rows;
    for (const auto& [key, row] : map) {
      rows.push_back(row);
    }
    return rows;
  }
  template <class Map>
  static std::vector<typename Map::mapped_type> rows_of_case(const Map& map, string_view case_id) {
    std::vector<typename Map::mapped_type> rows;
    for (const auto& [key, row] : map) {
      if (row.case_id == case_id) {
        rows.push_back(row);
      }
    }
    return rows;
  }

  std::shared_ptr<Memory> memory_;
  string tenant_;
  SessionMode mode_;
  std::shared_ptr<MemoryState> state_;
  bool ended_ = false;
};

class MemoryStore final : public Store {
public:
  Result<std::unique_ptr<StoreSession>> begin(string_view tenant, SessionMode mode) override {
    if (mode == SessionMode::write && !memory_->wait_for_writer_turn()) {
      return Error{Code::conflict, "another session writes to the store; try again", {}};
    }
    try {
      return std::unique_ptr<StoreSession>(
          std::make_unique<MemorySession>(memory_, string(tenant), mode));
    } catch (...) {
      if (mode == SessionMode::write) {
        memory_->end_writer_turn();
      }
      throw;
    }
  }
  Result<std::vector<string>> due_tenants(Instant now) override {
    return memory_->due_tenants(now);
  }

private:
  std::shared_ptr<Memory> memory_ = std::make_shared<Memory>();
};

} // namespace

std::shared_ptr<Store> make_memory_store() { return std::make_shared<MemoryStore>(); }

} // namespace amends
