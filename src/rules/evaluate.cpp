#include "rules/evaluate.hpp"

#include "rules/builtins.hpp"
#include "rules/temporal.hpp"

#include <algorithm>

namespace amends::rules {

Datum Env::complain(std::string text) {
  if (complaints.size() < most_complaints &&
      std::find(complaints.begin(), complaints.end(), text) == complaints.end())
    complaints.push_back(std::move(text));
  return {};
}

Datum Env::stop(std::string text) {
  if (!stopped)
    complaints.insert(complaints.begin(), std::move(text));
  stopped = true;
  return {};
}

bool Env::step(std::size_t count) {
  steps += count;
  if (steps > most_steps)
    stop("the expression takes more than " + std::to_string(most_steps) + " steps");
  return !stopped;
}

void Env::set_local(std::uint32_t index, Datum value) {
  locals.resize(base + index);
  locals.push_back(std::move(value));
}

Datum datum_of(const Slot& slot, const std::vector<std::string>* words) {
  if (slot.value != nullptr)
    return from_value(*slot.value);
  switch (slot.kind) {
  case Slot::Kind::boolean: return slot.n != 0;
  case Slot::Kind::number: return Decimal::scaled(slot.n, slot.scale);
  case Slot::Kind::date: return Date{static_cast<std::int32_t>(slot.n)};
  case Slot::Kind::instant: return date_time_of(slot.n, Zone{Zone::Kind::offset, 0, {}});
  case Slot::Kind::duration: return Duration{slot.n};
  case Slot::Kind::months: return Months{slot.n};
  case Slot::Kind::money: return Amount{Decimal::scaled(slot.n, slot.scale), slot.currency};
  case Slot::Kind::time: {
    const std::int64_t us = slot.n % us_per_day;
    return TimeOfDay{us < 0 ? us + us_per_day : us, Zone{Zone::Kind::offset, 0, {}}};
  }
  case Slot::Kind::local_time: return TimeOfDay{slot.n, {}};
  case Slot::Kind::local_instant: return date_time_of(slot.n, {});
  case Slot::Kind::word:
    if (words != nullptr && slot.n >= 0 && static_cast<std::size_t>(slot.n) < words->size())
      return (*words)[static_cast<std::size_t>(slot.n)];
    break;
  case Slot::Kind::null:
  case Slot::Kind::other: break;
  }
  return {};
}

namespace {

Tri truth(const Datum& value) {
  const auto* b = value.get<bool>();
  return b != nullptr ? Tri(*b) : std::nullopt;
}

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

// a / b * c as a * c / b, so that 1 / 3 * 3 is 1: rounding comes last wherever it may.
std::optional<Datum> product_of_quotient(const Node& node, Env& env) {
  if (node.op != Op::multiply || node.kids[0].op != Op::divide)
    return std::nullopt;
  const Datum a = evaluate(node.kids[0].kids[0], env);
  const Datum b = evaluate(node.kids[0].kids[1], env);
  const Datum c = evaluate(node.kids[1], env);
  const bool numbers = b.get<Decimal>() != nullptr && c.get<Decimal>() != nullptr &&
                       (a.get<Decimal>() != nullptr || a.get<Amount>() != nullptr);
  if (!numbers)
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

// What an iterator runs over: a list's items, or the whole numbers and days of a range.
std::optional<DatumList> domain_of(const Node& node, Env& env) {
  if (node.op != Op::range || node.text.empty()) {
    Datum value = evaluate(node, env);
    if (const DatumList* list = value.list())
      return *list;
    if (value.is_null())
      return std::nullopt;
    const Range* range = value.range();
    if (range == nullptr)
      return DatumList{std::move(value)};
    Node bounds;
    bounds.kids = {constant_node(range->low), constant_node(range->high)};
    bounds.op = Op::range;
    bounds.text = "iteration";
    return domain_of(bounds, env);
  }
  const Datum low = evaluate(node.kids[0], env);
  const Datum high = evaluate(node.kids[1], env);
  DatumList items;
  if (low.get<Date>() != nullptr && high.get<Date>() != nullptr) {
    const std::int32_t from = low.get<Date>()->days;
    const std::int32_t to = high.get<Date>()->days;
    for (std::int32_t d = from;; d += from <= to ? 1 : -1) {
      if (!env.step())
        return std::nullopt;
      items.emplace_back(Date{d});
      if (d == to)
        return items;
    }
  }
  if (low.get<Decimal>() == nullptr || high.get<Decimal>() == nullptr)
    return std::nullopt;
  const auto from = low.get<Decimal>()->to_scaled(0);
  const auto to = high.get<Decimal>()->to_scaled(0);
  if (!from || !to) {
    env.complain("an iteration runs over whole numbers");
    return std::nullopt;
  }
  for (std::int64_t n = *from;; n += *from <= *to ? 1 : -1) {
    if (!env.step())
      return std::nullopt;
    items.emplace_back(Decimal(n));
    if (n == *to)
      return items;
  }
}

// Runs `visit` for every choice of the iterators' variables until it answers false; false when a
// domain is null.
template <class Visit>
bool iterate(const Node& node, std::size_t variable, Env& env, bool& going, const Visit& visit) {
  const std::size_t count = node.names.size();
  if (variable == count) {
    going = env.step() && visit();
    return true;
  }
  const auto domain = domain_of(node.kids[variable], env);
  if (!domain)
    return false;
  for (const Datum& item : *domain) {
    env.set_local(node.index + static_cast<std::uint32_t>(variable), item);
    if (!iterate(node, variable + 1, env, going, visit))
      return false;
    if (!going)
      break;
  }
  return true;
}

Datum for_loop(const Node& node, Env& env) {
  DatumList results;
  bool going = true;
  const auto partial = node.index + static_cast<std::uint32_t>(node.names.size());
  const bool fine = iterate(node, 0, env, going, [&] {
    if (node.uses_input) {
      if (!env.step(results.size() / 16))
        return false;
      env.set_local(partial, make_list(results));
    }
    results.push_back(evaluate(node.kids.back(), env));
    return true;
  });
  return fine && !env.stopped ? make_list(std::move(results)) : Datum();
}

Datum quantified(const Node& node, Env& env) {
  const bool some = node.op == Op::some;
  Tri result = !some;
  bool going = true;
  const bool fine = iterate(node, 0, env, going, [&] {
    const Tri one = truth(evaluate(node.kids.back(), env));
    if (one == Tri(some)) {
      result = some;
      return false;
    }
    if (!one)
      result = std::nullopt;
    return true;
  });
  return fine && !env.stopped ? datum_of(result) : Datum();
}

Datum list_of(const Node& node, Env& env) {
  DatumList items;
  items.reserve(node.kids.size());
  for (const Node& kid : node.kids)
    items.push_back(evaluate(kid, env));
  return make_list(std::move(items));
}

Datum context_of(const Node& node, Env& env) {
  DatumContext members;
  members.reserve(node.names.size());
  for (std::size_t i = 0; i < node.names.size(); ++i) {
    Datum value = evaluate(node.kids[i], env);
    env.set_local(node.index + static_cast<std::uint32_t>(i), value);
    members.emplace_back(node.names[i], std::move(value));
  }
  if (node.kids.size() > node.names.size())
    return evaluate(node.kids.back(), env);
  return make_context(std::move(members));
}

Datum range_of(const Node& node, Env& env) {
  Range range;
  range.low = evaluate(node.kids[0], env);
  range.high = evaluate(node.kids[1], env);
  range.low_included = node.low_included;
  range.high_included = node.high_included;
  if (!range.low.is_null() && !range.high.is_null() && !comparable(range.low, range.high))
    return env.complain("an interval from " + std::string(kind_words(range.low)) + " to " +
                        std::string(kind_words(range.high)) + " is not possible");
  return Datum::RangePtr(std::make_shared<const Range>(std::move(range)));
}

Datum by_position(const DatumList& list, const Decimal& position) {
  const auto n = position.to_scaled(0);
  const auto size = static_cast<std::int64_t>(list.size());
  if (!n || *n == 0 || *n > size || *n < -size)
    return {};
  return list[static_cast<std::size_t>(*n > 0 ? *n - 1 : size + *n)];
}

Datum filtered(const Node& node, Env& env) {
  Datum source = evaluate(node.kids[0], env);
  if (source.is_null())
    return make_list({});
  if (source.list() == nullptr)
    source = make_list({source});
  const DatumList& list = *source.list();
  if (node.kids[1].op == Op::constant)
    if (const auto* n = node.kids[1].constant.get<Decimal>())
      return by_position(list, *n);
  DatumList kept;
  for (const Datum& item : list) {
    if (!env.step())
      return {};
    env.set_local(node.index, item);
    const Datum condition = evaluate(node.kids[1], env);
    if (const auto* n = condition.get<Decimal>())
      return by_position(list, *n);
    if (truth(condition) == Tri(true))
      kept.push_back(item);
  }
  return make_list(std::move(kept));
}

Datum item_name(const Node& node, Env& env) {
  const Datum& item = env.local(node.index);
  if (const Datum* member = item.member(node.text))
    return *member;
  return evaluate(node.kids[0], env);
}

Datum call_builtin(const Node& node, Env& env) {
  DatumList arguments;
  arguments.reserve(node.kids.size());
  for (const Node& kid : node.kids)
    arguments.push_back(evaluate(kid, env));
  const Builtin& function = builtin(node.index);
  if (arguments.size() < function.least || arguments.size() > function.most)
    return env.complain(std::string(function.name) + "() takes (" +
                        std::string(function.parameters) + ")");
  return env.step() ? function.run(arguments, env) : Datum();
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
  if (function.body == nullptr && function.callable == 0) {
    const Builtin& own = builtin(function.builtin);
    if (arguments.size() < own.least || arguments.size() > own.most)
      return env.complain(std::string(own.name) + "() takes (" + std::string(own.parameters) + ")");
    return own.run(arguments, env);
  }
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

Tri instance_of(const Datum& value, std::string_view type, const Env& env) {
  if (type == "Any")
    return !value.is_null();
  if (type == "Null")
    return value.is_null();
  if (value.is_null())
    return false;
  if (type == "number")
    return value.get<Decimal>() != nullptr;
  if (type == "string")
    return value.get<std::string>() != nullptr;
  if (type == "boolean")
    return value.get<bool>() != nullptr;
  if (type == "date")
    return value.get<Date>() != nullptr;
  if (type == "time")
    return value.get<TimeOfDay>() != nullptr;
  if (type == "date and time" || type == "dateTime")
    return value.get<DateTime>() != nullptr;
  if (type == "days and time duration" || type == "day and time duration" ||
      type == "dayTimeDuration")
    return value.get<Duration>() != nullptr;
  if (type == "years and months duration" || type == "year and month duration" ||
      type == "yearMonthDuration")
    return value.get<Months>() != nullptr;
  if (type == "money")
    return value.get<Amount>() != nullptr;
  if (type.starts_with("list<") && type.ends_with('>')) {
    if (value.list() == nullptr)
      return false;
    const std::string_view inner = type.substr(5, type.size() - 6);
    for (const Datum& item : *value.list())
      if (instance_of(item, inner, env) != Tri(true))
        return false;
    return true;
  }
  if (type == "list")
    return value.list() != nullptr;
  if (type == "context" || type.starts_with("context<"))
    return value.context() != nullptr;
  if (type == "function" || type.starts_with("function<"))
    return value.function() != nullptr;
  if (type.starts_with("range<") && type.ends_with('>')) {
    const Range* range = value.range();
    if (range == nullptr)
      return false;
    const std::string_view inner = type.substr(6, type.size() - 7);
    return (range->low.is_null() || instance_of(range->low, inner, env) == Tri(true)) &&
           (range->high.is_null() || instance_of(range->high, inner, env) == Tri(true));
  }
  return env.callables != nullptr ? env.callables->is_of_type(value, type) : Tri(std::nullopt);
}

} // namespace amends::rules
