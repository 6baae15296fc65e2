// A .dmn text and its imports to a model: elements first, then what they say.
#include "rules/dmn_read.hpp"

#include "amends/limits.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>

namespace amends::rules {

namespace {

constexpr std::size_t most_models = 50;

// Members that values have by themselves.
constexpr std::array<std::string_view, 18> own_members{
    "year",    "month", "day",         "weekday",  "hour",           "minute",
    "second",  "years", "months",      "days",     "hours",          "minutes",
    "seconds", "value", "time offset", "timezone", "start included", "end included"};

// One .dmn text on its way in.
struct Source {
  std::string file;
  std::string prefix; // how the main model names it: "alias."; empty for the main one
  pugi::xml_document document;
  pugi::xml_node root;
  std::string space; // its namespace
  struct Import {
    std::string alias;
    std::size_t source;
  };
  std::vector<Import> imports;
};

class ModelReader {
public:
  ModelReader(std::span<const ModelText> beside, DmnModel& model)
      : beside_(beside), model_(model) {}

  Result<void> read(std::string_view text) {
    AMENDS_TRY_ASSIGN(const std::size_t main, load(text, "", ""));
    static_cast<void>(main);
    for (const auto& member : own_members)
      members_.insert(std::string(member));
    for (Source& source : sources_)
      collect_members(source.root, 0);
    for (Source& source : sources_)
      AMENDS_CHECK(read_types(source));
    for (std::size_t i = 0; i < sources_.size(); ++i)
      AMENDS_CHECK(list_elements(i));
    for (std::size_t i = 0; i < sources_.size(); ++i)
      AMENDS_CHECK(read_elements(i));
    return find_circle();
  }

private:
  Result<std::size_t> load(std::string_view text, const std::string& file,
                           const std::string& prefix) {
    const std::string what = file.empty() ? "the model" : "the imported model " + file;
    if (text.size() > limits::pack_bytes)
      return Error{Code::limit, what + " is larger than pack_bytes", ""};
    if (sources_.size() >= most_models)
      return Error{Code::limit, "more than " + std::to_string(most_models) + " models", ""};
    Source& source = sources_.emplace_back();
    const std::size_t index = sources_.size() - 1;
    source.file = file;
    source.prefix = prefix;
    const auto outcome = source.document.load_buffer(
        text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!outcome)
      return Error{Code::parse,
                   what + " is no XML: " + outcome.description() + " at byte " +
                       std::to_string(outcome.offset),
                   ""};
    for (const pugi::xml_node& node : source.document.children())
      if (node.type() == pugi::node_element)
        source.root = node;
    if (local_name(source.root) != "definitions")
      return Error{Code::parse, what + " is no DMN model: its root is not <definitions>", ""};
    source.space = source.root.attribute("namespace").value();
    for (const auto& import : children(source.root, "import")) {
      const std::string_view kind = import.attribute("importType").value();
      if (!kind.empty() && kind.find("DMN") == std::string_view::npos &&
          kind.find("MODEL") == std::string_view::npos)
        continue;
      AMENDS_TRY_ASSIGN(const std::size_t other, find_import(import, prefix));
      sources_[index].imports.push_back({name_of(import), other});
    }
    return index;
  }

  Result<std::size_t> find_import(const pugi::xml_node& import, const std::string& prefix) {
    const std::string space = import.attribute("namespace").value();
    for (std::size_t i = 0; i < sources_.size(); ++i)
      if (sources_[i].space == space)
        return i;
    std::string location = import.attribute("locationURI").value();
    location = location.substr(location.find_last_of("/\\") + 1);
    const ModelText* found = nullptr;
    for (const ModelText& text : beside_)
      if (!location.empty() && text.name == location)
        found = &text;
    for (const ModelText& text : beside_) // else by its namespace
      if (found == nullptr && text.text.find("\"" + space + "\"") != std::string::npos) {
        pugi::xml_document look;
        if (look.load_buffer(text.text.data(), text.text.size()) &&
            look.document_element().attribute("namespace").value() == space)
          found = &text;
      }
    if (found == nullptr)
      return Error{Code::not_found,
                   "the imported model " + (location.empty() ? space : location) +
                       " is not beside the model",
                   ""};
    const std::string alias = name_of(import);
    return load(found->text, found->name, alias.empty() ? prefix : prefix + alias + ".");
  }

  // Every name that a path or filter may have to find: components, context entries, output columns,
  // and (inside imports) elements.
  void collect_members(const pugi::xml_node& node, int depth) {
    if (depth > 200)
      return;
    const std::string_view name = local_name(node);
    if (name == "itemComponent" || name == "output" || name == "column" || name == "decision" ||
        (name == "variable" && local_name(node.parent()) == "contextEntry")) {
      std::string member = name_of(node);
      if (!member.empty())
        members_.insert(std::move(member));
    }
    for (const pugi::xml_node& kid : node.children())
      if (kid.type() == pugi::node_element)
        collect_members(kid, depth + 1);
  }

