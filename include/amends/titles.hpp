// What people call the things that policies and the library name by a word. In: a policy, "zh" or
// "en". Out: the title, or the word itself where nobody gave it one.
#pragma once

#include "amends/policy.hpp"

#include <string>
#include <string_view>

namespace amends {

// `policy` and `language` must outlive it; without a policy only the library's own words are known.
class Titles {
public:
  Titles(const Policy* policy, std::string_view language) : policy_(policy), language_(language) {}

  [[nodiscard]] std::string category(std::string_view id) const;
  [[nodiscard]] std::string clock(std::string_view target) const;
  // What the customer is shown; `kind` is the workflow.
  [[nodiscard]] std::string stage(std::string_view kind, std::string_view name) const;
  // "agent" -> "客服"; "agent:li" -> "客服 li".
  [[nodiscard]] std::string party(std::string_view who) const;
  [[nodiscard]] std::string severity(std::string_view word) const;
  // A task of that workflow's stages, or one that the library starts.
  [[nodiscard]] std::string task(std::string_view kind, std::string_view name) const;
  [[nodiscard]] std::string action(std::string_view kind) const;  // notify, refund, ...
  [[nodiscard]] std::string give(std::string_view word) const;    // refund, letter, resend, ...
  [[nodiscard]] std::string outcome(std::string_view word) const; // done, refused, ...
  // An op of the catalogue, or a word of the story ("information_asked").
  [[nodiscard]] std::string deed(std::string_view word) const;
  // Why somebody of the shop was told: "plan 80%", "approve_plan", "escalate".
  [[nodiscard]] std::string reason(std::string_view because) const;

private:
  const Policy* policy_;
  std::string_view language_;
};

} // namespace amends
