// Whether a store still says what was written. In: its journals. Out: how many hold, or the first
// things that do not: the chain, and everything that was derived from it.
#include "stray_lookups.hpp"

#include "amends/personal_walk.hpp"

#include <algorithm>

namespace amends {

using namespace engine;

namespace {

constexpr std::size_t failures_named = 5;

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
    if (failed_ > 0)
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
    if (++failed_ <= failures_named)
      failures_ += "; " + (case_.empty() ? how : "case " + case_ + ": " + how);
  }
  void fail_lookup(const std::string& how) {
    lookups_failed_ = true;
    fail(how);
  }

  std::string summary() const {
    const std::string mend = "; `amends verify --mend-lookups` writes look-up rows anew from the "
                             "journals";
    return std::to_string(failed_) + " things do not verify" + failures_ +
           (lookups_failed_ ? mend : "");
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

  Result<void> check(const CaseRow& row) {
    AMENDS_TRY_ASSIGN(Replayed replayed, replay(session_, engine_.setup.tenant, world_, row));
    found_.events += replayed.read;
    if (!replayed.broken.empty()) {
      fail(replayed.broken);
      return {};
    }
    AMENDS_CHECK(check_policy(replayed.work));
    AMENDS_CHECK(check_receipts(replayed));
    AMENDS_CHECK(check_sealed(replayed));
    AMENDS_CHECK(check_lookups(replayed));
    if (replayed.work.policy)
      AMENDS_CHECK(check_rows(row, replayed.work));
    return {};
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
      if (!row)
        fail("the text " + ref + " is missing");
      else if (!is_recorded_text(*row, engine_.setup.tenant, commitment))
        fail("the text " + ref + " is not the one that was recorded");
    }
    return {};
  }

  // What the case must be found by is there; what is there besides is looked for at the end.
  Result<void> check_lookups(const Replayed& replayed) {
    AMENDS_TRY_ASSIGN(const auto missing, missing_lookups(session_, replayed));
    for (const LookupRow& row : missing)
      fail_lookup("it cannot be found by its " + row.kind + " " + row.value);
    found_.lookups += static_cast<std::int64_t>(replayed.lookups.size() - missing.size());
    return {};
  }

  // Look-up rows that no record speaks of, where there are more than were wanted.
  Result<void> check_stray_lookups(std::int64_t stored) {
    std::int64_t more = stored - found_.lookups;
    std::string after, before;
    while (more > 0) {
      before = after;
      AMENDS_TRY_ASSIGN(const LookupPage page, session_.scan_lookups(lookup_page, after));
      AMENDS_TRY_ASSIGN(const auto stray,
                        stray_lookups(session_, engine_.setup.tenant, world_, page.rows));
      for (const LookupRow& row : stray)
        fail_stray(row);
      more -= static_cast<std::int64_t>(stray.size());
      after = page.next;
      if (after.empty() || after == before)
        break;
    }
    return {};
  }

  void fail_stray(const LookupRow& row) {
    case_ = row.case_id;
    const std::string by = row.kind + " " + row.value;
    fail_lookup(case_.empty() ? "what is found by " + by + " is no case"
                              : "it is found by " + by + ", which no record says");
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

  // Rows that belong to no case or to no record.
  Result<void> check_counts() {
    AMENDS_TRY_ASSIGN(const RowCounts stored, session_.count_rows());
    AMENDS_CHECK(check_other_counts(stored));
    return check_stray_lookups(stored.lookups);
  }
  Result<void> check_other_counts(const RowCounts& stored) {
    const auto check_one = [&](const char* what, std::int64_t there, std::int64_t wanted) {
      if (there > wanted)
        fail(std::to_string(there - wanted) + " " + what + " belong to no case or no record");
    };
    check_one("records", stored.events, found_.events);
    check_one("receipts", stored.receipts, found_.receipts);
    if (failed_ > 0)
      return {}; // of a case that cannot be replayed the rest was not looked at
    check_one("tasks", stored.tasks, found_.tasks);
    check_one("actions", stored.actions, found_.actions);
    check_one("clocks", stored.clocks, found_.clocks);
    check_one("ledger entries", stored.ledger, found_.ledger);
    check_one("texts", stored.sealed, found_.sealed);
    for (const std::string& trigger : stored.triggers)
      fail("the database runs the trigger " + trigger + ", which is not ours");
    return {};
  }

  Engine::State& engine_;
  StoreSession& session_;
  std::string case_; // under examination
  RowCounts found_;
  World world_{HolidayTables::none()};
  Json heads_ = Json::object();
  std::map<std::string, std::shared_ptr<const Policy>> policies_;
  std::size_t failed_ = 0;
  std::string failures_; // the first ones
  bool lookups_failed_ = false;
};

} // namespace

Result<Json> Engine::verify() {
  AMENDS_TRY_ASSIGN(const auto session,
                    state_->setup.store->begin(state_->setup.tenant, SessionMode::read));
  return Verifier(*state_, *session).run();
}

} // namespace amends
