// Report: every mistake found in a pack, with its place and how to mend it.
#pragma once

#include "amends/result.hpp"
#include "amends/rules.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace amends::packs {

// Collects findings so that one reading names every mistake; `load` answers with the first.
class Report {
public:
  void error(std::string rule, std::string where, std::string text, std::string mend,
             Code code = Code::policy);
  void warning(std::string rule, std::string where, std::string text, std::string mend);
  // Something worth reading that is no mistake: the worked line of a clock.
  void note(std::string rule, std::string where, std::string text);
  // An error of another room; its pointer is already the pack's.
  void take(Error error, std::string rule);
  void add(Finding finding) { findings_.push_back(std::move(finding)); }

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::size_t errors() const;
  [[nodiscard]] std::vector<Finding>& findings() { return findings_; }
  // The first error as `load` answers it. Only after failed().
  [[nodiscard]] Error first() const;

private:
  std::vector<Finding> findings_;
  bool failed_ = false;
  Code first_code_ = Code::policy;
};

// "did you mean \"a\" or \"b\"?", or `otherwise` when nothing is near.
[[nodiscard]] std::string offer(std::string_view word, const std::vector<std::string_view>& names,
                                std::string_view otherwise);
// "a, b, c".
[[nodiscard]] std::string joined(const std::vector<std::string_view>& names);
[[nodiscard]] std::string quoted(std::string_view word);
// An error of a reader, beginning with what was written: "80": not an amount of money.
[[nodiscard]] Error about(std::string_view written, Error error, std::string_view where);

} // namespace amends::packs
