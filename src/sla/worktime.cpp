#include "amends/worktime.hpp"

#include "amends/ids.hpp"
#include "calendar/fields.hpp"
#include "calendar/spec.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace amends {
namespace {

constexpr std::array<std::string_view, 8> ops{
    "add", "between", "is_open", "next_open", "prev_close", "sla", "working_days", "legal_period"};
constexpr std::array<std::string_view, 13> question_fields{
    "id", "x",    "op",         "calendar", "start", "seconds", "end", "pauses", "target_seconds",
    "n",  "unit", "count_from", "roll"};

Error bad(std::string message, const std::string& where) {
  return {Code::parse, std::move(message), where};
}

struct Question {
  const Json& json;
  std::shared_ptr<const Calendar> calendar;
  bool explain = false;

  [[nodiscard]] Result<const Json*> need(std::string_view name, std::string_view what) const {
    const Json* value = json.find(name);
    if (value == nullptr || value->is_null())
      return bad("\"" + std::string(name) + "\" is missing: " + std::string(what),
                 pointer_step(name));
    return value;
  }
  [[nodiscard]] Result<Instant> instant(std::string_view name) const {
    AMENDS_TRY_ASSIGN(const Json* value,
                      need(name, "an instant such as 2026-09-21T08:45:12+08:00"));
    return read_instant(*value, pointer_step(name));
  }
  [[nodiscard]] Result<std::int64_t> whole(std::string_view name, std::string_view what) const {
    AMENDS_TRY_ASSIGN(const Json* value, need(name, what));
    return calendar::read_whole(*value, "\"" + std::string(name) + "\"", pointer_step(name));
  }
  [[nodiscard]] Result<Duration> span(std::string_view name) const {
    AMENDS_TRY_ASSIGN(const std::int64_t n, whole(name, "whole seconds"));
    constexpr std::int64_t most = 9'000'000'000'000;
    if (n > most || n < -most)
      return Error{Code::limit, "more seconds than any calendar has", pointer_step(name)};
    return seconds(n);
  }
  [[nodiscard]] static Result<Instant> read_instant(const Json& value, const std::string& where) {
    if (!value.is(Json::Kind::text))
      return bad("an instant is a text such as \"2026-09-21T08:45:12+08:00\"", where);
    auto t = parse_instant(value.text);
    if (!t)
      return std::move(t).error().inside(where);
    return *t;
  }

  // In the calendar's zone; "never" where nothing opens.
  [[nodiscard]] Result<Json> show(Instant t) const {
    if (t == Instant::never())
      return Json::string("never");
    AMENDS_TRY_ASSIGN(const Duration offset, calendar->offset_at(t));
    return Json::string(print_instant(t, offset));
  }
  [[nodiscard]] Result<Json> answer(Json result, const Certainty& certainty) const {
    Json out = Json::object();
    out.set("result", std::move(result));
    if (certainty.provisional) {
      out.set("provisional", Json::boolean(true));
      AMENDS_TRY_ASSIGN(Json until, show(certainty.certain_until));
      out.set("certain_until", std::move(until));
    }
    return out;
  }
  // Adds the intervals that counted from `from` to `to` and the days that did not.
  [[nodiscard]] Result<void> explain_into(Json& out, Instant from, Instant to) const {
    if (!explain || to == Instant::never())
      return {};
    AMENDS_TRY_ASSIGN(const TimeExplanation why, calendar->explain(from, to));
    return put(out, why);
  }
  [[nodiscard]] Result<void> put(Json& out, const TimeExplanation& why) const {
    Json counted = Json::array();
    for (const OpenSpan& span : why.counted) {
      AMENDS_TRY_ASSIGN(Json open, show(span.from));
      AMENDS_TRY_ASSIGN(Json close, show(span.to));
      counted.items.push_back(Json::array({std::move(open), std::move(close)}));
    }
    out.set("counted", std::move(counted));
    Json skipped = Json::array();
    for (const SkippedDay& day : why.skipped)
      skipped.items.push_back(Json::object({{"date", Json::string(print_date(day.date))},
                                            {"zh", Json::string(day.zh)},
                                            {"en", Json::string(day.en)}}));
    out.set("skipped", std::move(skipped));
    return {};
  }
};

Result<Json> answer_instant(const Question& q, Instant from, const Timed<Instant>& t) {
  AMENDS_TRY_ASSIGN(Json shown, q.show(t.value));
  AMENDS_TRY_ASSIGN(Json out, q.answer(std::move(shown), t.certainty));
  AMENDS_CHECK(q.explain_into(out, from, t.value));
  return out;
}

Result<Json> answer_date(const Question& q, const Timed<Date>& date) {
  return q.answer(Json::string(print_date(date.value)), date.certainty);
}

// Pauses as disjoint spans in time order.
Result<std::vector<OpenSpan>> read_pauses(const Question& q) {
  std::vector<OpenSpan> pauses;
  const Json* list = q.json.find("pauses");
  if (list == nullptr || list->is_null())
    return pauses;
  if (!list->is(Json::Kind::array))
    return bad("is a list of pairs of instants", "/pauses");
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const Json& pair = list->items[i];
    const std::string here = "/pauses" + pointer_step(i);
    if (!pair.is(Json::Kind::array) || pair.items.size() != 2)
      return bad("a pause is a pair of instants", here);
    AMENDS_TRY_ASSIGN(const Instant from, Question::read_instant(pair.items[0], here + "/0"));
    AMENDS_TRY_ASSIGN(const Instant to, Question::read_instant(pair.items[1], here + "/1"));
    if (to < from)
      return bad("the pause ends before it begins", here);
    pauses.push_back({from, to});
  }
  std::ranges::sort(pauses, {}, &OpenSpan::from);
  std::vector<OpenSpan> merged;
  for (const OpenSpan& pause : pauses)
    if (!merged.empty() && pause.from <= merged.back().to)
      merged.back().to = std::max(merged.back().to, pause.to);
    else
      merged.push_back(pause);
  return merged;
}

