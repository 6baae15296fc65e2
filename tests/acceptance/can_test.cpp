// What `query case` says can be done is accepted, what it says cannot be done is refused with that
// code: tried after every line of the demo day, for five kinds of people.
#include "play.hpp"

namespace amends::test {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// The least that makes each command sensible for this case.
std::string payload(const std::string& op, const Json& row, const Json& actions, Instant now) {
  const auto first_open_task = [&] {
    for (const Json& task : row.find("tasks")->items)
      if (at(task, "/state") == "open")
        return at(task, "/id");
    return std::string("none");
  };
  // A remedy that nobody was handed yet, if there is one.
  const auto first_revocable = [&] {
    for (const Json& action : row.find("actions")->items)
      for (const Json& listed : actions.items)
        if (action.find("plan") != nullptr && at(action, "/state") == "raised" &&
            at(listed, "/id") == at(action, "/id") && at(listed, "/handed_out") == "false")
          return at(action, "/id");
    return std::string("none");
  };
  if (op == "message" || op == "note")
    return R"(,"text":"hello")";
  if (op == "add_evidence")
    return R"(,"evidence":[{"kind":"photo","ref":"p"}])";
  if (op == "amend_facts")
    return R"(,"facts":{"confirmed":true})";
  if (op == "order_changed") {
    const Json* known = row.find("order");
    Json order = known == nullptr ? Json::object({{"id", Json::string("o")}}) : *known;
    order.set("revision", Json::number(99));
    return R"(,"order":)" + print_json(order);
  }
  if (op == "classify")
    return R"(,"labels":["other"])";
  if (op == "assign")
    return R"(,"owner":"agent:li")";
  if (op == "request_information")
    return R"(,"fields":["photo"])";
  if (op == "propose")
    return R"(,"lines":[{"give":"letter"}])";
  if (op == "override")
    return R"(,"lines":[{"give":"letter"}],"reason":"because")";
  if (op == "revoke")
    return R"(,"reason":"because","action":)" + quoted(first_revocable());
  if (op == "promise")
    return R"(,"text":"soon","due":)" + quoted(print_instant(now + hours(24)));
  if (op == "start_task")
    return R"(,"kind":"call_back")";
  if (op == "claim_task" || op == "finish_task")
    return R"(,"task":)" + quoted(first_open_task());
  if (op == "ship" || op == "deliver")
    return R"(,"delivery":)" + quoted(at(row, "/order/deliveries/0/id"));
  if (op == "survey_answer")
    return R"(,"score":4)";
  if (op == "escalate")
    return R"(,"to":"manager")";
  if (op == "hold")
    return R"(,"reason":"strike")";
  if (op == "release")
    return R"(,"reason":)" + quoted(at(row, "/holds/0"));
  if (op == "excuse") {
    const std::string until = print_instant(now);
    for (const Json& clock : row.find("clocks")->items) {
      const std::string from = at(clock, "/started_at");
      if (from != until && from != at(clock, "/stopped_at"))
        return R"(,"clock":)" + quoted(at(clock, "/id")) + R"(,"from":)" + quoted(from) +
               R"(,"to":)" + quoted(until);
    }
    return R"(,"clock":"none","from":)" + quoted(print_instant(now - hours(1))) + R"(,"to":)" +
           quoted(until);
  }
  if (op == "external_payout")
    return R"(,"order":)" + quoted(at(row, "/order/id")) + R"(,"amount":"1 CNY")";
  return "";
}

// Tries a command without leaving a trace: the list is undone because its second member fails.
Result<void> try_only(Engine& engine, const std::string& command, Instant now) {
  auto answer = engine.call_text(now, "system", "[" + command + R"(,{"op":"never"}])");
  EXPECT_FALSE(answer);
  if (answer || answer.error().where.starts_with("/1"))
    return {};
  return answer.error();
}

class Tried {
public:
  void after(Engine& engine, const std::string& case_id, const std::string& viewer, Instant now) {
    auto page = engine.call_text(
        now, viewer, R"({"op":"query","what":"case","where":{"case_id":)" + quoted(case_id) + "}}");
    if (!page)
      return; // not for these eyes
    auto whole = engine.call_text(now, "system",
                                  R"({"op":"query","what":"case","where":{"case_id":)" +
                                      quoted(case_id) + "}}");
    ASSERT_TRUE(whole);
    auto actions = engine.call_text(now, "system",
                                    R"({"op":"query","what":"actions","where":{"case_id":)" +
                                        quoted(case_id) + "}}");
    ASSERT_TRUE(actions);
    actions_ = *actions->find("rows");
    const Json& row = page->find("rows")->items.front();
    const Json& all = whole->find("rows")->items.front();
    for (const char* list : {"can", "cannot"})
      for (const Json& said : row.find(list)->items)
        check(engine, case_id, viewer, now, list == std::string("can"), said, all);
  }
  std::size_t accepted = 0;
  std::size_t refused = 0;

private:
  Json actions_;
  void check(Engine& engine, const std::string& case_id, const std::string& viewer, Instant now,
             bool can, const Json& said, const Json& whole) {
    const std::string op = at(said, "/op");
    const std::string command = R"({"op":)" + quoted(op) + R"(,"id":"try-1","case_id":)" +
                                quoted(case_id) + R"(,"by":)" + quoted(viewer) +
                                payload(op, whole, actions_, now) + "}";
    const auto tried = try_only(engine, command, now);
    if (can) {
      ++accepted;
      EXPECT_TRUE(tried) << viewer << " " << command << ": " << tried.error().message;
    } else {
      ++refused;
      ASSERT_FALSE(tried) << viewer << " " << command;
      EXPECT_EQ(std::string(code_name(tried.error().code)), at(said, "/because/code"))
          << viewer << " " << command << ": " << tried.error().message;
    }
  }
};

TEST(Can, HoldsOverTheWholeDemoDay) {
  const auto lines = lines_of(demo_day);
  ASSERT_FALSE(lines.empty());
  Engine engine({book_delivery(), make_memory_store(), ""});
  Tried tried;
  for (const std::string& line : lines) {
    auto answer = engine.call_text(std::nullopt, "system", line);
    ASSERT_TRUE(answer) << line;
    const std::string case_id = at(*answer, "/case_id");
    if (case_id.empty())
      continue;
    const Instant now = instant_of_line(line);
    for (const char* viewer :
         {"agent:li", "lead:zhang", "manager:hu", "auditor:ke", "customer:c-101"})
      tried.after(engine, case_id, viewer, now);
  }
  EXPECT_GT(tried.accepted, 1000U);
  EXPECT_GT(tried.refused, 1000U);
}

} // namespace
} // namespace amends::test
