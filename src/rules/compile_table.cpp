// Pack JSON to a compiled table.
#include "amends/ids.hpp"
#include "amends/limits.hpp"
#include "rules/pack_cells.hpp"
#include "rules/parser.hpp"
#include "rules/table.hpp"
#include "rules/typing.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace amends {
namespace rules {
namespace {

constexpr std::size_t most_columns = 1000;

struct HitWord {
  std::string_view word;
  HitPolicy policy;
};
constexpr std::array<HitWord, 15> hit_words{{
    {"first", HitPolicy::first},
    {"unique", HitPolicy::unique},
    {"priority", HitPolicy::priority},
    {"any", HitPolicy::any},
    {"collect", HitPolicy::collect},
    {"collect list", HitPolicy::collect},
    {"collect sum", HitPolicy::collect_sum},
    {"collect min", HitPolicy::collect_min},
    {"collect max", HitPolicy::collect_max},
    {"collect count", HitPolicy::collect_count},
    {"rule order", HitPolicy::rule_order},
    {"output order", HitPolicy::output_order},
    {"rule-order", HitPolicy::rule_order},
    {"output-order", HitPolicy::output_order},
    {"list", HitPolicy::collect},
}};

constexpr std::array<std::string_view, 9> members{"title", "hit",   "when",  "then", "rows",
                                                  "caps",  "types", "order", "x"};

Error at(Error error, const std::string& where) { return std::move(error).inside(where); }

class Compiler {
public:
  Compiler(const Json& spec, const std::string& name, const FactTypes& facts,
           const std::string& where, TableParts& table)
      : spec_(spec), where_(where), scope_(facts), table_(table) {
    table.name = name;
    table.where = where;
    table.spec = spec;
  }

  Result<void> compile() {
    AMENDS_CHECK(check_members());
    AMENDS_CHECK(read_types());
    AMENDS_CHECK(read_hit());
    AMENDS_CHECK(read_inputs());
    AMENDS_CHECK(read_outputs());
    AMENDS_CHECK(read_rows());
    AMENDS_CHECK(read_order());
    table_.slots = scope_.slots();
    table_.slot_types = scope_.types();
    finish_table(table_);
    return {};
  }

private:
  [[nodiscard]] Error wrong(std::string message, const std::string& place) const {
    return {Code::parse, std::move(message), where_ + place};
  }

  Result<void> check_members() {
    if (!spec_.is(Json::Kind::object))
      return wrong("a table is an object with \"when\", \"then\" and \"rows\"", "");
    for (const auto& [key, value] : spec_.members)
      if (std::find(members.begin(), members.end(), key) == members.end()) {
        const auto near = nearest_names(key, members, 1);
        return wrong("a table has no member \"" + key + "\"" +
                         (near.empty() ? "" : "; did you mean \"" + std::string(near[0]) + "\"?"),
                     pointer_step(key));
      }
    return {};
  }

  Result<void> read_types() {
    const Json* types = spec_.find("types");
    if (types == nullptr || types->is_null())
      return {};
    if (!types->is(Json::Kind::object))
      return wrong("\"types\" maps columns to their types", "/types");
    static constexpr std::array<std::string_view, 11> known{
        "word",     "text",   "number", "boolean", "date", "date-time",
        "duration", "months", "money",  "list",    "any"};
    for (const auto& [key, value] : types->members) {
      if (!value.is(Json::Kind::text) ||
          std::find(known.begin(), known.end(), value.text) == known.end())
        return wrong("a type is one of word text number boolean date date-time duration months "
                     "money list any",
                     "/types" + pointer_step(key));
      scope_.declare(key, value.text);
    }
    return {};
  }

  Result<void> read_hit() {
    const Json* hit = spec_.find("hit");
    if (hit == nullptr || hit->is_null())
      return {};
    if (hit->is(Json::Kind::text))
      for (const HitWord& word : hit_words)
        if (word.word == hit->text) {
          table_.hit = word.policy;
          return {};
        }
    return wrong("\"hit\" is one of first, unique, priority, any, collect, collect sum, collect "
                 "min, collect max, collect count, rule order, output order",
                 "/hit");
  }

