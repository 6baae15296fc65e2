// Trees to values: operators, names and calls.
#include "rules/builtins.hpp"
#include "rules/evaluate_forms.hpp"

#include <algorithm>
#include <array>

namespace amends::rules {
namespace {

Compare compare_of(Op op) {
  switch (op) {
  case Op::equal: return Compare::equal;
  case Op::not_equal: return Compare::not_equal;
  case Op::less: return Compare::less;
  case Op::less_equal: return Compare::less_equal;
  case Op::greater: return Compare::greater;
  default: return Compare::greater_equal;
  }
}

Tri both(const Tri& a, const Tri& b) {
  if (a == Tri(false) || b == Tri(false))
    return false;
  return a && b ? Tri(true) : std::nullopt;
}

Datum logic(const Node& node, Env& env) {
  const bool decides = node.op == Op::or_; // the value that settles it alone
  const Tri a = truth(evaluate(node.kids[0], env));
  if (a == Tri(decides))
    return decides;
  const Tri b = truth(evaluate(node.kids[1], env));
  if (b == Tri(decides))
    return decides;
  return a && b ? Datum(!decides) : Datum();
}

bool number_or_money(const Datum& value) {
  return value.get<Decimal>() != nullptr || value.get<Amount>() != nullptr;
}

// a / b * c as a * c / b, so that 1 / 3 * 3 is 1: rounding comes last wherever it may.
std::optional<Datum> product_of_quotient(const Node& node, Env& env) {
  if (node.op != Op::multiply || node.kids[0].op != Op::divide)
    return std::nullopt;
  const Datum a = evaluate(node.kids[0].kids[0], env);
  const Datum b = evaluate(node.kids[0].kids[1], env);
  const Datum c = evaluate(node.kids[1], env);
  const bool swapped = number_or_money(a) && number_or_money(b) && number_or_money(c) &&
                       !(a.get<Amount>() != nullptr && c.get<Amount>() != nullptr);
  if (!swapped)
    return arithmetic(Op::multiply, arithmetic(Op::divide, a, b, env), c, env);
  return arithmetic(Op::divide, arithmetic(Op::multiply, a, c, env), b, env);
}

Datum between(const Node& node, Env& env) {
  const Datum value = evaluate(node.kids[0], env);
  const Tri low = compare(Compare::greater_equal, value, evaluate(node.kids[1], env), env);
  const Tri high = compare(Compare::less_equal, value, evaluate(node.kids[2], env), env);
  return datum_of(both(low, high));
}

Datum in(const Node& node, Env& env) {
  env.set_local(node.index, evaluate(node.kids[0], env));
  Tri any = false;
  for (std::size_t i = 1; i < node.kids.size(); ++i) {
    const Tri one = holds(node.kids[i], env);
    if (one == Tri(true))
      return true;
    if (!one)
      any = std::nullopt;
  }
  return datum_of(any);
}

Datum item_name(const Node& node, Env& env) {
  const Datum& item = env.local(node.index);
  if (const Datum* member = item.member(node.text))
    return *member;
  return evaluate(node.kids[0], env);
}

Datum run_builtin(const Builtin& function, Arguments arguments, Env& env) {
  if (arguments.size() < function.least || arguments.size() > function.most)
    return env.complain(std::string(function.name) + "() takes (" +
                        std::string(function.parameters) + ")");
  bool affordable = env.step();
  for (const Datum& argument : arguments)
    affordable = affordable && env.pay(argument);
  return affordable ? function.run(arguments, env) : Datum();
}

Datum call_builtin(const Node& node, Env& env) {
  const Builtin& function = builtin(node.index);
  constexpr std::size_t few = 4; // without a list of their own
  if (node.kids.size() <= few) {
    std::array<Datum, few> arguments;
    for (std::size_t i = 0; i < node.kids.size(); ++i)
      arguments[i] = evaluate(node.kids[i], env);
    return run_builtin(function, Arguments(arguments).first(node.kids.size()), env);
  }
  DatumList arguments;
  arguments.reserve(node.kids.size());
  for (const Node& kid : node.kids)
    arguments.push_back(evaluate(kid, env));
  return run_builtin(function, arguments, env);
}

Datum invoke(const Node& node, Env& env) {
  const Datum callee = evaluate(node.kids[0], env);
  DatumList arguments;
  for (std::size_t i = 1; i < node.kids.size(); ++i)
    arguments.push_back(evaluate(node.kids[i], env));
  const Function* function = callee.function();
  if (function == nullptr)
    return env.complain(node.kids[0].op == Op::unknown
                            ? "no function is called \"" + node.kids[0].text + "\""
                            : std::string(kind_words(callee)) + " cannot be called");
  if (!node.names.empty()) {
    DatumList ordered(function->parameters.size());
    for (std::size_t i = 0; i < node.names.size(); ++i) {
      const auto place =
          std::find(function->parameters.begin(), function->parameters.end(), node.names[i]);
      if (place == function->parameters.end())
        return env.complain("the function has no parameter \"" + node.names[i] + "\"");
      ordered[static_cast<std::size_t>(place - function->parameters.begin())] =
          std::move(arguments[i]);
    }
    arguments = std::move(ordered);
  }
  return call_function(*function, arguments, env);
}

Datum function_of(const Node& node, Env& env) {
  auto function = std::make_shared<Function>();
  function->parameters = node.names;
  function->types = node.types;
  function->body = &node.kids[0];
  const auto first = env.locals.begin() + static_cast<std::ptrdiff_t>(env.base);
  const std::size_t have = std::min<std::size_t>(node.index, env.locals.size() - env.base);
  function->captured.assign(first, first + static_cast<std::ptrdiff_t>(have));
  function->captured.resize(node.index);
  return Datum::FunctionPtr(std::move(function));
}

} // namespace

Datum call_function(const Function& function, std::span<const Datum> arguments, Env& env) {
  if (function.body == nullptr && function.callable == 0)
    return run_builtin(builtin(function.builtin), arguments, env);
  if (arguments.size() != function.parameters.size())
    return env.complain("a function of " + std::to_string(function.parameters.size()) +
                        " parameters got " + std::to_string(arguments.size()) + " arguments");
  if (env.depth >= Env::deepest)
    return env.stop("functions call one another more than " + std::to_string(Env::deepest) +
                    " deep");
  if (!env.step())
    return {};
  if (function.callable != 0)
    return env.callables != nullptr ? env.callables->call(function.callable - 1, arguments, env)
                                    : Datum();
  const std::size_t base = env.base;
  const std::size_t size = env.locals.size();
  env.base = size;
  env.locals.insert(env.locals.end(), function.captured.begin(), function.captured.end());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool typed = i < function.types.size() && !function.types[i].empty();
    env.locals.push_back(typed && env.callables != nullptr
                             ? env.callables->conform(arguments[i], function.types[i], env)
                             : arguments[i]);
  }
  ++env.depth;
  Datum result = evaluate(*function.body, env);
  --env.depth;
  env.locals.resize(size);
  env.base = base;
  return result;
}

