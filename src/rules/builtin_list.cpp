// Functions on lists.
#include "rules/builtin_help.hpp"

#include <algorithm>
#include <array>

namespace amends::rules {
namespace {

// The least or greatest by `sign`; null where the items cannot be ordered.
Datum extreme(Arguments arguments, Env& env, int sign, std::string_view name) {
  const auto items = take_items(arguments);
  const Datum* best = nullptr;
  for (const Datum& item : items) {
    if (item.is_null())
      return {};
    if (best == nullptr) {
      best = &item;
      continue;
    }
    const auto o = order(item, *best);
    if (!o) {
      static_cast<void>(compare(Compare::less, item, *best, env)); // says why
      if (!env.complained())
        env.complain(std::string(name) + "() cannot order " + std::string(kind_words(item)) +
                     " and " + std::string(kind_words(*best)));
      return {};
    }
    if (*o * sign > 0)
      best = &item;
  }
  return best != nullptr ? *best : Datum();
}

Datum least(Arguments a, Env& env) { return extreme(a, env, -1, "min"); }
Datum greatest(Arguments a, Env& env) { return extreme(a, env, 1, "max"); }

Datum count(Arguments arguments, Env&) {
  if (arguments[0].is_null())
    return {};
  return Decimal(static_cast<std::int64_t>(take_items(arguments).size()));
}

Datum fold_with(Op op, std::span<const Datum> items, Env& env) {
  if (items.empty())
    return {};
  Datum total = items.front();
  if (total.get<Decimal>() == nullptr && total.get<Amount>() == nullptr &&
      total.get<Duration>() == nullptr && total.get<Months>() == nullptr)
    return total.is_null() ? Datum()
                           : env.complain(std::string(kind_words(total)) + " cannot be added up");
  for (std::size_t i = 1; i < items.size(); ++i)
    total = arithmetic(op, total, items[i], env);
  return total;
}

Datum sum(Arguments a, Env& env) { return fold_with(Op::add, take_items(a), env); }
Datum product(Arguments a, Env& env) { return fold_with(Op::multiply, take_items(a), env); }

Datum mean(Arguments arguments, Env& env) {
  const auto items = take_items(arguments);
  const Datum total = fold_with(Op::add, items, env);
  return arithmetic(Op::divide, total, Decimal(static_cast<std::int64_t>(items.size())), env);
}

// Items sorted by `order`; no value where they cannot be.
std::optional<DatumList> sorted(std::span<const Datum> given) {
  DatumList items(given.begin(), given.end());
  for (const Datum& item : items)
    if (!order(item, items.front()))
      return std::nullopt;
  std::stable_sort(items.begin(), items.end(),
                   [](const Datum& a, const Datum& b) { return *order(a, b) < 0; });
  return items;
}

Datum median(Arguments arguments, Env& env) {
  const auto items = sorted(take_items(arguments));
  if (!items)
    return env.complain("median() takes numbers");
  if (items->empty())
    return {};
  const std::size_t middle = items->size() / 2;
  if (items->size() % 2 == 1)
    return (*items)[middle];
  return arithmetic(Op::divide, arithmetic(Op::add, (*items)[middle - 1], (*items)[middle], env),
                    Decimal(2), env);
}

Datum mode(Arguments arguments, Env& env) {
  const auto items = sorted(take_items(arguments));
  if (!items)
    return env.complain("mode() takes numbers");
  DatumList best;
  std::size_t most = 0;
  for (std::size_t i = 0; i < items->size();) {
    std::size_t j = i;
    while (j < items->size() && *order((*items)[i], (*items)[j]) == 0)
      ++j;
    if (j - i > most) {
      best.clear();
      most = j - i;
    }
    if (j - i == most)
      best.push_back((*items)[i]);
    i = j;
  }
  return make_list(std::move(best));
}

Datum stddev(Arguments arguments, Env& env) {
  const auto items = take_items(arguments);
  if (items.size() < 2)
    return {};
  const Datum average = mean(arguments, env);
  DatumList squares;
  for (const Datum& item : items) {
    const Datum d = arithmetic(Op::subtract, item, average, env);
    squares.push_back(arithmetic(Op::multiply, d, d, env));
  }
  const Datum variance = arithmetic(Op::divide, fold_with(Op::add, squares, env),
                                    Decimal(static_cast<std::int64_t>(items.size()) - 1), env);
  const auto root = builtin_index("sqrt");
  return variance.is_null() || !root ? Datum() : builtin(*root).run(std::array{variance}, env);
}

// Three-valued `and` (or `or`) over the items.
Datum quantifier(Arguments arguments, Env& env, bool all) {
  bool sure = true;
  for (const Datum& item : take_items(arguments)) {
    const auto* b = item.get<bool>();
    if (b != nullptr && *b != all)
      return !all;
    if (b == nullptr) {
      sure = false;
      if (!item.is_null())
        return env.complain(std::string(all ? "all" : "any") + "() takes true and false");
    }
  }
  return sure ? Datum(all) : Datum();
}
Datum all(Arguments a, Env& env) { return quantifier(a, env, true); }
Datum any(Arguments a, Env& env) { return quantifier(a, env, false); }

bool same(const Datum& a, const Datum& b) { return equal(a, b) == Tri(true); }

Datum list_contains(Arguments a, Env&) {
  if (a[0].is_null())
    return {};
  const DatumList items = as_list(a[0]);
  return std::any_of(items.begin(), items.end(), [&](const Datum& i) { return same(i, a[1]); });
}

Datum append(Arguments a, Env&) {
  if (a[0].is_null())
    return {};
  DatumList items = as_list(a[0]);
  items.insert(items.end(), a.begin() + 1, a.end());
  return make_list(std::move(items));
}

Datum concatenate(Arguments a, Env&) {
  DatumList items;
  for (const Datum& list : a) {
    if (list.is_null())
      return {};
    const DatumList part = as_list(list);
    items.insert(items.end(), part.begin(), part.end());
  }
  return make_list(std::move(items));
}

// "position" of a list of `size`, negative from the end; no value beyond it.
std::optional<std::size_t> place_in(std::int64_t position, std::size_t size) {
  const auto n = static_cast<std::int64_t>(size);
  if (position == 0 || position > n || position < -n)
    return std::nullopt;
  return static_cast<std::size_t>(position > 0 ? position - 1 : n + position);
}

Datum insert_before(Arguments a, Env& env) {
  const auto position = take_whole(a, 1, env, "insert before");
  if (a[0].is_null() || !position)
    return {};
  DatumList items = as_list(a[0]);
  const auto place = place_in(*position, items.size());
  if (!place)
    return env.complain("insert before(): there is no position " + std::to_string(*position));
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(*place), a[2]);
  return make_list(std::move(items));
}

Datum remove(Arguments a, Env& env) {
  const auto position = take_whole(a, 1, env, "remove");
  if (a[0].is_null() || !position)
    return {};
  DatumList items = as_list(a[0]);
  const auto place = place_in(*position, items.size());
  if (!place)
    return env.complain("remove(): there is no position " + std::to_string(*position));
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(*place));
  return make_list(std::move(items));
}

