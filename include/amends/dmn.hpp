// Decision models. In: .dmn texts (DMN 1.3 to 1.5) or pack tables, and questions as JSON. Out: the
// values of decisions, with the rows that made them and why the others did not.
#pragma once

#include "amends/json.hpp"
#include "amends/rules.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amends {

// Another model's text, under the file name by which `import locationURI` asks for it. (The library
// opens no file: whoever reads the model reads those beside it.)
struct ModelText {
  std::string name;
  std::string text;
};

// Immutable, shared, compiled once.
class DecisionModel {
public:
  // A .dmn text. Errors: `parse` (XML, FEEL, a requirement that leads nowhere, a circle of
  // requirements), `not_found` (an import whose text is not among `beside`), `limit`. A decision
  // whose logic this library does not read is an error when it is asked for.
  [[nodiscard]] static Result<DecisionModel> from_dmn(std::string_view text,
                                                      std::span<const ModelText> beside = {});
  // One table in pack form, or an object with `tables` (a whole pack is one). Names without a fact
  // of `facts` are errors. Of several tables, one that cannot be read by itself is an error when it
  // is asked for.
  [[nodiscard]] static Result<DecisionModel> from_tables(const Json& spec, const std::string& name,
                                                         const FactTypes& facts = any_facts());
  // Either, by its first character.
  [[nodiscard]] static Result<DecisionModel>
  from_text(std::string_view text, const std::string& name, std::span<const ModelText> beside = {});

  [[nodiscard]] std::vector<std::string> inputs() const;    // names of the input data
  [[nodiscard]] std::vector<std::string> decisions() const; // in the model's order
  [[nodiscard]] std::vector<std::string> services() const;  // decision services
  [[nodiscard]] std::vector<Finding> lint() const;          // of every decision table in it

  struct Compiled;
  explicit DecisionModel(std::shared_ptr<const Compiled> compiled)
      : compiled_(std::move(compiled)) {}
  [[nodiscard]] const Compiled& compiled() const { return *compiled_; }

private:
  std::shared_ptr<const Compiled> compiled_;
};

struct DecideOptions {
  // A decision, decision service or function of the model; empty: the decisions no other one
  // requires (the value of the only one, else an object of them all).
  std::string decision;
  bool trace = false;
};

// One line of `amends decide`: {"id", "inputs", "x"} to {"id", "result", "matched", "trace",
// "notes", "missing", "x"}; `notes` say what did not fit and so became null, `missing` the facts a
// pack table would have needed. Errors: `parse` with pointer (unknown input, value of another
// type), `not_found` (no such decision), `evaluation`.
[[nodiscard]] Result<Json> answer_decide(const DecisionModel& model, const Json& question,
                                         const DecideOptions& options = {});

} // namespace amends
