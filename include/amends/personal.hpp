// Personal: what is said of or by a person stands in no struct, only a reference to it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

// Names, phones, addresses, free text. `ref` names the sealed value ("CASE.SEQ.N"; "?N" while a
// command is being decoded: the N-th text of its Texts). `commitment` is the keyed digest that
// proves the value later (hex), empty before sealing.
struct Personal {
  std::string ref;
  std::string commitment;
  bool operator==(const Personal&) const = default;
};

// The texts behind the "?N" references of one decoded document, N from 0.
struct Texts {
  std::vector<std::string> values;
  Personal add(std::string text);
  // The text of a "?N" reference; nullptr when it is none of ours.
  [[nodiscard]] const std::string* find(const Personal& personal) const;
};

// Opens a reference for an answer; no value when it was erased or may not be seen.
using Opener = std::function<std::optional<std::string>(const Personal&)>;

} // namespace amends
