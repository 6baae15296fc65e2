// Time zones. In: a zone's name and a range of years. Out: its transitions and the mapping between
// local wall clocks and UTC that calendars compile with.
#pragma once

#include "amends/instant.hpp"
#include "amends/result.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace amends::calendar {

// From `from_s` on (UTC seconds) local time is UTC + `offset_s`.
struct ZonePiece {
  std::int64_t from_s;
  std::int32_t offset_s;
};

class Zone {
public:
  Zone() = default;
  // Pieces in time order; the first also holds for all time before it.
  Zone(std::string name, std::vector<ZonePiece> pieces)
      : name_(std::move(name)), pieces_(std::move(pieces)) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<ZonePiece>& pieces() const { return pieces_; }
  [[nodiscard]] std::int32_t offset_s(std::int64_t utc_s) const;
  // Local seconds (days since 1970 * 86400 + second of day) to UTC. An opening inside a gap is the
  // transition, inside an overlap its first occurrence; a closing takes the second occurrence.
  // `walk` remembers the piece of the last answer: ask with rising times.
  struct Walk {
    std::size_t opening = 0;
    std::size_t closing = 0;
  };
  [[nodiscard]] std::int64_t opening(std::int64_t local_s, Walk& walk) const;
  [[nodiscard]] std::int64_t closing(std::int64_t local_s, Walk& walk) const;

private:
  std::string name_;
  std::vector<ZonePiece> pieces_;
};

// Offsets change by less than this, so that local times stay in order.
inline constexpr std::int64_t least_between_changes_s = 2 * 86'400;

// What a host knows better than the compiled table: of these zones the pieces from the first one
// on, never empty. A zone that the table does not have begins with its first piece; a change of the
// table just before the first piece is that piece, moved.
using NewerZones = std::map<std::string, std::vector<ZonePiece>, std::less<>>;

// The zone's pieces from `from_s` to `to_s`. Error `not_found` with the nearest names.
[[nodiscard]] Result<Zone> load_zone(const std::string& name, std::int64_t from_s,
                                     std::int64_t to_s, const NewerZones& newer = {});

} // namespace amends::calendar
