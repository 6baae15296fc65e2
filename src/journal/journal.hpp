// The journal. In: records. Out: the bytes that are stored and the hash chain over them; and back.
#pragma once

#include "amends/events.hpp"

#include <string>
#include <string_view>

namespace amends::journal {

// What the first record of a case is chained to.
[[nodiscard]] std::string genesis(std::string_view tenant, std::string_view case_id);
// 64 hex digits over the previous hash and the bytes as they are stored.
[[nodiscard]] std::string chain(std::string_view previous_hash, std::string_view bytes);

[[nodiscard]] std::string to_bytes(const Record& record);
// `corrupt` when they are none of ours.
[[nodiscard]] Result<Record> from_bytes(std::string_view bytes);

} // namespace amends::journal
