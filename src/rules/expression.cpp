#include "amends/rules.hpp"
#include "rules/evaluate.hpp"
#include "rules/parser.hpp"
#include "rules/table.hpp"
#include "rules/typing.hpp"

#include <algorithm>

namespace amends {

struct Expression::Compiled {
  std::string text;
  std::string where;
  rules::Node node;
  std::vector<std::string> slots; // in slot order
  std::vector<std::string> names; // sorted
};

Result<Expression> Expression::compile(std::string_view text, const FactTypes& facts,
                                       const std::string& where) {
  auto compiled = std::make_shared<Compiled>();
  compiled->text = std::string(text);
  compiled->where = where;
  rules::FactScope scope(facts);
  auto node = rules::parse_expression(text, scope);
  if (!node)
    return std::move(node).error().inside(where);
  auto type = rules::Typing(scope.types()).type_of(*node);
  if (!type)
    return std::move(type).error().inside(where);
  compiled->node = std::move(*node);
  compiled->slots = scope.slots();
  compiled->names = scope.slots();
  std::sort(compiled->names.begin(), compiled->names.end());
  return Expression(std::move(compiled));
}

const std::vector<std::string>& Expression::names() const { return compiled_->names; }

Result<Value> Expression::evaluate(const Facts& facts) const {
  static const rules::Words none;
  std::vector<Slot> slots(compiled_->slots.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const auto fact = facts.find(compiled_->slots[i]);
    if (fact == facts.end())
      continue;
    slots[i] = rules::slot_of(rules::from_value(fact->second), none);
    if (rules::needs_value(slots[i].kind))
      slots[i].value = &fact->second;
  }
  rules::Env env;
  env.slots = slots;
  const rules::Datum value = rules::evaluate(compiled_->node, env);
  env.pay(value);
  if (env.complained())
    return Error{Code::evaluation, "`" + compiled_->text + "`: " + env.complaints.front(),
                 compiled_->where};
  return rules::to_value(value);
}

} // namespace amends
