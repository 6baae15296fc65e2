#include "rules/region_box.hpp"

#include <algorithm>

namespace amends::rules {

RegionSet intersection(const RegionSet& a, const RegionSet& b) {
  RegionSet out;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const std::uint32_t low = std::max(a[i].first, b[j].first);
    const std::uint32_t high = std::min(a[i].second, b[j].second);
    if (low < high)
      out.emplace_back(low, high);
    if (a[i].second < b[j].second)
      ++i;
    else
      ++j;
  }
  return out;
}

RegionSet difference(const RegionSet& a, const RegionSet& b) {
  RegionSet out;
  std::size_t j = 0;
  for (auto [low, high] : a) {
    while (j < b.size() && b[j].second <= low)
      ++j;
    for (std::size_t k = j; k < b.size() && b[k].first < high; ++k) {
      if (b[k].first > low)
        out.emplace_back(low, b[k].first);
      low = std::max(low, b[k].second);
    }
    if (low < high)
      out.emplace_back(low, high);
  }
  return out;
}

bool subset(const RegionSet& a, const RegionSet& b) {
  std::size_t j = 0;
  for (const auto& [low, high] : a) {
    while (j < b.size() && b[j].second < high)
      ++j;
    if (j == b.size() || b[j].first > low)
      return false;
  }
  return true;
}

bool meet(const RegionSet& a, const RegionSet& b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (std::max(a[i].first, b[j].first) < std::min(a[i].second, b[j].second))
      return true;
    if (a[i].second < b[j].second)
      ++i;
    else
      ++j;
  }
  return false;
}

namespace {

constexpr std::size_t most_candidates = 48; // bounds tried for one cut

bool below_zero_is_left_out(const Column& column) {
  const bool measured = column.kind == Slot::Kind::number || column.kind == Slot::Kind::money ||
                        column.kind == Slot::Kind::duration || column.kind == Slot::Kind::months;
  return measured && !column.cuts.empty() && column.cuts.front() == 0;
}

RegionSet living(const Column& column, const Words& words) {
  RegionSet out;
  for (std::uint32_t region = 0; region < column.regions; ++region) {
    const bool constants = column.kind != Slot::Kind::null;
    if (constants && example_in(column, words, region).is_null())
      continue;
    if (region == 0 && below_zero_is_left_out(column))
      continue;
    if (!out.empty() && out.back().second == region)
      ++out.back().second;
    else
      out.emplace_back(region, region + 1);
  }
  return out;
}

} // namespace

Boxes::Boxes(const TableParts& table, bool with_null) : table_(table) {
  for (const Column& column : table.columns) {
    RegionSet all = living(column, table.words);
    if (with_null)
      all.emplace_back(column.regions, column.regions + 1);
    space_.push_back(std::move(all));
  }
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    Box box;
    bool open = false;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const Column& column = table.columns[c];
      const CellTest& cell = column.cells[r];
      open = open || !cell.indexed;
      RegionSet set = intersection(cell.regions, space_[c]);
      if (with_null && cell.on_null == Tri(true))
        set.emplace_back(column.regions, column.regions + 1);
      box.push_back(std::move(set));
    }
    rows_.push_back(std::move(box));
    open_.push_back(open);
  }
}

bool Boxes::empty(std::size_t r) const {
  return std::any_of(rows_[r].begin(), rows_[r].end(),
                     [](const RegionSet& set) { return set.empty(); });
}

bool Boxes::overlap(std::size_t a, std::size_t b) const {
  for (std::size_t c = 0; c < space_.size(); ++c)
    if (!meet(rows_[a][c], rows_[b][c]))
      return false;
  return true;
}

std::optional<Box> Boxes::common(std::size_t a, std::size_t b) const {
  Box box;
  for (std::size_t c = 0; c < space_.size(); ++c) {
    box.push_back(intersection(rows_[a][c], rows_[b][c]));
    if (box.back().empty())
      return std::nullopt;
  }
  return box;
}

Datum Boxes::example_value(std::size_t column, const RegionSet& set) const {
  const Column& own = table_.columns[column];
  if (set.empty() || own.kind == Slot::Kind::null || set.front().first >= own.regions)
    return {};
  return example_in(own, table_.words, set.front().first);
}

Facts Boxes::example(const Box& box) const {
  Facts facts;
  for (std::size_t c = 0; c < box.size(); ++c) {
    const Datum value = example_value(c, box[c]);
    if (!value.is_null())
      facts.insert_or_assign(table_.columns[c].name, to_value(value));
  }
  return facts;
}

std::vector<Box> CoverSearch::uncovered(const Box& box, const std::vector<std::uint32_t>& rows,
                                        std::size_t most) {
  found_.clear();
  search(box, rows, most);
  return std::move(found_);
}

void CoverSearch::search(const Box& box, const std::vector<std::uint32_t>& rows, std::size_t most) {
  if (found_.size() >= most || spent_)
    return;
  const std::size_t work = rows.size() * box.size() + 1;
  if (work > budget_) {
    spent_ = true;
    return;
  }
  budget_ -= work;
  std::vector<std::uint32_t> here;
  for (const std::uint32_t r : rows) {
    const Box& row = boxes_.row(r);
    bool meets = true;
    bool covers = true;
    for (std::size_t c = 0; c < box.size() && meets; ++c) {
      meets = meet(row[c], box[c]);
      covers = covers && subset(box[c], row[c]);
    }
    if (meets && covers)
      return;
    if (meets)
      here.push_back(r);
  }
  if (here.empty()) {
    found_.push_back(box);
    return;
  }
  const std::size_t cut_work = here.size() * box.size() * std::min(here.size(), most_candidates);
  budget_ -= std::min(budget_, cut_work);
  const Cut cut = best_cut(box, here);
  Box inside = box;
  inside[cut.column] = cut.inside;
  search(inside, here, most);
  Box outside = box;
  outside[cut.column] = difference(box[cut.column], cut.inside);
  search(outside, here, most);
}

// The row bound that leaves the fewest rows on the fuller side. A row that meets the box without
// covering it has such a bound, so both sides are smaller than the box.
CoverSearch::Cut CoverSearch::best_cut(const Box& box,
                                       const std::vector<std::uint32_t>& rows) const {
  const std::size_t stride = std::max<std::size_t>(1, rows.size() / most_candidates);
  Cut best;
  std::size_t best_score = rows.size() * 2 + 1;
  for (std::size_t c = 0; c < box.size(); ++c) {
    std::vector<RegionSet> tried;
    for (std::size_t i = 0; i < rows.size(); i += stride) {
      RegionSet inside = intersection(boxes_.row(rows[i])[c], box[c]);
      if (inside == box[c] || std::find(tried.begin(), tried.end(), inside) != tried.end())
        continue;
      const RegionSet outside = difference(box[c], inside);
      std::size_t left = 0;
      std::size_t right = 0;
      for (const std::uint32_t r : rows) {
        left += meet(boxes_.row(r)[c], inside) ? 1U : 0U;
        right += meet(boxes_.row(r)[c], outside) ? 1U : 0U;
      }
      const std::size_t score = std::max(left, right);
      if (score < best_score) {
        best_score = score;
        best = {c, inside};
      }
      tried.push_back(std::move(inside));
    }
  }
  return best;
}

} // namespace amends::rules
