#include "classification/pattern.hpp"

#include "amends/text.hpp"

#include <algorithm>

namespace amends {
namespace {

constexpr std::size_t most_steps = 24;
// Comparisons one match may cost: far above any sensible pattern, so that none can be made slow.
constexpr int match_budget = 20'000;

Error bad(std::string_view written, std::string_view why, const std::string& where) {
  return Error{Code::policy, "the word \"" + std::string(written) + "\": " + std::string(why),
               where};
}

class PatternParser {
public:
  PatternParser(std::string_view written, const std::string& where)
      : written_(written), where_(where) {}

  Result<std::vector<Step>> run(std::u32string_view text) {
    while (!text.empty()) {
      if (text.starts_with(U"...")) {
        if (steps_.empty() || gap_)
          return bad(written_, "a gap stands between two texts", where_);
        gap_ = true;
        ++pieces_;
        text.remove_prefix(3);
      } else if (text.front() == U'(') {
        const std::size_t close = text.find(U')');
        if (close == text.npos || text.substr(1, close - 1).find(U'(') != text.npos)
          return bad(written_, "alternatives are written (a|b), and not inside each other", where_);
        AMENDS_CHECK(add_group(text.substr(1, close - 1)));
        text.remove_prefix(close + 1);
      } else {
        std::size_t end = std::min(text.find_first_of(U"(|)"), text.find(U"..."));
        end = std::min(end, text.size());
        if (end == 0)
          return bad(written_, "alternatives are written (a|b), and not inside each other", where_);
        AMENDS_CHECK(add_group(text.substr(0, end)));
        text.remove_prefix(end);
      }
    }
    return finish();
  }

private:
  Result<void> add_group(std::u32string_view inside) {
    Step step;
    while (true) {
      const std::size_t bar = inside.find(U'|');
      std::u32string_view text = inside.substr(0, bar);
      const bool open_end = text.ends_with(U'*');
      if (open_end)
        text.remove_suffix(1);
      if (text.find(U'*') != text.npos || (open_end && text.empty()))
        return bad(written_, "* stands behind a word", where_);
      // A blank that only separates words from a gap is no part of them.
      if (gap_)
        while (text.starts_with(U' '))
          text.remove_prefix(1);
      if (text.empty())
        step.optional = true;
      else
        step.alternatives.push_back({std::u32string(text), open_end});
      if (bar == inside.npos)
        break;
      inside.remove_prefix(bar + 1);
    }
    if (step.alternatives.empty())
      return {};
    std::stable_sort(step.alternatives.begin(), step.alternatives.end(),
                     [](const auto& a, const auto& b) { return a.text.size() > b.text.size(); });
    if (step.alternatives.size() > 255)
      return bad(written_, "more than 255 alternatives", where_);
    step.after_gap = gap_;
    gap_ = false;
    steps_.push_back(std::move(step));
    return {};
  }

  Result<std::vector<Step>> finish() {
    // The blank before a gap ("late ... again") is no part of the word either.
    for (std::size_t i = 0; i + 1 < steps_.size(); ++i)
      if (steps_[i + 1].after_gap)
        for (auto& one : steps_[i].alternatives)
          while (one.text.size() > 1 && one.text.back() == U' ')
            one.text.pop_back();
    const bool all_optional =
        std::all_of(steps_.begin(), steps_.end(), [](const Step& s) { return s.optional; });
    if (all_optional)
      return bad(written_, "can be empty", where_);
    if (gap_ || std::any_of(steps_.begin(), steps_.end(),
                            [](const Step& s) { return s.after_gap && s.optional; }))
      return bad(written_, "behind a gap stands a text that may not be left out", where_);
    if (pieces_ > most_pieces || steps_.size() > most_steps)
      return bad(written_, "has more than three gaps or 24 parts", where_);
    return std::move(steps_);
  }

