// Examples: given -> expect, run when the pack is loaded.
#include "policy/compiled.hpp"

#include <algorithm>

namespace amends::packs {
namespace {

constexpr std::string_view own_given[] = {"text", "at"};
constexpr std::string_view label_words[] = {"category", "severity", "priority"};

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A remedy as tables write it: "refund or resend".
std::string give_words(const PlanLine& line) {
  const auto word = [](Give give) { return encode(give).text; };
  std::string out = word(line.give);
  for (const Remedy& other : line.alternatives)
    out += " or " + word(other.give);
  return out;
}

class Example {
public:
  Example(const Policy& policy, const FactTypes& types, Report& report, const Json& spec,
          std::string where)
      : policy_(policy), types_(types), report_(report), spec_(spec), where_(std::move(where)) {}

  void run() {
    const Json* given = spec_.find("given");
    const Json* expect = spec_.find("expect");
    if (!given->is(Json::Kind::object) || !expect->is(Json::Kind::object)) {
      fail(where_, "\"given\" and \"expect\" are objects", "write {\"days_late\": 4}");
      return;
    }
    if (!read_given(*given) || !read_text(*given))
      return;
    for (const auto& [key, value] : expect->members)
      check(key, value, where_ + "/expect" + pointer_step(key));
  }

private:
  void fail(const std::string& where, const std::string& text, const std::string& mend) {
    report_.error("example", where,
                  "the example " + quoted(text_of(spec_.find("name"))) + ": " + text, mend);
  }

  // A given value as the type of its fact wants it ("80 CNY" is money for `paid`).
  Result<Value> typed(const Json& json, const std::string& type) {
    if (json.is(Json::Kind::text)) {
      if (type == "money") {
        AMENDS_TRY_ASSIGN(Money money, parse_money(json.text));
        return Value(money);
      }
      if (type == "date-time") {
        AMENDS_TRY_ASSIGN(Instant at, parse_instant(json.text));
        return Value(at);
      }
      if (type == "date") {
        AMENDS_TRY_ASSIGN(Date date, parse_date(json.text));
        return Value(date);
      }
      if (type == "duration") {
        AMENDS_TRY_ASSIGN(Duration span, parse_duration(json.text));
        return Value(span);
      }
    }
    return value_from_json(json);
  }

  bool read_given(const Json& given) {
    for (const auto& [key, value] : given.members) {
      if (is_one_of(own_given, key))
        continue;
      const std::string here = where_ + "/given" + pointer_step(key);
      const std::optional<std::string> type = types_.type(key);
      if (!type) {
        fail(here, "there is no fact " + quoted(key),
             offer(key, types_.names, "amends facts lists them"));
        return false;
      }
      Result<Value> fact = typed(value, *type);
      if (!fact) {
        fail(here, print_json(value) + ": " + fact.error().message, {});
        return false;
      }
      facts_.insert_or_assign(key, std::move(*fact));
    }
    const Json* at = given.find("at");
    if (at == nullptr)
      return true;
    Result<Instant> instant = parse_instant(text_of(at));
    if (!instant) {
      fail(where_ + "/given/at", print_json(*at) + ": " + instant.error().message, {});
      return false;
    }
    at_ = *instant;
    return true;
  }

  // The words of a customer give category, severity and priority, unless they are given too.
  bool read_text(const Json& given) {
    const Json* text = given.find("text");
    if (text == nullptr)
      return true;
    auto labels = policy_.classifier().classify(text_of(text), facts_);
    if (!labels) {
      fail(where_ + "/given/text", std::move(labels).error().message, {});
      return false;
    }
    labels_ = std::move(*labels);
    const auto put = [&](const char* name, const std::string& word) {
      if (!word.empty() && !facts_.contains(name))
        facts_.emplace(name, Value(word));
    };
    if (!labels_->labels.empty())
      put("category", labels_->labels.front().category);
    put("severity", labels_->severity);
    put("priority", labels_->priority);
    return true;
  }

  void check(const std::string& key, const Json& expected, const std::string& where) {
    if (is_one_of(label_words, key))
      compare(where, key, word_of(key), expected);
    else if (key == "labels")
      compare(where, key, all_labels(), expected);
    else if (key == "abstained")
      compare(where, key, Json::boolean(labels_ && labels_->abstained), expected);
    else if (key.starts_with("clock."))
      check_clock(key, expected, where);
    else if (key == "give" || key == "amount" || key == "capped" || key == "incomplete")
      check_plan(key, expected, where);
    else
      fail(where, quoted(key) + " is nothing an example can expect",
           offer(key,
                 {"category", "severity", "priority", "labels", "abstained", "give", "amount",
                  "capped", "incomplete"},
                 "write category, severity, priority, labels, give, amount, capped, incomplete or "
                 "clock.NAME.due"));
  }

  Json word_of(const std::string& key) {
    const auto found = facts_.find(key);
    const std::string* word = found == facts_.end() ? nullptr : found->second.get<std::string>();
    return word == nullptr ? Json() : Json::string(*word);
  }

  Json all_labels() {
    Json list = Json::array();
    if (labels_)
      for (const Label& label : labels_->labels)
        list.items.push_back(Json::string(label.category));
    return list;
  }

