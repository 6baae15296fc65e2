// Caps and conservation: what a line may still give, after what other cases and lines gave.
#include "compensation/draft.hpp"
#include "compensation/paid.hpp"

#include <algorithm>

namespace amends::compensation {

namespace {

// Where the ledger keeps what a cap counts; empty: there is nothing to look up.
std::string scope_of(const Draft& draft, const Cap& cap, const PlanLine& line) {
  const auto& input = draft.input;
  const auto* incident = [&]() -> const std::string* {
    const auto found = input.facts.find("incident");
    return found == input.facts.end() ? nullptr : found->second.get<std::string>();
  }();
  switch (cap.per) {
  case Cap::Per::line:
    return input.order && line.line ? line_scope(input.order->id, *line.line) : "";
  case Cap::Per::order: return input.order ? order_scope(input.order->id) : "";
  case Cap::Per::customer: return input.customer ? customer_scope(input.customer->id) : "";
  case Cap::Per::incident:
    return incident && input.order ? incident_scope(*incident, input.order->id) : "";
  case Cap::Per::case_:
    if (input.order)
      return order_scope(input.order->id);
    return input.customer ? customer_scope(input.customer->id) : "";
  }
  return "";
}

bool covers(const Cap& cap, Head head, Give give) {
  if (cap.head && *cap.head != head)
    return false;
  return cap.gives.empty() ||
         std::find(cap.gives.begin(), cap.gives.end(), give) != cap.gives.end();
}

// What the ledger already holds under this cap.
Result<Money> already(const Draft& draft, const Cap& cap, const std::string& scope, Excess excess) {
  Money sum{0, cap.at_most.currency};
  if (scope.empty())
    return sum;
  for (const auto& entry : draft.input.ledger) {
    if (entry.scope != scope)
      continue;
    if (cap.per == Cap::Per::case_ && entry.case_id != draft.input.case_id)
      continue;
    if (cap.in && entry.at <= draft.input.at - *cap.in)
      continue;
    const Head usual = entry.restitution ? Head::price : give_row(entry.give).head;
    if (!covers(cap, entry.head.value_or(usual), entry.give))
      continue;
    if (entry.amount.minor == 0)
      continue;
    if (excess == Excess::allow && entry.amount.currency != sum.currency)
      continue;
    AMENDS_CHECK(same_currency("the cap " + cap.id + " is in ", sum.currency, entry));
    AMENDS_TRY_ASSIGN(sum, add(sum, entry.amount));
  }
  return sum;
}

// The options that count, and the most that choosing one of them gives.
Money most(const std::vector<Option>& options, Currency currency) {
  Money out{0, currency};
  for (const auto& option : options)
    if (*option.amount && (*option.amount)->minor > out.minor)
      out = **option.amount;
  return out;
}

void drop_empty_options(PlanLine& line) {
  std::erase_if(line.alternatives, [](const Remedy& r) { return r.give == Give::none; });
  if (line.give != Give::none || line.alternatives.empty())
    return;
  const auto next = line.alternatives.front();
  line.give = next.give;
  line.amount = next.amount;
  line.points = next.points;
  line.alternatives.erase(line.alternatives.begin());
}

// Every option in this currency; the error names both.
Result<void> all_in(const std::vector<Option>& options, Currency currency, const std::string& what,
                    std::size_t line, Excess excess) {
  for (const auto& option : options)
    if (*option.amount && (*option.amount)->currency != currency)
      return Error{Code::evaluation,
                   what + std::string(currency.text()) + ", the plan would give " +
                       print_money(**option.amount),
                   excess == Excess::cut ? "" : "/lines" + pointer_step(line) + "/amount"};
  return {};
}

// Brings the options down to `room`. Goods cannot be shortened: they fit or they go.
void cut(PlanLine& line, const std::vector<Option>& options, const Money& room) {
  bool cut_any = false;
  for (const auto& option : options) {
    if (!*option.amount || (*option.amount)->minor <= room.minor)
      continue;
    cut_any = true;
    const bool gone = room.minor <= 0 || in_kind(option.give);
    *option.amount = gone ? Money{0, room.currency} : room;
    if (!gone)
      continue;
    if (option.amount == &line.amount)
      line.give = Give::none;
    for (auto& other : line.alternatives)
      if (&other.amount == option.amount)
        other.give = Give::none;
  }
  if (cut_any)
    line.capped = true;
}

Result<void> apply_cap(Draft& draft, const Cap& cap, Excess excess) {
  // Per line, a cap has as many accounts as there are lines; else one.
  std::map<std::string, CapEntry> accounts;
  for (std::size_t i = 0; i < draft.plan.lines.size(); ++i) {
    auto& line = draft.plan.lines[i];
    auto options = options_of(line);
    std::erase_if(options, [&](const Option& o) {
      return !covers(cap, line.head, o.give) || !*o.amount || (*o.amount)->minor == 0 ||
             (excess == Excess::allow && (*o.amount)->currency != cap.at_most.currency);
    });
    AMENDS_CHECK(all_in(options, cap.at_most.currency, "the cap " + cap.id + " is in ", i, excess));
    const Money wanted = most(options, cap.at_most.currency);
    if (options.empty() || wanted.minor == 0)
      continue;
    const auto scope = scope_of(draft, cap, line);
    auto [place, fresh] = accounts.try_emplace(scope);
    auto& account = place->second;
    if (fresh) {
      AMENDS_TRY_ASSIGN(const auto before, already(draft, cap, scope, excess));
      account = {cap.id, cap.at_most, before, {0, wanted.currency}, {0, wanted.currency}};
    }
    AMENDS_TRY_ASSIGN(const auto used, add(account.already, account.given));
    AMENDS_TRY_ASSIGN(auto room, subtract(cap.at_most, used));
    room.minor = std::max<std::int64_t>(room.minor, 0);
    if (wanted.minor > room.minor && excess == Excess::refuse)
      return too_much(i, "the cap " + cap.id, room, wanted);
    if (excess == Excess::cut)
      cut(line, options, room);
    AMENDS_TRY_ASSIGN(account.wanted, add(account.wanted, wanted));
    AMENDS_TRY_ASSIGN(account.given, add(account.given, most(options, wanted.currency)));
    drop_empty_options(line);
  }
  for (auto& [scope, account] : accounts)
    draft.plan.caps.push_back(std::move(account));
  return {};
}

} // namespace

Error too_much(std::size_t line, const std::string& what, const Money& room, const Money& wanted) {
  return {Code::evaluation,
          print_money(wanted) + " is more than " + what + " leaves: " + print_money(room) +
              " at most",
          "/lines" + pointer_step(line)};
}

Result<void> same_currency(const std::string& what, Currency mine, const LedgerBalance& entry) {
  if (entry.amount.currency == mine)
    return {};
  return Error{Code::evaluation,
               what + std::string(mine.text()) + ", but case " + entry.case_id + " holds " +
                   print_money(entry.amount) + " of " + entry.scope,
               ""};
}

std::vector<Option> options_of(PlanLine& line) {
  std::vector<Option> out{{line.give, &line.amount}};
  for (auto& other : line.alternatives)
    out.push_back({other.give, &other.amount});
  return out;
}

std::optional<Money> dearest(const PlanLine& line) {
  std::optional<Money> out = line.amount;
  for (const auto& other : line.alternatives)
    if (other.amount && (!out || out->minor < other.amount->minor))
      out = other.amount;
  return out;
}

Result<void> apply_caps(Draft& draft, Excess excess) {
  for (const auto& cap : draft.compiled.caps)
    AMENDS_CHECK(apply_cap(draft, cap, excess));
  return {};
}

namespace {

// What was paid and not yet given back: under one scope of the ledger.
class Account {
public:
  static Result<Account> open(const Draft& draft, std::string name, const std::string& scope,
                              const Money& paid) {
    Account out;
    out.entry_ = {
        std::move(name), paid, {0, paid.currency}, {0, paid.currency}, {0, paid.currency}};
    for (const auto& entry : draft.input.ledger)
      if (entry.scope == scope && entry.restitution && entry.amount.minor != 0) {
        AMENDS_CHECK(same_currency("the order is in ", paid.currency, entry));
        AMENDS_TRY_ASSIGN(out.entry_.already, add(out.entry_.already, entry.amount));
      }
    return out;
  }
  [[nodiscard]] Result<Money> room() const {
    AMENDS_TRY_ASSIGN(const auto used, add(entry_.already, entry_.given));
    AMENDS_TRY_ASSIGN(auto left, subtract(entry_.at_most, used));
    left.minor = std::max<std::int64_t>(left.minor, 0);
    return left;
  }
  Result<void> take(const Money& wanted, const Money& given) {
    AMENDS_TRY_ASSIGN(entry_.wanted, add(entry_.wanted, wanted));
    AMENDS_TRY_ASSIGN(entry_.given, add(entry_.given, given));
    return {};
  }
  [[nodiscard]] Currency currency() const { return entry_.at_most.currency; }
  [[nodiscard]] const CapEntry& entry() const { return entry_; }
  [[nodiscard]] bool bites() const { return entry_.given.minor < entry_.wanted.minor; }

private:
  CapEntry entry_;
};

std::optional<std::size_t> index_of_line(const Draft& draft, const PlanLine& line) {
  if (!line.line || !draft.input.order)
    return std::nullopt;
  for (std::size_t i = 0; i < draft.input.order->lines.size(); ++i)
    if (draft.input.order->lines[i].id == *line.line)
      return i;
  return std::nullopt;
}

// The accounts a restitution line draws on: its order line's and the order's.
Result<std::vector<Account*>> accounts_of(Draft& draft, const PlanLine& line,
                                          std::map<std::string, Account>& all) {
  std::vector<Account*> out;
  const auto& order = *draft.input.order;
  const auto use = [&](const std::string& name, const std::string& scope,
                       const Money& paid) -> Result<void> {
    auto found = all.find(scope);
    if (found == all.end()) {
      AMENDS_TRY_ASSIGN(auto account, Account::open(draft, name, scope, paid));
      found = all.emplace(scope, std::move(account)).first;
    }
    out.push_back(&found->second);
    return {};
  };
  const auto index = index_of_line(draft, line);
  if (index && draft.line_paid[*index])
    AMENDS_CHECK(use("conservation/" + *line.line, line_scope(order.id, *line.line),
                     *draft.line_paid[*index]));
  AMENDS_TRY_ASSIGN(const auto goods, goods_paid(order));
  if (goods || order.paid)
    AMENDS_CHECK(use("conservation", order_scope(order.id), goods ? *goods : *order.paid));
  return out;
}

// What stands in the place of money, without an amount of its own (points), goes with it.
void drop_unpriced(PlanLine& line) {
  const auto stands_for_money = [&](Give give, const std::optional<Money>& amount) {
    return !amount && counts_as_restitution(line.head, give);
  };
  if (stands_for_money(line.give, line.amount))
    line.give = Give::none;
  for (auto& other : line.alternatives)
    if (stands_for_money(other.give, other.amount))
      other.give = Give::none;
}

} // namespace

Result<void> apply_conservation(Draft& draft, Excess excess) {
  if (!draft.input.order)
    return {};
  std::map<std::string, Account> all;
  std::vector<std::size_t> unknown;
  for (std::size_t i = 0; i < draft.plan.lines.size(); ++i) {
    auto& line = draft.plan.lines[i];
    auto options = options_of(line);
    std::erase_if(options, [&](const Option& o) {
      return !counts_as_restitution(line.head, o.give) || !*o.amount;
    });
    if (options.empty())
      continue;
    AMENDS_TRY_ASSIGN(const auto accounts, accounts_of(draft, line, all));
    const auto index = index_of_line(draft, line);
    if (accounts.empty() || (index && !draft.line_paid[*index])) {
      unknown.push_back(i);
      const auto pointer = index ? "/lines" + pointer_step(*index) + "/paid" : std::string("/paid");
      auto& list = draft.plan.incomplete;
      if (std::find(list.begin(), list.end(), pointer) == list.end())
        list.push_back(pointer);
      // Not promised by rule. Staff may, within what is known of the order.
      if (accounts.empty() || excess == Excess::cut)
        continue;
    }
    AMENDS_CHECK(all_in(options, accounts.front()->currency(), "the order is in ", i, excess));
    const Currency currency = accounts.front()->currency();
    const Money wanted = most(options, currency);
    std::optional<Money> room;
    for (const auto* account : accounts) {
      AMENDS_TRY_ASSIGN(const auto left, account->room());
      if (!room || left.minor < room->minor)
        room = left;
    }
    if (wanted.minor > room->minor && excess == Excess::refuse)
      return too_much(i, "what was paid", *room, wanted);
    cut(line, options, *room);
    if (room->minor == 0)
      drop_unpriced(line);
    const Money given = most(options, currency);
    for (auto* account : accounts)
      AMENDS_CHECK(account->take(wanted, given));
    drop_empty_options(line);
  }
  if (excess == Excess::refuse)
    unknown.clear();
  for (auto i = unknown.rbegin(); i != unknown.rend(); ++i)
    draft.plan.lines.erase(draft.plan.lines.begin() + static_cast<std::ptrdiff_t>(*i));
  for (const auto& [scope, account] : all)
    if (account.bites())
      draft.plan.caps.push_back(account.entry());
  return {};
}

} // namespace amends::compensation
