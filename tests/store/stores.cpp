#include "stores.hpp"

#include "places.hpp"

#include <sqlite3.h>

#include <fstream>
#include <iterator>

namespace amends::test {

void make_store_of_schema_1(const std::string& file) {
  std::ifstream in(in_checkout("tests/store/schema_1.sql"));
  const std::string sql{std::istreambuf_iterator<char>(in), {}};
  ASSERT_FALSE(sql.empty());
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(connection);
  sqlite3_close(connection);
}

void Conformance::SetUp() {
  if (GetParam() == "sqlite_schema_1") {
    make_store_of_schema_1(folder_.path("store.db"));
  }
  store_ = value_of(
      open_store(GetParam() == "memory" ? "memory:" : "sqlite:" + folder_.path("store.db")));
  ASSERT_NE(store_, nullptr);
}

std::shared_ptr<Store> Conformance::another_handle() {
  return GetParam() == "memory" ? store_
                                : value_of(open_store("sqlite:" + folder_.path("store.db")));
}

std::unique_ptr<StoreSession> Conformance::reader(const std::string& tenant) {
  return value_of(store_->begin(tenant, SessionMode::read));
}

std::unique_ptr<StoreSession> Conformance::writer(const std::string& tenant) {
  return value_of(store_->begin(tenant, SessionMode::write));
}

std::vector<std::int64_t> Conformance::commit(const Batch& batch, const std::string& tenant) {
  return value_of(writer(tenant)->commit(batch));
}

Error Conformance::commit_error(const Batch& batch, const std::string& tenant) {
  auto result = writer(tenant)->commit(batch);
  EXPECT_FALSE(result.has_value()) << "the commit should have been refused";
  return result ? Error{} : result.error();
}

CaseRow Conformance::stored_case(const std::string& case_id) {
  const auto row = value_of(reader()->load_case(case_id));
  EXPECT_TRUE(row.has_value()) << case_id;
  return row.value_or(CaseRow{});
}

} // namespace amends::test
