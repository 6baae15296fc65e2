// What all commands share: who says it, when and to which case.
#pragma once

#include "amends/described.hpp"
#include "amends/instant.hpp"
#include "amends/json.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace amends::commands {

// What all commands share. `id` is the idempotency key; `at` the instant the host vouches for; `by`
// "ROLE:ID"; `happened_at` when it really happened, where that was earlier (a letter's date).
struct Head {
  static constexpr std::string_view tag_name = "op";
  std::string id;
  std::optional<Instant> at;
  std::optional<std::string> by;
  std::optional<std::string> case_id;
  std::optional<std::int64_t> expect_version;
  std::optional<Instant> happened_at;
  Json x;
};
BOOST_DESCRIBE_STRUCT(Head, (), (id, at, by, case_id, expect_version, happened_at, x))

} // namespace amends::commands
