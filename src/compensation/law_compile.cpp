// Compiling "laws" of a pack. docs/compensation.md describes the format.
#include "compensation/facts.hpp"
#include "compensation/law.hpp"

#include "amends/described.hpp"
#include "amends/ids.hpp"

#include <algorithm>
#include <array>

namespace amends::compensation {

namespace {

Error bad(std::string message, std::string where) {
  return {Code::policy, std::move(message), std::move(where)};
}
Error as_policy(Error error) {
  error.code = Code::policy;
  return error;
}

Result<void> only(const Json& json, std::initializer_list<std::string_view> known,
                  const std::string& where) {
  if (!json.is(Json::Kind::object))
    return bad("this is an object of named fields", where);
  const std::vector<std::string_view> names(known);
  for (const auto& [name, value] : json.members) {
    if (std::find(names.begin(), names.end(), name) != names.end())
      continue;
    std::string message = "\"" + name + "\" is not known here";
    for (const auto near : nearest_names(name, names, 1))
      message += "; did you mean " + std::string(near);
    return bad(message, where + pointer_step(name));
  }
  return {};
}

std::string text_of(const Json& json, std::string_view name) {
  const auto* found = json.find(name);
  return found ? found->text : std::string();
}

// One word or a list of them.
std::vector<std::string> words_of(const Json* json) {
  std::vector<std::string> out;
  if (!json)
    return out;
  if (json->is(Json::Kind::text))
    out.push_back(json->text);
  for (const auto& item : json->items)
    out.push_back(item.text);
  return out;
}

Result<std::optional<Date>> date_at(const Json& json, std::string_view name,
                                    const std::string& where) {
  const auto* found = json.find(name);
  if (!found)
    return std::optional<Date>();
  auto date = parse_date(found->text);
  if (!date)
    return bad(date.error().message, where + pointer_step(name));
  return std::optional<Date>(*date);
}

Result<Validity> validity_of(const Json& json, const std::string& where) {
  Validity out;
  AMENDS_TRY_ASSIGN(out.from, date_at(json, "valid_from", where));
  AMENDS_TRY_ASSIGN(out.to, date_at(json, "valid_to", where));
  if (out.from && out.to && *out.to < *out.from)
    return bad("valid_to is before valid_from", where + "/valid_to");
  return out;
}

constexpr std::array<std::string_view, 8> kinds{"floor",       "deadline",  "right",  "prohibition",
                                                "presumption", "retention", "option", "counting"};
constexpr std::array<std::string_view, 4> as_of_words{"contract", "delivery", "act", "claim"};

Result<LawRule> read_rule(const std::string& id, const Json& json, const std::string& where) {
  AMENDS_CHECK(only(json,
                    {"law", "kind", "as_of", "article", "version", "valid_from", "valid_to",
                     "versions", "zh", "en"},
                    where));
  LawRule rule;
  rule.id = id;
  rule.law = text_of(json, "law");
  rule.kind = text_of(json, "kind");
  rule.as_of = text_of(json, "as_of");
  rule.zh = text_of(json, "zh");
  rule.en = text_of(json, "en");
  if (rule.law.empty() || rule.zh.empty() || rule.en.empty())
    return bad("a rule of law names its law and says in zh and en what it is about", where);
  if (std::find(kinds.begin(), kinds.end(), rule.kind) == kinds.end())
    return bad(
        "kind is floor, deadline, right, prohibition, presumption, retention, option or counting",
        where + "/kind");
  if (std::find(as_of_words.begin(), as_of_words.end(), rule.as_of) == as_of_words.end())
    return bad("as_of is contract, delivery, act or claim", where + "/as_of");
  const auto read_version = [&](const Json& from, const std::string& place) -> Result<void> {
    LawVersion version{text_of(from, "article"), text_of(from, "version"), {}};
    if (version.article.empty())
      return bad("a rule of law names its article", place);
    AMENDS_TRY_ASSIGN(version.validity, validity_of(from, place));
    rule.versions.push_back(std::move(version));
    return {};
  };
  if (const auto* versions = json.find("versions")) {
    for (std::size_t i = 0; i < versions->items.size(); ++i)
      AMENDS_CHECK(read_version(versions->items[i], where + "/versions" + pointer_step(i)));
  } else {
    AMENDS_CHECK(read_version(json, where));
  }
  return rule;
}

class LawReader {
public:
  LawReader(std::string name, const Json& json, const HolidayTables& tables)
      : json_(json), where_("/laws" + pointer_step(name)) {
    law_.name = std::move(name);
    law_.holidays = tables;
    known_.type = [this](std::string_view fact) -> std::optional<std::string> {
      const auto found = types_.find(fact);
      return found == types_.end() ? std::nullopt : std::optional<std::string>(found->second);
    };
  }

