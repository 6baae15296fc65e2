#include "amends/result.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace amends {
namespace {

// The numbers are the AMENDS_E_* of the C header and the words stand in JSON answers: both are
// written down here once more so that nobody renames them by accident.
TEST(Code, HasItsWord) {
  EXPECT_EQ(code_name(Code::arg), "arg");
  EXPECT_EQ(code_name(Code::not_found), "not_found");
  EXPECT_EQ(code_name(Code::internal), "internal");
  EXPECT_EQ(static_cast<int>(Code::parse), -2);
  EXPECT_EQ(static_cast<int>(Code::internal), -17);
}

TEST(Code, WordsAreDistinct) {
  std::set<std::string_view> words;
  for (int code = -17; code <= -1; ++code)
    words.insert(code_name(static_cast<Code>(code)));
  EXPECT_EQ(words.size(), 17U);
}

TEST(Pointer, EscapesTildeAndSlash) {
  EXPECT_EQ(pointer_step("a/b~c"), "/a~1b~0c");
  EXPECT_EQ(pointer_step(""), "/");
  EXPECT_EQ(pointer_step(std::size_t{12}), "/12");
}

TEST(Error, MovesOutOneLevel) {
  const Error error = Error{Code::parse, "bad", "/b"}.inside("/a");
  EXPECT_EQ(error.where, "/a/b");
}

TEST(Result, ValueOfAFailureIsABugThatSaysWhich) {
  const Result<int> failed = Error{Code::limit, "too long", "/text"};
  try {
    static_cast<void>(failed.value());
    FAIL() << "no exception";
  } catch (const std::logic_error& bug) {
    EXPECT_NE(std::string(bug.what()).find("limit: too long at /text"), std::string::npos);
  }
}

Result<int> half(int n) {
  if (n % 2 != 0)
    return Error{Code::arg, "odd", ""};
  return n / 2;
}

Result<int> quarter(int n) {
  AMENDS_CHECK(half(n));
  AMENDS_TRY_ASSIGN(const int h, half(n));
  return half(h);
}

TEST(Result, MacrosHandTheErrorOn) {
  EXPECT_EQ(*quarter(12), 3);
  EXPECT_EQ(quarter(3).error().message, "odd");
}

} // namespace
} // namespace amends
