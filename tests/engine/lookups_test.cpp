// What cases are found by: kept for good, compared by verify row by row, mended from the journals.
#include "shop.hpp"

#include "folder.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace amends::test {
namespace {

const std::string monday = "2026-09-21T10:00:00+08:00";

std::shared_ptr<Store> opened(const std::string& url) {
  auto store = open_store(url);
  EXPECT_TRUE(store) << (store ? "" : store.error().message);
  return store ? *store : nullptr;
}

std::string order_with(const std::string& revision, const std::string& tracking) {
  std::string order = late_order;
  order.replace(order.find(R"("id":"o-1")"), 10, R"("id":"o-1","revision":)" + revision);
  order.replace(order.find(R"("T1")"), 4, "\"" + tracking + "\"");
  return order;
}
std::string changed_to(const std::string& id, const std::string& revision,
                       const std::string& tracking) {
  return R"({"op":"order_changed","id":")" + id + R"(","case_id":"web-1","at":")" + monday +
         R"(","by":"agent:li","order":)" + order_with(revision, tracking) + "}";
}

// web-1 whose parcel got another number twice in one list, and web-2.
void fill(Shop& shop) {
  shop.say(open_line("web-1", monday, "书到了，封面撕裂"));
  shop.say("[" + changed_to("o-2", "2", "T2") + "," + changed_to("o-3", "3", "T3") + "]");
  shop.say(open_line("web-2", monday, "少了一本书", late_order, "c-78"));
}

std::vector<LookupRow> stored(Store& store) {
  auto session = store.begin("", SessionMode::read);
  EXPECT_TRUE(session);
  auto page = (*session)->scan_lookups(1000, "");
  EXPECT_TRUE(page);
  return page ? page->rows : std::vector<LookupRow>{};
}

void change(Store& store, const std::vector<LookupRow>& add, const std::vector<LookupRow>& drop) {
  Batch batch;
  batch.lookups = add;
  batch.dropped_lookups = drop;
  EXPECT_TRUE((*store.begin("", SessionMode::write))->commit(batch));
}

std::string verdict(const std::shared_ptr<Store>& store) {
  Engine engine({book_delivery(), store, ""});
  const auto report = engine.verify();
  return report ? "" : report.error().message;
}

std::string mended(const std::shared_ptr<Store>& store) {
  Engine engine({book_delivery(), store, ""});
  const auto answer = engine.mend_lookups();
  EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
  return answer ? print_json(*answer) : "";
}

bool names(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

class Lookups : public testing::TestWithParam<bool> {
protected:
  void SetUp() override {
    store_ = opened(GetParam() ? "sqlite:" + folder_.path("l.db") : "memory:");
    Shop shop(store_);
    fill(shop);
    EXPECT_EQ(verdict(store_), "");
  }
  Folder folder_;
  std::shared_ptr<Store> store_;
};

TEST_P(Lookups, EveryNumberAParcelEverHadFindsItsCase) {
  Shop shop(store_);
  for (const std::string tracking : {"T1", "T2", "T3"}) {
    const Json found =
        shop.say(R"({"op":"query","what":"cases","at":")" + monday +
                 R"(","by":"lead:zhang","where":{"tracking":")" + tracking + R"("}})");
    EXPECT_EQ(found.find("rows")->items.size(), tracking == "T1" ? 2U : 1U) << tracking;
  }
}

TEST_P(Lookups, EachRowThatIsGoneIsNamedAndMended) {
  const auto all = stored(*store_);
  ASSERT_EQ(all.size(), 10U); // carrier, phone, name of two; T1 of two, T2, T3
  for (const LookupRow& row : all) {
    change(*store_, {}, {row});
    const std::string found = verdict(store_);
    EXPECT_TRUE(names(found, "1 things")) << found;
    EXPECT_TRUE(names(found, "case " + row.case_id + ": it cannot be found by its " + row.kind +
                                 " " + row.value))
        << found;
    EXPECT_TRUE(names(found, "amends verify --mend-lookups")) << found;
    EXPECT_EQ(mended(store_), R"({"added":1,"dropped":0,"left_alone":0})");
    EXPECT_EQ(stored(*store_), all);
    EXPECT_EQ(verdict(store_), "");
  }
}

TEST_P(Lookups, ARowTooManyAndAWrongOneAreNamedAndMended) {
  const auto all = stored(*store_);
  change(*store_, {{"tracking", "T2", "web-2"}}, {});
  EXPECT_TRUE(names(verdict(store_),
                    "1 things do not verify; case web-2: it is found by tracking T2, which "
                    "no record says"))
      << verdict(store_);
  EXPECT_EQ(mended(store_), R"({"added":0,"dropped":1,"left_alone":0})");
  change(*store_, {{"carrier", "YTO", "web-1"}}, {{"carrier", "SF", "web-1"}});
  const std::string wrong = verdict(store_);
  EXPECT_TRUE(names(wrong, "it cannot be found by its carrier SF")) << wrong;
  EXPECT_TRUE(names(wrong, "it is found by carrier YTO, which no record says")) << wrong;
  EXPECT_EQ(mended(store_), R"({"added":1,"dropped":1,"left_alone":0})");
  EXPECT_EQ(stored(*store_), all);
  EXPECT_EQ(verdict(store_), "");
}

