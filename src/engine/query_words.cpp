// A misspelt word finds nothing, which looks as if there were nothing: it is told apart here.
#include "query.hpp"

#include <algorithm>

namespace amends::engine {
namespace {

using Known = std::set<std::string>;

void add_words(const Policy& policy, std::map<std::string, Known>& known) {
  known["priority"].insert(policy.priorities().begin(), policy.priorities().end());
  const std::vector<std::string> categories = policy.classifier().categories();
  known["category"].insert(categories.begin(), categories.end());
  if (const Json* workflows = policy.resolved().find("workflows"))
    for (const auto& [kind, json] : workflows->members) {
      known["kind"].insert(kind);
      if (const Workflow* flow = policy.workflow(kind))
        for (const auto& [stage, spec] : flow->stages)
          known["stage"].insert(stage);
    }
}

Result<void> check_word(const std::string& name, const Json& word, const Known& known,
                        const std::string& where) {
  if (!word.is(Json::Kind::text) || known.contains(word.text))
    return {};
  const std::vector<std::string_view> names(known.begin(), known.end());
  return Error{Code::parse,
               "no policy has the " + name + " " + word.text + near_names(word.text, names), where};
}

Result<void> check_incidents(Work& work, const Query& query) {
  AMENDS_TRY_ASSIGN(const auto wanted, texts_in(query, "incident"));
  if (wanted.empty() || is_customer(query))
    return {};
  AMENDS_TRY_ASSIGN(const World* world, work.world());
  for (const std::string& id : wanted)
    if (world->incident(id) == nullptr)
      return Error{Code::not_found, no_incident(*world, id), "/where/incident"};
  return {};
}

} // namespace

Result<void> check_words(Work& work, const Query& query) {
  AMENDS_CHECK(check_incidents(work, query));
  static constexpr std::string_view checked[] = {"stage", "category", "priority", "kind"};
  if (std::none_of(std::begin(checked), std::end(checked),
                   [&](std::string_view name) { return query.where.find(name) != nullptr; }))
    return {};
  std::map<std::string, Known> known;
  if (const auto& own = work.engine().setup.policy)
    add_words(*own, known);
  AMENDS_TRY_ASSIGN(const auto rows, work.session().scan_policies());
  for (const PolicyRow& row : rows) {
    AMENDS_TRY_ASSIGN(const auto policy, work.engine().policy(work.session(), row.digest));
    add_words(*policy, known);
  }
  if (known.empty())
    return {};
  known["category"].insert("other");
  for (const std::string_view name : checked) {
    const Json* value = query.where.find(name);
    if (value == nullptr)
      continue;
    const std::string where = "/where" + pointer_step(name);
    const Known& words = known[std::string(name)];
    if (!value->is(Json::Kind::array)) {
      AMENDS_CHECK(check_word(std::string(name), *value, words, where));
      continue;
    }
    for (std::size_t i = 0; i < value->items.size(); ++i)
      AMENDS_CHECK(check_word(std::string(name), value->items[i], words, where + pointer_step(i)));
  }
  return {};
}

} // namespace amends::engine
