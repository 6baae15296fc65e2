#include "classification/ranking.hpp"

#include <algorithm>
#include <set>

namespace amends {
namespace {

// "vip", "gold, vip", "-": not a number, a comparison, an interval, a truth value.
bool is_words(const Json& cell) {
  if (!cell.is(Json::Kind::text) || cell.text.empty())
    return false;
  const char first = cell.text.front();
  const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
  return cell.text == "-" || (letter && cell.text != "true" && cell.text != "false" &&
                              cell.text.find_first_of("()<>=\"") == std::string::npos);
}

// The facts of this room are words. Of others the table itself tells: a column whose cells are all
// bare words is one of words, as a pack's author means it.
FactTypes facts_of_ranking(const Json& spec) {
  std::set<std::string, std::less<>> words{"category", "severity", "priority",
                                           "said",     "usual",    "modelled"};
  const Json* when = spec.find("when");
  const Json* rows = spec.find("rows");
  if (when != nullptr && rows != nullptr)
    for (std::size_t i = 0; i < when->items.size(); ++i)
      if (std::all_of(rows->items.begin(), rows->items.end(), [&](const Json& row) {
            return i < row.items.size() && is_words(row.items[i]);
          }))
        words.insert(when->items[i].text);
  FactTypes out = any_facts();
  out.type = [any = out.type,
              words = std::move(words)](std::string_view name) -> std::optional<std::string> {
    return words.contains(name) ? "word" : any(name);
  };
  return out;
}

Result<std::optional<Table>> read_table(const Json& policy, const std::string& name) {
  const Json* tables = policy.find("tables");
  const Json* spec = tables != nullptr ? tables->find(name) : nullptr;
  if (spec == nullptr)
    return std::optional<Table>{};
  AMENDS_TRY_ASSIGN(Table table,
                    Table::compile(*spec, name, facts_of_ranking(*spec), "/tables/" + name));
  return std::optional<Table>(std::move(table));
}

// The word in column `name` of the first matching row; empty for none.
Result<std::string> ask(const std::optional<Table>& table, const std::string& name,
                        const Facts& facts) {
  if (!table)
    return std::string{};
  AMENDS_TRY_ASSIGN(const Decision decision, table->evaluate(facts, false));
  if (decision.rows.empty())
    return std::string{};
  const auto cell = decision.rows.front().find(name);
  const std::string* word =
      cell == decision.rows.front().end() ? nullptr : cell->second.get<std::string>();
  return word == nullptr ? std::string{} : *word;
}

// Most urgent first against mildest first: the worst severity has the first priority.
std::string priority_by_place(const Taxonomy& taxonomy, std::string_view severity) {
  const auto& levels = taxonomy.severities;
  const auto found = std::find(levels.begin(), levels.end(), severity);
  const auto from_top = static_cast<std::size_t>(levels.end() - found) - (found != levels.end());
  return taxonomy.priorities[std::min(from_top, taxonomy.priorities.size() - 1)];
}

} // namespace

Result<Ranking> read_ranking(const Json& policy) {
  Ranking out;
  AMENDS_TRY_ASSIGN(out.severity, read_table(policy, "severity"));
  AMENDS_TRY_ASSIGN(out.priority, read_table(policy, "priority"));
  return out;
}

std::int32_t usual_of(std::span<const std::int32_t> own) {
  std::int32_t usual = own.empty() ? -1 : own.front();
  if (usual != 0)
    return usual;
  for (const std::int32_t one : own)
    if (one > 0 && (usual == 0 || one < usual))
      usual = one;
  return usual;
}

Result<Gravity> rank(const Ranking& ranking, const Taxonomy& taxonomy, const Category& category,
                     const Severities& severities, Facts facts) {
  const auto word_of = [&](std::int32_t level) {
    return level < 0 ? Value{} : Value(taxonomy.severities[static_cast<std::size_t>(level)]);
  };
  facts["category"] = category.name;
  facts["usual"] = word_of(severities.usual);
  facts["said"] = word_of(severities.said);
  facts["modelled"] = word_of(severities.modelled);
  Gravity out;
  AMENDS_TRY_ASSIGN(out.severity, ask(ranking.severity, "severity", facts));
  if (out.severity.empty()) {
    const std::int32_t level = std::max({severities.said, severities.usual, std::int32_t{0}});
    out.severity = taxonomy.severities[static_cast<std::size_t>(level)];
  }
  facts["severity"] = out.severity;
  AMENDS_TRY_ASSIGN(out.priority, ask(ranking.priority, "priority", facts));
  if (out.priority.empty())
    out.priority = category.priority;
  if (out.priority.empty())
    out.priority = priority_by_place(taxonomy, out.severity);
  return out;
}

} // namespace amends