  Result<Law> read() {
    AMENDS_CHECK(only(json_,
                      {"jurisdiction", "currency", "calendar", "own_holidays", "as_of", "rules",
                       "facts", "steps", "money", "deadlines", "x"},
                      where_));
    AMENDS_CHECK(head());
    AMENDS_CHECK(facts());
    if (const auto* rules = json_.find("rules"))
      for (const auto& [id, spec] : rules->members) {
        AMENDS_TRY_ASSIGN(auto rule, read_rule(id, spec, where_ + "/rules" + pointer_step(id)));
        law_.rules.push_back(std::move(rule));
      }
    if (const auto* steps = json_.find("steps"))
      for (const auto& [name, spec] : steps->members)
        AMENDS_CHECK(step(name, spec, where_ + "/steps" + pointer_step(name)));
    AMENDS_CHECK(money());
    law_.deadlines = words_of(json_.find("deadlines"));
    return std::move(law_);
  }

private:
  Result<void> head() {
    law_.jurisdiction = text_of(json_, "jurisdiction");
    if (law_.jurisdiction.empty())
      return bad("say whose law it is: \"CN\"", where_ + "/jurisdiction");
    auto currency = parse_currency(text_of(json_, "currency"));
    if (!currency)
      return bad(currency.error().message, where_ + "/currency");
    law_.currency = *currency;
    const auto* calendar = json_.find("calendar");
    if (!calendar)
      return bad("a law needs the calendar that its periods are counted on", where_ + "/calendar");
    law_.calendar_spec = *calendar;
    auto compiled = Calendar::compile(*calendar, *law_.holidays, where_ + "/calendar");
    if (!compiled)
      return as_policy(std::move(compiled).error());
    law_.calendar = *compiled;
    law_.own_holidays = words_of(json_.find("own_holidays"));
    if (const auto* as_of = json_.find("as_of"))
      for (const auto& [word, fact] : as_of->members)
        law_.as_of.emplace(word, fact.text);
    return {};
  }

  Result<void> facts() {
    const auto* all = json_.find("facts");
    if (!all)
      return {};
    FactTypes order;
    for (const auto& fact : order_facts())
      order.names.push_back(fact.name);
    order.type = [](std::string_view name) -> std::optional<std::string> {
      const auto* fact = find_fact(name);
      return fact ? std::optional<std::string>(fact->info.type) : std::nullopt;
    };
    for (const auto& [name, spec] : all->members) {
      const auto where = where_ + "/facts" + pointer_step(name);
      AMENDS_CHECK(only(spec, {"type", "unit", "zh", "en", "as", "from", "example"}, where));
      LawFact fact;
      fact.info = {name,
                   text_of(spec, "type"),
                   text_of(spec, "unit"),
                   text_of(spec, "zh"),
                   text_of(spec, "en"),
                   text_of(spec, "en"),
                   text_of(spec, "example"),
                   spec.find("from") ? "shop" : "staff"};
      if (fact.info.type.empty())
        return bad("a fact needs a type", where + "/type");
      fact.as = spec.find("as") ? text_of(spec, "as") : name;
      if (spec.find("from")) {
        auto formula = Expression::compile(text_of(spec, "from"), order, where + "/from");
        if (!formula)
          return as_policy(std::move(formula).error());
        fact.from = std::move(*formula);
      }
      know(fact.as, fact.info.type == "date or instant" ? "any" : fact.info.type);
      law_.facts.push_back(std::move(fact));
    }
    std::sort(law_.facts.begin(), law_.facts.end(),
              [](const LawFact& a, const LawFact& b) { return a.info.name < b.info.name; });
    return {};
  }

  void know(const std::string& name, std::string type) {
    const auto [place, fresh] = types_.insert_or_assign(name, std::move(type));
    if (fresh)
      known_.names.push_back(place->first);
  }

  Result<Cited> cited(const Json& json, const std::string& where) const {
    Cited out;
    for (const auto& id : words_of(json.find("rule"))) {
      const auto found = std::find_if(law_.rules.begin(), law_.rules.end(),
                                      [&](const LawRule& r) { return r.id == id; });
      if (found == law_.rules.end()) {
        std::vector<std::string_view> names;
        for (const auto& rule : law_.rules)
          names.push_back(rule.id);
        std::string message = "there is no rule \"" + id + "\"";
        for (const auto near : nearest_names(id, names))
          message += "; did you mean " + std::string(near);
        return bad(message, where + "/rule");
      }
      out.rules.push_back(static_cast<std::size_t>(found - law_.rules.begin()));
    }
    if (out.rules.empty())
      return bad("say which rule of law this is: \"rule\"", where);
    AMENDS_TRY_ASSIGN(out.validity, validity_of(json, where));
    return out;
  }

  Result<void> step(const std::string& name, const Json& spec, const std::string& where) {
    LawStep step;
    step.name = name;
    step.needs = words_of(spec.find("needs"));
    for (std::size_t i = 0; i < step.needs.size(); ++i)
      if (!types_.contains(step.needs[i]))
        return bad("there is no fact \"" + step.needs[i] + "\"",
                   where + "/needs" + pointer_step(i));
    if (spec.find("let"))
      AMENDS_CHECK(let(step, spec, where));
    else if (spec.find("period"))
      AMENDS_CHECK(period(step, spec, where));
    else
      AMENDS_CHECK(table(step, spec, where));
    law_.steps.push_back(std::move(step));
    return {};
  }

