// Commands about plans and money: proposed, answered, approved, revoked, paid elsewhere.
#pragma once

#include "amends/command_head.hpp"
#include "amends/plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace amends::commands {

// A line of a plan that staff wrote. `head`: what the money is for, where that is not what `give`
// is usually for ("delivery_cost", "loss"); `paid_by`: who bears it, the shop unless said.
struct LineGiven {
  std::optional<std::string> line;
  std::optional<std::int64_t> quantity;
  std::optional<amends::Head> head;
  std::optional<std::string> paid_by;
  Give give = Give::none;
  std::optional<Money> amount;
  std::optional<std::int64_t> points;
  std::vector<Remedy> alternatives;
  bool keep_goods = false;
};
BOOST_DESCRIBE_STRUCT(LineGiven, (),
                      (line, quantity, head, paid_by, give, amount, points, alternatives,
                       keep_goods))

// Without `lines`: the rule's plan. With them: a counter-plan, checked for floor, caps,
// conservation and authority. More than the speaker's role may promise waits for `approve`.
struct Propose : Head {
  static constexpr std::string_view tag = "propose";
  std::vector<LineGiven> lines;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Propose, (Head), (lines, text))

// `plan`: which one; absent: the open one. `choice`: per line the number of the alternative, from
// 1; 0 or absent is the line itself.
struct Accept : Head {
  static constexpr std::string_view tag = "accept";
  std::optional<std::string> plan;
  std::vector<std::int64_t> choice;
  std::optional<bool> consent; // false is refused as `parse`: consent cannot be withheld here
};
BOOST_DESCRIBE_STRUCT(Accept, (Head), (plan, choice, consent))

struct Counter : Head {
  static constexpr std::string_view tag = "counter";
  std::optional<std::string> plan;
  std::optional<Personal> text;
  std::optional<Personal> wish;
};
BOOST_DESCRIBE_STRUCT(Counter, (Head), (plan, text, wish))

struct Reject : Head {
  static constexpr std::string_view tag = "reject";
  std::optional<std::string> plan;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Reject, (Head), (plan, text))

// Something else than the rule says, beyond its caps if need be; never below the law's floor and
// never more than was paid. What the rule said, who gave what instead and why stay on record.
struct Override : Head {
  static constexpr std::string_view tag = "override";
  std::vector<LineGiven> lines;
  Personal reason; // for colleagues
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Override, (Head), (lines, reason, text))

// Yes to the plan that waits for approval (`plan` absent: the one that waits). It goes to the
// customer, and its money is reserved.
struct Approve : Head {
  static constexpr std::string_view tag = "approve";
  std::optional<std::string> plan;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Approve, (Head), (plan, text))

struct RefuseApproval : Head {
  static constexpr std::string_view tag = "refuse_approval";
  std::optional<std::string> plan;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(RefuseApproval, (Head), (plan, text))

// Takes back what an accepted plan set in motion and nobody was handed yet: one action, or all of a
// plan. `state` once an action was handed out, whatever became of it.
struct Revoke : Head {
  static constexpr std::string_view tag = "revoke";
  std::optional<std::string> action;
  std::optional<std::string> plan;
  Personal reason; // for colleagues
};
BOOST_DESCRIBE_STRUCT(Revoke, (Head), (action, plan, reason))

// Money that was given outside amends; it counts against the line.
struct ExternalPayout : Head {
  static constexpr std::string_view tag = "external_payout";
  std::string order;
  std::optional<std::string> line;
  Money amount;
  std::optional<std::string> ref;
};
BOOST_DESCRIBE_STRUCT(ExternalPayout, (Head), (order, line, amount, ref))

} // namespace amends::commands
