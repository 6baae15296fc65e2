// The forty-row table of ../shared/data/rules_bench as a pack table, and its inputs as slots.
#pragma once

#include "amends/rules.hpp"

#include <array>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace amends::bench_table {

inline constexpr std::array<std::string_view, 8> columns{
    "category", "delay_hours",   "parcel_value_fen", "damage_degree",
    "insured",  "customer_tier", "resend_count",     "overseas"};
inline constexpr std::string_view keys = "cdvgitro"; // the file's keys, in the columns' order

inline FactTypes facts() {
  static constexpr std::array<std::string_view, 8> types{"word",    "number", "number", "number",
                                                         "boolean", "word",   "number", "boolean"};
  FactTypes facts;
  facts.type = [](std::string_view name) -> std::optional<std::string> {
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i] == name)
        return std::string(types[i]);
    return std::nullopt;
  };
  facts.names.assign(columns.begin(), columns.end());
  return facts;
}

inline std::string cell(const Json* test) {
  if (test == nullptr)
    return "-";
  if (test->is(Json::Kind::boolean))
    return test->flag ? "true" : "false";
  if (test->items[0].is(Json::Kind::text)) {
    std::string words;
    for (const Json& word : test->items)
      words += (words.empty() ? "" : ", ") + word.text;
    return words;
  }
  const Json& low = test->items[0];
  const Json& high = test->items[1];
  if (high.is_null())
    return ">= " + low.text;
  return low.is_null() ? "< " + high.text : "[" + low.text + ".." + high.text + ")";
}

inline std::string amount(const Json& formula) {
  const std::string kind = formula.find("kind")->text;
  const auto of = [&](std::string_view name) { return formula.find(name)->text; };
  const auto percent = [&](const std::string& base) {
    return "floor(" + base + " * " + of("pct") + " / 100)";
  };
  if (kind == "zero")
    return "0";
  if (kind == "fixed")
    return of("fen");
  if (kind == "pct")
    return percent("parcel_value_fen");
  if (kind == "pct_cap")
    return "min(" + percent("parcel_value_fen") + ", " + of("cap") + ")";
  if (kind == "pct_min")
    return "max(" + percent("parcel_value_fen") + ", " + of("min") + ")";
  if (kind == "delay_rate")
    return "min(delay_hours * " + of("rate") + ", " + of("cap") + ")";
  const std::string damage = percent("parcel_value_fen * damage_degree");
  return kind == "damage_pct" ? damage : "min(" + damage + ", " + of("cap") + ")";
}

inline Json pack_table(const Json& file) {
  Json when = Json::array();
  for (const std::string_view name : columns)
    when.items.push_back(Json::string(std::string(name)));
  Json then = Json::array();
  for (const char* name : {"remedy", "amount_fen", "coupon_fen"})
    then.items.push_back(Json::string(name));
  Json rows = Json::array();
  for (const Json& rule : file.find("rules")->items) {
    Json row = Json::array();
    for (const char key : keys)
      row.items.push_back(Json::string(cell(rule.find("when")->find(std::string_view(&key, 1)))));
    const Json& answer = *rule.find("then");
    row.items.push_back(Json::string(answer.find("remedy")->text));
    row.items.push_back(Json::string(amount(*answer.find("amount"))));
    row.items.push_back(*answer.find("coupon_fen"));
    row.items.push_back(Json::object({{"id", *rule.find("id")}}));
    rows.items.push_back(std::move(row));
  }
  Json types = Json::object({{"remedy", Json::string("word")}});
  return Json::object({{"hit", Json::string("first")},
                       {"when", when},
                       {"then", then},
                       {"types", types},
                       {"rows", rows}});
}

inline std::vector<std::array<std::string, 8>> read_csv(const std::string& file) {
  std::vector<std::array<std::string, 8>> rows;
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::array<std::string, 8> row;
    std::istringstream fields(line);
    for (std::string& field : row)
      std::getline(fields, field, ',');
    rows.push_back(std::move(row));
  }
  return rows;
}

// The slots of every input, one after the other, in the table's slot order.
inline std::vector<Slot> slots_of(const Table& table,
                                  const std::vector<std::array<std::string, 8>>& inputs) {
  const std::size_t width = table.slots().size();
  std::vector<Slot> slots(inputs.size() * width);
  for (std::size_t row = 0; row < inputs.size(); ++row)
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::string& text = inputs[row][c];
      Slot& slot = slots[row * width + *table.slot(columns[c])];
      if (keys[c] == 'c' || keys[c] == 't')
        slot = Slot::of_word(table.word(text));
      else if (keys[c] == 'i' || keys[c] == 'o')
        slot = Slot::of_boolean(text == "1");
      else
        slot = table.encode(Value(Decimal::parse(text).value()));
    }
  return slots;
}

} // namespace amends::bench_table
