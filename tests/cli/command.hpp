// Runs the built command. In: words, and what it reads. Out: what it printed and its exit code.
#pragma once

#include "amends/json.hpp"
#include "folder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace amends::test {

struct Ran {
  int code = -1;
  std::string out, err;
  // The lines of `out`.
  [[nodiscard]] std::vector<std::string> lines() const;
  // The same as JSON; a line that is none fails the test.
  [[nodiscard]] std::vector<Json> json() const;
};

// `words` are the command's arguments, each one whole.
[[nodiscard]] Ran amends_command(const std::vector<std::string>& words, const std::string& in = "");

// A member of an object by path: at(json, "error", "code").
template <class... Names> const Json& at(const Json& json, const Names&... names) {
  static const Json none;
  const Json* found = &json;
  for (const std::string_view name : {std::string_view(names)...})
    if (found != nullptr)
      found = found->find(name);
  return found == nullptr ? none : *found;
}
[[nodiscard]] Json parsed(const std::string& text);

} // namespace amends::test
