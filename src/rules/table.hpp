// The one compiled form of decision tables, whether they came from a pack or a .dmn file.
#pragma once

#include "amends/rules.hpp"
#include "rules/column.hpp"
#include "rules/formula.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace amends::rules {

struct OutputCell {
  std::string text; // as written
  Node node;
  bool constant = false;
  Value value;                    // constant
  Slot slot;                      // constant, with `value` behind it
  std::optional<Formula> formula; // else, where there is a quick way
  std::uint32_t rank = 0;         // constant: place in the output's order, the least wins
};

struct Output {
  std::string name;
  std::string type;
  std::vector<Datum> order;      // PRIORITY, OUTPUT ORDER: best first; empty: no say
  std::optional<Node> otherwise; // models: its default output entry
};

// A column as the quick way sees it, in one cache line.
struct QuickColumn {
  Slot::Kind kind = Slot::Kind::null;
  std::int8_t scale = 0;
  std::int8_t spare_digits = 0; // by which every cut can grow within 64 bits
  Currency currency;
  std::uint32_t slot = 0;
  std::uint32_t cut_count = 0;
  const std::int64_t* cuts = nullptr;
  const std::uint32_t* word_region = nullptr;
  const std::uint64_t* masks = nullptr;
};

// An output cell as the deciding loop sees it.
struct QuickCell {
  Slot slot;                        // constant
  const Formula* formula = nullptr; // else, where there is one
  bool constant = false;
};

struct TableParts {
  std::string name;
  HitPolicy hit = HitPolicy::first;
  bool strict = true; // packs: what does not fit is an error; models: a complaint and null
  std::vector<Column> columns;
  std::vector<Output> outputs;
  std::vector<RowInfo> rows;
  std::vector<OutputCell> cells; // rows x outputs
  Words words;
  std::size_t blocks = 0;
  bool has_generic = false;
  bool quick_ready = false; // the quick way may be tried
  std::vector<QuickColumn> quick;
  std::vector<QuickCell> quick_cells; // rows x outputs

  // Packs only.
  std::vector<std::string> slots;
  std::vector<std::string> slot_types;
  std::vector<std::string> input_names, output_names;
  Json spec;         // as written, for lint
  std::string where; // its pointer

  // The pointer of a cell: input columns, then output columns.
  [[nodiscard]] std::string place(std::size_t row, std::size_t column) const;
  [[nodiscard]] const OutputCell& cell(std::size_t row, std::size_t output) const {
    return cells[row * outputs.size() + output];
  }
};

// A row that bits allowed and a cell's tree did not.
struct LateFailure {
  std::uint32_t row = 0;
  std::uint16_t column = 0;
};

// Kinds whose slots of computed values hold a `value` beside n.
[[nodiscard]] bool needs_value(Slot::Kind kind);
// Indexes columns, ranks and constants once rows, columns and outputs are there.
void finish_table(TableParts& table);

} // namespace amends::rules

namespace amends {

struct Table::Compiled : rules::TableParts {};

struct Scratch::State {
  std::vector<const std::uint64_t*> masks; // a column each; nullptr: ask the cells
  std::vector<rules::Place> places;        // a column each
  std::vector<rules::Datum> inputs;        // a column each, when cells have to be evaluated
  std::vector<std::uint64_t> candidates;
  std::vector<std::uint32_t> matched;
  std::vector<Slot> outputs;    // hits x outputs
  std::vector<Slot> aggregates; // a column each
  std::vector<std::uint16_t> failed;
  std::vector<std::uint32_t> null_columns; // columns whose value is null
  std::vector<std::uint32_t> open_columns; // columns that null left open in a row that might fire
  std::vector<std::uint32_t> open_slots;   // slots read as null by tests or outputs without answer
  std::deque<Value> values;                // behind computed outputs
  std::size_t values_used = 0;
  std::size_t output_count = 0;
  std::vector<rules::LateFailure> late_failures;
  std::vector<std::uint32_t> nulls; // slots that the present cell read as null
  std::vector<std::uint32_t> order; // hits while they are sorted, and copies of what is moved
  std::vector<std::uint32_t> spare_matched;
  std::vector<Slot> spare_outputs;
  std::vector<rules::Datum> datums; // models: outputs and aggregates as they are
  std::vector<rules::Datum> totals;
  rules::Env env;
};

} // namespace amends
