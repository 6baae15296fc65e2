// Files that are not what they should be: cut, overwritten, foreign, newer. Nothing crashes, and
// the error says which it is.
#include "store/dump.hpp"
#include "store/rows.hpp"
#include "store/stores.hpp"

#include <sqlite3.h>

#include <fstream>
#include <set>

namespace amends::test {
namespace {

std::string read_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::string& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

void raw_sql(const std::string& file, const std::string& sql) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
      << message;
  sqlite3_free(message);
  sqlite3_close(connection);
}

// A closed store of some pages; its one file holds everything.
std::string filled_store(const std::string& file) {
  std::vector<CaseWrite> writes;
  for (int i = 0; i < 40; ++i) {
    const std::string id = "C" + std::to_string(i);
    CaseWrite write = new_case(id);
    write.row.state = std::string(700, 's');
    write.row.next_due = at_second(i);
    write.tasks = {task(id + ".1.1", "agent", at_second(i))};
    write.actions = {action(id + ".1.2", at_second(i))};
    write.sealed = {{id + ".1.3", "", "customer:" + id, "clear", std::string(200, 'x')}};
    writes.push_back(write);
  }
  // Closed before it is read: closing folds the log into the file.
  value_of(value_of(open_store("sqlite:" + file))
               ->begin("", SessionMode::write)
               .value()
               ->commit(batch_of(writes)));
  return read_file(file);
}

// Everything the port can be asked; the codes of what went wrong.
std::set<Code> use(const std::string& file) {
  std::set<Code> codes;
  const auto note = [&](const auto& result) {
    if (!result) {
      codes.insert(result.error().code);
    }
    return result.has_value();
  };
  const auto store = open_store("sqlite:" + file);
  if (!note(store)) {
    return codes;
  }
  auto session = (*store)->begin("", SessionMode::read);
  if (!note(session)) {
    return codes;
  }
  for (const CaseSort sort : {CaseSort::id, CaseSort::due, CaseSort::opened, CaseSort::changed}) {
    note((*session)->find_cases({}, sort, 100, ""));
  }
  for (int i = 0; i < 40; ++i) {
    const std::string id = "C" + std::to_string(i);
    note((*session)->load_case(id));
    note((*session)->load_events(id, 0));
    note((*session)->load_actions(id));
    note((*session)->load_tasks(id));
    note((*session)->load_clocks(id));
  }
  note((*session)->due_cases(at_second(100), 100));
  note((*session)->least_due());
  note((*session)->greatest_instant());
  note((*session)->leasable_actions(at_second(100), 100));
  note((*session)->find_tasks("", "open", 100, ""));
  note((*session)->scan_sealed("", 100));
  note((*session)->load_receipt("k"));
  note((*session)->scan_policies());
  session->reset();
  auto writer = (*store)->begin("", SessionMode::write);
  if (note(writer)) {
    note((*writer)->commit(batch_of({new_case("new")})));
  }
  return codes;
}

const std::set<Code> expected_codes{Code::corrupt, Code::store, Code::unsupported, Code::conflict};

void expect_only_expected(const std::set<Code>& codes) {
  for (const Code code : codes) {
    EXPECT_TRUE(expected_codes.contains(code)) << code_name(code);
  }
}

TEST(DamagedStore, AForeignFileIsCorrupt) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  write_file(file, std::string(5000, 'x'));
  const auto store = open_store("sqlite:" + file);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Code::corrupt);
  EXPECT_EQ(read_file(file), std::string(5000, 'x')) << "and is left as it was";
}

TEST(DamagedStore, AnOverwrittenHeadIsCorrupt) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  std::string bytes = filled_store(file);
  bytes.replace(0, 100, std::string(100, '\0'));
  write_file(file, bytes);
  EXPECT_EQ(open_store("sqlite:" + file).error().code, Code::corrupt);
}

TEST(DamagedStore, ACutFileIsCorrupt) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  const std::string bytes = filled_store(file);
  ASSERT_GT(bytes.size(), 20U * 4096);
  for (std::size_t size = 4096; size < bytes.size(); size += 3333) {
    SCOPED_TRACE("cut to " + std::to_string(size) + " of " + std::to_string(bytes.size()));
    write_file(file, bytes.substr(0, size));
    const auto codes = use(file);
    expect_only_expected(codes);
    EXPECT_TRUE(codes.contains(Code::corrupt));
    std::remove((file + "-wal").c_str());
    std::remove((file + "-shm").c_str());
  }
}

