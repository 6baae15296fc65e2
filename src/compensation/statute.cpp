// The law's floor in a plan: what is owed under each head, and that the plan does not stay below
// it.
#include "compensation/draft.hpp"
#include "compensation/paid.hpp"

#include <algorithm>

namespace amends::compensation {

namespace {

bool is_money(Give give) {
  return give == Give::refund || give == Give::partial_refund || give == Give::price_difference;
}

// One head's floor while the plan is held against it.
struct Owed {
  Head head = Head::price;
  Money least; // nobody may go below
  Money full;  // owed unless the merchant uses an option of his
  std::string rule;
  std::string article;
  std::string paid_by;
};

std::string printed(const Value& value) {
  const auto* text = value.get<std::string>();
  return text ? *text : print_json(value_to_json(value));
}

// The end of a date in the law's own zone.
Instant end_of(const Calendar& calendar, Date date) {
  constexpr std::int64_t day_us = 86'400'000'000;
  Instant t{(std::int64_t{date.days} + 1) * day_us};
  for (int round = 0; round < 2; ++round)
    if (const auto offset = calendar.offset_at(t))
      t = Instant{(std::int64_t{date.days} + 1) * day_us} - *offset;
  return t;
}

// Asks one law about one draft.
class Statute {
public:
  Statute(Draft& draft, const Law& law) : draft_(draft), law_(law) {}

  Result<std::vector<Owed>> ask() {
    AMENDS_TRY_ASSIGN(const auto concerns, concerns_of(draft_.input));
    concern_ = united(concerns);
    AMENDS_TRY_ASSIGN(order_, facts_for(draft_.input, concern_));
    AMENDS_TRY_ASSIGN(auto facts, law_facts_of(law_, draft_.input, order_));
    AMENDS_TRY_ASSIGN(answer_, ask_law(law_, draft_.input.at, std::move(facts)));
    note_why();
    note_missing();
    note_deadlines();
    std::vector<Owed> owed;
    for (const auto& entry : law_.money) {
      AMENDS_TRY_ASSIGN(const auto found, owed_under(entry));
      if (found)
        keep_greatest(owed, *found);
    }
    for (const auto& one : owed) {
      FloorEntry floor;
      floor.head = one.head;
      if (concern_.parts.size() == 1)
        floor.line = draft_.input.order->lines[concern_.parts[0].line].id;
      floor.amount = one.least;
      floor.rule = one.rule;
      floor.article = one.article;
      draft_.plan.floor.push_back(std::move(floor));
    }
    return owed;
  }

private:
  [[nodiscard]] const LawResult* result(const std::string& key) const {
    for (const auto* list : {&answer_.results, &answer_.hidden})
      for (const auto& one : *list)
        if (one.key == key)
          return &one;
    return nullptr;
  }
  [[nodiscard]] std::string article_of(std::size_t rule) const {
    const auto* version = wording(law_.rules[rule], answer_.dates[rule]);
    return law_.rules[rule].law + " " + (version ? version->article : "");
  }

  Result<std::optional<Owed>> owed_under(const LawMoney& entry) const {
    const auto* found = result(entry.result);
    const auto* least = found ? found->value.get<Decimal>() : nullptr;
    if (!least)
      return std::optional<Owed>();
    if (entry.needs) {
      AMENDS_TRY_ASSIGN(const auto holds, entry.needs->evaluate(order_));
      const auto* yes = holds.get<bool>();
      if (!yes || !*yes)
        return std::optional<Owed>();
    }
    if (draft_.currency != Currency{} && draft_.currency != law_.currency)
      return Error{Code::evaluation,
                   law_.rules[found->rules[0]].id + " grants an amount in " +
                       std::string(law_.currency.text()) + ", but the order is in " +
                       std::string(draft_.currency.text()),
                   ""};
    Owed out;
    out.head = entry.head;
    AMENDS_TRY_ASSIGN(const auto minor, least->to_scaled(0));
    out.least = {std::max<std::int64_t>(minor, 0), law_.currency};
    out.full = out.least;
    const auto* full = result(entry.full);
    if (const auto* number = full ? full->value.get<Decimal>() : nullptr) {
      AMENDS_TRY_ASSIGN(const auto more, number->to_scaled(0));
      out.full.minor = std::max(out.least.minor, more);
    }
    out.rule = law_.rules[found->rules[0]].id;
    out.article = article_of(found->rules[0]);
    out.paid_by = entry.paid_by;
    return std::optional<Owed>(out);
  }

