#include "store/columns.hpp"

#include <array>

namespace amends {
namespace {

const std::array<CountColumn, 8> columns{{{"stage", &CaseRow::stage, {}},
                                          {"category", &CaseRow::category, {}},
                                          {"priority", &CaseRow::priority, {}},
                                          {"owner", &CaseRow::owner, {}},
                                          {"team", &CaseRow::team, {}},
                                          {"kind", &CaseRow::kind, {}},
                                          {"channel", &CaseRow::channel, {}},
                                          {"waiting_for", &CaseRow::waiting_for, {}}}};

} // namespace

Result<CountColumn> count_column(std::string_view column) {
  constexpr std::string_view lookup = "lookup:";
  if (column.starts_with(lookup) && column.size() > lookup.size()) {
    return CountColumn{{}, nullptr, std::string(column.substr(lookup.size()))};
  }
  std::string names;
  for (const CountColumn& each : columns) {
    if (each.name == column) {
      return each;
    }
    names += std::string(each.name) + ", ";
  }
  return Error{Code::arg,
               "cases cannot be counted by `" + std::string(column) + "`; columns are " + names +
                   "lookup:KIND",
               "/by"};
}

} // namespace amends
