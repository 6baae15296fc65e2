#include "sla/target.hpp"

#include "amends/ids.hpp"
#include "calendar/fields.hpp"

#include <algorithm>
#include <array>

namespace amends {
namespace {

using sla::Budget;
using sla::TellPoint;
using Compiled = Target::Compiled;

constexpr std::array<std::string_view, 9> known_fields{"title", "from", "until",     "within", "on",
                                                       "pause", "tell", "statutory", "x"};

Error bad(std::string message, const std::string& where) {
  return {Code::parse, std::move(message), where};
}

// A word or a list of words.
Result<std::vector<std::string>> read_words(const Json* json, bool required,
                                            const std::string& where) {
  std::vector<std::string> words;
  if (json == nullptr || json->is_null()) {
    if (required)
      return bad("is missing: a word or a list of words", where);
    return words;
  }
  if (json->is(Json::Kind::text)) {
    words.push_back(json->text);
  } else if (json->is(Json::Kind::array)) {
    for (std::size_t i = 0; i < json->items.size(); ++i) {
      if (!json->items[i].is(Json::Kind::text))
        return bad("must be a word", where + pointer_step(i));
      words.push_back(json->items[i].text);
    }
  } else {
    return bad("must be a word or a list of words", where);
  }
  for (const std::string& word : words)
    if (word.empty())
      return bad("an empty word", where);
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return words;
}

Result<Span> read_span(const Compiled& c, const Json& json, const std::string& where) {
  if (!json.is(Json::Kind::text))
    return bad("a duration is a text with a unit, such as \"24h\" or \"24 open h\"", where);
  AMENDS_TRY_ASSIGN(const Span span, parse_span(json.text, where));
  if (span.needs_calendar() && c.calendar == nullptr)
    return bad("\"" + json.text + "\" counts open time; name the calendar under \"on\"", where);
  if ((span.counts == Span::Counts::open || span.counts == Span::Counts::open_days) &&
      c.calendar->never_opens())
    return bad("\"" + json.text + "\" never ends: the calendar \"" + c.on +
                   "\" has no hours; give it a week",
               where);
  if (span.counts == Span::Counts::open_days && c.calendar->standard_day().us == 0)
    return bad("\"" + json.text + "\" needs a standard day, but the calendar \"" + c.on +
                   "\" has no week",
               where);
  return span;
}

Result<Budget> read_budget(Compiled& c, const Json& json, std::string priority,
                           const std::string& where) {
  AMENDS_TRY_ASSIGN(const Span span, read_span(c, json, where));
  Budget budget{std::move(priority), json.text, span, nullptr};
  if (span.counts == Span::Counts::workdays && c.legal_days == nullptr) {
    AMENDS_TRY_ASSIGN(c.legal_days, c.calendar->legal_days());
  }
  if (span.needs_calendar())
    budget.counting = span.counts == Span::Counts::workdays ? c.legal_days : c.calendar;
  return budget;
}

Result<void> read_within(Compiled& c, const Json* json, const std::string& where) {
  if (json == nullptr)
    return bad("is missing: a duration such as \"24h\", or one by priority {\"P1\": \"4h\", \"*\": "
               "\"24h\"}",
               where);
  if (!json->is(Json::Kind::object)) {
    AMENDS_TRY_ASSIGN(Budget budget, read_budget(c, *json, "*", where));
    c.budgets.push_back(std::move(budget));
    return {};
  }
  if (json->members.empty())
    return bad("has no entry; \"*\" is the rest", where);
  for (const auto& [priority, value] : json->members) {
    AMENDS_TRY_ASSIGN(Budget budget,
                      read_budget(c, value, priority, where + pointer_step(priority)));
    c.budgets.push_back(std::move(budget));
  }
  std::ranges::stable_partition(c.budgets, [](const Budget& b) { return b.priority != "*"; });
  return {};
}

// "80%" or "12.5%", in ten-thousandths.
Result<std::int64_t> read_share(std::string_view text, const std::string& where) {
  const Error error = bad("\"" + std::string(text) + "\" is no share; write 80% or 12.5%", where);
  std::string_view digits = text.substr(0, text.size() - 1);
  std::int64_t share = 0;
  std::size_t decimals = 0;
  bool point = false;
  if (digits.empty() || digits.size() > 6 || digits.front() == '.' || digits.back() == '.')
    return error;
  for (const char ch : digits) {
    if (ch == '.' && !point) {
      point = true;
    } else if (ch >= '0' && ch <= '9' && decimals < 2) {
      share = share * 10 + (ch - '0');
      decimals += point ? 1 : 0;
    } else {
      return error;
    }
  }
  for (; decimals < 2; ++decimals)
    share *= 10;
  if (share == 0 || share > 100'000)
    return bad("\"" + std::string(text) + "\": a share lies above 0% and at most at 1000%", where);
  return share;
}

Result<void> read_tell(Compiled& c, const Json* json, const std::string& where) {
  if (json == nullptr || json->is_null())
    return {};
  if (!json->is(Json::Kind::object))
    return bad("is an object of points and roles, such as {\"80%\": \"agent\", \"+8 open h\": "
               "\"lead\"}",
               where);
  for (const auto& [name, role] : json->members) {
    const std::string here = where + pointer_step(name);
    if (!role.is(Json::Kind::text) || role.text.empty())
      return bad("must name a role", here);
    TellPoint point{.name = name, .role = role.text, .share = {}, .span = {}, .before = false};
    if (name.ends_with('%')) {
      AMENDS_TRY_ASSIGN(point.share, read_share(name, here));
    } else if (name.starts_with('+') || name.starts_with('-')) {
      AMENDS_TRY_ASSIGN(point.span, read_span(c, Json::string(name.substr(1)), here));
      point.before = name.starts_with('-');
    } else {
      return bad("\"" + name + "\" is no point of a clock; write 80%, 100%, +8 open h or -2h",
                 here);
    }
    c.tell.push_back(std::move(point));
  }
  return {};
}

} // namespace

Result<std::shared_ptr<const Target>> Target::compile(const std::string& name, const Json& spec,
                                                      const Calendars& calendars,
                                                      const std::string& where) {
  AMENDS_CHECK(calendar::check_fields(spec, known_fields, where));
  auto c = std::make_shared<Compiled>();
  c->name = name;
  AMENDS_TRY_ASSIGN(c->from, read_words(spec.find("from"), true, where + "/from"));
  AMENDS_TRY_ASSIGN(c->until, read_words(spec.find("until"), true, where + "/until"));
  AMENDS_TRY_ASSIGN(c->pause, read_words(spec.find("pause"), false, where + "/pause"));
  if (const Json* on = spec.find("on"); on != nullptr && !on->is_null()) {
    if (!on->is(Json::Kind::text))
      return bad("names a calendar", where + "/on");
    const auto calendar = calendars.find(on->text);
    if (calendar == calendars.end()) {
      std::vector<std::string_view> names;
      for (const auto& [known, value] : calendars)
        names.push_back(known);
      const auto near = nearest_names(on->text, names, 1);
      return bad("there is no calendar \"" + on->text + "\"" +
                     (near.empty() ? "" : "; did you mean \"" + std::string(near[0]) + "\"?"),
                 where + "/on");
    }
    c->on = on->text;
    c->calendar = calendar->second;
  }
  AMENDS_CHECK(read_within(*c, spec.find("within"), where + "/within"));
  AMENDS_CHECK(read_tell(*c, spec.find("tell"), where + "/tell"));
  if (const Json* statutory = spec.find("statutory"); statutory != nullptr) {
    if (!statutory->is(Json::Kind::boolean))
      return bad("must be true or false", where + "/statutory");
    c->statutory = statutory->flag;
  }
  return std::make_shared<const Target>(std::move(c));
}

} // namespace amends
