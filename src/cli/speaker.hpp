// Who says a line of `run`, and when. In: the line, `--as`. Out: what the engine is to be told.
#pragma once

#include "amends/instant.hpp"
#include "amends/json.hpp"

#include <optional>
#include <string>

namespace amends::cli {

struct Spoken {
  std::string who;
  std::optional<Instant> now; // absent: the line names it
  Json line;
};

// Without `as` (or as "system") the host itself speaks: lines may name `by` and `at`. Any other
// speaker has no say over the time, so the line's `at` is taken out of it and becomes `now`.
// `clock` is the system's, for lines without `at`. Errors: a bad `at`; `denied` for a list whose
// commands differ in it.
[[nodiscard]] Result<Spoken> spoken_by(const std::string& as, Instant clock, Json line);

} // namespace amends::cli
