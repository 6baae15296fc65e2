#include "rules/column.hpp"

#include "rules/scale.hpp"

#include <algorithm>

namespace amends::rules {
namespace {

constexpr std::size_t most_mask_words = std::size_t{1} << 20U; // 8 MiB a column
RegionSet all_regions(std::uint32_t count) { return {{0, count}}; }

RegionSet joined(RegionSet a, const RegionSet& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  RegionSet out;
  for (const auto& range : a)
    if (!out.empty() && range.first <= out.back().second)
      out.back().second = std::max(out.back().second, range.second);
    else
      out.push_back(range);
  return out;
}

RegionSet complement(const RegionSet& set, std::uint32_t count) {
  RegionSet out;
  std::uint32_t from = 0;
  for (const auto& [low, high] : set) {
    if (low > from)
      out.emplace_back(from, low);
    from = high;
  }
  if (from < count)
    out.emplace_back(from, count);
  return out;
}

// A constant in the column's own measure; no value when it is of another kind.
std::optional<std::int64_t> measure(const Column& column, const Words& words, const Datum& value) {
  const Slot slot = slot_of(value, words);
  if (slot.kind != column.kind ||
      (column.kind == Slot::Kind::money && slot.currency != column.currency))
    return std::nullopt;
  if (column.kind != Slot::Kind::number && column.kind != Slot::Kind::money)
    return slot.n;
  std::int64_t n = 0;
  if (slot.scale > column.scale ||
      __builtin_mul_overflow(slot.n, ten_to(column.scale - slot.scale), &n))
    return std::nullopt;
  return n;
}

bool ordered_kind(Slot::Kind kind) {
  return kind != Slot::Kind::word && kind != Slot::Kind::boolean && kind != Slot::Kind::other &&
         kind != Slot::Kind::null;
}

// Every constant a test compares with; false when some operand is no constant.
bool constants_of(const Node& test, std::vector<const Datum*>& out) {
  const auto flat = [&](const Datum& value, const auto& self) -> bool {
    if (const DatumList* list = value.list()) {
      for (const Datum& item : *list)
        if (item.list() != nullptr || !self(item, self))
          return false;
      return true;
    }
    if (const Range* range = value.range()) {
      for (const Datum* end : {&range->low, &range->high})
        if (!end->is_null())
          out.push_back(end);
      return true;
    }
    if (!value.is_null())
      out.push_back(&value);
    return value.context() == nullptr && value.function() == nullptr;
  };
  switch (test.op) {
  case Op::test_any: return true;
  case Op::test_not:
  case Op::test_or:
    return std::all_of(test.kids.begin(), test.kids.end(),
                       [&](const Node& kid) { return constants_of(kid, out); });
  case Op::test_compare:
  case Op::test_value:
    return !test.uses_input && test.kids[0].op == Op::constant && flat(test.kids[0].constant, flat);
  default: return false;
  }
}

// Builds the region set of one cell; gives up (false) where the tree has to be asked.
class CellReader {
public:
  CellReader(const Column& column, const Words& words) : column_(column), words_(words) {}

  struct Answer {
    RegionSet regions;
    Tri on_null;
  };
  std::optional<Answer> read(const Node& test) const {
    switch (test.op) {
    case Op::test_any: return Answer{all_regions(column_.regions), true};
    case Op::test_compare: return comparison(test.compare, test.kids[0].constant);
    case Op::test_value: return value(test.kids[0].constant);
    case Op::test_not: {
      auto inner = read(test.kids[0]);
      if (!inner)
        return std::nullopt;
      return Answer{complement(inner->regions, column_.regions),
                    inner->on_null ? Tri(!*inner->on_null) : std::nullopt};
    }
    case Op::test_or: {
      Answer all{{}, false};
      for (const Node& kid : test.kids) {
        const auto one = read(kid);
        if (!one)
          return std::nullopt;
        all = join(std::move(all), *one);
      }
      return all;
    }
    default: return std::nullopt;
    }
  }

private:
  static Answer join(Answer a, const Answer& b) {
    Tri on_null = false;
    if (a.on_null == Tri(true) || b.on_null == Tri(true))
      on_null = true;
    else if (!a.on_null || !b.on_null)
      on_null = std::nullopt;
    return {joined(std::move(a.regions), b.regions), on_null};
  }

