// Boxed expressions: each becomes the tree that the same thing written as text would be.
#include "rules/dmn_read.hpp"

#include <algorithm>
#include <array>

namespace amends::rules {
namespace {

constexpr int deepest = 60;

Result<Node> conformed(Node value, const std::string& type) {
  if (type.empty() || type == "Any")
    return value;
  Node node;
  node.op = Op::conform;
  node.text = type;
  node.kids.push_back(std::move(value));
  return node;
}

std::string type_in(const pugi::xml_node& node, const LogicContext& context) {
  return context.model.types.resolve(node.attribute("typeRef").value(), context.prefix);
}

Result<Node> child_logic(const pugi::xml_node& parent, std::string_view name, LogicContext& context,
                         int depth) {
  return read_logic(logic_of(child(parent, name)), context, depth + 1);
}

Result<Node> read_context(const pugi::xml_node& box, LogicContext& context, int depth) {
  Node node;
  node.op = Op::context;
  node.index = static_cast<std::uint32_t>(context.scope.depth());
  bool ended = false;
  for (const auto& entry : children(box, "contextEntry")) {
    const pugi::xml_node variable = child(entry, "variable");
    if (ended)
      return Error{Code::parse, "a context's result entry has to be its last", ""};
    if (!variable) {
      AMENDS_TRY_ASSIGN(Node result, read_logic(logic_of(entry), context, depth + 1));
      node.kids.push_back(std::move(result));
      ended = true;
      continue;
    }
    LogicContext inner{context.model, context.scope, context.prefix,
                       context.name + "." + name_of(variable)};
    AMENDS_TRY_ASSIGN(Node value, read_logic(logic_of(entry), inner, depth + 1));
    if (value.op != Op::function) { // a function's entry often names the type of what it returns
      AMENDS_TRY_ASSIGN(value, conformed(std::move(value), type_in(variable, context)));
    }
    node.kids.push_back(std::move(value));
    node.names.push_back(name_of(variable));
    context.scope.push(node.names.back());
  }
  context.scope.pop(node.names.size());
  return node;
}

Result<Node> read_invocation(const pugi::xml_node& box, LogicContext& context, int depth) {
  const pugi::xml_node callee = logic_of(box);
  AMENDS_TRY_ASSIGN(Node function, read_logic(callee, context, depth + 1));
  std::vector<std::string> names;
  std::vector<Node> arguments;
  for (const auto& binding : children(box, "binding")) {
    names.push_back(name_of(child(binding, "parameter")));
    AMENDS_TRY_ASSIGN(Node argument, read_logic(logic_of(binding), context, depth + 1));
    arguments.push_back(std::move(argument));
  }
  Node call;
  call.op = Op::invoke;
  call.names = std::move(names);
  call.kids.push_back(std::move(function));
  for (Node& argument : arguments)
    call.kids.push_back(std::move(argument));
  return call;
}

Result<Node> read_list(const pugi::xml_node& box, LogicContext& context, int depth) {
  Node node;
  node.op = Op::list;
  for (const pugi::xml_node& item : box.children()) {
    const std::string_view name = local_name(item);
    if (item.type() != pugi::node_element || name == "description" || name == "extensionElements")
      continue;
    AMENDS_TRY_ASSIGN(Node value, read_logic(item, context, depth + 1));
    node.kids.push_back(std::move(value));
  }
  return node;
}

Result<Node> read_relation(const pugi::xml_node& box, LogicContext& context, int depth) {
  std::vector<std::string> names;
  for (const auto& column : children(box, "column"))
    names.push_back(name_of(column));
  Node list;
  list.op = Op::list;
  for (const auto& row : children(box, "row")) {
    AMENDS_TRY_ASSIGN(Node cells, read_list(row, context, depth));
    if (cells.kids.size() != names.size())
      return Error{Code::parse, "a relation's row has not one cell a column", ""};
    Node member;
    member.op = Op::context;
    // Cells do not see one another: their locals lie beyond every name in use.
    member.index = static_cast<std::uint32_t>(context.scope.depth());
    member.names = names;
    member.kids = std::move(cells.kids);
    list.kids.push_back(std::move(member));
  }
  return list;
}

Result<Node> read_conditional(const pugi::xml_node& box, LogicContext& context, int depth) {
  Node node;
  node.op = Op::if_;
  for (const char* part : {"if", "then", "else"}) {
    AMENDS_TRY_ASSIGN(Node kid, child_logic(box, part, context, depth));
    node.kids.push_back(std::move(kid));
  }
  return node;
}

Result<Node> read_iterator(const pugi::xml_node& box, Op op, std::string_view body,
                           LogicContext& context, int depth) {
  Node node;
  node.op = op;
  AMENDS_TRY_ASSIGN(Node domain, child_logic(box, "in", context, depth));
  node.kids.push_back(std::move(domain));
  node.names.push_back(normal_name(box.attribute("iteratorVariable").value()));
  node.index = context.scope.push(node.names.back());
  std::size_t pushed = 1;
  if (op == Op::for_) {
    context.scope.push("partial");
    node.uses_input = true;
    ++pushed;
  }
  AMENDS_TRY_ASSIGN(Node inner, child_logic(box, body, context, depth));
  context.scope.pop(pushed);
  node.kids.push_back(std::move(inner));
  return node;
}

Result<Node> read_filter(const pugi::xml_node& box, LogicContext& context, int depth) {
  Node node;
  node.op = Op::filter;
  AMENDS_TRY_ASSIGN(Node list, child_logic(box, "in", context, depth));
  node.index = context.scope.push("item");
  AMENDS_TRY_ASSIGN(Node match, child_logic(box, "match", context, depth));
  context.scope.pop(1);
  node.kids.push_back(std::move(list));
  node.kids.push_back(std::move(match));
  return node;
}

Result<Node> read_literal(const pugi::xml_node& box, LogicContext& context) {
  const std::string_view language = box.attribute("expressionLanguage").value();
  if (!language.empty() && language.find("FEEL") == std::string_view::npos &&
      language.find("feel") == std::string_view::npos)
    return Error{Code::unsupported,
                 "the expression language " + std::string(language) + " is not read", ""};
  if (child(box, "importedValues"))
    return Error{Code::unsupported, "imported values are not read", ""};
  return read_text(text_of(box), context);
}

} // namespace

Result<Node> read_text(const std::string& text, LogicContext& context) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return constant_node({});
  return parse_expression(text, context.scope);
}

