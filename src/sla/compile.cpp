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

constexpr std::array<std::string_view, 17> known_fields{"title",
                                                        "from",
                                                        "until",
                                                        "within",
                                                        "period",
                                                        "on",
                                                        "pause",
                                                        "pause_at_most",
                                                        "tell",
                                                        "tell_on",
                                                        "milestone",
                                                        "on_change",
                                                        "reopen",
                                                        "statutory",
                                                        "grace_to_next_open",
                                                        "x",
                                                        "promise_never_later"};

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
        return bad("must be a word, such as \"propose\" or \"stage:offered\"",
                   where + pointer_step(i));
      words.push_back(json->items[i].text);
    }
  } else {
    return bad("must be a word, such as \"propose\", or a list of words", where);
  }
  for (const std::string& word : words)
    if (word.empty())
      return bad("an empty word", where);
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return words;
}

// The calendar named under `key`; none when absent.
Result<sla::On> read_calendar(const Json& spec, std::string_view key,
                              const Target::Calendars& calendars, const std::string& where) {
  AMENDS_TRY_ASSIGN(const std::string name, calendar::text_member(spec, key, where));
  if (name.empty())
    return sla::On{};
  const auto found = calendars.find(name);
  if (found != calendars.end())
    return sla::On{name, found->second};
  std::vector<std::string_view> names;
  for (const auto& [known, value] : calendars)
    names.push_back(known);
  const auto near = nearest_names(name, names, 1);
  return bad("there is no calendar \"" + name + "\"; " +
                 (near.empty() ? "write its hours under \"calendars\""
                               : "did you mean \"" + std::string(near[0]) + "\"?"),
             where + pointer_step(key));
}

Result<Span> read_span(const sla::On& on, const Json& json, const std::string& where) {
  if (!json.is(Json::Kind::text))
    return bad("a duration is a text with a unit, such as \"24h\" or \"24 open h\"", where);
  AMENDS_TRY_ASSIGN(const Span span, parse_span(json.text, where));
  const Calendar* calendar = on.calendar.get();
  if (span.needs_calendar() && calendar == nullptr)
    return bad("\"" + json.text + "\" counts open time; name the calendar under \"on\"", where);
  if ((span.counts == Span::Counts::open || span.counts == Span::Counts::open_days) &&
      calendar->never_opens())
    return bad("\"" + json.text + "\" never ends: the calendar \"" + on.name +
                   "\" has no hours; give it a week",
               where);
  if (span.counts == Span::Counts::open_days && calendar->standard_day().us == 0)
    return bad("\"" + json.text + "\" needs a standard day, but the calendar \"" + on.name +
                   "\" has no week",
               where);
  return span;
}

// Open for the whole of every legal working day of the calendar's regions.
Result<std::shared_ptr<const Calendar>> legal_days_of(Compiled& c, const sla::On& on) {
  std::shared_ptr<const Calendar>& days = c.legal_days[on.name];
  if (days == nullptr) {
    AMENDS_TRY_ASSIGN(days, on.calendar->legal_days());
  }
  return days;
}

Result<Budget> span_budget(Compiled& c, const sla::On& on, const Json& json,
                           const std::string& where) {
  AMENDS_TRY_ASSIGN(const Span span, read_span(on, json, where));
  Budget budget;
  budget.text = json.text;
  budget.span = span;
  budget.on = on;
  if (span.counts == Span::Counts::workdays) {
    AMENDS_TRY_ASSIGN(budget.counting, legal_days_of(c, on));
  } else if (span.needs_calendar()) {
    budget.counting = on.calendar;
  }
  return budget;
}

// {"n":15,"unit":"days",...}: natural time from the start to the end of the period; working days
// count in whole legal days.
Result<Budget> period_budget(Compiled& c, const sla::On& on, const Json& json,
                             const std::string& where) {
  AMENDS_TRY_ASSIGN(const LegalPeriod period, read_legal_period(json, where));
  if (on.calendar == nullptr)
    return bad("a legal period needs the calendar whose region it is counted in under \"on\"",
               where);
  Budget budget;
  budget.text = print_json(json);
  budget.period = period;
  budget.on = on;
  if (period.unit == LegalPeriod::Unit::working_days) {
    AMENDS_TRY_ASSIGN(budget.counting, legal_days_of(c, on));
  }
  return budget;
}

