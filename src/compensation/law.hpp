// The law of one jurisdiction, compiled. In: facts by the law's own names, and a date. Out: what
// the law grants, by which rule; nothing where a fact that could change it is absent.
#pragma once

#include "amends/calendar.hpp"
#include "amends/compensation.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace amends::compensation {

// When a rule or row holds; both ends belong to it.
struct Validity {
  std::optional<Date> from;
  std::optional<Date> to;
  [[nodiscard]] bool holds(const std::optional<Date>& on) const;
};

// One wording of a rule: articles get new numbers, figures change.
struct LawVersion {
  std::string article;
  std::string version;
  Validity validity;
};

// A rule of law as packs list it under "rules".
struct LawRule {
  std::string id; // "CN-CPRL-55"
  std::string law;
  std::string kind; // floor, deadline, right, prohibition, presumption, retention, option, counting
  std::string as_of; // contract, delivery, act, claim
  std::string zh, en;
  std::vector<LawVersion> versions;
};

// A fact by the law's name, and how an order answers it.
struct LawFact {
  FactInfo info;
  std::string as;                 // the name in this law's formulas; usually the same
  std::optional<Expression> from; // over the order's facts
};

// What a row or period rests on: rules by index, and its own validity.
struct Cited {
  std::vector<std::size_t> rules;
  Validity validity;
};

// Steps run in the pack's order; each adds facts for those after it.
struct LawStep {
  enum class Kind : std::uint8_t { let, period, table };
  Kind kind = Kind::let;
  std::string name;
  std::vector<std::string> needs;    // facts without which the step is not asked
  std::optional<Expression> formula; // let: the value; period: how many units
  LegalPeriod period;
  std::string from; // period: the fact it starts at
  std::string type; // of the fact that let and period give
  Cited cited;      // period
  std::optional<Table> table;
  std::vector<Cited> rows;
  std::vector<std::string> hidden; // table: columns for later steps only
};

// A result that is money a customer is owed, and under which head.
struct LawMoney {
  std::string result;
  Head head = Head::price;
  std::optional<Expression> needs; // over the order's facts: "confirmed = true"
  std::string full;                // result to pay unless the merchant uses an option of his
  std::string paid_by;             // who bears it; empty: the shop
};

struct Law {
  std::string name; // under "laws"
  std::string jurisdiction;
  Currency currency;
  Json calendar_spec;
  std::shared_ptr<const Calendar> calendar;
  std::optional<HolidayTables> holidays;
  std::vector<std::string> own_holidays;                 // facts that replace the region's table
  std::map<std::string, std::string, std::less<>> as_of; // word -> fact that holds its date
  std::vector<LawRule> rules;
  std::vector<LawFact> facts; // sorted by name
  std::vector<LawStep> steps;
  std::vector<LawMoney> money;
  std::vector<std::string> deadlines; // results that are dates somebody must keep

  [[nodiscard]] const LawFact* find_fact(std::string_view fact) const;
};

[[nodiscard]] Result<std::vector<Law>> compile_laws(const Json& policy,
                                                    const HolidayTables& tables);

struct LawResult {
  std::string key;
  Value value;
  std::vector<std::size_t> rules; // what it rests on
};
struct LawAnswer {
  std::vector<LawResult> results;             // in the order they were found
  std::vector<LawResult> hidden;              // columns for later steps and for money only
  std::vector<std::size_t> rules;             // every rule used, in order, once
  std::vector<std::string> missing;           // facts, by the law's names
  std::vector<std::string> missing_for_money; // those of them that money under a head waits for
  std::vector<std::optional<Date>> dates;     // of the rules: as of when each was read
};

// Facts as given: names of the dictionary, values of its types. Error `parse` naming the nearest.
[[nodiscard]] Result<Facts> law_facts(const Law& law, const Facts& given);
// The law facts that an order and the findings about it answer.
[[nodiscard]] Result<Facts> law_facts_of(const Law& law, const AssessInput& input,
                                         const Facts& order);
// `at`: absent means the latest version of everything.
[[nodiscard]] Result<LawAnswer> ask_law(const Law& law, const std::optional<Instant>& at,
                                        Facts facts);
// The wording of a rule on a date; the latest without one.
[[nodiscard]] const LawVersion* wording(const LawRule& rule, const std::optional<Date>& on);

} // namespace amends::compensation
