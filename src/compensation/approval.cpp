// Authority: who must say yes to the sum of a plan.
#include "compensation/draft.hpp"

#include <algorithm>

namespace amends::compensation {

namespace {

// Enough for `amount`? A role that approves without a limit has none.
bool enough(const Authority& role, const Money& amount) {
  return !role.up_to ||
         (role.up_to->currency == amount.currency && role.up_to->minor >= amount.minor);
}

const Authority* named(const Draft& draft, std::string_view word) {
  for (const auto& role : draft.compiled.roles)
    if (role.role == word)
      return &role;
  return nullptr;
}

// Who promises it: the role that says so, else the word before ":" of who wrote the lines, else the
// least of the roles that handle cases.
const Authority* promiser(const Draft& draft) {
  if (const auto* said = named(draft, draft.input.by))
    return said;
  const Authority* least = nullptr;
  for (const auto& line : draft.plan.lines)
    if (line.by_staff)
      if (const auto* writer = named(draft, line.by_staff->substr(0, line.by_staff->find(':'))))
        return writer;
  for (const auto& role : draft.compiled.roles)
    if (role.handles && role.up_to && (!least || role.up_to->minor < least->up_to->minor))
      least = &role;
  return least;
}

const Authority* approver(const Draft& draft, const Money& amount) {
  const Authority* best = nullptr;
  for (const auto& role : draft.compiled.roles) {
    if (!role.approves || !enough(role, amount))
      continue;
    if (!best || (role.up_to && (!best->up_to || role.up_to->minor < best->up_to->minor)))
      best = &role;
  }
  if (best)
    return best;
  for (const auto& role : draft.compiled.roles)
    if (role.manages)
      return &role;
  for (const auto& role : draft.compiled.roles)
    if (role.approves && (!best || role.up_to->minor > best->up_to->minor))
      best = &role;
  return best;
}

} // namespace

Result<std::optional<Money>> total_of(const Plan& plan) {
  std::optional<Money> sum;
  for (const auto& line : plan.lines) {
    const auto amount = dearest(line);
    if (!amount)
      continue;
    if (!sum) {
      sum = amount;
    } else {
      AMENDS_TRY_ASSIGN(sum, add(*sum, *amount));
    }
  }
  return sum;
}

Result<void> ask_approval(Draft& draft) {
  if (draft.plan.fast_lane)
    return {};
  AMENDS_TRY_ASSIGN(const auto sum, total_of(draft.plan));
  const auto* by = promiser(draft);
  if (!sum || sum->minor == 0 || !by || enough(*by, *sum))
    return {};
  const auto* yes = approver(draft, *sum);
  if (!yes || yes == by)
    return {};
  draft.plan.approval = Approval{yes->role, *sum,
                                 print_money(*sum) + " is above what " + by->role +
                                     " may promise: " + print_money(*by->up_to)};
  return {};
}

} // namespace amends::compensation
