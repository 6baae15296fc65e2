// What reading a model's XML needs again and again, and the names it may use.
#include "rules/dmn_read.hpp"

#include <algorithm>
#include <array>

namespace amends::rules {

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& kid : node.children())
    if (kid.type() == pugi::node_element && local_name(kid) == name)
      return kid;
  return {};
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> out;
  for (const pugi::xml_node& kid : node.children())
    if (kid.type() == pugi::node_element && local_name(kid) == name)
      out.push_back(kid);
  return out;
}

std::string text_of(const pugi::xml_node& node) {
  std::string out;
  for (const pugi::xml_node& piece : child(node, "text").children())
    if (piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata)
      out += piece.value();
  return out;
}

std::string name_of(const pugi::xml_node& node) {
  return normal_name(node.attribute("name").value());
}

pugi::xml_node logic_of(const pugi::xml_node& node) {
  static constexpr std::array<std::string_view, 12> kinds{"literalExpression",
                                                          "decisionTable",
                                                          "context",
                                                          "invocation",
                                                          "functionDefinition",
                                                          "list",
                                                          "relation",
                                                          "conditional",
                                                          "for",
                                                          "every",
                                                          "some",
                                                          "filter"};
  for (const pugi::xml_node& kid : node.children())
    if (kid.type() == pugi::node_element &&
        std::find(kinds.begin(), kinds.end(), local_name(kid)) != kinds.end())
      return kid;
  return {};
}

void ModelScope::add(std::string name, std::uint32_t global) {
  globals_.emplace_back(std::move(name), global);
}

NameMatch ModelScope::match_outer(std::string_view text) {
  NameMatch best;
  for (const auto& [name, global] : globals_) {
    const std::size_t length = name.empty() ? 0 : match_name(text, name);
    if (length > best.length) {
      best.length = length;
      best.node = Node{};
      best.node.op = Op::global;
      best.node.index = global;
    }
  }
  return best;
}

std::size_t ModelScope::match_member(std::string_view text) const {
  std::size_t best = 0;
  if (members_ != nullptr)
    for (const std::string& name : *members_)
      best = std::max(best, match_name(text, name));
  return best;
}

} // namespace amends::rules
