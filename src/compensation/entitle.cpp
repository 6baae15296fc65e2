// The first step: the table runs once a concern and its rows become lines of the plan.
#include "compensation/draft.hpp"
#include "compensation/paid.hpp"

#include <algorithm>

namespace amends::compensation {

namespace {

using Row = std::map<std::string, Value, std::less<>>;

// One row that fired for one concern.
struct Fired {
  Concern concern;
  std::string rule;
  const RowTerms* terms = nullptr;
  Row outputs;
  std::map<std::string, Currency, std::less<>> currencies; // of numbers that were money
};

const Value& output(const Row& row, std::string_view name) {
  static const Value null;
  const auto found = row.find(name);
  return found == row.end() ? null : found->second;
}

Error in_row(Error error, const std::string& rule, std::string_view column) {
  error.message = rule + ", column " + std::string(column) + ": " + error.message;
  return error;
}

void note_missing(Draft& draft, const Concern& concern, const std::vector<std::string>& names) {
  for (const auto& name : names)
    for (auto& pointer : pointers_for(draft.input, concern, name)) {
      auto& list = draft.plan.incomplete;
      if (std::find(list.begin(), list.end(), pointer) == list.end())
        list.push_back(pointer);
    }
}

void note_why(Draft& draft, const Decision& decision) {
  for (const auto& row : decision.trace) {
    PlanWhy why;
    why.rule = row.row;
    why.fired = row.fired;
    if (row.failed) {
      why.column = row.failed->column;
      why.cell = row.failed->cell;
      why.value = row.failed->value;
    }
    const auto same = [&](const PlanWhy& w) {
      return w.rule == why.rule && w.fired == why.fired && w.column == why.column &&
             w.value == why.value;
    };
    if (std::none_of(draft.plan.why.begin(), draft.plan.why.end(), same))
      draft.plan.why.push_back(std::move(why));
  }
}

// Runs a table; nothing fired where a fact is missing, and the draft says which.
Result<std::vector<Fired>> run(Draft& draft, const GiveTable& table, const Concern& concern,
                               bool with_why) {
  AMENDS_TRY_ASSIGN(const auto facts, facts_for(draft.input, concern));
  AMENDS_TRY_ASSIGN(const auto decision, table.table.evaluate(facts, with_why));
  if (with_why)
    note_why(draft, decision);
  std::vector<Fired> out;
  if (!decision.missing.empty()) {
    note_missing(draft, concern, decision.missing);
    return out;
  }
  for (std::size_t i = 0; i < decision.rows.size(); ++i) {
    const auto place = decision.matched_rows[i];
    Fired fired{concern, decision.matched[i], &table.rows[place], decision.rows[i], {}};
    if (i < decision.currencies.size())
      fired.currencies = decision.currencies[i];
    out.push_back(std::move(fired));
  }
  return out;
}

// What the money is for: as the row says, else what its words are usually for.
Result<Head> head_under(const Fired& fired, const std::vector<Give>& options) {
  const auto* said = output(fired.outputs, "head").get<std::string>();
  if (!said)
    return head_of(options);
  const auto& words = detail::ChoiceTable<Head>::words().first;
  const auto found = std::find(words.begin(), words.end(), *said);
  if (found == words.end())
    return in_row({Code::evaluation, "\"" + *said + "\" is no head of claim", ""}, fired.rule,
                  "head");
  return static_cast<Head>(found - words.begin());
}

// Makes plan lines of a fired row.
class LineMaker {
public:
  LineMaker(Draft& draft, const Fired& fired) : draft_(draft), fired_(fired) {}

