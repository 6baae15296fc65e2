// Compensation::floor: what the law grants, with the rules it rests on.
#include "compensation/compiled.hpp"
#include "compensation/draft.hpp"

#include <algorithm>

namespace amends {

namespace {

using compensation::Law;
using compensation::LawAnswer;

// Instants are shown in the law's own zone.
Json shown(const Value& value, const Law& law) {
  if (const auto* t = value.get<Instant>()) {
    const auto offset = law.calendar->offset_at(*t);
    return Json::string(print_instant(*t, offset ? *offset : Duration{}));
  }
  return value_to_json(value);
}

Json why_of(const Law& law, const LawAnswer& answer) {
  Json why = Json::array();
  for (const auto r : answer.rules) {
    const auto& rule = law.rules[r];
    const auto* version = compensation::wording(rule, answer.dates[r]);
    Json entry = Json::object();
    entry.set("rule", Json::string(rule.id));
    entry.set("law", Json::string(rule.law));
    entry.set("article", Json::string(version ? version->article : ""));
    if (version && !version->version.empty())
      entry.set("version", Json::string(version->version));
    entry.set("text", Json::string(rule.en));
    entry.set("zh", Json::string(rule.zh));
    why.items.push_back(std::move(entry));
  }
  return why;
}

} // namespace

const std::vector<FactInfo>& Compensation::law_facts() const { return compiled_->law_facts; }

Result<Json> Compensation::floor(const std::optional<Instant>& at, const Facts& facts) const {
  if (compiled_->laws.empty())
    return Error{Code::not_found, "this policy has no law in it: extend one, such as \"law-cn@1\"",
                 ""};
  const auto* chosen = compensation::law_for(*compiled_, facts);
  if (!chosen) {
    std::string known;
    for (const auto& law : compiled_->laws)
      known += (known.empty() ? "" : ", ") + law.jurisdiction;
    return Error{Code::not_found, "say whose law: \"jurisdiction\" is one of " + known,
                 "/facts/jurisdiction"};
  }
  const auto& law = *chosen;
  Facts own = facts;
  own.erase("jurisdiction");
  AMENDS_TRY_ASSIGN(auto known, compensation::law_facts(law, own));
  AMENDS_TRY_ASSIGN(const auto answer, compensation::ask_law(law, at, std::move(known)));
  Json result = Json::object();
  for (const auto& entry : answer.results)
    result.set(entry.key, shown(entry.value, law));
  Json out = Json::object();
  out.set("result", std::move(result));
  out.set("why", why_of(law, answer));
  if (!answer.missing.empty()) {
    Json missing = Json::array();
    for (const auto& name : answer.missing)
      missing.items.push_back(Json::string(name));
    out.set("missing", std::move(missing));
  }
  return out;
}

} // namespace amends