// By position, or wherever a function of (item, new item) says true.
Datum list_replace(Arguments a, Env& env) {
  if (a[0].is_null())
    return {};
  DatumList items = as_list(a[0]);
  if (const Function* match = a[1].function()) {
    for (Datum& item : items) {
      const Datum hit = call_function(*match, std::array{item, a[2]}, env);
      if (hit.get<bool>() == nullptr)
        return {};
      if (*hit.get<bool>())
        item = a[2];
    }
    return make_list(std::move(items));
  }
  const auto position = take_whole(a, 1, env, "list replace");
  const auto place = position ? place_in(*position, items.size()) : std::nullopt;
  if (!place)
    return env.complain("list replace(): there is no such position");
  items[*place] = a[2];
  return make_list(std::move(items));
}

Datum reverse(Arguments a, Env&) {
  if (a[0].is_null())
    return {};
  DatumList items = as_list(a[0]);
  std::reverse(items.begin(), items.end());
  return make_list(std::move(items));
}

Datum index_of(Arguments a, Env&) {
  if (a[0].is_null())
    return {};
  DatumList places;
  const DatumList items = as_list(a[0]);
  for (std::size_t i = 0; i < items.size(); ++i)
    if (same(items[i], a[1]))
      places.emplace_back(Decimal(static_cast<std::int64_t>(i + 1)));
  return make_list(std::move(places));
}