  std::string add_type(const Source& source, const pugi::xml_node& node, const std::string& name,
                       int depth) {
    TypeDef type;
    type.collection = std::string_view(node.attribute("isCollection").value()) == "true";
    type.base = written_type(node);
    std::size_t number = 0;
    for (const auto& component : children(node, "itemComponent")) {
      if (depth > 30)
        break;
      const std::string own = name_of(component);
      const std::string path = name + "/" + std::to_string(number++) + "/" + own;
      type.components.emplace_back(own, add_type(source, component, path, depth + 1));
    }
    if (type.base.empty() && type.components.empty())
      type.base = "Any";
    std::string values = text_of(child(node, "allowedValues"));
    if (values.empty())
      values = text_of(child(node, "typeConstraint"));
    if (!values.empty()) {
      ModelScope scope;
      const std::uint32_t input = scope.push("?");
      if (auto tests = parse_tests(values, scope, input)) {
        gather_constants(*tests, type.order);
        type.allowed = std::move(*tests);
      }
    }
    model_.types.add(name, std::move(type));
    return name;
  }

  static std::string written_type(const pugi::xml_node& node) {
    std::string out;
    for (const pugi::xml_node& piece : child(node, "typeRef").children())
      out += piece.value();
    return normal_name(out);
  }

  Result<void> read_types(const Source& source) {
    std::vector<std::pair<std::string, std::string>> own;
    for (const auto& item : children(source.root, "itemDefinition"))
      add_type(source, item, source.prefix + name_of(item), 0);
    resolve_bases(source);
    return {};
  }

  // Bases were taken as written; now that all types are known they are named in full.
  void resolve_bases(const Source& source) {
    for (const auto& item : children(source.root, "itemDefinition"))
      resolve_base(source, source.prefix + name_of(item));
  }
  void resolve_base(const Source& source, const std::string& name) {
    const TypeDef* def = model_.types.find(name);
    if (def == nullptr)
      return;
    TypeDef type = *def;
    if (!type.base.empty())
      type.base = model_.types.resolve(type.base, source.prefix);
    if (type.base == name)
      type.base = "Any";
    model_.types.add(name, type);
    for (const auto& component : type.components)
      resolve_base(source, component.second);
  }

  Result<void> list_elements(std::size_t index) {
    Source& source = sources_[index];
    for (const pugi::xml_node& node : source.root.children()) {
      const std::string_view kind = local_name(node);
      Element element;
      if (kind == "inputData")
        element.kind = Element::Kind::input;
      else if (kind == "decision")
        element.kind = Element::Kind::decision;
      else if (kind == "businessKnowledgeModel")
        element.kind = Element::Kind::function;
      else if (kind == "decisionService")
        element.kind = Element::Kind::service;
      else
        continue;
      element.name = name_of(node);
      element.model = source.prefix;
      element.type =
          model_.types.resolve(child(node, "variable").attribute("typeRef").value(), source.prefix);
      const std::string id = node.attribute("id").value();
      const auto number = static_cast<std::uint32_t>(model_.elements.size());
      if (!id.empty())
        by_id_.emplace(source.space + "#" + id, number);
      places_.emplace_back(index, node);
      model_.elements.push_back(std::move(element));
    }
    return {};
  }

  // "#id" of this model, "namespace#id" of any.
  Result<std::uint32_t> follow(const std::string& href, const Source& source,
                               const std::string& from) const {
    const auto found = by_id_.find(href.starts_with('#') ? source.space + href : href);
    if (found == by_id_.end())
      return Error{Code::parse, from + " refers to \"" + href + "\", which is not there", ""};
    return found->second;
  }

  Result<void> read_elements(std::size_t index) {
    for (std::uint32_t e = 0; e < model_.elements.size(); ++e) {
      if (places_[e].first != index)
        continue;
      const pugi::xml_node& node = places_[e].second;
      if (model_.elements[e].kind == Element::Kind::service)
        AMENDS_CHECK(read_service(e, node, sources_[index]));
      else if (model_.elements[e].kind != Element::Kind::input)
        AMENDS_CHECK(read_element(e, node, sources_[index]));
    }
    return {};
  }

