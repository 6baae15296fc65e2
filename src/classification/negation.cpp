#include "classification/negation.hpp"

#include "classification/negation_words.hpp"

#include <span>

namespace amends {
namespace {

using negation::Word;
constexpr int most_steps = 6;

// A Latin word of the lists must not be the tail of a longer one.
bool whole_words(std::u32string_view text, std::size_t from, std::size_t to) {
  const bool joined_before =
      from > 0 && is_word_letter(text[from]) && is_word_letter(text[from - 1]);
  const bool joined_behind =
      to < text.size() && to > 0 && is_word_letter(text[to - 1]) && is_word_letter(text[to]);
  return !joined_before && !joined_behind;
}

// The longest word of the list that ends at `end`; its length, 0 for none.
std::size_t longest_before(std::u32string_view text, std::size_t begin, std::size_t end,
                           std::span<const Word> words) {
  std::size_t best = 0;
  for (const Word word : words)
    if (word.size() > best && word.size() <= end - begin &&
        text.substr(end - word.size(), word.size()) == word &&
        whole_words(text, end - word.size(), end))
      best = word.size();
  return best;
}

std::size_t longest_behind(std::u32string_view text, std::size_t begin,
                           std::span<const Word> words) {
  std::size_t best = 0;
  for (const Word word : words)
    if (word.size() > best && text.substr(begin, word.size()) == word)
      best = word.size();
  return best;
}

std::size_t clause_begin(const Layout& layout, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 64 && layout.clause[begin - 1] == layout.clause[at])
    --begin;
  return begin;
}

// Whether somebody else is quoted before `at`: a verb of saying that "I" did not do.
bool is_told(const Surroundings& around, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < negation::told_reach &&
         around.layout.sentence[begin - 1] == around.layout.sentence[at])
    --begin;
  for (std::size_t end = at; end > begin; --end) {
    const std::size_t verb = longest_before(around.text, begin, end, negation::told);
    if (verb == 0)
      continue;
    const std::size_t speaker = end - verb;
    return longest_before(around.text, begin, speaker, negation::first_person) == 0 ||
           longest_before(around.text, begin, speaker, negation::told_to_me) != 0;
  }
  return false;
}

// "这不是假货吗", "不是质量问题是什么".
bool is_rhetorical(const Surroundings& around, std::size_t from, std::size_t fault) {
  if (!around.text.substr(from).starts_with(U"不是"))
    return false;
  std::size_t end = fault;
  while (end < around.text.size() && end - fault < 32 &&
         around.layout.clause[end + 1] == around.layout.clause[fault])
    ++end;
  return longest_before(around.text, fault, end, negation::rhetorical_ends) != 0;
}

Stance denied_at(const Surroundings& around, std::size_t begin, std::size_t from,
                 std::size_t fault) {
  if (is_rhetorical(around, from, fault))
    return Stance::said;
  if (longest_before(around.text, begin, from, negation::double_denials) != 0)
    return Stance::said;
  return is_told(around, from) ? Stance::said : Stance::denied;
}

Judgement stance_before(const Surroundings& around, TextSpan fault) {
  const std::size_t begin = clause_begin(around.layout, fault.from);
  std::size_t at = fault.from;
  const auto judged = [&](Stance stance, std::size_t from) {
    return Judgement{stance, {static_cast<std::uint32_t>(from), fault.to}};
  };
  for (int step = 0; step <= most_steps && at > 0; ++step) {
    const std::size_t join = longest_before(around.text, begin, at, negation::joins);
    if (join != 0 && !around.ended.empty() && around.ended[at - join] != 0)
      return judged(static_cast<Stance>(around.ended[at - join] - 1), at - join);
    if (at <= begin)
      break;
    const std::size_t doubt = longest_before(around.text, begin, at, negation::doubts);
    const std::size_t denial = longest_before(around.text, begin, at, negation::denials);
    const std::size_t filler = longest_before(around.text, begin, at, negation::before_fillers);
    if (doubt != 0 && doubt >= denial)
      return judged(Stance::doubted, at - doubt);
    if (denial != 0 && denial >= filler)
      return judged(denied_at(around, begin, at - denial, fault.from), at - denial);
    if (filler == 0)
      break;
    at -= filler;
  }
  return {Stance::said, fault};
}

// Where a denial behind the fault ends; 0: there is none.
std::size_t denied_behind(const Surroundings& around, std::size_t to) {
  std::size_t at = to;
  for (int step = 0; step < most_steps; ++step) {
    const std::size_t denial = longest_behind(around.text, at, negation::behind_denials);
    const std::size_t filler = longest_behind(around.text, at, negation::behind_fillers);
    if (denial > filler) {
      at += denial;
      while (const std::size_t end = longest_behind(around.text, at, negation::behind_ends))
        at += end;
      const bool is_last =
          at == around.text.size() || around.layout.clause[at + 1] != around.layout.clause[to];
      return is_last ? at : 0;
    }
    if (filler == 0)
      return 0;
    at += filler;
  }
  return 0;
}

} // namespace

Judgement stance_of(const Surroundings& around, TextSpan fault) {
  const Judgement before = stance_before(around, fault);
  if (before.stance != Stance::said || fault.to >= around.text.size())
    return before;
  const std::size_t end = denied_behind(around, fault.to);
  if (end == 0)
    return before;
  return {is_told(around, fault.from) ? Stance::said : Stance::denied,
          {fault.from, static_cast<std::uint32_t>(end)}};
}

} // namespace amends
