// What goes in comes out: rows by key, versions, receipts, tenants.
#include "rows.hpp"
#include "stores.hpp"

namespace amends::test {
namespace {

CaseWrite case_with_everything(const std::string& id) {
  CaseWrite write = new_case(id);
  write.row.number = 0;
  write.row.state_format = 3;
  write.row.world = 12;
  write.row.next_due = at_second(100);
  write.row.clock_due = at_second(200);
  write.row.team = "delivery";
  write.row.waiting_for = "customer";
  write.row.late = true;
  write.tasks = {task(id + ".1.1", "agent:li", at_second(5)), task(id + ".1.2", "lead", {})};
  ActionRow refund = action(id + ".1.10", at_second(7));
  refund.kind = "refund";
  refund.valid_until = at_second(900);
  refund.after = {id + ".1.2", "other-case.4.1"};
  refund.collapse = "status:" + id;
  write.actions = {action(id + ".1.2", at_second(6)), refund};
  write.clocks = {{id + ".1.4", "", "reply", "running", at_second(60)},
                  {"by-name", "", "plan", "paused", Instant::never()}};
  LedgerRow money{"line:O/1", "price",       "",         id + ".1.5", id + ".1.6", 1234,
                  "CNY",      "restitution", "reserved", at_second(1)};
  write.ledger = {money};
  write.sealed = {{id + ".1.7", "", "customer:c-1", "clear",
                   std::string("\0\xff"
                               "张三",
                               8)},
                  {id + ".1.8", "", "customer:c-1", "clear", ""}};
  write.lookups = {{"tracking", "SF1", ""}, {"tag", "vip", ""}};
  return write;
}

TEST_P(Conformance, AnEmptyStoreHoldsNothing) {
  auto session = reader();
  EXPECT_FALSE(value_of(session->load_case("C-1")));
  EXPECT_TRUE(value_of(session->load_events("C-1", 0)).empty());
  EXPECT_FALSE(value_of(session->load_receipt("k-1")));
  EXPECT_FALSE(value_of(session->load_action("C-1.1.1")));
  EXPECT_FALSE(value_of(session->load_sealed("no reference")));
  EXPECT_TRUE(value_of(session->scan_policies()).empty());
  EXPECT_TRUE(value_of(session->load_world(0)).empty());
  EXPECT_TRUE(value_of(session->find_cases({}, CaseSort::id, 10, "")).rows.empty());
  EXPECT_EQ(value_of(session->least_due()), Instant::never());
  EXPECT_EQ(value_of(session->greatest_instant()), Instant::min());
}

TEST_P(Conformance, EveryFieldOfACaseComesBack) {
  const CaseWrite write = case_with_everything("C-1");
  EXPECT_EQ(commit(batch_of({write})), std::vector<std::int64_t>{1});

  auto session = another_handle()->begin("", SessionMode::read).value();
  CaseRow expected = write.row;
  expected.number = 1;
  EXPECT_EQ(value_of(session->load_case("C-1")), expected);
  EXPECT_EQ(value_of(session->load_events("C-1", 0)), write.events);

  const auto tasks = value_of(session->load_tasks("C-1"));
  ASSERT_EQ(tasks.size(), 2U);
  TaskRow first = write.tasks[0];
  first.case_id = "C-1";
  EXPECT_EQ(tasks[0], first);
  EXPECT_FALSE(tasks[1].due);

  const auto actions = value_of(session->load_actions("C-1"));
  ASSERT_EQ(actions.size(), 2U);
  ActionRow refund = write.actions[1];
  refund.case_id = "C-1";
  EXPECT_EQ(actions[1], refund) << "10 comes behind 2: ids are ordered by their numbers";
  EXPECT_EQ(value_of(session->load_action("C-1.1.10")), refund);

  const auto clocks = value_of(session->load_clocks("C-1"));
  ASSERT_EQ(clocks.size(), 2U);
  EXPECT_EQ(clocks[0], (ClockIndexRow{"C-1.1.4", "C-1", "reply", "running", at_second(60)}));
  EXPECT_EQ(clocks[1], (ClockIndexRow{"by-name", "C-1", "plan", "paused", Instant::never()}));

  const auto ledger =
      value_of(session->load_ledger(std::vector<std::string>{"line:O/1", "order:O"}));
  LedgerRow money = write.ledger[0];
  money.case_id = "C-1";
  EXPECT_EQ(ledger, std::vector<LedgerRow>{money});

  const auto sealed = value_of(session->load_sealed("C-1.1.7"));
  ASSERT_TRUE(sealed);
  EXPECT_EQ(sealed->data, write.sealed[0].data);
  EXPECT_EQ(sealed->subject, "customer:c-1");
}

TEST_P(Conformance, NumbersAreDrawnInCommitOrderAndStay) {
  EXPECT_EQ(commit(batch_of({new_case("b"), new_case("a")})), (std::vector<std::int64_t>{1, 2}));
  CaseWrite later = next_write(stored_case("b"));
  later.row.number = 77; // not the writer's to choose
  EXPECT_EQ(commit(batch_of({later, new_case("c")})), (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(stored_case("b").number, 1);
  EXPECT_EQ(stored_case("b").version, 2);
}

TEST_P(Conformance, TheNextNumberIsToldBeforeItIsDrawn) {
  EXPECT_EQ(value_of(reader()->next_number()), 1);
  auto session = writer();
  const std::int64_t told = value_of(session->next_number());
  EXPECT_EQ(value_of(session->commit(batch_of({new_case("a")}))), std::vector{told});
  EXPECT_EQ(value_of(reader()->next_number()), 2);
  EXPECT_EQ(value_of(reader("other")->next_number()), 1);
}

TEST_P(Conformance, AGivenNumberIsKeptAndRefusedTwice) {
  CaseWrite imported = new_case("old");
  imported.row.number = 41;
  EXPECT_EQ(commit(batch_of({imported, new_case("new")})), (std::vector<std::int64_t>{41, 42}));
  CaseWrite again = new_case("other");
  again.row.number = 41;
  EXPECT_EQ(commit_error(batch_of({again})).code, Code::conflict);
}

TEST_P(Conformance, RecordsAreReadFromAnyPlace) {
  commit(batch_of({new_case("C")}));
  for (int i = 0; i < 4; ++i) {
    commit(batch_of({next_write(stored_case("C"))}));
  }
  const auto rows = value_of(reader()->load_events("C", 3));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], event("C", 4));
  EXPECT_EQ(rows[1], event("C", 5));
}

TEST_P(Conformance, AMovedVersionIsAConflictThatNamesBoth) {
  commit(batch_of({new_case("C")}));
  const CaseRow seen = stored_case("C");
  commit(batch_of({next_write(seen)}));
  const Error error = commit_error(batch_of({next_write(seen)}));
  EXPECT_EQ(error.code, Code::conflict);
  EXPECT_EQ(error.message, "case C is at version 2, not at 1");
  EXPECT_EQ(commit_error(batch_of({new_case("C")})).message, "case C is at version 2, not at 0");
}

TEST_P(Conformance, ARefusedBatchLeavesNothingOfItself) {
  commit(batch_of({new_case("C")}));
  const CaseRow seen = stored_case("C");
  commit(batch_of({next_write(seen)}));
  Batch batch = batch_of({case_with_everything("D"), next_write(seen)});
  batch.receipts = {receipt("k", "D")};
  batch.policies = {{"digest", "{}"}};
  batch.world = {{0, at_second(1), "policy", "digest", "{}"}};
  batch.staff = {{"li", "{}"}};
  batch.subjects = {{"customer:c-9", "xchacha", "key-1", "bytes"}};
  EXPECT_EQ(commit_error(batch).code, Code::conflict);

  auto session = reader();
  EXPECT_FALSE(value_of(session->load_case("D")));
  EXPECT_TRUE(value_of(session->load_events("D", 0)).empty());
  EXPECT_FALSE(value_of(session->load_receipt("k")));
  EXPECT_TRUE(value_of(session->scan_policies()).empty());
  EXPECT_TRUE(value_of(session->load_world(0)).empty());
  EXPECT_TRUE(value_of(session->scan_staff()).empty());
  EXPECT_TRUE(value_of(session->scan_sealed("", 10)).empty());
  EXPECT_FALSE(value_of(session->load_subject("customer:c-9")));
  CaseFilter filter;
  filter.lookups = {{"tracking", "SF1", ""}};
  EXPECT_TRUE(value_of(session->find_cases(filter, CaseSort::id, 10, "")).rows.empty());
}

TEST_P(Conformance, ReceiptsAreAnsweredAndOtherContentIsADuplicate) {
  Batch batch = batch_of({new_case("C")});
  batch.receipts = {{"k-1", hash_like("x"), "C", {1, 2, 5}}, {"k-2", hash_like("y"), "", {}}};
  commit(batch);
  EXPECT_EQ(value_of(reader()->load_receipt("k-1")), batch.receipts[0]);
  EXPECT_EQ(value_of(reader()->load_receipt("k-2")), batch.receipts[1]);

  Batch other;
  other.receipts = {{"k-1", hash_like("z"), "C", {3}}};
  EXPECT_EQ(commit_error(other).code, Code::duplicate);
  Batch same;
  same.receipts = {batch.receipts[0]};
  EXPECT_EQ(commit_error(same).code, Code::conflict) << "somebody carried it out meanwhile";
  Batch lost;
  lost.receipts = {receipt("k-3", "nowhere")};
  EXPECT_EQ(commit_error(lost).code, Code::arg);
}

TEST_P(Conformance, TasksActionsAndClocksAreReplacedById) {
  commit(batch_of({case_with_everything("C")}));
  CaseWrite write = next_write(stored_case("C"));
  write.tasks = {task("C.1.1", "agent:wu", {})};
  write.tasks[0].state = "done";
  write.actions = {action("C.1.10", at_second(70))};
  write.actions[0].state = "cancelled";
  write.clocks = {{"C.1.4", "C", "reply", "met", at_second(60)}};
  write.ledger = {{"line:O/1", "price", "", "C.1.5", "C.1.6", 999, "CNY", "restitution",
                   "committed", at_second(2)}};
  commit(batch_of({write}));
  auto session = reader();
  const auto tasks = value_of(session->load_tasks("C"));
  ASSERT_EQ(tasks.size(), 2U);
  EXPECT_EQ(tasks[0].owner, "agent:wu");
  EXPECT_EQ(tasks[0].state, "done");
  EXPECT_FALSE(tasks[0].due);
  const auto actions = value_of(session->load_actions("C"));
  ASSERT_EQ(actions.size(), 2U);
  EXPECT_EQ(actions[1].state, "cancelled");
  EXPECT_FALSE(actions[1].valid_until);
  EXPECT_TRUE(actions[1].after.empty());
  const auto clocks = value_of(session->load_clocks("C"));
  ASSERT_EQ(clocks.size(), 2U);
  EXPECT_EQ(clocks[0].state, "met");
  const auto ledger = value_of(session->load_ledger(std::vector<std::string>{"line:O/1"}));
  ASSERT_EQ(ledger.size(), 1U);
  EXPECT_EQ(ledger[0].minor, 999);
  EXPECT_EQ(ledger[0].state, "committed");
}

TEST_P(Conformance, TenantsDoNotSeeEachOther) {
  commit(batch_of({case_with_everything("C")}), "shop-a");
  EXPECT_EQ(commit(batch_of({new_case("C")}), "shop-b"), std::vector<std::int64_t>{1});
  auto session = reader("shop-b");
  EXPECT_EQ(value_of(session->load_case("C"))->team, "");
  EXPECT_TRUE(value_of(session->load_actions("C")).empty());
  EXPECT_TRUE(value_of(session->load_ledger(std::vector<std::string>{"line:O/1"})).empty());
  EXPECT_TRUE(value_of(session->scan_sealed("", 10)).empty());
  EXPECT_TRUE(value_of(session->due_cases(Instant::never(), 10)) == std::vector<std::string>{"C"});
  EXPECT_FALSE(value_of(reader("")->load_case("C")));
}

TEST_P(Conformance, LedgerRowsOfScopesComeInOrder) {
  std::vector<CaseWrite> writes;
  for (const std::string id : {"B", "A"}) {
    CaseWrite write = new_case(id);
    for (const std::string scope : {"order:O", "line:O/1", "line:O/2"}) {
      for (const auto& entry : {id + ".1.2", id + ".1.1", std::string("x")}) {
        write.ledger.push_back(
            {scope, "price", "", "", entry, 5, "CNY", "extra", "reserved", at_second(1)});
      }
    }
    writes.push_back(write);
  }
  commit(batch_of(writes));
  const std::vector<std::string> scopes{"order:O", "line:O/1", "order:O", "none"};
  std::vector<std::string> keys;
  for (const LedgerRow& row : value_of(reader()->load_ledger(scopes))) {
    keys.push_back(row.scope + " " + row.case_id + " " + row.entry);
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"line:O/1 A A.1.1", "line:O/1 A A.1.2", "line:O/1 A x",
                                            "line:O/1 B B.1.1", "line:O/1 B B.1.2", "line:O/1 B x",
                                            "order:O A A.1.1", "order:O A A.1.2", "order:O A x",
                                            "order:O B B.1.1", "order:O B B.1.2", "order:O B x"}));
}

