#include "rules/parser.hpp"

#include "base/full_width.hpp"
#include "rules/evaluate.hpp"

#include <array>

namespace amends::rules {
namespace {

constexpr int deepest = 120;

Node make(Op op, Node a, Node b) {
  Node node;
  node.op = op;
  node.kids.reserve(2);
  node.kids.push_back(std::move(a));
  node.kids.push_back(std::move(b));
  return fold(std::move(node));
}

std::size_t characters(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text)
    n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  return n;
}

// Long texts are cut in messages, at a character's start.
std::string excerpt(std::string_view text) {
  if (text.size() <= 80)
    return std::string(text);
  std::size_t at = 77;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
    --at;
  return std::string(text.substr(0, at)) + "...";
}

} // namespace

// The value of a tree without names; the tree itself where something does not fit, so that
// evaluation says so with the row.
static Node evaluated(Node node) {
  Env env;
  Datum value = evaluate(node, env);
  return env.complained() ? std::move(node) : constant_node(std::move(value));
}

struct Parser::Deeper {
  explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

private:
  int& depth_;
};

Result<Node> parse_expression(std::string_view text, Scope& scope) {
  Parser parser(text, scope);
  AMENDS_TRY_ASSIGN(Node node, parser.expression());
  AMENDS_CHECK(parser.end());
  return node;
}

Result<Node> parse_tests(std::string_view text, Scope& scope, std::uint32_t input) {
  Parser parser(text, scope);
  AMENDS_TRY_ASSIGN(Node node, parser.cell(input));
  AMENDS_CHECK(parser.end());
  return node;
}

Node fold(Node node) {
  for (const Node& kid : node.kids)
    if (kid.op != Op::constant)
      return node;
  switch (node.op) {
  case Op::negate:
  case Op::add:
  case Op::subtract:
  case Op::multiply:
  case Op::divide:
  case Op::power:
  case Op::equal:
  case Op::not_equal:
  case Op::less:
  case Op::less_equal:
  case Op::greater:
  case Op::greater_equal:
  case Op::between:
  case Op::and_:
  case Op::or_:
  case Op::if_:
  case Op::list:
  case Op::range:
  case Op::path:
  case Op::call: break;
  default: return node;
  }
  return evaluated(std::move(node));
}

void Parser::skip_space() {
  while (at_ < text_.size()) {
    const std::string_view r = rest();
    if (r.front() == ' ' || r.front() == '\t' || r.front() == '\n' || r.front() == '\r')
      ++at_;
    else if (r.starts_with("\xC2\xA0"))
      at_ += 2;
    else if (r.starts_with("\xE3\x80\x80"))
      at_ += 3;
    else if (r.starts_with("//"))
      at_ += std::min(r.find('\n'), r.size());
    else if (r.starts_with("/*") && r.find("*/") != std::string_view::npos)
      at_ += r.find("*/") + 2;
    else
      return;
  }
}

bool Parser::ahead(std::string_view sign) {
  skip_space();
  return rest().starts_with(sign);
}

bool Parser::take(std::string_view sign) {
  if (!ahead(sign))
    return false;
  at_ += sign.size();
  return true;
}

bool Parser::word_ahead(std::string_view word) {
  return ahead(word) && name_char(rest().substr(word.size()), false) == 0;
}

bool Parser::take_word(std::string_view word) {
  if (!word_ahead(word))
    return false;
  at_ += word.size();
  return true;
}

Error Parser::expected(std::string_view what) {
  skip_space();
  const std::string place =
      at_ >= text_.size() ? std::string("at the end")
                          : "at character " + std::to_string(characters(text_.substr(0, at_)) + 1);
  std::string message =
      "expected " + std::string(what) + " " + place + " of `" + excerpt(text_) + "`";
  if (half_width_at(rest()) != 0)
    message += "; " + half_width_hint(rest());
  return {Code::parse, std::move(message), ""};
}

Result<void> Parser::need(std::string_view sign) {
  if (!take(sign))
    return expected("\"" + std::string(sign) + "\"");
  return {};
}

Result<void> Parser::need_word(std::string_view word) {
  if (!take_word(word))
    return expected("\"" + std::string(word) + "\"");
  return {};
}

Result<void> Parser::end() {
  skip_space();
  if (at_ < text_.size())
    return expected("an operator or the end");
  return {};
}

Result<Node> Parser::expression() {
  if (depth_ > deepest)
    return Error{
        Code::limit,
        "the expression is nested more than " + std::to_string(deepest) + " deep: split it", ""};
  const Deeper deeper(depth_);
  return disjunction();
}

Result<Node> Parser::disjunction() {
  AMENDS_TRY_ASSIGN(Node left, conjunction());
  while (take_word("or")) {
    AMENDS_TRY_ASSIGN(Node right, conjunction());
    left = make(Op::or_, std::move(left), std::move(right));
  }
  return left;
}

