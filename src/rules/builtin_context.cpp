// Functions on contexts.
#include "rules/builtin_help.hpp"

#include <algorithm>
#include <array>

namespace amends::rules {
namespace {

Datum get_value(Arguments a, Env& env) {
  const auto* key = take<std::string>(a, 1, env, "get value");
  const Datum* found = key != nullptr ? a[0].member(*key) : nullptr;
  return found != nullptr ? *found : Datum();
}

Datum get_entries(Arguments a, Env& env) {
  const DatumContext* context = a[0].context();
  if (context == nullptr)
    return a[0].is_null() ? Datum() : env.complain("get entries() takes a context");
  DatumList entries;
  for (const auto& [key, value] : *context)
    entries.push_back(make_context({{"key", key}, {"value", value}}));
  return make_list(std::move(entries));
}

void put(DatumContext& context, std::string_view key, const Datum& value) {
  for (auto& [name, old] : context)
    if (name == key) {
      old = value;
      return;
    }
  context.emplace_back(std::string(key), value);
}

Datum context_put(Arguments a, Env& env) {
  const DatumContext* context = a[0].context();
  if (context == nullptr)
    return a[0].is_null() ? Datum() : env.complain("context put() takes a context");
  DatumContext result = *context;
  if (const auto* key = a[1].get<std::string>()) {
    put(result, *key, a[2]);
    return make_context(std::move(result));
  }
  const DatumList* keys = a[1].list();
  if (keys == nullptr || keys->empty() || (*keys)[0].get<std::string>() == nullptr)
    return env.complain("context put() takes a key or a list of keys");
  const std::string& key = *(*keys)[0].get<std::string>();
  if (keys->size() == 1) {
    put(result, key, a[2]);
    return make_context(std::move(result));
  }
  const Datum* inner = a[0].member(key);
  const Datum deeper =
      context_put(std::array{inner != nullptr ? *inner : make_context({}),
                             make_list(DatumList(keys->begin() + 1, keys->end())), a[2]},
                  env);
  if (deeper.is_null())
    return {};
  put(result, key, deeper);
  return make_context(std::move(result));
}

Datum context_merge(Arguments a, Env& env) {
  DatumContext result;
  for (const Datum& part : as_list(a[0])) {
    if (part.context() == nullptr)
      return env.complain("context merge() takes a list of contexts");
    for (const auto& [key, value] : *part.context())
      put(result, key, value);
  }
  return make_context(std::move(result));
}

// A context of [{key, value}].
Datum context_of(Arguments a, Env& env) {
  DatumContext result;
  for (const Datum& entry : as_list(a[0])) {
    const Datum* key = entry.member("key");
    const Datum* value = entry.member("value");
    if (key == nullptr || value == nullptr || key->get<std::string>() == nullptr)
      return env.complain("context() takes a list of {key, value}");
    const std::string& name = *key->get<std::string>();
    if (std::any_of(result.begin(), result.end(), [&](const auto& m) { return m.first == name; }))
      return env.complain("context() was given the key \"" + name + "\" twice");
    result.emplace_back(name, *value);
  }
  return make_context(std::move(result));
}

constexpr Builtin table[] = {
    {"get value", "m, key|context, key", 2, 2, get_value},
    {"get entries", "m|context", 1, 1, get_entries},
    {"context put", "context, key, value|context, keys, value", 3, 3, context_put},
    {"context merge", "contexts", 1, 1, context_merge},
    {"context", "entries", 1, 1, context_of},
};

} // namespace

std::span<const Builtin> context_builtins() { return table; }

} // namespace amends::rules
