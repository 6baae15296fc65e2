#include "classification/lexicon.hpp"

#include "classification/weight.hpp"

#include <algorithm>
#include <numeric>

namespace amends {

Result<void> Lexicon::add_word(std::string_view written, LexiconEntry entry,
                               const std::string& where) {
  AMENDS_TRY_ASSIGN(Pattern pattern, Pattern::parse(written, where));
  const auto index = static_cast<std::uint32_t>(entries_.size());
  entry.stands = pattern.stands();
  entries_.push_back(entry);
  for (const Pattern::Start& start : pattern.starts()) {
    if (start.text.size() > 255)
      return Error{Code::policy, "a word of more than 255 characters", where};
    automaton_.add(start.text, static_cast<std::uint32_t>(starts_.size()));
    starts_.push_back(
        {index, start.step, start.alternative, static_cast<std::uint8_t>(start.text.size())});
  }
  patterns_.push_back(std::move(pattern));
  return {};
}

Result<void> Lexicon::add(const Json& words, LexiconEntry entry, const std::string& where) {
  if (!words.is(Json::Kind::object))
    return Error{Code::policy, "words stand under their language: {\"zh\": [...], \"en\": [...]}",
                 where};
  for (const auto& [language, list] : words.members) {
    const std::string at = where + pointer_step(language);
    if (!list.is(Json::Kind::array))
      return Error{Code::policy, "the words of a language are a list", at};
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const Json& item = list.items[i];
      const std::string here = at + pointer_step(i);
      if (item.is(Json::Kind::text)) {
        AMENDS_CHECK(add_word(item.text, entry, here));
      } else if (item.is(Json::Kind::object)) {
        for (const auto& [word, weight] : item.members) {
          LexiconEntry weighted = entry;
          AMENDS_TRY_ASSIGN(weighted.weight_milli, read_weight(weight, here + pointer_step(word)));
          AMENDS_CHECK(add_word(word, weighted, here));
        }
      } else {
        return Error{Code::policy, "a word is a text, or {\"text\": weight}", here};
      }
    }
  }
  return {};
}

void Lexicon::build() { automaton_.build(); }

// One text's search.
class LexiconScan {
public:
  LexiconScan(const Lexicon& lexicon, std::u32string_view text, const Layout& layout)
      : lexicon_(lexicon), text_(text), layout_(layout) {}

  std::vector<LexiconHit> run() {
    lexicon_.automaton_.scan(text_, [this](std::size_t end, std::uint32_t start) {
      found(static_cast<std::uint32_t>(end), lexicon_.starts_[start]);
    });
    std::sort(hits_.begin(), hits_.end(), [](const LexiconHit& a, const LexiconHit& b) {
      if (a.whole.from != b.whole.from)
        return a.whole.from < b.whole.from;
      return a.whole.to != b.whole.to ? a.whole.to > b.whole.to : a.entry < b.entry;
    });
    drop_contained();
    judge();
    return std::move(hits_);
  }

private:
  void found(std::uint32_t end, const Lexicon::StartRef& start) {
    const Pattern& pattern = lexicon_.patterns_[start.entry];
    const auto match =
        pattern.match(text_, layout_, end - start.length, start.step, start.alternative);
    if (match)
      hits_.push_back({start.entry, match->whole(), *match});
  }

  // A hit in one piece goes when a longer one, or a piece of a pattern with gaps, holds it: the
  // more exact words have spoken. Equal places of plain words all stay.
  void drop_contained() {
    // At each place the furthest end of what begins there; times two, plus one behind gaps, so that
    // at equal places the pattern with gaps is the longer.
    std::vector<std::uint64_t> labels(text_.size() + 1, 0);
    std::vector<std::uint64_t> levels(text_.size() + 1, 0);
    const auto reach_of = [&](const LexiconHit& hit) -> std::vector<std::uint64_t>& {
      return lexicon_.entries_[hit.entry].level < 0 ? labels : levels;
    };
    for (const LexiconHit& hit : hits_)
      for (std::uint8_t i = 0; i < hit.match.count; ++i) {
        const TextSpan piece = hit.match.pieces[i];
        auto& reach = reach_of(hit)[piece.from];
        reach = std::max(reach, std::uint64_t{piece.to} * 2 + (hit.match.count > 1 ? 1 : 0));
      }
    // Then the furthest end of what begins there or before.
    std::partial_sum(labels.begin(), labels.end(), labels.begin(), max_of);
    std::partial_sum(levels.begin(), levels.end(), levels.begin(), max_of);
    std::erase_if(hits_, [&](const LexiconHit& hit) {
      if (hit.match.count > 1)
        return false;
      const auto& reach = reach_of(hit);
      const std::uint64_t own = std::uint64_t{hit.whole.to} * 2;
      const bool from_before = hit.whole.from > 0 && reach[hit.whole.from - 1] >= own;
      return from_before || reach[hit.whole.from] > own;
    });
  }
  static std::uint64_t max_of(std::uint64_t a, std::uint64_t b) { return std::max(a, b); }

  // A denial in a gap ("the box was not damaged") counts like one in front.
  [[nodiscard]] Judgement judge(const Match& match, const std::vector<std::uint8_t>& ended) const {
    const Surroundings around{text_, layout_, ended};
    const TextSpan whole = match.whole();
    Judgement out = stance_of(around, whole);
    for (std::uint8_t i = 1; i < match.count; ++i)
      if (out.stance != Stance::denied &&
          stance_of(around, match.pieces[i]).stance == Stance::denied)
        out = {Stance::denied, whole};
    return out;
  }

  void judge() {
    std::vector<std::uint8_t> ended(text_.size() + 1, 0);
    for (LexiconHit& hit : hits_) {
      if (!lexicon_.entries_[hit.entry].stands) {
        const Judgement judged = judge(hit.match, ended);
        hit.stance = judged.stance;
        hit.judged = judged.place;
      }
      ended[hit.whole.to] = static_cast<std::uint8_t>(static_cast<int>(hit.stance) + 1);
    }
  }

  const Lexicon& lexicon_;
  std::u32string_view text_;
  const Layout& layout_;
  std::vector<LexiconHit> hits_;
};

std::vector<LexiconHit> Lexicon::find(std::u32string_view text, const Layout& layout) const {
  return LexiconScan(*this, text, layout).run();
}

} // namespace amends
