// From rows and trees to the form that is decided on.
#include "rules/quick.hpp"
#include "rules/table.hpp"

#include <algorithm>

namespace amends::rules {
namespace {

void prepare_output(OutputCell& cell, const Words& words, bool strict) {
  cell.constant = cell.node.op == Op::constant;
  if (!cell.constant) {
    if (strict)
      cell.formula = Formula::compile(cell.node);
    return;
  }
  cell.value = to_value(cell.node.constant);
  cell.slot = slot_of(cell.node.constant, words);
  // Money keeps its minor digits, as Slot promises; what a slot cannot hold is behind it.
  if (const auto* money = cell.value.get<Money>()) {
    cell.slot.n = money->minor;
    cell.slot.scale = static_cast<std::int8_t>(minor_digits(money->currency));
  }
}

// The order of outputs that nobody wrote down: that of the rows.
void rank_outputs(TableParts& table, std::size_t output) {
  Output& column = table.outputs[output];
  const bool ordered = table.hit == HitPolicy::priority || table.hit == HitPolicy::output_order;
  const auto place = [&](const Datum& value) {
    return std::find_if(column.order.begin(), column.order.end(),
                        [&](const Datum& d) { return equal(d, value) == Tri(true); });
  };
  if (ordered && table.strict && column.order.empty())
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const OutputCell& cell = table.cell(row, output);
      if (cell.constant && place(cell.node.constant) == column.order.end())
        column.order.push_back(cell.node.constant);
    }
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    OutputCell& cell = table.cells[row * table.outputs.size() + output];
    if (cell.constant)
      cell.rank = static_cast<std::uint32_t>(place(cell.node.constant) - column.order.begin());
  }
}

} // namespace

std::string TableParts::place(std::size_t row, std::size_t column) const {
  return where + "/rows" + pointer_step(row) + pointer_step(column);
}

bool needs_value(Slot::Kind kind) {
  return kind == Slot::Kind::word || kind == Slot::Kind::other || kind == Slot::Kind::time ||
         kind == Slot::Kind::local_time || kind == Slot::Kind::local_instant;
}

void finish_table(TableParts& table) {
  table.blocks = std::max<std::size_t>(1, (table.rows.size() + 63) / 64);
  for (const Column& column : table.columns)
    collect_words(column, table.words);
  for (const OutputCell& cell : table.cells)
    if (cell.node.op == Op::constant)
      if (const auto* text = cell.node.constant.get<std::string>())
        table.words.add(*text);
  table.words.seal();
  for (Column& column : table.columns) {
    index_column(column, table.words, table.blocks);
    table.has_generic = table.has_generic || column.has_generic;
  }
  for (OutputCell& cell : table.cells)
    prepare_output(cell, table.words, table.strict);
  for (OutputCell& cell : table.cells) // in its final place: the slot may point into it
    if (cell.constant && needs_value(cell.slot.kind))
      cell.slot.value = &cell.value;
  for (std::size_t o = 0; o < table.outputs.size(); ++o)
    rank_outputs(table, o);
  prepare_quick(table);
}

} // namespace amends::rules
