// The SQLite store does what the memory store does: random histories of commits, leases and
// erasures, then the same questions to both.
#include "store/dump.hpp"
#include "store/rows.hpp"
#include "store/stores.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace amends::test {
namespace {

class RandomStory {
public:
  explicit RandomStory(std::uint32_t seed) : random_(seed) {}

  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool maybe() { return below(2) == 0; }
  std::string one_of(std::initializer_list<const char*> words) {
    return *(words.begin() + below(static_cast<int>(words.size())));
  }
  Instant instant() { return below(8) == 0 ? Instant::never() : at_second(below(40)); }
  std::string case_id() { return one_of({"a", "a-b", "a.b", "B", "z9", "订", "c:1", "k"}); }

  CaseWrite write(const std::optional<CaseRow>& stored, const std::string& id) {
    CaseWrite write = stored ? next_write(*stored) : new_case(id);
    CaseRow& row = write.row;
    row.stage = one_of({"new", "offer", "closed"});
    row.category = one_of({"delivery.late", "delivery.damage", "other"});
    row.priority_rank = below(3);
    row.owner = one_of({"agent:li", "agent:wu", ""});
    row.team = one_of({"", "east"});
    row.open = below(4) != 0;
    row.late = maybe();
    row.next_due = instant();
    row.clock_due = instant();
    row.last_at = at_second(below(40));
    row.opened_at = maybe() ? row.opened_at : at_second(below(40));
    row.customer_id = one_of({"", "c-1", "c-2"});
    row.order_id = one_of({"", "O-1"});
    row.state = std::string(static_cast<std::size_t>(below(9000)), 'x');
    const std::string prefix = id + "." + std::to_string(1 + below(3)) + ".";
    for (int n = 1; n <= below(4); ++n) {
      write.tasks.push_back(task(prefix + std::to_string(n), one_of({"agent", "lead"}),
                                 maybe() ? std::optional(instant()) : std::nullopt));
      write.tasks.back().state = one_of({"open", "done"});
    }
    for (int n = 11; n <= 10 + below(4); ++n) {
      ActionRow row_of_action = action(prefix + std::to_string(n), instant());
      row_of_action.state = one_of({"raised", "raised", "raised", "pending", "done", "cancelled"});
      row_of_action.collapse = one_of({"", "", "status", "offer"});
      if (maybe()) {
        row_of_action.valid_until = instant();
      }
      if (below(3) == 0) {
        row_of_action.after = {case_id() + ".1.11", prefix + "12"};
      }
      write.actions.push_back(row_of_action);
    }
    for (int n = 21; n <= 20 + below(3); ++n) {
      write.clocks.push_back({maybe() ? prefix + std::to_string(n) : "named" + std::to_string(n),
                              "", "reply", one_of({"running", "met"}), instant()});
      write.sealed.push_back({prefix + std::to_string(n), "", one_of({"c-1", "c-2", "staff"}),
                              "clear", one_of({"", "text", "文"})});
      write.ledger.push_back({one_of({"order:O-1", "line:O-1/1"}), "price", "", "",
                              prefix + std::to_string(n), below(100), "CNY", "restitution",
                              one_of({"reserved", "committed"}), instant()});
    }
    write.lookups = {{one_of({"tag", "carrier"}), one_of({"SF", "YTO", "vip"}), ""}};
    if (maybe()) {
      write.dropped_lookups = {{one_of({"tag", "carrier"}), one_of({"SF", "vip"}), ""},
                               {"incident", "never-there", ""}};
    }
    return write;
  }