// One row of a list: {"priority":"P1","category":["delivery.*"],"within":"4h"}; a row may have a
// calendar of its own.
Result<Budget> row_budget(Compiled& c, const Target::Calendars& calendars, const Json& row,
                          const std::string& where) {
  static constexpr std::array<std::string_view, 8> known{"priority", "category", "channel", "tier",
                                                         "region",   "within",   "period",  "on"};
  AMENDS_CHECK(calendar::check_fields(row, known, where));
  const Json* within = row.find("within");
  const Json* period = row.find("period");
  if ((within == nullptr) == (period == nullptr))
    return bad("needs either \"within\" or \"period\"", where);
  sla::On on = c.on;
  if (row.find("on") != nullptr) {
    AMENDS_TRY_ASSIGN(on, read_calendar(row, "on", calendars, where));
  }
  AMENDS_TRY_ASSIGN(Budget budget, within != nullptr
                                       ? span_budget(c, on, *within, where + "/within")
                                       : period_budget(c, on, *period, where + "/period"));
  for (const auto& [fact, value] : row.members)
    if (fact != "within" && fact != "period" && fact != "on") {
      AMENDS_TRY_ASSIGN(auto words, read_words(&value, true, where + pointer_step(fact)));
      budget.conditions.push_back({fact, std::move(words)});
    }
  return budget;
}

Result<void> read_map(Compiled& c, const Json& json, const std::string& where) {
  if (json.members.empty())
    return bad("has no entry; \"*\" is the rest", where);
  for (const auto& [priority, value] : json.members) {
    AMENDS_TRY_ASSIGN(Budget budget, span_budget(c, c.on, value, where + pointer_step(priority)));
    budget.conditions.push_back({"priority", {priority}});
    c.budgets.push_back(std::move(budget));
  }
  std::ranges::stable_partition(
      c.budgets, [](const Budget& b) { return b.conditions.front().words.front() != "*"; });
  return {};
}

Result<void> read_within(Compiled& c, const Target::Calendars& calendars, const Json& spec,
                         const std::string& where) {
  const Json* within = spec.find("within");
  const Json* period = spec.find("period");
  if (within != nullptr && period != nullptr)
    return bad("a clock has \"within\" or \"period\", not both", where + "/period");
  if (period != nullptr) {
    AMENDS_TRY_ASSIGN(Budget budget, period_budget(c, c.on, *period, where + "/period"));
    c.budgets.push_back(std::move(budget));
    return {};
  }
  const std::string here = where + "/within";
  if (within == nullptr)
    return bad("is missing: a duration such as \"24h\", or one by priority {\"P1\": \"4h\", \"*\": "
               "\"24h\"}",
               here);
  if (within->is(Json::Kind::object))
    return read_map(c, *within, here);
  if (within->is(Json::Kind::array)) {
    if (within->items.empty())
      return bad("has no row; the last one, without conditions, is the rest", here);
    for (std::size_t i = 0; i < within->items.size(); ++i) {
      AMENDS_TRY_ASSIGN(Budget budget,
                        row_budget(c, calendars, within->items[i], here + pointer_step(i)));
      c.budgets.push_back(std::move(budget));
    }
    return {};
  }
  AMENDS_TRY_ASSIGN(Budget budget, span_budget(c, c.on, *within, here));
  c.budgets.push_back(std::move(budget));
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

// "lead", or {"role": "lead", "every": "8 open h", "times": 3}.
Result<void> read_telling(Compiled& c, TellPoint& point, const Json& json,
                          const std::string& where) {
  if (json.is(Json::Kind::text) && !json.text.empty()) {
    point.role = json.text;
    return {};
  }
  if (!json.is(Json::Kind::object))
    return bad("must name a role, such as \"lead\", or say {\"role\": ..., \"every\": ..., "
               "\"times\": ...}",
               where);
  static constexpr std::array<std::string_view, 3> known{"role", "every", "times"};
  AMENDS_CHECK(calendar::check_fields(json, known, where));
  AMENDS_TRY_ASSIGN(point.role, calendar::text_member(json, "role", where));
  if (point.role.empty())
    return bad("must name a role, such as \"lead\"", where + "/role");
  if (const Json* every = json.find("every")) {
    AMENDS_TRY_ASSIGN(point.every, read_span(c.on, *every, where + "/every"));
    if (point.every->n == 0)
      return bad("a repeat needs some time in between", where + "/every");
    if (point.warns())
      return bad("a warning is told once; repeat what comes at 100% or later", where + "/every");
  }
  if (const Json* times = json.find("times")) {
    AMENDS_TRY_ASSIGN(point.times, calendar::read_whole(*times, "times", where + "/times"));
    if (point.times < 1 || !point.every)
      return bad("says how many repeats \"every\" makes, at least 1", where + "/times");
  }
  return {};
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
    TellPoint point{.name = name, .role = {}, .share = {}, .span = {}, .every = {}};
    if (name.ends_with('%')) {
      AMENDS_TRY_ASSIGN(point.share, read_share(name, here));
    } else if (name.starts_with('+') || name.starts_with('-')) {
      AMENDS_TRY_ASSIGN(point.span, read_span(c.on, Json::string(name.substr(1)), here));
      point.before = name.starts_with('-');
      if (point.before && point.span.counts == Span::Counts::workdays)
        return bad("workdays are not counted backwards; write -2 open d", here);
    } else {
      return bad("\"" + name + "\" is no point of a clock; write 80%, 100%, +8 open h or -2h",
                 here);
    }
    AMENDS_CHECK(read_telling(c, point, role, here));
    c.tell.push_back(std::move(point));
  }
  return {};
}

