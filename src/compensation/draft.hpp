// A plan in the making: the steps of assess, in their order. Each takes the draft of the step
// before.
#pragma once

#include "compensation/compiled.hpp"
#include "compensation/facts.hpp"

#include <string>
#include <vector>

namespace amends::compensation {

// What the steps share.
struct Draft {
  const AssessInput& input;
  const Compensation::Compiled& compiled;
  Currency currency;                           // of the plan
  std::vector<std::optional<Money>> line_paid; // of each order line
  Plan plan;
};

// The plan's currency: the order's, else that of any of its money or of the given facts, else the
// pack's; none of these: no currency, and amounts of money fail.
[[nodiscard]] Result<Draft> begin(const AssessInput& input, const Compensation::Compiled& compiled);

// A multiple of the price is only ever owed on a finding and the customer's demand.
[[nodiscard]] bool may_be_punitive(const AssessInput& input);

// Fills plan.lines, why, incomplete and ask from the table.
[[nodiscard]] Result<void> entitle(Draft& draft);

// What happens where a line wants more than there is room for.
enum class Excess : std::uint8_t { cut, refuse, allow };
// Caps, then conservation. `cut` shortens lines and records it; `refuse` is an `evaluation` error
// with the pointer of the line ("/lines/0"); `allow` (caps alone) only records it.
[[nodiscard]] Result<void> apply_caps(Draft& draft, Excess excess);
[[nodiscard]] Result<void> apply_conservation(Draft& draft, Excess excess);

// "80.00 CNY is more than the cap X leaves: 30.00 CNY at most", with the pointer of the line.
[[nodiscard]] Error too_much(std::size_t line, const std::string& what, const Money& room,
                             const Money& wanted);
// Error `evaluation` naming both where an entry of the ledger is in another currency than `mine`.
[[nodiscard]] Result<void> same_currency(const std::string& what, Currency mine,
                                         const LedgerBalance& entry);

// What the law grants: plan.floor, deadlines and reasons. `cut`: lines are raised to it, no cap
// counts; `refuse`: lines below it are an `evaluation` error.
[[nodiscard]] Result<void> apply_floor(Draft& draft, Excess excess);
// Where the law grants more than was paid for the lines, the facts contradict each other: a person
// decides. Comes after conservation.
[[nodiscard]] Result<void> hold_floor_against_paid(Draft& draft, const std::string& decider);
// The law that applies, or nullptr: the only one, or that of the given fact `jurisdiction`.
[[nodiscard]] const Law* law_for(const Compensation::Compiled& compiled, const Facts& given);

// Signs of abuse and the fast lane.
[[nodiscard]] Result<void> look_closer(Draft& draft);

// Who must say yes to the sum of it.
[[nodiscard]] Result<void> ask_approval(Draft& draft);

// The options of a plan line, the line itself first.
struct Option {
  Give give;
  std::optional<Money>* amount;
};
[[nodiscard]] std::vector<Option> options_of(PlanLine& line);
// The dearest choices of all lines together; no value where nothing has an amount.
[[nodiscard]] Result<std::optional<Money>> total_of(const Plan& plan);
// The dearest option; null money where no option has an amount.
[[nodiscard]] std::optional<Money> dearest(const PlanLine& line);

} // namespace amends::compensation