  Result<void> formula(LawStep& step, const std::string& text, const std::string& where) {
    auto compiled = Expression::compile(text, known_, where);
    if (!compiled)
      return as_policy(std::move(compiled).error());
    step.formula = std::move(*compiled);
    return {};
  }

  Result<void> let(LawStep& step, const Json& spec, const std::string& where) {
    AMENDS_CHECK(only(spec, {"needs", "let", "type"}, where));
    step.kind = LawStep::Kind::let;
    AMENDS_CHECK(formula(step, text_of(spec, "let"), where + "/let"));
    step.type = spec.find("type") ? text_of(spec, "type") : "boolean";
    know(step.name, step.type);
    return {};
  }

  // "n" may be a formula: "60 + testing_days".
  Result<void> period(LawStep& step, const Json& spec, const std::string& where) {
    AMENDS_CHECK(only(spec, {"needs", "period", "from", "rule", "valid_from", "valid_to"}, where));
    step.kind = LawStep::Kind::period;
    Json plain = *spec.find("period");
    const auto* n = plain.find("n");
    if (!n)
      return bad("say how long: \"n\"", where + "/period/n");
    AMENDS_CHECK(formula(step, n->text, where + "/period/n"));
    plain.set("n", Json::number(1));
    auto period = read_legal_period(plain, where + "/period");
    if (!period)
      return as_policy(std::move(period).error());
    step.period = *period;
    step.from = text_of(spec, "from");
    if (!types_.contains(step.from))
      return bad("there is no fact \"" + step.from + "\"", where + "/from");
    AMENDS_TRY_ASSIGN(step.cited, cited(spec, where));
    step.type = period->unit == LegalPeriod::Unit::hours ? "date-time" : "date";
    know(step.name, step.type);
    return {};
  }

  Result<void> table(LawStep& step, const Json& spec, const std::string& where) {
    AMENDS_CHECK(only(spec, {"needs", "hit", "when", "then", "rows", "types", "hidden"}, where));
    step.kind = LawStep::Kind::table;
    step.hidden = words_of(spec.find("hidden"));
    Json plain = spec;
    plain.remove("needs");
    plain.remove("hidden");
    auto compiled = Table::compile(plain, step.name, known_, where);
    if (!compiled)
      return as_policy(std::move(compiled).error());
    step.table = std::move(*compiled);
    const auto& rows = step.table->rows();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto place = where + "/rows" + pointer_step(i);
      AMENDS_TRY_ASSIGN(auto cites, cited(rows[i].meta, place));
      step.rows.push_back(std::move(cites));
    }
    const auto* given = spec.find("types");
    for (const auto& column : step.table->outputs()) {
      const auto* type = given ? given->find(column) : nullptr;
      if (!types_.contains(column))
        know(column, type ? type->text : "any");
    }
    return {};
  }

  Result<void> money() {
    const auto* all = json_.find("money");
    if (!all)
      return {};
    FactTypes order;
    order.type = [](std::string_view name) -> std::optional<std::string> {
      const auto* fact = find_fact(name);
      return fact ? std::optional<std::string>(fact->info.type) : std::nullopt;
    };
    for (const auto& [result, spec] : all->members) {
      const auto where = where_ + "/money" + pointer_step(result);
      AMENDS_CHECK(only(spec, {"head", "needs", "full", "paid_by"}, where));
      LawMoney entry;
      entry.result = result;
      entry.paid_by = text_of(spec, "paid_by");
      entry.full = spec.find("full") ? text_of(spec, "full") : result;
      const auto& words = detail::ChoiceTable<Head>::words().first;
      const auto head = std::find(words.begin(), words.end(), text_of(spec, "head"));
      if (head == words.end())
        return bad("there is no such head of claim", where + "/head");
      entry.head = static_cast<Head>(head - words.begin());
      for (const auto& name : {entry.result, entry.full})
        if (!types_.contains(name))
          return bad("no step answers \"" + name + "\"", where);
      if (spec.find("needs")) {
        auto guard = Expression::compile(text_of(spec, "needs"), order, where + "/needs");
        if (!guard)
          return as_policy(std::move(guard).error());
        entry.needs = std::move(*guard);
      }
      law_.money.push_back(std::move(entry));
    }
    return {};
  }

  const Json& json_;
  std::string where_;
  Law law_;
  std::map<std::string, std::string, std::less<>> types_; // every name a formula may use
  FactTypes known_;                                       // the same, for compilers
};

} // namespace

Result<std::vector<Law>> compile_laws(const Json& policy, const HolidayTables& tables) {
  std::vector<Law> out;
  const auto* laws = policy.find("laws");
  if (!laws)
    return out;
  for (const auto& [name, json] : laws->members) {
    if (json.is_null())
      continue;
    AMENDS_TRY_ASSIGN(auto law, LawReader(name, json, tables).read());
    out.push_back(std::move(law));
  }
  return out;
}

} // namespace amends::compensation