  std::optional<std::uint32_t> region(const Datum& constant) const {
    const auto n = measure(column_, words_, constant);
    if (!n)
      return std::nullopt;
    if (column_.kind == Slot::Kind::boolean)
      return *n != 0 ? 1U : 0U;
    if (column_.kind == Slot::Kind::word)
      return *n < 0 ? std::nullopt
                    : std::optional(column_.word_region[static_cast<std::size_t>(*n)]);
    const auto at = std::lower_bound(column_.cuts.begin(), column_.cuts.end(), *n);
    return static_cast<std::uint32_t>(at - column_.cuts.begin()) * 2 + 1;
  }

  std::optional<Answer> comparison(Compare how, const Datum& constant) const {
    if (constant.is_null()) {
      if (how == Compare::equal)
        return Answer{{}, true};
      if (how == Compare::not_equal)
        return Answer{all_regions(column_.regions), false};
      return std::nullopt;
    }
    const auto at = region(constant);
    if (!at || (!ordered_kind(column_.kind) && how != Compare::equal && how != Compare::not_equal))
      return std::nullopt;
    const std::uint32_t end = column_.regions;
    switch (how) {
    case Compare::equal: return Answer{{{*at, *at + 1}}, false};
    case Compare::not_equal: return Answer{complement({{*at, *at + 1}}, end), true};
    case Compare::less: return Answer{{{0, *at}}, std::nullopt};
    case Compare::less_equal: return Answer{{{0, *at + 1}}, std::nullopt};
    case Compare::greater: return Answer{{{*at + 1, end}}, std::nullopt};
    case Compare::greater_equal: return Answer{{{*at, end}}, std::nullopt};
    }
    return std::nullopt;
  }

  std::optional<Answer> value(const Datum& constant) const {
    if (constant.is_null())
      return Answer{{}, true};
    if (const DatumList* list = constant.list()) {
      Answer all{{}, false};
      for (const Datum& item : *list) {
        const auto one = value(item);
        if (!one)
          return std::nullopt;
        all = join(std::move(all), *one);
      }
      if (!all.on_null)
        all.on_null = false; // null is no item of a list
      return all;
    }
    if (const Range* range = constant.range())
      return interval(*range);
    const auto at = region(constant);
    if (!at)
      return std::nullopt;
    return Answer{{{*at, *at + 1}}, std::nullopt};
  }

  std::optional<Answer> interval(const Range& range) const {
    if (!ordered_kind(column_.kind))
      return std::nullopt;
    std::uint32_t low = 0;
    std::uint32_t high = column_.regions;
    if (!range.low.is_null()) {
      const auto at = region(range.low);
      if (!at)
        return std::nullopt;
      low = range.low_included ? *at : *at + 1;
    }
    if (!range.high.is_null()) {
      const auto at = region(range.high);
      if (!at)
        return std::nullopt;
      high = range.high_included ? *at + 1 : *at;
    }
    if (low >= high)
      return Answer{{}, std::nullopt};
    return Answer{{{low, high}}, std::nullopt};
  }

