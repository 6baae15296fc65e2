// Running the law: steps in order, rows that are in force, the results and what they rest on.
#include "compensation/facts.hpp"
#include "compensation/law.hpp"

#include "amends/ids.hpp"

#include <algorithm>

namespace amends::compensation {

namespace {

constexpr std::int64_t day_us = 86'400'000'000;

template <class T> void add_once(std::vector<T>& list, const T& item) {
  if (std::find(list.begin(), list.end(), item) == list.end())
    list.push_back(item);
}

Date local_date(const Calendar& calendar, Instant t) {
  const auto offset = calendar.offset_at(t);
  std::int64_t local = t.us + (offset ? offset->us : 0);
  std::int64_t days = local / day_us;
  if (local % day_us < 0)
    --days;
  return {static_cast<std::int32_t>(days)};
}

// Noon of a date, where no clock change moves the date.
Instant noon(const Calendar& calendar, Date date) {
  const Instant t{std::int64_t{date.days} * day_us + day_us / 2};
  const auto offset = calendar.offset_at(t);
  return t - (offset ? *offset : Duration{});
}

// Reads a value by a type of the dictionary; money in minor units, dates of instants.
Result<Value> by_type(const Law& law, const Value& value, const std::string& type) {
  if (const auto* money = value.get<Money>(); money && type == "number")
    return Value(Decimal(money->minor));
  if (const auto* t = value.get<Instant>(); t && type == "date")
    return Value(local_date(*law.calendar, *t));
  if (type == "date or instant") {
    if (value.get<Date>() || value.get<Instant>() || value.is_null())
      return value;
    auto date = as_type(value, "date");
    return date ? std::move(date) : as_type(value, "date-time");
  }
  return as_type(value, type);
}

// One run of the steps.
class Run {
public:
  Run(const Law& law, const std::optional<Instant>& at, Facts facts)
      : law_(law), facts_(std::move(facts)), calendar_(law.calendar) {
    answer_.dates.reserve(law.rules.size());
    std::optional<Date> today;
    if (at)
      today = local_date(*law.calendar, *at);
    for (const auto& rule : law.rules)
      answer_.dates.push_back(date_for(rule, today));
  }

  Result<LawAnswer> run() {
    AMENDS_CHECK(use_own_holidays());
    for (const auto& step : law_.steps) {
      const bool asked =
          std::all_of(step.needs.begin(), step.needs.end(),
                      [&](const std::string& name) { return facts_.contains(name); });
      if (!asked)
        continue;
      if (step.kind == LawStep::Kind::let) {
        AMENDS_TRY_ASSIGN(auto value, step.formula->evaluate(facts_));
        put(step.name, std::move(value));
      } else if (step.kind == LawStep::Kind::period) {
        AMENDS_CHECK(period(step));
      } else {
        AMENDS_CHECK(table(step));
      }
    }
    return std::move(answer_);
  }

private:
  // The date of what the rule is read as of, where that is known; else today's.
  [[nodiscard]] std::optional<Date> date_for(const LawRule& rule, std::optional<Date> today) const {
    if (!today)
      return std::nullopt;
    if (const auto name = law_.as_of.find(rule.as_of); name != law_.as_of.end())
      if (const auto fact = facts_.find(name->second); fact != facts_.end())
        if (const auto* date = fact->second.get<Date>())
          return *date;
    return today;
  }

  [[nodiscard]] bool in_force(const Cited& cited) const {
    for (const auto r : cited.rules)
      if (!cited.validity.holds(answer_.dates[r]) || !wording(law_.rules[r], answer_.dates[r]))
        return false;
    return true;
  }

  void put(const std::string& name, Value value) {
    if (!value.is_null())
      facts_.insert_or_assign(name, std::move(value));
  }

  // `holidays_in_range` and the like stand in for the region's table.
  Result<void> use_own_holidays() {
    for (const auto& name : law_.own_holidays) {
      const auto given = facts_.find(name);
      const auto* list = given == facts_.end() ? nullptr : given->second.get<ValueList>();
      if (!list)
        continue;
      Json days = Json::array();
      for (const auto& day : *list)
        days.items.push_back(value_to_json(day));
      Json spec = law_.calendar_spec;
      spec.set("holidays", std::move(days));
      AMENDS_TRY_ASSIGN(calendar_,
                        Calendar::compile(spec, *law_.holidays, "/facts" + pointer_step(name)));
    }
    return {};
  }

