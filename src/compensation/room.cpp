// Room for a plan as it was chosen: what caps, payments and the order as it is now leave.
#include "compensation/draft.hpp"

#include <algorithm>

namespace amends {

namespace {

using namespace compensation;

// The lines alone, each as it was chosen.
Result<Draft> draft_of(const AssessInput& input, const Compensation::Compiled& compiled,
                       const std::vector<PlanLine>& lines) {
  AMENDS_TRY_ASSIGN(auto draft, begin(input, compiled));
  draft.plan.lines = lines;
  for (auto& line : draft.plan.lines)
    line.alternatives.clear();
  return draft;
}

Result<void> check_places(const AssessInput& input, const std::vector<PlanLine>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& wanted = lines[i].line;
    const bool there =
        !wanted || (input.order && std::any_of(input.order->lines.begin(), input.order->lines.end(),
                                               [&](const auto& l) { return l.id == *wanted; }));
    if (!there)
      return Error{Code::evaluation, "the order has no line " + *wanted + " any more",
                   "/lines" + pointer_step(i) + "/line"};
  }
  return {};
}

// What is left of one line after caps and floor, in the words it was chosen in.
Money left_of(PlanLine& line, const PlanLine& chosen) {
  Money left{0, chosen.amount->currency};
  for (const auto& option : options_of(line))
    if (option.give == chosen.give && *option.amount && (*option.amount)->minor > left.minor)
      left = **option.amount;
  return left;
}

// Caps cut, the floor raises: a line that comes out of both smaller has no room.
Result<void> check_caps(const AssessInput& input, const Compensation::Compiled& compiled,
                        const std::vector<PlanLine>& lines) {
  AMENDS_TRY_ASSIGN(auto draft, draft_of(input, compiled, lines));
  AMENDS_CHECK(apply_caps(draft, Excess::cut));
  std::string which = "a cap";
  for (const auto& cap : draft.plan.caps)
    if (cap.given.minor < cap.wanted.minor)
      which = "the cap " + cap.cap;
  AMENDS_CHECK(apply_floor(draft, Excess::cut));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].amount)
      continue;
    const Money left = left_of(draft.plan.lines[i], lines[i]);
    if (left.minor < lines[i].amount->minor)
      return too_much(i, which, left, *lines[i].amount);
  }
  return {};
}

} // namespace

Result<void> check_conservation(const AssessInput& input, const std::vector<PlanLine>& lines) {
  static const Compensation::Compiled no_policy;
  AMENDS_TRY_ASSIGN(auto draft, draft_of(input, no_policy, lines));
  return apply_conservation(draft, Excess::refuse);
}

Result<void> Compensation::check_room(const AssessInput& input, std::vector<PlanLine> lines,
                                      CapRule caps) const {
  AMENDS_CHECK(check_places(input, lines));
  if (caps == CapRule::hold)
    AMENDS_CHECK(check_caps(input, *compiled_, lines));
  return check_conservation(input, lines);
}

} // namespace amends