  Result<std::vector<std::string>> names_in(std::string_view member) {
    const Json* list = spec_.find(member);
    const std::string place = "/" + std::string(member);
    if (list == nullptr || !list->is(Json::Kind::array))
      return wrong("\"" + std::string(member) + "\" is a list of column names", place);
    if (list->items.size() > most_columns)
      return Error{Code::limit, "more than " + std::to_string(most_columns) + " columns",
                   where_ + place};
    std::vector<std::string> names;
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      const Json& item = list->items[i];
      if (!item.is(Json::Kind::text) || item.text.empty())
        return wrong("a column's name is a text", place + pointer_step(i));
      if (std::find(names.begin(), names.end(), item.text) != names.end())
        return wrong("the column \"" + item.text + "\" stands twice", place + pointer_step(i));
      names.push_back(item.text);
    }
    return names;
  }

  Result<void> read_inputs() {
    AMENDS_TRY_ASSIGN(table_.input_names, names_in("when"));
    for (std::size_t i = 0; i < table_.input_names.size(); ++i) {
      Column column;
      column.name = table_.input_names[i];
      auto slot = scope_.slot(column.name);
      if (!slot)
        return at(std::move(slot).error(), where_ + "/when" + pointer_step(i));
      column.slot = *slot;
      column.type = scope_.types()[*slot];
      table_.columns.push_back(std::move(column));
    }
    return {};
  }

  Result<void> read_outputs() {
    AMENDS_TRY_ASSIGN(table_.output_names, names_in("then"));
    if (table_.output_names.empty())
      return wrong("a table gives at least one thing", "/then");
    for (const std::string& name : table_.output_names) {
      Output output;
      output.name = name;
      output.type = name == "give" ? "word" : scope_.type(name).value_or("");
      table_.outputs.push_back(std::move(output));
    }
    return {};
  }

  Result<void> read_rows() {
    const Json* rows = spec_.find("rows");
    if (rows == nullptr || !rows->is(Json::Kind::array))
      return wrong("\"rows\" is a list of rows, each a list of cells", "/rows");
    if (rows->items.size() > limits::table_rows)
      return Error{Code::limit,
                   "table " + table_.name + " has more than " + std::to_string(limits::table_rows) +
                       " rows (table_rows)",
                   where_ + "/rows"};
    const std::size_t width = table_.columns.size() + table_.outputs.size();
    for (std::size_t r = 0; r < rows->items.size(); ++r) {
      const Json& row = rows->items[r];
      const std::string place = "/rows" + pointer_step(r);
      const bool has_meta =
          row.items.size() == width + 1 && row.items.back().is(Json::Kind::object);
      if (!row.is(Json::Kind::array) || row.items.size() != width + (has_meta ? 1 : 0))
        return wrong("row " + std::to_string(r + 1) + " has " + std::to_string(row.items.size()) +
                         " cells; the table has " + std::to_string(table_.columns.size()) +
                         " columns in \"when\" and " + std::to_string(table_.outputs.size()) +
                         " in \"then\"; \"-\" stands where a cell says nothing",
                     place);
      AMENDS_CHECK(read_meta(r, has_meta ? &row.items.back() : nullptr, place));
    }
    const std::uint32_t input = scope_.push("?");
    for (std::size_t c = 0; c < table_.columns.size(); ++c)
      AMENDS_CHECK(read_column(table_.columns[c], c, *rows, input));
    scope_.pop(1);
    table_.cells.resize(rows->items.size() * table_.outputs.size());
    for (std::size_t o = 0; o < table_.outputs.size(); ++o)
      AMENDS_CHECK(read_output_column(o, *rows));
    return {};
  }

  Result<void> read_meta(std::size_t r, const Json* meta, const std::string& place) {
    RowInfo info;
    info.id = table_.name + "/" + std::to_string(r + 1);
    if (meta != nullptr) {
      info.meta = *meta;
      if (const Json* id = meta->find("id")) {
        if (!id->is(Json::Kind::text) || id->text.empty())
          return wrong("a row's id is a text",
                       place + pointer_step(table_.columns.size() + table_.outputs.size()) + "/id");
        info.id = id->text;
      }
    }
    if (meta != nullptr && meta->find("before") != nullptr)
      return wrong("only a row under \"+rows\" is put before an inherited one",
                   place + pointer_step(table_.columns.size() + table_.outputs.size()) + "/before");
    if (!ids_.insert(info.id).second)
      return wrong("two rows have the id \"" + info.id + "\"", place);
    table_.rows.push_back(std::move(info));
    return {};
  }

  // In a column of unknown type, one cell of bare words makes words of all.
  [[nodiscard]] static bool word_column(const std::string& type, const Json& rows, std::size_t at) {
    if (is_word_type(type))
      return true;
    if (type != "any")
      return false;
    return std::any_of(rows.items.begin(), rows.items.end(), [&](const Json& row) {
      const Json& cell = row.items[at];
      return cell.is(Json::Kind::text) && looks_like_words(cell.text);
    });
  }

