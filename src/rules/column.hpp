// One input column, compiled: its constants cut the column's values into regions, and each region
// knows as a bit mask which rows hold there. Looking a value up is finding its region.
#pragma once

#include "rules/evaluate.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amends::rules {

// Words of one table, each with a code.
class Words {
public:
  std::int64_t add(std::string_view text);
  void seal(); // codes are final from here on, in the order of the texts
  [[nodiscard]] std::int64_t code(std::string_view text) const; // -1: not there
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

private:
  std::vector<std::string> texts_;
};

// Disjoint half-open ranges of regions, ascending.
using RegionSet = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
[[nodiscard]] bool has_region(const RegionSet& set, std::uint32_t region);

// What one cell says of every value of its column.
struct CellTest {
  std::string text; // as written
  Node node;
  bool any = false;    // "-"
  bool indexed = true; // `regions` and `on_null` say it all; else `node` has to be evaluated
  RegionSet regions;
  Tri on_null; // no value: null leaves it open
};

// Regions of a number column with cuts c0 < c1 < ...: 2i lies between c(i-1) and c(i), 2i+1 is c(i)
// itself. Of a word column: 0 is every other word, i+1 the i-th of `words`. Of a truth column: 0 is
// false, 1 true.
struct Column {
  std::string name;
  std::string type;             // of the fact, packs only
  std::uint32_t slot = 0;       // packs: where its value lies
  Node input;                   // models: the expression that is its value
  std::uint32_t test_local = 0; // local `?` of the cells' trees

  Slot::Kind kind = Slot::Kind::null; // of the constants; null: there are none
  std::int8_t scale = 0;
  Currency currency;
  std::vector<std::int64_t> cuts;
  std::vector<std::int64_t> words;        // codes, ascending
  std::vector<std::uint32_t> word_region; // by code
  std::uint32_t regions = 1;

  std::vector<CellTest> cells;           // a row each
  bool masked = false;                   // `masks` is there; else cells' ranges are asked
  std::vector<std::uint64_t> masks;      // regions x blocks
  std::vector<std::uint64_t> null_holds; // rows that hold for null, or have to be evaluated
  std::vector<std::uint64_t> null_open;  // rows that null leaves open
  std::vector<std::uint64_t> generic;    // rows whose cell has to be evaluated
  std::vector<std::uint64_t> any;        // rows that hold for whatever value (and generic ones)
  bool has_generic = false;
};

// Reads the constants of the cells and builds regions and masks. The words of the cells must be in
// `words`, sealed.
void index_column(Column& column, const Words& words, std::size_t blocks);
// Adds the words that the cells' constants hold.
void collect_words(const Column& column, Words& words);

// Where a value lies.
enum class Where : std::uint8_t { region, null, misfit };
struct Place {
  Where where = Where::region;
  std::uint32_t region = 0;
};
[[nodiscard]] Place find_place(const Column& column, const Slot& slot);
[[nodiscard]] Place find_place(const Column& column, const Words& words, const Datum& value);

// A value in slot form; kind other where it does not fit one. Never sets `value`.
[[nodiscard]] Slot slot_of(const Datum& value, const Words& words);
// A value that lies in `region`: for examples. Null where no such value exists (between two days).
[[nodiscard]] Datum example_in(const Column& column, const Words& words, std::uint32_t region);

} // namespace amends::rules
