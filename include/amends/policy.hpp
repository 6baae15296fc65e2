// Policies. In: packs (JSON texts). Out: one immutable compiled policy with a digest, or errors and
// findings with line, place and mend.
#pragma once

#include "amends/calendar.hpp"
#include "amends/classification.hpp"
#include "amends/compensation.hpp"
#include "amends/plan.hpp"
#include "amends/rules.hpp"
#include "amends/sla.hpp"
#include "amends/span.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

// Words for people by language: "zh", "zh-Hant", "en".
using Words = std::map<std::string, std::string, std::less<>>;

// One way out of a stage. The word is a command ("propose"), "auto" (taken by itself as soon as
// `condition` holds) or "after" (taken by itself when `after` has passed in the stage).
struct Transition {
  std::string on;
  std::string to;
  std::optional<Expression> condition; // null counts as false
  std::vector<std::string> needs;      // what must be there: "finding", "photo", "plan", "survey"
  std::optional<Span> after;
  std::string calendar; // of `after` when it counts open time
};

// A task that entering a stage (or a command) starts.
struct TaskSpec {
  std::string name; // its kind
  Words title;
  std::string owner; // role
  std::optional<Span> within;
  std::string calendar;
  std::optional<Expression> condition;
  std::vector<std::string> finished_by; // commands that finish it by themselves
};

struct Stage {
  std::string name;
  Words shown;                    // what the customer sees
  std::string owner;              // role; every stage but ends has one
  std::string waiting_for;        // "customer", "supplier", ...; empty: us
  std::vector<std::string> needs; // before any move out of it except withdraw, escalate
  std::vector<Transition> go;     // in file order; the stage "*" holds for all
  std::vector<TaskSpec> tasks;
  bool end = false; // the case is over here
};

struct Workflow {
  std::string name; // the `kind` of cases
  Words title;
  std::string first;
  std::map<std::string, Stage, std::less<>> stages; // without "*"
  std::vector<Transition> anywhere;                 // those of "*"
  [[nodiscard]] const Stage* stage(std::string_view name) const;
};

struct Role {
  std::string name;
  Words title;
  std::set<std::string, std::less<>> may; // handle approve pay manage audit
  std::optional<Money> up_to;             // its authority to promise money
};

// PACKS rule 14. Placeholders are kept as written; `fields` lists them, sorted.
struct Notice {
  std::string name;
  std::vector<std::string> on; // commands, "stage:NAME" or "CLOCK.late"
  std::vector<std::string> by; // channels, the first that the customer accepts
  std::string to;              // "customer" unless a role is named
  Words subject;
  Words text;
  std::vector<std::string> fields;
  std::map<std::string, std::string, std::less<>> provider_template;
  std::optional<Expression> condition;
  bool urgent = false; // goes out in quiet hours too
  std::string quiet;   // "21:30-08:30 customer" as written; empty: none (Policy::outside_quiet)
};

struct Survey {
  std::string name;
  Words title;
  std::string on; // "close" or "stage:NAME"
  std::optional<Span> after;
  std::string calendar;                // of `after` when it counts open time
  std::vector<std::string> by;         // channels
  std::optional<Expression> condition; // which customers get this one
  std::optional<Remedy> gift;          // for answering, whatever the answers say; no compensation
  Json questions;                      // for the host, as in the pack
};

struct PackText {
  std::string name; // for messages: a file name or "built-in"
  std::string text;
};

