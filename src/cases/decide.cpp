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
  const bool automatic_reply = std::holds_alternative<commands::Message>(command) &&
                               std::get<commands::Message>(command).automatic;
  const auto words = words_said(step, open_before, fresh ? std::string_view("open") : op);
  if (!automatic_reply) {
    for (const std::string_view said : words) {
      // A customer's message is heard by clocks under a word of its own: it answers nobody.
      const bool own = said == "message" && (context.by.role == "customer" || op == "intake");
      const std::string_view word = own ? std::string_view("customer_message") : said;
      if (!fresh)
        AMENDS_CHECK(clocks_hear(step, word, head.happened_at.value_or(context.now)));
      tasks_hear(step, word);
    }
    AMENDS_CHECK(fresh ? take_automatic(step) : move(step, words));
  }
  AMENDS_CHECK(clocks_follow_waiting(step));
  for (const std::string_view word : words)
    AMENDS_CHECK(notices_hear(step, word));
  tidy_offers(step);
  return std::move(step).take();
}

} // namespace amends
