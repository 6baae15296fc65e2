// XPath's patterns in PCRE2's words: classes with subtraction, class escapes, blocks; what one of
// the two has and the other does not is refused by name.
#include "rules/regex.hpp"

#include <array>

namespace amends::rules {
namespace {

constexpr int deepest_class = 20;

// What \s, \w, \d stand for in XML Schema, as the inside of a class.
constexpr std::string_view space = " \\t\\n\\r";
constexpr std::string_view no_space = "\\x{0}-\\x{8}\\x{b}\\x{c}\\x{e}-\\x{1f}\\x{21}-\\x{10ffff}";
constexpr std::string_view word = "\\p{L}\\p{M}\\p{N}\\p{S}";
constexpr std::string_view no_word = "\\p{P}\\p{Z}\\p{C}";

struct Block {
  std::string_view name, range;
};
// The blocks of Unicode that texts of shops are made of.
constexpr std::array<Block, 10> blocks{{
    {"BasicLatin", "\\x{0}-\\x{7f}"},
    {"Latin-1Supplement", "\\x{80}-\\x{ff}"},
    {"LatinExtended-A", "\\x{100}-\\x{17f}"},
    {"Greek", "\\x{370}-\\x{3ff}"},
    {"Cyrillic", "\\x{400}-\\x{4ff}"},
    {"CJKSymbolsandPunctuation", "\\x{3000}-\\x{303f}"},
    {"Hiragana", "\\x{3040}-\\x{309f}"},
    {"Katakana", "\\x{30a0}-\\x{30ff}"},
    {"CJKUnifiedIdeographs", "\\x{4e00}-\\x{9fff}"},
    {"HalfwidthandFullwidthForms", "\\x{ff00}-\\x{ffef}"},
}};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Without white space, but for what stands in classes.
std::string without_space(std::string_view pattern) {
  std::string out;
  int depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (depth == 0 && is_space(c))
      continue;
    out += c;
    if (c == '[')
      ++depth;
    if (c == ']' && depth > 0)
      --depth;
    if (c != '\\')
      continue;
    while (depth == 0 && i + 1 < pattern.size() && is_space(pattern[i + 1]))
      ++i;
    if (i + 1 < pattern.size())
      out += pattern[++i];
  }
  return out;
}

class Translator {
public:
  explicit Translator(std::string_view pattern) : pattern_(pattern) {}

  Result<std::string> run() {
    while (at_ < pattern_.size())
      AMENDS_CHECK(step());
    return std::move(out_);
  }

private:
  [[nodiscard]] bool ahead(std::string_view text) const {
    return pattern_.substr(at_).starts_with(text);
  }
  [[nodiscard]] static Error refused(std::string_view part) {
    return {Code::unsupported, "\"" + std::string(part) + "\" is not read in a regular expression",
            ""};
  }

  Result<void> step() {
    const char c = pattern_[at_];
    if (c == '[') {
      AMENDS_TRY_ASSIGN(const std::string made, char_class(0));
      out_ += made;
      return {};
    }
    if (c == '\\') {
      AMENDS_TRY_ASSIGN(const std::string made, escape(false));
      out_ += made;
      return {};
    }
    if (c == ']')
      return Error{Code::parse, "\"]\" ends a class that did not begin", ""};
    if (ahead("(*") || (ahead("(?") && !ahead("(?:")))
      return refused(pattern_.substr(at_, 3));
    out_ += c;
    ++at_;
    return {};
  }

  // An escape; inside a class without the brackets of a class of its own.
  Result<std::string> escape(bool inside) {
    if (at_ + 1 >= pattern_.size())
      return Error{Code::parse, "a backslash stands at the end", ""};
    const char c = pattern_[at_ + 1];
    if (c == 'p' || c == 'P')
      return property(inside);
    at_ += 2;
    const auto set = [&](std::string_view members) {
      return inside ? std::string(members) : "[" + std::string(members) + "]";
    };
    switch (c) {
    case 's': return set(space);
    case 'S': return set(no_space);
    case 'w': return set(word);
    case 'W': return set(no_word);
    case 'd': return std::string("\\p{Nd}");
    case 'D': return std::string("\\P{Nd}");
    case 'n':
    case 'r':
    case 't': return std::string{'\\', c};
    default: break;
    }
    if (c >= '1' && c <= '9' && !inside)
      return "\\g{" + std::string(1, c) + "}";
    if (std::string_view("\\|.?*+(){}-[]^$").find(c) != std::string_view::npos)
      return std::string{'\\', c};
    return refused(pattern_.substr(at_ - 2, 2));
  }

  // \p{L}, \P{Lu}, \p{IsBasicLatin}.
  Result<std::string> property(bool inside) {
    const bool other = pattern_[at_ + 1] == 'P';
    const std::size_t end = pattern_.find('}', at_);
    if (at_ + 2 >= pattern_.size() || pattern_[at_ + 2] != '{' || end == std::string_view::npos)
      return Error{Code::parse, "\\p wants its name in braces, like \\p{L}", ""};
    const std::string_view name = pattern_.substr(at_ + 3, end - at_ - 3);
    const std::string_view whole = pattern_.substr(at_, end + 1 - at_);
    at_ = end + 1;
    if (!name.starts_with("Is"))
      return name.find_first_not_of("LMNPSZCultomdceskfipn") == std::string_view::npos
                 ? Result<std::string>(std::string(whole))
                 : refused(whole);
    for (const Block& block : blocks)
      if (block.name == name.substr(2)) {
        if (!inside)
          return std::string(other ? "[^" : "[") + std::string(block.range) + "]";
        if (!other)
          return std::string(block.range);
      }
    return refused(whole);
  }

  // [a-z], [^a-z], [a-z-[aeiou]]: the last is what the first class has and the second has not.
  Result<std::string> char_class(int depth) {
    if (depth > deepest_class)
      return Error{Code::limit, "classes are nested too deep", ""};
    ++at_;
    std::string members = "[";
    if (ahead("^")) {
      members += '^';
      ++at_;
    }
    const std::size_t first = at_;
    while (at_ < pattern_.size()) {
      if (pattern_[at_] == ']' && at_ != first) {
        ++at_;
        return members + "]";
      }
      if (ahead("-[") && at_ != first) {
        ++at_;
        AMENDS_TRY_ASSIGN(const std::string without, char_class(depth + 1));
        if (!ahead("]"))
          return Error{Code::parse, "a subtracted class has to be the last in its class", ""};
        ++at_;
        return "(?:(?!" + without + ")" + members + "])";
      }
      if (pattern_[at_] == '[' || pattern_[at_] == ']')
        return Error{Code::parse, "\"[\" and \"]\" in a class want a backslash", ""};
      if (pattern_[at_] == '\\') {
        AMENDS_TRY_ASSIGN(const std::string made, escape(true));
        members += made;
      } else {
        members += pattern_[at_++];
      }
    }
    return Error{Code::parse, "a class does not end", ""};
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::string out_;
};

} // namespace

Result<std::string> translate_regex(std::string_view pattern, std::string_view flags) {
  if (flags.find('x') == std::string_view::npos)
    return Translator(pattern).run();
  const std::string packed = without_space(pattern);
  return Translator(packed).run();
}

} // namespace amends::rules
