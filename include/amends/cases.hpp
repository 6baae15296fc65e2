// The heart: `decide` turns a command into events, `evolve` turns events into a case. In: a policy,
// what the engine looked up, a case and a command. Out: events; nothing is stored or sent here.
#pragma once

#include "amends/events.hpp"
#include "amends/policy.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

// Who speaks: "agent:li" is {agent, li}; "system" is {system, ""}. The host vouches for it.
struct Party {
  std::string role;
  std::string id;
  [[nodiscard]] std::string text() const { return id.empty() ? role : role + ":" + id; }
};
[[nodiscard]] Result<Party> parse_party(std::string_view text);

// Another case of the same order.
struct OtherCase {
  std::int64_t number = 0;
  Instant opened_at;
  std::string category; // its primary label as it is now
};

// What `decide` may look at beside the case.
struct Context {
  Instant now; // effective: never before the case's last instant
  Party by;
  std::int64_t number = 0;         // the number a new case gets
  std::int64_t complaints_90d = 0; // cases of this customer opened in the 90 days before
  std::vector<LedgerBalance> ledger;
  std::int64_t world = 0;             // the world record a new case begins behind
  Opener open;                        // texts of this case, those of this command included
  std::set<std::string> handed_out;   // actions of this case that were ever leased; for `revoke`
  std::vector<OtherCase> order_cases; // for commands that classify
  ClassifyHost classify;              // the host's own judgement; empty: none
  bool alone = true;                  // the command is not one of a list that commits as one
  // Incidents declared and not ended as of the world record the case has met; nullptr: none.
  std::shared_ptr<const std::vector<Incident>> incidents;
};

struct Decided {
  std::vector<Event> events;
  Case after;
};

// A new case (before.id empty: `open`, `intake`) or the next step of one; `before` becomes `after`,
// so move it in when it is long. Errors: `denied`, `state`, `parse`, `evaluation`, `limit`,
// `unsupported`; nothing has happened then.
[[nodiscard]] Result<Decided> decide(const Policy& policy, const Context& context, Case before,
                                     const Command& command);

// What a host says became of an action.
enum class Outcome { done, pending, retry_later, refused };
BOOST_DESCRIBE_ENUM(Outcome, done, pending, retry_later, refused)
struct Settlement {
  std::string action;
  std::int64_t attempt = 0; // 0: not known
  Outcome outcome = Outcome::done;
  std::optional<Money> amount;
  std::optional<std::string> ref;
  std::optional<Instant> at;
};
// A retry_later makes the action due again after a while; the tenth one is the last.
[[nodiscard]] Result<Decided> settle(const Policy& policy, const Context& context,
                                     const Case& before, const Settlement& settlement);

// The next thing that happens by itself. It fires once an instant strictly after `at` is reached.
struct Timer {
  Instant at;
  std::string id;        // "TARGET point", "STAGE after", "incident ID from|until": the cause's id
  std::size_t index = 0; // of the clock, of the stage's transition, of the case's incident
  enum class Kind : std::uint8_t { clock, stage, incident } kind = Kind::clock;
};
[[nodiscard]] std::optional<Timer> next_timer(const Case& now);
// One microsecond after the next timer's instant; never() when there is none.
[[nodiscard]] Instant next_due(const Case& now);
[[nodiscard]] Result<Decided> fire_timer(const Policy& policy, const Context& context,
                                         const Case& before, const Timer& timer);

// A record of the world's timeline that reaches a case.
struct WorldChange {
  std::int64_t seq = 0;
  std::string kind;   // "calendar": other holiday tables are in force; "incident": one was
                      // declared, changed or ended
  std::string digest; // of what is in force behind it
};
// `policy` is already what it is behind the change. Moves what is still ahead: due instants and
// points of running clocks, tasks, stages that leave by themselves; verdicts stay. Incidents are
// those of the context.
[[nodiscard]] Result<Decided> meet_world(const Policy& policy, const Context& context,
                                         const Case& before, const WorldChange& change);

// The target that stands behind a clock, that of promises included; nullptr when the policy has
// none of the name.
[[nodiscard]] const Target* target_of(const Policy& policy, const ClockRow& clock);

// Never fails and needs no policy. `evolve(case, record)` applies all events of a record.
void apply(Case& state, const Event& event, Instant at);
[[nodiscard]] Case evolve(Case state, const Record& record);

// May this party say this at `at`? The same guards that `decide` begins with. `handed_out`: as in
// Context.
[[nodiscard]] Result<void> permit(const Policy& policy, const Case& state, const Party& party,
                                  std::string_view op, Instant at,
                                  const std::set<std::string>& handed_out = {});

// What was asked could not be: the record tells why and the case went on all the same. The error
// its command is answered with; no value: the command did what it says.
[[nodiscard]] std::optional<Error> refusal_in(const Record& record);

// Ledger scopes whose balances `decide` needs for this case.
[[nodiscard]] std::vector<std::string> ledger_scopes(const Case& state);
// Those of incidents that the command may find to hit the case.
[[nodiscard]] std::vector<std::string>
incident_scopes(const std::shared_ptr<const std::vector<Incident>>& incidents, const Order& order);
[[nodiscard]] std::vector<std::string> ledger_scopes(const std::optional<Order>& order,
                                                     const std::optional<Customer>& customer);

// A line of a plan in words ("退款 70.00 元 或 补发").
[[nodiscard]] std::string plan_words(const Plan& plan, std::string_view language);

} // namespace amends
