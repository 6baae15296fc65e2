#include "rules/dmn_types.hpp"

#include "amends/ids.hpp"
#include "rules/temporal.hpp"

#include <algorithm>
#include <array>

namespace amends::rules {
namespace {

constexpr int deepest = 40;

struct BuiltinType {
  std::string_view name;
  std::string_view words; // for messages
};
constexpr std::array<BuiltinType, 16> builtin_types{{
    {"number", "a number"},
    {"string", "a text"},
    {"boolean", "true or false"},
    {"date", "a date like 2026-09-21"},
    {"time", "a time like 08:30:00"},
    {"date and time", "a date and time like 2026-09-21T08:30:00Z"},
    {"dateTime", "a date and time like 2026-09-21T08:30:00Z"},
    {"days and time duration", "a duration like P1DT2H"},
    {"day and time duration", "a duration like P1DT2H"},
    {"dayTimeDuration", "a duration like P1DT2H"},
    {"years and months duration", "a duration like P1Y2M"},
    {"year and month duration", "a duration like P1Y2M"},
    {"yearMonthDuration", "a duration like P1Y2M"},
    {"Any", "anything"},
    {"list", "a list"},
    {"context", "an object"},
}};

const BuiltinType* builtin_type(std::string_view name) {
  for (const BuiltinType& type : builtin_types)
    if (type.name == name)
      return &type;
  return nullptr;
}

bool allowed(const TypeDef& type, const Datum& value) {
  if (!type.allowed)
    return true;
  Env env;
  env.set_local(0, value);
  return holds(*type.allowed, env) == Tri(true);
}

Error wrong(std::string message, const std::string& where) {
  return {Code::parse, std::move(message), where};
}

// A text as a value of a built-in type; null where it is none.
Datum text_as(std::string_view text, std::string_view type) {
  if (type == "date") {
    const auto date = read_date(text);
    return date ? Datum(*date) : Datum();
  }
  if (type == "time") {
    const auto time = read_time(text);
    return time ? Datum(*time) : Datum();
  }
  if (type == "date and time" || type == "dateTime") {
    const auto t = read_date_time(text);
    return t ? Datum(*t) : Datum();
  }
  if (type.find("month") != std::string_view::npos ||
      type.find("Month") != std::string_view::npos) {
    const auto months = read_months_duration(text);
    return months ? Datum(*months) : Datum();
  }
  if (type.find("uration") != std::string_view::npos) {
    const auto duration = read_days_duration(text);
    return duration ? Datum(*duration) : Datum();
  }
  return {};
}

Result<Datum> read_builtin(const Json& json, const BuiltinType& type, const std::string& where) {
  const auto misfit = [&] {
    return wrong("expected " + std::string(type.words) + ", found " +
                     std::string(kind_words(json.kind)) +
                     (json.is(Json::Kind::text) ? " (" + json.text + ")" : ""),
                 where);
  };
  if (type.name == "number") {
    if (!json.is(Json::Kind::number))
      return misfit();
    auto number = Decimal::parse(json.text);
    if (!number)
      return std::move(number).error().inside(where);
    return Datum(*number);
  }
  if (type.name == "boolean") {
    if (!json.is(Json::Kind::boolean))
      return misfit();
    return Datum(json.flag);
  }
  if (!json.is(Json::Kind::text))
    return misfit();
  if (type.name == "string")
    return Datum(json.text);
  Datum value = text_as(json.text, type.name);
  if (value.is_null())
    return misfit();
  return value;
}

struct ToJson {
  Json operator()(const Null&) const { return {}; }
  Json operator()(bool b) const { return Json::boolean(b); }
  Json operator()(const Decimal& d) const { return Json::number_text(d.text()); }
  Json operator()(const std::string& s) const { return Json::string(s); }
  Json operator()(const Date& d) const { return Json::string(print_iso(d)); }
  Json operator()(const TimeOfDay& t) const { return Json::string(print_iso(t)); }
  Json operator()(const DateTime& t) const { return Json::string(print_iso(t)); }
  Json operator()(const Duration& d) const { return Json::string(print_iso(d)); }
  Json operator()(const Months& m) const { return Json::string(print_iso(m)); }
  Json operator()(const Amount& a) const { return value_to_json(to_value(a)); }
  Json operator()(const Datum::List& list) const {
    Json out = Json::array();
    for (const Datum& item : *list)
      out.items.push_back(to_json(item));
    return out;
  }
  Json operator()(const Datum::Context& context) const {
    Json out = Json::object();
    for (const auto& [name, value] : *context)
      out.set(name, to_json(value));
    return out;
  }
  Json operator()(const Datum::RangePtr& range) const { return Json::string(print(range)); }
  Json operator()(const Datum::FunctionPtr&) const { return {}; }
};

} // namespace

Json to_json(const Datum& value) { return std::visit(ToJson{}, value.data); }

const TypeDef* TypeTable::find(std::string_view name) const {
  const auto found = types_.find(name);
  return found != types_.end() ? &found->second : nullptr;
}

std::string TypeTable::resolve(std::string_view written, std::string_view prefix) const {
  if (written.empty())
    return {};
  const std::string local = std::string(prefix) + std::string(written);
  if (find(local) != nullptr)
    return local;
  if (find(written) != nullptr || builtin_type(written) != nullptr)
    return std::string(written);
  const std::size_t colon = written.find(':');
  if (colon != std::string_view::npos)
    return resolve(written.substr(colon + 1), prefix);
  return std::string(written);
}

std::optional<Datum> TypeTable::conform_items(const Datum& value, const TypeDef& type,
                                              std::string& why, int depth) const {
  DatumList items;
  const DatumList lone{value};
  for (const Datum& item : value.list() != nullptr ? *value.list() : lone) {
    if (!allowed(type, item)) {
      why = print(item) + " is not among the allowed values";
      return std::nullopt;
    }
    if (type.base.empty()) {
      auto own = conform_members(item, type, why, depth);
      if (!own)
        return std::nullopt;
      items.push_back(std::move(*own));
      continue;
    }
    auto own = conform(item, type.base, why, depth + 1);
    if (!own)
      return std::nullopt;
    items.push_back(std::move(*own));
  }
  return make_list(std::move(items));
}

std::optional<Datum> TypeTable::conform_members(const Datum& value, const TypeDef& type,
                                                std::string& why, int depth) const {
  if (value.is_null())
    return value;
  if (value.context() == nullptr) {
    why = std::string(kind_words(value)) + " is no structure";
    return std::nullopt;
  }
  DatumContext members = *value.context();
  for (const auto& [name, component] : type.components) {
    const auto member = std::find_if(members.begin(), members.end(),
                                     [&](const DatumMember& m) { return m.first == name; });
    if (member == members.end()) {
      why = "the member \"" + name + "\" is not there";
      return std::nullopt;
    }
    auto own = conform(member->second, component, why, depth + 1);
    if (!own) {
      why = name + ": " + why;
      return std::nullopt;
    }
    member->second = std::move(*own);
  }
  return make_context(std::move(members));
}

std::optional<Datum> TypeTable::conform(const Datum& value, std::string_view type, std::string& why,
                                        int depth) const {
  if (type.empty() || value.is_null() || depth > deepest || type == "Any")
    return value;
  const TypeDef* def = find(type);
  if (def == nullptr) {
    if (builtin_type(type) == nullptr)
      return value; // a type this library does not know constrains nothing
    const Env env;
    if (instance_of(value, type, env) == Tri(true))
      return value;
    const DatumList* list = value.list();
    if (list != nullptr && list->size() == 1)
      return conform(list->front(), type, why, depth + 1);
    if (value.get<Date>() != nullptr && (type == "date and time" || type == "dateTime"))
      return DateTime{*value.get<Date>(), 0, Zone{Zone::Kind::offset, 0, {}}};
    why = std::string(kind_words(value)) + " (" + print(value) + ") is not of type " +
          std::string(type);
    return std::nullopt;
  }
  if (def->collection)
    return conform_items(value, *def, why, depth);
  const DatumList* list = value.list();
  if (def->base.empty() && list != nullptr && list->size() == 1)
    return conform(list->front(), type, why, depth + 1);
  auto own = def->base.empty() ? conform_members(value, *def, why, depth)
                               : conform(value, def->base, why, depth + 1);
  if (own && !allowed(*def, *own)) {
    why = print(value) + " is not among the allowed values of " + std::string(type);
    return std::nullopt;
  }
  return own;
}

Tri TypeTable::is_of_type(const Datum& value, std::string_view type) const {
  const TypeDef* def = find(type);
  if (def == nullptr)
    return std::nullopt;
  if (value.is_null() || (value.list() != nullptr) != def->collection)
    return def->collection || def->base.empty() || find(def->base) == nullptr
               ? Tri(false)
               : is_of_type(value, def->base);
  std::string why;
  return conform(value, type, why).has_value();
}

Result<Datum> TypeTable::read_members(const Json& json, const TypeDef& type,
                                      const std::string& where, int depth) const {
  if (!json.is(Json::Kind::object))
    return wrong("expected an object, found " + std::string(kind_words(json.kind)), where);
  DatumContext members;
  std::vector<std::string_view> names;
  for (const auto& [name, component] : type.components)
    names.push_back(name);
  for (const auto& [key, value] : json.members)
    if (std::find(names.begin(), names.end(), key) == names.end()) {
      const auto near = nearest_names(key, names, 1);
      return wrong("no member is called \"" + key + "\"" +
                       (near.empty() ? "" : "; did you mean \"" + std::string(near[0]) + "\"?"),
                   where + pointer_step(key));
    }
  for (const auto& [name, component] : type.components) {
    const Json* member = json.find(name);
    Datum value;
    if (member != nullptr) {
      AMENDS_TRY_ASSIGN(value, read(*member, component, where + pointer_step(name), depth + 1));
    }
    members.emplace_back(name, std::move(value));
  }
  return make_context(std::move(members));
}

Result<Datum> TypeTable::read(const Json& json, std::string_view type, const std::string& where,
                              int depth) const {
  if (json.is_null())
    return Datum();
  const TypeDef* def = find(type);
  const BuiltinType* own = builtin_type(type);
  if (depth > deepest || (def == nullptr && (own == nullptr || type == "Any" || type == "list" ||
                                             type == "context"))) {
    auto value = value_from_json(json);
    if (!value)
      return std::move(value).error().inside(where);
    return from_value(*value);
  }
  if (def == nullptr)
    return read_builtin(json, *own, where);
  if (def->collection) {
    const std::vector<Json> lone{json};
    const bool list = json.is(Json::Kind::array);
    const std::vector<Json>& items = list ? json.items : lone;
    DatumList out;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string place = list ? where + pointer_step(i) : where;
      Datum item;
      if (!def->base.empty()) {
        AMENDS_TRY_ASSIGN(item, read(items[i], def->base, place, depth + 1));
      } else if (!items[i].is_null()) {
        AMENDS_TRY_ASSIGN(item, read_members(items[i], *def, place, depth + 1));
      }
      out.push_back(std::move(item));
    }
    return make_list(std::move(out));
  }
  if (def->base.empty())
    return read_members(json, *def, where, depth);
  return read(json, def->base, where, depth + 1);
}

} // namespace amends::rules