TEST(DamagedStore, AnOverwrittenPageNeverCrashes) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  const std::string bytes = filled_store(file);
  std::size_t noticed = 0;
  const std::size_t pages = bytes.size() / 4096;
  for (std::size_t page = 1; page < pages; ++page) {
    SCOPED_TRACE("page " + std::to_string(page));
    std::string damaged = bytes;
    damaged.replace(page * 4096, 4096, std::string(4096, '\xa5'));
    write_file(file, damaged);
    const auto codes = use(file);
    expect_only_expected(codes);
    noticed += codes.contains(Code::corrupt) ? 1U : 0U;
  }
  EXPECT_GE(noticed, pages * 3 / 4) << "of " << pages;
}

TEST(DamagedStore, FlippedBytesNeverCrash) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  const std::string bytes = filled_store(file);
  std::uint32_t x = 12345;
  for (int round = 0; round < 300; ++round) {
    std::string damaged = bytes;
    for (int flip = 0; flip < 8; ++flip) {
      x = x * 1664525U + 1013904223U;
      // Half of them among the first bytes of a page, where its structure lies.
      const std::size_t anywhere = (x >> 8U) % bytes.size();
      const std::size_t place = flip % 2 == 0 ? anywhere : anywhere / 4096 * 4096 + anywhere % 60;
      damaged[place] = static_cast<char>(x >> 3U);
    }
    write_file(file, damaged);
    SCOPED_TRACE("round " + std::to_string(round));
    expect_only_expected(use(file));
    std::remove((file + "-wal").c_str());
    std::remove((file + "-shm").c_str());
  }
}

TEST(StoreSchema, ANewerOneIsRefusedNamingBothVersions) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  filled_store(file);
  raw_sql(file, "UPDATE amends_schema SET version = 7");
  const auto store = open_store("sqlite:" + file);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Code::unsupported);
  EXPECT_NE(store.error().message.find("version 7"), std::string::npos);
  EXPECT_NE(store.error().message.find("up to 2"), std::string::npos);
}

TEST(StoreSchema, AMissingVersionIsCorrupt) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  filled_store(file);
  raw_sql(file, "DELETE FROM amends_schema");
  EXPECT_EQ(open_store("sqlite:" + file).error().code, Code::corrupt);
}

TEST(StoreSchema, IsCreatedBesideAHostsOwnTables) {
  const Folder folder;
  const std::string file = folder.path("s.db");
  raw_sql(file, "CREATE TABLE shop_order(id TEXT); INSERT INTO shop_order VALUES('O-1')");
  const auto store = value_of(open_store("sqlite:" + file));
  ASSERT_NE(store, nullptr);
  value_of(store->begin("", SessionMode::write).value()->commit(batch_of({new_case("C")})));
  raw_sql(file, "INSERT INTO shop_order VALUES('O-2')");
}

TEST(StoreUrl, SaysWhatIsWrongWithIt) {
  const Folder folder;
  const auto code = [](const std::string& url) { return open_store(url).error().code; };
  EXPECT_EQ(code(""), Code::arg);
  EXPECT_EQ(code("day.db"), Code::arg);
  EXPECT_EQ(code("sqlite:"), Code::arg);
  EXPECT_EQ(code("sqlite::memory:"), Code::arg);
  EXPECT_EQ(code("sqlite:" + folder.path("s.db") + "?synchronous=off"), Code::arg);
  EXPECT_EQ(code("postgresql://shop:secret@host/db"), Code::unsupported);
  EXPECT_EQ(code("sqlite:" + folder.path("no/such/folder.db")), Code::store);
  EXPECT_EQ(code("sqlite:" + folder.path("")), Code::store) << "a folder";
  EXPECT_EQ(open_store("postgresq://u:secret@h").error().message.find("secret"), std::string::npos);
  EXPECT_TRUE(open_store("sqlite:" + folder.path("s.db") + "?synchronous=normal"));
  EXPECT_TRUE(open_store("sqlite:" + folder.path("s.db") + "?synchronous=full"));
}

} // namespace
} // namespace amends::test