  Result<void> period(const LawStep& step) {
    if (!in_force(step.cited))
      return {};
    const auto start = facts_.find(step.from);
    if (start == facts_.end())
      return {};
    AMENDS_TRY_ASSIGN(const auto count, step.formula->evaluate(facts_));
    const auto* number = count.get<Decimal>();
    if (!number)
      return {};
    const auto n = number->to_scaled(0);
    if (!n || *n < 1)
      return Error{Code::evaluation,
                   step.name + ": " + number->text() + " is no length of a period", ""};
    LegalPeriod period = step.period;
    period.n = *n;
    const auto* date = start->second.get<Date>();
    const auto* instant = start->second.get<Instant>();
    if (!date && !instant)
      return {};
    const Instant from = date ? noon(*calendar_, *date) : *instant;
    if (period.unit == LegalPeriod::Unit::hours) {
      AMENDS_TRY_ASSIGN(const auto end, calendar_->legal_period(from, period));
      put(step.name, Value(end.value));
    } else {
      AMENDS_TRY_ASSIGN(const auto end, calendar_->legal_date(from, period));
      put(step.name, Value(end.value));
    }
    return {};
  }

  // A step's fact is missing because of what the step looks at; a given fact by its own name.
  void note_missing(const std::string& name, bool money) {
    for (const auto& step : law_.steps) {
      if (step.name != name || step.kind == LawStep::Kind::table)
        continue;
      if (step.kind == LawStep::Kind::period && !facts_.contains(step.from))
        note_missing(step.from, money);
      for (const auto& inner : step.formula->names())
        if (!facts_.contains(inner))
          note_missing(inner, money);
      return;
    }
    for (const auto& fact : law_.facts)
      if (fact.as == name) {
        if (money)
          add_once(answer_.missing_for_money, fact.info.name);
        return add_once(answer_.missing, fact.info.name);
      }
    add_once(answer_.missing, name);
  }
  // Does the step answer money that somebody is owed, other than on a finding and a demand?
  [[nodiscard]] bool pays(const LawStep& step) const {
    return std::any_of(law_.money.begin(), law_.money.end(), [&](const LawMoney& entry) {
      const auto& columns = step.table->outputs();
      return entry.head != Head::punitive &&
             std::find(columns.begin(), columns.end(), entry.result) != columns.end();
    });
  }

  // What two steps answer stands as the first said; of money that somebody is owed, the greater.
  bool keep(std::vector<LawResult>& list, LawResult fresh) const {
    const auto known = std::find_if(list.begin(), list.end(),
                                    [&](const LawResult& r) { return r.key == fresh.key; });
    if (known == list.end()) {
      list.push_back(std::move(fresh));
      return true;
    }
    const bool money =
        std::any_of(law_.money.begin(), law_.money.end(),
                    [&](const LawMoney& entry) { return entry.result == fresh.key; });
    const auto* had = known->value.get<Decimal>();
    const auto* more = fresh.value.get<Decimal>();
    if (!money || !had || !more || !(*had < *more))
      return false;
    *known = std::move(fresh);
    return true;
  }

  Result<void> table(const LawStep& step) {
    std::vector<bool> enabled;
    for (const auto& row : step.rows)
      enabled.push_back(in_force(row));
    AMENDS_TRY_ASSIGN(const auto decision, step.table->evaluate(facts_, false, &enabled));
    if (!decision.missing.empty()) {
      const bool money = pays(step);
      for (const auto& name : decision.missing)
        note_missing(name, money);
      return {};
    }
    for (std::size_t i = 0; i < decision.rows.size(); ++i) {
      const auto& rules = step.rows[decision.matched_rows[i]].rules;
      bool any = false;
      for (const auto& column : step.table->outputs()) {
        const auto found = decision.rows[i].find(column);
        if (found == decision.rows[i].end() || found->second.is_null())
          continue;
        const bool hidden =
            std::find(step.hidden.begin(), step.hidden.end(), column) != step.hidden.end();
        any = any || !hidden;
        if (keep(hidden ? answer_.hidden : answer_.results, {column, found->second, rules}))
          put(column, found->second);
      }
      if (any)
        for (const auto r : rules)
          add_once(answer_.rules, r);
    }
    return {};
  }

