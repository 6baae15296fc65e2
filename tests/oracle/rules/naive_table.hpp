// A second, slow and obvious idea of decision tables: rows are walked one by one, cells are asked
// one by one, numbers are tenths in a long. Nothing of the library's rules is used.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace amends::oracle {

// A value of a column: a number in tenths, the place of a word, or 0 and 1. Absent: null.
using Cellar = std::optional<long>;

enum class ColumnKind { number, word, truth };

inline const std::vector<std::string>& words() {
  static const std::vector<std::string> all{"red", "green", "blue", "grey"};
  return all;
}

inline std::string tenths(long n) {
  std::string text = n < 0 ? "-" : "";
  const long m = n < 0 ? -n : n;
  text += std::to_string(m / 10);
  return m % 10 == 0 ? text : text + "." + std::to_string(m % 10);
}

struct NaiveCell {
  enum class Form {
    any,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    interval,
    list,
    none_of,
    null
  };
  Form form = Form::any;
  long a = 0, b = 0;             // bounds
  bool a_in = true, b_in = true; // interval
  std::vector<long> items;       // list, none_of

  // Does it hold? No value: null leaves it open.
  [[nodiscard]] std::optional<bool> holds(const Cellar& value) const {
    if (form == Form::any)
      return true;
    if (form == Form::null)
      return !value.has_value();
    if (!value)
      return std::nullopt;
    const long v = *value;
    switch (form) {
    case Form::less: return v < a;
    case Form::less_equal: return v <= a;
    case Form::greater: return v > a;
    case Form::greater_equal: return v >= a;
    case Form::equal: return v == a;
    case Form::interval: return (a_in ? v >= a : v > a) && (b_in ? v <= b : v < b);
    case Form::list: return std::count(items.begin(), items.end(), v) > 0;
    default: return std::count(items.begin(), items.end(), v) == 0;
    }
  }

  [[nodiscard]] static std::string one(ColumnKind kind, long v) {
    if (kind == ColumnKind::number)
      return tenths(v);
    if (kind == ColumnKind::word)
      return words()[static_cast<std::size_t>(v)];
    return v != 0 ? "true" : "false";
  }
  [[nodiscard]] std::string text(ColumnKind kind) const {
    const auto joined = [&] {
      std::string out;
      for (const long item : items)
        out += (out.empty() ? "" : ", ") + one(kind, item);
      return out;
    };
    switch (form) {
    case Form::any: return "-";
    case Form::less: return "< " + one(kind, a);
    case Form::less_equal: return "<= " + one(kind, a);
    case Form::greater: return ">" + one(kind, a);
    case Form::greater_equal: return ">= " + one(kind, a);
    case Form::equal: return one(kind, a);
    case Form::interval:
      return (a_in ? "[" : "]") + one(kind, a) + ".." + one(kind, b) + (b_in ? "]" : ")");
    case Form::list: return joined();
    case Form::none_of: return "not(" + joined() + ")";
    case Form::null: return "null";
    }
    return "-";
  }
};

struct NaiveRow {
  std::vector<NaiveCell> cells;
  long give = 0; // what it gives: a number, or its rank where that matters
};

struct NaiveTable {
  std::vector<ColumnKind> columns;
  std::vector<NaiveRow> rows;

  // Rows that match, and those that a null leaves open, in order.
  struct Answer {
    std::vector<std::size_t> matched;
    std::vector<std::size_t> open;
  };
  [[nodiscard]] Answer decide(const std::vector<Cellar>& values) const {
    Answer answer;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      bool failed = false;
      bool open = false;
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto one = rows[r].cells[c].holds(values[c]);
        failed = failed || one == std::optional(false);
        open = open || !one;
      }
      if (!failed && !open)
        answer.matched.push_back(r);
      if (!failed && open)
        answer.open.push_back(r);
    }
    return answer;
  }
  // The first cell of the row that does not hold.
  [[nodiscard]] std::optional<std::size_t> failed(std::size_t row,
                                                  const std::vector<Cellar>& values) const {
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (rows[row].cells[c].holds(values[c]) != std::optional(true))
        return c;
    return std::nullopt;
  }
};

} // namespace amends::oracle
