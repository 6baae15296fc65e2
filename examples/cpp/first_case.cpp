// A case from C++: the customer complains and chooses, the shop looks, offers and delivers.
#include "amends/engine.hpp"
#include "amends/policy.hpp"

#include <cstdlib>
#include <iostream>

using amends::Json;

// The value, or the end with what is wrong.
template <class T> T value(amends::Result<T> result) {
  if (result)
    return std::move(*result);
  std::cerr << result.error().message << " (at " << result.error().where << ")\n";
  std::exit(1);
}

int main() {
  const auto policy = value(amends::Policy::builtin("book-delivery"));
  amends::Engine shop({policy, amends::make_memory_store(), ""});
  auto now = value(amends::parse_instant("2026-09-21T08:45:12+08:00"));
  const auto say = [&](const char* who, const std::string& line) { // a minute later each time
    now = now + amends::minutes(1);
    Json answer = value(shop.call_text(now, who, line));
    std::cout << who << "\n  " << amends::print_json(answer) << '\n';
    return answer;
  };

  say("customer:c-77", R"({"op":"open","id":"web-1","kind":"complaint","customer":{"id":"c-77"},
    "order":{"id":"o-9","paid":"80.00 CNY"},"text":"书收到了，封面撕裂，请处理"})");
  say("agent:li", R"({"op":"query","what":"cases"})"); // the work list: stage, what is due next
  say("agent:li", R"({"op":"contact","id":"call-1","case_id":"web-1","by_channel":"phone"})");
  say("agent:li", R"({"op":"propose","id":"offer-1","case_id":"web-1"})"); // the rule's plan
  say("customer:c-77",
      R"({"op":"accept","id":"yes-1","case_id":"web-1","choice":[0],"consent":true})");

  // Once a minute: send, pay, ship what comes out, then say what became of it.
  const Json due = say("system", R"({"op":"tick"})");
  for (const Json& action : due.find("actions")->items) {
    Json line = Json::object({{"op", Json::string("settle")}, {"outcome", Json::string("done")}});
    line.set("action", *action.find("id"));
    line.set("attempt", *action.find("attempt"));
    say("system", amends::print_json(line));
  }
}
