#include "effects.hpp"

#include <algorithm>

namespace amends {

using namespace cases;

namespace {

bool opens(std::string_view op, const Case& before) {
  return before.version == 0 && (op == "open" || op == "intake");
}

Result<void> check_head(const Context& context, const commands::Head& head) {
  if (head.happened_at && *head.happened_at > context.now)
    return Error{Code::parse, "what happened cannot lie after it was told", "/happened_at"};
  return {};
}

bool was_reopened(const Step& step) {
  return std::any_of(step.events().begin(), step.events().end(), [](const Event& event) {
    return std::holds_alternative<events::Reopened>(event);
  });
}

std::string open_plan(const Case& state) {
  const Plan* plan = plan_in_state(state, PlanState::open);
  return plan == nullptr ? std::string() : plan->id;
}

// What clocks, tasks, stages and notices hear of a command: its own word; of a plan, `propose` when
// the customer gets it and not before; of what joins a case, that the customer wrote.
std::vector<std::string_view> words_said(const Step& step, const std::string& open_before,
                                         std::string_view op) {
  std::vector<std::string_view> words;
  if (op == "intake") {
    if (was_reopened(step))
      words.emplace_back("reopen");
    words.emplace_back("message");
  } else if (op != "propose") {
    words.push_back(op);
  }
  const std::string open_now = open_plan(step.now());
  if (!open_now.empty() && open_now != open_before)
    words.emplace_back("propose");
  return words;
}

// It answers nobody and moves nothing.
bool is_automatic(const Command& command) {
  const auto* message = std::get_if<commands::Message>(&command);
  return message != nullptr && message->automatic;
}

// Only our own words answer a customer, so clocks and tasks hear a customer's message under a word
// of its own, also where it comes with something else.
std::vector<std::string_view> words_heard(std::vector<std::string_view> said,
                                          const Command& command, const Party& by) {
  if (by.role == "customer" || std::holds_alternative<commands::Intake>(command))
    std::replace(said.begin(), said.end(), std::string_view("message"),
                 std::string_view("customer_message"));
  const auto* received = std::get_if<commands::ReceiveInformation>(&command);
  if (received != nullptr && received->text)
    said.emplace_back("customer_message");
  return said;
}

} // namespace

// Permission, the command's own effect, the clocks and tasks that listen to it, the one transition,
// then what the case must say about it.
Result<Decided> decide(const Policy& policy, const Context& context, Case before,
                       const Command& command) {
  const std::string_view op = op_of(command);
  const commands::Head& head = head_of(command);
  const bool fresh = opens(op, before);
  static const Case none;
  AMENDS_CHECK(
      permit(policy, fresh ? none : before, context.by, op, context.now, context.handed_out));
  AMENDS_CHECK(check_head(context, head));

  const std::string open_before = open_plan(before);
  Step step(policy, context, std::move(before));
  AMENDS_CHECK(std::visit([&](const auto& c) { return run(step, c); }, command));
  std::vector<std::string_view> words;
  if (!is_automatic(command)) {
    // A plan that went to the customer instead is all there is to hear of what was refused.
    words = words_said(step, open_before,
                       fresh            ? std::string_view("open")
                       : step.refused() ? std::string_view("propose")
                                        : op);
    for (const std::string_view word : words_heard(words, command, context.by)) {
      if (!fresh)
        AMENDS_CHECK(clocks_hear(step, word, head.happened_at.value_or(context.now)));
      tasks_hear(step, word);
    }
    AMENDS_CHECK(fresh ? take_automatic(step) : move(step, words));
  }
  AMENDS_CHECK(incidents_follow(step));
  if (draft_is_behind(step.now()))
    AMENDS_CHECK(reassess(step));
  AMENDS_CHECK(clocks_follow_waiting(step));
  for (const std::string_view word : words)
    AMENDS_CHECK(notices_hear(step, word));
  tidy_offers(step);
  return std::move(step).take();
}

} // namespace amends
