// Pay-outs that fall where they rose before, and caps that a row's least amount exceeds.
#include "rules/builtins.hpp"
#include "rules/lint.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace amends::rules {
namespace {

constexpr std::size_t most_evaluations = 400'000;
constexpr std::array<std::int64_t, 4> samples{10, 100, 1'000, 10'000};

bool ordered(Slot::Kind kind) {
  return kind == Slot::Kind::number || kind == Slot::Kind::money || kind == Slot::Kind::date ||
         kind == Slot::Kind::instant || kind == Slot::Kind::duration || kind == Slot::Kind::months;
}

// The currency that the table's constants are in.
Currency currency_of(const TableParts& table) {
  for (const OutputCell& cell : table.cells)
    if (cell.constant && cell.slot.kind == Slot::Kind::money)
      return cell.slot.currency;
  for (const Column& column : table.columns)
    if (column.kind == Slot::Kind::money)
      return column.currency;
  const auto yuan = parse_currency("CNY");
  return yuan ? *yuan : Currency{};
}

// Facts that only formulas look at, all of one size.
Facts sample_facts(const TableParts& table, const std::vector<std::string>& types,
                   std::int64_t size) {
  Facts facts;
  for (std::size_t s = 0; s < table.slots.size(); ++s) {
    const bool column =
        std::any_of(table.columns.begin(), table.columns.end(),
                    [&](const Column& c) { return c.slot == s && c.kind != Slot::Kind::null; });
    if (column)
      continue;
    if (types[s] == "money")
      facts.emplace(table.slots[s],
                    round_money(Decimal(size), currency_of(table), Rounding::half_up).value());
    else if (types[s] == "number" || types[s] == "any")
      facts.emplace(table.slots[s], Decimal(size));
  }
  return facts;
}

struct Point {
  Facts facts;
  Decimal amount;
  std::string row;
};

// The walk along one column, everything else held.
class Walk {
public:
  Walk(const Table& table, const TableParts& parts, const Boxes& boxes)
      : table_(table), parts_(parts), boxes_(boxes) {}

  // The pay-outs of output `o` along column `c` from the row's example; empty when they cannot be
  // told.
  std::vector<Point> along(std::size_t c, std::size_t o, const Facts& base) {
    std::vector<Point> points;
    const Column& column = parts_.columns[c];
    for (const auto& [low, high] : boxes_.space()[c])
      for (std::uint32_t region = low; region < high; ++region) {
        Facts facts = base;
        facts.insert_or_assign(column.name, to_value(example_in(column, parts_.words, region)));
        ++evaluations;
        const auto decision = table_.evaluate(facts, false);
        if (!decision || decision->rows.empty())
          continue;
        const Value& value = decision->rows.front().at(parts_.outputs[o].name);
        Point point{std::move(facts), {}, decision->matched.front()};
        if (const auto* money = value.get<Money>())
          point.amount = major_units(*money);
        else if (const auto* number = value.get<Decimal>())
          point.amount = *number;
        else
          continue;
        points.push_back(std::move(point));
      }
    return points;
  }

  std::size_t evaluations = 0;

private:
  const Table& table_;
  const TableParts& parts_;
  const Boxes& boxes_;
};

// The first fall after a rise, in a sequence that as a whole does not fall.
const Point* fall_after_rise(const std::vector<Point>& points, const Point*& before) {
  bool rose = false;
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (points[i].amount > points[i - 1].amount)
      rose = true;
    if (rose && points[i].amount < points[i - 1].amount) {
      before = &points[i - 1];
      return &points[i];
    }
  }
  // A fall first and a rise later is no more of one sense.
  bool fell = false;
  const Point* fall = nullptr;
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (!fell && points[i].amount < points[i - 1].amount) {
      fell = true;
      before = &points[i - 1];
      fall = &points[i];
    }
    if (fell && points[i].amount > points[i - 1].amount)
      return fall;
  }
  return nullptr;
}

} // namespace

void lint_payouts(const Table& table, LintReport& report) {
  const TableParts& parts = report.table;
  if (parts.hit != HitPolicy::first && parts.hit != HitPolicy::unique)
    return;
  const Boxes boxes(parts, false);
  Walk walk(table, parts, boxes);
  std::set<std::string> seen; // one finding a pair of rows and column
  std::set<std::string> walked;
  for (std::size_t o = 0; o < parts.outputs.size(); ++o) {
    bool amounts = false;
    for (std::size_t r = 0; r < parts.rows.size(); ++r)
      amounts = amounts ||
                (!parts.cell(r, o).constant || parts.cell(r, o).slot.kind == Slot::Kind::money ||
                 parts.cell(r, o).slot.kind == Slot::Kind::number);
    if (!amounts)
      continue;
    for (std::size_t c = 0; c < parts.columns.size(); ++c) {
      if (!ordered(parts.columns[c].kind))
        continue;
      for (std::size_t r = 0; r < parts.rows.size(); ++r) {
        if (boxes.empty(r))
          continue;
        Facts base = boxes.example(boxes.row(r));
        base.erase(parts.columns[c].name);
        if (!walked.insert(std::to_string(o) + "/" + std::to_string(c) + where_facts(base)).second)
          continue;
        for (const std::int64_t size : samples) {
          Facts facts = sample_facts(parts, parts.slot_types, size);
          facts.insert(base.begin(), base.end());
          if (walk.evaluations > most_evaluations) {
            report.not_checked("payout_falls", "whether pay-outs fall along a column takes too "
                                               "long to find out for all rows");
            return;
          }
          const auto points = walk.along(c, o, facts);
          const Point* before = nullptr;
          const Point* fall = fall_after_rise(points, before);
          if (fall == nullptr || !seen.insert(before->row + "/" + fall->row).second)
            continue;
          report.add("warning", "payout_falls", "/rows",
                     parts.outputs[o].name + " falls from " + before->amount.text() + " (row " +
                         before->row + ") to " + fall->amount.text() + " (row " + fall->row +
                         ") as " + parts.columns[c].name + " grows to " +
                         print(from_value(fall->facts.at(parts.columns[c].name))) + "," +
                         where_facts(fall->facts),
                     "use max() so that a worse case never gets less", fall->facts);
        }
      }
    }
  }
}

