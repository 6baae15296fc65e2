// Batches that no store takes: each is refused with the place of the row at fault, and nothing of
// it is kept.
#include "store/dump.hpp"
#include "store/row_id.hpp"
#include "store/rows.hpp"
#include "store/stores.hpp"

#include <functional>

namespace amends::test {
namespace {

class BatchCheck : public Conformance {
protected:
  // A good batch of a case "C" with one of each, after `spoil` had its way.
  void expect_refused(const std::string& where, const std::function<void(Batch&)>& spoil) {
    CaseWrite write = new_case("C");
    write.tasks = {task("C.1.1", "agent", {})};
    write.actions = {action("C.1.2", at_second(1))};
    write.clocks = {{"C.1.3", "", "reply", "running", at_second(60)}};
    write.ledger = {{"order:O", "price", "", "", "C.1.4", 1, "CNY", "extra", "reserved", {}}};
    write.sealed = {{"C.1.5", "", "customer:c", "clear", "text"}};
    write.lookups = {{"tag", "vip", ""}};
    Batch batch = batch_of({new_case("B"), write});
    batch.receipts = {receipt("k", "C")};
    batch.policies = {{"digest", "{}"}};
    batch.world = {{1, {}, "policy", "digest", "{}"}};
    batch.subjects = {{"customer:c", "clear", "", ""}};
    batch.staff = {{"li", "{}"}};
    spoil(batch);
    const Error error = commit_error(batch);
    EXPECT_EQ(error.code, Code::arg) << where;
    EXPECT_EQ(error.where, where) << error.message;
    EXPECT_EQ(dump(*store_), "") << where;
  }
};

TEST_P(BatchCheck, NamesThePlaceOfEachFault) {
  expect_refused("/cases/1/row/case_id", [](Batch& b) { b.cases[1].row.case_id = ""; });
  expect_refused("/cases/1", [](Batch& b) { b.cases[1] = b.cases[0]; });
  expect_refused("/cases/0/expected_version", [](Batch& b) { b.cases[0].expected_version = -1; });
  expect_refused("/cases/0/row/number", [](Batch& b) { b.cases[0].row.number = -1; });
  expect_refused("/cases/0/row/head", [](Batch& b) { b.cases[0].row.head = "00"; });
  expect_refused("/cases/0/row/head", [](Batch& b) { b.cases[0].row.head[3] = 'A'; });
  expect_refused("/cases/0/row/version", [](Batch& b) { b.cases[0].row.version = 2; });
  expect_refused("/cases/0/row/version", [](Batch& b) {
    b.cases[0].events.clear();
    b.cases[0].row.version = 0;
  });
  expect_refused("/cases/0/events/0/seq", [](Batch& b) { b.cases[0].events[0].seq = 2; });
  expect_refused("/cases/0/events/0/hash", [](Batch& b) { b.cases[0].events[0].hash = "x"; });
  expect_refused("/cases/0/events/0/case_id", [](Batch& b) { b.cases[0].events[0].case_id = "Z"; });
  expect_refused("/cases/1/tasks/0/id", [](Batch& b) { b.cases[1].tasks[0].id = "B.1.1"; });
  expect_refused("/cases/1/tasks/0/case_id", [](Batch& b) { b.cases[1].tasks[0].case_id = "B"; });
  expect_refused("/cases/1/actions/0/id", [](Batch& b) { b.cases[1].actions[0].id = "C.1"; });
  expect_refused("/cases/1/actions/1",
                 [](Batch& b) { b.cases[1].actions.push_back(b.cases[1].actions[0]); });
  expect_refused("/cases/1/clocks/0/id", [](Batch& b) { b.cases[1].clocks[0].id = ""; });
  expect_refused("/cases/1/ledger/0/scope", [](Batch& b) { b.cases[1].ledger[0].scope = ""; });
  expect_refused("/cases/1/ledger/0/entry", [](Batch& b) { b.cases[1].ledger[0].entry = ""; });
  expect_refused("/cases/1/sealed/0/ref", [](Batch& b) { b.cases[1].sealed[0].ref = "C.x.1"; });
  expect_refused("/cases/1/dropped_lookups/0/kind", [](Batch& b) {
    b.cases[1].dropped_lookups = {{"", "vip", ""}};
  });
  expect_refused("/cases/1/lookups/0/kind", [](Batch& b) { b.cases[1].lookups[0].kind = ""; });
  expect_refused("/lookups/0/case_id", [](Batch& b) { b.lookups = {{"tag", "vip", ""}}; });
  expect_refused("/lookups/1/kind", [](Batch& b) {
    b.lookups = {{"t", "v", "C"}, {"", "v", "C"}};
  });
  expect_refused("/receipts/0/command_id", [](Batch& b) { b.receipts[0].command_id = ""; });
  expect_refused("/receipts/0/content_hash", [](Batch& b) { b.receipts[0].content_hash = "h"; });
  expect_refused("/receipts/1", [](Batch& b) { b.receipts.push_back(b.receipts[0]); });
  expect_refused("/policies/0/digest", [](Batch& b) { b.policies[0].digest = ""; });
  expect_refused("/world/0/seq", [](Batch& b) { b.world[0].seq = -1; });
  expect_refused("/world/1", [](Batch& b) { b.world.push_back(b.world[0]); });
  expect_refused("/subjects/0/subject", [](Batch& b) { b.subjects[0].subject = ""; });
  expect_refused("/staff/0/id", [](Batch& b) { b.staff[0].id = ""; });
}

TEST_P(BatchCheck, WhatIsLeftOpenIsFilledIn) {
  CaseWrite write = new_case("C");
  write.lookups = {{"tag", "vip", "C"}, {"tag", "vip", ""}}; // the same one twice is one
  write.events[0].case_id = "";
  commit(batch_of({write}));
  EXPECT_EQ(value_of(reader()->load_events("C", 0)).at(0).case_id, "C");
  EXPECT_EQ(value_of(reader()->count_cases({}, "lookup:tag")).at(0).second, 1);
  commit({}); // nothing at all is fine
}

INSTANTIATE_TEST_SUITE_P(Stores, BatchCheck, testing::Values("memory", "sqlite", "sqlite_schema_1"),
                         [](const auto& each) { return each.param; });

TEST(RowId, TakesTwoNumbersBehindAnyCaseId) {
  EXPECT_EQ(parse_row_id("C.12.3"), (RowId{"C", 12, 3}));
  EXPECT_EQ(parse_row_id("shop.7.12.3"), (RowId{"shop.7", 12, 3}));
  EXPECT_EQ(parse_row_id("C.0.0"), (RowId{"C", 0, 0}));
  for (const std::string text : {"", "C", "C.1", ".1.2", "C.01.2", "C.1.+2", "C.-1.2", "C.1.",
                                 "C..1", "C.1.2 ", "C.1.99999999999999999999"}) {
    EXPECT_FALSE(parse_row_id(text)) << text;
  }
  EXPECT_EQ(print_row_id({"a.b", 4, 10}), "a.b.4.10");
}

} // namespace
} // namespace amends::test