  Result<void> read_column(Column& column, std::size_t c, const Json& rows, std::uint32_t input) {
    column.test_local = input;
    const bool words = word_column(column.type, rows, c);
    for (std::size_t r = 0; r < rows.items.size(); ++r) {
      const Json& cell = rows.items[r].items[c];
      const std::string place = where_ + "/rows" + pointer_step(r) + pointer_step(c);
      auto text = cell_text(cell);
      if (!text)
        return at(std::move(text).error(), place);
      auto node = read_test(cell, words, column.type, scope_, input);
      if (!node)
        return at(std::move(node).error(), place);
      Typing typing(scope_.types());
      typing.set_local(input, column.type);
      auto fits = typing.check_test(*node, column.name);
      if (!fits)
        return at(std::move(fits).error(), place);
      CellTest test;
      test.text = std::move(*text);
      test.node = std::move(*node);
      column.cells.push_back(std::move(test));
    }
    return {};
  }

  Result<void> read_output_column(std::size_t o, const Json& rows) {
    const Output& output = table_.outputs[o];
    const std::size_t c = table_.columns.size() + o;
    const bool words = is_word_type(output.type);
    for (std::size_t r = 0; r < rows.items.size(); ++r) {
      const Json& cell = rows.items[r].items[c];
      const std::string place = where_ + "/rows" + pointer_step(r) + pointer_step(c);
      auto text = cell_text(cell);
      if (!text)
        return at(std::move(text).error(), place);
      auto node = read_output(cell, words, scope_);
      if (!node) {
        Error error = at(std::move(node).error(), place);
        if (output.type.empty() && error.code == Code::not_found)
          error.message += "; should the column \"" + output.name +
                           "\" hold words, say so in "
                           "\"types\": {\"" +
                           output.name + "\": \"word\"}";
        return error;
      }
      Typing typing(scope_.types());
      auto type = typing.type_of(*node);
      if (!type)
        return at(std::move(type).error(), place);
      auto fits = check_output(output, *type);
      if (!fits)
        return at(std::move(fits).error(), place);
      OutputCell& out = table_.cells[r * table_.outputs.size() + o];
      out.text = std::move(*text);
      out.node = std::move(*node);
    }
    return {};
  }

  static Result<void> check_output(const Output& output, const std::string& type) {
    if (type == "any" || type == "null")
      return {};
    const bool amount = output.name == "amount" && (type != "number" && type != "money");
    const bool declared =
        !output.type.empty() && output.type != "any" && output.type != type &&
        !(is_word_type(type) && (is_word_type(output.type) || output.type == "text")) &&
        !(output.type == "money" && type == "number");
    if (amount || declared)
      return Error{Code::parse,
                   "the column \"" + output.name + "\" holds " +
                       (amount ? std::string("money or a number") : output.type) +
                       ", this is of type " + type + "; write it as " +
                       (amount ? "\"5 CNY\" or 0.10 * paid" : "one"),
                   ""};
    return {};
  }

  // "order": {"give": ["refund", "coupon"]}, best first.
  Result<void> read_order() {
    const Json* order = spec_.find("order");
    if (order == nullptr || order->is_null())
      return {};
    for (const auto& [key, list] : order->members) {
      const auto output = std::find(table_.output_names.begin(), table_.output_names.end(), key);
      const std::string place = "/order" + pointer_step(key);
      if (output == table_.output_names.end() || !list.is(Json::Kind::array))
        return wrong("\"order\" maps output columns to their values, best first", place);
      Output& column =
          table_.outputs[static_cast<std::size_t>(output - table_.output_names.begin())];
      for (std::size_t i = 0; i < list.items.size(); ++i) {
        auto node = read_output(list.items[i], is_word_type(column.type), scope_);
        if (!node)
          return at(std::move(node).error(), where_ + place + pointer_step(i));
        if (node->op != Op::constant)
          return wrong("values of an order are constants", place + pointer_step(i));
        column.order.push_back(node->constant);
      }
    }
    return {};
  }

  const Json& spec_;
  std::string where_;
  FactScope scope_;
  TableParts& table_;
  std::set<std::string> ids_;
};

} // namespace
} // namespace rules

Result<Table> Table::compile(const Json& spec, const std::string& name, const FactTypes& facts,
                             const std::string& where) {
  auto compiled = std::make_shared<Compiled>();
  AMENDS_CHECK(rules::Compiler(spec, name, facts, where, *compiled).compile());
  return Table(std::move(compiled));
}

} // namespace amends
