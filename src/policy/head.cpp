// Head, levels, numbers, roles, calendars, categories, surveys.
#include "policy/compiled.hpp"
#include "policy/vocabulary.hpp"

#include <algorithm>
#include <charconv>

namespace amends::packs {
namespace {

void compile_currency(Build& build) {
  const Json* currency = build.root.find("currency");
  if (currency == nullptr) {
    build.report.error("head", "/currency", "the policy names no currency",
                       "write \"currency\": \"CNY\", or extend \"base@1\"");
    return;
  }
  Result<Currency> parsed = parse_currency(currency->text);
  if (!parsed)
    build.report.take(about(currency->text, std::move(parsed).error(), "/currency"), "head");
  else
    build.out.currency = *parsed;
}

void compile_levels(Build& build) {
  const Json& levels = build.section("levels");
  build.out.severities = texts_of(levels.find("severity"));
  build.out.priorities = texts_of(levels.find("priority"));
  if (levels.find("severity") == nullptr)
    build.out.severities = {"low", "medium", "high", "critical"};
  if (levels.find("priority") == nullptr)
    build.out.priorities = {"P1", "P2", "P3", "P4"};
  build.out.repeat_within = hours(30 * 24);
  const Json* within = levels.find("repeat_within");
  if (within == nullptr)
    return;
  const auto span = parse_span(text_of(within));
  if (span && !span->needs_calendar() && span->n > 0)
    build.out.repeat_within = microseconds(span->n);
  else
    build.report.error("span", "/levels/repeat_within",
                       quoted(text_of(within)) + " is no length of clock time",
                       "write \"30d\" or \"72h\"");
}

Role compile_role(Build& build, const std::string& name, const Json& spec) {
  const std::string where = "/roles" + pointer_step(name);
  Role role;
  role.name = name;
  role.title = words_of(spec.find("title"));
  const std::vector<std::string> may = texts_of(spec.find("may"));
  for (std::size_t i = 0; i < may.size(); ++i) {
    const std::string here = where + "/may" + pointer_step(i);
    if (contains(builtin_roles(), name))
      build.report.error("role", here,
                         "what the built-in role " + quoted(name) + " may do is fixed",
                         "leave \"may\" out");
    else if (!contains(may_words(), may[i]))
      build.report.error("may", here, quoted(may[i]) + " is no right",
                         offer(may[i], may_words(), "write one of " + joined(may_words())));
    else
      role.may.insert(may[i]);
  }
  if (const Json* up_to = spec.find("up_to"); up_to != nullptr) {
    Result<Money> money = parse_money(up_to->text);
    if (!money)
      build.report.take(about(up_to->text, std::move(money).error(), where + "/up_to"), "money");
    else if (money->currency != build.out.currency)
      build.report.error("money", where + "/up_to",
                         quoted(up_to->text) +
                             " is not in the policy's "
                             "currency " +
                             std::string(build.out.currency.text()),
                         "convert it");
    else
      role.up_to = *money;
  }
  return role;
}

Role builtin_role(std::string_view name, const char* zh, const char* en) {
  Role role;
  role.name = std::string(name);
  role.title = {{"zh", zh}, {"en", en}};
  return role;
}

} // namespace

void compile_head(Build& build) {
  Policy::Compiled& out = build.out;
  out.id = text_of(build.root.find("id"));
  out.version = text_of(build.root.find("version"));
  out.languages = texts_of(build.root.find("languages"));
  out.title = words_of(build.root.find("title"));
  for (const std::string& language : out.languages)
    if (out.title.empty() || !build.root.find("title"))
      out.title.emplace(language, out.id);
  for (std::size_t i = 0; i < out.languages.size(); ++i)
    if (!is_language(out.languages[i]))
      build.report.error("head", "/languages" + pointer_step(i),
                         quoted(out.languages[i]) + " is no language",
                         "write \"zh\", \"zh-Hant\", \"en\"");
  if (out.languages.empty())
    build.report.error("head", "/languages", "the policy names no languages",
                       "write \"languages\": [\"zh\", \"en\"], or extend \"base@1\"");
  if (const Json* from = build.root.find("valid_from"); from != nullptr)
    if (Result<Date> date = parse_date(from->text); !date)
      build.report.take(about(from->text, std::move(date).error(), "/valid_from"), "head");
  compile_currency(build);
  compile_levels(build);
  out.number_pattern = text_of(build.section("numbers").find("case"));
  if (out.number_pattern.empty())
    out.number_pattern = "{n}";
  if (!check_number_pattern(out.number_pattern))
    build.report.error("number", "/numbers/case",
                       quoted(out.number_pattern) + " is no pattern of a case number",
                       "write \"AM{yyyy}{n:6}\"; known are "
                       "{yyyy} {yy} {mm} {dd} {n} {n:6}, and {n} must be there once");
}

void compile_roles(Build& build) {
  auto& roles = build.out.roles;
  for (const Role& role :
       {builtin_role("customer", "客户", "Customer"), builtin_role("carrier", "承运方", "Carrier"),
        builtin_role("seller", "商家", "Seller"),
        builtin_role("regulator", "监管部门", "Regulator"),
        builtin_role("system", "系统", "System")})
    roles.emplace(role.name, role);
  for (const auto& [name, spec] : build.section("roles").members)
    roles.insert_or_assign(name, compile_role(build, name, spec));
}

void compile_calendars(Build& build) {
  Policy::Compiled& out = build.out;
  for (const auto& [name, spec] : build.section("calendars").members) {
    Json bare = spec;
    bare.remove("title");
    auto calendar = Calendar::compile(bare, *out.holidays, "/calendars" + pointer_step(name));
    if (!calendar)
      build.report.take(std::move(calendar).error(), "calendar");
    else
      out.calendars.emplace(name, std::move(*calendar));
  }
  out.zone_calendar = build.default_calendar();
  if (out.zone_calendar.empty() && !out.calendars.empty())
    out.zone_calendar = out.calendars.begin()->first;
  out.zone = out.zone_calendar.empty() ? "UTC" : out.calendars[out.zone_calendar]->zone();
}

void compile_categories(Build& build) {
  for (const auto& [name, spec] : build.section("categories").members) {
    build.out.category_titles.emplace(name, words_of(spec.find("title")));
    build.out.category_needs.emplace(name, texts_of(spec.find("needs")));
  }
  auto classifier = Classifier::compile(build.root);
  if (!classifier)
    build.report.take(std::move(classifier).error(), "categories");
  else
    build.out.classifier = std::move(*classifier);
}

bool check_number_pattern(std::string_view pattern) {
  int counts = 0;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '}')
      return false;
    if (pattern[at] != '{')
      continue;
    const std::size_t end = pattern.find('}', at);
    if (end == std::string_view::npos)
      return false;
    const std::string_view word = pattern.substr(at + 1, end - at - 1);
    const bool padded =
        word.size() == 3 && word.starts_with("n:") && word[2] >= '1' && word[2] <= '9';
    if (word == "n" || padded)
      ++counts;
    else if (word != "yyyy" && word != "yy" && word != "mm" && word != "dd")
      return false;
    at = end;
  }
  return counts == 1;
}

namespace {

std::string padded(std::int64_t n, std::size_t width) {
  std::string digits = std::to_string(n);
  if (digits.size() < width)
    digits.insert(0, width - digits.size(), '0');
  return digits;
}

} // namespace

std::string fill_number_pattern(std::string_view pattern, std::int64_t n, CivilDate day) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '{') {
      out += pattern[at];
      continue;
    }
    const std::size_t end = pattern.find('}', at);
    const std::string_view word = pattern.substr(at + 1, end - at - 1);
    if (word == "yyyy")
      out += padded(day.year, 4);
    else if (word == "yy")
      out += padded(day.year % 100, 2);
    else if (word == "mm")
      out += padded(day.month, 2);
    else if (word == "dd")
      out += padded(day.day, 2);
    else
      out += padded(n, word.size() == 3 ? static_cast<std::size_t>(word[2] - '0') : 1);
    at = end;
  }
  return out;
}

} // namespace amends::packs