  const Column& column_;
  const Words& words_;
};

void set_bit(std::vector<std::uint64_t>& mask, std::size_t at, std::size_t row) {
  mask[at + row / 64] |= std::uint64_t{1} << (row % 64);
}

// Kind, scale, cuts and words, from the constants of all cells.
void shape_column(Column& column, const Words& words) {
  std::vector<const Datum*> constants;
  for (CellTest& cell : column.cells) {
    std::vector<const Datum*> own;
    cell.indexed = constants_of(cell.node, own);
    if (cell.indexed)
      constants.insert(constants.end(), own.begin(), own.end());
  }
  for (const Datum* constant : constants) {
    const Slot slot = slot_of(*constant, words);
    if (slot.kind == Slot::Kind::other)
      continue;
    if (column.kind == Slot::Kind::null) {
      column.kind = slot.kind;
      column.currency = slot.currency;
    }
    if (slot.kind == column.kind)
      column.scale = std::max(column.scale, slot.scale);
  }
  for (const Datum* constant : constants) {
    const auto n = measure(column, words, *constant);
    if (!n)
      continue;
    if (column.kind == Slot::Kind::word)
      column.words.push_back(*n);
    else if (ordered_kind(column.kind))
      column.cuts.push_back(*n);
  }
  for (auto* list : {&column.cuts, &column.words}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  if (column.kind == Slot::Kind::word) {
    std::erase_if(column.words, [](std::int64_t code) { return code < 0; });
    column.word_region.assign(words.texts().size(), 0);
    for (std::size_t i = 0; i < column.words.size(); ++i)
      column.word_region[static_cast<std::size_t>(column.words[i])] =
          static_cast<std::uint32_t>(i + 1);
    column.regions = static_cast<std::uint32_t>(column.words.size() + 1);
  } else if (column.kind == Slot::Kind::boolean) {
    column.regions = 2;
  } else {
    column.regions = static_cast<std::uint32_t>(2 * column.cuts.size() + 1);
  }
}

} // namespace

std::int64_t Words::add(std::string_view text) {
  texts_.emplace_back(text);
  return static_cast<std::int64_t>(texts_.size()) - 1;
}

void Words::seal() {
  std::sort(texts_.begin(), texts_.end());
  texts_.erase(std::unique(texts_.begin(), texts_.end()), texts_.end());
}

std::int64_t Words::code(std::string_view text) const {
  const auto at = std::lower_bound(texts_.begin(), texts_.end(), text);
  return at != texts_.end() && *at == text ? at - texts_.begin() : -1;
}

bool has_region(const RegionSet& set, std::uint32_t region) {
  for (const auto& [low, high] : set)
    if (region < high)
      return region >= low;
  return false;
}

void collect_words(const Column& column, Words& words) {
  std::vector<const Datum*> constants;
  for (const CellTest& cell : column.cells)
    static_cast<void>(constants_of(cell.node, constants));
  for (const Datum* constant : constants)
    if (const auto* text = constant->get<std::string>())
      words.add(*text);
}

void index_column(Column& column, const Words& words, std::size_t blocks) {
  shape_column(column, words);
  const CellReader reader(column, words);
  column.null_holds.assign(blocks, 0);
  column.null_open.assign(blocks, 0);
  column.generic.assign(blocks, 0);
  column.any.assign(blocks, 0);
  column.masked = column.regions * blocks <= most_mask_words;
  if (column.masked)
    column.masks.assign(column.regions * blocks, 0);
  for (std::size_t row = 0; row < column.cells.size(); ++row) {
    CellTest& cell = column.cells[row];
    cell.any = cell.node.op == Op::test_any;
    auto answer = cell.indexed ? reader.read(cell.node) : std::nullopt;
    if (!answer) { // held for possible until the tree is asked
      cell.indexed = false;
      column.has_generic = true;
      set_bit(column.generic, 0, row);
      answer = CellReader::Answer{all_regions(column.regions), true};
    }
    cell.regions = std::move(answer->regions);
    cell.on_null = answer->on_null;
    if (cell.any || !cell.indexed)
      set_bit(column.any, 0, row);
    if (cell.on_null == Tri(true))
      set_bit(column.null_holds, 0, row);
    if (!cell.on_null)
      set_bit(column.null_open, 0, row);
    if (column.masked)
      for (const auto& [low, high] : cell.regions)
        for (std::uint32_t region = low; region < high; ++region)
          set_bit(column.masks, region * blocks, row);
  }
}

} // namespace amends::rules
