// Overlaps, dead rows and gaps.
#include "rules/lint.hpp"

#include <algorithm>

namespace amends::rules {
namespace {

constexpr std::size_t budget = 60'000'000; // comparisons of ranges: a second or so
constexpr std::size_t most_findings = 20;
constexpr std::size_t most_gaps = 3;

bool single_answer(HitPolicy hit) {
  return hit == HitPolicy::first || hit == HitPolicy::unique || hit == HitPolicy::any ||
         hit == HitPolicy::priority;
}

bool same_constants(const TableParts& table, std::size_t a, std::size_t b, bool& known) {
  known = true;
  for (std::size_t o = 0; o < table.outputs.size(); ++o) {
    const OutputCell& x = table.cell(a, o);
    const OutputCell& y = table.cell(b, o);
    if (x.text == y.text)
      continue;
    if (!x.constant || !y.constant) {
      known = false;
      continue;
    }
    if (equal(x.node.constant, y.node.constant) != Tri(true))
      return false;
  }
  return true;
}

// Rows with cells that only evaluation can answer.
std::string open_rows(const TableParts& table, const Boxes& boxes) {
  std::string names;
  std::size_t count = 0;
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    if (boxes.open(r) && ++count <= 5)
      names += (names.empty() ? "" : ", ") + table.rows[r].id;
  return count > 5 ? names + " and others" : names;
}

} // namespace

void lint_overlaps(LintReport& report) {
  const TableParts& table = report.table;
  if (table.hit != HitPolicy::unique && table.hit != HitPolicy::any)
    return;
  const Boxes boxes(table, true);
  const bool unique = table.hit == HitPolicy::unique;
  std::size_t count = 0;
  for (std::size_t b = 1; b < table.rows.size(); ++b)
    for (std::size_t a = 0; a < b; ++a) {
      if (boxes.open(a) || boxes.open(b) || !boxes.overlap(a, b))
        continue;
      bool known = true;
      const bool same = same_constants(table, a, b, known);
      if (!unique && (same || !known))
        continue;
      if (++count > most_findings) {
        report.not_checked("overlap", "only the first " + std::to_string(most_findings) +
                                          " overlaps are listed");
        return;
      }
      Facts example = boxes.example(*boxes.common(a, b));
      report.add("error", "overlap", row_place(b),
                 "rows " + table.rows[a].id + " and " + table.rows[b].id + " both match" +
                     where_facts(example) +
                     (unique ? ", but the hit policy is unique" : ", and answer differently"),
                 "narrow one of them, or use the hit policy first", std::move(example));
    }
  const std::string open = open_rows(table, boxes);
  if (!open.empty())
    report.not_checked("overlap", "cells of rows " + open +
                                      " depend on other facts: their overlaps are not known");
}

void lint_dead_rows(LintReport& report) {
  const TableParts& table = report.table;
  const Boxes boxes(table, true);
  CoverSearch search(boxes, budget);
  for (std::uint32_t r = 0; r < table.rows.size(); ++r) {
    if (boxes.empty(r) && !boxes.open(r)) {
      for (std::size_t c = 0; c < table.columns.size(); ++c)
        if (boxes.row(r)[c].empty())
          report.add("error", "dead_row", row_place(r) + pointer_step(c),
                     "row " + table.rows[r].id + " never matches: no value of " +
                         table.columns[c].name + " is in `" + table.columns[c].cells[r].text + "`",
                     "mend or remove the cell");
      continue;
    }
    if (table.hit != HitPolicy::first)
      continue;
    std::vector<std::uint32_t> earlier;
    for (std::uint32_t e = 0; e < r; ++e)
      if (!boxes.open(e) && boxes.overlap(e, r))
        earlier.push_back(e);
    if (earlier.empty() || !search.uncovered(boxes.row(r), earlier, 1).empty())
      continue;
    if (search.spent()) {
      report.not_checked("dead_row",
                         "whether row " + table.rows[r].id +
                             " and those after it can match takes too long to find out");
      return;
    }
    Facts example = boxes.example(boxes.row(r));
    std::string by;
    for (std::size_t i = 0; i < earlier.size() && i < 5; ++i)
      by += (i == 0 ? "" : ", ") + table.rows[earlier[i]].id;
    report.add("error", "dead_row", row_place(r),
               "row " + table.rows[r].id + " never fires: rows before it (" + by +
                   ") take all it matches, for example" + where_facts(example),
               "move it up, narrow the rows before it, or remove it", std::move(example));
  }
}

void lint_gaps(LintReport& report) {
  const TableParts& table = report.table;
  const bool answered = std::any_of(table.outputs.begin(), table.outputs.end(),
                                    [](const Output& output) { return !!output.otherwise; });
  if (!single_answer(table.hit) || answered)
    return;
  const Boxes boxes(table, false);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t r = 0; r < table.rows.size(); ++r)
    if (!boxes.open(r))
      rows.push_back(r);
  CoverSearch search(boxes, budget);
  const auto gaps = search.uncovered(boxes.space(), rows, most_gaps);
  if (search.spent() && gaps.empty()) {
    report.not_checked("gap", "whether every case has a row takes too long to find out");
    return;
  }
  const std::string open = open_rows(table, boxes);
  for (const Box& gap : gaps) {
    Facts example = boxes.example(gap);
    if (open.empty())
      report.add("warning", "gap", "/rows", "no row matches" + where_facts(example),
                 "add a row for it, or a last row of - cells", std::move(example));
    else
      report.add("not_checked", "gap", "/rows",
                 "only rows " + open + " may match" + where_facts(example) +
                     ": their cells depend on other facts",
                 "a last row of - cells makes sure", std::move(example));
  }
}

} // namespace amends::rules
