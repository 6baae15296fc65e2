// Rows as boxes of regions: what lint reckons with. A column's regions are those of `Column`, one
// more for null after them.
#pragma once

#include "rules/table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace amends::rules {

[[nodiscard]] RegionSet intersection(const RegionSet& a, const RegionSet& b);
[[nodiscard]] RegionSet difference(const RegionSet& a, const RegionSet& b);
[[nodiscard]] bool subset(const RegionSet& a, const RegionSet& b);
[[nodiscard]] bool meet(const RegionSet& a, const RegionSet& b);

using Box = std::vector<RegionSet>; // a set a column

class Boxes {
public:
  // `with_null`: null is a value of its own. Regions that hold no value (between two days) and,
  // where zero is a column's least bound, those below zero are left out.
  Boxes(const TableParts& table, bool with_null);

  [[nodiscard]] const Box& space() const { return space_; }
  [[nodiscard]] const Box& row(std::size_t r) const { return rows_[r]; }
  // Does the row hold a cell that only evaluation can answer? It is kept out of every reckoning.
  [[nodiscard]] bool open(std::size_t r) const { return open_[r]; }
  [[nodiscard]] bool empty(std::size_t r) const;
  [[nodiscard]] bool overlap(std::size_t a, std::size_t b) const;
  [[nodiscard]] std::optional<Box> common(std::size_t a, std::size_t b) const;
  // Values that lie in the box: one of every column that has constants.
  [[nodiscard]] Facts example(const Box& box) const;
  [[nodiscard]] Datum example_value(std::size_t column, const RegionSet& set) const;

private:
  const TableParts& table_;
  Box space_;
  std::vector<Box> rows_;
  std::vector<bool> open_;
};

// Looks for points of a box that no row of a set covers, by cutting the box along the rows' bounds.
class CoverSearch {
public:
  CoverSearch(const Boxes& boxes, std::size_t budget) : boxes_(boxes), budget_(budget) {}
  // Boxes of points that none of `rows` covers, at most `most`; empty: all is covered (or the
  // budget is spent).
  [[nodiscard]] std::vector<Box> uncovered(const Box& box, const std::vector<std::uint32_t>& rows,
                                           std::size_t most);
  [[nodiscard]] bool spent() const { return spent_; }

private:
  void search(const Box& box, const std::vector<std::uint32_t>& rows, std::size_t most);
  struct Cut {
    std::size_t column = 0;
    RegionSet inside;
  };
  [[nodiscard]] Cut best_cut(const Box& box, const std::vector<std::uint32_t>& rows) const;

  const Boxes& boxes_;
  std::size_t budget_;
  bool spent_ = false;
  std::vector<Box> found_;
};

} // namespace amends::rules
