#include "classification/layout.hpp"

namespace amends {
namespace {

enum class Cut { none, clause, sentence };

Cut cut_at(std::u32string_view text, std::size_t i) {
  const char32_t c = text[i];
  const char32_t before = i > 0 ? text[i - 1] : U' ';
  const char32_t after = i + 1 < text.size() ? text[i + 1] : U' ';
  switch (c) {
  case U'!':
  case U'?':
  case 0x3002:
  case U'\n': return Cut::sentence;
  case U'.': return is_word_letter(after) && is_word_letter(before) ? Cut::none : Cut::sentence;
  case U',':
    return before >= U'0' && before <= U'9' && after >= U'0' && after <= U'9' ? Cut::none
                                                                              : Cut::clause;
  case U';':
  case U':':
  case U'~':
  case U'(':
  case U')':
  case 0xff5e: return Cut::clause;
  case U' ': return is_han(before) && is_han(after) ? Cut::clause : Cut::none;
  default: return Cut::none;
  }
}

} // namespace

Layout lay_out(std::u32string_view text) {
  Layout out;
  out.clause.reserve(text.size() + 1);
  out.sentence.reserve(text.size() + 1);
  out.units.reserve(text.size() + 1);
  std::uint32_t clause = 0;
  std::uint32_t sentence = 0;
  std::uint32_t units = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const Cut cut = cut_at(text, i);
    // The cutting sign belongs to what it ends.
    out.clause.push_back(clause);
    out.sentence.push_back(sentence);
    out.units.push_back(units);
    if (cut != Cut::none)
      ++clause;
    if (cut == Cut::sentence)
      ++sentence;
    const bool letter = is_word_letter(text[i]);
    if (is_han(text[i]) || (letter && !in_word))
      ++units;
    in_word = letter;
  }
  out.clause.push_back(clause);
  out.sentence.push_back(sentence);
  out.units.push_back(units);
  return out;
}

} // namespace amends