  Result<PlanLine> make(const std::vector<Give>& options) {
    PlanLine line;
    AMENDS_TRY_ASSIGN(line.head, head_under(fired_, options));
    if (fired_.concern.parts.size() == 1) {
      const auto& part = fired_.concern.parts[0];
      const auto& of = draft_.input.order->lines[part.line];
      line.line = of.id;
      line.quantity = part.quantity ? part.quantity : of.quantity;
    }
    line.because = draft_.input.category;
    line.article = fired_.terms->article;
    line.cooling = fired_.terms->cooling;
    line.from_rule = fired_.rule;
    const auto* paid_by = output(fired_.outputs, "paid_by").get<std::string>();
    line.paid_by = paid_by ? *paid_by : "shop";
    if (!is_bearer(line.paid_by))
      return in_row({Code::evaluation, unknown_bearer(line.paid_by), ""}, fired_.rule, "paid_by");
    if (const auto* keep = output(fired_.outputs, "keep_goods").get<bool>())
      line.keep_goods = *keep;
    for (std::size_t i = 0; i < options.size(); ++i) {
      AMENDS_TRY_ASSIGN(auto remedy, this->remedy(options[i]));
      if (i == 0) {
        line.give = remedy.give;
        line.amount = remedy.amount;
        line.points = remedy.points;
      } else {
        line.alternatives.push_back(remedy);
      }
    }
    return line;
  }

private:
  Result<Remedy> remedy(Give give) {
    Remedy out;
    out.give = give;
    const auto word = give_word(give);
    const auto& own = output(fired_.outputs, word);
    if (give == Give::points) {
      const auto* number = own.get<Decimal>();
      if (!number)
        return in_row({Code::evaluation, "points are a whole number", ""}, fired_.rule, word);
      const auto whole = number->to_scaled(0);
      if (!whole || *whole < 0)
        return in_row({Code::evaluation, number->text() + " is no number of points", ""},
                      fired_.rule, word);
      out.points = *whole;
      return out;
    }
    // The shared column speaks to the words that are worth money: a letter takes nothing from it.
    const bool worth_money = needs_amount(give) || give == Give::gift || give == Give::voucher;
    const std::string column(own.is_null() && worth_money ? "amount" : word);
    const auto& value = output(fired_.outputs, column);
    if (!value.is_null()) {
      auto money = to_money(value, column);
      if (!money)
        return in_row(std::move(money).error(), fired_.rule, column);
      out.amount = *money;
    } else if (needs_amount(give)) {
      return in_row(
          {Code::evaluation,
           "the formula gave no amount; see that it gives money or a number for every fact", ""},
          fired_.rule, "amount");
    } else if (in_kind(give)) {
      AMENDS_TRY_ASSIGN(out.amount, value_in_kind());
    }
    if (out.amount && out.amount->minor == 0 && needs_amount(give))
      out.give = Give::none;
    return out;
  }

  // Goods are worth what was paid for them; unknown stays unknown.
  Result<std::optional<Money>> value_in_kind() {
    AMENDS_TRY_ASSIGN(const auto facts, facts_for(draft_.input, fired_.concern));
    const auto paid = facts.find("paid");
    if (paid == facts.end())
      return std::optional<Money>();
    AMENDS_TRY_ASSIGN(const auto money, to_money(paid->second, "paid"));
    return std::optional<Money>(money);
  }

  // The one way from a formula to money.
  Result<Money> to_money(const Value& value, const std::string& column) const {
    Money out;
    if (const auto* money = value.get<Money>()) {
      out = *money;
    } else if (const auto* number = value.get<Decimal>()) {
      const auto named = fired_.currencies.find(column);
      const auto currency = named == fired_.currencies.end() ? draft_.currency : named->second;
      if (currency == Currency{})
        return Error{Code::evaluation, "no currency is known: give the order's", ""};
      AMENDS_TRY_ASSIGN(out, round_money(*number, currency, fired_.terms->rounding));
    } else {
      return Error{Code::evaluation, "this is no amount", ""};
    }
    if (draft_.currency != Currency{} && out.currency != draft_.currency)
      return Error{Code::evaluation,
                   "this gives " + print_money(out) + ", but the order is in " +
                       std::string(draft_.currency.text()),
                   ""};
    if (out.minor < 0)
      return Error{Code::evaluation, print_money(out) + " is below zero", ""};
    return out;
  }

