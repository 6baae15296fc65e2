// Whether a store still says what was written. In: its journals. Out: how many hold, or the first
// things that do not: the chain, and everything that was derived from it.
#include "work.hpp"

#include "journal/journal.hpp"
#include "privacy/seal.hpp"

#include "amends/personal_walk.hpp"

#include <algorithm>

namespace amends {

using namespace engine;

namespace {

constexpr std::size_t failures_named = 5;

// What one case's journal amounts to.
struct Replayed {
  CaseWork work;
  std::vector<Record> records;
};

class Verifier {
public:
  Verifier(Engine::State& engine, StoreSession& session) : engine_(engine), session_(session) {}

  Result<Json> run() {
    AMENDS_CHECK(read_world());
    AMENDS_CHECK(for_each_case(session_, [&](const CaseRow& row) -> Result<void> {
      case_ = row.case_id;
      ++found_.cases;
      heads_.members.emplace_back(row.case_id, Json::string(row.head));
      return check(row);
    }));
    case_.clear();
    AMENDS_CHECK(check_counts());
    if (!failures_.empty())
      return Error{Code::corrupt, summary(), ""};
    Json out = Json::object();
    out.set("cases", Json::number(found_.cases));
    out.set("records", Json::number(found_.events));
    out.set("world", Json::number(world_.last()));
    out.set("heads", std::move(heads_));
    return out;
  }

private:
  void fail(const std::string& how) {
    failures_.push_back(case_.empty() ? how : "case " + case_ + ": " + how);
  }

  std::string summary() const {
    std::string out = std::to_string(failures_.size()) + " things do not verify";
    for (std::size_t i = 0; i < failures_.size() && i < failures_named; ++i)
      out += "; " + failures_[i];
    return out;
  }

  // Every row of the world is read again: its tables are the ones its digest names.
  Result<void> read_world() {
    AMENDS_TRY_ASSIGN(const auto rows, session_.load_world(0));
    for (const WorldRow& row : rows)
      if (auto added = world_.add(row); !added) {
        fail(added.error().message);
        break; // what follows builds on it
      }
    return {};
  }

  // The world record that an event says its case begins or goes on behind is there, and the one.
  [[nodiscard]] bool fits_world(const Event& event) const {
    if (const auto* opened = std::get_if<events::Opened>(&event))
      return opened->world == 0 || world_.find(opened->world) != nullptr;
    const auto* applied = std::get_if<events::WorldApplied>(&event);
    if (applied == nullptr)
      return true;
    const WorldStep* step = world_.find(applied->seq);
    return step != nullptr && step->kind == applied->kind && step->digest == applied->digest;
  }

  Result<void> check(const CaseRow& row) {
    AMENDS_TRY_ASSIGN(std::optional<Replayed> replayed, replay(row));
    if (!replayed)
      return {};
    AMENDS_CHECK(check_policy(replayed->work));
    AMENDS_CHECK(check_receipts(*replayed));
    AMENDS_CHECK(check_sealed(*replayed));
    AMENDS_CHECK(check_lookups(replayed->work));
    if (replayed->work.policy)
      AMENDS_CHECK(check_rows(row, replayed->work));
    return {};
  }

  // The chain, the replay, and the row's snapshot against the case as it was at that record.
  Result<std::optional<Replayed>> replay(const CaseRow& row) {
    std::optional<Replayed> none;
    AMENDS_TRY_ASSIGN(const auto events, session_.load_events(row.case_id, 0));
    found_.events += static_cast<std::int64_t>(events.size());
    const auto broken = [&](const std::string& how) {
      fail(how);
      return none;
    };
    const auto snapshot = read_snapshot(row);
    if (!snapshot)
      return broken("the stored case cannot be read");
    Replayed out;
    out.work.head = journal::genesis(engine_.setup.tenant, row.case_id);
    bool snapshot_fits = row.state.empty();
    std::int64_t seq = 0;
    for (const EventRow& event : events) {
      const std::string named = "record " + std::to_string(++seq);
      out.work.head = journal::chain(out.work.head, event.record);
      if (event.seq != seq)
        return broken(named + " is missing");
      if (out.work.head != event.hash)
        return broken(named + " does not fit the chain");
      auto record = journal::from_bytes(event.record);
      if (!record)
        return broken(named + ": " + record.error().message);
      if (record->case_id != row.case_id || record->seq != seq || record->at != event.at)
        return broken(named + " belongs elsewhere");
      for (const Event& change : record->events)
        if (!fits_world(change))
          return broken(named + " leans on a world record that is not there");
      out.work.state = evolve(std::move(out.work.state), *record);
      if (seq == snapshot->version)
        snapshot_fits = print_snapshot(out.work.state) == row.state;
      out.records.push_back(std::move(*record));
    }
    if (row.version != seq || row.head != out.work.head)
      return broken("the case is not at its journal's end");
    if (!snapshot_fits)
      return broken("the stored case differs from its journal");
    out.work.snapshot = row.state;
    out.work.snapshot_version = out.work.state.version;
    return std::optional(std::move(out));
  }

