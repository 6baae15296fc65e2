// Reading .dmn texts: the pieces that the files of this task share.
#pragma once

#include "rules/dmn_model.hpp"
#include "rules/parser.hpp"

#include <pugixml.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace amends::rules {

// The element's name without its namespace prefix.
[[nodiscard]] std::string_view local_name(const pugi::xml_node& node);
[[nodiscard]] pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
[[nodiscard]] std::vector<pugi::xml_node> children(const pugi::xml_node& node,
                                                   std::string_view name);
// The text of the child `text`, all pieces of it.
[[nodiscard]] std::string text_of(const pugi::xml_node& node);
// An attribute's text, spaces made regular.
[[nodiscard]] std::string name_of(const pugi::xml_node& node);
// The first child that is logic (a boxed expression), if there is one.
[[nodiscard]] pugi::xml_node logic_of(const pugi::xml_node& node);

// Names of a model: globals, and the members that may follow a point.
class ModelScope final : public Scope {
public:
  void add(std::string name, std::uint32_t global);
  void add_members(const std::set<std::string>* members) { members_ = members; }
  [[nodiscard]] std::size_t match_member(std::string_view text) const override;

protected:
  [[nodiscard]] NameMatch match_outer(std::string_view text) override;

private:
  std::vector<std::pair<std::string, std::uint32_t>> globals_;
  const std::set<std::string>* members_ = nullptr;
};

// What reading boxed logic needs to know of the model around it.
struct LogicContext {
  DmnModel& model;
  ModelScope& scope;
  std::string prefix; // of the model's own types
  std::string name;   // of the element, for row ids and messages
};

[[nodiscard]] Result<Node> read_logic(const pugi::xml_node& node, LogicContext& context,
                                      int depth = 0);
[[nodiscard]] Result<Node> read_table(const pugi::xml_node& node, LogicContext& context);
[[nodiscard]] Result<Node> read_text(const std::string& text, LogicContext& context);
// "function(a, b) logic" of a business knowledge model or a boxed function definition.
[[nodiscard]] Result<Node> read_function(const pugi::xml_node& node, LogicContext& context,
                                         int depth);
// The constants of a list of tests, as written: an order of values.
void gather_constants(const Node& test, std::vector<Datum>& out);

} // namespace amends::rules
