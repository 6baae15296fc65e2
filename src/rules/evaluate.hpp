// Trees to values, three-valued as DMN says.
#pragma once

#include "amends/rules.hpp"
#include "rules/ast.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amends::rules {

// What only a model can do: its services, tables and types.
class Callables {
public:
  virtual ~Callables() = default;
  Callables() = default;
  Callables(const Callables&) = delete;
  Callables& operator=(const Callables&) = delete;
  [[nodiscard]] virtual Datum call(std::uint32_t callable, std::span<const Datum> arguments,
                                   struct Env& env) = 0;
  [[nodiscard]] virtual Datum decide(std::uint32_t table, struct Env& env) = 0;
  // The value as one of the type; null with a complaint where it is none.
  [[nodiscard]] virtual Datum conform(Datum value, std::string_view type, struct Env& env) = 0;
  // Does `value` belong to a type of the model, named in `instance of`? No value: no such type.
  [[nodiscard]] virtual Tri is_of_type(const Datum& value, std::string_view type) = 0;
};

// What one evaluation works on. Null is an answer; a complaint says that something did not fit
// (types, currencies, sizes): packs make an error of the first one, models report them all.
struct Env {
  std::span<const Slot> slots;                     // Op::slot
  const std::vector<std::string>* words = nullptr; // texts of word slots without a value
  std::span<const Datum> globals;                  // Op::global
  Callables* callables = nullptr;
  std::vector<Datum> locals; // frames one above the other
  std::size_t base = 0;      // of the present frame
  int depth = 0;
  std::size_t steps = 0; // work done so far, against endless loops
  std::vector<std::string> complaints;
  bool stopped = false; // a limit was met: everything is null from here on
  std::vector<std::uint32_t>* null_slots = nullptr; // when given: slots that were read as null

  [[nodiscard]] bool complained() const { return !complaints.empty(); }
  Datum complain(std::string text); // answers null
  Datum stop(std::string text);
  bool step(std::size_t count = 1); // false when the limit is met
  bool pay(const Datum& value);     // the steps of looking at a value whole
  [[nodiscard]] const Datum& local(std::uint32_t index) const { return locals[base + index]; }
  void set_local(std::uint32_t index, Datum value);

  static constexpr int deepest = 400;
  static constexpr std::size_t most_steps = 1'000'000;
  static constexpr std::size_t most_complaints = 20;
};

[[nodiscard]] Datum evaluate(const Node& node, Env& env);
// Does the tree of a test hold for the local it looks at?
[[nodiscard]] Tri holds(const Node& test, Env& env);
[[nodiscard]] Datum call_function(const Function& function, std::span<const Datum> arguments,
                                  Env& env);

// Operators on values; a pair that does not fit is a complaint, a null operand is null.
[[nodiscard]] Datum arithmetic(Op op, const Datum& a, const Datum& b, Env& env);
[[nodiscard]] Datum negate(const Datum& a, Env& env);
[[nodiscard]] Tri compare(Compare how, const Datum& a, const Datum& b, Env& env);
[[nodiscard]] Datum path(const Datum& of, std::string_view member, Env& env);
[[nodiscard]] Tri instance_of(const Datum& value, std::string_view type, const Env& env);

// A slot's value; `words` are the texts behind the codes of word slots without a value.
[[nodiscard]] Datum datum_of(const Slot& slot, const std::vector<std::string>* words = nullptr);
[[nodiscard]] inline Datum datum_of(const Tri& tri) { return tri ? Datum(*tri) : Datum(); }

} // namespace amends::rules
