// Every example that `amends schema OP` prints is accepted by the engine.
#include "amends/commands.hpp"
#include "cli/schema_examples.hpp"
#include "command.hpp"

#include <map>

namespace amends::test {
namespace {

// What must have been said before, by the examples of these words; "settle all" lets every action
// be done, "dear plan" is more than an agent may promise.
const std::map<std::string, std::vector<std::string>> before{
    {"receive_information", {"request_information"}},
    {"propose", {"contact", "record_finding"}},
    {"accept", {"contact", "record_finding", "propose"}},
    {"counter", {"contact", "record_finding", "propose"}},
    {"reject", {"contact", "record_finding", "propose"}},
    {"override", {"contact", "record_finding"}},
    {"approve", {"contact", "record_finding", "dear plan"}},
    {"refuse_approval", {"contact", "record_finding", "dear plan"}},
    {"revoke", {"contact", "record_finding", "propose", "accept"}},
    {"claim_task", {"start_task"}},
    {"finish_task", {"start_task"}},
    {"deliver", {"ship"}},
    {"follow_up", {"contact", "record_finding", "propose", "accept", "settle all"}},
    {"close", {"contact", "record_finding", "propose", "accept", "settle all", "follow_up"}},
    {"survey_answer",
     {"contact", "record_finding", "propose", "accept", "settle all", "follow_up", "close"}},
    {"reopen",
     {"contact", "record_finding", "propose", "accept", "settle all", "follow_up", "close"}},
    {"release", {"hold"}},
    {"settle", {"tick"}},
    {"update_incident", {"declare_incident"}},
    {"end_incident", {"declare_incident"}},
};

// One store, said to it example by example.
class Talk {
public:
  Json say(const Json& line) {
    const Ran ran = amends_command({"run", "--policy", "book-delivery", "--store", store_},
                                   print_json(line) + "\n");
    return ran.json().at(0);
  }

  // The example of `op`, its ids of actions and tasks replaced by real ones.
  Json say_example(const std::string& op) {
    if (op == "settle all")
      return settle_all();
    if (op == "dear plan")
      return say(parsed(
          R"({"op":"propose","id":"dear-1","at":"2026-09-21T10:40:00+08:00","by":"agent:li",)"
          R"("case_id":"case-1","lines":[{"give":"voucher","amount":"120.00 CNY"}]})"));
    Json line = parsed(std::string(cli::example_of(op)));
    if (op == "claim_task" || op == "finish_task")
      line.set("task", id_of("tasks", "call_warehouse"));
    if (op == "settle")
      line.set("action", id_of("actions", "notify"));
    if (op == "revoke")
      line.set("plan", at(said_, "plan", "id"));
    said_ = say(line);
    return said_;
  }

private:
  Json id_of(const std::string& what, const std::string& kind) {
    const Ran found = amends_command(
        {"find", "--what", what, "case_id=case-1", "--store", store_, "--as", "system"});
    for (const Json& row : found.json())
      if (at(row, "kind").text == kind)
        return at(row, "id");
    ADD_FAILURE() << "no " << kind << " among " << found.out;
    return {};
  }

  Json settle_all() {
    const Ran found =
        amends_command({"find", "--what", "actions", "case_id=case-1", "--store", store_});
    Json last = Json::object();
    for (const Json& row : found.json()) {
      if (at(row, "state").text != "raised")
        continue;
      Json line = parsed(std::string(cli::example_of("settle")));
      line.set("action", at(row, "id"));
      line.remove("attempt"); // not all of them were handed out
      line.set("at", Json::string("2026-09-23T12:00:00+08:00"));
      last = say(line);
      EXPECT_EQ(last.find("error"), nullptr) << print_json(last);
    }
    return last;
  }

  Folder folder_;
  Json said_; // the answer to the last example
  std::string store_ = "sqlite:" + folder_.path("talk.db");
};

class Examples : public ::testing::TestWithParam<std::string> {};

TEST_P(Examples, is_accepted) {
  const std::string op = GetParam();
  Talk talk;
  std::vector<std::string> said;
  if (op != "open" && op != "intake")
    said.push_back("open");
  if (const auto found = before.find(op); found != before.end())
    said.insert(said.end(), found->second.begin(), found->second.end());
  said.push_back(op);
  for (const std::string& one : said) {
    const Json answer = talk.say_example(one);
    ASSERT_EQ(answer.find("error"), nullptr) << one << ": " << print_json(answer);
  }
}

std::vector<std::string> built_ops() {
  std::vector<std::string> ops{"tick",  "settle",         "query", "update_calendars",
                               "sweep", "activate_policy"};
  for (const CommandInfo& info : command_catalogue())
    if (info.built)
      ops.emplace_back(info.op);
  return ops;
}

INSTANTIATE_TEST_SUITE_P(Schema, Examples, ::testing::ValuesIn(built_ops()),
                         [](const auto& op) { return op.param; });

// Does `value` fit what the schema says of it? The words of JSON Schema that schemas here use.
bool fits(const Json& value, const Json& schema) {
  if (schema.is(Json::Kind::boolean))
    return schema.flag;
  if (const Json* any = schema.find("anyOf")) {
    for (const Json& one : any->items)
      if (fits(value, one))
        return true;
    return false;
  }
  if (const Json* words = schema.find("enum"))
    return std::find(words->items.begin(), words->items.end(), value) != words->items.end();
  if (const Json* constant = schema.find("const"); constant != nullptr && !(*constant == value))
    return false;
  const std::string type = at(schema, "type").text;
  if (type == "array") {
    for (const Json& item : value.items)
      if (!fits(item, at(schema, "items")))
        return false;
    return value.is(Json::Kind::array);
  }
  if (type == "object" || schema.find("properties") != nullptr) {
    for (const auto& [name, member] : value.members) {
      const Json& known = at(schema, "properties", name);
      const Json& rest = at(schema, "additionalProperties");
      if (!fits(member, known.is_null() ? rest : known))
        return false;
    }
    for (const Json& name : at(schema, "required").items)
      if (value.find(name.text) == nullptr)
        return false;
    return value.is(Json::Kind::object);
  }
  if (type == "string")
    return value.is(Json::Kind::text);
  if (type == "integer" || type == "number")
    return value.is(Json::Kind::number);
  if (type == "boolean")
    return value.is(Json::Kind::boolean);
  if (type == "null")
    return value.is_null();
  return type.empty();
}

TEST(Schema, each_example_fits_its_schema_and_stands_in_the_list) {
  const auto list = amends_command({"schema"}).json();
  for (const std::string& op : built_ops()) {
    const Ran ran = amends_command({"schema", op});
    ASSERT_EQ(ran.code, 0) << op << ran.err;
    const Json shown = parsed(ran.out);
    Json example = at(shown, "example");
    ASSERT_TRUE(example.is(Json::Kind::object)) << op;
    EXPECT_EQ(at(example, "op").text, op);
    if (at(shown, "schema", "properties", "op").is_null())
      example.remove("op"); // the tag is told apart from the struct's own fields
    EXPECT_TRUE(fits(example, at(shown, "schema"))) << ran.out;
    EXPECT_TRUE(std::any_of(list.begin(), list.end(),
                            [&](const Json& line) { return at(line, "op").text == op; }));
  }
  EXPECT_EQ(amends_command({"schema", "merge"}).code, 2);
  EXPECT_NE(amends_command({"schema", "opne"}).err.find("near: open"), std::string::npos);
}

} // namespace
} // namespace amends::test
