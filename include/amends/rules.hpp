// Decision tables and S-FEEL. In: a table or expression as text or JSON, and facts. Out: values,
// and on demand why each row did or did not fire.
#pragma once

#include "amends/json.hpp"
#include "amends/value.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace amends {

// What the compiler knows of a fact: its type ("word", "number", "boolean", "date", "date-time",
// "duration", "money", "list", "any"). Answers no value for an unknown name; `names` is for offers.
struct FactTypes {
  std::function<std::optional<std::string>(std::string_view name)> type;
  std::vector<std::string_view> names;
};

// An S-FEEL expression; a guard is one whose value is boolean.
class Expression {
public:
  [[nodiscard]] static Result<Expression> compile(std::string_view text, const FactTypes& facts,
                                                  const std::string& where = "");
  // Names without a fact are null; null means what DMN says.
  [[nodiscard]] Result<Value> evaluate(const Facts& facts) const;
  // Facts that the expression looks at, sorted.
  [[nodiscard]] const std::vector<std::string>& names() const;

  struct Compiled;
  explicit Expression(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

private:
  std::shared_ptr<const Compiled> compiled_;
};

struct TraceCell {
  std::string column;
  std::string cell;  // as written
  std::string value; // printed
};
struct TraceRow {
  std::string row;   // its id
  bool fired = false;
  std::optional<TraceCell> failed; // the first cell that did not hold
};

struct Decision {
  // One value a matched row and output column; a single value for FIRST, UNIQUE, ANY, PRIORITY.
  std::vector<std::map<std::string, Value, std::less<>>> rows;
  Value result;                     // as DMN says: value, context, list, or null
  std::vector<std::string> matched; // row ids
  std::vector<std::string> missing; // facts that were null where a row looked at them
  std::vector<TraceRow> trace;      // only when asked for
};

struct Finding {
  std::string level; // "error", "warning", "not_checked"
  std::string rule;  // "overlap", "gap", "dead_row", ...
  std::string where;
  std::string text;
  std::string mend;
};

class Table {
public:
  // A table as under `tables` in a pack (PACKS rules 9-11, without `caps`, which are not read here).
  [[nodiscard]] static Result<Table> compile(const Json& spec, const std::string& name,
                                             const FactTypes& facts, const std::string& where = "");
  [[nodiscard]] Result<Decision> evaluate(const Facts& facts, bool with_trace) const;
  [[nodiscard]] std::vector<Finding> lint() const;
  [[nodiscard]] const std::vector<std::string>& inputs() const;
  [[nodiscard]] const std::vector<std::string>& outputs() const;

  struct Compiled;
  explicit Table(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

private:
  std::shared_ptr<const Compiled> compiled_;
};

} // namespace amends