TEST_P(Conformance, PoliciesStayAsFirstStored) {
  Batch batch;
  batch.policies = {{"d2", "{\"v\":2}"}, {"d1", "{\"v\":1}"}};
  commit(batch);
  Batch other;
  other.policies = {{"d1", "{\"changed\":true}"}};
  commit(other);
  EXPECT_EQ(value_of(reader()->scan_policies()),
            (std::vector<PolicyRow>{{"d1", "{\"v\":1}"}, {"d2", "{\"v\":2}"}}));
  EXPECT_EQ(value_of(reader()->load_policy("d2"))->body, "{\"v\":2}");
  EXPECT_FALSE(value_of(reader()->load_policy("d3")));
}

TEST_P(Conformance, WorldRecordsAreAppendedInOrder) {
  Batch batch;
  batch.world = {{0, at_second(1), "policy", "d1", "{}"},
                 {0, at_second(2), "calendar", "d2", "{}"}};
  commit(batch);
  Batch given;
  given.world = {{3, at_second(3), "incident", "d3", "{}"}};
  commit(given);
  EXPECT_EQ(commit_error(given).code, Code::conflict);
  const auto rows = value_of(reader()->load_world(1));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (WorldRow{2, at_second(2), "calendar", "d2", "{}"}));
  EXPECT_EQ(rows[1], (WorldRow{3, at_second(3), "incident", "d3", "{}"}));
}

