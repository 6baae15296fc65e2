#include "rules/evaluate_forms.hpp"

namespace amends::rules {
namespace {

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

Datum by_position(const DatumList& list, const Decimal& position) {
  const auto n = position.to_scaled(0);
  const auto size = static_cast<std::int64_t>(list.size());
  if (!n || *n == 0 || *n > size || *n < -size)
    return {};
  return list[static_cast<std::size_t>(*n > 0 ? *n - 1 : size + *n)];
}

} // namespace

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

} // namespace amends::rules