// The running spans between `start` and `end`, pauses taken out; the last has no end (never()).
std::vector<OpenSpan> running_spans(Instant start, const std::vector<OpenSpan>& pauses) {
  std::vector<OpenSpan> spans;
  Instant from = start;
  for (const OpenSpan& pause : pauses) {
    if (pause.to <= from)
      continue;
    if (pause.from > from)
      spans.push_back({from, pause.from});
    from = pause.to;
  }
  spans.push_back({from, Instant::never()});
  return spans;
}

// What two lists of disjoint spans in time order have in common.
std::vector<OpenSpan> both(const std::vector<OpenSpan>& a, const std::vector<OpenSpan>& b) {
  std::vector<OpenSpan> out;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    const OpenSpan common{std::max(a[i].from, b[k].from), std::min(a[i].to, b[k].to)};
    if (common.from < common.to)
      out.push_back(common);
    a[i].to < b[k].to ? ++i : ++k;
  }
  return out;
}

Result<Json> answer_sla(const Question& q) {
  AMENDS_TRY_ASSIGN(const Instant start, q.instant("start"));
  AMENDS_TRY_ASSIGN(const Duration target, q.span("target_seconds"));
  if (target.us < 0)
    return bad("a target is not negative", "/target_seconds");
  AMENDS_TRY_ASSIGN(const std::vector<OpenSpan> pauses, read_pauses(q));
  const std::vector<OpenSpan> spans = running_spans(start, pauses);
  Certainty certainty;
  const auto lean_on = [&certainty](const Certainty& part) {
    certainty = {certainty.provisional || part.provisional, part.certain_until};
  };
  Instant due = start;
  Duration left = target;
  for (const OpenSpan& span : spans) {
    if (left.us == 0)
      break; // used up where it started, in a pause or not
    if (span.to != Instant::never()) {
      AMENDS_TRY_ASSIGN(const Timed<Duration> whole, q.calendar->between(span.from, span.to));
      if (whole.value < left) {
        lean_on(whole.certainty);
        left.us -= whole.value.us;
        continue;
      }
    }
    AMENDS_TRY_ASSIGN(const Timed<Instant> at, q.calendar->add(span.from, left));
    due = at.value;
    lean_on(at.certainty);
    break;
  }
  AMENDS_TRY_ASSIGN(Json shown, q.show(due));
  Json result = Json::object({{"due", std::move(shown)}});
  if (const Json* end_json = q.json.find("end"); end_json != nullptr && !end_json->is_null()) {
    AMENDS_TRY_ASSIGN(const Instant end, q.instant("end"));
    Duration elapsed;
    for (const OpenSpan& span : spans) {
      if (span.from >= end)
        break;
      AMENDS_TRY_ASSIGN(const Timed<Duration> part,
                        q.calendar->between(span.from, std::min(span.to, end)));
      elapsed.us += part.value.us;
      lean_on(part.certainty);
    }
    result.set("elapsed", Json::number(elapsed.us / 1'000'000));
  }
  AMENDS_TRY_ASSIGN(Json out, q.answer(std::move(result), certainty));
  if (q.explain && due != Instant::never()) {
    AMENDS_TRY_ASSIGN(TimeExplanation why, q.calendar->explain(start, due));
    why.counted = both(why.counted, spans);
    AMENDS_CHECK(q.put(out, why));
  }
  return out;
}

Result<Json> answer_legal(const Question& q) {
  AMENDS_TRY_ASSIGN(const Instant start, q.instant("start"));
  Json fields = Json::object();
  for (const std::string_view name : {"n", "unit", "count_from", "end", "roll"})
    if (const Json* value = q.json.find(name); value != nullptr && !value->is_null())
      fields.set(name, *value);
  AMENDS_TRY_ASSIGN(const LegalPeriod period, read_legal_period(fields));
  AMENDS_TRY_ASSIGN(const Timed<Date> date, q.calendar->legal_date(start, period));
  AMENDS_TRY_ASSIGN(Json out, answer_date(q, date));
  if (q.explain) {
    AMENDS_TRY_ASSIGN(const TimeExplanation why, q.calendar->explain_legal(start, period));
    AMENDS_CHECK(q.put(out, why));
  }
  return out;
}