  Batch batch(StoreSession& session) {
    Batch batch;
    std::set<std::string> ids;
    for (int i = 0; i <= below(3); ++i) {
      ids.insert(case_id());
    }
    for (const std::string& id : ids) {
      batch.cases.push_back(write(value_of(session.load_case(id)), id));
    }
    if (below(10) == 0) {
      ++batch.cases.front().expected_version; // a refused one: its record no longer follows either
    }
    if (below(10) == 0 && batch.cases.front().expected_version > 0) {
      --batch.cases.front().expected_version; // a moved version
      batch.cases.front().events.insert(
          batch.cases.front().events.begin(),
          event(batch.cases.front().row.case_id, batch.cases.front().expected_version + 1));
    }
    const std::string command = "k-" + std::to_string(below(200));
    batch.receipts = {{command, hash_like(one_of({"x", "y"})), *ids.begin(), {1, 2}}};
    if (below(5) == 0) {
      batch.policies = {{one_of({"d1", "d2"}), one_of({"{}", "{\"v\":1}"})}};
      batch.world = {{maybe() ? 0 : below(6), at_second(1), "policy", "d1", "{}"}};
    }
    if (below(12) == 0) {
      batch.erased_subjects = {one_of({"c-1", "c-2"})};
    }
    return batch;
  }

