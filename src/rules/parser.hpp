// S-FEEL and FEEL texts to trees. Names of several words are found by asking the scope for the
// longest one, so there is no separate token pass.
#pragma once

#include "amends/result.hpp"
#include "rules/ast.hpp"
#include "rules/scope.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace amends::rules {

// A whole text as one expression.
[[nodiscard]] Result<Node> parse_expression(std::string_view text, Scope& scope);
// A whole text as a cell: "-", tests joined by commas, not(tests). The value under test is the
// local
// "?", which the caller has pushed as `input`.
[[nodiscard]] Result<Node> parse_tests(std::string_view text, Scope& scope, std::uint32_t input);

class Parser {
public:
  Parser(std::string_view text, Scope& scope) : text_(text), scope_(scope) {}

  [[nodiscard]] Result<Node> expression();
  [[nodiscard]] Result<Node> cell(std::uint32_t input);
  [[nodiscard]] Result<void> end();

private:
  // Reading.
  void skip_space();
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] bool ahead(std::string_view sign);
  [[nodiscard]] bool take(std::string_view sign);
  [[nodiscard]] bool word_ahead(std::string_view word);
  [[nodiscard]] bool take_word(std::string_view word);
  [[nodiscard]] Error expected(std::string_view what);
  [[nodiscard]] Result<void> need(std::string_view sign);
  [[nodiscard]] Result<void> need_word(std::string_view word);

  // Operators, weakest first.
  [[nodiscard]] Result<Node> disjunction();
  [[nodiscard]] Result<Node> conjunction();
  [[nodiscard]] Result<Node> comparison();
  [[nodiscard]] Result<Node> sum();
  [[nodiscard]] Result<Node> product();
  [[nodiscard]] Result<Node> power();
  [[nodiscard]] Result<Node> unary();
  [[nodiscard]] Result<Node> postfix();
  [[nodiscard]] bool closes_interval();
  [[nodiscard]] Result<Node> primary();

  // Forms that begin with a word.
  [[nodiscard]] Result<Node> if_form();
  [[nodiscard]] Result<Node> for_form();
  [[nodiscard]] Result<Node> quantified_form(Op op);
  [[nodiscard]] Result<Node> function_form();
  [[nodiscard]] Result<Node> instance_form(Node value);
  [[nodiscard]] Result<Node> iterator(Node& form);

  // Literals and names.
  [[nodiscard]] Result<Node> number();
  [[nodiscard]] std::optional<Node> pack_literal();
  [[nodiscard]] Result<std::string> string_body();
  [[nodiscard]] Result<Node> temporal();
  [[nodiscard]] Result<Node> round_bracket();
  [[nodiscard]] Result<Node> square_bracket();
  [[nodiscard]] Result<Node> range_rest(Node low, bool low_included);
  [[nodiscard]] Result<Node> unary_range();
  [[nodiscard]] Result<Node> context();
  [[nodiscard]] Result<std::string> context_key();
  [[nodiscard]] Result<Node> name();
  [[nodiscard]] Result<Node> item_or(std::string_view name, Node otherwise);
  [[nodiscard]] Result<Node> builtin_call(std::uint32_t index);
  [[nodiscard]] Result<Node> invocation(Node callee);
  [[nodiscard]] Result<void> arguments(Node& call);
  [[nodiscard]] Result<Node> filter(Node list);

  // Tests.
  [[nodiscard]] Result<Node> in_form(Node value);
  [[nodiscard]] Result<Node> one_test(std::uint32_t input);
  [[nodiscard]] Result<Node> tests(std::uint32_t input);

  struct Deeper; // guards the depth of nesting

  std::string_view text_;
  std::size_t at_ = 0;
  Scope& scope_;
  int depth_ = 0;
  std::size_t input_uses_ = 0;       // how often `?` was read
  std::vector<std::uint32_t> items_; // the `item` locals of the filters around, outermost first
};

// A node over constants becomes its value.
[[nodiscard]] Node fold(Node node);

} // namespace amends::rules
