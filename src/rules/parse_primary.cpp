// Brackets, names and calls.
#include "rules/builtins.hpp"
#include "rules/parser.hpp"

#include <algorithm>

namespace amends::rules {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// FEEL's now() and today() ask a clock, and there is none here.
Result<void> no_clock(std::string_view text, std::size_t length) {
  const std::string_view name = text.substr(0, length);
  const std::size_t after = text.find_first_not_of(" \t\r\n", length);
  if ((name != "now" && name != "today") || after == std::string_view::npos || text[after] != '(')
    return {};
  return Error{Code::unsupported,
               std::string(name) + "() is not there: rules read no clock, so that the same facts "
                                   "always give the same answer; hand the time in as an input",
               ""};
}

} // namespace

Result<Node> Parser::primary() {
  skip_space();
  if (at_ >= text_.size())
    return expected("a value");
  const char c = text_[at_];
  if (digit(c) || (c == '.' && at_ + 1 < text_.size() && digit(text_[at_ + 1])))
    return number();
  if (c == '"') {
    AMENDS_TRY_ASSIGN(std::string text, string_body());
    return constant_node(std::move(text));
  }
  if (c == '@')
    return temporal();
  if (c == '(')
    return round_bracket();
  if (c == '[' || c == ']')
    return square_bracket();
  if (c == '{')
    return context();
  return name();
}

Result<Node> Parser::range_rest(Node low, bool low_included) {
  Node range;
  range.op = Op::range;
  range.low_included = low_included;
  AMENDS_TRY_ASSIGN(Node high, expression());
  if (take("]"))
    range.high_included = true;
  else if (!take(")") && !take("["))
    return expected("\"]\", \")\" or \"[\" to end the interval");
  range.kids = {std::move(low), std::move(high)};
  return fold(std::move(range));
}

// "(< 5)", "(>= 2)": a range with one end.
Result<Node> Parser::unary_range() {
  Node range;
  range.op = Op::range;
  const bool less = ahead("<");
  const bool equals = ahead("=");
  const bool included = equals || ahead("<=") || ahead(">=");
  at_ += equals || !included ? 1 : 2;
  AMENDS_TRY_ASSIGN(Node end, sum());
  AMENDS_CHECK(need(")"));
  range.low_included = included && (!less || equals);
  range.high_included = included && (less || equals);
  if (equals)
    range.kids = {end, end};
  else if (less)
    range.kids = {constant_node({}), std::move(end)};
  else
    range.kids = {std::move(end), constant_node({})};
  return fold(std::move(range));
}

Result<Node> Parser::round_bracket() {
  AMENDS_CHECK(need("("));
  if (ahead("<") || ahead(">") || ahead("="))
    return unary_range();
  AMENDS_TRY_ASSIGN(Node inner, expression());
  if (take(".."))
    return range_rest(std::move(inner), false);
  AMENDS_CHECK(need(")"));
  return inner;
}

Result<Node> Parser::square_bracket() {
  const bool opens = take("[");
  if (!opens)
    AMENDS_CHECK(need("]"));
  Node list;
  list.op = Op::list;
  if (opens && take("]"))
    return fold(std::move(list));
  while (true) {
    AMENDS_TRY_ASSIGN(Node item, expression());
    if (list.kids.empty() && take(".."))
      return range_rest(std::move(item), opens);
    if (!opens)
      return expected("\"..\"");
    list.kids.push_back(std::move(item));
    if (!take(","))
      break;
  }
  AMENDS_CHECK(need("]"));
  return fold(std::move(list));
}

Result<std::string> Parser::context_key() {
  skip_space();
  if (ahead("\""))
    return string_body();
  const std::size_t stop = rest().find(':');
  const std::string key = normal_name(rest().substr(0, std::min(stop, rest().size())));
  if (stop == std::string_view::npos || key.empty() || name_char(key, true) == 0)
    return expected("a key and \":\"");
  at_ += stop;
  return key;
}

Result<Node> Parser::context() {
  AMENDS_CHECK(need("{"));
  Node node;
  node.op = Op::context;
  node.index = static_cast<std::uint32_t>(scope_.depth());
  while (!take("}")) {
    if (!node.names.empty())
      AMENDS_CHECK(need(","));
    AMENDS_TRY_ASSIGN(std::string key, context_key());
    if (std::find(node.names.begin(), node.names.end(), key) != node.names.end())
      return Error{Code::parse, "the key \"" + key + "\" stands twice in a context", ""};
    AMENDS_CHECK(need(":"));
    AMENDS_TRY_ASSIGN(Node value, expression());
    node.kids.push_back(std::move(value));
    scope_.push(key);
    node.names.push_back(std::move(key));
  }
  scope_.pop(node.names.size());
  return node;
}

// Inside filters a name may be a member of the item: that comes first.
Result<Node> Parser::item_or(std::string_view name, Node otherwise) {
  for (const std::uint32_t item : items_) {
    Node node;
    node.op = Op::item_name;
    node.text = normal_name(name);
    node.index = item;
    node.kids.push_back(std::move(otherwise));
    otherwise = std::move(node);
  }
  return otherwise;
}

