#include "rules/pack_cells.hpp"

#include "base/full_width.hpp"
#include "rules/parser.hpp"

namespace amends::rules {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n'))
    text.remove_suffix(1);
  return text;
}

// "not(...)": what stands inside; the text itself otherwise.
std::string_view inside_not(std::string_view text, bool& negated) {
  negated = text.starts_with("not(") && text.ends_with(')');
  return negated ? trimmed(text.substr(4, text.size() - 5)) : text;
}

bool is_word(std::string_view word) {
  if (word.empty() || word == "true" || word == "false" || word == "null" ||
      name_char(word, true) == 0)
    return false;
  std::size_t at = 0;
  while (at < word.size()) {
    const std::size_t n = name_char(word.substr(at), false);
    if (n == 0 && std::string_view(".-:/ ").find(word[at]) == std::string_view::npos)
      return false;
    at += n == 0 ? 1 : n;
  }
  return true;
}

template <class Visit> bool each_word(std::string_view list, const Visit& visit) {
  while (true) {
    const std::size_t comma = list.find(',');
    if (!visit(trimmed(list.substr(0, comma))))
      return false;
    if (comma == std::string_view::npos)
      return true;
    list.remove_prefix(comma + 1);
  }
}

Node value_test(Datum value, std::uint32_t input) {
  Node test;
  test.op = Op::test_value;
  test.index = input;
  test.kids.push_back(constant_node(std::move(value)));
  return test;
}

Result<Node> word_test(std::string_view text, std::uint32_t input) {
  Node any;
  any.index = input;
  text = trimmed(text);
  if (text.empty() || text == "-") {
    any.op = Op::test_any;
    return any;
  }
  bool negated = false;
  const std::string_view list = inside_not(text, negated);
  any.op = Op::test_or;
  std::string wrong;
  each_word(list, [&](std::string_view word) {
    if (word == "null") {
      any.kids.push_back(value_test({}, input));
      return true;
    }
    if (word.size() >= 2 && word.front() == '"' && word.back() == '"')
      word = word.substr(1, word.size() - 2);
    else if (!is_word(word))
      wrong = word;
    any.kids.push_back(value_test(std::string(word), input));
    return wrong.empty();
  });
  if (!wrong.empty() || any.kids.empty())
    return Error{Code::parse,
                 "\"" + std::string(text) +
                     "\" is no list of words: write words "
                     "joined by commas, not(words), or - for anything" +
                     (half_width_hint(text).empty() ? "" : "; " + half_width_hint(text)),
                 ""};
  Node test = any.kids.size() == 1 ? Node(any.kids.front()) : std::move(any);
  if (!negated)
    return test;
  Node none;
  none.op = Op::test_not;
  none.index = input;
  none.kids.push_back(std::move(test));
  return none;
}

} // namespace

bool is_word_type(std::string_view type) { return type == "word" || type == "string"; }

bool looks_like_words(std::string_view text) {
  bool negated = false;
  text = inside_not(trimmed(text), negated);
  return each_word(text, [](std::string_view word) { return is_word(word); });
}

Result<std::string> cell_text(const Json& cell) {
  switch (cell.kind) {
  case Json::Kind::text:
  case Json::Kind::number: return cell.text;
  case Json::Kind::boolean: return std::string(cell.flag ? "true" : "false");
  case Json::Kind::null: return std::string("-");
  default:
    return Error{
        Code::parse,
        "a cell is a text, a number, true or false, not " + std::string(kind_words(cell.kind)), ""};
  }
}

Result<Node> read_test(const Json& cell, bool words, std::string_view type, FactScope& scope,
                       std::uint32_t input) {
  AMENDS_TRY_ASSIGN(const std::string text, cell_text(cell));
  if (words)
    return word_test(text, input);
  auto test = parse_tests(text, scope, input);
  if (!test && test.error().code == Code::not_found && looks_like_words(text)) {
    Error error = std::move(test).error();
    error.message += "; the column's type is " + std::string(type) +
                     ": only word columns take bare words, elsewhere texts stand in quotes";
    return error;
  }
  return test;
}

Result<Node> read_output(const Json& cell, bool words, FactScope& scope) {
  AMENDS_TRY_ASSIGN(const std::string text, cell_text(cell));
  std::string_view bare = trimmed(text);
  if (bare.empty() || bare == "-")
    return constant_node({});
  if (!words)
    return parse_expression(text, scope);
  if (bare.size() >= 2 && bare.front() == '"' && bare.back() == '"')
    bare = bare.substr(1, bare.size() - 2);
  return constant_node(std::string(bare));
}

} // namespace amends::rules
