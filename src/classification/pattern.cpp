#include "classification/pattern.hpp"

#include "amends/text.hpp"

#include <algorithm>

namespace amends {
namespace {

constexpr std::size_t most_steps = 24;
constexpr std::size_t most_alternatives = 255;
// Comparisons one match may cost: far above any sensible pattern, so that none can be made slow.
constexpr int match_budget = 20'000;

Error bad(std::string_view written, std::string_view why, const std::string& where) {
  return Error{Code::policy, "the word \"" + std::string(written) + "\": " + std::string(why),
               where};
}

// The place of the ")" that closes the "(" at 0; npos when there is none.
std::size_t closing(std::u32string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == U'(' ? 1 : text[i] == U')' ? -1 : 0;
    if (depth == 0)
      return i;
  }
  return text.npos;
}

// Splits at the "|" that stand in no inner "( )".
std::vector<std::u32string_view> split_alternatives(std::u32string_view inside) {
  std::vector<std::u32string_view> out;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    depth += inside[i] == U'(' ? 1 : inside[i] == U')' ? -1 : 0;
    if (depth == 0 && inside[i] == U'|') {
      out.push_back(inside.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  out.push_back(inside.substr(begin));
  return out;
}

// All texts that an alternative with inner "( )" stands for; nothing when it stands for too many.
std::vector<std::u32string> flatten(std::u32string_view text) {
  std::vector<std::u32string> out{U""};
  while (!text.empty() && !out.empty()) {
    const std::size_t open = text.find(U'(');
    for (auto& one : out)
      one += text.substr(0, open);
    if (open == text.npos)
      break;
    text.remove_prefix(open);
    const std::size_t close = closing(text);
    std::vector<std::u32string> longer;
    for (const auto& inner : split_alternatives(text.substr(1, close - 1)))
      for (const auto& tail : flatten(inner))
        for (const auto& one : out)
          if (longer.size() <= most_alternatives)
            longer.push_back(one + tail);
    out = std::move(longer);
    text.remove_prefix(close + 1);
  }
  return out.size() > most_alternatives ? std::vector<std::u32string>{} : out;
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
        const std::size_t close = closing(text);
        if (close == text.npos)
          return bad(written_, "a ( is not closed", where_);
        AMENDS_CHECK(add_group(text.substr(1, close - 1)));
        text.remove_prefix(close + 1);
      } else {
        std::size_t end = std::min(text.find_first_of(U"(|)"), text.find(U"..."));
        end = std::min(end, text.size());
        if (const std::size_t star = text.find(U'*'); star < end)
          end = star + 1;
        if (end == 0)
          return bad(written_, "alternatives are written (a|b)", where_);
        AMENDS_CHECK(add_group(text.substr(0, end)));
        text.remove_prefix(end);
      }
    }
    return finish();
  }

private:
  Result<void> add_group(std::u32string_view inside) {
    Step step;
    for (const auto& written_alternative : split_alternatives(inside)) {
      const auto texts = flatten(written_alternative);
      if (texts.empty())
        return bad(written_, "a ( ) stands for more than 255 texts", where_);
      for (std::u32string_view text : texts)
        AMENDS_CHECK(add_alternative(step, text));
    }
    if (step.alternatives.empty())
      return {};
    std::stable_sort(step.alternatives.begin(), step.alternatives.end(),
                     [](const auto& a, const auto& b) { return a.text.size() > b.text.size(); });
    if (step.alternatives.size() > most_alternatives)
      return bad(written_, "a ( ) stands for more than 255 texts", where_);
    step.after_gap = gap_;
    gap_ = false;
    steps_.push_back(std::move(step));
    return {};
  }

  Result<void> add_alternative(Step& step, std::u32string_view text) {
    const bool open_end = text.ends_with(U'*');
    if (open_end)
      text.remove_suffix(1);
    if (text.find(U'*') != text.npos || (open_end && text.empty()))
      return bad(written_, "* stands behind a word", where_);
    // A blank that only separates words from a gap is no part of them.
    while (gap_ && text.starts_with(U' '))
      text.remove_prefix(1);
    if (text.empty())
      step.optional = true;
    else
      step.alternatives.push_back({std::u32string(text), open_end});
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
    if (gap_)
      return bad(written_, "a gap stands between two texts", where_);
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

  // A piece begins here, with the first of its steps that may not be left out or one before it.
  bool enter(std::size_t step, std::uint32_t at) {
    if (take(step, at))
      return true;
    const std::size_t next = step + 1;
    return steps_[step].optional && next < steps_.size() && !steps_[next].after_gap &&
           enter(next, at);
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
      if (enter(step, next))
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
      out.push_back(
          {alternatives[i].text, static_cast<std::uint8_t>(step), static_cast<std::uint8_t>(i)});
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
