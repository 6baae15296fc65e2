// Decision tables of models, to the same compiled form as those of packs.
#include "rules/dmn_read.hpp"

#include "amends/limits.hpp"

namespace amends::rules {
namespace {

Result<HitPolicy> hit_policy(const pugi::xml_node& table) {
  const std::string_view policy = table.attribute("hitPolicy").value();
  const std::string_view aggregation = table.attribute("aggregation").value();
  if (policy.empty() || policy == "UNIQUE")
    return HitPolicy::unique;
  if (policy == "FIRST")
    return HitPolicy::first;
  if (policy == "PRIORITY")
    return HitPolicy::priority;
  if (policy == "ANY")
    return HitPolicy::any;
  if (policy == "RULE ORDER")
    return HitPolicy::rule_order;
  if (policy == "OUTPUT ORDER")
    return HitPolicy::output_order;
  if (policy == "COLLECT") {
    if (aggregation.empty())
      return HitPolicy::collect;
    if (aggregation == "SUM")
      return HitPolicy::collect_sum;
    if (aggregation == "MIN")
      return HitPolicy::collect_min;
    if (aggregation == "MAX")
      return HitPolicy::collect_max;
    if (aggregation == "COUNT")
      return HitPolicy::collect_count;
  }
  return Error{Code::parse,
               "no hit policy is called \"" + std::string(policy) + " " + std::string(aggregation) +
                   "\"",
               ""};
}

class TableReader {
public:
  TableReader(const pugi::xml_node& node, LogicContext& context) : node_(node), context_(context) {}

  Result<Node> read() {
    table_.parts = std::make_unique<TableParts>();
    TableParts& parts = *table_.parts;
    parts.name = context_.name;
    parts.where = pointer_step(parts.name);
    parts.strict = false;
    AMENDS_TRY_ASSIGN(parts.hit, hit_policy(node_));
    AMENDS_CHECK(read_inputs());
    AMENDS_CHECK(read_outputs());
    AMENDS_CHECK(read_rules());
    finish_table(parts);
    Node node;
    node.op = Op::table;
    node.index = static_cast<std::uint32_t>(context_.model.tables.size());
    context_.model.tables.push_back(std::move(table_));
    return node;
  }

private:
  [[nodiscard]] std::string type_in(const pugi::xml_node& node) const {
    return context_.model.types.resolve(node.attribute("typeRef").value(), context_.prefix);
  }

  Result<void> read_inputs() {
    for (const auto& input : children(node_, "input")) {
      const pugi::xml_node expression = child(input, "inputExpression");
      const std::string text = text_of(expression);
      AMENDS_TRY_ASSIGN(Node node, read_text(text, context_));
      table_.inputs.push_back(std::move(node));
      table_.input_types.push_back(type_in(expression));
      Column column;
      column.name = normal_name(text);
      table_.parts->columns.push_back(std::move(column));
      table_.parts->input_names.push_back(normal_name(text));
    }
    return {};
  }

  Result<void> read_outputs() {
    for (const auto& clause : children(node_, "output")) {
      Output output;
      output.name = name_of(clause);
      output.type = type_in(clause);
      const std::string values = text_of(child(clause, "outputValues"));
      if (!values.empty()) {
        const std::uint32_t input = context_.scope.push("?");
        AMENDS_TRY_ASSIGN(const Node tests, parse_tests(values, context_.scope, input));
        context_.scope.pop(1);
        gather_constants(tests, output.order);
      } else if (const TypeDef* type = order_type(output.type)) {
        output.order = type->order;
      }
      const std::string otherwise = text_of(child(clause, "defaultOutputEntry"));
      if (!otherwise.empty()) {
        AMENDS_TRY_ASSIGN(Node node, read_text(otherwise, context_));
        output.otherwise = std::move(node);
      }
      table_.parts->output_names.push_back(output.name);
      table_.parts->outputs.push_back(std::move(output));
    }
    if (table_.parts->outputs.empty())
      return Error{Code::parse, "a decision table has no output", ""};
    if (table_.parts->outputs.size() == 1) { // its type may stand on the table or the decision
      Output& only = table_.parts->outputs.front();
      if (only.order.empty())
        for (const std::string& type :
             {type_in(node_),
              context_.model.types.resolve(
                  child(node_.parent(), "variable").attribute("typeRef").value(), context_.prefix)})
          if (const TypeDef* def = order_type(type); def != nullptr && only.order.empty())
            only.order = def->order;
    }
    return {};
  }

  // The type whose allowed values order an output: that of the items where it is a list.
  [[nodiscard]] const TypeDef* order_type(const std::string& type) const {
    const TypeDef* def = context_.model.types.find(type);
    for (int i = 0; i < 8 && def != nullptr && def->order.empty(); ++i)
      def = context_.model.types.find(def->base);
    return def;
  }

  Result<void> read_rules() {
    TableParts& parts = *table_.parts;
    const auto rules = children(node_, "rule");
    if (rules.size() > limits::table_rows)
      return Error{Code::limit,
                   "table " + parts.name + " has more than " + std::to_string(limits::table_rows) +
                       " rows (table_rows)",
                   ""};
    parts.cells.resize(rules.size() * parts.outputs.size());
    for (std::size_t r = 0; r < rules.size(); ++r) {
      const auto tests = children(rules[r], "inputEntry");
      const auto outputs = children(rules[r], "outputEntry");
      const std::string id = parts.name + "/" + std::to_string(r + 1);
      if (tests.size() != parts.columns.size() || outputs.size() != parts.outputs.size())
        return Error{Code::parse, "rule " + id + " has not one entry a column", ""};
      parts.rows.push_back({id, Json()});
      for (std::size_t c = 0; c < tests.size(); ++c) {
        CellTest cell;
        cell.text = normal_name(text_of(tests[c]));
        const std::uint32_t input = context_.scope.push("?");
        auto node = parse_tests(text_of(tests[c]), context_.scope, input);
        context_.scope.pop(context_.scope.depth() - input);
        if (!node)
          return located(std::move(node).error(), id);
        parts.columns[c].test_local = input;
        cell.node = std::move(*node);
        parts.columns[c].cells.push_back(std::move(cell));
      }
      for (std::size_t o = 0; o < outputs.size(); ++o) {
        OutputCell& cell = parts.cells[r * parts.outputs.size() + o];
        cell.text = normal_name(text_of(outputs[o]));
        auto node = cell.text == "-" ? Result<Node>(constant_node({}))
                                     : read_text(text_of(outputs[o]), context_);
        if (!node)
          return located(std::move(node).error(), id);
        cell.node = std::move(*node);
      }
    }
    return {};
  }

  static Error located(Error error, const std::string& row) {
    error.message = "rule " + row + ": " + error.message;
    return error;
  }

  const pugi::xml_node& node_;
  LogicContext& context_;
  ModelTable table_;
};

} // namespace

void gather_constants(const Node& test, std::vector<Datum>& out) {
  if (test.op == Op::constant) {
    if (const DatumList* list = test.constant.list())
      out.insert(out.end(), list->begin(), list->end());
    else
      out.push_back(test.constant);
    return;
  }
  for (const Node& kid : test.kids)
    gather_constants(kid, out);
}

Result<Node> read_table(const pugi::xml_node& node, LogicContext& context) {
  return TableReader(node, context).read();
}

} // namespace amends::rules