void add_distinct(DatumList& kept, const DatumList& items, Env& env) {
  for (const Datum& item : items) {
    if (!env.step(kept.size() / 16 + 1))
      return;
    if (std::none_of(kept.begin(), kept.end(), [&](const Datum& k) { return same(k, item); }))
      kept.push_back(item);
  }
}

Datum distinct(Arguments a, Env& env) {
  DatumList kept;
  for (const Datum& list : a) {
    if (list.is_null())
      return {};
    add_distinct(kept, as_list(list), env);
  }
  return make_list(std::move(kept));
}

void flatten_into(DatumList& flat, const DatumList& items) {
  for (const Datum& item : items)
    if (const DatumList* inner = item.list())
      flatten_into(flat, *inner);
    else
      flat.push_back(item);
}

Datum flatten(Arguments a, Env&) {
  if (a[0].is_null())
    return {};
  DatumList flat;
  flatten_into(flat, as_list(a[0]));
  return make_list(std::move(flat));
}

Datum sublist(Arguments a, Env& env) {
  const auto start = take_whole(a, 1, env, "sublist");
  if (a[0].is_null() || !start)
    return {};
  const DatumList items = as_list(a[0]);
  const auto place = place_in(*start, items.size());
  if (!place)
    return env.complain("sublist(): there is no position " + std::to_string(*start));
  std::size_t length = items.size() - *place;
  if (a.size() > 2 && !a[2].is_null()) {
    const auto wanted = take_whole(a, 2, env, "sublist");
    if (!wanted || *wanted < 0 || static_cast<std::size_t>(*wanted) > length)
      return env.complain("sublist(): the list is too short");
    length = static_cast<std::size_t>(*wanted);
  }
  const auto first = items.begin() + static_cast<std::ptrdiff_t>(*place);
  return make_list(DatumList(first, first + static_cast<std::ptrdiff_t>(length)));
}

// By a function that says whether its first argument comes first, else by the natural order.
Datum sort(Arguments a, Env& env) {
  if (a[0].is_null())
    return {};
  DatumList items = as_list(a[0]);
  if (a.size() < 2) {
    auto ordered = sorted(items);
    return ordered ? make_list(std::move(*ordered)) : Datum();
  }
  const Function* precedes = a[1].function();
  if (precedes == nullptr)
    return env.complain("sort() takes a function as its second argument");
  // Insertion by halves: a comparison that contradicts itself costs order, never safety.
  DatumList ordered;
  for (Datum& item : items) {
    std::size_t low = 0;
    std::size_t high = ordered.size();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      const Datum first = call_function(*precedes, std::array{item, ordered[middle]}, env);
      if (first.get<bool>() == nullptr)
        return {};
      if (*first.get<bool>())
        high = middle;
      else
        low = middle + 1;
    }
    if (!env.step(ordered.size() / 16 + 1))
      return {};
    ordered.insert(ordered.begin() + static_cast<std::ptrdiff_t>(low), std::move(item));
  }
  return make_list(std::move(ordered));
}

constexpr Builtin table[] = {
    {"min", "list", 1, any_number, least},
    {"max", "list", 1, any_number, greatest},
    {"count", "list", 1, any_number, count},
    {"sum", "list", 1, any_number, sum},
    {"product", "list", 1, any_number, product},
    {"mean", "list", 1, any_number, mean},
    {"median", "list", 1, any_number, median},
    {"mode", "list", 1, any_number, mode},
    {"stddev", "list", 1, any_number, stddev},
    {"all", "list", 1, any_number, all},
    {"any", "list", 1, any_number, any},
    {"list contains", "list, element", 2, 2, list_contains},
    {"append", "list, item", 2, any_number, append},
    {"concatenate", "list", 1, any_number, concatenate},
    {"insert before", "list, position, newItem", 3, 3, insert_before},
    {"remove", "list, position", 2, 2, remove},
    {"list replace", "list, position, newItem|list, match, newItem", 3, 3, list_replace},
    {"reverse", "list", 1, 1, reverse},
    {"index of", "list, match", 2, 2, index_of},
    {"union", "list", 1, any_number, distinct},
    {"distinct values", "list", 1, 1, distinct},
    {"flatten", "list", 1, 1, flatten},
    {"sublist", "list, start position, length", 2, 3, sublist},
    {"sort", "list, precedes", 1, 2, sort},
};

} // namespace

std::span<const Builtin> list_builtins() { return table; }

} // namespace amends::rules
