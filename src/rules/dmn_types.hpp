// The types a model declares: checking and reading values of them.
#pragma once

#include "amends/json.hpp"
#include "rules/evaluate.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amends::rules {

struct TypeDef {
  std::string base; // of an alias or collection: the type of its items; empty: a structure
  std::vector<std::pair<std::string, std::string>> components; // name, type; in order
  bool collection = false;
  std::optional<Node> allowed; // tests over the local `?` at index 0
  std::vector<Datum> order;    // the constants of `allowed`, as written
};

class TypeTable {
public:
  void add(const std::string& name, TypeDef type) {
    types_.insert_or_assign(name, std::move(type));
  }
  [[nodiscard]] const TypeDef* find(std::string_view name) const;
  // A type's name as written in a model: "feel:number" is number.
  [[nodiscard]] std::string resolve(std::string_view written, std::string_view prefix) const;

  // The value as one of the type: a lone value for a list of one and the other way round. No value:
  // it does not belong to it, `why` says why.
  [[nodiscard]] std::optional<Datum> conform(const Datum& value, std::string_view type,
                                             std::string& why, int depth = 0) const;
  [[nodiscard]] Tri is_of_type(const Datum& value, std::string_view type) const;
  // JSON read as a value of the type; error `parse` with the pointer.
  [[nodiscard]] Result<Datum> read(const Json& json, std::string_view type,
                                   const std::string& where, int depth = 0) const;

private:
  [[nodiscard]] std::optional<Datum> conform_items(const Datum& value, const TypeDef& type,
                                                   std::string& why, int depth) const;
  [[nodiscard]] std::optional<Datum> conform_members(const Datum& value, const TypeDef& type,
                                                     std::string& why, int depth) const;
  [[nodiscard]] Result<Datum> read_members(const Json& json, const TypeDef& type,
                                           const std::string& where, int depth) const;

  std::map<std::string, TypeDef, std::less<>> types_;
};

// A value as JSON: dates, times and durations as ISO texts, contexts in their order.
[[nodiscard]] Json to_json(const Datum& value);

} // namespace amends::rules
