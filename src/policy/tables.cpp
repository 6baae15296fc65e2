// Decision tables, compensation and law.
#include "base/full_width.hpp"
#include "policy/compiled.hpp"
#include "policy/vocabulary.hpp"

namespace amends::packs {
namespace {

// Tables that other rooms feed, with columns that are no facts ("said", "usual").
bool fed_by_a_room(std::string_view name) {
  return name.starts_with("compensation") || name == "fast_lane" || name == "abuse" ||
         name == "severity" || name == "priority";
}

FactTypes lenient(const FactTypes& facts) {
  FactTypes types = facts;
  types.type = [known = facts.type](std::string_view name) -> std::optional<std::string> {
    const std::optional<std::string> type = known(name);
    return type ? type : std::optional<std::string>("any");
  };
  return types;
}

// The words of a cell: "a, b" is a or b; "not(a)" excludes.
std::vector<std::string> words_in(std::string text) {
  if (text.starts_with("not(") && text.ends_with(")"))
    text = text.substr(4, text.size() - 5);
  std::vector<std::string> words;
  std::string word;
  for (char c : text + ",") {
    if (c == ',') {
      words.push_back(word);
      word.clear();
    } else if (c != ' ' && c != '"') {
      word += c;
    }
  }
  return words;
}

// Every category and level that a table's rows name exists.
void check_words(Build& build, const Json& table, const std::string& where) {
  std::vector<std::string_view> categories;
  for (const auto& [name, title] : build.out.category_titles)
    categories.push_back(name);
  categories.emplace_back("other");
  const std::vector<std::string_view> severities(build.out.severities.begin(),
                                                 build.out.severities.end());
  const std::vector<std::string_view> priorities(build.out.priorities.begin(),
                                                 build.out.priorities.end());
  const std::vector<std::string> when = texts_of(table.find("when"));
  const Json* rows = table.find("rows");
  if (rows == nullptr)
    return;
  for (std::size_t column = 0; column < when.size(); ++column) {
    const std::vector<std::string_view>* known = nullptr;
    if (when[column] == "category" && !build.out.category_titles.empty())
      known = &categories;
    else if (when[column] == "severity")
      known = &severities;
    else if (when[column] == "priority")
      known = &priorities;
    if (known == nullptr || known->empty())
      continue;
    for (std::size_t row = 0; row < rows->items.size(); ++row) {
      if (column >= rows->items[row].items.size())
        continue;
      const Json& cell = rows->items[row].items[column];
      if (!cell.is(Json::Kind::text) || cell.text == "-")
        continue;
      for (const std::string& word : words_in(cell.text))
        if (!contains(*known, word))
          build.report.error("word", where + "/rows" + pointer_step(row) + pointer_step(column),
                             "there is no " + when[column] + " " + quoted(word),
                             half_width_hint(word).empty()
                                 ? offer(word, *known, "write one of " + joined(*known))
                                 : half_width_hint(word));
    }
  }
}

} // namespace

void compile_compensation(Build& build) {
  auto compensation = Compensation::compile(build.root, *build.out.holidays);
  if (!compensation)
    build.report.take(std::move(compensation).error(), "compensation");
  else
    build.out.compensation = std::move(*compensation);
}

void compile_tables(Build& build) {
  const std::size_t before = build.report.errors();
  compile_compensation(build);
  const FactTypes wide = lenient(build.facts());
  for (const auto& [name, spec] : build.section("tables").members) {
    const std::string where = "/tables" + pointer_step(name);
    check_words(build, spec, where);
    auto table = Table::compile(spec, name, fed_by_a_room(name) ? wide : build.facts(), where);
    if (table) {
      check_amounts(build, name, *table);
      build.out.tables.emplace(name, std::move(*table));
    } else if (!fed_by_a_room(name) || build.report.errors() == before) // else it was said already
      build.report.take(std::move(table).error(), "table");
  }
}

} // namespace amends::packs
