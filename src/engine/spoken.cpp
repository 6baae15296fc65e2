#include "spoken.hpp"

#include "base/digest.hpp"

#include "amends/ids.hpp"

namespace amends::engine {

const std::optional<Customer>* customer_of(const Command& command) {
  if (const auto* open = std::get_if<commands::Open>(&command))
    return &open->customer;
  if (const auto* intake = std::get_if<commands::Intake>(&command))
    return &intake->customer;
  return nullptr;
}

const std::optional<Order>* order_of(const Command& command) {
  if (const auto* open = std::get_if<commands::Open>(&command))
    return &open->order;
  if (const auto* intake = std::get_if<commands::Intake>(&command))
    return &intake->order;
  return nullptr;
}

namespace {

commands::Head& head_of_mutable(Command& command) {
  return std::visit([](auto& c) -> commands::Head& { return c; }, command);
}

// Content without the instant: the same words again are the same command, whenever.
std::string content_hash(const Command& command, const Texts& texts) {
  EncodeOptions options;
  options.style = Style::answer;
  options.skip = "at";
  options.open = [&](const Personal& personal) -> std::optional<std::string> {
    const std::string* text = texts.find(personal);
    if (text == nullptr)
      return std::nullopt;
    return *text;
  };
  return blake2b_hex(print_json(encode(command, options)));
}

Result<void> check_ids(const Command& command) {
  const commands::Head& head = head_of(command);
  if (auto ok = check_id(head.id); !ok)
    return std::move(ok).error().inside("/id");
  if (head.case_id)
    if (auto ok = check_id(*head.case_id); !ok)
      return std::move(ok).error().inside("/case_id");
  return {};
}

// Commands of the catalogue that have no struct yet say so; all else unknown is a mistake.
Result<void> check_op(const Json& line) {
  const Json* op = line.find("op");
  if (op == nullptr || !op->is(Json::Kind::text))
    return Error{Code::parse, "a command needs \"op\"", "/op"};
  if (op->text == "tick" || op->text == "settle" || op->text == "query")
    return Error{Code::parse, op->text + " stands on a line of its own, not in a list of commands",
                 "/op"};
  const CommandInfo* info = command_info(op->text);
  if (info != nullptr && !info->built)
    return Error{Code::unsupported, op->text + " is not built yet", "/op"};
  if (info != nullptr)
    return {};
  std::vector<std::string_view> names{"tick",  "settle",         "query", "update_calendars",
                                      "sweep", "activate_policy"};
  for (const CommandInfo& known : command_catalogue())
    names.push_back(known.op);
  return Error{Code::parse, "there is no command " + op->text + near_names(op->text, names), "/op"};
}

} // namespace

Result<Spoken> read_command(const Said& said, const Json& line) {
  if (!line.is(Json::Kind::object))
    return Error{Code::parse, "a command is an object", ""};
  AMENDS_CHECK(check_op(line));
  Spoken out;
  AMENDS_TRY_ASSIGN(out.by, party_of(said, line));
  AMENDS_TRY_ASSIGN(out.now, instant_of(said, line));
  AMENDS_TRY_ASSIGN(out.command, decode<Command>(line, {.texts = &out.texts}));
  AMENDS_CHECK(check_ids(out.command));
  head_of_mutable(out.command).by = out.by.text();
  out.content = content_hash(out.command, out.texts);
  return out;
}

Result<void> name_customer(Spoken& spoken) {
  const bool himself = spoken.by.role == "customer";
  return std::visit(
      [&](auto& command) -> Result<void> {
        if constexpr (requires { command.customer; }) {
          if (himself && !command.customer) {
            command.customer.emplace();
            command.customer->id = spoken.by.id;
          }
          if (!command.customer)
            return {};
          if (auto ok = check_id(command.customer->id); !ok)
            return std::move(ok).error().inside("/customer/id");
          if (himself && spoken.by.id != command.customer->id)
            return Error{Code::denied, "a customer speaks for nobody else", "/customer/id"};
        }
        return {};
      },
      spoken.command);
}

} // namespace amends::engine
