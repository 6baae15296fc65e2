// Decision tables and S-FEEL. In: a table or expression as text or JSON, and facts. Out: values,
// and on demand why each row did or did not fire.
#pragma once

#include "amends/json.hpp"
#include "amends/value.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

// What the compiler knows of a fact: its type ("word", "number", "boolean", "date", "date-time",
// "duration", "months", "money", "text", "list", "any"). Answers no value for an unknown name;
// `names` is for offers.
struct FactTypes {
  std::function<std::optional<std::string>(std::string_view name)> type;
  std::vector<std::string_view> names;
};
// Every name is a fact of type "any": for tables that stand alone.
[[nodiscard]] FactTypes any_facts();

// An S-FEEL expression; a guard is one whose value is boolean.
class Expression {
public:
  // Errors: `parse` (what was expected where), `not_found` for an unknown name, with the nearest.
  [[nodiscard]] static Result<Expression> compile(std::string_view text, const FactTypes& facts,
                                                  const std::string& where = "");
  // Names without a fact are null; null means what DMN says. A formula over money that does not
  // come out whole in minor units answers the exact number of major units, unrounded. Errors:
  // `evaluation` when types do not fit or two currencies meet.
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
  std::string row; // its id
  bool fired = false;
  std::optional<TraceCell> failed; // the first cell that did not hold
};

struct Decision {
  // A matched row each, by output column; one row for FIRST, UNIQUE, ANY, PRIORITY; one row holding
  // the aggregate for COLLECT with sum, min, max, count. An absent output ("-") is null.
  std::vector<std::map<std::string, Value, std::less<>>> rows;
  // Beside `rows`: the currency of numbers that a money formula left with parts of a minor unit.
  std::vector<std::map<std::string, Currency, std::less<>>> currencies;
  Value result;                          // as DMN says: value, context, list, or null
  std::vector<std::string> matched;      // row ids
  std::vector<std::size_t> matched_rows; // their places, from 0
  // Facts without which the answer is not certain, sorted: null where a row that could still have
  // fired looked at them, or where a matched row's output, being null for that reason, did.
  std::vector<std::string> missing;
  std::vector<TraceRow> trace; // only when asked for
};

struct Finding {
  std::string level; // "error", "warning", "not_checked"
  std::string rule;  // "overlap", "gap", "dead_row", ...
  std::string where;
  std::string text;
  std::string mend;
  Facts example; // inputs that show it; empty where there are none to show
};

// One fact in the form tables read: nothing to allocate, nothing to look up. Made by Table::encode,
// or by hand by callers who decide millions of times.
struct Slot {
  enum class Kind : std::uint8_t {
    null,
    boolean,    // n: 0 or 1
    word,       // n: code of the table's dictionary (Table::word), -1 for a word it does not have
    number,     // n * 10^-scale
    date,       // n: days since 1970-01-01
    instant,    // n: microseconds since 1970-01-01T00:00:00Z
    duration,   // n: microseconds
    months,     // n
    money,      // n * 10^-scale major units of `currency`; scale = minor digits when whole
    time,       // n: microseconds since midnight UTC
    local_time, // n: microseconds since midnight, no offset known
    local_instant, // n: microseconds since 1970-01-01T00:00:00, no offset known
    other,         // only `value` says what it is
  };
  Kind kind = Kind::null;
  std::int8_t scale = 0;
  Currency currency;
  std::int64_t n = 0;
  // The whole value, where n does not hold it all (texts, lists, numbers of more than 18 digits);
  // must outlive the evaluation. May be null for the other kinds.
  const Value* value = nullptr;

  static Slot of_number(std::int64_t n, int scale = 0);
  static Slot of_boolean(bool value);
  static Slot of_word(std::int64_t code);
};

// Room that evaluations need, reused from one to the next: one a thread. The answer of the last
// evaluation lies in it.
class Scratch {
public:
  Scratch();
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;

  // Rows that make the answer, from 0, in the hit policy's order.
  [[nodiscard]] std::span<const std::uint32_t> matched() const;
  // Output `column` of the `hit`th of them.
  [[nodiscard]] const Slot& output(std::size_t hit, std::size_t column) const;
  // COLLECT sum, min, max, count: the aggregate of output `column`.
  [[nodiscard]] const Slot& aggregate(std::size_t column) const;
  // With trace: for every row the first column that did not hold, `fired` where all did. Rows after
  // the one FIRST took were not looked at and are not in it.
  static constexpr std::uint16_t fired = 0xffff;
  [[nodiscard]] std::span<const std::uint16_t> failed() const;

  struct State;
  [[nodiscard]] State& state() { return *state_; }

private:
  std::unique_ptr<State> state_;
};

// A row as it stands in the table.
struct RowInfo {
  std::string id; // its own, else TABLE/N with N from 1
  Json meta;      // the last cell when it is an object ("article", "valid_from", ...), else null
};

enum class HitPolicy : std::uint8_t {
  unique,
  first,
  priority,
  any,
  collect,
  collect_sum,
  collect_min,
  collect_max,
  collect_count,
  rule_order,
  output_order,
};

class Table {
public:
  // A table as under `tables` in a pack (PACKS rules 9-11, without `caps`, which only lint reads).
  // Beside those, `types` may give the types of columns that are no facts: {"severity": "word"}.
  // Output cells of word columns, and of a column named `give`, are texts; those of other columns
  // are expressions. Errors: `parse`, `not_found`, `limit`, with the cell's pointer below `where`.
  [[nodiscard]] static Result<Table> compile(const Json& spec, const std::string& name,
                                             const FactTypes& facts, const std::string& where = "");

  // Errors `evaluation`: UNIQUE with two rows, ANY with two answers, types, currencies; they name
  // the rows. `enabled`, when given, has one flag a row: the others are as if not there.
  [[nodiscard]] Result<Decision> evaluate(const Facts& facts, bool with_trace,
                                          const std::vector<bool>* enabled = nullptr) const;
  // Overlaps, gaps, dead rows, units, pay-outs that fall, caps below floors. Exact up to 1 000 rows
  // and 12 columns; beyond, or where it would take too long, a finding `not_checked` says so.
  [[nodiscard]] std::vector<Finding> lint() const;

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] HitPolicy hit_policy() const;
  [[nodiscard]] const std::vector<std::string>& inputs() const;  // columns, in order
  [[nodiscard]] const std::vector<std::string>& outputs() const; // columns, in order
  [[nodiscard]] const std::vector<RowInfo>& rows() const;

  // The same, slot by slot. Slots are the facts that columns or formulas look at; `slot` answers
  // the place of one, `word` the code of a word.
  [[nodiscard]] const std::vector<std::string>& slots() const;
  [[nodiscard]] std::optional<std::size_t> slot(std::string_view name) const;
  [[nodiscard]] std::int64_t word(std::string_view text) const;
  [[nodiscard]] Slot encode(const Value& value) const; // `value` must outlive the slot's use
  [[nodiscard]] Value decode(const Slot& slot) const;
  [[nodiscard]] Result<void> evaluate(std::span<const Slot> slots, Scratch& scratch,
                                      bool with_trace = false) const;

  struct Compiled;
  explicit Table(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  [[nodiscard]] const Compiled& compiled() const { return *compiled_; }

private:
  std::shared_ptr<const Compiled> compiled_;
};

// Lint of a table as written: what keeps it from compiling is a finding too.
[[nodiscard]] std::vector<Finding> lint_table(const Json& spec, const std::string& name,
                                              const FactTypes& facts,
                                              const std::string& where = "");

} // namespace amends
