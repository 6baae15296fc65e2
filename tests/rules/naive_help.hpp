// Random small tables for properties, in the oracle's form and as pack tables.
#pragma once

#include "help.hpp"
#include "oracle/rules/naive_table.hpp"

#include <rapidcheck.h>

namespace amends::test {

using oracle::Cellar;
using oracle::ColumnKind;
using oracle::NaiveCell;
using oracle::NaiveRow;
using oracle::NaiveTable;

inline std::string column_name(std::size_t c) { return "c" + std::to_string(c); }

inline FactTypes naive_facts(const NaiveTable& table) {
  FactTypes facts;
  facts.type = [kinds = table.columns](std::string_view name) -> std::optional<std::string> {
    for (std::size_t c = 0; c < kinds.size(); ++c)
      if (column_name(c) == name)
        return kinds[c] == ColumnKind::number ? "number"
               : kinds[c] == ColumnKind::word ? "word"
                                              : "boolean";
    return std::nullopt;
  };
  return facts;
}

inline Json naive_json(const NaiveTable& table, const std::string& hit) {
  Json when = Json::array();
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    when.items.push_back(Json::string(column_name(c)));
  Json rows = Json::array();
  for (const NaiveRow& row : table.rows) {
    Json cells = Json::array();
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      cells.items.push_back(Json::string(row.cells[c].text(table.columns[c])));
    cells.items.push_back(Json::string(oracle::tenths(row.give)));
    rows.items.push_back(std::move(cells));
  }
  return Json::object({{"hit", Json::string(hit)},
                       {"when", when},
                       {"then", Json::array({Json::string("n")})},
                       {"rows", rows}});
}

inline Table naive_table(const NaiveTable& table, const std::string& hit) {
  auto compiled = Table::compile(naive_json(table, hit), "t", naive_facts(table));
  RC_ASSERT(compiled.has_value());
  return std::move(compiled).value();
}

inline Facts naive_values(const NaiveTable& table, const std::vector<Cellar>& values) {
  Facts facts;
  for (std::size_t c = 0; c < values.size(); ++c) {
    if (!values[c])
      continue;
    const long v = *values[c];
    Value value;
    if (table.columns[c] == ColumnKind::number)
      value = Value(decimal(oracle::tenths(v)));
    else if (table.columns[c] == ColumnKind::word)
      value = Value(static_cast<std::size_t>(v) < oracle::words().size()
                        ? oracle::words()[static_cast<std::size_t>(v)]
                        : std::string("unheard-of"));
    else
      value = Value(v != 0);
    facts.emplace(column_name(c), std::move(value));
  }
  return facts;
}

// Everything a column can tell apart: bounds are whole numbers from 0 to 4, so that tenths in steps
// of five reach every bound, every space between and both sides.
inline std::vector<Cellar> all_values(ColumnKind kind, bool with_null) {
  std::vector<Cellar> values;
  if (with_null)
    values.push_back(std::nullopt);
  if (kind == ColumnKind::number)
    for (long v = -5; v <= 45; v += 5)
      values.emplace_back(v);
  else
    for (long v = 0; v <= (kind == ColumnKind::word ? 4 : 1); ++v)
      values.emplace_back(v);
  return values;
}

// Calls `visit` for every point of the table's columns.
template <class Visit>
void for_each_point(const NaiveTable& table, bool with_null, const Visit& visit) {
  std::vector<std::vector<Cellar>> axes;
  for (const ColumnKind kind : table.columns)
    axes.push_back(all_values(kind, with_null));
  std::vector<std::size_t> at(axes.size(), 0);
  while (true) {
    std::vector<Cellar> point;
    for (std::size_t c = 0; c < axes.size(); ++c)
      point.push_back(axes[c][at[c]]);
    visit(point);
    std::size_t c = 0;
    while (c < axes.size() && ++at[c] == axes[c].size())
      at[c++] = 0;
    if (c == axes.size())
      return;
  }
}

inline NaiveCell random_cell(ColumnKind kind, bool with_null) {
  using Form = NaiveCell::Form;
  NaiveCell cell;
  const auto pick = [](int n) { return *rc::gen::inRange(0, n); };
  if (pick(3) == 0)
    return cell;
  if (with_null && pick(12) == 0) {
    cell.form = Form::null;
    return cell;
  }
  const int most = kind == ColumnKind::number ? 5 : kind == ColumnKind::word ? 4 : 2;
  const auto value = [&] {
    const long v = pick(most);
    return kind == ColumnKind::number ? v * 10 : v;
  };
  if (kind != ColumnKind::number || pick(4) == 0) {
    cell.form = kind != ColumnKind::truth && pick(3) == 0 ? Form::none_of : Form::list;
    for (int i = 0; i <= pick(3); ++i)
      cell.items.push_back(value());
    return cell;
  }
  static constexpr Form forms[] = {Form::less,          Form::less_equal, Form::greater,
                                   Form::greater_equal, Form::equal,      Form::interval};
  cell.form = forms[pick(6)];
  cell.a = value();
  cell.b = std::max(value(), cell.a);
  cell.a_in = pick(2) == 0;
  cell.b_in = pick(2) == 0;
  return cell;
}

inline NaiveTable random_table(int most_rows, bool with_null) {
  NaiveTable table;
  const int columns = *rc::gen::inRange(1, 4);
  for (int c = 0; c < columns; ++c)
    table.columns.push_back(static_cast<ColumnKind>(*rc::gen::inRange(0, 3)));
  const int rows = *rc::gen::inRange(1, most_rows + 1);
  for (int r = 0; r < rows; ++r) {
    NaiveRow row;
    for (const ColumnKind kind : table.columns)
      row.cells.push_back(random_cell(kind, with_null));
    row.give = *rc::gen::inRange(0, 4) * 10;
    table.rows.push_back(std::move(row));
  }
  return table;
}

} // namespace amends::test
