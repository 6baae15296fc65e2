// Events: what happened to a case. They carry results, so that replaying them needs no policy.
// The catalogue is closed; a struct may gain optional fields, never lose or re-mean one.
#pragma once

#include "amends/case.hpp"

#include <variant>
#include <vector>

namespace amends::events {

struct Head {
  static constexpr std::string_view tag_name = "event";
  std::int32_t v = 1; // version of the event's own shape
};
BOOST_DESCRIBE_STRUCT(Head, (), (v))

struct Opened : Head {
  static constexpr std::string_view tag = "opened";
  std::int64_t number = 0;
  std::string number_text;
  std::string policy;
  std::string kind;
  std::optional<std::string> channel;
  Instant happened_at;
  std::optional<Customer> customer;
  std::optional<Order> order;
  std::vector<About> about;
  std::optional<Personal> wish;
  std::int64_t complaints_90d = 0;
  std::int64_t world = 0;
  Json x;
};
BOOST_DESCRIBE_STRUCT(Opened, (Head),
                      (number, number_text, policy, kind, channel, happened_at, customer, order,
                       about, wish, complaints_90d, world, x))

// The rule's plan as the facts stand now; a draft, promised to nobody.
struct Assessed : Head {
  static constexpr std::string_view tag = "assessed";
  Plan plan;
};
BOOST_DESCRIBE_STRUCT(Assessed, (Head), (plan))

struct MessageAdded : Head {
  static constexpr std::string_view tag = "message_added";
  MessageRow message;
};
BOOST_DESCRIBE_STRUCT(MessageAdded, (Head), (message))

struct EvidenceAdded : Head {
  static constexpr std::string_view tag = "evidence_added";
  std::vector<EvidenceRow> evidence;
};
BOOST_DESCRIBE_STRUCT(EvidenceAdded, (Head), (evidence))

// `facts`: null takes one back. `order`: the order as it is now. `about`: what the case concerns
// from now on; empty: as before.
struct FactsAmended : Head {
  static constexpr std::string_view tag = "facts_amended";
  std::map<std::string, Json> facts;
  std::optional<Order> order;
  std::vector<About> about;
};
BOOST_DESCRIBE_STRUCT(FactsAmended, (Head), (facts, order, about))

struct Noted : Head {
  static constexpr std::string_view tag = "noted";
  std::string by;
  Personal text;
};
BOOST_DESCRIBE_STRUCT(Noted, (Head), (by, text))

struct Classified : Head {
  static constexpr std::string_view tag = "classified";
  std::vector<Label> labels;
  std::vector<LabelTerm> terms;
  std::string severity;
  std::string priority;
  bool abstained = false;
  std::optional<std::string> by;                 // a person's verdict; "host": the host's
  std::vector<Label> overruled;                  // what amends said where the host said otherwise
  std::optional<std::string> host_failed;        // why the host's judgement did not count
  std::optional<RepeatContacts> repeat_contacts; // absent: none
};
BOOST_DESCRIBE_STRUCT(Classified, (Head),
                      (labels, terms, severity, priority, abstained, by, overruled, host_failed,
                       repeat_contacts))

struct Assigned : Head {
  static constexpr std::string_view tag = "assigned";
  std::string owner;
  std::optional<std::string> team;
};
BOOST_DESCRIBE_STRUCT(Assigned, (Head), (owner, team))

struct StageEntered : Head {
  static constexpr std::string_view tag = "stage_entered";
  std::string stage;
  std::string because; // the command's op, "auto" or "after"
  std::string owner;   // role or person from now on
  std::string waiting_for;
  bool ended = false;
  std::vector<StageTimer> timers;
};
BOOST_DESCRIBE_STRUCT(StageEntered, (Head), (stage, because, owner, waiting_for, ended, timers))

// Started or claimed: the task as it is now.
struct TaskStarted : Head {
  static constexpr std::string_view tag = "task_started";
  CaseTask task;
};
BOOST_DESCRIBE_STRUCT(TaskStarted, (Head), (task))

// Done or cancelled.
struct TaskFinished : Head {
  static constexpr std::string_view tag = "task_finished";
  CaseTask task;
};
BOOST_DESCRIBE_STRUCT(TaskFinished, (Head), (task))

struct FindingRecorded : Head {
  static constexpr std::string_view tag = "finding_recorded";
  FindingRow finding;
};
BOOST_DESCRIBE_STRUCT(FindingRecorded, (Head), (finding))

struct PlanProposed : Head {
  static constexpr std::string_view tag = "plan_proposed";
  Plan plan;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(PlanProposed, (Head), (plan, text))

// Staff gave something else than the rule said: `rule` is the plan of the rule, `plan` the one put
// forward instead.
struct PlanOverridden : Head {
  static constexpr std::string_view tag = "plan_overridden";
  std::string plan;
  Plan rule;
  std::string by;
  std::optional<Personal> reason;
};
BOOST_DESCRIBE_STRUCT(PlanOverridden, (Head), (plan, rule, by, reason))

struct ConsentGiven : Head {
  static constexpr std::string_view tag = "consent_given";
  std::string plan;
  std::string by;
  std::vector<std::int64_t> choice;
};
BOOST_DESCRIBE_STRUCT(ConsentGiven, (Head), (plan, by, choice))

struct ConsentRefused : Head {
  static constexpr std::string_view tag = "consent_refused";
  std::string plan;
  std::string by;
  std::optional<Personal> text;
  std::optional<Personal> wish;
};
BOOST_DESCRIBE_STRUCT(ConsentRefused, (Head), (plan, by, text, wish))

struct ApprovalAsked : Head {
  static constexpr std::string_view tag = "approval_asked";
  std::string plan;
  Approval approval;
};
BOOST_DESCRIBE_STRUCT(ApprovalAsked, (Head), (plan, approval))

struct ApprovalGiven : Head {
  static constexpr std::string_view tag = "approval_given";
  std::string plan;
  std::string by;
  std::optional<Instant> answer_by; // the customer's time runs from here
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(ApprovalGiven, (Head), (plan, by, answer_by, text))

struct ApprovalRefused : Head {
  static constexpr std::string_view tag = "approval_refused";
  std::string plan;
  std::string by;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(ApprovalRefused, (Head), (plan, by, text))

// All clock events carry the clock as it is after them.
#define AMENDS_CLOCK_EVENT(Name, word)                                                             \
  struct Name : Head {                                                                             \
    static constexpr std::string_view tag = word;                                                  \
    ClockRow clock;                                                                                \
  };                                                                                               \
  BOOST_DESCRIBE_STRUCT(Name, (Head), (clock))
AMENDS_CLOCK_EVENT(ClockStarted, "clock_started")
AMENDS_CLOCK_EVENT(ClockPaused, "clock_paused")
AMENDS_CLOCK_EVENT(ClockResumed, "clock_resumed")
AMENDS_CLOCK_EVENT(ClockRetargeted, "clock_retargeted")
AMENDS_CLOCK_EVENT(ClockRecalculated, "clock_recalculated")
AMENDS_CLOCK_EVENT(ClockWarned, "clock_warned")
AMENDS_CLOCK_EVENT(ClockBreached, "clock_breached")
AMENDS_CLOCK_EVENT(ClockStopped, "clock_stopped")
#undef AMENDS_CLOCK_EVENT

// Somebody higher up was told: by a clock's ladder (then `clock` is its state after it) or by hand.
struct Escalated : Head {
  static constexpr std::string_view tag = "escalated";
  std::string to;
  std::string because; // "TARGET 100%", or the op
  std::optional<ClockRow> clock;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Escalated, (Head), (to, because, clock, text))

struct Promised : Head {
  static constexpr std::string_view tag = "promised";
  PromiseRow promise;
};
BOOST_DESCRIBE_STRUCT(Promised, (Head), (promise))

struct ActionRaised : Head {
  static constexpr std::string_view tag = "action_raised";
  CaseAction action;
};
BOOST_DESCRIBE_STRUCT(ActionRaised, (Head), (action))

struct ActionCancelled : Head {
  static constexpr std::string_view tag = "action_cancelled";
  std::string action;
  std::optional<std::string> by; // who revoked it, and why
  std::optional<Personal> reason;
};
BOOST_DESCRIBE_STRUCT(ActionCancelled, (Head), (action, by, reason))

// The action as it is after the outcome; `contradiction` when an earlier outcome stands.
struct ActionSettled : Head {
  static constexpr std::string_view tag = "action_settled";
  std::string action;
  std::string outcome; // done, pending, retry_later, refused
  std::int64_t attempt = 0;
  std::optional<Money> amount;
  std::optional<std::string> ref;
  std::optional<Instant> at; // when it happened, as the host says
  bool contradiction = false;
  std::optional<Instant> due; // retry_later: not before this; absent: that was the last attempt
};
BOOST_DESCRIBE_STRUCT(ActionSettled, (Head),
                      (action, outcome, attempt, amount, ref, at, contradiction, due))

// Entries as they are now.
struct LedgerMoved : Head {
  static constexpr std::string_view tag = "ledger_moved";
  std::vector<LedgerEntry> entries;
};
BOOST_DESCRIBE_STRUCT(LedgerMoved, (Head), (entries))

struct SurveyAnswered : Head {
  static constexpr std::string_view tag = "survey_answered";
  std::int64_t score = 0;
  std::map<std::string, Json> answers;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(SurveyAnswered, (Head), (score, answers, text))

struct FollowedUp : Head {
  static constexpr std::string_view tag = "followed_up";
  std::string by;
  std::optional<bool> satisfied;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(FollowedUp, (Head), (by, satisfied, text))

struct Held : Head {
  static constexpr std::string_view tag = "held";
  std::string reason;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Held, (Head), (reason, text))

struct Released : Head {
  static constexpr std::string_view tag = "released";
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Released, (Head), (reason))

struct Withdrawn : Head {
  static constexpr std::string_view tag = "withdrawn";
  std::string by;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Withdrawn, (Head), (by, text))

struct Closed : Head {
  static constexpr std::string_view tag = "closed";
  std::optional<std::string> result;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Closed, (Head), (result, text))

struct Reopened : Head {
  static constexpr std::string_view tag = "reopened";
  std::string by;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Reopened, (Head), (by, text))

// A world record reached the case; what it moved follows in the same record.
struct WorldApplied : Head {
  static constexpr std::string_view tag = "world_applied";
  std::int64_t seq = 0;
  std::string kind; // "calendar", "incident"
  std::string digest;
};
BOOST_DESCRIBE_STRUCT(WorldApplied, (Head), (seq, kind, digest))

// An incident reached the case, changed, or let go of it: as it stands for the case from now on.
struct CampaignProgressed : Head {
  static constexpr std::string_view tag = "campaign_progressed";
  CaseIncident incident;
};
BOOST_DESCRIBE_STRUCT(CampaignProgressed, (Head), (incident))

// What changes nothing but stands in the story: "contact", "information_asked",
// "information_received", "external_payout", "survey_sent", "repeat_contact", "excused" (then
// `clock` is its state after it).
struct Recorded : Head {
  static constexpr std::string_view tag = "recorded";
  std::string what;
  std::string by;
  std::optional<std::string> channel;
  std::vector<std::string> fields;
  std::optional<Personal> text;
  std::optional<ClockRow> clock;
};
BOOST_DESCRIBE_STRUCT(Recorded, (Head), (what, by, channel, fields, text, clock))

} // namespace amends::events

namespace amends {

using Event = std::variant<
    events::Opened, events::Assessed, events::MessageAdded, events::EvidenceAdded,
    events::FactsAmended, events::Noted, events::Classified, events::Assigned, events::StageEntered,
    events::TaskStarted, events::TaskFinished, events::FindingRecorded, events::PlanProposed,
    events::PlanOverridden, events::ConsentGiven, events::ConsentRefused, events::ApprovalAsked,
    events::ApprovalGiven, events::ApprovalRefused, events::ClockStarted, events::ClockPaused,
    events::ClockResumed, events::ClockRetargeted, events::ClockRecalculated, events::ClockWarned,
    events::ClockBreached, events::ClockStopped, events::Escalated, events::Promised,
    events::ActionRaised, events::ActionCancelled, events::ActionSettled, events::LedgerMoved,
    events::SurveyAnswered, events::FollowedUp, events::Held, events::Released, events::Withdrawn,
    events::Closed, events::Reopened, events::WorldApplied, events::CampaignProgressed,
    events::Recorded>;

[[nodiscard]] inline std::string_view word_of(const Event& event) {
  return std::visit([](const auto& e) { return std::string_view(e.tag); }, event);
}

// Why a record was written.
enum class CauseKind { command, settle, timer, world };
BOOST_DESCRIBE_ENUM(CauseKind, command, settle, timer, world)

struct Cause {
  CauseKind kind = CauseKind::command;
  std::string id;                     // command id; action:attempt:outcome; what fired; world seq
  std::optional<std::string> op;      // commands
  std::optional<std::string> by;      // commands
  std::optional<std::string> content; // commands: hash of their content
};
BOOST_DESCRIBE_STRUCT(Cause, (), (kind, id, op, by, content))

// One record: everything that one cause did to one case, at one instant.
struct Record {
  std::string case_id;
  std::int64_t seq = 0;
  Instant at;
  Cause cause;
  std::int32_t v = 1; // version of the record's own shape
  std::vector<Event> events;
};
BOOST_DESCRIBE_STRUCT(Record, (), (case_id, seq, at, cause, v, events))

AMENDS_DECLARE_TYPE(Event)
AMENDS_DECLARE_TYPE(Record)

} // namespace amends