  void compare(const std::string& where, const std::string& what, const Json& found,
               const Json& expected) {
    if (!(found == expected))
      fail(where, what + " is " + print_json(found) + ", expected " + print_json(expected),
           "mend the rule, or what the example expects");
  }

  // clock.NAME.due: the clock of that name, started at `at`.
  void check_clock(const std::string& key, const Json& expected, const std::string& where) {
    const std::string_view rest = std::string_view(key).substr(6);
    const std::string_view name = rest.substr(0, rest.rfind('.'));
    const auto target = policy_.targets().find(name);
    if (target == policy_.targets().end() || !rest.ends_with(".due")) {
      std::vector<std::string> clocks;
      for (const auto& [known, spec] : policy_.targets())
        clocks.push_back("clock." + known + ".due");
      fail(where, "there is no " + quoted(key),
           offer(key, {clocks.begin(), clocks.end()}, "write clock.NAME.due"));
      return;
    }
    if (!at_) {
      fail(where, "a clock needs an instant to start at",
           "add \"at\": \"2026-09-29T16:00:00+08:00\" to \"given\"");
      return;
    }
    const auto clock = target->second->start("example", *at_, *at_, facts_);
    if (!clock) {
      fail(where, clock.error().message, {});
      return;
    }
    const Result<Instant> wanted = parse_instant(text_of(&expected));
    if (!wanted) {
      fail(where, wanted.error().message, {});
      return;
    }
    const std::optional<Instant> due = *clock ? (*clock)->due : std::nullopt;
    if (due != *wanted)
      fail(where,
           key + " is " +
               (due ? shown(*due)
                    : "never: there is no such clock for these "
                      "facts") +
               ", expected " + expected.text,
           "mend the clock, or what the example expects");
  }

  std::string shown(Instant t) {
    for (const auto& [name, calendar] : policy_.calendars())
      if (calendar->zone() == policy_.zone())
        if (const auto offset = calendar->offset_at(t))
          return print_instant(t, *offset);
    return print_instant(t);
  }

  void check_plan(const std::string& key, const Json& expected, const std::string& where) {
    if (!plan_ && !assess(where))
      return;
    if (key == "give")
      check_give(expected, where);
    else if (key == "amount")
      check_amount(expected, where);
    else if (key == "capped")
      compare(where, key,
              Json::boolean(std::any_of(plan_->lines.begin(), plan_->lines.end(),
                                        [](const PlanLine& l) { return l.capped; })),
              expected);
    else
      check_incomplete(expected, where);
  }

  bool assess(const std::string& where) {
    AssessInput input;
    input.at = at_.value_or(Instant{});
    input.facts = facts_;
    const auto word = [&](const char* name) {
      const Json json = word_of(name);
      return json.text;
    };
    input.category = word("category");
    input.severity = word("severity");
    input.priority = word("priority");
    input.channel = word("channel");
    auto plan = policy_.compensation().assess(input);
    if (!plan) {
      fail(where, plan.error().message, {});
      return false;
    }
    plan_ = std::move(*plan);
    return true;
  }

  // "coupon" is met by a line with that remedy; "resend or refund" and "letter + coupon" are all.
  void check_give(const Json& expected, const std::string& where) {
    std::string all = plan_->ask ? "ask " + *plan_->ask : std::string();
    for (const PlanLine& line : plan_->lines)
      all += (all.empty() ? "" : " + ") + give_words(line);
    if (all.empty() && !plan_->incomplete.empty())
      all = "nothing: " + plan_->incomplete.front() + " is missing";
    if (all.empty())
      all = "none";
    const bool first =
        !plan_->lines.empty() && encode(plan_->lines.front().give).text == text_of(&expected);
    if (all != text_of(&expected) && !first)
      fail(where, "give is " + quoted(all) + ", expected " + quoted(text_of(&expected)),
           "mend the table, or what the example expects");
  }

  void check_amount(const Json& expected, const std::string& where) {
    const Result<Money> wanted = decode<Money>(expected);
    if (!wanted) {
      fail(where, wanted.error().message, "write \"8 CNY\"");
      return;
    }
    const std::optional<Money> amount =
        plan_->lines.empty() ? std::nullopt : plan_->lines.front().amount;
    if (amount != *wanted)
      fail(where,
           "amount is " + (amount ? print_money(*amount) : std::string("not there")) +
               ", expected " + print_money(*wanted),
           "mend the table, or what the example expects");
  }

  void check_incomplete(const Json& expected, const std::string& where) {
    Json list = Json::array();
    for (const std::string& missing : plan_->incomplete)
      list.items.push_back(Json::string(missing));
    compare(where, "incomplete", list, expected);
  }

  const Policy& policy_;
  const FactTypes& types_;
  Report& report_;
  const Json& spec_;
  std::string where_;
  Facts facts_;
  std::optional<Instant> at_;
  std::optional<Classification> labels_;
  std::optional<Plan> plan_;
};

} // namespace

void run_examples(const Policy& policy, const FactTypes& facts, Report& report) {
  const Json* examples = policy.resolved().find("examples");
  if (examples == nullptr)
    return;
  for (std::size_t i = 0; i < examples->items.size(); ++i)
    Example(policy, facts, report, examples->items[i], "/examples" + pointer_step(i)).run();
}

} // namespace amends::packs