  static void keep_greatest(std::vector<Owed>& all, const Owed& one) {
    for (auto& other : all)
      if (other.head == one.head) {
        if (other.least.minor < one.least.minor)
          other = one;
        return;
      }
    all.push_back(one);
  }

  void note_why() {
    for (const auto& entry : answer_.results)
      for (const auto r : entry.rules)
        draft_.plan.why.push_back(
            {law_.rules[r].id, true, entry.key, article_of(r), printed(entry.value)});
  }

  // Facts without which the law's money is not known; a punitive claim waits for its finding.
  void note_missing() {
    for (const auto& name : answer_.missing_for_money) {
      std::vector<std::string> pointers{"/facts" + pointer_step(name)};
      const auto* fact = law_.find_fact(name);
      if (fact && fact->from) {
        pointers.clear();
        for (const auto& of : fact->from->names())
          for (auto& pointer : pointers_for(draft_.input, concern_, of))
            pointers.push_back(pointer);
      }
      auto& list = draft_.plan.incomplete;
      for (auto& pointer : pointers)
        if (std::find(list.begin(), list.end(), pointer) == list.end())
          list.push_back(pointer);
    }
  }

  void note_deadlines() {
    for (const auto& key : law_.deadlines) {
      const auto* found = result(key);
      if (!found)
        continue;
      const auto rule = law_.rules[found->rules[0]].id;
      if (const auto* date = found->value.get<Date>())
        draft_.plan.deadlines.push_back({key, end_of(*law_.calendar, *date), rule});
      else if (const auto* t = found->value.get<Instant>())
        draft_.plan.deadlines.push_back({key, *t, rule});
    }
  }

  Draft& draft_;
  const Law& law_;
  Concern concern_;
  Facts order_;
  LawAnswer answer_;
};

// What a line gives in money under a head, at most.
std::int64_t money_in(const PlanLine& line, bool coupons) {
  std::int64_t most = 0;
  const auto take = [&](Give give, const std::optional<Money>& amount) {
    if (amount && (is_money(give) || (coupons && give == Give::coupon)))
      most = std::max(most, amount->minor);
  };
  take(line.give, line.amount);
  for (const auto& other : line.alternatives)
    take(other.give, other.amount);
  return most;
}

bool flag(const AssessInput& input, std::string_view name) {
  const auto found = input.facts.find(name);
  const auto* value = found == input.facts.end() ? nullptr : found->second.get<bool>();
  return value && *value;
}

// What the ledger says was already given back for the lines concerned (for the order without
// lines).
Result<std::int64_t> given_back(const Draft& draft, const Concern& concern) {
  Money sum{0, draft.currency};
  if (!draft.input.order)
    return sum.minor;
  const auto& order = *draft.input.order;
  for (const auto& entry : draft.input.ledger) {
    if (!entry.restitution)
      continue;
    const bool here =
        concern.parts.empty()
            ? entry.scope == order_scope(order.id)
            : std::any_of(concern.parts.begin(), concern.parts.end(), [&](const Part& part) {
                return entry.scope == line_scope(order.id, order.lines[part.line].id);
              });
    if (here && entry.amount.minor != 0) {
      AMENDS_CHECK(same_currency("the order is in ", sum.currency, entry));
      AMENDS_TRY_ASSIGN(sum, add(sum, entry.amount));
    }
  }
  return sum.minor;
}

// Brings the plan up to what is owed.
class Raise {
public:
  Raise(Draft& draft, const Owed& owed, const Concern& concern)
      : draft_(draft), owed_(owed), concern_(concern) {}

  // `amount`: to be given under this head altogether.
  void price(std::int64_t amount) {
    std::vector<std::int64_t> weights;
    for (const auto& part : concern_.parts) {
      const auto& paid = draft_.line_paid[part.line];
      if (paid)
        weights.push_back(paid->minor);
    }
    if (concern_.parts.empty() || weights.size() != concern_.parts.size())
      return other(amount);
    const auto shares = largest_remainder(amount, weights);
    for (std::size_t i = 0; i < shares.size(); ++i)
      one_line(draft_.input.order->lines[concern_.parts[i].line].id, shares[i]);
  }

