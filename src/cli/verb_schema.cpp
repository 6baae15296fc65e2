// amends schema: a word of `op` in, its JSON Schema and one full example out; without a word the
// list of them, a line each.
#include "amends/commands.hpp"
#include "amends/lines.hpp"
#include "complain.hpp"
#include "filter.hpp"
#include "schema_examples.hpp"
#include "verb.hpp"

#include <array>

namespace amends::cli {
namespace {

// Lines that are no commands; the engine reads them itself.
struct LineSchema {
  std::string_view op;
  TypeOf type;
};
constexpr std::array line_schemas{LineSchema{"tick", &type_of<TickLine>},
                                  LineSchema{"settle", &type_of<SettleLine>},
                                  LineSchema{"query", &type_of<QueryLine>},
                                  LineSchema{"update_calendars", &type_of<UpdateCalendarsLine>},
                                  LineSchema{"sweep", &type_of<SweepLine>},
                                  LineSchema{"activate_policy", &type_of<ActivatePolicyLine>},
                                  LineSchema{"declare_incident", &type_of<IncidentLine>},
                                  LineSchema{"update_incident", &type_of<IncidentLine>},
                                  LineSchema{"end_incident", &type_of<EndIncidentLine>}};

std::optional<Json> schema_named(std::string_view op) {
  for (const Alternative& alternative : type_of<Command>().alternatives)
    if (alternative.tag == op)
      return schema_of(alternative.type());
  for (const LineSchema& line : line_schemas)
    if (line.op == op)
      return schema_of(line.type());
  return std::nullopt;
}

Json words_list(std::string_view words) {
  Json out = Json::array();
  while (!words.empty()) {
    const auto space = words.find(' ');
    out.items.push_back(Json::string(std::string(words.substr(0, space))));
    words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
  }
  return out;
}

// What is said of a command: {"op","title","may","roles","built"}.
Json about(const CommandInfo& info) {
  Json title = Json::object();
  title.set("zh", Json::string(std::string(info.title_zh)));
  title.set("en", Json::string(std::string(info.title_en)));
  Json out = Json::object();
  out.set("op", Json::string(std::string(info.op)));
  out.set("title", std::move(title));
  out.set("may", Json::string(std::string(info.may)));
  out.set("roles", words_list(info.builtin_roles));
  out.set("built", Json::boolean(info.built));
  return out;
}

int list_all() {
  for (const CommandInfo& info : command_catalogue())
    print_line(print_json(about(info)));
  for (const LineSchema& line : line_schemas) {
    if (command_info(line.op) != nullptr)
      continue; // stands among the commands
    Json out = Json::object();
    out.set("op", Json::string(std::string(line.op)));
    print_line(print_json(out));
  }
  return fine;
}

int no_such_op(const std::string& op) {
  std::vector<std::string_view> names;
  for (const CommandInfo& info : command_catalogue())
    names.push_back(info.op);
  for (const LineSchema& line : line_schemas)
    if (command_info(line.op) == nullptr)
      names.push_back(line.op);
  const Say begin{"没有命令 ", "there is no op "};
  return give_up({Code::arg, begin.in(spoken()) + op + near_words(op, names), ""});
}

int show(const std::string& op) {
  const CommandInfo* info = command_info(op);
  if (info != nullptr && !info->built)
    return give_up({Code::unsupported, op + " is not built yet", ""});
  auto schema = schema_named(op);
  if (!schema)
    return no_such_op(op);
  Json out = info == nullptr ? Json::object() : about(*info);
  out.set("op", Json::string(op));
  out.set("schema", std::move(*schema));
  if (const auto example = parse_json(example_of(op)))
    out.set("example", *example);
  print_line(print_json_pretty(out));
  return fine;
}

} // namespace

Work prepare_schema(Options& options) {
  const auto op = std::make_shared<std::string>();
  options.text(
      "OP", *op,
      {"命令名，例如 open；不填则列出全部", "a command: open; without it the list of all"});
  return [op] { return op->empty() ? list_all() : show(*op); };
}

} // namespace amends::cli