  // The name by which an element of `source` calls another one.
  [[nodiscard]] std::vector<std::string> names_for(const Source& source,
                                                   std::uint32_t target) const {
    const Element& element = model_.elements[target];
    const std::size_t home = places_[target].first;
    if (&sources_[home] == &source)
      return {element.name};
    std::vector<std::string> names;
    for (const Source::Import& import : source.imports)
      if (import.source == home)
        names.push_back(import.alias.empty() ? element.name : import.alias + "." + element.name);
    return names;
  }

  Result<void> add_needs(std::uint32_t e, const pugi::xml_node& node, const Source& source,
                         ModelScope& scope) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kinds{
        {{"informationRequirement", "requiredInput"},
         {"informationRequirement", "requiredDecision"},
         {"knowledgeRequirement", "requiredKnowledge"}}};
    const std::string from = "\"" + model_.elements[e].name + "\"";
    for (const auto& [requirement, what] : kinds)
      for (const auto& need : children(node, requirement)) {
        const pugi::xml_node target = child(need, what);
        if (!target)
          continue;
        AMENDS_TRY_ASSIGN(const std::uint32_t global,
                          follow(target.attribute("href").value(), source, from));
        model_.elements[e].needs.push_back(global);
        for (std::string& name : names_for(source, global))
          scope.add(std::move(name), global);
      }
    return {};
  }

  Result<void> read_element(std::uint32_t e, const pugi::xml_node& node, const Source& source) {
    ModelScope scope;
    scope.add_members(&members_);
    AMENDS_CHECK(add_needs(e, node, source, scope));
    if (model_.elements[e].kind == Element::Kind::function)
      scope.add(model_.elements[e].name, e); // it may call itself
    LogicContext context{model_, scope, source.prefix, source.prefix + model_.elements[e].name};
    const bool function = model_.elements[e].kind == Element::Kind::function;
    auto logic = function ? read_function(child(node, "encapsulatedLogic"), context, 0)
                          : read_logic(logic_of(node), context);
    if (!logic) { // said when it is asked for: the rest of the model stays usable
      const Error& error = logic.error();
      model_.elements[e].logic.op = Op::broken;
      model_.elements[e].logic.text = "\"" + model_.elements[e].name + "\": " + error.message;
      return {};
    }
    model_.elements[e].logic = std::move(*logic);
    return {};
  }

  Result<void> read_service(std::uint32_t e, const pugi::xml_node& node, const Source& source) {
    const std::string from = "the service \"" + model_.elements[e].name + "\"";
    const auto references = [&](std::string_view kind,
                                std::vector<std::uint32_t>& out) -> Result<void> {
      for (const auto& reference : children(node, kind)) {
        AMENDS_TRY_ASSIGN(const std::uint32_t global,
                          follow(reference.attribute("href").value(), source, from));
        out.push_back(global);
      }
      return {};
    };
    Element& element = model_.elements[e];
    AMENDS_CHECK(references("inputData", element.service_inputs));
    AMENDS_CHECK(references("inputDecision", element.service_inputs));
    AMENDS_CHECK(references("outputDecision", element.service_outputs));
    return {};
  }

  // Decisions that need one another have no value.
  [[nodiscard]] Result<void> find_circle() const {
    std::vector<int> state(model_.elements.size(), 0); // 0 new, 1 on the way, 2 done
    for (std::uint32_t e = 0; e < model_.elements.size(); ++e)
      AMENDS_CHECK(visit(e, state));
    return {};
  }
  Result<void> visit(std::uint32_t start, std::vector<int>& state) const {
    std::vector<std::pair<std::uint32_t, std::size_t>> way{{start, 0}};
    if (state[start] != 0)
      return {};
    state[start] = 1;
    while (!way.empty()) {
      auto& [e, next] = way.back();
      const Element& element = model_.elements[e];
      if (next == element.needs.size()) {
        state[e] = 2;
        way.pop_back();
        continue;
      }
      const std::uint32_t need = element.needs[next++];
      if (model_.elements[need].kind != Element::Kind::decision)
        continue; // functions may call one another
      if (state[need] == 1)
        return Error{Code::parse,
                     "the decisions \"" + element.name + "\" and \"" + model_.elements[need].name +
                         "\" need one another",
                     ""};
      if (state[need] == 0) {
        state[need] = 1;
        way.emplace_back(need, 0);
      }
    }
    return {};
  }

  std::span<const ModelText> beside_;
  DmnModel& model_;
  std::deque<Source> sources_;
  std::set<std::string> members_;
  std::map<std::string, std::uint32_t> by_id_;
  std::vector<std::pair<std::size_t, pugi::xml_node>> places_; // by element: source, its XML
};

} // namespace

Result<DmnModel> read_dmn(std::string_view text, std::span<const ModelText> beside) {
  DmnModel model;
  AMENDS_CHECK(ModelReader(beside, model).read(text));
  return model;
}

} // namespace amends::rules
