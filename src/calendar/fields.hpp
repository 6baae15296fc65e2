// Small readers for hand-written JSON, with errors that say where and how to mend.
#pragma once

#include "amends/instant.hpp"
#include "amends/json.hpp"
#include "amends/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace amends::calendar {

// `json` is an object and names no field outside `known` (the nearest known one is offered).
[[nodiscard]] Result<void> check_fields(const Json& json, std::span<const std::string_view> known,
                                        const std::string& where);
// The text under `name`; empty when absent or null.
[[nodiscard]] Result<std::string> text_member(const Json& json, std::string_view name,
                                              const std::string& where);
[[nodiscard]] Result<Date> read_date(std::string_view text, const std::string& where);
// A whole number; `what` is said in the error.
[[nodiscard]] Result<std::int64_t> read_whole(const Json& json, std::string_view what,
                                              const std::string& where);
[[nodiscard]] Result<bool> flag_member(const Json& json, std::string_view name,
                                       const std::string& where);

// The place in `words` of the word under `name`; `fallback` (if any) when it is absent.
[[nodiscard]] Result<std::size_t> word_member(const Json& json, std::string_view name,
                                              std::span<const std::string_view> words,
                                              std::optional<std::size_t> fallback,
                                              const std::string& where);

} // namespace amends::calendar
