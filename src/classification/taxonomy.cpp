#include "classification/taxonomy.hpp"

#include "amends/ids.hpp"

#include <algorithm>
#include <array>

namespace amends {
namespace {

Result<std::vector<std::string>> read_names(const Json* list, std::vector<std::string> usual,
                                            const std::string& where) {
  if (list == nullptr)
    return usual;
  std::vector<std::string> out;
  if (list->is(Json::Kind::array))
    for (const Json& item : list->items)
      if (item.is(Json::Kind::text))
        out.push_back(item.text);
  if (out.empty() || out.size() != list->items.size())
    return Error{Code::policy, "levels are a list of names, such as [\"low\", \"high\"]", where};
  return out;
}

// The place of `name` in `names`; an error that offers the nearest.
Result<std::int32_t> place_of(const Json& name, const std::vector<std::string>& names,
                              std::string_view what, const std::string& where) {
  if (!name.is(Json::Kind::text))
    return Error{Code::policy, "a " + std::string(what) + " is named by a text", where};
  const auto found = std::find(names.begin(), names.end(), name.text);
  if (found != names.end())
    return static_cast<std::int32_t>(found - names.begin());
  std::string offers;
  for (const auto& one : names)
    offers += (offers.empty() ? "" : ", ") + one;
  return Error{Code::policy,
               "\"" + name.text + "\" is no " + std::string(what) + " of this policy: " + offers,
               where};
}

Result<void> check_keys(const Json& category, const std::string& where) {
  static constexpr auto known =
      std::to_array<std::string_view>({"title", "priority", "severity", "words", "severity_words",
                                       "always", "secondary", "needs", "x"});
  for (const auto& [key, value] : category.members) {
    if (std::find(known.begin(), known.end(), key) != known.end())
      continue;
    const auto near = nearest_names(key, known, 1);
    const std::string offer = near.empty() ? "" : "; is it \"" + std::string(near.front()) + "\"?";
    return Error{Code::policy, "a category has no \"" + key + "\"" + offer,
                 where + pointer_step(key)};
  }
  return {};
}

Result<bool> read_flag(const Json& category, const char* name, const std::string& where) {
  const Json* flag = category.find(name);
  if (flag == nullptr)
    return false;
  if (!flag->is(Json::Kind::boolean))
    return Error{Code::policy, "true or false", where + "/" + name};
  return flag->flag;
}

Result<Category> read_category(const std::string& name, const Json& json, const Taxonomy& taxonomy,
                               const std::string& where) {
  if (!json.is(Json::Kind::object))
    return Error{Code::policy, "a category is an object", where};
  AMENDS_CHECK(check_keys(json, where));
  Category out;
  out.name = name;
  if (const Json* severity = json.find("severity")) {
    AMENDS_TRY_ASSIGN(out.severity,
                      place_of(*severity, taxonomy.severities, "severity", where + "/severity"));
  }
  if (const Json* priority = json.find("priority")) {
    AMENDS_CHECK(place_of(*priority, taxonomy.priorities, "priority", where + "/priority"));
    out.priority = priority->text;
  }
  AMENDS_TRY_ASSIGN(out.always, read_flag(json, "always", where));
  AMENDS_TRY_ASSIGN(out.secondary, read_flag(json, "secondary", where));
  return out;
}

// {"high": {"zh": [...]}, ...}
Result<void> add_severity_words(Lexicon& lexicon, const Json& words, std::int32_t category,
                                const Taxonomy& taxonomy, const std::string& where) {
  if (!words.is(Json::Kind::object))
    return Error{Code::policy, "severity words stand under a severity: {\"high\": {\"zh\": [...]}}",
                 where};
  for (const auto& [level, list] : words.members) {
    const std::string at = where + pointer_step(level);
    LexiconEntry entry;
    entry.category = category;
    AMENDS_TRY_ASSIGN(entry.level,
                      place_of(Json::string(level), taxonomy.severities, "severity", at));
    AMENDS_CHECK(lexicon.add(list, entry, at));
  }
  return {};
}

} // namespace

std::size_t Taxonomy::find(std::string_view category) const {
  for (std::size_t i = 0; i < categories.size(); ++i)
    if (categories[i].name == category)
      return i;
  return categories.size();
}

Result<Taxonomy> read_taxonomy(const Json& policy) {
  Taxonomy out;
  const Json* levels = policy.find("levels");
  const auto level_list = [&](std::string_view name) {
    return levels != nullptr ? levels->find(name) : nullptr;
  };
  AMENDS_TRY_ASSIGN(out.severities,
                    read_names(level_list("severity"), {"low", "medium", "high", "critical"},
                               "/levels/severity"));
  AMENDS_TRY_ASSIGN(out.priorities, read_names(level_list("priority"), {"P1", "P2", "P3", "P4"},
                                               "/levels/priority"));
  const Json* categories = policy.find("categories");
  if (categories != nullptr && !categories->is(Json::Kind::object))
    return Error{Code::policy, "categories stand under their names", "/categories"};
  if (categories != nullptr)
    for (const auto& [name, json] : categories->members) {
      AMENDS_TRY_ASSIGN(Category category,
                        read_category(name, json, out, "/categories" + pointer_step(name)));
      out.categories.push_back(std::move(category));
    }
  out.other = out.find(out_of_scope);
  if (out.other == out.categories.size()) {
    out.categories.emplace_back();
    out.categories.back().name = out_of_scope;
  }
  return out;
}

Result<Lexicon> read_lexicon(const Json& policy, const Taxonomy& taxonomy) {
  Lexicon out;
  if (const Json* levels = policy.find("levels"))
    if (const Json* words = levels->find("severity_words")) {
      AMENDS_CHECK(add_severity_words(out, *words, -1, taxonomy, "/levels/severity_words"));
    }
  for (std::size_t i = 0; i < taxonomy.categories.size(); ++i) {
    const std::string& name = taxonomy.categories[i].name;
    const Json* categories = policy.find("categories");
    const Json* json = categories != nullptr ? categories->find(name) : nullptr;
    if (json == nullptr)
      continue;
    const std::string where = "/categories" + pointer_step(name);
    LexiconEntry entry;
    entry.category = static_cast<std::int32_t>(i);
    if (const Json* words = json->find("words")) {
      AMENDS_CHECK(out.add(*words, entry, where + "/words"));
    }
    if (const Json* words = json->find("severity_words")) {
      AMENDS_CHECK(
          add_severity_words(out, *words, entry.category, taxonomy, where + "/severity_words"));
    }
  }
  out.build();
  return out;
}

} // namespace amends