TEST_P(Conformance, SealedTextsAreScannedByReference) {
  std::vector<CaseWrite> writes;
  for (const std::string id : {"A-B", "A", "Z"}) {
    CaseWrite write = new_case(id);
    for (const std::string part : {".1.10", ".1.9", ".1.2"}) {
      write.sealed.push_back({id + part, "", "customer:" + id, "clear", id + part});
    }
    writes.push_back(write);
  }
  commit(batch_of(writes));
  auto session = reader();
  std::vector<std::string> refs;
  std::string after;
  for (;;) {
    const auto rows = value_of(session->scan_sealed(after, 2));
    if (rows.empty()) {
      break;
    }
    for (const SealedRow& row : rows) {
      EXPECT_EQ(row.data, row.ref);
      refs.push_back(row.ref);
    }
    after = refs.back();
  }
  EXPECT_EQ(refs, (std::vector<std::string>{"A.1.2", "A.1.9", "A.1.10", "A-B.1.2", "A-B.1.9",
                                            "A-B.1.10", "Z.1.2", "Z.1.9", "Z.1.10"}));
  EXPECT_EQ(session->scan_sealed("nonsense", 2).error().code, Code::arg);
}

TEST_P(Conformance, ErasingASubjectTakesItsTextsAndKeyAndNobodyElses) {
  CaseWrite write = new_case("C");
  write.sealed = {{"C.1.1", "", "customer:a", "clear", "secret of a"},
                  {"C.1.2", "", "customer:b", "clear", "secret of b"}};
  Batch batch = batch_of({write});
  batch.subjects = {{"customer:a", "xchacha", "k1", "key a"},
                    {"customer:b", "xchacha", "k1", "key b"}};
  commit(batch);
  Batch erase;
  erase.erased_subjects = {"customer:a", "customer:nobody"};
  commit(erase);
  auto session = reader();
  EXPECT_FALSE(value_of(session->load_sealed("C.1.1")));
  EXPECT_FALSE(value_of(session->load_subject("customer:a")));
  EXPECT_EQ(value_of(session->load_sealed("C.1.2"))->data, "secret of b");
  EXPECT_EQ(value_of(session->load_subject("customer:b")), batch.subjects[1]);
}

