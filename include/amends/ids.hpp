// The two kinds of keys that come from outside.
#pragma once

#include "amends/result.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace amends {

// Commands, cases, parties: [A-Za-z0-9._:-]{1,64}. Error `parse` (what is wrong with it) or
// `limit`.
[[nodiscard]] Result<void> check_id(std::string_view id);
// The shop's own keys (order, line, sku, ref, tracking): 1 to 256 bytes of UTF-8 without control
// characters.
[[nodiscard]] Result<void> check_shop_key(std::string_view key);
// The names nearest to `word` by edit distance, best first, at most `most`; none when nothing is
// near. For messages that offer a mend.
[[nodiscard]] std::vector<std::string_view>
nearest_names(std::string_view word, std::span<const std::string_view> names, std::size_t most = 3);

} // namespace amends