  // The pinned policy is in the store, and is the one that its digest names.
  Result<void> check_policy(CaseWork& work) {
    const std::string& digest = work.state.policy;
    auto known = policies_.find(digest);
    if (known == policies_.end()) {
      AMENDS_TRY_ASSIGN(const auto row, session_.load_policy(digest));
      std::shared_ptr<const Policy> policy;
      if (row)
        if (auto read = Policy::from_body(row->body, digest))
          policy = *read;
      known = policies_.emplace(digest, std::move(policy)).first;
    }
    work.policy = known->second;
    if (!work.policy)
      fail("its policy " + digest + " is missing or was changed");
    return {};
  }

  Result<void> check_receipts(const Replayed& replayed) {
    for (const Record& record : replayed.records) {
      const auto key = receipt_key(record.cause);
      if (!key)
        continue;
      ++found_.receipts;
      AMENDS_TRY_ASSIGN(const auto row, session_.load_receipt(*key));
      const ReceiptRow expected{
          *key, record.cause.content.value_or(""), record.case_id, {record.seq}};
      if (!row)
        fail("the receipt of " + *key + " is missing");
      else if (*row != expected)
        fail("the receipt of " + *key + " differs from record " + std::to_string(record.seq));
    }
    return {};
  }

  // Texts lie outside the journal; what stands in it commits to them.
  Result<void> check_sealed(Replayed& replayed) {
    std::map<std::string, std::string> commitments;
    for (Record& record : replayed.records)
      for (Event& event : record.events)
        for_each_personal(event, [&](Personal& personal) {
          if (!personal.ref.empty())
            commitments.emplace(personal.ref, personal.commitment);
        });
    for (const auto& [ref, commitment] : commitments) {
      AMENDS_TRY_ASSIGN(const auto row, session_.load_sealed(ref));
      ++found_.sealed;
      if (!row) {
        fail("the text " + ref + " is missing");
        continue;
      }
      const std::string key = privacy::clear_subject_key(engine_.setup.tenant, row->subject);
      if (row->algorithm != "clear" || privacy::commitment(key, row->data) != commitment)
        fail("the text " + ref + " is not the one that was recorded");
    }
    return {};
  }

  // The case is found by everything that it says of itself now.
  Result<void> check_lookups(const CaseWork& work) {
    const auto open = [&](const Personal& personal) -> std::optional<std::string> {
      const auto row = session_.load_sealed(personal.ref);
      return row && *row ? std::optional((*row)->data) : std::nullopt;
    };
    for (LookupRow& wanted : lookups_of(work, engine_.setup.tenant, open)) {
      wanted.case_id = case_;
      AMENDS_TRY_ASSIGN(const bool there, session_.has_lookup(wanted));
      if (!there)
        fail("it cannot be found by its " + wanted.kind);
      else if (wanted.kind == "incident")
        ++hit_[wanted.value];
    }
    return {};
  }

  Result<void> check_rows(const CaseRow& stored, const CaseWork& work) {
    const CaseWrite expected = case_rows(work);
    check_case_row(stored, expected.row);
    AMENDS_TRY_ASSIGN(const auto tasks, session_.load_tasks(stored.case_id));
    found_.tasks += compare("task", expected.tasks, tasks);
    AMENDS_TRY_ASSIGN(auto actions, session_.load_actions(stored.case_id));
    for (ActionRow& action : actions) { // leases are the store's own
      action.attempt = ActionRow{}.attempt;
      action.lease_until = ActionRow{}.lease_until;
    }
    found_.actions += compare("action", expected.actions, actions);
    AMENDS_TRY_ASSIGN(const auto clocks, session_.load_clocks(stored.case_id));
    found_.clocks += compare("clock", expected.clocks, clocks);
    return check_ledger(stored.case_id, expected.ledger);
  }

