// matches, replace, split: the functions that take a regular expression.
#include "rules/builtin_help.hpp"
#include "rules/regex.hpp"

namespace amends::rules {
namespace {

using Match = std::vector<RegexSpan>;

std::nullopt_t complain_of(const Error& error, std::string_view function, Env& env) {
  env.complain(std::string(function) + "(): " + error.message);
  return std::nullopt;
}

// The pattern of argument 2, with the flags of argument `flags` (0: it has none).
std::optional<Regex> take_regex(Arguments a, std::size_t flags, Env& env,
                                std::string_view function) {
  const auto* pattern = take<std::string>(a, 1, env, function);
  if (pattern == nullptr)
    return std::nullopt;
  std::string_view letters;
  if (flags != 0 && flags < a.size() && !a[flags].is_null()) {
    const auto* given = take<std::string>(a, flags, env, function);
    if (given == nullptr)
      return std::nullopt;
    letters = *given;
  }
  auto regex = Regex::compile(*pattern, letters);
  if (!regex)
    return complain_of(regex.error(), function, env);
  return std::move(*regex);
}

// The matches from left to right; no value where the work is too much.
std::optional<std::vector<Match>> all_matches(const Regex& regex, std::string_view text, Env& env,
                                              std::string_view function) {
  const auto nothing = regex.find("");
  if (!nothing)
    return complain_of(nothing.error(), function, env);
  if (*nothing) {
    env.complain(std::string(function) + "() wants a pattern that the empty text does not match");
    return std::nullopt;
  }
  std::vector<Match> out;
  for (std::size_t from = 0;;) {
    auto found = regex.find(text, from);
    if (!found)
      return complain_of(found.error(), function, env);
    if (!*found)
      return out;
    const RegexSpan whole = (**found)[0];
    if (whole.end == whole.begin || !env.step(1 + text.size() / 256)) {
      env.complain(std::string(function) + "() wants a pattern that takes at least a character");
      return std::nullopt;
    }
    from = whole.end;
    out.push_back(std::move(**found));
  }
}

Datum matches(Arguments a, Env& env) {
  const auto* text = take<std::string>(a, 0, env, "matches");
  const auto regex = take_regex(a, 2, env, "matches");
  if (text == nullptr || !regex || !env.step(1 + text->size() / 256))
    return {};
  const auto found = regex->find(*text);
  if (!found) {
    complain_of(found.error(), "matches", env);
    return {};
  }
  return found->has_value();
}

Datum split(Arguments a, Env& env) {
  const auto* text = take<std::string>(a, 0, env, "split");
  const auto regex = take_regex(a, 0, env, "split");
  if (text == nullptr || !regex)
    return {};
  const auto found = all_matches(*regex, *text, env, "split");
  if (!found)
    return {};
  DatumList parts;
  std::size_t from = 0;
  for (const Match& match : *found) {
    parts.emplace_back(text->substr(from, match[0].begin - from));
    from = match[0].end;
  }
  parts.emplace_back(text->substr(from));
  return make_list(std::move(parts));
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// What stands for one match: $N is its group N (as many digits as there are groups), \$ and \\ are
// themselves. No value where the text is none of this.
std::optional<std::string> expand(std::string_view by, const Match& match, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < by.size(); ++i) {
    if (by[i] == '\\') {
      if (++i >= by.size() || (by[i] != '\\' && by[i] != '$'))
        return std::nullopt;
      out += by[i];
      continue;
    }
    if (by[i] != '$') {
      out += by[i];
      continue;
    }
    if (i + 1 >= by.size() || !digit(by[i + 1]))
      return std::nullopt;
    auto group = static_cast<std::size_t>(by[++i] - '0');
    while (i + 1 < by.size() && digit(by[i + 1])) {
      const std::size_t longer = group * 10 + static_cast<std::size_t>(by[i + 1] - '0');
      if (longer >= match.size())
        break;
      group = longer;
      ++i;
    }
    if (group < match.size() && match[group].begin != std::string_view::npos)
      out += text.substr(match[group].begin, match[group].end - match[group].begin);
  }
  return out;
}

Datum replace(Arguments a, Env& env) {
  const auto* text = take<std::string>(a, 0, env, "replace");
  const auto* by = take<std::string>(a, 2, env, "replace");
  const auto regex = take_regex(a, 3, env, "replace");
  if (text == nullptr || by == nullptr || !regex)
    return {};
  const auto found = all_matches(*regex, *text, env, "replace");
  if (!found)
    return {};
  std::string out;
  std::size_t from = 0;
  for (const Match& match : *found) {
    const auto made = expand(*by, match, *text);
    if (!made)
      return env.complain("replace(): in the replacement $ wants a digit behind it, and a "
                          "backslash $ or another backslash");
    if (!env.step(made->size() / 64))
      return {};
    out += text->substr(from, match[0].begin - from) + *made;
    from = match[0].end;
  }
  return out + text->substr(from);
}

constexpr Builtin table[] = {
    {"split", "string, delimiter", 2, 2, split},
    {"replace", "input, pattern, replacement, flags", 3, 4, replace},
    {"matches", "input, pattern, flags", 2, 3, matches},
};

} // namespace

std::span<const Builtin> regex_builtins() { return table; }

} // namespace amends::rules