Result<Node> read_function(const pugi::xml_node& node, LogicContext& context, int depth) {
  const std::string_view kind = node.attribute("kind").value();
  if (!kind.empty() && kind != "FEEL")
    return Error{Code::unsupported, "functions of kind " + std::string(kind) + " are not run", ""};
  Node function;
  function.op = Op::function;
  function.index = static_cast<std::uint32_t>(context.scope.depth());
  for (const auto& parameter : children(node, "formalParameter")) {
    function.names.push_back(name_of(parameter));
    function.types.push_back(type_in(parameter, context));
    context.scope.push(function.names.back());
  }
  AMENDS_TRY_ASSIGN(Node body, read_logic(logic_of(node), context, depth + 1));
  context.scope.pop(function.names.size());
  function.kids.push_back(std::move(body));
  return function;
}

Result<Node> read_logic(const pugi::xml_node& node, LogicContext& context, int depth) {
  if (depth > deepest)
    return Error{Code::limit,
                 "boxed logic is nested more than " + std::to_string(deepest) + " deep", ""};
  if (!node)
    return constant_node({});
  const std::string_view name = local_name(node);
  const std::string type = type_in(node, context);
  Result<Node> logic = Node{};
  if (name == "literalExpression")
    logic = read_literal(node, context);
  else if (name == "decisionTable")
    return read_table(node, context);
  else if (name == "context")
    logic = read_context(node, context, depth);
  else if (name == "invocation")
    logic = read_invocation(node, context, depth);
  else if (name == "functionDefinition")
    return read_function(node, context, depth);
  else if (name == "list")
    logic = read_list(node, context, depth);
  else if (name == "relation")
    logic = read_relation(node, context, depth);
  else if (name == "conditional")
    logic = read_conditional(node, context, depth);
  else if (name == "for")
    logic = read_iterator(node, Op::for_, "return", context, depth);
  else if (name == "every")
    logic = read_iterator(node, Op::every, "satisfies", context, depth);
  else if (name == "some")
    logic = read_iterator(node, Op::some, "satisfies", context, depth);
  else if (name == "filter")
    logic = read_filter(node, context, depth);
  else
    return Error{Code::unsupported, "logic of the kind " + std::string(name) + " is not read", ""};
  if (!logic)
    return logic;
  return conformed(std::move(*logic), type);
}

} // namespace amends::rules