  const Law& law_;
  Facts facts_;
  std::shared_ptr<const Calendar> calendar_;
  LawAnswer answer_;
};

Error unknown_fact(const Law& law, const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& fact : law.facts)
    names.push_back(fact.info.name);
  std::string message = "the law of " + law.jurisdiction + " knows no fact \"" + name + "\"";
  const auto near = nearest_names(name, names);
  for (std::size_t i = 0; i < near.size(); ++i)
    message += (i == 0 ? "; did you mean " : ", ") + std::string(near[i]);
  return {Code::parse, message, "/facts" + pointer_step(name)};
}

} // namespace

bool Validity::holds(const std::optional<Date>& on) const {
  if (!on)
    return !to; // the latest version has no end
  return (!from || *from <= *on) && (!to || *on <= *to);
}

const LawVersion* wording(const LawRule& rule, const std::optional<Date>& on) {
  for (const auto& version : rule.versions)
    if (version.validity.holds(on))
      return &version;
  return nullptr;
}

const LawFact* Law::find_fact(std::string_view fact) const {
  const auto found =
      std::lower_bound(facts.begin(), facts.end(), fact,
                       [](const LawFact& f, std::string_view n) { return f.info.name < n; });
  return found != facts.end() && found->info.name == fact ? &*found : nullptr;
}

namespace {

// Amounts are whole minor units and never below zero.
Result<void> check_amount(const LawFact& fact, const Value& value) {
  const auto* amount = value.get<Decimal>();
  if (!amount || (fact.info.unit != "fen" && fact.info.unit != "minor"))
    return {};
  const auto whole = amount->to_scaled(0);
  if (whole && *whole >= 0)
    return {};
  return Error{Code::parse,
               "an amount of money here is a whole number of " +
                   std::string(fact.info.unit == "fen" ? "fen" : "minor units") +
                   ", 0 or more, not " + print_json(value_to_json(value)),
               ""};
}

Result<Value> read_fact(const Law& law, const LawFact& fact, const Value& value) {
  auto read = by_type(law, value, fact.info.type);
  if (read)
    if (auto fits = check_amount(fact, *read); !fits)
      read = std::move(fits).error();
  if (!read)
    return std::move(read).error().inside("/facts" + pointer_step(fact.info.name));
  return read;
}

} // namespace

Result<Facts> law_facts(const Law& law, const Facts& given) {
  Facts out;
  for (const auto& [name, value] : given) {
    const auto* fact = law.find_fact(name);
    if (!fact)
      return unknown_fact(law, name);
    AMENDS_TRY_ASSIGN(auto read, read_fact(law, *fact, value));
    if (!read.is_null())
      out.insert_or_assign(fact->as, std::move(read));
  }
  return out;
}

Result<Facts> law_facts_of(const Law& law, const AssessInput& input, const Facts& order) {
  Facts out;
  for (const auto& fact : law.facts) {
    const auto& name = fact.info.name;
    Value value;
    // What was found stands over what the order says, but an order's own name is no finding.
    const auto found = input.facts.find(name);
    if (found != input.facts.end() && !find_fact(name)) {
      value = found->second;
    } else if (fact.from) {
      AMENDS_TRY_ASSIGN(value, fact.from->evaluate(order));
    }
    AMENDS_TRY_ASSIGN(auto read, read_fact(law, fact, value));
    if (!read.is_null())
      out.insert_or_assign(fact.as, std::move(read));
  }
  return out;
}

Result<LawAnswer> ask_law(const Law& law, const std::optional<Instant>& at, Facts facts) {
  return Run(law, at, std::move(facts)).run();
}

} // namespace amends::compensation
