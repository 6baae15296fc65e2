// The world's timeline. In: rows of amends_world. Out: what a case has yet to meet, and which
// holiday tables are in force behind each row.
#pragma once

#include "amends/calendar.hpp"
#include "amends/store.hpp"

#include <memory>
#include <string>
#include <vector>

namespace amends::engine {

inline constexpr std::string_view world_calendar = "calendar"; // body: a list of holiday tables

struct WorldStep {
  std::int64_t seq = 0;
  Instant at;
  std::string kind;
  std::string digest;
  std::shared_ptr<const HolidayTables> tables; // in force from here on
};

class World {
public:
  // `tables` are in force where no row says otherwise.
  explicit World(std::shared_ptr<const HolidayTables> tables) : before_(std::move(tables)) {}

  // The next row; `corrupt` when it cannot be ours.
  [[nodiscard]] Result<void> add(const WorldRow& row);
  [[nodiscard]] std::int64_t last() const { return steps_.empty() ? 0 : steps_.back().seq; }
  // Greatest seq at or before `t`; 0 when there is none.
  [[nodiscard]] std::int64_t last_by(Instant t) const;
  // The first row behind `seq` when it lies at or before `t`, else nullptr.
  [[nodiscard]] const WorldStep* next(std::int64_t seq, Instant t) const;
  [[nodiscard]] const WorldStep* find(std::int64_t seq) const;
  [[nodiscard]] const std::shared_ptr<const HolidayTables>& tables_at(std::int64_t seq) const;
  [[nodiscard]] const std::vector<WorldStep>& steps() const { return steps_; }

private:
  std::shared_ptr<const HolidayTables> before_;
  std::vector<WorldStep> steps_; // seq 1, 2, ... ; instants never go back
};

// The row from which on `tables` are in force; its body is all of them.
[[nodiscard]] WorldRow calendar_row(std::int64_t seq, Instant at, const HolidayTables& tables,
                                    const Json& body);
// The row every store begins with: the tables in force from the beginning of time, so that no
// process depends on those of its own build.
[[nodiscard]] WorldRow first_row(const HolidayTables& tables);

} // namespace amends::engine
