// The case: what `evolve` makes of its events. Everything here is derived and can be rebuilt.
#pragma once

#include "amends/classification.hpp"
#include "amends/commands.hpp"
#include "amends/incident.hpp"
#include "amends/sla.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace amends {

struct MessageRow {
  std::string id;
  Instant at;
  std::string by; // who said it: "customer:c-77"
  std::optional<std::string> channel;
  Personal text;
  bool automatic = false;
};
BOOST_DESCRIBE_STRUCT(MessageRow, (), (id, at, by, channel, text, automatic))

struct EvidenceRow : EvidenceGiven {
  std::string id;
  Instant at;
  std::string by;
};
BOOST_DESCRIBE_STRUCT(EvidenceRow, (EvidenceGiven), (id, at, by))

enum class TaskState { open, done, cancelled };
BOOST_DESCRIBE_ENUM(TaskState, open, done, cancelled)

struct CaseTask {
  std::string id;
  std::string kind;
  std::string owner; // role or "ROLE:ID"
  TaskState state = TaskState::open;
  Instant started_at;
  std::optional<Instant> due;
  std::optional<Instant> finished_at;
  std::optional<std::string> outcome;
  std::optional<Personal> text;
  std::string stage; // the stage that started it; empty: a command or the library
};
BOOST_DESCRIBE_STRUCT(CaseTask, (),
                      (id, kind, owner, state, started_at, due, finished_at, outcome, text, stage))

enum class ActionState { raised, done, refused, failed, cancelled };
BOOST_DESCRIBE_ENUM(ActionState, raised, done, refused, failed, cancelled)

// Parameters of a notice: plain words, money and instants as they print, and what is personal.
struct ActionParams {
  std::map<std::string, std::string> plain;
  std::map<std::string, Instant> times;
  std::map<std::string, Personal> personal;
};
BOOST_DESCRIBE_STRUCT(ActionParams, (), (plain, times, personal))

// Work for the host's machines. Lease and attempt are the store's, not the case's.
struct CaseAction {
  std::string id;
  std::string kind; // notify, refund, coupon, reship, ...
  ActionState state = ActionState::raised;
  Instant raised_at;
  Instant due;
  std::optional<Instant> valid_until;
  std::vector<std::string> after;
  std::optional<std::string> collapse;
  std::string reason_code;         // notice name, or the plan line's `because`
  std::optional<std::string> plan; // remedies: the plan and its line
  std::optional<std::string> plan_line;
  std::optional<std::string> order_id;
  std::optional<std::string> line;
  std::optional<std::int64_t> quantity;
  std::optional<Head> head;
  std::optional<std::string> paid_by; // who bears it: shop, seller, carrier, supplier, insurer
  std::optional<Give> give;
  std::optional<Money> amount;
  std::optional<std::int64_t> points;
  std::optional<std::string> channel; // notify, survey
  std::optional<std::string> language;
  std::optional<std::string> to; // "customer" or a role
  ActionParams params;
  std::optional<Money> executed; // settled: what was really paid
  std::optional<std::string> ref;
  std::optional<Instant> settled_at;
  bool pending = false;      // the provider will answer later
  std::int64_t failures = 0; // attempts that the host gave back
};
BOOST_DESCRIBE_STRUCT(CaseAction, (),
                      (id, kind, state, raised_at, due, valid_until, after, collapse, reason_code,
                       plan, plan_line, order_id, line, quantity, head, paid_by, give, amount,
                       points, channel, language, to, params, executed, ref, settled_at, pending,
                       failures))

enum class LedgerState { reserved, committed, released };
BOOST_DESCRIBE_ENUM(LedgerState, reserved, committed, released)

