// What changes for all cases alike, as it reaches one of them.
#include "step.hpp"

namespace amends {

using namespace cases;

Result<Decided> meet_world(const Policy& policy, const Context& context, const Case& before,
                           const WorldChange& change) {
  Step step(policy, context, before);
  step.emit(events::WorldApplied{{}, change.seq, change.kind, change.digest});
  if (change.kind == "calendar" && !before.ended) {
    AMENDS_CHECK(clocks_recalculate(step));
    AMENDS_CHECK(workflow_recalculate(step));
  }
  AMENDS_CHECK(incidents_follow(step));
  return std::move(step).take();
}

} // namespace amends
