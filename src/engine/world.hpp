// The world's timeline. In: rows of amends_world. Out: what a case has yet to meet, and which
// holiday tables and incidents are in force behind each row.
#pragma once

#include "amends/calendar.hpp"
#include "amends/incident.hpp"
#include "amends/store.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace amends::engine {

inline constexpr std::string_view world_calendar = "calendar"; // body: a list of holiday tables
inline constexpr std::string_view world_incident = "incident"; // body: IncidentRecord

inline constexpr std::string_view world_policy = "policy"; // body: PolicyRecord; reaches no case

using Incidents = std::shared_ptr<const std::vector<Incident>>;

struct WorldStep {
  std::int64_t seq = 0;
  Instant at;
  std::string kind;
  std::string digest;
  std::shared_ptr<const HolidayTables> tables; // in force from here on
  Incidents incidents;                         // declared and not ended, in the order they came
};

// The command that wrote a row: so that it is answered again, and not said twice.
struct WorldCause {
  std::string command; // its id
  std::string content; // hash of its content
  std::string by;
};
BOOST_DESCRIBE_STRUCT(WorldCause, (), (command, content, by))

// Cases opened from a row on follow this policy; those that are open keep theirs.
struct PolicyRecord {
  std::string policy; // its digest
  std::string id, version;
  std::string by; // who activated it; "system" where an engine was opened with it
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(PolicyRecord, (), (policy, id, version, by, note))

// An incident as it is from a row on.
struct IncidentRecord {
  std::string what; // opened, changed, ended
  WorldCause cause;
  Incident incident;
};
BOOST_DESCRIBE_STRUCT(IncidentRecord, (), (what, cause, incident))

// What the rows together say of one incident.
struct IncidentHistory {
  std::int64_t declared = 0; // seq of its first row
  Instant declared_at;
  std::string declared_by;
  std::optional<Instant> ended_at;
  IncidentRecord latest;
};

class World {
public:
  // `tables` are in force where no row says otherwise.
  explicit World(std::shared_ptr<const HolidayTables> tables) : before_(std::move(tables)) {}

  // The next row; `corrupt` when it cannot be ours.
  [[nodiscard]] Result<void> add(const WorldRow& row);
  [[nodiscard]] std::int64_t last() const { return steps_.empty() ? 0 : steps_.back().seq; }
  // Greatest seq at or before `t` of the rows that reach cases; 0 when there is none.
  [[nodiscard]] std::int64_t last_by(Instant t) const;
  // The first row behind `seq` that reaches cases when it lies at or before `t`, else nullptr.
  [[nodiscard]] const WorldStep* next(std::int64_t seq, Instant t) const;
  [[nodiscard]] const WorldStep* find(std::int64_t seq) const;
  [[nodiscard]] const std::shared_ptr<const HolidayTables>& tables_at(std::int64_t seq) const;
  [[nodiscard]] const Incidents& incidents_at(std::int64_t seq) const;
  // The policy activated last, and by which row; seq 0: none was.
  struct Activated {
    std::int64_t seq = 0;
    PolicyRecord record;
  };
  [[nodiscard]] const Activated& policy() const { return policy_; }
  // What is known of an incident, ended ones included; nullptr: it was never declared.
  [[nodiscard]] const IncidentRecord* incident(const std::string& id) const;
  [[nodiscard]] const std::map<std::string, IncidentHistory>& incidents() const {
    return incidents_;
  }
  // The row that the command of that id wrote, and its content's hash.
  struct Written {
    std::int64_t seq = 0;
    std::string content;
  };
  [[nodiscard]] const Written* written_by(const std::string& command) const;
  [[nodiscard]] const std::vector<WorldStep>& steps() const { return steps_; }

private:
  [[nodiscard]] Result<void> add_tables(const WorldRow& row, WorldStep& step) const;
  [[nodiscard]] Result<void> add_incident(const WorldRow& row, WorldStep& step);
  [[nodiscard]] Result<void> add_policy(const WorldRow& row);

  std::shared_ptr<const HolidayTables> before_;
  std::map<std::string, IncidentHistory> incidents_; // by id
  std::map<std::string, Written> written_;
  Activated policy_;
  std::vector<WorldStep> steps_; // seq 1, 2, ... ; instants never go back
};

// The row from which on `tables` are in force; its body is all of them.
[[nodiscard]] WorldRow calendar_row(std::int64_t seq, Instant at, const HolidayTables& tables,
                                    const Json& body);
// The row every store begins with: the tables in force from the beginning of time, so that no
// process depends on those of its own build.
[[nodiscard]] WorldRow first_row(const HolidayTables& tables);

[[nodiscard]] WorldRow policy_row(std::int64_t seq, Instant at, const PolicyRecord& record);
[[nodiscard]] WorldRow incident_row(std::int64_t seq, Instant at, const IncidentRecord& record);

} // namespace amends::engine
