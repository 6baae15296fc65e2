// One event of a case's story in words. In: the event, the case it belongs to, its policy. Out: a
// line for people: titles instead of ids, instants on the policy's clock, nothing personal.
#pragma once

#include "amends/cases.hpp"

namespace amends::engine {

// `state`: the case as it stands now. `language`: "zh" or "en".
[[nodiscard]] std::string event_words(const Policy& policy, const Case& state, const Event& event,
                                      std::string_view language);

// Local time to the minute on the policy's clock: "2026-10-09 16:00".
[[nodiscard]] Result<std::string> wall_time(const Policy& policy, Instant t);

} // namespace amends::engine
