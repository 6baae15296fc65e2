// What each command does by itself, before the workflow moves. One overload a command.
#pragma once

#include "step.hpp"

namespace amends::cases {

Result<void> run(Step& step, const commands::Open& command);
Result<void> run(Step& step, const commands::Intake& command);
Result<void> run(Step& step, const commands::Message& command);
Result<void> run(Step& step, const commands::Note& command);
Result<void> run(Step& step, const commands::AddEvidence& command);
Result<void> run(Step& step, const commands::AmendFacts& command);
Result<void> run(Step& step, const commands::OrderChanged& command);
Result<void> run(Step& step, const commands::Classify& command);
Result<void> run(Step& step, const commands::Assign& command);
Result<void> run(Step& step, const commands::Contact& command);
Result<void> run(Step& step, const commands::RequestInformation& command);
Result<void> run(Step& step, const commands::ReceiveInformation& command);
Result<void> run(Step& step, const commands::RecordFinding& command);
Result<void> run(Step& step, const commands::Inspect& command);
Result<void> run(Step& step, const commands::Propose& command);
Result<void> run(Step& step, const commands::Accept& command);
Result<void> run(Step& step, const commands::Counter& command);
Result<void> run(Step& step, const commands::Reject& command);
Result<void> run(Step& step, const commands::Override& command);
Result<void> run(Step& step, const commands::Approve& command);
Result<void> run(Step& step, const commands::RefuseApproval& command);
Result<void> run(Step& step, const commands::Promise& command);
Result<void> run(Step& step, const commands::StartTask& command);
Result<void> run(Step& step, const commands::ClaimTask& command);
Result<void> run(Step& step, const commands::FinishTask& command);
Result<void> run(Step& step, const commands::Ship& command);
Result<void> run(Step& step, const commands::Deliver& command);
Result<void> run(Step& step, const commands::FollowUp& command);
Result<void> run(Step& step, const commands::SurveyAnswer& command);
Result<void> run(Step& step, const commands::Close& command);
Result<void> run(Step& step, const commands::Reopen& command);
Result<void> run(Step& step, const commands::Withdraw& command);
Result<void> run(Step& step, const commands::Escalate& command);
Result<void> run(Step& step, const commands::Hold& command);
Result<void> run(Step& step, const commands::Release& command);
Result<void> run(Step& step, const commands::Excuse& command);
Result<void> run(Step& step, const commands::Revoke& command);
Result<void> run(Step& step, const commands::ExternalPayout& command);

// Shared by several of them (effects_intake.cpp).
[[nodiscard]] Result<void> add_message(Step& step, const Personal& text,
                                       const std::optional<std::string>& channel, bool automatic);
// What the message says of the case: labels, severity and priority (effects_classify.cpp).
[[nodiscard]] Result<void> classify_message(Step& step, const MessageRow& message);
// The last message, of somebody whom we talk with: it counts while the labels are in doubt.
[[nodiscard]] Result<void> classify_again(Step& step);
// The last message, of somebody who came by himself once more: also a repeat contact, unless it is
// about something else.
[[nodiscard]] Result<void> classify_contact(Step& step);
[[nodiscard]] Result<void> add_evidence(Step& step, const std::vector<EvidenceGiven>& given);
// Error `parse` at `where` with the nearest lines where the order has no such line.
[[nodiscard]] Result<void> check_about(const Order* order, const std::string& line,
                                       const std::string& where);
// Customers and other outsiders say only facts whose catalogue entry names them; else `denied`.
[[nodiscard]] Result<void> check_speaker(const Policy& policy, const Party& by,
                                         const std::map<std::string, Json>& facts);
[[nodiscard]] Result<void> add_facts(Step& step, const std::map<std::string, Json>& facts);
// Names of the order's facts, of the policy's laws and of the shop (`x.`); error `parse` with the
// nearest ones.
[[nodiscard]] Result<void> check_facts(const Policy& policy,
                                       const std::map<std::string, Json>& facts);
// The order changed: an offer that the rule made is made anew where the rule gives something else
// now; one that staff wrote is marked for a person (effects_plan.cpp).
[[nodiscard]] Result<void> offer_again(Step& step);

} // namespace amends::cases