  void other(std::int64_t amount) {
    for (auto& line : draft_.plan.lines)
      if (line.head == owed_.head && is_money(line.give)) {
        std::int64_t rest = amount;
        for (const auto& more : draft_.plan.lines)
          if (more.head == owed_.head && &more != &line)
            rest -= money_in(more, false);
        if (line.amount && line.amount->minor < rest)
          put(line, rest);
        return;
      }
    append(std::nullopt, amount);
  }

private:
  void one_line(const std::string& id, std::int64_t amount) {
    if (amount == 0)
      return;
    for (auto& line : draft_.plan.lines) {
      if (line.head != owed_.head || line.line != id)
        continue;
      if (money_in(line, false) >= amount)
        return;
      if (is_money(line.give))
        return put(line, amount);
      for (auto& option : line.alternatives)
        if (is_money(option.give)) {
          option.amount = Money{amount, owed_.least.currency};
          return;
        }
      line.alternatives.push_back(
          {Give::refund, Money{amount, owed_.least.currency}, std::nullopt});
      return;
    }
    append(id, amount);
  }
  void put(PlanLine& line, std::int64_t amount) {
    line.amount = Money{amount, owed_.least.currency};
    line.capped = false;
    line.from_rule = owed_.rule;
    line.article = owed_.article;
  }
  void append(std::optional<std::string> id, std::int64_t amount) {
    PlanLine line;
    line.line = std::move(id);
    line.head = owed_.head;
    line.give = Give::refund;
    line.paid_by = owed_.paid_by.empty() ? "shop" : owed_.paid_by;
    line.because = draft_.input.category;
    put(line, amount);
    draft_.plan.lines.push_back(std::move(line));
  }

  Draft& draft_;
  const Owed& owed_;
  const Concern& concern_;
};

Result<void> meet(Draft& draft, const Owed& owed, const Concern& concern, Excess excess) {
  const bool coupons = flag(draft.input, "coupon_consent");
  std::int64_t before = 0;
  if (owed.head == Head::price) {
    AMENDS_TRY_ASSIGN(before, given_back(draft, concern));
  }
  std::int64_t given = 0;
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < draft.plan.lines.size(); ++i) {
    if (draft.plan.lines[i].head != owed.head)
      continue;
    if (!first)
      first = i;
    given += money_in(draft.plan.lines[i], coupons);
  }
  if (excess == Excess::refuse) {
    const std::int64_t need = std::max<std::int64_t>(0, owed.least.minor - before);
    if (given >= need)
      return {};
    return Error{Code::evaluation,
                 "the law grants at least " + print_money({need, owed.least.currency}) + " (" +
                     owed.rule + ", " + owed.article + "), these lines give " +
                     print_money({given, owed.least.currency}) + " in money",
                 first ? "/lines" + pointer_step(*first) : "/lines"};
  }
  const bool option = flag(draft.input, "merchant_option");
  const auto wanted = (option ? owed.least.minor : owed.full.minor) - before;
  if (wanted <= 0 || given >= wanted)
    return {};
  Raise raise(draft, owed, concern);
  if (owed.head == Head::price)
    raise.price(wanted);
  else
    raise.other(wanted);
  return {};
}

} // namespace

const Law* law_for(const Compensation::Compiled& compiled, const Facts& given) {
  const auto found = given.find("jurisdiction");
  const auto* word = found == given.end() ? nullptr : found->second.get<std::string>();
  for (const auto& law : compiled.laws)
    if (word ? law.jurisdiction == *word : compiled.laws.size() == 1)
      return &law;
  return nullptr;
}

Result<void> apply_floor(Draft& draft, Excess excess) {
  const auto* law = law_for(draft.compiled, draft.input.facts);
  if (!law)
    return {};
  AMENDS_TRY_ASSIGN(const auto owed, Statute(draft, *law).ask());
  AMENDS_TRY_ASSIGN(const auto concerns, concerns_of(draft.input));
  const auto concern = united(concerns);
  for (const auto& one : owed)
    AMENDS_CHECK(meet(draft, one, concern, excess));
  return {};
}

namespace {

// What a plan gives in money under a head.
std::int64_t money_under(const Draft& draft, Head head) {
  const bool coupons = flag(draft.input, "coupon_consent");
  std::int64_t sum = 0;
  for (const auto& line : draft.plan.lines)
    if (line.head == head)
      sum += money_in(line, coupons);
  return sum;
}

} // namespace

Result<void> hold_floor_against_paid(Draft& draft, const std::string& decider) {
  AMENDS_TRY_ASSIGN(const auto concerns, concerns_of(draft.input));
  AMENDS_TRY_ASSIGN(const auto before, given_back(draft, united(concerns)));
  for (const auto& floor : draft.plan.floor) {
    const auto given = money_under(draft, floor.head) + (floor.head == Head::price ? before : 0);
    if (given >= floor.amount->minor)
      continue;
    draft.plan.ask = decider;
    draft.plan.why.push_back({floor.rule, true, "floor", print_money(*floor.amount),
                              print_money({given, floor.amount->currency})});
  }
  return {};
}

} // namespace amends::compensation
