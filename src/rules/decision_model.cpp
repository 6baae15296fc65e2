// Decision models: from texts, and what is in them.
#include "rules/dmn_model.hpp"
#include "rules/lint.hpp"

#include <algorithm>
#include <iterator>

namespace amends {

Result<DecisionModel> DecisionModel::from_dmn(std::string_view text,
                                              std::span<const ModelText> beside) {
  auto compiled = std::make_shared<Compiled>();
  compiled->is_dmn = true;
  AMENDS_TRY_ASSIGN(compiled->dmn, rules::read_dmn(text, beside));
  return DecisionModel(std::move(compiled));
}

Result<DecisionModel> DecisionModel::from_tables(const Json& spec, const std::string& name,
                                                 const FactTypes& facts) {
  auto compiled = std::make_shared<Compiled>();
  const Json* tables = spec.find("tables");
  if (tables == nullptr && spec.find("amends_pack") != nullptr)
    return Error{
        Code::parse,
        "this pack holds no tables; `amends packs show --resolved` shows what it inherits, "
        "`amends floor` answers for its laws",
        ""};
  if (tables == nullptr) {
    AMENDS_TRY_ASSIGN(Table table, Table::compile(spec, name, facts));
    compiled->tables.push_back(std::move(table));
    return DecisionModel(std::move(compiled));
  }
  for (const auto& [key, table_spec] : tables->members) {
    auto table = Table::compile(table_spec, key, facts, "/tables" + pointer_step(key));
    if (table)
      compiled->tables.push_back(std::move(*table));
    else
      compiled->unread.emplace_back(key, std::move(table).error());
  }
  if (compiled->tables.empty() && !compiled->unread.empty())
    return compiled->unread.front().second;
  if (compiled->tables.empty())
    return Error{Code::parse, "there is no table in it", "/tables"};
  return DecisionModel(std::move(compiled));
}

Result<DecisionModel> DecisionModel::from_text(std::string_view text, const std::string& name,
                                               std::span<const ModelText> beside) {
  std::size_t start = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  start = text.find_first_not_of(" \t\r\n", start);
  if (start != std::string_view::npos && text[start] == '<')
    return from_dmn(text, beside);
  AMENDS_TRY_ASSIGN(const Json spec, parse_json(text, {std::size_t{16} << 20U, 32}));
  return from_tables(spec, name);
}

namespace {

using rules::Element;

std::vector<std::string> names_of(const DecisionModel::Compiled& model, Element::Kind kind) {
  std::vector<std::string> names;
  for (const Element& element : model.dmn.elements)
    if (element.kind == kind)
      names.push_back(element.model + element.name);
  return names;
}

} // namespace

std::vector<std::string> DecisionModel::inputs() const {
  if (compiled_->is_dmn)
    return names_of(*compiled_, Element::Kind::input);
  std::vector<std::string> names;
  for (const Table& table : compiled_->tables)
    for (const std::string& name : table.slots())
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
  return names;
}

std::vector<std::string> DecisionModel::decisions() const {
  if (compiled_->is_dmn)
    return names_of(*compiled_, Element::Kind::decision);
  std::vector<std::string> names;
  for (const Table& table : compiled_->tables)
    names.push_back(table.name());
  return names;
}

std::vector<std::string> DecisionModel::services() const {
  return names_of(*compiled_, Element::Kind::service);
}

std::vector<Finding> DecisionModel::lint() const {
  std::vector<Finding> findings;
  const auto take = [&](std::vector<Finding> more) {
    std::move(more.begin(), more.end(), std::back_inserter(findings));
  };
  for (const Table& table : compiled_->tables)
    take(table.lint());
  for (const rules::ModelTable& table : compiled_->dmn.tables)
    take(rules::lint_model_table(*table.parts));
  return findings;
}

} // namespace amends
