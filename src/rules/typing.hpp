// Types before evaluation: what is certainly wrong in an expression is said when it is loaded.
#pragma once

#include "amends/result.hpp"
#include "rules/ast.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace amends::rules {

// Types are those of FactTypes, "null" for what is always null, "any" for what is not known.
class Typing {
public:
  explicit Typing(const std::vector<std::string>& slot_types) : slots_(slot_types) {}
  void set_local(std::uint32_t index, std::string type) { locals_[index] = std::move(type); }

  // Error `parse` where operands can never fit.
  [[nodiscard]] Result<std::string> type_of(const Node& node) const;
  // A cell's test against the type of its column.
  [[nodiscard]] Result<void> check_test(const Node& test, std::string_view column) const;

private:
  [[nodiscard]] Result<std::string> arithmetic(const Node& node) const;
  [[nodiscard]] Result<std::string> comparison(const Node& node) const;
  [[nodiscard]] Result<std::string> call(const Node& node) const;
  [[nodiscard]] Result<void> fits_column(const Datum& constant, const std::string& type,
                                         std::string_view column) const;
  [[nodiscard]] Result<void> all_kids(const Node& node) const;

  const std::vector<std::string>& slots_;
  std::map<std::uint32_t, std::string> locals_;
};

[[nodiscard]] std::string type_of(const Datum& value);

} // namespace amends::rules