  void check_case_row(const CaseRow& stored, CaseRow expected) {
    expected.state = stored.state; // compared before, at the record it was taken
    if (stored == expected)
      return;
    std::string columns;
    const auto differ = [&](const char* name, const auto& a, const auto& b) {
      if (a != b)
        columns += (columns.empty() ? "" : ", ") + std::string(name);
    };
    differ("number", stored.number, expected.number);
    differ("open", stored.open, expected.open);
    differ("stage", stored.stage, expected.stage);
    differ("category", stored.category, expected.category);
    differ("priority", stored.priority, expected.priority);
    differ("owner", stored.owner, expected.owner);
    differ("order_id", stored.order_id, expected.order_id);
    differ("customer_id", stored.customer_id, expected.customer_id);
    differ("next_due", stored.next_due, expected.next_due);
    differ("clock_due", stored.clock_due, expected.clock_due);
    differ("late", stored.late, expected.late);
    fail("its row for lists differs from its journal" +
         (columns.empty() ? "" : " (" + columns + ")"));
  }

  Result<void> check_ledger(const std::string& case_id, std::vector<LedgerRow> expected) {
    std::vector<std::string> scopes;
    for (const LedgerRow& row : expected)
      scopes.push_back(row.scope);
    AMENDS_TRY_ASSIGN(auto stored, session_.load_ledger(scopes));
    std::erase_if(stored, [&](const LedgerRow& row) { return row.case_id != case_id; });
    const auto key = [](const LedgerRow& row) { return row.entry + " in " + row.scope; };
    found_.ledger += compare_by("ledger entry", std::move(expected), stored, key);
    return {};
  }

  template <class Row>
  std::int64_t compare(const char* what, std::vector<Row> expected,
                       const std::vector<Row>& stored) {
    return compare_by(what, std::move(expected), stored, [](const Row& row) { return row.id; });
  }

  // How many rows were to be there.
  template <class Row, class Key>
  std::int64_t compare_by(const char* what, std::vector<Row> expected,
                          const std::vector<Row>& stored, Key key) {
    std::map<std::string, const Row*> there;
    for (const Row& row : stored)
      there.emplace(key(row), &row);
    for (Row& row : expected) {
      row.case_id = case_;
      const auto found = there.find(key(row));
      if (found == there.end())
        fail(std::string("the ") + what + " " + key(row) + " is missing");
      else if (!(*found->second == row))
        fail(std::string("the ") + what + " " + key(row) + " differs from its journal");
      if (found != there.end())
        there.erase(found);
    }
    for (const auto& [name, row] : there)
      fail(std::string("no record speaks of the ") + what + " " + name);
    return static_cast<std::int64_t>(expected.size());
  }

  // No incident lists a case that it has not hit.
  Result<void> check_hits() {
    AMENDS_TRY_ASSIGN(const auto counts, session_.count_cases({}, "lookup:incident"));
    for (const auto& [incident, there] : counts)
      if (there > hit_[incident])
        fail(std::to_string(there - hit_[incident]) + " cases are listed under the incident " +
             incident + " that it has not hit");
    return {};
  }

  // Rows that belong to no case or to no record.
  Result<void> check_counts() {
    AMENDS_TRY_ASSIGN(const RowCounts stored, session_.count_rows());
    const auto check_one = [&](const char* what, std::int64_t there, std::int64_t wanted) {
      if (there > wanted)
        fail(std::to_string(there - wanted) + " " + what + " belong to no case or no record");
    };
    check_one("records", stored.events, found_.events);
    check_one("receipts", stored.receipts, found_.receipts);
    if (!failures_.empty())
      return {}; // of a case that cannot be replayed the rest was not looked at
    check_one("tasks", stored.tasks, found_.tasks);
    check_one("actions", stored.actions, found_.actions);
    check_one("clocks", stored.clocks, found_.clocks);
    check_one("ledger entries", stored.ledger, found_.ledger);
    check_one("texts", stored.sealed, found_.sealed);
    AMENDS_CHECK(check_hits());
    for (const std::string& trigger : stored.triggers)
      fail("the database runs the trigger " + trigger + ", which is not ours");
    return {};
  }

  Engine::State& engine_;
  StoreSession& session_;
  std::string case_; // under examination
  RowCounts found_;
  std::map<std::string, std::int64_t> hit_; // by incident: cases that are found by it
  World world_{HolidayTables::none()};
  Json heads_ = Json::object();
  std::map<std::string, std::shared_ptr<const Policy>> policies_;
  std::vector<std::string> failures_;
};

} // namespace

Result<Json> Engine::verify() {
  AMENDS_TRY_ASSIGN(const auto session,
                    state_->setup.store->begin(state_->setup.tenant, SessionMode::read));
  return Verifier(*state_, *session).run();
}

} // namespace amends
