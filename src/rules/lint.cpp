// What a table says that its author cannot have meant.
#include "rules/lint.hpp"

namespace amends {
namespace rules {

void LintReport::add(std::string level, std::string rule, const std::string& place,
                     std::string text, std::string mend, Facts example) {
  findings.push_back({std::move(level), std::move(rule), table.where + place, std::move(text),
                      std::move(mend), std::move(example)});
}

void LintReport::not_checked(std::string rule, std::string text) {
  add("not_checked", std::move(rule), "", std::move(text), "");
}

std::string row_place(std::size_t row) { return "/rows" + pointer_step(row); }

std::string where_facts(const Facts& facts) {
  std::string out;
  for (const auto& [name, value] : facts)
    out += (out.empty() ? " where " : ", ") + name + " = " + print(from_value(value));
  return out.empty() ? ", whatever the facts are" : out;
}

namespace {

// Is it the types alone that keep the table from compiling?
bool fits_without_types(const Json& spec, const std::string& name, const FactTypes& facts) {
  FactTypes loose = facts;
  loose.type = [&facts](std::string_view fact) -> std::optional<std::string> {
    const auto type = facts.type(fact);
    if (!type)
      return std::nullopt;
    return *type == "word" ? type : std::optional<std::string>("any");
  };
  return Table::compile(spec, name, loose).has_value();
}

std::string rule_of(const Error& error, const Json& spec, const std::string& name,
                    const FactTypes& facts) {
  if (error.code == Code::not_found)
    return "unknown_name";
  if (error.code == Code::limit)
    return "limit";
  if (!facts.type || !fits_without_types(spec, name, facts))
    return "syntax";
  const bool unit = error.message.find("unit") != std::string::npos ||
                    error.message.find("5 CNY") != std::string::npos;
  return unit ? "units" : "type";
}

// Overlaps, dead rows and gaps; false where the table is too large for that.
bool lint_cover(LintReport& report) {
  const TableParts& table = report.table;
  if (table.rows.size() > lint_rows || table.columns.size() > lint_columns) {
    report.not_checked("size", "overlaps, gaps, dead rows and pay-outs are checked up to " +
                                   std::to_string(lint_rows) + " rows and " +
                                   std::to_string(lint_columns) + " columns; table " + table.name +
                                   " has " + std::to_string(table.rows.size()) + " and " +
                                   std::to_string(table.columns.size()));
    return false;
  }
  lint_overlaps(report);
  lint_dead_rows(report);
  lint_gaps(report);
  return true;
}

} // namespace

std::vector<Finding> lint_model_table(const TableParts& table) {
  LintReport report{table, {}};
  static_cast<void>(lint_cover(report));
  lint_caps(report);
  return std::move(report.findings);
}

} // namespace rules

std::vector<Finding> Table::lint() const {
  rules::LintReport report{*compiled_, {}};
  if (rules::lint_cover(report))
    rules::lint_payouts(*this, report);
  rules::lint_caps(report);
  return std::move(report.findings);
}

std::vector<Finding> lint_table(const Json& spec, const std::string& name, const FactTypes& facts,
                                const std::string& where) {
  auto table = Table::compile(spec, name, facts, where);
  if (table)
    return table->lint();
  const Error& error = table.error();
  return {{"error", rules::rule_of(error, spec, name, facts), error.where, error.message, "", {}}};
}

} // namespace amends
