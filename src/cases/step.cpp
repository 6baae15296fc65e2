#include "step.hpp"

namespace amends::cases {
namespace {
constexpr std::string_view refusal = "refused";
}

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

void Step::refuse(const Error& why) {
  refused_ = true;
  emit(events::Recorded{{}, std::string(refusal), by(), {}, {why.message, why.where}, {}, {}});
}

} // namespace amends::cases

namespace amends {

std::optional<Error> refusal_in(const Record& record) {
  for (const Event& event : record.events)
    if (const auto* said = std::get_if<events::Recorded>(&event);
        said != nullptr && said->what == cases::refusal && said->fields.size() == 2)
      return Error{Code::state, said->fields[0], said->fields[1]};
  return std::nullopt;
}

} // namespace amends
