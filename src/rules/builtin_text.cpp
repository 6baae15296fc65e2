// Functions on texts. Positions and lengths count characters (code points), not bytes.
#include "rules/builtin_help.hpp"
#include "rules/temporal.hpp"

#include <algorithm>

namespace amends::rules {
namespace {

// Byte offsets of every character's start, and the end.
std::vector<std::size_t> starts_of(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U)
      starts.push_back(i);
  starts.push_back(text.size());
  return starts;
}

// Both text arguments, or null.
template <class Answer>
Datum with_two(Arguments a, Env& env, std::string_view name, const Answer& answer) {
  const auto* x = take<std::string>(a, 0, env, name);
  const auto* y = take<std::string>(a, 1, env, name);
  return x != nullptr && y != nullptr ? Datum(answer(*x, *y)) : Datum();
}

Datum length(Arguments a, Env& env) {
  const auto* text = take<std::string>(a, 0, env, "string length");
  if (text == nullptr)
    return {};
  return Decimal(static_cast<std::int64_t>(starts_of(*text).size()) - 1);
}

Datum substring(Arguments a, Env& env) {
  const auto* text = take<std::string>(a, 0, env, "substring");
  const auto start = take_whole(a, 1, env, "substring");
  if (text == nullptr || !start)
    return {};
  const auto starts = starts_of(*text);
  const auto size = static_cast<std::int64_t>(starts.size()) - 1;
  if (*start == 0 || *start > size || *start < -size)
    return env.complain("substring(): there is no position " + std::to_string(*start));
  const std::int64_t first = *start > 0 ? *start - 1 : size + *start;
  std::int64_t last = size;
  if (a.size() > 2 && !a[2].is_null()) {
    const auto wanted = take_whole(a, 2, env, "substring");
    if (!wanted || *wanted < 1)
      return env.complain("substring() takes a length of at least 1");
    last = *wanted > size - first ? size : first + *wanted;
  }
  const std::size_t from = starts[static_cast<std::size_t>(first)];
  return text->substr(from, starts[static_cast<std::size_t>(last)] - from);
}

// Letters of ASCII, Latin-1, Greek and Cyrillic; other scripts have no case or stay as they are.
std::uint32_t other_case(std::uint32_t c, bool upper) {
  const auto in = [c](std::uint32_t low, std::uint32_t high) { return c >= low && c <= high; };
  if (upper) {
    if (in('a', 'z') || (in(0xE0, 0xFE) && c != 0xF7) || in(0x3B1, 0x3C9))
      return c == 0x3C2 ? 0x3A3 : c - 32;
    if (in(0x430, 0x44F))
      return c - 32;
    if (in(0x450, 0x45F))
      return c - 80;
    if (in(0x100, 0x17F) && c != 0x131 && c != 0x138 && c != 0x149 && c != 0x17F) {
      const bool odd_lower = in(0x100, 0x137) || in(0x14A, 0x177);
      return odd_lower == ((c & 1U) == 1U) ? c - 1 : c;
    }
    return c;
  }
  if (in('A', 'Z') || (in(0xC0, 0xDE) && c != 0xD7) || (in(0x391, 0x3A9) && c != 0x3A2) ||
      in(0x410, 0x42F))
    return c + 32;
  if (in(0x400, 0x40F))
    return c + 80;
  if (in(0x100, 0x17F) && c != 0x130 && c != 0x138 && c != 0x149 && c != 0x178 && c != 0x17F) {
    const bool even_upper = in(0x100, 0x137) || in(0x14A, 0x177);
    return even_upper == ((c & 1U) == 0U) ? c + 1 : c;
  }
  return c;
}

std::string change_case(std::string_view text, bool upper) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead >= 0xC0 && lead < 0xE0 && i + 1 < text.size()) {
      std::uint32_t c = (lead & 0x1FU) << 6U | (static_cast<unsigned char>(text[i + 1]) & 0x3FU);
      c = other_case(c, upper);
      out += static_cast<char>(0xC0U | c >> 6U);
      out += static_cast<char>(0x80U | (c & 0x3FU));
      i += 2;
    } else {
      out += lead < 0x80 ? static_cast<char>(other_case(lead, upper)) : text[i];
      ++i;
    }
  }
  return out;
}

Datum upper_case(Arguments a, Env& env) {
  const auto* text = take<std::string>(a, 0, env, "upper case");
  return text != nullptr ? Datum(change_case(*text, true)) : Datum();
}
Datum lower_case(Arguments a, Env& env) {
  const auto* text = take<std::string>(a, 0, env, "lower case");
  return text != nullptr ? Datum(change_case(*text, false)) : Datum();
}

Datum substring_before(Arguments a, Env& env) {
  return with_two(a, env, "substring before", [](const std::string& x, const std::string& y) {
    const std::size_t at = x.find(y);
    return at == std::string::npos ? std::string() : x.substr(0, at);
  });
}
Datum substring_after(Arguments a, Env& env) {
  return with_two(a, env, "substring after", [](const std::string& x, const std::string& y) {
    const std::size_t at = x.find(y);
    return at == std::string::npos ? std::string() : x.substr(at + y.size());
  });
}
Datum contains_text(Arguments a, Env& env) {
  return with_two(a, env, "contains", [](const std::string& x, const std::string& y) {
    return x.find(y) != std::string::npos;
  });
}
Datum starts_with(Arguments a, Env& env) {
  return with_two(a, env, "starts with",
                  [](const std::string& x, const std::string& y) { return x.starts_with(y); });
}
Datum ends_with(Arguments a, Env& env) {
  return with_two(a, env, "ends with",
                  [](const std::string& x, const std::string& y) { return x.ends_with(y); });
}

Datum string(Arguments a, Env&) { return a[0].is_null() ? Datum() : Datum(print(a[0])); }

Datum string_join(Arguments a, Env& env) {
  if (a[0].is_null())
    return {};
  std::string between;
  if (a.size() > 1 && !a[1].is_null()) {
    const auto* text = take<std::string>(a, 1, env, "string join");
    if (text == nullptr)
      return {};
    between = *text;
  }
  const DatumList items = a[0].list() != nullptr ? *a[0].list() : DatumList{a[0]};
  std::string out;
  bool first = true;
  for (const Datum& item : items) {
    if (item.is_null())
      continue;
    const auto* text = item.get<std::string>();
    if (text == nullptr)
      return env.complain("string join() takes a list of texts");
    if (!env.step((out.size() + text->size()) / 256))
      return {};
    if (!first)
      out += between;
    out += *text;
    first = false;
  }
  return out;
}

constexpr Builtin table[] = {
    {"string length", "string", 1, 1, length},
    {"substring", "string, start position, length", 2, 3, substring},
    {"upper case", "string", 1, 1, upper_case},
    {"lower case", "string", 1, 1, lower_case},
    {"substring before", "string, match", 2, 2, substring_before},
    {"substring after", "string, match", 2, 2, substring_after},
    {"contains", "string, match", 2, 2, contains_text},
    {"starts with", "string, match", 2, 2, starts_with},
    {"ends with", "string, match", 2, 2, ends_with},
    {"string", "from", 1, 1, string},
    {"string join", "list, delimiter", 1, 2, string_join},
};

} // namespace

std::span<const Builtin> text_builtins() { return table; }

} // namespace amends::rules
