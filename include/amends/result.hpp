// Result and Error: how every function of amends says that it could not answer.
#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace amends {

// What kind of failure it is. The words (`code_name`) are the `code` of the JSON answers and the
// numbers the negative AMENDS_E_* of the C header; neither is ever renumbered or renamed.
enum class Code : std::int8_t {
  arg = -1,          // the caller broke the contract of the function
  parse = -2,        // not UTF-8, not JSON, or not of the expected shape
  policy = -3,       // the policy pack is not usable
  evaluation = -4,   // a table or formula cannot answer: types, two currencies meeting
  state = -5,        // the command is not allowed in the case's present stage
  denied = -6,       // this identity may not do, see or say this
  not_found = -7,    // no such case, action, pack, calendar, table or column
  conflict = -8,     // somebody else changed it first: read again and retry
  duplicate = -9,    // same command id, different content
  store = -10,       // the store failed; the message carries its words
  memory = -11,      // out of memory; nothing was changed
  limit = -12,       // beyond a documented limit (limits.hpp)
  clock = -13,       // no time given, or `now` far in a case's past
  corrupt = -14,     // stored data or the journal's chain does not verify
  unsupported = -15, // not in this build, or not built yet
  callback = -16,    // a host callback asked to stop
  internal = -17,    // a bug in amends
};

[[nodiscard]] std::string_view code_name(Code code) noexcept;

// For people: `message` says what is wrong and how to mend it; `where` is the JSON pointer (RFC
// 6901) into what was passed, empty when the failure is not about one place of it.
// Messages never carry personal data.
struct Error {
  Code code = Code::internal;
  std::string message;
  std::string where;

  // The same error seen from one level further out: `prefix` is put before `where`.
  [[nodiscard]] Error inside(std::string_view prefix) && {
    where.insert(0, prefix);
    return std::move(*this);
  }
  bool operator==(const Error&) const = default;
};

// Called by Result::value() on a failure nobody looked at: a bug in the caller.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& at);

template <class T> using Result = boost::system::result<T, Error>;

// A JSON pointer step: "/" + key with "~" and "/" escaped.
[[nodiscard]] std::string pointer_step(std::string_view key);
[[nodiscard]] std::string pointer_step(std::size_t index);

} // namespace amends

// Leaves the enclosing function with the error when `expression` (a Result) failed.
#define AMENDS_CHECK(expression)                                                                   \
  do {                                                                                             \
    if (auto amends_checked_ = (expression); !amends_checked_)                                     \
      return std::move(amends_checked_).error();                                                   \
  } while (false)

// `AMENDS_TRY_ASSIGN(auto x, f())`: x = the value of f(), or leaves with its error.
#define AMENDS_CONCAT_2(a, b) a##b
#define AMENDS_CONCAT(a, b) AMENDS_CONCAT_2(a, b)
#define AMENDS_TRY_ASSIGN(target, expression)                                                      \
  auto AMENDS_CONCAT(amends_result_, __LINE__) = (expression);                                     \
  if (!AMENDS_CONCAT(amends_result_, __LINE__))                                                    \
    return std::move(AMENDS_CONCAT(amends_result_, __LINE__)).error();                             \
  target = std::move(*AMENDS_CONCAT(amends_result_, __LINE__))