namespace {

// What the formula gives at least, whatever the facts; no value: nothing is known.
std::optional<Datum> least(const Node& node) {
  if (node.op == Op::constant)
    return node.constant.is_null() ? std::nullopt : std::optional(node.constant);
  if (node.op != Op::call)
    return std::nullopt;
  const std::string_view name = builtin(node.index).name;
  if (name != "max" && name != "min")
    return std::nullopt;
  std::optional<Datum> bound;
  for (const Node& kid : node.kids) {
    const auto own = least(kid);
    if (!own && name == "min")
      return std::nullopt;
    if (!own)
      continue;
    const auto o = bound ? order(*own, *bound) : std::optional(0);
    if (!o)
      return std::nullopt;
    if (!bound || (name == "max" ? *o > 0 : *o < 0))
      bound = own;
  }
  return bound;
}

// min(max(x, 50), 30): the floor can never be given.
const Node* floor_above_cap(const Node& node, Datum& floor, Datum& cap) {
  for (const Node& kid : node.kids)
    if (const Node* found = floor_above_cap(kid, floor, cap))
      return found;
  if (node.op != Op::call || builtin(node.index).name != "min")
    return nullptr;
  for (const Node& kid : node.kids)
    for (const Node& other : node.kids) {
      const auto low = least(kid);
      if (&kid == &other || kid.op == Op::constant || !low || other.op != Op::constant ||
          order(*low, other.constant).value_or(0) <= 0)
        continue;
      floor = *low;
      cap = other.constant;
      return &node;
    }
  return nullptr;
}

bool gives(const std::string& cell, const std::string& word) {
  std::size_t from = 0;
  while (from <= cell.size()) {
    const std::size_t space = std::min(cell.find(' ', from), cell.size());
    if (cell.substr(from, space - from) == word)
      return true;
    from = space + 1;
  }
  return false;
}

void lint_cap(LintReport& report, const Boxes& boxes, std::size_t index, const Json& cap,
              std::size_t give, std::size_t amount) {
  const TableParts& table = report.table;
  const Json* word = cap.find("give");
  const Json* most = cap.find("at_most");
  if (word == nullptr || most == nullptr || !word->is(Json::Kind::text) ||
      !most->is(Json::Kind::text))
    return;
  const auto limit = parse_money(most->text);
  if (!limit)
    return;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (!gives(table.cell(r, give).text, word->text))
      continue;
    const auto floor = least(table.cell(r, amount).node);
    const Datum cap_value = from_value(*limit);
    if (!floor || order(*floor, cap_value).value_or(0) <= 0)
      continue;
    Facts example = boxes.empty(r) ? Facts{} : boxes.example(boxes.row(r));
    report.add("error", "cap_below_floor", "/caps" + pointer_step(index),
               "row " + table.rows[r].id + " gives at least " + print(*floor) + " as " +
                   word->text + ", the cap is " + print(cap_value) + ", for example" +
                   where_facts(example),
               "raise the cap or lower the row", std::move(example));
  }
}

} // namespace

void lint_caps(LintReport& report) {
  const TableParts& table = report.table;
  const Boxes boxes(table, false);
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    for (std::size_t o = 0; o < table.outputs.size(); ++o) {
      Datum floor;
      Datum cap;
      if (floor_above_cap(table.cell(r, o).node, floor, cap) == nullptr)
        continue;
      Facts example = boxes.empty(r) ? Facts{} : boxes.example(boxes.row(r));
      report.add("error", "cap_below_floor", row_place(r) + pointer_step(table.columns.size() + o),
                 "row " + table.rows[r].id + " promises at least " + print(floor) +
                     " and then caps it at " + print(cap) + ", for example" + where_facts(example),
                 "raise the cap or lower the floor", std::move(example));
    }
  const Json* caps = table.spec.find("caps");
  const auto place = [&](std::string_view name) {
    return static_cast<std::size_t>(
        std::find(table.output_names.begin(), table.output_names.end(), name) -
        table.output_names.begin());
  };
  const std::size_t give = place("give");
  const std::size_t amount = place("amount");
  if (caps == nullptr || give == table.outputs.size() || amount == table.outputs.size())
    return;
  for (std::size_t i = 0; i < caps->items.size(); ++i)
    lint_cap(report, boxes, i, caps->items[i], give, amount);
}

} // namespace amends::rules