  Draft& draft_;
  const Fired& fired_;
};

// An extra answers the complaint, not each line: where one row gives it for several lines it is
// given once, computed from what was paid for them together. No value: the row does not hold for
// them together, so each line keeps its own.
Result<std::optional<Fired>> together(Draft& draft, const GiveTable& table,
                                      const std::vector<const Fired*>& same) {
  std::vector<Concern> concerns;
  for (const auto* fired : same)
    concerns.push_back(fired->concern);
  const auto missing_before = draft.plan.incomplete;
  AMENDS_TRY_ASSIGN(auto all, run(draft, table, united(concerns), false));
  draft.plan.incomplete = missing_before;
  for (auto& fired : all)
    if (fired.rule == same[0]->rule)
      return std::optional<Fired>(std::move(fired));
  return std::optional<Fired>();
}

Result<void> add_line(Draft& draft, const Fired& fired, const std::vector<Give>& part) {
  AMENDS_TRY_ASSIGN(auto line, LineMaker(draft, fired).make(part));
  if (line.head == Head::punitive && !may_be_punitive(draft.input)) {
    draft.plan.why.push_back({fired.rule, false, "head", "punitive", "confirmed and demanded"});
    return {};
  }
  draft.plan.lines.push_back(std::move(line));
  return {};
}

void ask(Draft& draft, const std::string& role) {
  if (!draft.plan.ask)
    draft.plan.ask = role;
}

} // namespace

bool may_be_punitive(const AssessInput& input) {
  const auto yes = [&](std::string_view name) {
    const auto found = input.facts.find(name);
    const auto* value = found == input.facts.end() ? nullptr : found->second.get<bool>();
    return value && *value;
  };
  return yes("confirmed") && yes("demanded");
}

namespace {

// Money among the findings is in the plan's currency.
Result<void> check_given_money(const AssessInput& input, Currency currency) {
  for (const auto& [name, given] : input.facts) {
    const auto* fact = find_fact(name);
    if (!fact || fact->info.type != "money")
      continue;
    const auto value = as_type(given, "money");
    if (!value)
      return Error(value.error()).inside("/facts" + pointer_step(name));
    const auto* money = value->get<Money>();
    if (money && currency != Currency{} && money->currency != currency)
      return Error{Code::evaluation,
                   "this is " + print_money(*money) + ", but the plan is in " +
                       std::string(currency.text()) + "; one plan has one currency",
                   "/facts" + pointer_step(name)};
  }
  return {};
}

} // namespace

Result<Draft> begin(const AssessInput& input, const Compensation::Compiled& compiled) {
  Draft draft{input, compiled, {}, {}, {}};
  if (input.order) {
    const auto& order = *input.order;
    AMENDS_CHECK(check_order(order, "/order"));
    AMENDS_TRY_ASSIGN(draft.line_paid, paid_per_line(order));
    draft.currency = order_currency(order).value_or(Currency{});
  }
  if (draft.currency == Currency{}) {
    AMENDS_TRY_ASSIGN(const auto given, facts_for(input, {}));
    for (const auto& [name, value] : given)
      if (const auto* money = value.get<Money>(); money && draft.currency == Currency{})
        draft.currency = money->currency;
  }
  if (draft.currency == Currency{} && compiled.currency)
    draft.currency = *compiled.currency;
  AMENDS_CHECK(check_given_money(input, draft.currency));
  return draft;
}

namespace {

Result<void> ask_table(Draft& draft, const GiveTable& table, const std::vector<Concern>& concerns) {
  std::vector<Fired> fired;
  for (const auto& concern : concerns) {
    AMENDS_TRY_ASSIGN(auto rows, run(draft, table, concern, true));
    for (auto& row : rows)
      fired.push_back(std::move(row));
  }
  std::vector<std::string> given_together;
  for (const auto& row : fired) {
    if (row.terms->offer.ask)
      ask(draft, *row.terms->offer.ask);
    std::vector<const Fired*> same;
    for (const auto& other : fired)
      if (other.rule == row.rule)
        same.push_back(&other);
    const bool several = same.size() > 1;
    for (const auto& part : row.terms->offer.parts) {
      AMENDS_TRY_ASSIGN(const auto head, head_under(row, part));
      if (!several || head == Head::price) {
        AMENDS_CHECK(add_line(draft, row, part));
        continue;
      }
      const auto key = row.rule + "/" + std::string(give_word(part[0]));
      if (std::find(given_together.begin(), given_together.end(), key) != given_together.end())
        continue;
      AMENDS_TRY_ASSIGN(const auto one, together(draft, table, same));
      AMENDS_CHECK(add_line(draft, one ? *one : row, part));
      if (one)
        given_together.push_back(key);
    }
  }
  return {};
}

} // namespace

Result<void> entitle(Draft& draft) {
  AMENDS_TRY_ASSIGN(const auto concerns, concerns_of(draft.input));
  for (const auto& table : draft.compiled.tables)
    AMENDS_CHECK(ask_table(draft, table, concerns));
  return {};
}

} // namespace amends::compensation