class Policy {
public:
  // The last pack is the policy; its `extends` looks among the earlier ones, then the built-in
  // ones. A text without "amends_pack" is one more file of the pack before it.
  [[nodiscard]] static Result<std::shared_ptr<const Policy>>
  load(std::span<const PackText> packs,
       const std::shared_ptr<const HolidayTables>& holidays = HolidayTables::builtin());
  // "book-delivery" or "book-delivery@1".
  [[nodiscard]] static Result<std::shared_ptr<const Policy>>
  builtin(std::string_view name,
          const std::shared_ptr<const HolidayTables>& holidays = HolidayTables::builtin());
  // From `body()` of a policy: what a store keeps. `corrupt` when the digest differs.
  [[nodiscard]] static Result<std::shared_ptr<const Policy>>
  from_body(std::string_view body, std::string_view digest,
            const std::shared_ptr<const HolidayTables>& holidays = HolidayTables::builtin());
  // This policy, of the same digest, with its calendars, clocks and laws on other tables. Error
  // `policy` or `parse` when a calendar does not hold with them (a day both off and worked).
  [[nodiscard]] Result<std::shared_ptr<const Policy>>
  with_holidays(const std::shared_ptr<const HolidayTables>& holidays) const;
  [[nodiscard]] const std::shared_ptr<const HolidayTables>& holidays() const;
  // This policy, of the same digest, classifying by another model. Errors: those of
  // Classifier::with_model.
  [[nodiscard]] Result<std::shared_ptr<const Policy>> with_model(std::string_view model) const;
  // Everything found, errors included; never fails.
  [[nodiscard]] static std::vector<Finding> lint(std::span<const PackText> packs);
  [[nodiscard]] static std::vector<std::string> builtin_names();
  [[nodiscard]] static Result<std::string> builtin_text(std::string_view name);

  [[nodiscard]] const std::string& id() const;
  [[nodiscard]] const std::string& version() const;
  [[nodiscard]] const Words& title() const;
  [[nodiscard]] const std::string& digest() const; // 64 hex digits of BLAKE2b-256 over body()
  [[nodiscard]] const std::string& body() const;   // the resolved pack, one line of JSON
  [[nodiscard]] const Json& resolved() const;      // the same, parsed
  [[nodiscard]] const std::vector<std::string>& languages() const;
  [[nodiscard]] Currency currency() const;
  [[nodiscard]] const std::string& zone() const; // for times shown to people

  [[nodiscard]] const std::vector<std::string>& severities() const; // mildest first
  [[nodiscard]] const std::vector<std::string>& priorities() const; // most urgent first
  // How long before a case an earlier one of the same order and category makes it a repeat contact.
  [[nodiscard]] Duration repeat_within() const;
  // The number for people: pattern with {yyyy} {yy} {mm} {dd} {n} {n:6}; `n` is the case's number.
  [[nodiscard]] std::string case_number(std::int64_t n, Instant opened_at) const;

  [[nodiscard]] const Classifier& classifier() const;
  [[nodiscard]] const Compensation& compensation() const;
  [[nodiscard]] const Target::Calendars& calendars() const;
  [[nodiscard]] const std::map<std::string, std::shared_ptr<const Target>, std::less<>>&
  targets() const;
  [[nodiscard]] const Words* target_title(std::string_view target) const;
  [[nodiscard]] const Workflow* workflow(std::string_view kind) const;
  [[nodiscard]] const Role* role(std::string_view name) const;
  [[nodiscard]] const std::map<std::string, Notice, std::less<>>& notices() const;
  // The first instant from `at` on at which a notice of this policy may go out: `at`, or the end of
  // the quiet hours that it lies in. They are those of the pack's zone; with the word `customer`
  // those of the zone that the pack's clocks count in for `region` (the customer's, empty: not
  // known), when they name one. Error `limit` beyond 2049, where calendars end.
  [[nodiscard]] Result<Instant> outside_quiet(const Notice& notice, std::string_view region,
                                              Instant at) const;
  [[nodiscard]] const std::map<std::string, Survey, std::less<>>& surveys() const;
  [[nodiscard]] const Words* category_title(std::string_view category) const;
  // A decision table of the pack, or nullptr.
  [[nodiscard]] const Table* table(std::string_view name) const;
  // Evidence a category needs before it is confirmed ("photo").
  [[nodiscard]] const std::vector<std::string>& category_needs(std::string_view category) const;
  // Where `span` ends, on the named calendar when it counts open time.
  [[nodiscard]] Result<Instant> after(Instant from, const Span& span,
                                      std::string_view calendar) const;

  struct Compiled;
  explicit Policy(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

private:
  std::shared_ptr<const Compiled> compiled_;
};

// Every fact a guard may use beside order_facts(): what the cases room supplies.
[[nodiscard]] const std::vector<FactInfo>& case_facts();
// What `{field}` of a notice may name, beside `clock.NAME.due` (when
// the clock is due) and `clock.NAME.next` (when its next point is): type "text" or "time".
[[nodiscard]] const std::vector<FactInfo>& notice_fields();

} // namespace amends
