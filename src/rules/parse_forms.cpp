// The forms of an expression that begin with a word, and the tests of cells.
#include "rules/parser.hpp"

#include <algorithm>
#include <array>

namespace amends::rules {
namespace {

bool mentions(const Node& node, std::uint32_t local) {
  if (node.op == Op::local && node.index == local)
    return true;
  return std::any_of(node.kids.begin(), node.kids.end(),
                     [local](const Node& kid) { return mentions(kid, local); });
}

} // namespace

Result<Node> Parser::if_form() {
  Node node;
  node.op = Op::if_;
  AMENDS_TRY_ASSIGN(Node condition, expression());
  AMENDS_CHECK(need_word("then"));
  AMENDS_TRY_ASSIGN(Node yes, expression());
  AMENDS_CHECK(need_word("else"));
  AMENDS_TRY_ASSIGN(Node no, expression());
  node.kids = {std::move(condition), std::move(yes), std::move(no)};
  return fold(std::move(node));
}

// "i in list", "i in 1..3": adds the domain to `form` and the variable to the scope.
Result<Node> Parser::iterator(Node& form) {
  skip_space();
  std::size_t length = 0;
  // The variable's name ends before the word `in`.
  const std::string_view ahead_text = rest();
  for (std::size_t i = 0; i + 2 < ahead_text.size(); ++i)
    if ((ahead_text[i] == ' ' || ahead_text[i] == '\n' || ahead_text[i] == '\t') &&
        ahead_text.substr(i + 1).starts_with("in") &&
        name_char(ahead_text.substr(i + 3), false) == 0) {
      length = i;
      break;
    }
  if (length == 0 || name_char(ahead_text, true) == 0)
    return expected("a variable's name and \"in\"");
  const std::string variable = normal_name(ahead_text.substr(0, length));
  at_ += length;
  AMENDS_CHECK(need_word("in"));
  AMENDS_TRY_ASSIGN(Node domain, expression());
  if (!ahead("...") && take("..")) {
    Node range;
    range.op = Op::range;
    range.low_included = range.high_included = true;
    AMENDS_TRY_ASSIGN(Node high, expression());
    range.kids = {std::move(domain), std::move(high)};
    range.text = "iteration";
    domain = std::move(range);
  }
  const std::uint32_t local = scope_.push(variable);
  if (form.names.empty())
    form.index = local;
  form.names.push_back(variable);
  form.kids.push_back(std::move(domain));
  return Node{};
}

Result<Node> Parser::for_form() {
  Node node;
  node.op = Op::for_;
  do {
    AMENDS_CHECK(iterator(node));
  } while (take(","));
  AMENDS_CHECK(need_word("return"));
  const std::uint32_t partial = scope_.push("partial");
  AMENDS_TRY_ASSIGN(Node body, expression());
  node.uses_input = mentions(body, partial);
  scope_.pop(node.names.size() + 1);
  node.kids.push_back(std::move(body));
  return node;
}

Result<Node> Parser::quantified_form(Op op) {
  Node node;
  node.op = op;
  do {
    AMENDS_CHECK(iterator(node));
  } while (take(","));
  AMENDS_CHECK(need_word("satisfies"));
  AMENDS_TRY_ASSIGN(Node body, expression());
  scope_.pop(node.names.size());
  node.kids.push_back(std::move(body));
  return node;
}

Result<Node> Parser::function_form() {
  Node node;
  node.op = Op::function;
  node.index = static_cast<std::uint32_t>(scope_.depth());
  AMENDS_CHECK(need("("));
  while (!take(")")) {
    if (!node.names.empty())
      AMENDS_CHECK(need(","));
    skip_space();
    const std::size_t stop = rest().find_first_of(":,)");
    if (stop == std::string_view::npos)
      return expected("\")\"");
    const std::string parameter = normal_name(rest().substr(0, stop));
    if (parameter.empty() || name_char(parameter, true) == 0)
      return expected("a parameter's name");
    at_ += stop;
    node.names.push_back(parameter);
    if (take(":")) // its type: read over
      AMENDS_CHECK(instance_form(Node{}));
  }
  if (word_ahead("external"))
    return Error{Code::unsupported, "external functions are not run", ""};
  for (const std::string& parameter : node.names)
    scope_.push(parameter);
  std::vector<std::uint32_t> items;
  items.swap(items_);
  AMENDS_TRY_ASSIGN(Node body, expression());
  items.swap(items_);
  scope_.pop(node.names.size());
  node.kids.push_back(std::move(body));
  return node;
}

// A type: words, then <...> and -> where they follow.
Result<Node> Parser::instance_form(Node value) {
  static constexpr std::array<std::string_view, 4> long_types{
      "date and time", "days and time duration", "day and time duration",
      "years and months duration"};
  skip_space();
  std::size_t length = 0;
  for (const std::string_view type : long_types)
    length = std::max(length, match_name(rest(), type));
  if (length == 0)
    length = std::max(match_name(rest(), "year and month duration"), scope_.match_member(rest()));
  while (true) {
    const std::size_t before = length;
    while (const std::size_t n = name_char(rest().substr(length), length == 0))
      length += n;
    if (length > 0 && rest().substr(length).starts_with(".") &&
        name_char(rest().substr(length + 1), true) != 0)
      ++length;
    if (length == before)
      break;
  }
  if (length == 0)
    return expected("a type");
  Node node;
  node.op = Op::instance_of;
  node.text = normal_name(rest().substr(0, length));
  at_ += length;
  if (take("<")) {
    node.text += "<";
    int open = 1;
    while (open > 0) {
      if (at_ >= text_.size())
        return expected("\">\"");
      const char c = text_[at_++];
      if (c == '<')
        ++open;
      if (c == '>' && text_[at_ - 2] != '-')
        --open;
      node.text += c;
    }
  }
  if (take("->")) {
    AMENDS_TRY_ASSIGN(Node result, instance_form(Node{}));
    node.text += "->" + result.text;
  }
  node.kids.push_back(std::move(value));
  return node;
}

Result<Node> Parser::in_form(Node value) {
  Node node;
  node.op = Op::in;
  node.index = scope_.push("?");
  node.kids.push_back(std::move(value));
  // "(" opens a list of tests, unless it is the bracket of one range or expression.
  const std::size_t start = at_;
  const std::size_t uses = input_uses_;
  const std::size_t filters = items_.size();
  bool listed = false;
  if (take("(")) {
    std::vector<Node> several;
    bool fine = true;
    do {
      auto one = one_test(node.index);
      fine = one.has_value();
      if (fine)
        several.push_back(std::move(*one));
    } while (fine && take(","));
    listed = fine && take(")");
    if (listed)
      for (Node& one : several)
        node.kids.push_back(std::move(one));
  }
  if (!listed) {
    at_ = start;
    scope_.pop(scope_.depth() - node.index - 1); // what a failed reading left behind
    items_.resize(filters);
    AMENDS_TRY_ASSIGN(Node one, one_test(node.index));
    node.kids.push_back(std::move(one));
  }
  input_uses_ = uses; // the `?` of these tests is theirs, not that of a cell around them
  scope_.pop(1);
  return node;
}

Result<Node> Parser::one_test(std::uint32_t input) {
  struct Sign {
    std::string_view text;
    Compare compare;
  };
  static constexpr std::array<Sign, 6> signs{{{"<=", Compare::less_equal},
                                              {">=", Compare::greater_equal},
                                              {"!=", Compare::not_equal},
                                              {"<", Compare::less},
                                              {">", Compare::greater},
                                              {"=", Compare::equal}}};
  Node node;
  node.index = input;
  for (const Sign& sign : signs)
    if (take(sign.text)) {
      node.op = Op::test_compare;
      node.compare = sign.compare;
      AMENDS_TRY_ASSIGN(Node operand, sum());
      node.kids.push_back(std::move(operand));
      return node;
    }
  const std::size_t uses = input_uses_;
  node.op = Op::test_value;
  AMENDS_TRY_ASSIGN(Node value, expression());
  node.uses_input = input_uses_ > uses;
  node.kids.push_back(std::move(value));
  return node;
}

Result<Node> Parser::tests(std::uint32_t input) {
  Node all;
  all.op = Op::test_or;
  all.index = input;
  do {
    AMENDS_TRY_ASSIGN(Node one, one_test(input));
    all.kids.push_back(std::move(one));
  } while (take(","));
  if (all.kids.size() == 1) {
    Node only = std::move(all.kids.front());
    return only;
  }
  return all;
}

Result<Node> Parser::cell(std::uint32_t input) {
  Node node;
  node.index = input;
  skip_space();
  const std::size_t start = at_;
  const std::size_t depth = scope_.depth();
  if (at_ >= text_.size() || (take("-") && (skip_space(), at_ >= text_.size()))) {
    node.op = Op::test_any;
    return node;
  }
  at_ = start;
  if (take_word("not") && take("(")) {
    auto inner = tests(input);
    if (inner && take(")") && (skip_space(), at_ >= text_.size())) {
      node.op = Op::test_not;
      node.kids.push_back(std::move(*inner));
      return node;
    }
  }
  at_ = start; // `not(...)` may also begin an expression
  scope_.pop(scope_.depth() - depth);
  items_.clear();
  return tests(input);
}

} // namespace amends::rules
