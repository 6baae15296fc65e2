#include "policy/vocabulary.hpp"

#include <algorithm>

namespace amends::packs {

const std::vector<std::string_view>& command_words() {
  static const std::vector<std::string_view> words = {"open",
                                                      "intake",
                                                      "message",
                                                      "note",
                                                      "add_evidence",
                                                      "amend_facts",
                                                      "order_changed",
                                                      "classify",
                                                      "assign",
                                                      "contact",
                                                      "request_information",
                                                      "receive_information",
                                                      "record_finding",
                                                      "decide_admissibility",
                                                      "propose",
                                                      "accept",
                                                      "counter",
                                                      "reject",
                                                      "override",
                                                      "approve",
                                                      "refuse_approval",
                                                      "promise",
                                                      "schedule",
                                                      "start_task",
                                                      "claim_task",
                                                      "snooze_task",
                                                      "finish_task",
                                                      "inspect",
                                                      "ship",
                                                      "deliver",
                                                      "follow_up",
                                                      "survey_answer",
                                                      "close",
                                                      "reopen",
                                                      "withdraw",
                                                      "escalate",
                                                      "refer",
                                                      "link",
                                                      "merge",
                                                      "hold",
                                                      "release",
                                                      "excuse",
                                                      "void",
                                                      "revoke",
                                                      "migrate",
                                                      "record",
                                                      "review",
                                                      "publish_case",
                                                      "external_payout",
                                                      "erase_subject",
                                                      "restrict_subject",
                                                      "declare_incident",
                                                      "update_incident",
                                                      "end_incident",
                                                      "affected_orders",
                                                      "start_recall",
                                                      "start_duty",
                                                      "finish_duty"};
  return words;
}

bool is_command(std::string_view word) { return contains(command_words(), word); }

bool only_moves(std::string_view command) {
  static const std::vector<std::string_view> words = {
      "accept", "counter", "reject",  "refer", "decide_admissibility",
      "close",  "reopen",  "withdraw"};
  return contains(words, command);
}

const std::vector<std::string_view>& builtin_roles() {
  static const std::vector<std::string_view> words = {"customer", "carrier", "seller", "regulator",
                                                      "system"};
  return words;
}

const std::vector<std::string_view>& may_words() {
  static const std::vector<std::string_view> words = {"handle", "approve", "pay", "manage",
                                                      "audit"};
  return words;
}

const std::vector<std::string_view>& need_words() {
  static const std::vector<std::string_view> words = {"finding",   "plan",   "contact",
                                                      "follow_up", "survey", "result"};
  return words;
}

const std::vector<std::string_view>& evidence_words() {
  static const std::vector<std::string_view> words = {
      "photo",   "video",   "audio",       "document",   "screenshot", "receipt",
      "invoice", "waybill", "test_report", "comparison", "order",      "package_label"};
  return words;
}

const std::vector<std::string_view>& action_words() {
  static const std::vector<std::string_view> words = {
      "announce",      "coupon", "delete_file", "exchange", "invoice_red", "lookup",
      "list_affected", "notify", "pickup",      "points",   "refund",      "partial_refund",
      "return_label",  "repair", "reship",      "survey"};
  return words;
}

bool is_name(std::string_view text) {
  bool starts = true; // a part begins here
  for (char c : text) {
    const bool letter = c >= 'a' && c <= 'z';
    const bool more = letter || (c >= '0' && c <= '9') || c == '_';
    if (starts ? !letter : !(more || c == '.'))
      return false;
    starts = c == '.';
  }
  return !text.empty() && !starts;
}

bool is_language(std::string_view text) {
  if (text.size() < 2 || text[0] < 'a' || text[0] > 'z' || text[1] < 'a' || text[1] > 'z')
    return false;
  const std::string_view rest = text.substr(2);
  return rest.empty() || (rest.size() > 1 && rest[0] == '-' &&
                          std::all_of(rest.begin() + 1, rest.end(), [](char c) {
                            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                   (c >= '0' && c <= '9') || c == '-';
                          }));
}

bool contains(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace amends::packs
