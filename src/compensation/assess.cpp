// Compensation::assess and counter: the steps in their order.
#include "compensation/draft.hpp"
#include "compensation/paid.hpp"

#include "amends/ids.hpp"

#include <algorithm>

namespace amends {

namespace {

using namespace compensation;

void number_lines(Plan& plan) {
  for (std::size_t i = 0; i < plan.lines.size(); ++i)
    plan.lines[i].id = std::to_string(i + 1);
}

// One line that staff wrote, made whole: head, value of goods, and that it can be at all.
class StaffLine {
public:
  StaffLine(Draft& draft, std::size_t index) : draft_(draft), index_(index) {}

  Result<void> complete(PlanLine& line) {
    AMENDS_CHECK(check_place(line));
    std::vector<Give> gives{line.give};
    for (const auto& other : line.alternatives)
      gives.push_back(other.give);
    if (line.head == Head::goodwill)
      line.head = head_of(gives);
    if (line.head == Head::punitive && !may_be_punitive(draft_.input))
      return bad("head", "a multiple needs a finding (confirmed) and the customer's demand "
                         "(demanded); record them first");
    if (line.paid_by.empty())
      line.paid_by = "shop";
    if (!is_bearer(line.paid_by))
      return bad("paid_by", unknown_bearer(line.paid_by));
    if (line.because.empty())
      line.because = draft_.input.category;
    line.from_rule.reset();
    AMENDS_CHECK(check_remedy(line.give, line.amount, line.points, ""));
    for (std::size_t i = 0; i < line.alternatives.size(); ++i) {
      auto& other = line.alternatives[i];
      AMENDS_CHECK(check_remedy(other.give, other.amount, other.points,
                                "alternatives" + std::string("/") + std::to_string(i) + "/"));
    }
    return {};
  }

private:
  [[nodiscard]] Error bad(const std::string& field, std::string message) const {
    return {Code::evaluation, std::move(message), "/lines" + pointer_step(index_) + "/" + field};
  }

  Result<void> check_place(const PlanLine& line) {
    if (!line.line) {
      if (line.quantity)
        return bad("quantity", "a quantity needs a line: say of which one");
      AMENDS_TRY_ASSIGN(const auto all, concerns_of(draft_.input.order, About{}, ""));
      concern_ = united(all);
      return {};
    }
    const About about{line.line, line.quantity, std::nullopt};
    auto found = concerns_of(draft_.input.order, about, "");
    if (!found) {
      auto error = std::move(found).error();
      return bad(error.where.empty() ? "line" : error.where.substr(1), error.message);
    }
    concern_ = united(*found);
    return {};
  }

  Result<void> check_remedy(Give give, std::optional<Money>& amount,
                            const std::optional<std::int64_t>& points, const std::string& prefix) {
    const std::string word(give_word(give));
    if (give == Give::points) {
      if (!points || *points <= 0)
        return bad(prefix + "points", "say how many points");
      return {};
    }
    if (points)
      return bad(prefix + "points", "only \"points\" is given in points, not \"" + word + "\"");
    if (amount) {
      if (amount->minor < 0)
        return bad(prefix + "amount", print_money(*amount) + " is below zero");
      if (draft_.currency != Currency{} && amount->currency != draft_.currency)
        return bad(prefix + "amount", print_money(*amount) + " is not in the order's currency " +
                                          std::string(draft_.currency.text()));
      return {};
    }
    if (needs_amount(give))
      return bad(prefix + "amount", "say how much: \"" + word + "\" needs an amount");
    if (in_kind(give)) {
      AMENDS_TRY_ASSIGN(const auto facts, facts_for(draft_.input, concern_));
      if (const auto paid = facts.find("paid"); paid != facts.end())
        if (const auto* money = paid->second.get<Money>())
          amount = *money;
    }
    return {};
  }

  Draft& draft_;
  std::size_t index_;
  Concern concern_;
};

} // namespace

std::string Compensation::decider() const {
  for (const auto& role : compiled_->roles)
    if (role.approves)
      return role.role;
  for (const auto& role : compiled_->roles)
    if (role.handles)
      return role.role;
  return "staff";
}

Result<Plan> Compensation::assess(const AssessInput& input) const {
  AMENDS_TRY_ASSIGN(auto draft, begin(input, *compiled_));
  AMENDS_CHECK(entitle(draft));
  AMENDS_CHECK(apply_caps(draft, Excess::cut));
  AMENDS_CHECK(apply_floor(draft, Excess::cut));
  AMENDS_CHECK(apply_conservation(draft, Excess::cut));
  AMENDS_CHECK(hold_floor_against_paid(draft, decider()));
  AMENDS_CHECK(look_closer(draft));
  AMENDS_CHECK(ask_approval(draft));
  // Nothing decided, nothing missing: a person decides.
  if (draft.plan.lines.empty() && draft.plan.incomplete.empty() && !draft.plan.ask)
    draft.plan.ask = decider();
  number_lines(draft.plan);
  return std::move(draft.plan);
}

Result<Plan> Compensation::counter(const AssessInput& input, std::vector<PlanLine> lines,
                                   CapRule caps) const {
  if (lines.empty())
    return Error{Code::evaluation, "a plan needs at least one line", "/lines"};
  AMENDS_TRY_ASSIGN(auto draft, begin(input, *compiled_));
  draft.plan.lines = std::move(lines);
  for (std::size_t i = 0; i < draft.plan.lines.size(); ++i)
    AMENDS_CHECK(StaffLine(draft, i).complete(draft.plan.lines[i]));
  AMENDS_CHECK(apply_caps(draft, caps == CapRule::hold ? Excess::refuse : Excess::allow));
  AMENDS_CHECK(apply_floor(draft, Excess::refuse));
  AMENDS_CHECK(apply_conservation(draft, Excess::refuse));
  AMENDS_CHECK(look_closer(draft));
  AMENDS_CHECK(ask_approval(draft));
  number_lines(draft.plan);
  return std::move(draft.plan);
}

} // namespace amends
