// Sealing. In: a personal text and whose it is. Out: a commitment for the journal and bytes for the
// seal table, and the way back.
#pragma once

#include "amends/personal.hpp"
#include "amends/result.hpp"

#include <string>
#include <string_view>

namespace amends::privacy {

// The key of a person while no master key is set: equal input gives equal bytes in any store.
[[nodiscard]] std::string clear_subject_key(std::string_view tenant, std::string_view subject);

// 32 hex digits that prove the text to whoever holds the key, and nothing to anybody else.
[[nodiscard]] std::string commitment(std::string_view key, std::string_view text);

// What a case is found by without the value lying open: a phone number or the like.
[[nodiscard]] std::string lookup_hash(std::string_view tenant, std::string_view kind,
                                      std::string_view value);

} // namespace amends::privacy
