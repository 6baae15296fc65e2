// The plan: what the customer is offered, by which row, and why nothing else.
#pragma once

#include "amends/described.hpp"

#include <optional>
#include <string>
#include <vector>

namespace amends {

// The closed words of `give`. `none` is an explicit nothing.
enum class Give {
  letter,
  coupon,
  points,
  refund,
  partial_refund,
  price_difference,
  resend,
  exchange,
  repair,
  return_,
  gift,
  voucher,
  announce,
  none
};
BOOST_DESCRIBE_ENUM(Give, letter, coupon, points, refund, partial_refund, price_difference, resend,
                    exchange, repair, return_, gift, voucher, announce, none)

// Heads of claim; per head caps and the statutory floor are met.
enum class Head { price, delivery_cost, return_freight, loss, delay, punitive, goodwill };
BOOST_DESCRIBE_ENUM(Head, price, delivery_cost, return_freight, loss, delay, punitive, goodwill)

// One way to meet one line of a plan.
struct Remedy {
  Give give = Give::none;
  std::optional<Money> amount;        // money, or the coupon's / goods' value
  std::optional<std::int64_t> points; // only for `points`
};
BOOST_DESCRIBE_STRUCT(Remedy, (), (give, amount, points))

struct PlanLine {
  std::string id;                  // "1", "2" in a draft; PLAN.N once proposed
  std::optional<std::string> line; // order line; absent: the order as a whole
  std::optional<std::int64_t> quantity;
  Head head = Head::goodwill;
  Give give = Give::none;
  std::optional<Money> amount;
  std::optional<std::int64_t> points;
  bool keep_goods = false; // the customer need not send the goods back
  bool capped = false;
  std::string paid_by;                  // shop, seller, carrier, supplier, insurer
  std::string because;                  // the reason code: the category
  std::optional<std::string> article;   // of the law, when a law row gave it
  std::optional<std::string> from_rule; // "compensation/3"
  std::optional<std::string> by_staff;  // "agent:li", when a person wrote the line
  std::vector<Remedy> alternatives;     // the customer may choose one of these instead
  std::optional<Duration> cooling;      // money goes out this long after consent
};
BOOST_DESCRIBE_STRUCT(PlanLine, (),
                      (id, line, quantity, head, give, amount, points, keep_goods, capped, paid_by,
                       because, article, from_rule, by_staff, alternatives, cooling))

struct FloorEntry {
  Head head = Head::price;
  std::optional<std::string> line;
  std::optional<Money> amount;
  std::string rule;
  std::string article;
};
BOOST_DESCRIBE_STRUCT(FloorEntry, (), (head, line, amount, rule, article))

struct CapEntry {
  std::string cap; // "compensation/caps/0"
  Money at_most;
  Money already; // used up by this and other cases
  Money wanted;
  Money given;
};
BOOST_DESCRIBE_STRUCT(CapEntry, (), (cap, at_most, already, wanted, given))

struct Approval {
  std::string role; // who must say yes
  Money amount;
  std::string because;
};
BOOST_DESCRIBE_STRUCT(Approval, (), (role, amount, because))

struct PlanDeadline {
  std::string what; // "refund"
  Instant due;
  std::string rule;
};
BOOST_DESCRIBE_STRUCT(PlanDeadline, (), (what, due, rule))

// One step of the reasoning: a row that fired, or one that stood before it and did not.
struct PlanWhy {
  std::string rule; // "compensation/3"
  bool fired = false;
  std::optional<std::string> column; // the cell that failed
  std::optional<std::string> cell;   // its text
  std::optional<std::string> value;  // what stood against it
};
BOOST_DESCRIBE_STRUCT(PlanWhy, (), (rule, fired, column, cell, value))

// draft: computed, nothing promised. awaiting_approval: somebody must say yes before the customer
// sees it; not_approved: he did not. open: the customer has it. accepted, refused: his answer.
// lapsed: he did not answer in time. superseded: another plan took its place. withdrawn: the case
// ended or all of it was revoked. executed: whatever it gives is given.
enum class PlanState {
  draft,
  open,
  accepted,
  refused,
  superseded,
  withdrawn,
  executed,
  awaiting_approval,
  not_approved,
  lapsed
};
BOOST_DESCRIBE_ENUM(PlanState, draft, open, accepted, refused, superseded, withdrawn, executed,
                    awaiting_approval, not_approved, lapsed)

struct Plan {
  std::string id;
  PlanState state = PlanState::draft;
  std::vector<PlanLine> lines;
  std::vector<FloorEntry> floor;
  std::vector<CapEntry> caps;
  std::vector<std::string> incomplete; // missing facts by JSON pointer
  std::optional<std::string> ask;      // a role that must decide by hand ("ask lead")
  std::optional<Approval> approval;
  std::optional<std::string> approved_by; // who said yes: "lead:zhang"
  std::optional<Instant> offered_at;      // when it went to the customer
  bool outdated = false;  // it no longer fits the order or what others got: a person looks again
  bool over_caps = false; // an override: goes beyond caps, on record
  std::vector<PlanDeadline> deadlines;
  std::optional<Instant> answer_by;
  std::vector<PlanWhy> why;
  bool fast_lane = false;         // small and unsuspicious: no approval is asked
  std::vector<std::string> flags; // signs of abuse: a person looks, nothing is refused
};
BOOST_DESCRIBE_STRUCT(Plan, (),
                      (id, state, lines, floor, caps, incomplete, ask, approval, approved_by,
                       offered_at, outdated, over_caps, deadlines, answer_by, why, fast_lane,
                       flags))

AMENDS_DECLARE_TYPE(Plan)

} // namespace amends
