// What a Policy holds, and what its parts share while they are compiled.
#pragma once

#include "amends/policy.hpp"
#include "policy/report.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace amends {

// When a notice may go out: calendars that are open outside its quiet hours.
struct OutsideQuiet {
  std::shared_ptr<const Calendar> usual;
  std::map<std::string, std::shared_ptr<const Calendar>, std::less<>> by_region;
};

struct Policy::Compiled {
  template <class T> using ByName = std::map<std::string, T, std::less<>>;

  std::string id;
  std::string version;
  Words title;
  std::string digest;
  std::string body;
  Json root;
  std::vector<std::string> languages;
  Currency currency;
  std::string zone;
  std::string zone_calendar; // the calendar whose zone it is; empty: UTC
  std::vector<std::string> severities;
  std::vector<std::string> priorities;
  std::string number_pattern;
  Duration repeat_within;
  std::shared_ptr<const Classifier> classifier;
  std::shared_ptr<const Compensation> compensation;
  std::shared_ptr<const HolidayTables> holidays;
  Target::Calendars calendars;
  ByName<std::shared_ptr<const Target>> targets;
  ByName<Words> target_titles;
  ByName<Workflow> workflows;
  ByName<Role> roles;
  ByName<Notice> notices;
  ByName<OutsideQuiet> outside_quiet; // of notices with quiet hours that are not urgent
  ByName<Survey> surveys;
  ByName<Table> tables;
  ByName<Words> category_titles;
  ByName<std::vector<std::string>> category_needs;
};

} // namespace amends

namespace amends::packs {

// One policy being compiled: the resolved pack, what is ready of it, and what was found wrong.
class Build {
public:
  Build(const Json& root, Policy::Compiled& out, Report& report);

  const Json& root;
  Policy::Compiled& out;
  Report& report;

  [[nodiscard]] const FactTypes& facts() const { return facts_; }
  // A section, or an empty object.
  [[nodiscard]] const Json& section(std::string_view name) const;

  // Reads a span and the calendar it counts on ("desk" or the only one when `on` is not given).
  struct Within {
    std::optional<Span> span;
    std::string calendar;
  };
  Within within(std::string_view text, const Json* on, const std::string& where,
                const std::string& on_where);
  [[nodiscard]] std::string default_calendar() const;

  std::optional<Expression> guard(const Json* text, const std::string& where);
  // Reports a role that does not exist. `builtin`: customer and the like will do too.
  void check_role(const std::string& role, bool builtin, const std::string& where);

private:
  void collect_facts();
  // Words that a guard compares categories, levels, stages and workflows with are there.
  void check_compared(std::string_view guard, const std::string& where);

  std::map<std::string, std::string, std::less<>> fact_types_;
  FactTypes facts_;
};

[[nodiscard]] Words words_of(const Json* json);
[[nodiscard]] std::vector<std::string> texts_of(const Json* json); // a text is a list of one
[[nodiscard]] std::string text_of(const Json* json);

// The parts, in the order they are compiled in; calendars, clocks, compensation and quiet hours
// lean on `out.holidays`.
void compile_head(Build& build);
void compile_roles(Build& build);
void compile_calendars(Build& build);
void compile_categories(Build& build);
void compile_clocks(Build& build);
void compile_workflows(Build& build);
void compile_compensation(Build& build);
void compile_tables(Build& build);
// Money in a table's cells.
void check_amounts(Build& build, const std::string& name, const Table& table);
void compile_notices(Build& build);
void compile_quiet(Build& build); // after calendars and notices
void compile_surveys(Build& build);

// Workflows: ends, dead ends, owners, due times, and that every clock starts and stops.
void check_workflows(Build& build);
void check_clocks(Build& build);

// Clock targets of the stages ("stage.NAME") that no clock of the pack stands for.
[[nodiscard]] std::map<std::string, Json> stage_clocks(Build& build);

[[nodiscard]] bool check_number_pattern(std::string_view pattern);
[[nodiscard]] std::string fill_number_pattern(std::string_view pattern, std::int64_t n,
                                              CivilDate day);

// Runs the pack's `examples`; those that do not hold are errors.
void run_examples(const Policy& policy, const FactTypes& facts, Report& report);

} // namespace amends::packs
