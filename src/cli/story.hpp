// The story of a case. In: the rows of `query case` and `query timeline`. Out: plain words.
#pragma once

#include "amends/json.hpp"
#include "amends/policy.hpp"
#include "language.hpp"

#include <span>
#include <string>

namespace amends::cli {

[[nodiscard]] std::string story_of(const Json& row, std::span<const Json> timeline,
                                   const Policy& policy, Language language);

// The text of a member, empty when it is none.
[[nodiscard]] std::string text_at(const Json& object, std::string_view name);
// The items of a member, none when it is no list.
[[nodiscard]] std::span<const Json> items_at(const Json& object, std::string_view name);

} // namespace amends::cli
