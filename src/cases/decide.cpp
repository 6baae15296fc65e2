#include "effects.hpp"

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

// What clocks, tasks, stages and notices hear of a command: its own word; of a plan, `propose` when
// the customer gets it and not before.
std::vector<std::string_view> words_said(const Step& step, const Case& before,
                                         std::string_view op) {
  std::vector<std::string_view> words;
  if (op != "propose")
    words.push_back(op);
  if (const Plan* offered = plan_in_state(step.now(), PlanState::open)) {
    const Plan* was = find_plan(before, offered->id);
    if (was == nullptr || was->state != PlanState::open)
      words.emplace_back("propose");
  }
  return words;
}

} // namespace

// Permission, the command's own effect, the clocks and tasks that listen to it, the one transition,
// then what the case must say about it.
Result<Decided> decide(const Policy& policy, const Context& context, const Case& before,
                       const Command& command) {
  const std::string_view op = op_of(command);
  const commands::Head& head = head_of(command);
  const bool fresh = opens(op, before);
  AMENDS_CHECK(
      permit(policy, fresh ? Case{} : before, context.by, op, context.now, context.handed_out));
  AMENDS_CHECK(check_head(context, head));

  Step step(policy, context, before);
  AMENDS_CHECK(std::visit([&](const auto& c) { return run(step, c); }, command));
  const bool automatic_reply = std::holds_alternative<commands::Message>(command) &&
                               std::get<commands::Message>(command).automatic;
  const auto words = words_said(step, before, fresh ? std::string_view("open") : op);
  if (!automatic_reply) {
    for (const std::string_view said : words) {
      // A customer's message is heard by clocks under a word of its own: it answers nobody.
      const bool own = said == "message" && context.by.role == "customer";
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