Result<Node> Parser::conjunction() {
  AMENDS_TRY_ASSIGN(Node left, comparison());
  while (take_word("and")) {
    AMENDS_TRY_ASSIGN(Node right, comparison());
    left = make(Op::and_, std::move(left), std::move(right));
  }
  return left;
}

Result<Node> Parser::comparison() {
  struct Sign {
    std::string_view text;
    Op op;
  };
  static constexpr std::array<Sign, 6> signs{{{"<=", Op::less_equal},
                                              {">=", Op::greater_equal},
                                              {"!=", Op::not_equal},
                                              {"<", Op::less},
                                              {">", Op::greater},
                                              {"=", Op::equal}}};
  AMENDS_TRY_ASSIGN(Node left, sum());
  while (true) {
    const Sign* found = nullptr;
    for (const Sign& sign : signs)
      if (take(sign.text)) {
        found = &sign;
        break;
      }
    if (found != nullptr) {
      AMENDS_TRY_ASSIGN(Node right, sum());
      left = make(found->op, std::move(left), std::move(right));
    } else if (take_word("between")) {
      Node node;
      node.op = Op::between;
      AMENDS_TRY_ASSIGN(Node low, sum());
      AMENDS_CHECK(need_word("and"));
      AMENDS_TRY_ASSIGN(Node high, sum());
      node.kids = {std::move(left), std::move(low), std::move(high)};
      left = fold(std::move(node));
    } else if (take_word("in")) {
      AMENDS_TRY_ASSIGN(left, in_form(std::move(left)));
    } else {
      return left;
    }
  }
}

Result<Node> Parser::sum() {
  AMENDS_TRY_ASSIGN(Node left, product());
  while (true) {
    if (take("+")) {
      AMENDS_TRY_ASSIGN(Node right, product());
      left = make(Op::add, std::move(left), std::move(right));
    } else if (take("-")) {
      AMENDS_TRY_ASSIGN(Node right, product());
      left = make(Op::subtract, std::move(left), std::move(right));
    } else {
      return left;
    }
  }
}

// Kept unfolded until the chain is whole: evaluation multiplies before it divides (1 / 3 * 3).
Result<Node> Parser::product() {
  AMENDS_TRY_ASSIGN(Node left, power());
  bool constant = left.op == Op::constant;
  bool chain = false;
  while (true) {
    const bool times = !ahead("**") && take("*");
    if (!times && !take("/"))
      break;
    AMENDS_TRY_ASSIGN(Node right, power());
    constant = constant && right.op == Op::constant;
    chain = true;
    Node node;
    node.op = times ? Op::multiply : Op::divide;
    node.kids.reserve(2);
    node.kids.push_back(std::move(left));
    node.kids.push_back(std::move(right));
    left = std::move(node);
  }
  return chain && constant ? evaluated(std::move(left)) : std::move(left);
}

Result<Node> Parser::power() {
  AMENDS_TRY_ASSIGN(Node left, unary());
  while (take("**")) {
    AMENDS_TRY_ASSIGN(Node right, unary());
    left = make(Op::power, std::move(left), std::move(right));
  }
  return left;
}

Result<Node> Parser::unary() {
  if (depth_ > deepest)
    return Error{Code::limit, "the expression is nested too deep: split it", ""};
  const Deeper deeper(depth_);
  if (take("-")) {
    Node node;
    node.op = Op::negate;
    AMENDS_TRY_ASSIGN(Node kid, unary());
    node.kids.push_back(std::move(kid));
    return fold(std::move(node));
  }
  AMENDS_TRY_ASSIGN(Node node, postfix());
  if (word_ahead("instance")) {
    AMENDS_CHECK(need_word("instance"));
    AMENDS_CHECK(need_word("of"));
    return instance_form(std::move(node));
  }
  return node;
}

// "]1..5[": this bracket ends an interval, since no filter can follow it.
bool Parser::closes_interval() {
  const std::size_t start = at_;
  ++at_;
  skip_space();
  bool closes =
      at_ >= text_.size() || std::string_view(",)]}").find(text_[at_]) != std::string_view::npos;
  for (const std::string_view word : {"and", "or", "then", "else", "return", "satisfies"})
    closes = closes || word_ahead(word);
  at_ = start;
  return closes;
}

Result<Node> Parser::postfix() {
  AMENDS_TRY_ASSIGN(Node node, primary());
  while (true) {
    if (!ahead("..") && take(".")) {
      skip_space();
      std::size_t length = scope_.match_member(rest());
      if (length == 0)
        while (const std::size_t n = name_char(rest().substr(length), length == 0))
          length += n;
      if (length == 0)
        return expected("a member's name");
      Node path;
      path.op = Op::path;
      path.text = normal_name(rest().substr(0, length));
      path.kids.push_back(std::move(node));
      at_ += length;
      node = fold(std::move(path));
    } else if (ahead("[") && !closes_interval()) {
      AMENDS_TRY_ASSIGN(node, filter(std::move(node)));
    } else if (ahead("(")) {
      AMENDS_TRY_ASSIGN(node, invocation(std::move(node)));
    } else {
      return node;
    }
  }
}

} // namespace amends::rules
