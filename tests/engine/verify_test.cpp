// What a hand that was not ours changes in a store's file is found, and named.
#include "shop.hpp"

#include "folder.hpp"

#include <sqlite3.h>

#include <cstdio>

namespace amends::test {
namespace {

const std::string monday = "2026-09-21T10:00:00+08:00";

class Verify : public testing::Test {
protected:
  void SetUp() override {
    Shop shop(store(url()));
    shop.say(open_line("web-1", monday, "书到了，封面撕裂，书角压坏"));
    shop.say(open_line("web-2", monday, "少了一本书", late_order, "c-78"));
    say(shop, "contact", "k-1", "agent:li");
    say(shop, "propose", "p-1", "lead:zhang");
    const Json accepted = say(shop, "accept", "a-1", "customer:c-77", R"(,"choice":[1])");
    shop.say(R"({"op":"tick","at":"2026-09-21T11:00:00+08:00"})");
    shop.say(R"({"op":"settle","action":")" + at(accepted, "/actions/0/id") +
             R"(","attempt":1,"outcome":"done","at":"2026-09-21T11:05:00+08:00"})");
    EXPECT_EQ(verdict(), "") << "an untouched store verifies";
  }
  // What verify finds after `sql` was run behind the engine's back.
  std::string after(const std::string& sql) {
    sqlite3* file = nullptr;
    EXPECT_EQ(sqlite3_open(folder_.path("v.db").c_str(), &file), SQLITE_OK);
    char* why = nullptr;
    EXPECT_EQ(sqlite3_exec(file, sql.c_str(), nullptr, nullptr, &why), SQLITE_OK)
        << (why == nullptr ? "" : why);
    EXPECT_GT(sqlite3_total_changes(file) + (sql.starts_with("CREATE") ? 1 : 0), 0) << sql;
    sqlite3_free(why);
    sqlite3_close(file);
    return verdict();
  }

private:
  static Json say(Shop& shop, const std::string& op, const std::string& id, const std::string& by,
                  const std::string& more = "") {
    return shop.say(R"({"op":")" + op + R"(","id":")" + id +
                    R"(","case_id":"web-1","at":"2026-09-21T10:30:00+08:00","by":")" + by + "\"" +
                    more + "}");
  }
  [[nodiscard]] std::string url() const { return "sqlite:" + folder_.path("v.db"); }
  static std::shared_ptr<Store> store(const std::string& url) {
    auto opened = open_store(url);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return opened ? *opened : nullptr;
  }
  std::string verdict() {
    Engine engine({book_delivery(), store(url()), ""});
    const auto report = engine.verify();
    if (report)
      return "";
    EXPECT_EQ(report.error().code, Code::corrupt);
    return report.error().message;
  }

  Folder folder_;
};

#define EXPECT_NAMES(sql, ...)                                                                     \
  do {                                                                                             \
    const std::string found = after(sql);                                                          \
    for (const char* word : {__VA_ARGS__})                                                         \
      EXPECT_NE(found.find(word), std::string::npos) << found << " lacks " << word;                \
  } while (false)

TEST_F(Verify, MoneyInTheLedger) {
  EXPECT_NAMES("UPDATE amends_ledger SET minor = 1", "case web-1", "ledger entry");
}
TEST_F(Verify, MoneyThatIsGone) {
  EXPECT_NAMES("DELETE FROM amends_ledger", "case web-1", "ledger entry", "missing");
}
TEST_F(Verify, MoneyThatNobodyBooked) {
  EXPECT_NAMES("INSERT INTO amends_ledger SELECT tenant, 'order:else', case_no, entry, head, plan, "
               "minor, currency, side, state, at FROM amends_ledger LIMIT 1",
               "1 ledger entries");
}
TEST_F(Verify, AText) {
  EXPECT_NAMES("UPDATE amends_sealed SET data = 'fake' WHERE case_no = 2", "case web-2", "text");
}
TEST_F(Verify, ATextThatIsGone) {
  EXPECT_NAMES("DELETE FROM amends_sealed WHERE case_no = 2", "case web-2", "text web-2.1.1");
}
TEST_F(Verify, ThePolicy) { EXPECT_NAMES("DELETE FROM amends_policy", "case web-1", "policy"); }
TEST_F(Verify, ThePolicysWords) {
  EXPECT_NAMES("UPDATE amends_policy SET body = replace(body, '5 CNY', '9 CNY')", "case web-1",
               "policy");
}
TEST_F(Verify, AnAction) {
  EXPECT_NAMES("DELETE FROM amends_action WHERE case_no = 2", "case web-2", "action", "missing");
}
TEST_F(Verify, AnActionsAmount) {
  EXPECT_NAMES("UPDATE amends_action SET body = replace(body, '7000', '9000')", "case web-1",
               "action");
}
TEST_F(Verify, ATask) {
  EXPECT_NAMES("UPDATE amends_task SET owner = 'nobody' WHERE case_no = 1", "case web-1", "task");
}
TEST_F(Verify, AClock) {
  EXPECT_NAMES("UPDATE amends_clock SET due = due + 1 WHERE case_no = 2", "case web-2", "clock");
}
TEST_F(Verify, AReceipt) {
  EXPECT_NAMES("DELETE FROM amends_receipt WHERE command_id = 'k-1'", "case web-1", "k-1");
}
TEST_F(Verify, AReceiptOfAnotherContent) {
  EXPECT_NAMES("UPDATE amends_receipt SET content_hash = zeroblob(32) WHERE command_id = 'p-1'",
               "case web-1", "p-1");
}
TEST_F(Verify, AReceiptOfNothing) {
  EXPECT_NAMES("INSERT INTO amends_receipt VALUES('', 'made-up', zeroblob(32), 1, '1')",
               "1 receipts");
}
TEST_F(Verify, TheColumnsOfLists) {
  EXPECT_NAMES("UPDATE amends_case SET open = 0, stage = 'closed', next_due = 5 WHERE case_no = 2",
               "case web-2", "open", "stage", "next_due");
}
TEST_F(Verify, ACaseThatIsGone) {
  EXPECT_NAMES("DELETE FROM amends_case WHERE case_no = 2", "records belong to no case");
}
TEST_F(Verify, ATrigger) {
  EXPECT_NAMES("CREATE TRIGGER quiet AFTER INSERT ON amends_ledger BEGIN "
               "DELETE FROM amends_receipt; END",
               "trigger quiet");
}

} // namespace
} // namespace amends::test
