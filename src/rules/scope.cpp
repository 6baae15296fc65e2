#include "rules/scope.hpp"

#include "amends/ids.hpp"
#include "base/full_width.hpp"

#include <algorithm>

namespace amends {

FactTypes any_facts() {
  return {[](std::string_view) { return std::optional<std::string>("any"); }, {}};
}

} // namespace amends

namespace amends::rules {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t spaces(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && is_space(text[n]))
    ++n;
  return n;
}

// "order.paid" at the start of `text`: words joined by points.
std::size_t dotted_length(std::string_view text) {
  std::size_t at = 0;
  while (true) {
    const std::size_t start = at;
    while (const std::size_t n = name_char(text.substr(at), at == start))
      at += n;
    if (at == start)
      return start == 0 ? 0 : start - 1;
    if (at >= text.size() || text[at] != '.' || text.substr(at).starts_with(".."))
      return at;
    ++at;
  }
}

} // namespace

std::size_t name_char(std::string_view text, bool first) {
  if (text.empty())
    return 0;
  const char c = text.front();
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_')
    return 1;
  if (c >= '0' && c <= '9')
    return first ? 0 : 1;
  const auto byte = static_cast<unsigned char>(c);
  if (byte < 0xC0)
    return 0;
  const std::size_t n = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
  // Spaces and dashes beyond ASCII (U+00A0, U+2000 to U+206F, U+3000, U+FF0C and the like) end
  // names.
  if (text.starts_with("\xC2\xA0") || text.starts_with("\xE2\x80") ||
      text.starts_with("\xE2\x81") || text.starts_with("\xE3\x80\x80") ||
      text.starts_with("\xE3\x80\x81") || text.starts_with("\xEF\xBC\x8C"))
    return 0;
  return n <= text.size() ? n : 0;
}

std::string normal_name(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (!is_space(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  if (!out.empty() && out.back() == ' ')
    out.pop_back();
  return out;
}

std::size_t match_name(std::string_view text, std::string_view name) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == ' ') {
      at += spaces(text.substr(at));
      continue;
    }
    // Around signs inside a name ("a - b") spaces are free.
    if (at < text.size() && is_space(text[at]) && at > 0 &&
        (name_char(name.substr(i), false) == 0 || name_char(name.substr(i - 1), false) == 0))
      at += spaces(text.substr(at));
    if (at >= text.size() || text[at] != name[i])
      return 0;
    ++at;
  }
  const bool ends_in_word = name_char(name.substr(name.size() - 1), false) != 0 ||
                            static_cast<unsigned char>(name.back()) >= 0x80;
  if (ends_in_word && name_char(text.substr(at), false) != 0)
    return 0;
  return at;
}

std::uint32_t Scope::push(std::string name) {
  locals_.push_back(std::move(name));
  return static_cast<std::uint32_t>(locals_.size() - 1);
}

void Scope::pop(std::size_t count) { locals_.resize(locals_.size() - count); }

NameMatch Scope::match(std::string_view text) {
  NameMatch best;
  for (std::size_t i = locals_.size(); i-- > 0;) {
    if (locals_[i].empty())
      continue;
    const std::size_t length = match_name(text, locals_[i]);
    if (length > best.length) {
      best.length = length;
      best.node = Node{};
      best.node.op = Op::local;
      best.node.index = static_cast<std::uint32_t>(i);
    }
  }
  NameMatch outer = match_outer(text);
  return outer.length > best.length ? std::move(outer) : std::move(best);
}

std::size_t Scope::match_member(std::string_view) const { return 0; }

NameMatch Scope::match_outer(std::string_view) { return {}; }

std::size_t Scope::identifier(std::string_view text) const {
  std::size_t at = 0;
  while (const std::size_t n = name_char(text.substr(at), at == 0))
    at += n;
  return at;
}

std::size_t FactScope::identifier(std::string_view text) const { return dotted_length(text); }

Result<Node> Scope::unknown(std::string_view name) {
  Node node;
  node.op = Op::unknown;
  node.text = std::string(name);
  return node;
}

void FactScope::declare(std::string name, std::string type) {
  declared_.emplace_back(std::move(name), std::move(type));
}

std::optional<std::string> FactScope::type(std::string_view name) const {
  for (const auto& [known, type] : declared_)
    if (known == name)
      return type;
  return facts_.type ? facts_.type(name) : std::nullopt;
}

Result<std::uint32_t> FactScope::slot(std::string_view name) {
  const auto seen = std::find(slots_.begin(), slots_.end(), name);
  if (seen != slots_.end())
    return static_cast<std::uint32_t>(seen - slots_.begin());
  const auto known = type(name);
  if (!known) {
    std::vector<std::string_view> names = facts_.names;
    for (const auto& declared : declared_)
      names.push_back(declared.first);
    std::string message = "no fact is called \"" + std::string(name) + "\"";
    if (const std::string sign = half_width_hint(name); !sign.empty())
      return Error{Code::not_found, message + "; " + sign, ""};
    const auto near = nearest_names(name, names, 3);
    for (std::size_t i = 0; i < near.size(); ++i)
      message += (i == 0 ? "; nearest: " : ", ") + std::string(near[i]);
    if (near.empty())
      message += "; facts of your own are declared under \"facts\", with their type";
    return Error{Code::not_found, message, ""};
  }
  slots_.emplace_back(name);
  types_.push_back(*known);
  return static_cast<std::uint32_t>(slots_.size() - 1);
}

NameMatch FactScope::match_outer(std::string_view text) {
  // The longest run of words that is a fact; what is left over is a path into it.
  std::size_t length = dotted_length(text);
  while (length > 0) {
    const std::string_view name = text.substr(0, length);
    if (name != "true" && name != "false" && name != "null" && type(name)) {
      const auto index = slot(name);
      if (!index)
        return {};
      NameMatch match;
      match.length = length;
      match.node.op = Op::slot;
      match.node.index = *index;
      return match;
    }
    const std::size_t point = name.rfind('.');
    length = point == std::string_view::npos ? 0 : point;
  }
  return {};
}

Result<Node> FactScope::unknown(std::string_view name) {
  AMENDS_TRY_ASSIGN(const std::uint32_t index, slot(name));
  Node node;
  node.op = Op::slot;
  node.index = index;
  return node;
}

} // namespace amends::rules
