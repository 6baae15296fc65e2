#include "rules/compared.hpp"

#include "rules/dmn_read.hpp"
#include "rules/parser.hpp"

namespace amends::rules {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

void add_words(const Node& fact, const Node& other, const FactScope& scope, Pairs& out) {
  if (fact.op != Op::slot)
    return;
  std::vector<Datum> words;
  gather_constants(other, words);
  for (const Datum& word : words)
    if (const auto* text = word.get<std::string>())
      out.emplace_back(scope.slots()[fact.index], *text);
}

void walk(const Node& node, const FactScope& scope, Pairs& out) {
  if ((node.op == Op::equal || node.op == Op::not_equal) && node.kids.size() == 2) {
    add_words(node.kids[0], node.kids[1], scope, out);
    add_words(node.kids[1], node.kids[0], scope, out);
  } else if (node.op == Op::in) {
    for (std::size_t i = 1; i < node.kids.size(); ++i)
      add_words(node.kids[0], node.kids[i], scope, out);
  }
  for (const Node& kid : node.kids)
    walk(kid, scope, out);
}

} // namespace

std::vector<std::pair<std::string, std::string>> compared_words(std::string_view expression,
                                                                const FactTypes& facts) {
  FactScope scope(facts);
  const auto node = parse_expression(expression, scope);
  Pairs out;
  if (node)
    walk(*node, scope, out);
  return out;
}

} // namespace amends::rules
