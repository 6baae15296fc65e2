// In: the words of a policy's categories, and texts. Out: which of them a text says, where, and
// whether it takes them back.
#pragma once

#include "amends/json.hpp"
#include "classification/automaton.hpp"
#include "classification/layout.hpp"
#include "classification/negation.hpp"
#include "classification/pattern.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace amends {

// What a word of the lexicon speaks for.
struct LexiconEntry {
  std::int32_t category = -1; // index; -1: none in particular (a severity word of `levels`)
  std::int32_t level = -1;    // index of a severity; -1: it speaks for the category itself
  std::int32_t weight_milli = 1000;
  bool stands = false; // no denial takes it back
};

// One occurrence; places are those of the normal text.
struct LexiconHit {
  std::uint32_t entry = 0;
  TextSpan whole;
  Match match;
  Stance stance = Stance::said;
  TextSpan judged = {}; // of a denied one: the denial too
  [[nodiscard]] std::int32_t weight_milli(const LexiconEntry& e) const {
    return stance == Stance::denied    ? 0
           : stance == Stance::doubted ? e.weight_milli / 2
                                       : e.weight_milli;
  }
};

class Lexicon {
public:
  // `words` as in a pack: {"zh": [...], "en": [...]}, each member a text or {"text": weight}.
  // Error `policy`.
  [[nodiscard]] Result<void> add(const Json& words, LexiconEntry entry, const std::string& where);
  void build();

  // In order of place. A hit inside a longer one of the same kind (category or severity) is left
  // out: "印刷质量差" says nothing of "质量差".
  [[nodiscard]] std::vector<LexiconHit> find(std::u32string_view text, const Layout& layout) const;
  [[nodiscard]] const std::vector<LexiconEntry>& entries() const { return entries_; }

private:
  struct StartRef {
    std::uint32_t entry;
    std::uint8_t step;
    std::uint8_t alternative;
    std::uint8_t length;
  };
  Result<void> add_word(std::string_view written, LexiconEntry entry, const std::string& where);

  Automaton automaton_;
  std::vector<LexiconEntry> entries_;
  std::vector<Pattern> patterns_; // of the entry with the same index
  std::vector<StartRef> starts_;

  friend class LexiconScan;
};

} // namespace amends