TEST_P(Conformance, StaffRowsAreReplaced) {
  Batch batch;
  batch.staff = {{"wu", "{}"}, {"li", "{}"}};
  commit(batch);
  Batch again;
  again.staff = {{"wu", "{\"team\":\"night\"}"}};
  commit(again);
  EXPECT_EQ(value_of(reader()->scan_staff()),
            (std::vector<StaffRow>{{"li", "{}"}, {"wu", "{\"team\":\"night\"}"}}));
  EXPECT_EQ(value_of(reader()->load_staff("wu"))->body, "{\"team\":\"night\"}");
}

TEST_P(Conformance, TextsKeepEveryByte) {
  CaseWrite write = new_case("C");
  write.row.title = std::string("nul\0inside 書到了", 20);
  write.row.state = "{\"quote\":\"';--\\\"\"}";
  write.row.owner = "";
  commit(batch_of({write}));
  CaseRow expected = write.row;
  expected.number = 1;
  EXPECT_EQ(stored_case("C"), expected);
}

TEST_P(Conformance, LookupsStandOutsideTheirCaseToo) {
  CaseWrite write = new_case("C");
  write.lookups = {{"tag", "vip", ""}, {"tag", "old", ""}};
  commit(batch_of({write, new_case("D")}));
  Batch batch;
  batch.lookups = {{"tracking", "SF1", "D"}, {"tag", "vip", "C"}, {"tag", "vip", "D"}};
  batch.dropped_lookups = {{"tag", "old", "C"}, {"tag", "never", "C"}, {"tag", "vip", ""}};
  commit(batch);
  const auto all = value_of(reader()->scan_lookups(10, ""));
  EXPECT_EQ(all.rows, (std::vector<LookupRow>{
                          {"tag", "vip", "C"}, {"tag", "vip", "D"}, {"tracking", "SF1", "D"}}));
  EXPECT_EQ(all.next, "");
  EXPECT_EQ(value_of(reader()->count_rows()).lookups, 3);
  EXPECT_EQ(value_of(reader("other")->count_rows()).lookups, 0);
  EXPECT_TRUE(value_of(reader("other")->scan_lookups(10, "")).rows.empty());
  EXPECT_TRUE(value_of(reader()->has_lookup({"tag", "vip", "D"})));
  EXPECT_FALSE(value_of(reader()->has_lookup({"tag", "old", "C"})));
  batch.lookups = {{"tag", "vip", "E"}};
  EXPECT_EQ(commit_error(batch).code, Code::arg) << "no such case";
}

