// Nothing but a status leaves a function of amends.h. In: a body that answers Result<void>. Out:
// the status, the error object, and emptied buffers when it failed.
#pragma once

#include "handles.hpp"

#include "amends/result.hpp"

#include <exception>
#include <new>
#include <string_view>

namespace amends::capi {

// Fills *err (which may be NULL) and answers the status; out of memory while doing so is a status
// of its own, for which an error object lies ready.
[[nodiscard]] amends_status fail(amends_error** err, const Error& error) noexcept;
[[nodiscard]] amends_status fail_out_of_memory(amends_error** err) noexcept;

template <class Body>
amends_status guard(amends_error** err, amends_buf* answer, Body&& body) noexcept {
  const auto failed = [&](amends_status status) {
    if (answer != nullptr)
      answer->text.clear();
    return status;
  };
  try {
    const Result<void> done = body();
    return done ? AMENDS_OK : failed(fail(err, done.error()));
  } catch (const std::bad_alloc&) {
    return failed(fail_out_of_memory(err));
  } catch (const std::exception& bug) {
    return failed(fail(err, Error{Code::internal, bug.what(), ""}));
  } catch (...) {
    return failed(fail(err, Error{Code::internal, "something was thrown that should not be", ""}));
  }
}

// The caller's part of the contract.
[[nodiscard]] inline Result<void> need(const void* pointer, const char* name) {
  if (pointer == nullptr)
    return Error{Code::arg, std::string("`") + name + "` must not be NULL", ""};
  return {};
}
// (NULL, 0) is empty.
[[nodiscard]] inline Result<std::string_view> text_in(const char* data, std::size_t size,
                                                      const char* name) {
  if (data == nullptr && size != 0)
    return Error{Code::arg, std::string("`") + name + "` is NULL but its size is not 0", ""};
  return data == nullptr ? std::string_view() : std::string_view(data, size);
}
// A view for the caller, its size where he wants it.
[[nodiscard]] inline const char* text_out(const std::string& text, std::size_t* size) noexcept {
  if (size != nullptr)
    *size = text.size();
  return text.c_str();
}
[[nodiscard]] inline const char* nothing(const char* pointer, std::size_t* size) noexcept {
  if (size != nullptr)
    *size = 0;
  return pointer;
}

} // namespace amends::capi