Result<void> read_modes(Compiled& c, const Json& spec, const std::string& where) {
  static constexpr std::array<std::string_view, 3> changes{"keep_elapsed", "restart", "keep_due"};
  static constexpr std::array<std::string_view, 4> reopens{"none", "keep", "total", "new_cycle"};
  AMENDS_TRY_ASSIGN(const std::size_t change,
                    calendar::word_member(spec, "on_change", changes, 0, where));
  AMENDS_TRY_ASSIGN(const std::size_t reopen,
                    calendar::word_member(spec, "reopen", reopens, 0, where));
  c.on_change = static_cast<sla::OnChange>(change);
  c.reopen = static_cast<sla::Reopen>(reopen);
  AMENDS_TRY_ASSIGN(c.milestone, calendar::text_member(spec, "milestone", where));
  AMENDS_TRY_ASSIGN(c.statutory, calendar::flag_member(spec, "statutory", where));
  AMENDS_TRY_ASSIGN(c.grace_to_next_open, calendar::flag_member(spec, "grace_to_next_open", where));
  AMENDS_TRY_ASSIGN(c.promise_never_later,
                    calendar::flag_member(spec, "promise_never_later", where));
  if (c.grace_to_next_open && (c.on.calendar == nullptr || c.on.calendar->never_opens()))
    return bad("needs a calendar with hours under \"on\"", where + "/grace_to_next_open");
  if (const Json* most = spec.find("pause_at_most")) {
    AMENDS_TRY_ASSIGN(const Span span, read_span(c.on, *most, where + "/pause_at_most"));
    if (span.needs_calendar())
      return bad("pauses are limited in clock time, such as \"5d\"", where + "/pause_at_most");
    c.pause_at_most = microseconds(span.n);
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
  AMENDS_TRY_ASSIGN(c->on, read_calendar(spec, "on", calendars, where));
  AMENDS_TRY_ASSIGN(const sla::On tell_on, read_calendar(spec, "tell_on", calendars, where));
  c->tell_on = tell_on.calendar;
  if (c->tell_on != nullptr && c->tell_on->never_opens())
    return bad("notices would wait for ever: the calendar has no hours", where + "/tell_on");
  AMENDS_CHECK(read_within(*c, calendars, spec, where));
  AMENDS_CHECK(read_tell(*c, spec.find("tell"), where + "/tell"));
  AMENDS_CHECK(read_modes(*c, spec, where));
  return std::make_shared<const Target>(std::move(c));
}

} // namespace amends