TEST_P(Conformance, LookupsComePageByPageInTheOrderOfTheirCasesNumbers) {
  CaseWrite first = new_case("Z"); // the older case, whatever its id
  CaseWrite second = new_case("A");
  first.lookups = {{"tag", "x", ""}, {"tag", "", ""}, {"carrier", "a:b", ""}};
  second.lookups = {{"tag", "x", ""}, {"carrier", "a", ""}};
  commit(batch_of({first, second}));
  std::string seen, after;
  do {
    const auto page = value_of(reader()->scan_lookups(2, after));
    for (const LookupRow& row : page.rows)
      seen += row.kind + "=" + row.value + "@" + row.case_id + " ";
    after = page.next;
  } while (!after.empty());
  EXPECT_EQ(seen, "carrier=a@A carrier=a:b@Z tag=@Z tag=x@Z tag=x@A ");
  EXPECT_EQ(reader()->scan_lookups(2, "t1:1:x").error().code, Code::arg);
  EXPECT_EQ(reader()->scan_lookups(0, "").error().code, Code::arg);
}

INSTANTIATE_TEST_SUITE_P(Stores, Conformance,
                         testing::Values("memory", "sqlite", "sqlite_schema_1"),
                         [](const auto& each) { return each.param; });

} // namespace
} // namespace amends::test
