// Every limit of the library. Beyond one: error `limit` that names it, and nothing was changed.
#pragma once

#include <cstddef>

namespace amends::limits {

inline constexpr std::size_t message_bytes = 64 * 1024;
inline constexpr std::size_t command_bytes = 1024 * 1024;
inline constexpr std::size_t json_depth = 32;
inline constexpr std::size_t commands_per_submit = 10'000;
inline constexpr std::size_t evidence_per_case = 500;
inline constexpr std::size_t lines_per_order = 1'000;
inline constexpr std::size_t events_per_case = 100'000;
inline constexpr std::size_t pack_bytes = 16 * 1024 * 1024;
inline constexpr std::size_t table_rows = 10'000;
inline constexpr int horizon_years = 60;
inline constexpr std::size_t id_bytes = 64;
inline constexpr std::size_t shop_key_bytes = 256;
inline constexpr int automatic_steps = 16;

} // namespace amends::limits
