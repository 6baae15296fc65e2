// The stores under test. In: a store's name. Out: an empty one, reached by any number of handles.
#pragma once

#include "amends/store.hpp"
#include "folder.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace amends::test {

// A file as the first schema's builds wrote it, without rows.
void make_store_of_schema_1(const std::string& file);

// Every test of the suite runs on each store: TEST_P(Conformance, ...).
class Conformance : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override;
  // A second handle on the same rows (the same store where there is no other way).
  std::shared_ptr<Store> another_handle();

  std::unique_ptr<StoreSession> reader(const std::string& tenant = "");
  std::unique_ptr<StoreSession> writer(const std::string& tenant = "");
  // Commits in a session of its own; the test fails when it does not go.
  std::vector<std::int64_t> commit(const Batch& batch, const std::string& tenant = "");
  Error commit_error(const Batch& batch, const std::string& tenant = "");
  CaseRow stored_case(const std::string& case_id);

  Folder folder_;
  std::shared_ptr<Store> store_;
};

// Fails the test with the error's words when `result` holds none.
template <class T> T value_of(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << code_name(result.error().code) << " " << result.error().where << " "
                  << result.error().message;
    return T{};
  }
  return std::move(*result);
}

} // namespace amends::test
