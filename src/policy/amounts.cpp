// Money in tables: its currency is the policy's, it is not below nothing, and it says what it is.
#include "policy/compiled.hpp"
#include "rules/table.hpp"

namespace amends::packs {
namespace {

using rules::Amount;
using rules::Node;

// The first amount in a formula that is in another currency.
const Amount* foreign_amount(const Node& node, Currency own) {
  if (node.op == rules::Op::constant)
    if (const auto* amount = node.constant.get<Amount>();
        amount != nullptr && amount->currency != own)
      return amount;
  for (const Node& kid : node.kids)
    if (const Amount* found = foreign_amount(kid, own))
      return found;
  return nullptr;
}

void refuse_foreign(Build& build, const std::string& where, Currency currency) {
  build.report.error("currency", where,
                     std::string(currency.text()) + " is not the policy's currency, " +
                         std::string(build.out.currency.text()) +
                         ": the row would fail for every order it meets",
                     "write the amount in " + std::string(build.out.currency.text()));
}

// Points are counted, money is not.
bool gives_points(const rules::TableParts& table, std::size_t row) {
  for (std::size_t o = 0; o < table.outputs.size(); ++o)
    if (table.outputs[o].name == "give" &&
        table.cell(row, o).text.find("points") != std::string::npos)
      return true;
  return false;
}

void check_cell(Build& build, const rules::TableParts& table, std::size_t row, std::size_t output,
                bool amounts) {
  const rules::OutputCell& cell = table.cell(row, output);
  const std::string where = table.place(row, table.columns.size() + output);
  if (const Amount* foreign = foreign_amount(cell.node, build.out.currency)) {
    refuse_foreign(build, where, foreign->currency);
    return;
  }
  if (!amounts || cell.node.op != rules::Op::constant || gives_points(table, row))
    return;
  const auto* money = cell.node.constant.get<Amount>();
  const auto* number = cell.node.constant.get<Decimal>();
  if ((money != nullptr && money->value.is_negative()) ||
      (number != nullptr && number->is_negative()))
    build.report.error("amount", where, quoted(cell.text) + " would take from the customer",
                       "write an amount of 0 or more");
  else if (number != nullptr && !number->is_zero())
    build.report.warning("amount", where, quoted(cell.text) + " is money without its currency",
                         "write \"" + cell.text + " " + std::string(build.out.currency.text()) +
                             "\"");
}

} // namespace

void check_amounts(Build& build, const std::string& name, const Table& table) {
  const rules::TableParts& parts = table.compiled();
  const Currency own = build.out.currency;
  for (std::size_t c = 0; c < parts.columns.size(); ++c)
    if (parts.columns[c].kind == Slot::Kind::money && parts.columns[c].currency != own &&
        parts.columns[c].currency != Currency{})
      refuse_foreign(build, parts.where + "/when" + pointer_step(c), parts.columns[c].currency);
  for (std::size_t row = 0; row < parts.rows.size(); ++row)
    for (std::size_t o = 0; o < parts.outputs.size(); ++o) {
      const std::string& output = parts.outputs[o].name;
      check_cell(build, parts, row, o,
                 (name.starts_with("compensation") && output == "amount") ||
                     (name == "fast_lane" && output == "up_to"));
    }
}

} // namespace amends::packs