TEST_P(Lookups, ManyRowsAreMendedPageByPage) {
  const auto all = stored(*store_);
  std::vector<LookupRow> more;
  for (int i = 0; i < 1300; ++i)
    more.push_back({"batch", std::to_string(i), i % 3 == 0 ? "web-1" : "web-2"});
  change(*store_, more, all);
  EXPECT_TRUE(names(verdict(store_), "1310 things")) << verdict(store_);
  EXPECT_EQ(mended(store_), R"({"added":10,"dropped":1300,"left_alone":0})");
  EXPECT_EQ(stored(*store_), all);
}

INSTANTIATE_TEST_SUITE_P(Stores, Lookups, testing::Values(false, true), [](const auto& param) {
  return param.param ? std::string("sqlite") : std::string("memory");
});

// Behind the engine's back, in the file.
class LookupsInAFile : public testing::Test {
protected:
  void SetUp() override {
    Shop shop(opened(url()));
    fill(shop);
  }
  std::string after(const std::string& sql) {
    sqlite3* file = nullptr;
    EXPECT_EQ(sqlite3_open(folder_.path("l.db").c_str(), &file), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(file, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(file);
    EXPECT_GT(sqlite3_total_changes(file), 0) << sql;
    sqlite3_close(file);
    return verdict(opened(url()));
  }
  [[nodiscard]] std::string url() const { return "sqlite:" + folder_.path("l.db"); }
  Folder folder_;
};

TEST_F(LookupsInAFile, ARowOfNoCase) {
  const std::string found = after("INSERT INTO amends_lookup VALUES('', 'tracking', 'T9', 99)");
  EXPECT_TRUE(names(found, "1 things do not verify; what is found by tracking T9 is no case"))
      << found;
  EXPECT_EQ(mended(opened(url())), R"({"added":0,"dropped":1,"left_alone":0})");
  EXPECT_EQ(verdict(opened(url())), "");
}

TEST_F(LookupsInAFile, RowsThatPointToAnotherCase) {
  const std::string found =
      after("UPDATE amends_lookup SET case_no = 2 WHERE kind = 'tracking' AND value = 'T3'");
  EXPECT_TRUE(names(found, "case web-1: it cannot be found by its tracking T3")) << found;
  EXPECT_TRUE(names(found, "case web-2: it is found by tracking T3, which no record says"))
      << found;
}

TEST_F(LookupsInAFile, AnotherTenantsRows) {
  const std::string found = after("UPDATE amends_lookup SET tenant = 'x' WHERE kind = 'phone'");
  EXPECT_TRUE(names(found, "2 things")) << found;
  EXPECT_TRUE(names(found, "case web-1: it cannot be found by its phone")) << found;
}

TEST_F(LookupsInAFile, BytesThatAreNoText) {
  const std::string found =
      after("UPDATE amends_lookup SET value = CAST(value AS BLOB) WHERE value = 'T3'");
  EXPECT_TRUE(names(found, "case web-1: it cannot be found by its tracking T3")) << found;
}

// Of a text that is not the recorded one nobody can tell what it was found by: it is the text that
// is named, and its case is left alone.
TEST_F(LookupsInAFile, ATextOfTheCustomerThatWasChanged) {
  const std::string found = after("UPDATE amends_sealed SET data = CAST('x' AS BLOB) "
                                  "WHERE case_no = 2 AND data = CAST('13800000001' AS BLOB)");
  EXPECT_TRUE(names(found, "1 things do not verify; case web-2: the text")) << found;
  EXPECT_EQ(mended(opened(url())), R"({"added":0,"dropped":0,"left_alone":1})");
}

TEST_F(LookupsInAFile, AJournalThatWasChanged) {
  const std::string found =
      after("UPDATE amends_event SET record = replace(record, 'T1', 'T7') WHERE case_no = 1; "
            "DELETE FROM amends_lookup WHERE value = 'T1'");
  EXPECT_TRUE(names(found, "case web-1: record 1 does not fit the chain")) << found;
  EXPECT_TRUE(names(found, "case web-2: it cannot be found by its tracking T1")) << found;
  EXPECT_EQ(mended(opened(url())), R"({"added":1,"dropped":0,"left_alone":1})");
}

} // namespace
} // namespace amends::test
