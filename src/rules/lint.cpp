// What a table says that its author cannot have meant.
#include "rules/table.hpp"

namespace amends {

std::vector<Finding> Table::lint() const {
  return {{"not_checked",
           "table",
           compiled_->where,
           "overlaps, gaps and dead rows are not checked",
           "",
           {}}};
}

std::vector<Finding> lint_table(const Json& spec, const std::string& name, const FactTypes& facts,
                                const std::string& where) {
  auto table = Table::compile(spec, name, facts, where);
  if (!table) {
    const Error& error = table.error();
    return {{"error",
             error.code == Code::not_found ? "unknown_name" : "not_usable",
             error.where,
             error.message,
             "",
             {}}};
  }
  return table->lint();
}

} // namespace amends
