// Unary tests: does a cell hold for the value it looks at?
#include "rules/evaluate_forms.hpp"

namespace amends::rules {

Tri holds(const Node& test, Env& env) {
  switch (test.op) {
  case Op::test_any: return true;
  case Op::test_compare: {
    const Datum operand = evaluate(test.kids[0], env);
    return compare(test.compare, env.local(test.index), operand, env);
  }
  case Op::test_not: {
    const Tri inner = holds(test.kids[0], env);
    return inner ? Tri(!*inner) : std::nullopt;
  }
  case Op::test_or: {
    Tri any = false;
    for (const Node& kid : test.kids) {
      const Tri one = holds(kid, env);
      if (one == Tri(true))
        return true;
      if (!one)
        any = std::nullopt;
    }
    return any;
  }
  default: break;
  }
  // An expression: a truth about `?`, an interval, a list of values, or the value itself.
  const Datum value = evaluate(test.kids[0], env);
  if (test.uses_input)
    return truth(value);
  const Datum input = env.local(test.index);
  if (!env.pay(input) || !env.pay(value))
    return std::nullopt;
  if (const Range* range = value.range(); range != nullptr && input.range() == nullptr) {
    const Tri inside = contains(*range, input);
    if (!inside && !input.is_null())
      env.complain(std::string(kind_words(input)) + " cannot lie in " + print(value));
    return inside;
  }
  if (const DatumList* list = value.list()) {
    if (input.list() != nullptr)
      if (equal(input, value) == Tri(true))
        return true;
    for (const Datum& item : *list) {
      if (equal(input, item) == Tri(true))
        return true;
      if (const Range* range = item.range();
          range != nullptr && contains(*range, input) == Tri(true))
        return true;
    }
    return false;
  }
  if (input.is_null() || value.is_null())
    return input.is_null() && value.is_null() ? Tri(true)
           : value.is_null()                  ? Tri(false)
                                              : std::nullopt;
  if (value.get<bool>() != nullptr && input.get<bool>() == nullptr)
    return truth(value);
  return compare(Compare::equal, input, value, env);
}

} // namespace amends::rules
