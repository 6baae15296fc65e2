#include "step.hpp"

namespace amends::cases {

Step::Step(const Policy& policy, const Context& context, Case before)
    : policy_(policy), context_(context), after_(std::move(before)) {}

const Workflow* Step::workflow() const { return policy_.workflow(after_.kind); }

const Stage* Step::stage() const {
  const Workflow* flow = workflow();
  return flow == nullptr ? nullptr : flow->stage(after_.stage);
}

std::string Step::next_id() {
  return after_.id + "." + std::to_string(after_.version + 1) + "." + std::to_string(++made_);
}

Facts Step::facts() const { return facts_for(after_, at()); }

} // namespace amends::cases
