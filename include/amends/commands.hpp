// Commands: everything that can be said to a case. One struct a command with a common head; the
// JSON of a command is its struct with the tag "op".
#pragma once

#include "amends/command_head.hpp"
#include "amends/described.hpp"
#include "amends/order.hpp"
#include "amends/plan_commands.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace amends {

// Something that shows what happened. The file stays with the shop; `ref` is the shop's key to it.
struct EvidenceGiven {
  std::string kind; // "photo", "video", "receipt", "test_report", ...
  std::string ref;
  std::optional<std::string> sha256;
  std::optional<std::string> media_type;
  std::optional<Instant> taken_at;
  std::optional<Personal> caption;
};
BOOST_DESCRIBE_STRUCT(EvidenceGiven, (), (kind, ref, sha256, media_type, taken_at, caption))

} // namespace amends

namespace amends::commands {

// A new case. Without `about` it concerns the whole order.
struct Open : Head {
  static constexpr std::string_view tag = "open";
  std::string kind;
  std::optional<std::string> channel;
  std::optional<Customer> customer;
  std::optional<Order> order;
  std::optional<Personal> text;
  std::vector<EvidenceGiven> evidence;
  std::optional<Personal> wish;
  std::vector<About> about;
};
BOOST_DESCRIBE_STRUCT(Open, (Head), (kind, channel, customer, order, text, evidence, wish, about))

// `open`, unless a case of the same customer and order is open (or was closed within 7 days): then
// the text and evidence join that case.
struct Intake : Head {
  static constexpr std::string_view tag = "intake";
  std::string kind;
  std::optional<std::string> channel;
  std::optional<Customer> customer;
  std::optional<Order> order;
  std::optional<Personal> text;
  std::vector<EvidenceGiven> evidence;
  std::optional<Personal> wish;
  std::vector<About> about;
};
BOOST_DESCRIBE_STRUCT(Intake, (Head), (kind, channel, customer, order, text, evidence, wish, about))

// Somebody wrote or called. `automatic`: an automatic reply, which answers nobody.
struct Message : Head {
  static constexpr std::string_view tag = "message";
  Personal text;
  std::vector<EvidenceGiven> evidence;
  std::optional<std::string> channel;
  bool automatic = false;
};
BOOST_DESCRIBE_STRUCT(Message, (Head), (text, evidence, channel, automatic))

// For colleagues only.
struct Note : Head {
  static constexpr std::string_view tag = "note";
  Personal text;
};
BOOST_DESCRIBE_STRUCT(Note, (Head), (text))

struct AddEvidence : Head {
  static constexpr std::string_view tag = "add_evidence";
  std::vector<EvidenceGiven> evidence;
};
BOOST_DESCRIBE_STRUCT(AddEvidence, (Head), (evidence))

// Facts by the catalogue's names; null takes one back.
struct AmendFacts : Head {
  static constexpr std::string_view tag = "amend_facts";
  std::map<std::string, Json> facts;
};
BOOST_DESCRIBE_STRUCT(AmendFacts, (Head), (facts))

// The order as it is now; its revision must rise.
struct OrderChanged : Head {
  static constexpr std::string_view tag = "order_changed";
  Order order;
};
BOOST_DESCRIBE_STRUCT(OrderChanged, (Head), (order))

// A person's verdict over the labels. Without labels amends, and the host, read the customer's
// messages again, and an earlier verdict is gone.
struct Classify : Head {
  static constexpr std::string_view tag = "classify";
  std::vector<std::string> labels; // the first is primary
  std::optional<std::string> severity;
  std::optional<std::string> priority;
};
BOOST_DESCRIBE_STRUCT(Classify, (Head), (labels, severity, priority))

struct Assign : Head {
  static constexpr std::string_view tag = "assign";
  std::string owner; // "agent:li"
  std::optional<std::string> team;
};
BOOST_DESCRIBE_STRUCT(Assign, (Head), (owner, team))

// A person of ours reached the customer (an automatic reply is no contact).
struct Contact : Head {
  static constexpr std::string_view tag = "contact";
  std::optional<std::string> by_channel;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Contact, (Head), (by_channel, text))

// We need something of the customer: facts by name or evidence by kind.
struct RequestInformation : Head {
  static constexpr std::string_view tag = "request_information";
  std::vector<std::string> fields;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(RequestInformation, (Head), (fields, text))

struct ReceiveInformation : Head {
  static constexpr std::string_view tag = "receive_information";
  std::map<std::string, Json> facts;
  std::optional<Personal> text;
  std::vector<EvidenceGiven> evidence;
};
BOOST_DESCRIBE_STRUCT(ReceiveInformation, (Head), (facts, text, evidence))

// What we found out; facts by the catalogue's names.
struct RecordFinding : Head {
  static constexpr std::string_view tag = "record_finding";
  std::vector<About> about;
  std::map<std::string, Json> facts;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(RecordFinding, (Head), (about, facts, text))

// A promise made to the customer; it becomes a clock.
struct Promise : Head {
  static constexpr std::string_view tag = "promise";
  Personal text;
  Instant due;
};
BOOST_DESCRIBE_STRUCT(Promise, (Head), (text, due))

struct StartTask : Head {
  static constexpr std::string_view tag = "start_task";
  std::string kind;
  std::optional<std::string> owner; // role or person; absent: who says it
  std::optional<Instant> due;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(StartTask, (Head), (kind, owner, due, text))

struct ClaimTask : Head {
  static constexpr std::string_view tag = "claim_task";
  std::string task;
};
BOOST_DESCRIBE_STRUCT(ClaimTask, (Head), (task))

struct FinishTask : Head {
  static constexpr std::string_view tag = "finish_task";
  std::string task;
  std::optional<std::string> outcome;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(FinishTask, (Head), (task, outcome, text))

// News of a parcel. `delivery` is one of the order's, or the tracking number of a re-send.
struct Ship : Head {
  static constexpr std::string_view tag = "ship";
  std::string delivery;
  std::optional<std::string> carrier;
  std::optional<std::string> tracking;
};
BOOST_DESCRIBE_STRUCT(Ship, (Head), (delivery, carrier, tracking))

struct Deliver : Head {
  static constexpr std::string_view tag = "deliver";
  std::string delivery;
  std::optional<Personal> signed_by;
};
BOOST_DESCRIBE_STRUCT(Deliver, (Head), (delivery, signed_by))

// What came back was looked at. `intact`: as good as it went out (unpacked to look at it is still
// intact); `happened_at`: when it came back, else now. It is a finding: with a law it says `intact`
// and `returned_goods_received`, on which refunds and their terms lean, and `facts` say more.
struct Inspect : Head {
  static constexpr std::string_view tag = "inspect";
  std::vector<About> about; // empty: all that the case is about
  bool intact = false;
  std::map<std::string, Json> facts;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Inspect, (Head), (about, intact, facts, text))

// We asked the customer afterwards whether all is well.
struct FollowUp : Head {
  static constexpr std::string_view tag = "follow_up";
  std::optional<bool> satisfied;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(FollowUp, (Head), (satisfied, text))

// `score` 1 (worst) to 5.
struct SurveyAnswer : Head {
  static constexpr std::string_view tag = "survey_answer";
  std::int64_t score = 0;
  std::map<std::string, Json> answers;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(SurveyAnswer, (Head), (score, answers, text))

struct Close : Head {
  static constexpr std::string_view tag = "close";
  std::optional<std::string> result; // a code of the shop's: "resolved", "not_confirmed"
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Close, (Head), (result, text))

struct Reopen : Head {
  static constexpr std::string_view tag = "reopen";
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Reopen, (Head), (text))

struct Withdraw : Head {
  static constexpr std::string_view tag = "withdraw";
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Withdraw, (Head), (text))

struct Escalate : Head {
  static constexpr std::string_view tag = "escalate";
  std::string to; // role
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Escalate, (Head), (to, text))

// Stops the clocks that list `reason` among their pauses; `happened_at` dates it back.
struct Hold : Head {
  static constexpr std::string_view tag = "hold";
  std::string reason;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Hold, (Head), (reason, text))

struct Release : Head {
  static constexpr std::string_view tag = "release";
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Release, (Head), (reason))

// Time of a clock that was not our fault: reported apart, no verdict moves. `clock` is its id, or
// its target's name for the latest clock of it.
struct Excuse : Head {
  static constexpr std::string_view tag = "excuse";
  std::string clock;
  Instant from;
  Instant to;
  std::optional<Personal> text;
};
BOOST_DESCRIBE_STRUCT(Excuse, (Head), (clock, from, to, text))

} // namespace amends::commands

namespace amends {

using Command =
    std::variant<commands::Open, commands::Intake, commands::Message, commands::Note,
                 commands::AddEvidence, commands::AmendFacts, commands::OrderChanged,
                 commands::Classify, commands::Assign, commands::Contact,
                 commands::RequestInformation, commands::ReceiveInformation,
                 commands::RecordFinding, commands::Propose, commands::Accept, commands::Counter,
                 commands::Reject, commands::Override, commands::Approve, commands::RefuseApproval,
                 commands::Promise, commands::StartTask, commands::ClaimTask, commands::FinishTask,
                 commands::Inspect, commands::Ship, commands::Deliver, commands::FollowUp,
                 commands::SurveyAnswer, commands::Close, commands::Reopen, commands::Withdraw,
                 commands::Escalate, commands::Hold, commands::Release, commands::Excuse,
                 commands::Revoke, commands::ExternalPayout>;

[[nodiscard]] inline const commands::Head& head_of(const Command& command) {
  return std::visit([](const auto& c) -> const commands::Head& { return c; }, command);
}
[[nodiscard]] inline std::string_view op_of(const Command& command) {
  return std::visit([](const auto& c) { return std::string_view(c.tag); }, command);
}

AMENDS_DECLARE_TYPE(Command)

// One row of the closed catalogue of commands.
struct CommandInfo {
  std::string_view op;
  std::string_view may;           // the word of `may` a staff role needs
  std::string_view builtin_roles; // built-in roles that may say it too, separated by spaces
  bool moves = false;             // must find a transition, else `state`
  bool built = false;             // false: answers `unsupported`
  std::string_view title_zh, title_en;
};
// In the order of DESIGN 9.1; one of the catalogue, or nullptr.
[[nodiscard]] std::span<const CommandInfo> command_catalogue();
[[nodiscard]] const CommandInfo* command_info(std::string_view op);

} // namespace amends
