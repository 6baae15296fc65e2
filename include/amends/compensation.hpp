// Compensation and law. In: an order, what was found, what other cases already gave. Out: a plan of
// remedies with floor, caps, what is missing and why.
#pragma once

#include "amends/calendar.hpp"
#include "amends/order.hpp"
#include "amends/plan.hpp"
#include "amends/rules.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace amends {

// One entry of the ledger (reserved or committed) before this plan. A movement is listed once under
// every scope that it touches; a re-send that was lost or came back stands with an amount of zero.
struct LedgerBalance {
  std::string scope;
  std::string case_id;
  Give give = Give::none;
  Money amount;
  bool restitution = false;
  Instant at;
  std::optional<Head> head = std::nullopt; // absent: the one `give` is usually for
};

// Names of the ledger's accounts: "line:ORDER/LINE", "order:ORDER", "customer:ID",
// "incident:ID/ORDER". In names of two parts "/" and "~" of a part are escaped as in JSON pointers,
// so that no two accounts share a name.
[[nodiscard]] std::string line_scope(std::string_view order, std::string_view line);
[[nodiscard]] std::string order_scope(std::string_view order);
[[nodiscard]] std::string customer_scope(std::string_view customer);
[[nodiscard]] std::string incident_scope(std::string_view incident, std::string_view order);

struct AssessInput {
  Instant at; // the command's instant
  std::optional<Order> order;
  std::optional<Customer> customer;
  std::string case_id;
  std::string category; // primary label
  std::string severity, priority, channel;
  std::vector<About> about;
  Facts facts; // findings, and facts given flat by dictionary names
  std::vector<LedgerBalance> ledger;
  // The role that promises it; one the policy does not know: the least of those that handle cases.
  std::string by;
};

// Do caps bind? An override goes beyond them, on record.
enum class CapRule : std::uint8_t { hold, exceed };

// A fact any condition may use.
struct FactInfo {
  std::string name, type, unit, title_zh, title_en, meaning, example, supplied_by;
};
// The dictionary of the order, sorted by name. Law facts are those of the policy's laws
// (Compensation::law_facts); case facts are added by the policy room.
[[nodiscard]] const std::vector<FactInfo>& order_facts();
// Every dictionary fact that `input` determines, for one order line (or the order as a whole).
[[nodiscard]] Facts facts_of(const AssessInput& input, const std::optional<About>& about);

class Compensation {
public:
  // `policy` is a resolved pack's root: `tables.compensation` (with `caps`), `tables.fast_lane`,
  // `tables.abuse`, `laws`, `facts`, `currency`, `roles` (limits of authority) are read.
  [[nodiscard]] static Result<std::shared_ptr<const Compensation>>
  compile(const Json& policy, const HolidayTables& tables);

  // The rule's plan, state draft, id empty. A missing fact makes it `incomplete`, never zero.
  [[nodiscard]] Result<Plan> assess(const AssessInput& input) const;
  // A plan whose lines staff wrote: checked for floor, caps and conservation. Errors: `evaluation`
  // with the pointer of the line that breaks one.
  // `exceed`: caps are listed and not held.
  [[nodiscard]] Result<Plan> counter(const AssessInput& input, std::vector<PlanLine> lines,
                                     CapRule caps = CapRule::hold) const;
  // Can these lines still be given as they stand, alternatives aside? Caps (unless the lines go
  // beyond them on record: `exceed`), what was paid and the order as it is now must leave room;
  // what the law grants is never held against a cap. Errors: `evaluation` with the pointer of the
  // line.
  [[nodiscard]] Result<void> check_room(const AssessInput& input, std::vector<PlanLine> lines,
                                        CapRule caps) const;
  // What the law grants at least: {"result":{...},"why":[{"rule","law","article","version","text",
  // "zh"}]}, and "missing" where a fact that could change the answer is absent. Without `at` the
  // latest version of every rule. Where the policy has several laws, the fact `jurisdiction` says
  // which. Errors: `parse` (an unknown fact, a wrong type), `not_found` (no such law).
  [[nodiscard]] Result<Json> floor(const std::optional<Instant>& at, const Facts& facts) const;

  // Who decides where no row does: the first role that approves, else the first that handles cases.
  [[nodiscard]] std::string decider() const;

  // The facts that this policy's laws know, sorted by name: what `floor` takes, and what findings
  // may say beside order_facts().
  [[nodiscard]] const std::vector<FactInfo>& law_facts() const;

  struct Compiled;
  explicit Compensation(std::shared_ptr<const Compiled> compiled)
      : compiled_(std::move(compiled)) {}

private:
  std::shared_ptr<const Compiled> compiled_;
};

// Where a remedy's money counts: the fixed table behind the words of `give`.
struct GiveRow {
  Give give;
  Head head;
  std::string_view action; // kind of the action it raises; empty: none
  bool restitution;        // counts against what was paid for the line
};
[[nodiscard]] const GiveRow& give_row(Give give);
// Does a remedy on this head count against what was paid? Restitution does; so do coupons, points
// and vouchers on the head `price`, because there they stand instead of money.
[[nodiscard]] bool counts_as_restitution(Head head, Give give);

// Would these lines, with what the ledger holds, give back more than was paid? `evaluation` with
// the pointer of the line ("/lines/0"). The lines stand as they are: their alternatives do not
// count.
[[nodiscard]] Result<void> check_conservation(const AssessInput& input,
                                              const std::vector<PlanLine>& lines);

// Who bears what a plan gives.
[[nodiscard]] bool is_bearer(std::string_view word);

// Of the order, or of any money in it; no value where neither is there.
[[nodiscard]] std::optional<Currency> order_currency(const Order& order);

// What was paid for each line: given, else order paid less postage split by price x quantity with
// the largest remainder; empty where it cannot be known. Index = line.
[[nodiscard]] Result<std::vector<std::optional<Money>>> paid_per_line(const Order& order);
// Sums agree to the cent where all parts are given; error `parse` with pointer below `where` saying
// by how much. Currencies known and equal; quantities positive; no overflow.
[[nodiscard]] Result<void> check_order(const Order& order, const std::string& where);

} // namespace amends
