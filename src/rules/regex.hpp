// Regular expressions as FEEL means them: those of XPath (XML Schema's with anchors, back
// references and reluctant quantifiers). They are translated and run by PCRE2, with a bound on its
// work, so that every pattern ends with an answer and the same one everywhere.
#pragma once

#include "amends/result.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amends::rules {

// The pattern in PCRE2's words; `unsupported` or `parse` naming the part that is not read.
// `flags` are the letters of XPath: s (a dot takes line ends too), m (^ and $ at every line),
// i (case does not count), x (white space in the pattern does not count).
[[nodiscard]] Result<std::string> translate_regex(std::string_view pattern, std::string_view flags);

// Where a match and its groups stand in the text; a group that took no part begins at `npos`.
struct RegexSpan {
  std::size_t begin = std::string_view::npos, end = std::string_view::npos;
};

class Regex {
public:
  [[nodiscard]] static Result<Regex> compile(std::string_view pattern, std::string_view flags);

  // The first match at or after `from`: the whole, then its groups. An empty value: none.
  // Error `limit` when the pattern takes too much work on this text.
  [[nodiscard]] Result<std::optional<std::vector<RegexSpan>>> find(std::string_view text,
                                                                   std::size_t from = 0) const;
  [[nodiscard]] std::size_t groups() const;

private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

} // namespace amends::rules
