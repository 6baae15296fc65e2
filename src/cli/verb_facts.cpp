// amends facts: every fact a condition may use, a line each.
#include "amends/policy.hpp"
#include "filter.hpp"
#include "verb.hpp"

#include <algorithm>

namespace amends::cli {
namespace {

Json fact_line(const FactInfo& fact) {
  Json title = Json::object();
  title.set("zh", Json::string(fact.title_zh));
  title.set("en", Json::string(fact.title_en));
  Json out = Json::object();
  out.set("name", Json::string(fact.name));
  out.set("type", Json::string(fact.type));
  out.set("unit", Json::string(fact.unit));
  out.set("title", std::move(title));
  out.set("meaning", Json::string(fact.meaning));
  out.set("example", Json::string(fact.example));
  out.set("supplied_by", Json::string(fact.supplied_by));
  return out;
}

int list_facts() {
  std::vector<const FactInfo*> all;
  for (const auto* list : {&order_facts(), &case_facts()})
    for (const FactInfo& fact : *list)
      all.push_back(&fact);
  std::stable_sort(all.begin(), all.end(),
                   [](const FactInfo* a, const FactInfo* b) { return a->name < b->name; });
  // Where order and case both know a fact, the order's words of it are shown.
  const auto same = [](const FactInfo* a, const FactInfo* b) { return a->name == b->name; };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  for (const FactInfo* fact : all)
    print_line(print_json(fact_line(*fact)));
  return fine;
}

} // namespace

Work prepare_facts(Options&) { return list_facts; }

} // namespace amends::cli