// Money this case holds in the shop's ledger. `entry` is the plan line's or the payout's id.
struct LedgerEntry {
  std::string entry;
  std::string plan;
  // "line:ORDER/LINE", "order:ORDER", "customer:ID", "incident:ID/ORDER"
  std::vector<std::string> scopes;
  Head head = Head::goodwill;
  Give give = Give::none;
  Money amount;
  bool restitution = false;
  LedgerState state = LedgerState::reserved;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(LedgerEntry, (),
                      (entry, plan, scopes, head, give, amount, restitution, state, at))

struct FindingRow {
  Instant at;
  std::string by;
  std::vector<About> about;
  std::map<std::string, Json> facts;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(FindingRow, (), (at, by, about, facts, text))

// A promise, the clock that watches it and the task that keeps it.
struct PromiseRow {
  std::string clock;
  std::string task;
  Personal text;
};
BOOST_DESCRIBE_STRUCT(PromiseRow, (), (clock, task, text))

// A label as a case keeps it: where the words stand, not the words.
struct LabelTerm {
  std::string category;
  std::string from;
  std::int64_t weight_milli = 0;
  std::string message;          // id of the message
  std::vector<std::int64_t> at; // byte offsets in it
};
BOOST_DESCRIBE_STRUCT(LabelTerm, (), (category, from, weight_milli, message, at))

// How often somebody had come about the same order and category before: in cases opened within the
// policy's `repeat_within` before this one, and by intakes that joined this one since.
struct RepeatContacts {
  std::int64_t cases = 0;
  std::int64_t joined = 0;
  [[nodiscard]] std::int64_t total() const { return cases + joined; }
};
BOOST_DESCRIBE_STRUCT(RepeatContacts, (), (cases, joined))

// A stage that leaves by itself after a while.
struct StageTimer {
  Instant at;
  std::int64_t transition = 0; // index among the stage's `go`
  bool operator==(const StageTimer&) const = default;
};
BOOST_DESCRIBE_STRUCT(StageTimer, (), (at, transition))

// What a case is, from its opening on, and how far its journal goes.
struct CaseHead {
  std::string id;
  std::int64_t version = 0;
  std::int64_t number = 0;
  std::string number_text; // for people
  std::string policy;      // digest of the pinned policy
  std::string kind;
  std::optional<std::string> channel;
  Instant opened_at;
  Instant happened_at; // when it happened, where that was earlier
  Instant last_at;
};
BOOST_DESCRIBE_STRUCT(CaseHead, (),
                      (id, version, number, number_text, policy, kind, channel, opened_at,
                       happened_at, last_at))

struct Case : CaseHead {
  std::optional<Customer> customer;
  std::optional<Order> order;
  std::vector<About> about;
  std::optional<Personal> wish;
  std::string stage;
  Instant stage_at;
  bool ended = false;
  std::string owner; // role or "ROLE:ID"
  std::optional<std::string> team;
  std::string waiting_for; // "" is us
  std::vector<std::string> holds;
  std::vector<Label> labels;
  std::vector<LabelTerm> terms;
  std::vector<Label> overruled; // what amends itself had said where the host said otherwise
  std::string severity;
  std::string priority;
  RepeatContacts repeat_contacts;
  bool abstained = false;
  bool by_person = false; // a person set the labels
  std::map<std::string, Json> facts;
  std::vector<FindingRow> findings;
  std::vector<MessageRow> messages;
  std::vector<EvidenceRow> evidence;
  std::optional<Plan> draft;
  std::vector<Plan> plans;
  std::vector<ClockRow> clocks;
  std::vector<CaseTask> tasks;
  std::vector<CaseAction> actions;
  std::vector<LedgerEntry> ledger;
  std::vector<PromiseRow> promises;
  std::vector<StageTimer> timers;
  std::vector<std::string> information_asked; // fields asked of the customer
  bool contacted = false;
  bool followed_up = false;
  std::optional<bool> satisfied;
  bool survey_sent = false;
  std::optional<std::int64_t> survey_score;
  std::int64_t reopened = 0;
  std::optional<std::string> result;
  std::int64_t complaints_90d = 0;     // the customer's cases of the 90 days before this one
  std::int64_t world = 0;              // last world record applied
  std::vector<CaseIncident> incidents; // that hit it, also those that are over
  Json x;                              // the caller's own, as the case was opened with
};
BOOST_DESCRIBE_STRUCT(Case, (CaseHead),
                      (customer, order, about, wish, stage, stage_at, ended, owner, team,
                       waiting_for, holds, labels, terms, overruled, severity, priority,
                       repeat_contacts, abstained, by_person, facts, findings, messages, evidence,
                       draft, plans, clocks, tasks, actions, ledger, promises, timers,
                       information_asked, contacted, followed_up, satisfied, survey_sent,
                       survey_score, reopened, result, complaints_90d, world, incidents, x))

AMENDS_DECLARE_TYPE(CaseAction)
AMENDS_DECLARE_TYPE(CaseTask)
AMENDS_DECLARE_TYPE(EvidenceRow)
AMENDS_DECLARE_TYPE(FindingRow)
AMENDS_DECLARE_TYPE(LedgerEntry)
AMENDS_DECLARE_TYPE(MessageRow)
AMENDS_DECLARE_TYPE(Case)

} // namespace amends
