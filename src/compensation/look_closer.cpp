// Signs of abuse, and the fast lane for what is small and unsuspicious.
#include "compensation/draft.hpp"

#include <algorithm>

namespace amends::compensation {

Result<void> look_closer(Draft& draft) {
  const auto& compiled = draft.compiled;
  if (!compiled.abuse && !compiled.fast_lane)
    return {};
  AMENDS_TRY_ASSIGN(const auto concerns, concerns_of(draft.input));
  AMENDS_TRY_ASSIGN(const auto facts, facts_for(draft.input, united(concerns)));
  if (compiled.abuse) {
    AMENDS_TRY_ASSIGN(const auto signs, compiled.abuse->evaluate(facts, false));
    for (const auto& row : signs.rows)
      if (const auto* flag = row.at("flag").get<std::string>())
        draft.plan.flags.push_back(*flag);
  }
  // What staff wrote stands on their own authority.
  const bool by_hand =
      draft.plan.ask || std::any_of(draft.plan.lines.begin(), draft.plan.lines.end(),
                                    [](const auto& l) { return l.by_staff; });
  // Which of several lines it is about is for a person to find out.
  const bool unsaid = draft.input.order && draft.input.order->lines.size() > 1 &&
                      std::none_of(draft.input.about.begin(), draft.input.about.end(),
                                   [](const About& a) { return a.line || a.delivery; });
  if (!compiled.fast_lane || unsaid || !draft.plan.flags.empty() ||
      !draft.plan.incomplete.empty() || by_hand)
    return {};
  AMENDS_TRY_ASSIGN(const auto lane, compiled.fast_lane->evaluate(facts, false));
  if (lane.rows.empty() || !lane.missing.empty())
    return {};
  const auto* up_to = lane.rows[0].at("up_to").get<Money>();
  if (!up_to)
    return {};
  AMENDS_TRY_ASSIGN(const auto total, total_of(draft.plan));
  draft.plan.fast_lane =
      total && total->currency == up_to->currency && total->minor <= up_to->minor;
  return {};
}

} // namespace amends::compensation