Result<Json> answer_op(const Question& q, std::string_view op) {
  if (op == "sla")
    return answer_sla(q);
  if (op == "legal_period")
    return answer_legal(q);
  AMENDS_TRY_ASSIGN(const Instant start, q.instant("start"));
  if (op == "add") {
    AMENDS_TRY_ASSIGN(const Duration span, q.span("seconds"));
    AMENDS_TRY_ASSIGN(const Timed<Instant> t, q.calendar->add(start, span));
    return answer_instant(q, start, t);
  }
  if (op == "between") {
    AMENDS_TRY_ASSIGN(const Instant end, q.instant("end"));
    AMENDS_TRY_ASSIGN(const Timed<Duration> d, q.calendar->between(start, end));
    AMENDS_TRY_ASSIGN(Json out, q.answer(Json::number(d.value.us / 1'000'000), d.certainty));
    AMENDS_CHECK(q.explain_into(out, start, end));
    return out;
  }
  if (op == "is_open") {
    AMENDS_TRY_ASSIGN(const Timed<bool> open, q.calendar->is_open(start));
    return q.answer(Json::boolean(open.value), open.certainty);
  }
  if (op == "next_open") {
    AMENDS_TRY_ASSIGN(const Timed<Instant> t, q.calendar->next_open(start));
    return answer_instant(q, start, t);
  }
  if (op == "prev_close") {
    AMENDS_TRY_ASSIGN(const Timed<Instant> t, q.calendar->prev_close(start));
    return answer_instant(q, start, t);
  }
  AMENDS_TRY_ASSIGN(const std::int64_t n, q.whole("n", "how many working days"));
  AMENDS_TRY_ASSIGN(const Timed<Date> date, q.calendar->working_days(start, n));
  AMENDS_TRY_ASSIGN(Json out, answer_date(q, date));
  if (q.explain) { // from the first date that may count to the end of the last
    AMENDS_TRY_ASSIGN(const Date today, q.calendar->local_date(start));
    AMENDS_TRY_ASSIGN(const Instant from, q.calendar->start_of({today.days + 1}));
    AMENDS_TRY_ASSIGN(const Instant to, q.calendar->start_of({date.value.days + 1}));
    AMENDS_CHECK(q.explain_into(out, from, to));
  }
  return out;
}

Result<std::shared_ptr<const Calendar>>
calendar_of(const Json& question, const HolidayTables& tables, const NamedCalendars& named) {
  Json spec = Json::object();
  for (const auto& [name, value] : question.members)
    if (name != "x" && std::ranges::find(calendar::spec_fields(), std::string_view(name)) !=
                           calendar::spec_fields().end())
      spec.members.emplace_back(name, value);
  const Json* name = question.find("calendar");
  if (name == nullptr || name->is_null())
    return Calendar::compile(spec, tables);
  if (!name->is(Json::Kind::text))
    return bad("names a calendar of the policy", "/calendar");
  if (!spec.members.empty())
    return bad("a named calendar cannot be changed here; drop \"" + spec.members.front().first +
                   "\" or \"calendar\"",
               "/calendar");
  auto found = named ? named(name->text) : nullptr;
  if (found == nullptr)
    return Error{Code::not_found,
                 "there is no calendar \"" + name->text + "\"" +
                     (named ? " in this policy" : ": no policy was given"),
                 "/calendar"};
  return found;
}

} // namespace

Result<Json> answer_worktime(const Json& question, const HolidayTables& tables,
                             const NamedCalendars& named, bool explain) {
  std::vector<std::string_view> known(question_fields.begin(), question_fields.end());
  for (const std::string_view field : calendar::spec_fields())
    known.push_back(field);
  AMENDS_CHECK(calendar::check_fields(question, known, ""));
  AMENDS_TRY_ASSIGN(const std::string op, calendar::text_member(question, "op", ""));
  if (std::ranges::find(ops, std::string_view(op)) == ops.end()) {
    const auto near = nearest_names(op, ops, 1);
    std::string list;
    for (const std::string_view word : ops)
      list += (list.empty() ? "" : ", ") + std::string(word);
    return bad(op.empty() ? "\"op\" is missing: one of " + list
                          : "unknown op \"" + op + "\"; " +
                                (near.empty() ? "choose among " + list
                                              : "did you mean \"" + std::string(near[0]) + "\"?"),
               "/op");
  }
  AMENDS_TRY_ASSIGN(auto calendar, calendar_of(question, tables, named));
  return answer_op({question, std::move(calendar), explain}, op);
}

} // namespace amends
