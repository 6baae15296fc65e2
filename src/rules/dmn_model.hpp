// A compiled decision model.
#pragma once

#include "amends/dmn.hpp"
#include "rules/dmn_types.hpp"
#include "rules/table.hpp"

#include <memory>
#include <string>
#include <vector>

namespace amends::rules {

// Input data, a decision, a function or a service: each has a global slot.
struct Element {
  enum class Kind : std::uint8_t { input, decision, function, service };
  Kind kind = Kind::input;
  std::string name;  // in its own model
  std::string model; // prefix by which the main model names its model ("" for the main one)
  std::string type;  // of its variable, resolved
  Node logic;        // decision: its expression; function: an Op::function without captures
  std::vector<std::uint32_t> needs; // globals that have to be there before
  // Service: what it takes and gives.
  std::vector<std::uint32_t> service_inputs;  // input data, then input decisions
  std::vector<std::uint32_t> service_outputs; // output decisions
};

struct ModelTable {
  std::unique_ptr<TableParts> parts; // its columns point into it
  std::vector<Node> inputs;          // the columns' expressions
  std::vector<std::string> input_types;
};

struct DmnModel {
  std::vector<Element> elements;
  std::vector<ModelTable> tables;
  TypeTable types;
};

// Reads the text and its imports. `names` hold the members that paths may name.
[[nodiscard]] Result<DmnModel> read_dmn(std::string_view text, std::span<const ModelText> beside);

// What the run of a question saw.
struct RunTrace {
  struct TableRun {
    const TableParts* table = nullptr;
    std::vector<std::uint32_t> matched;
    std::vector<std::uint16_t> failed;
    DatumList inputs;
  };
  bool wanted = false;
  std::vector<TableRun> tables;
  std::vector<std::string> notes;
};

// The value of an element with the given globals (null where not given; `given` says which are).
[[nodiscard]] Result<Datum> run_element(const DmnModel& model, std::uint32_t element,
                                        std::vector<Datum> globals, std::vector<bool> given,
                                        RunTrace& trace);

// The value of a function called with `arguments`.
[[nodiscard]] Result<Datum> run_function(const DmnModel& model, std::uint32_t element,
                                         std::span<const Datum> arguments, RunTrace& trace);

} // namespace amends::rules

namespace amends {

// Either a .dmn model or pack tables.
struct DecisionModel::Compiled {
  rules::DmnModel dmn;
  std::vector<Table> tables;
  // Tables that only a pack's loader can read, by name, and why.
  std::vector<std::pair<std::string, Error>> unread;
  bool is_dmn = false;
};

} // namespace amends
