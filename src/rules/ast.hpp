// What the parser makes of a text: a tree whose names are already places (slots, globals, locals).
#pragma once

#include "rules/datum.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace amends::rules {

enum class Op : std::uint8_t {
  constant,
  slot,      // index: fact of the table or expression
  global,    // index: input data, decision or function of a model
  local,     // index: variable of this frame
  unknown,   // text: a name nobody knows; null
  item_name, // text: member of the filter's `item` (local index), else kid 0
  negate,
  add,
  subtract,
  multiply,
  divide,
  power,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  between, // value, low, high
  in,      // value, test...
  and_,
  or_,
  if_,  // condition, then, else
  for_, // iterators..., body; names hold the variables, index the first one's local
  some,
  every,
  list,
  context,     // names are the keys; index: local of the first; a kid beyond them is the result
  range,       // low, high; flags
  path,        // kid 0 . text
  filter,      // kid 0 [ kid 1 ]; index: local of `item`
  call,        // builtin `index`; names hold parameter names when given by name
  invoke,      // kid 0 is the function, the rest arguments
  function,    // names: parameters, kid 0 body; index: locals captured
  instance_of, // kid 0, text: type
  conform,     // models: kid 0 as a value of type `text`, else null
  table,       // models: the decision table `index`
  broken,      // models: text says why there is nothing to evaluate
  // Unary tests: all look at local `index`, the value under test.
  test_any,
  test_compare, // kid 0; compare
  test_value,   // kid 0; uses_input: the expression says `?`
  test_not,     // tests...
  test_or,      // tests...
};

enum class Compare : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

struct Node {
  Op op = Op::constant;
  Compare compare = Compare::equal;
  bool low_included = false, high_included = false; // range
  bool uses_input = false; // test_value: says `?`; for_: its body says `partial`
  std::uint32_t index = 0;
  std::vector<Node> kids;
  std::vector<std::string> names;
  std::vector<std::string> types; // function: those of its parameters, where they have one
  std::string text;
  Datum constant;
};

[[nodiscard]] inline Node constant_node(Datum value) {
  Node node;
  node.constant = std::move(value);
  return node;
}

// A FEEL function: of the model (its body lies in the compiled model, which outlives it) or built
// in.
struct Function {
  std::vector<std::string> parameters;
  std::vector<std::string> types; // of the parameters, where they have one
  const Node* body = nullptr;     // null: built in
  std::uint32_t builtin = 0;
  std::vector<Datum> captured; // locals of the place where it was written
  // Model functions that are no expression (decision tables, services): called instead of `body`.
  std::uint32_t callable = 0; // 1 + index in the model; 0: none
};

} // namespace amends::rules
