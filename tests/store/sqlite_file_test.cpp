// The SQLite file itself: views for reports, how much a case takes, what erasing leaves behind.
#include "store/rows.hpp"
#include "store/stores.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>

namespace amends::test {
namespace {

// Rows of a query as "a|b|c" lines; null prints as "-".
std::string query(const std::string& file, const std::string& sql) {
  sqlite3* connection = nullptr;
  sqlite3_stmt* statement = nullptr;
  std::string text;
  EXPECT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
  EXPECT_EQ(sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
      << sqlite3_errmsg(connection);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      const unsigned char* value = sqlite3_column_text(statement, column);
      text += (column == 0 ? "" : "|");
      text += value == nullptr ? "-" : reinterpret_cast<const char*>(value);
    }
    text += "\n";
  }
  sqlite3_finalize(statement);
  sqlite3_close(connection);
  return text;
}

void commit(Store& store, const Batch& batch) {
  value_of(value_of(store.begin("", SessionMode::write))->commit(batch));
}

TEST(SqliteFile, ViewsShowIdsAndTimesAsPeopleDo) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  const auto store = value_of(open_store("sqlite:" + file));
  CaseWrite write = new_case("C-1");
  write.row.opened_at = Instant{1'774'000'000'000'000};
  write.tasks = {task("C-1.1.1", "agent", {}),
                 task("C-1.1.2", "lead", Instant{1'774'003'600'500'000})};
  write.actions = {action("C-1.1.3", Instant{1'774'000'000'000'000})};
  write.clocks = {{"C-1.1.4", "", "reply", "running", Instant{1'774'086'400'000'000}},
                  {"named", "", "plan", "idle", Instant::never()}};
  write.ledger = {{"order:O", "price", "", "C-1.1.5", "C-1.1.6", 1234, "CNY", "restitution",
                   "reserved", Instant{1'774'000'000'000'000}}};
  commit(*store, batch_of({write}));

  EXPECT_EQ(query(file, "SELECT number, case_id, stage, open, opened_at, clock_due "
                        "FROM amends_v_case"),
            "1|C-1|new|1|2026-03-20 09:46:40|-\n");
  EXPECT_EQ(query(file, "SELECT task_id, owner, due FROM amends_v_task ORDER BY task_id"),
            "C-1.1.1|agent|-\nC-1.1.2|lead|2026-03-20 10:46:40\n");
  EXPECT_EQ(query(file, "SELECT case_id, action_id, state, due FROM amends_v_action"),
            "C-1|C-1.1.3|raised|2026-03-20 09:46:40\n");
  EXPECT_EQ(query(file, "SELECT clock_id, target, state, due FROM amends_v_clock ORDER BY target"),
            "named|plan|idle|-\nC-1.1.4|reply|running|2026-03-21 09:46:40\n");
  EXPECT_EQ(
      query(file, "SELECT case_id, scope, entry, minor, currency, state FROM amends_v_ledger"),
      "C-1|order:O|C-1.1.6|1234|CNY|reserved\n");
  EXPECT_EQ(query(file, "SELECT case_id, seq, hash, record FROM amends_v_event"),
            "C-1|1|" + event("C-1", 1).hash + "|" + event("C-1", 1).record + "\n");
}

// The suite runs on such a file too; here, that its tables are left to the build that made them.
TEST(SqliteFile, OneOfAnOlderSchemaIsWrittenAndStaysWhatItIs) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  make_store_of_schema_1(file);
  const std::string tables = "SELECT sql FROM sqlite_master ORDER BY name";
  const std::string before = query(file, tables);
  CaseWrite write = new_case("C-1");
  write.actions = {action("C-1.1.1", at_second(1))};
  commit(*value_of(open_store("sqlite:" + file)), batch_of({write}));
  EXPECT_EQ(query(file, tables), before);
  EXPECT_EQ(query(file, "SELECT version, pending FROM amends_schema, amends_action"), "1|0\n");
  const auto readers = value_of(open_store_to_read("sqlite:" + file));
  EXPECT_TRUE(value_of(value_of(readers->begin("", SessionMode::read))->load_action("C-1.1.1")));
}

TEST(SqliteFile, ANewOneSaysOfAnActionWhetherItsProviderThinks) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  const auto store = value_of(open_store("sqlite:" + file));
  CaseWrite write = new_case("C-1");
  write.actions = {action("C-1.1.1", at_second(1)), action("C-1.1.2", at_second(1))};
  write.actions[1].state = "pending";
  commit(*store, batch_of({write}));
  EXPECT_EQ(query(file, "SELECT action_id, pending FROM amends_v_action ORDER BY 1"),
            "C-1.1.1|0\nC-1.1.2|1\n");
  EXPECT_EQ(query(file, "SELECT version FROM amends_schema"), "2\n");
}

TEST(SqliteFile, EveryKeyBeginsWithTheTenant) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  value_of(open_store("sqlite:" + file));
  // Every index, primary keys and unique ones too, of every table but the schema's own.
  EXPECT_EQ(query(file, "SELECT count(DISTINCT m.name) > 12, "
                        "sum(i.name <> 'tenant') FROM sqlite_master m, "
                        "pragma_index_list(m.name) l, pragma_index_info(l.name) i "
                        "WHERE m.type = 'table' AND i.seqno = 0"),
            "1|0\n");
  EXPECT_EQ(query(file, "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_master "
                        "WHERE type = 'table' ORDER BY name)"),
            "amends_action amends_case amends_clock amends_event amends_ledger amends_lookup "
            "amends_policy amends_receipt amends_schema amends_sealed amends_staff "
            "amends_subject amends_task amends_world\n");
}

TEST(SqliteFile, TimersAndWorkListsAreFoundByIndex) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  value_of(open_store("sqlite:" + file));
  const auto plan = [&](const std::string& sql) {
    return query(file, "EXPLAIN QUERY PLAN " + sql);
  };
  EXPECT_NE(plan("SELECT case_id FROM amends_case WHERE tenant = '' AND open = 1 AND next_due <= 5 "
                 "ORDER BY next_due, case_id LIMIT 9")
                .find("amends_case_due (tenant=? AND next_due<?)"),
            std::string::npos);
  EXPECT_NE(plan("SELECT state FROM amends_case c WHERE c.tenant = '' AND c.open = 1 "
                 "ORDER BY c.clock_due, c.case_id LIMIT 9")
                .find("amends_case_list"),
            std::string::npos);
  // An order's cases, whatever the list is sorted by.
  EXPECT_NE(plan("SELECT state FROM amends_case c INDEXED BY amends_case_order WHERE c.tenant = '' "
                 "AND c.order_id IN ('o') AND c.order_id <> '' AND c.opened_at >= 5 "
                 "ORDER BY c.opened_at DESC, c.case_id LIMIT 9")
                .find("amends_case_order (tenant=? AND order_id=?)"),
            std::string::npos);
  EXPECT_NE(plan("SELECT last_at FROM amends_case WHERE tenant = '' ORDER BY last_at DESC LIMIT 1")
                .find("COVERING INDEX amends_case_changed"),
            std::string::npos);
  EXPECT_NE(plan("SELECT kind FROM amends_action a WHERE a.tenant = '' AND a.state = 'raised' AND "
                 "a.due <= 5 AND a.due >= 0 ORDER BY a.due LIMIT 9")
                .find("amends_action_due"),
            std::string::npos);
}

bool file_contains(const std::string& file, const std::string& text) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  return bytes.find(text) != std::string::npos;
}

TEST(SqliteFile, ErasedTextsAreInNoFile) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  const auto store = value_of(open_store("sqlite:" + file));
  std::vector<CaseWrite> writes;
  for (int i = 0; i < 30; ++i) {
    const std::string id = "C" + std::to_string(i);
    CaseWrite write = new_case(id);
    const std::string subject = i == 7 ? "customer:gone" : "customer:stays";
    const std::string secret = i == 7 ? "forget-me-" : "keep-me-";
    write.sealed = {{id + ".1.1", "", subject, "clear", secret + std::string(50, 'x')},
                    {id + ".1.2", "", subject, "clear", std::string(9000, 'y') + secret}};
    writes.push_back(write);
  }
  commit(*store, batch_of(writes));
  EXPECT_TRUE(file_contains(file, "forget-me-") || file_contains(file + "-wal", "forget-me-"));
  Batch erase;
  erase.erased_subjects = {"customer:gone"};
  {
    // Somebody still reads the old state: the log can be cut only when that is over.
    const auto reading = value_of(store->begin("", SessionMode::read));
    commit(*store, erase);
    EXPECT_TRUE(value_of(reading->load_sealed("C7.1.1")));
  }
  commit(*store, batch_of({new_case("later")}));
  EXPECT_FALSE(file_contains(file, "forget-me-"));
  EXPECT_FALSE(file_contains(file + "-wal", "forget-me-"));
  EXPECT_TRUE(file_contains(file, "keep-me-") || file_contains(file + "-wal", "keep-me-"));
}

TEST(SqliteFile, ClosingLeavesOneFile) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  {
    const auto store = value_of(open_store("sqlite:" + file));
    commit(*store, batch_of({new_case("C")}));
    EXPECT_TRUE(std::filesystem::exists(file + "-wal"));
  }
  EXPECT_FALSE(std::filesystem::exists(file + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(file + "-shm"));
}

} // namespace
} // namespace amends::test