Datum evaluate(const Node& node, Env& env) {
  switch (node.op) {
  case Op::constant: return node.constant;
  case Op::slot: {
    const Slot& slot = env.slots[node.index];
    if (slot.kind == Slot::Kind::null && env.null_slots != nullptr)
      env.null_slots->push_back(node.index);
    return datum_of(slot, env.words);
  }
  case Op::global: return env.globals[node.index];
  case Op::local: return env.local(node.index);
  case Op::unknown: return env.complain("nothing is called \"" + node.text + "\" here");
  case Op::item_name: return item_name(node, env);
  case Op::negate: return negate(evaluate(node.kids[0], env), env);
  case Op::add:
  case Op::subtract:
  case Op::multiply:
  case Op::divide:
  case Op::power: {
    if (auto product = product_of_quotient(node, env))
      return std::move(*product);
    const Datum a = evaluate(node.kids[0], env);
    return arithmetic(node.op, a, evaluate(node.kids[1], env), env);
  }
  case Op::equal:
  case Op::not_equal:
  case Op::less:
  case Op::less_equal:
  case Op::greater:
  case Op::greater_equal: {
    const Datum a = evaluate(node.kids[0], env);
    return datum_of(compare(compare_of(node.op), a, evaluate(node.kids[1], env), env));
  }
  case Op::between: return between(node, env);
  case Op::in: return in(node, env);
  case Op::and_:
  case Op::or_: return logic(node, env);
  case Op::if_:
    return evaluate(node.kids[truth(evaluate(node.kids[0], env)) == Tri(true) ? 1 : 2], env);
  case Op::for_: return for_loop(node, env);
  case Op::some:
  case Op::every: return quantified(node, env);
  case Op::list: return list_of(node, env);
  case Op::context: return context_of(node, env);
  case Op::range: return range_of(node, env);
  case Op::path: return path(evaluate(node.kids[0], env), node.text, env);
  case Op::filter: return filtered(node, env);
  case Op::call: return call_builtin(node, env);
  case Op::invoke: return invoke(node, env);
  case Op::function: return function_of(node, env);
  case Op::conform:
    return env.callables != nullptr
               ? env.callables->conform(evaluate(node.kids[0], env), node.text, env)
               : evaluate(node.kids[0], env);
  case Op::table:
    return env.callables != nullptr ? env.callables->decide(node.index, env) : Datum();
  case Op::broken: return env.complain(node.text);
  case Op::instance_of: return datum_of(instance_of(evaluate(node.kids[0], env), node.text, env));
  case Op::test_any:
  case Op::test_compare:
  case Op::test_value:
  case Op::test_not:
  case Op::test_or: return datum_of(holds(node, env));
  }
  return {};
}

} // namespace amends::rules