Result<Node> Parser::name() {
  const std::string_view text = rest();
  NameMatch known = scope_.match(text);
  const BuiltinMatch function = match_builtin(text);
  const auto keyword = [&](std::string_view word) {
    return known.length <= word.size() && take_word(word);
  };
  if (keyword("if"))
    return if_form();
  if (keyword("for"))
    return for_form();
  if (keyword("some"))
    return quantified_form(Op::some);
  if (keyword("every"))
    return quantified_form(Op::every);
  if (known.length <= 8 && word_ahead("function") && text.find('(') != std::string_view::npos) {
    AMENDS_CHECK(need_word("function"));
    return function_form();
  }
  if (keyword("true"))
    return constant_node(true);
  if (keyword("false"))
    return constant_node(false);
  if (keyword("null"))
    return constant_node({});

  // In a pack a fact is nothing to call; in a model a function of its own hides one of FEEL.
  if (function.length > known.length ||
      (function.length == known.length && function.length > 0 && scope_.pack_literals())) {
    const std::size_t after = text.find_first_not_of(" \t\r\n", function.length);
    if (after != std::string_view::npos && text[after] == '(') {
      at_ += function.length;
      return builtin_call(function.index);
    }
  }
  const std::size_t member = items_.empty() ? 0 : scope_.match_member(text);
  if (member > 0 && member >= known.length) {
    at_ += member;
    Node otherwise;
    otherwise.op = Op::unknown;
    otherwise.text = normal_name(text.substr(0, member));
    return item_or(text.substr(0, member),
                   member == known.length ? std::move(known.node) : std::move(otherwise));
  }
  if (known.length > 0) {
    at_ += known.length;
    if (text.front() == '?')
      ++input_uses_;
    if (items_.empty() || known.node.op == Op::local)
      return std::move(known.node);
    return item_or(text.substr(0, known.length), std::move(known.node));
  }
  if (function.length > 0) { // a function as a value
    at_ += function.length;
    auto value = std::make_shared<Function>();
    value->builtin = function.index;
    return constant_node(Datum::FunctionPtr(std::move(value)));
  }
  const std::size_t length = scope_.identifier(text);
  if (length == 0)
    return expected("a value");
  AMENDS_CHECK(no_clock(text, length));
  if (!items_.empty()) {
    std::size_t word = 0;
    while (const std::size_t n = name_char(text.substr(word), word == 0))
      word += n;
    at_ += word;
    Node otherwise;
    otherwise.op = Op::unknown;
    otherwise.text = std::string(text.substr(0, word));
    return item_or(text.substr(0, word), std::move(otherwise));
  }
  auto node = scope_.unknown(text.substr(0, length));
  at_ += length;
  return node;
}

// The arguments of a call, by place or all by name.
Result<void> Parser::arguments(Node& call) {
  AMENDS_CHECK(need("("));
  bool first = true;
  while (!take(")")) {
    if (!first)
      AMENDS_CHECK(need(","));
    first = false;
    skip_space();
    std::size_t stop = 0;
    while (stop < rest().size()) {
      const std::size_t n = name_char(rest().substr(stop), stop == 0);
      if (n == 0 &&
          (stop == 0 || std::string_view(" '-/+*").find(rest()[stop]) == std::string_view::npos))
        break;
      stop += std::max<std::size_t>(n, 1);
    }
    const bool named = stop > 0 && stop < rest().size() && rest()[stop] == ':';
    if (named) {
      call.names.push_back(normal_name(rest().substr(0, stop)));
      at_ += stop + 1;
    }
    AMENDS_TRY_ASSIGN(Node argument, expression());
    call.kids.push_back(std::move(argument));
  }
  const std::size_t given = call.kids.size() - (call.op == Op::invoke ? 1 : 0);
  if (!call.names.empty() && call.names.size() != given)
    return Error{Code::parse, "a call gives its arguments either all by place or all by name", ""};
  return {};
}

Result<Node> Parser::builtin_call(std::uint32_t index) {
  Node call;
  call.op = Op::call;
  call.index = index;
  AMENDS_CHECK(arguments(call));
  const Builtin& function = builtin(index);
  if (!call.names.empty()) {
    const auto places = places_of(function, call.names);
    if (!places)
      return Error{Code::parse,
                   std::string(function.name) +
                       "() has no parameter by one of these "
                       "names; it takes (" +
                       std::string(function.parameters) + ")",
                   ""};
    std::vector<Node> ordered(1 + *std::max_element(places->begin(), places->end()),
                              constant_node({}));
    for (std::size_t i = 0; i < places->size(); ++i)
      ordered[(*places)[i]] = std::move(call.kids[i]);
    call.kids = std::move(ordered);
    call.names.clear();
  }
  if (scope_.pack_literals() &&
      (call.kids.size() < function.least || call.kids.size() > function.most))
    return Error{Code::parse,
                 std::string(function.name) + "() takes (" + std::string(function.parameters) +
                     "), not " + std::to_string(call.kids.size()) + " arguments",
                 ""};
  return fold(std::move(call));
}

Result<Node> Parser::invocation(Node callee) {
  Node call;
  call.op = Op::invoke;
  call.kids.push_back(std::move(callee));
  AMENDS_CHECK(arguments(call));
  return call;
}

Result<Node> Parser::filter(Node list) {
  AMENDS_CHECK(need("["));
  Node node;
  node.op = Op::filter;
  node.index = scope_.push("item");
  items_.push_back(node.index);
  AMENDS_TRY_ASSIGN(Node condition, expression());
  items_.pop_back();
  scope_.pop(1);
  AMENDS_CHECK(need("]"));
  node.kids = {std::move(list), std::move(condition)};
  return node;
}

} // namespace amends::rules