  std::string_view written_;
  const std::string& where_;
  std::vector<Step> steps_;
  std::size_t pieces_ = 1;
  bool gap_ = false;
};

// Looks for the rest of a pattern from a place on; longer alternatives and nearer places first.
class Matcher {
public:
  Matcher(const std::vector<Step>& steps, std::u32string_view text, const Layout& layout)
      : steps_(steps), text_(text), layout_(layout) {}

  bool begin(std::uint32_t from, std::size_t step, const Alternative32& alternative) {
    if (!begins_word(from))
      return false;
    match_.pieces[0].from = from;
    match_.count = 1;
    return go_on(step + 1, end_of(alternative, from), alternative.open_end);
  }
  [[nodiscard]] const Match& match() const { return match_; }

private:
  [[nodiscard]] bool begins_word(std::uint32_t at) const {
    return at == 0 || !is_word_letter(text_[at]) || !is_word_letter(text_[at - 1]);
  }
  [[nodiscard]] bool ends_word(std::uint32_t at) const {
    return at == text_.size() || !is_word_letter(text_[at - 1]) || !is_word_letter(text_[at]);
  }
  [[nodiscard]] std::uint32_t end_of(const Alternative32& alternative, std::uint32_t from) const {
    auto to = from + static_cast<std::uint32_t>(alternative.text.size());
    if (alternative.open_end)
      while (to < text_.size() && is_word_letter(text_[to]))
        ++to;
    return to;
  }

  bool go_on(std::size_t step, std::uint32_t at, bool open_end) {
    if (step == steps_.size() || steps_[step].after_gap) {
      if (!open_end && !ends_word(at))
        return false;
      match_.pieces[match_.count - 1U].to = at;
      return step == steps_.size() || after_gap(step, at);
    }
    if (take(step, at))
      return true;
    return steps_[step].optional && go_on(step + 1, at, open_end);
  }

  bool take(std::size_t step, std::uint32_t at) {
    for (const Alternative32& one : steps_[step].alternatives) {
      if (--budget_ < 0)
        return false;
      if (text_.compare(at, one.text.size(), one.text) == 0 &&
          go_on(step + 1, end_of(one, at), one.open_end))
        return true;
    }
    return false;
  }

  bool after_gap(std::size_t step, std::uint32_t at) {
    const std::uint8_t piece = match_.count++;
    for (std::uint32_t next = at; next < text_.size(); ++next) {
      if (layout_.clause[next] != layout_.clause[at > 0 ? at - 1 : 0] ||
          layout_.units[next] - layout_.units[at] > gap_units || budget_ < 0)
        break;
      if (!begins_word(next))
        continue;
      match_.pieces[piece].from = next;
      if (take(step, next))
        return true;
    }
    match_.count = piece;
    return false;
  }

  const std::vector<Step>& steps_;
  std::u32string_view text_;
  const Layout& layout_;
  Match match_;
  int budget_ = match_budget;
};

} // namespace

Result<Pattern> Pattern::parse(std::string_view written, const std::string& where) {
  auto normal = normalise(written);
  if (!normal)
    return bad(written, "is not UTF-8", where);
  std::u32string_view text = normal->text;
  Pattern out;
  out.stands_ = text.starts_with(U'!');
  if (out.stands_)
    text.remove_prefix(1);
  AMENDS_TRY_ASSIGN(out.steps_, PatternParser(written, where).run(text));
  return out;
}

std::vector<Pattern::Start> Pattern::starts() const {
  std::vector<Start> out;
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    const auto& alternatives = steps_[step].alternatives;
    for (std::size_t i = 0; i < alternatives.size(); ++i)
      out.push_back({alternatives[i].text, static_cast<std::uint8_t>(step),
                     static_cast<std::uint8_t>(i)});
    if (!steps_[step].optional)
      break;
  }
  return out;
}

std::optional<Match> Pattern::match(std::u32string_view text, const Layout& layout,
                                    std::uint32_t from, std::size_t step,
                                    std::size_t alternative) const {
  Matcher matcher(steps_, text, layout);
  if (!matcher.begin(from, step, steps_[step].alternatives[alternative]))
    return std::nullopt;
  return matcher.match();
}

} // namespace amends
