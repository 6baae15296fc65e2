// The compiled zone table: written at build time by tool/make_zone_table.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace amends::calendar {

// Years that the table covers, and so the years a calendar may have.
inline constexpr int table_first_year = 1970;
inline constexpr int table_last_year = 2069;

struct TablePiece {
  std::uint32_t from_s; // UTC seconds since 1970; the first also holds before
  std::int32_t offset_s;
};
struct TableZone {
  std::string_view name;
  std::uint32_t first; // of its pieces
  std::uint32_t count;
};

[[nodiscard]] std::span<const TablePiece> zone_pieces();
[[nodiscard]] std::span<const TableZone> zone_names(); // sorted by name

} // namespace amends::calendar