  CaseFilter filter() {
    CaseFilter f;
    const auto sometimes = [&] { return below(5) == 0; };
    if (sometimes()) {
      f.stage = {one_of({"new", "offer"}), "closed"};
    }
    if (sometimes()) {
      f.category = {one_of({"other", "delivery.late"})};
    }
    if (sometimes()) {
      f.customer_id = {one_of({"", "c-1"})};
    }
    if (sometimes()) {
      f.order_id = {one_of({"", "O-1"})};
    }
    if (sometimes()) {
      f.number = {1 + below(8), 2};
    }
    if (sometimes()) {
      f.case_id = {case_id(), case_id()};
    }
    if (sometimes()) {
      f.lookups = {{"tag", "vip", ""}, {one_of({"tag", "carrier"}), "SF", ""}};
    }
    if (sometimes()) {
      f.open = maybe();
    }
    if (sometimes()) {
      f.late = maybe();
    }
    if (sometimes()) {
      f.due_before = instant();
    }
    if (sometimes()) {
      f.opened_from = instant();
    }
    if (sometimes()) {
      f.opened_to = instant();
    }
    if (sometimes()) {
      f.changed_from = instant();
    }
    if (sometimes()) {
      f.world_before = below(4);
    }
    return f;
  }

private:
  std::mt19937 random_;
};

std::string ids_of(const std::vector<ActionRow>& rows) {
  std::string text;
  for (const ActionRow& row : rows) {
    text += row.id + " ";
  }
  return text;
}

void compare_lists(RandomStory& story, StoreSession& a, StoreSession& b) {
  const Instant now = story.instant();
  const auto limit = static_cast<std::size_t>(1 + story.below(5));
  EXPECT_EQ(value_of(a.due_cases(now, limit)), value_of(b.due_cases(now, limit)));
  EXPECT_EQ(value_of(a.least_due()), value_of(b.least_due()));
  EXPECT_EQ(value_of(a.greatest_instant()), value_of(b.greatest_instant()));
  EXPECT_EQ(value_of(a.next_number()), value_of(b.next_number()));
  EXPECT_EQ(ids_of(value_of(a.leasable_actions(now, limit))),
            ids_of(value_of(b.leasable_actions(now, limit))));
  const LookupRow lookup{story.one_of({"tag", "carrier"}), story.one_of({"SF", "YTO", "vip"}),
                         story.case_id()};
  EXPECT_EQ(value_of(a.has_lookup(lookup)), value_of(b.has_lookup(lookup)));
  const std::vector<std::string> scopes{"order:O-1", "line:O-1/1"};
  EXPECT_EQ(value_of(a.load_ledger(scopes)), value_of(b.load_ledger(scopes)));

  std::string after;
  do {
    const LookupPage page_a = value_of(a.scan_lookups(limit, after));
    const LookupPage page_b = value_of(b.scan_lookups(limit, after));
    ASSERT_EQ(page_a.rows, page_b.rows);
    ASSERT_EQ(page_a.next, page_b.next);
    after = page_a.next;
  } while (!after.empty());

  const CaseFilter filter = story.filter();
  const auto sort = static_cast<CaseSort>(story.below(5));
  do {
    const CasePage page_a = value_of(a.find_cases(filter, sort, limit, after));
    const CasePage page_b = value_of(b.find_cases(filter, sort, limit, after));
    ASSERT_EQ(page_a.rows, page_b.rows);
    ASSERT_EQ(page_a.next, page_b.next);
    after = page_a.next;
  } while (!after.empty());
  const std::string column = story.one_of({"stage", "owner", "lookup:tag", "team"});
  EXPECT_EQ(value_of(a.count_cases(filter, column)), value_of(b.count_cases(filter, column)));

  const std::string owner = story.one_of({"", "agent"});
  const std::string task_state = story.one_of({"", "open", "done"});
  do {
    const TaskPage page_a = value_of(a.find_tasks(owner, task_state, limit, after));
    const TaskPage page_b = value_of(b.find_tasks(owner, task_state, limit, after));
    ASSERT_EQ(page_a.rows, page_b.rows);
    ASSERT_EQ(page_a.next, page_b.next);
    after = page_a.next;
  } while (!after.empty());
  const std::string action_state = story.one_of({"", "raised", "pending"});
  do {
    const ActionPage page_a = value_of(a.find_actions(action_state, limit, after));
    const ActionPage page_b = value_of(b.find_actions(action_state, limit, after));
    ASSERT_EQ(page_a.rows, page_b.rows);
    ASSERT_EQ(page_a.next, page_b.next);
    after = page_a.next;
  } while (!after.empty());
}

template <class T> std::string outcome(const Result<T>& result) {
  return result ? "fine" : std::string(code_name(result.error().code)) + result.error().where;
}

TEST(StoresAgree, OnRandomHistories) {
  int refused = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomStory story(seed);
    const Folder folder;
    const auto memory = make_memory_store();
    const auto sqlite = value_of(open_store("sqlite:" + folder.path("s.db")));
    for (int step = 0; step < 60; ++step) {
      auto a = value_of(memory->begin("", SessionMode::write));
      auto b = value_of(sqlite->begin("", SessionMode::write));
      const int kind = story.below(10);
      const auto leasable = value_of(a->leasable_actions(at_second(40), 3));
      if (kind < 8 || leasable.empty()) {
        const Batch batch = story.batch(*a);
        const auto made_a = a->commit(batch);
        const auto made_b = b->commit(batch);
        ASSERT_EQ(outcome(made_a), outcome(made_b));
        refused += made_a ? 0 : 1;
        if (made_a) {
          ASSERT_EQ(*made_a, *made_b);
        }
      } else if (kind == 8) {
        const std::vector<std::string> ids{leasable.front().id};
        const Instant until = story.instant();
        ASSERT_EQ(value_of(a->lease(ids, until)), value_of(b->lease(ids, until)));
      } else {
        Batch batch;
        batch.lookups = {{"tag", story.one_of({"vip", "new"}), story.case_id()}};
        batch.dropped_lookups = {{"tag", story.one_of({"vip", "SF"}), story.case_id()}};
        batch.ended_leases = {leasable.back().id, story.one_of({"C.1.11", "nonsense"})};
        ASSERT_EQ(outcome(a->commit(batch)), outcome(b->commit(batch)));
      }
      auto read_a = value_of(memory->begin("", SessionMode::read));
      auto read_b = value_of(sqlite->begin("", SessionMode::read));
      compare_lists(story, *read_a, *read_b);
      if (testing::Test::HasFailure()) {
        return;
      }
    }
    ASSERT_EQ(dump(*memory), dump(*sqlite));
    ASSERT_EQ(value_of(memory->due_tenants(at_second(20))),
              value_of(sqlite->due_tenants(at_second(20))));
  }
  EXPECT_GT(refused, 100) << "histories without refusals show little";
}

} // namespace
} // namespace amends::test
