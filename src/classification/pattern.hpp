// In: a word of a pack as its author wrote it. Out: what to look for, and whether a text has it at
// some place.
#pragma once

#include "classification/layout.hpp"

#include "amends/result.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

inline constexpr std::uint32_t gap_units = 10;
inline constexpr std::size_t most_pieces = 4;

// A pattern found: its pieces, the stretches between its gaps, in order.
struct Match {
  std::array<TextSpan, most_pieces> pieces{};
  std::uint8_t count = 0;
  [[nodiscard]] TextSpan whole() const { return {pieces[0].from, pieces[count - 1U].to}; }
};

// One way to go on at a place of the text.
struct Alternative32 {
  std::u32string text;
  bool open_end = false; // written with "*": the word may go on ("leak*" finds "leaking")
};

// A run of fixed characters is a step with one alternative; "(a|b|)" one with two that may be left
// out.
struct Step {
  std::vector<Alternative32> alternatives; // longest first, none empty
  bool optional = false;
  bool after_gap = false; // at most `gap_units` Han characters or words before it, in the clause
};

class Pattern {
public:
  // The grammar (docs/classification.md): `(a|b)` alternatives, `...` a gap, `*` an open end, `!`
  // in front. Error `policy`.
  [[nodiscard]] static Result<Pattern> parse(std::string_view written, const std::string& where);

  // Written with "!": a denial before it takes nothing back.
  [[nodiscard]] bool stands() const { return stands_; }
  // The texts a match can begin with, each with the step it belongs to.
  struct Start {
    std::u32string_view text;
    std::uint8_t step;
    std::uint8_t alternative;
  };
  [[nodiscard]] std::vector<Start> starts() const;
  // The match that begins with that alternative of that step at `from`. At word borders only.
  [[nodiscard]] std::optional<Match> match(std::u32string_view text, const Layout& layout,
                                           std::uint32_t from, std::size_t step,
                                           std::size_t alternative) const;

private:
  std::vector<Step> steps_;
  bool stands_ = false;
};

} // namespace amends
