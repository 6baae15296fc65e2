#include "policy/compiled.hpp"
#include "policy/vocabulary.hpp"
#include "rules/compared.hpp"

namespace amends::packs {

Build::Build(const Json& root_in, Policy::Compiled& out_in, Report& report_in)
    : root(root_in), out(out_in), report(report_in) {
  collect_facts();
}

const Json& Build::section(std::string_view name) const {
  static const Json empty = Json::object();
  const Json* found = root.find(name);
  return found != nullptr && found->is(Json::Kind::object) ? *found : empty;
}

// The dictionary: order and law facts, the case's own, and those the pack declares.
void Build::collect_facts() {
  for (const FactInfo& fact : order_facts())
    fact_types_.emplace(fact.name, fact.type);
  for (const FactInfo& fact : case_facts())
    fact_types_.emplace(fact.name, fact.type);
  static const std::vector<std::string_view> types = {"word", "text",      "number", "boolean",
                                                      "date", "date-time", "money",  "duration"};
  for (const auto& [name, spec] : section("facts").members) {
    const std::string where = "/facts" + pointer_step(name);
    const std::string type = text_of(spec.find("type"));
    if (!name.starts_with("x."))
      report.error("name", where, "a shop's own fact " + quoted(name) + " needs the family \"x\"",
                   "write " + quoted("x." + name));
    if (!type.empty() && !contains(types, type))
      report.error("fact_type", where + "/type", quoted(type) + " is no type of a fact",
                   offer(type, types, "write one of " + joined(types)));
    fact_types_.emplace(name, type);
  }
  facts_.type = [this](std::string_view name) -> std::optional<std::string> {
    const auto found = fact_types_.find(name);
    return found == fact_types_.end() ? std::nullopt : std::optional(found->second);
  };
  for (const auto& [name, type] : fact_types_)
    facts_.names.push_back(name);
}

std::string Build::default_calendar() const {
  if (out.calendars.contains("desk"))
    return "desk";
  return out.calendars.size() == 1 ? out.calendars.begin()->first : std::string();
}

Build::Within Build::within(std::string_view text, const Json* on, const std::string& where,
                            const std::string& on_where) {
  Within result;
  Result<Span> span = parse_span(text, where);
  if (!span) {
    report.take(std::move(span).error(), "span");
    return result;
  }
  result.span = *span;
  const std::string named = text_of(on);
  if (!named.empty() && !out.calendars.contains(named)) {
    std::vector<std::string_view> names;
    for (const auto& [name, calendar] : out.calendars)
      names.push_back(name);
    report.error("calendar", on_where, "there is no calendar " + quoted(named),
                 offer(named, names, "add it under \"calendars\""));
    return result;
  }
  if (!span->needs_calendar())
    return result;
  result.calendar = named.empty() ? default_calendar() : named;
  if (result.calendar.empty())
    report.error("calendar", where, quoted(text) + " counts open time and no calendar is named",
                 "add \"on\": \"desk\"");
  return result;
}

std::optional<Expression> Build::guard(const Json* text, const std::string& where) {
  if (text == nullptr || !text->is(Json::Kind::text))
    return std::nullopt;
  Result<Expression> compiled = Expression::compile(text->text, facts_, where);
  if (!compiled) {
    report.take(std::move(compiled).error(), "guard");
    return std::nullopt;
  }
  check_compared(text->text, where);
  return std::move(*compiled);
}

// Whom a stage waits for; empty: us.
static std::string_view waits_for(const Json& stage) {
  const Json* who = stage.find("waiting_for");
  return who != nullptr && who->is(Json::Kind::text) ? std::string_view(who->text)
                                                     : std::string_view();
}

void Build::check_compared(std::string_view guard, const std::string& where) {
  for (const auto& [fact, word] : rules::compared_words(guard, facts_)) {
    std::vector<std::string_view> known;
    if (fact == "category") {
      for (const auto& [name, title] : out.category_titles)
        known.push_back(name);
      known.emplace_back("other");
    } else if (fact == "severity") {
      known.assign(out.severities.begin(), out.severities.end());
    } else if (fact == "priority") {
      known.assign(out.priorities.begin(), out.priorities.end());
    } else if (fact == "kind" || fact == "stage" || fact == "waiting_for") {
      for (const auto& [kind, workflow] : section("workflows").members) {
        if (fact == "kind")
          known.push_back(kind);
        if (const Json* stages = workflow.find("stages"); stages != nullptr && fact != "kind")
          for (const auto& [name, stage] : stages->members)
            known.push_back(fact == "stage" ? std::string_view(name) : waits_for(stage));
      }
    }
    if (!known.empty() && !contains(known, word))
      report.error("word", where, "there is no " + fact + " " + quoted(word),
                   offer(word, known, "write one that is there"));
  }
}

void Build::check_role(const std::string& role, bool builtin, const std::string& where) {
  if (role.empty())
    return;
  const bool is_builtin = contains(builtin_roles(), role);
  if (is_builtin ? builtin : out.roles.contains(role))
    return;
  std::vector<std::string_view> names;
  for (const auto& [name, spec] : out.roles)
    if (builtin || !contains(builtin_roles(), name))
      names.push_back(name);
  report.error("role", where,
               "there is no role " + quoted(role) + (is_builtin ? " of the house" : ""),
               offer(role, names, "add it under \"roles\""));
}

Words words_of(const Json* json) {
  Words words;
  if (json != nullptr)
    for (const auto& [language, text] : json->members)
      words.emplace(language, text.text);
  return words;
}

std::vector<std::string> texts_of(const Json* json) {
  std::vector<std::string> texts;
  if (json == nullptr)
    return texts;
  if (json->is(Json::Kind::text))
    texts.push_back(json->text);
  for (const Json& item : json->items)
    texts.push_back(item.text);
  return texts;
}

std::string text_of(const Json* json) {
  return json != nullptr && json->is(Json::Kind::text) ? json->text : std::string();
}

} // namespace amends::packs
