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

} // namespace

// Permission, the command's own effect, the clocks and tasks that listen to it, the one transition,
// then what the case must say about it.
Result<Decided> decide(const Policy& policy, const Context& context, const Case& before,
                       const Command& command) {
  const std::string_view op = op_of(command);
  const commands::Head& head = head_of(command);
  const bool fresh = opens(op, before);
  if (!fresh)
    AMENDS_CHECK(permit(policy, before, context.by, op, context.now));
  else
    AMENDS_CHECK(permit(policy, Case{}, context.by, op, context.now));
  AMENDS_CHECK(check_head(context, head));

  Step step(policy, context, before);
  AMENDS_CHECK(std::visit([&](const auto& c) { return run(step, c); }, command));
  const bool automatic_reply = std::holds_alternative<commands::Message>(command) &&
                               std::get<commands::Message>(command).automatic;
  if (!automatic_reply) {
    // A customer's message is heard by clocks under a word of its own: it answers nobody.
    const std::string word = op == "message" && context.by.role == "customer"
                                 ? std::string("customer_message")
                                 : std::string(op);
    if (!fresh)
      AMENDS_CHECK(clocks_hear(step, word, head.happened_at.value_or(context.now)));
    tasks_hear(step, word);
    AMENDS_CHECK(fresh ? take_automatic(step) : move(step, op));
  }
  AMENDS_CHECK(clocks_follow_waiting(step));
  AMENDS_CHECK(notices_hear(step, fresh ? std::string_view("open") : op));
  return std::move(step).take();
}

} // namespace amends
