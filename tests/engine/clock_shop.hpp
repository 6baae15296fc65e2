// A desk in Shanghai whose clocks a test chooses, spoken to in lines of JSON.
#pragma once

#include "engine/shop.hpp"

namespace amends::test {

// base with the workflow "simple" (work, asking, done), a desk 09-12 and 13-18, an office 10-16 and
// a desk in Hong Kong, and these clocks.
inline std::shared_ptr<const Policy> policy_with_clocks(const std::string& clocks) {
  const std::string text = R"({"amends_pack":1,"id":"clock-shop","version":"1","extends":["base@1"],
    "calendars":{
      "office":{"timezone":"Asia/Shanghai","week":{"mon-fri":"10:00-16:00"},"holidays":["CN"]},
      "hk":{"timezone":"Asia/Hong_Kong","week":{"mon-sat":"10:00-18:00"},"holidays":["HK"]}},
    "workflows":{"simple":{"title":{"zh":"简单","en":"Simple"},"first":"work","stages":{
      "work":{"shown":{"zh":"办理中","en":"At work"},"owner":"agent","within":"60d",
        "tasks":{"look":{"title":{"zh":"核对","en":"Look"},"owner":"agent","within":"2 open d",
                         "until":["record_finding"]}},
        "go":{"close":"done","request_information":"asking"}},
      "asking":{"shown":{"zh":"等您","en":"Your turn"},"owner":"agent","within":"60d",
        "waiting_for":"customer",
        "go":{"receive_information":"work","message":"work","after 5 open d":"work"}},
      "done":{"shown":{"zh":"办结","en":"Done"},"end":true,"go":{"reopen":"work"}}}}},
    "clocks":)" + clocks + "}";
  const std::vector<PackText> packs{{"clock-shop", text}};
  auto policy = Policy::load(packs);
  EXPECT_TRUE(policy) << (policy ? "" : policy.error().message + " " + policy.error().where);
  return policy ? *policy : nullptr;
}

class ClockShop {
public:
  explicit ClockShop(const std::string& clocks, std::shared_ptr<Store> store = make_memory_store())
      : ClockShop(policy_with_clocks(clocks), std::move(store)) {}
  ClockShop(std::shared_ptr<const Policy> policy, std::shared_ptr<Store> store)
      : store_(store), engine_({std::move(policy), std::move(store), ""}) {}

  Engine& engine() { return engine_; }
  const std::shared_ptr<Store>& store() const { return store_; }

  Result<Json> try_say(const std::string& line) {
    return engine_.call_text(std::nullopt, "system", line);
  }
  Json say(const std::string& line) {
    auto answer = try_say(line);
    EXPECT_TRUE(answer) << line << "\n"
                        << (answer ? "" : answer.error().message + " at " + answer.error().where);
    return answer ? *answer : Json();
  }
  Error refused(const std::string& line) {
    auto answer = try_say(line);
    EXPECT_FALSE(answer) << line << "\n" << (answer ? print_json(*answer) : "");
    return answer ? Error{} : answer.error();
  }

  // "09-21 09:00", of 2026 in Shanghai.
  static std::string when(const std::string& local) {
    return "2026-" + local.substr(0, 5) + "T" + local.substr(6) + ":00+08:00";
  }
  std::string fresh_id() { return "id-" + std::to_string(++ids_); }

  Json open(const std::string& local, const std::string& more = "", const std::string& id = "k") {
    return say(R"({"op":"open","id":")" + id + R"(","at":")" + when(local) +
               R"(","by":"agent:li","kind":"simple","channel":"web",)" + more +
               R"("customer":{"id":"c-7"},"text":"还没到"})");
  }
  // A command about the case "k"; `more` are further members.
  std::string line(const std::string& op, const std::string& local, const std::string& more = "",
                   const std::string& by = "agent:li", const std::string& id = "k") {
    return R"({"op":")" + op + R"(","id":")" + fresh_id() + R"(","at":")" + when(local) +
           R"(","by":")" + by + R"(","case_id":")" + id + "\"" + (more.empty() ? "" : "," + more) +
           "}";
  }
  Json tell(const std::string& op, const std::string& local, const std::string& more = "",
            const std::string& by = "agent:li", const std::string& id = "k") {
    return say(line(op, local, more, by, id));
  }
  Json tick(const std::string& local) {
    return say(R"({"op":"tick","limit":0,"at":")" + when(local) + "\"}");
  }
  Json whole(const std::string& local, const std::string& id = "k") {
    const Json answer = say(R"({"op":"query","what":"case","by":"lead:wu","at":")" + when(local) +
                            R"(","where":{"case_id":")" + id + R"("}})");
    const Json* rows = answer.find("rows");
    return rows == nullptr || rows->items.empty() ? Json() : rows->items.front();
  }
  // The latest clock of that target, as the case shows it.
  Json clock(const std::string& target, const std::string& local, const std::string& id = "k") {
    const Json row = whole(local, id);
    Json found;
    if (const Json* clocks = row.find("clocks"))
      for (const Json& clock : clocks->items)
        if (at(clock, "/target") == target)
          found = clock;
    EXPECT_FALSE(found.is_null()) << "no clock " << target;
    return found;
  }
  // "running 09-24 11:00" or "met", of the latest clock of that target.
  std::string stands(const std::string& target, const std::string& local,
                     const std::string& id = "k") {
    const Json found = clock(target, local, id);
    const std::string due = at(found, "/due");
    return at(found, "/state") + (due.empty() ? "" : " " + local_of(due));
  }
  static std::string local_of(const std::string& instant) {
    const auto t = parse_instant(instant);
    if (!t)
      return instant;
    const std::string text = print_instant(*t, hours(8));
    return text.substr(5, 5) + " " + text.substr(11, 5);
  }
  std::string exported() {
    std::string out;
    auto done = engine_.export_lines(
        [&](std::string_view one) -> Result<void> {
          out.append(one).push_back('\n');
          return {};
        },
        true);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return out;
  }
  // "09-22 10:00 lead" of every notice to staff about that clock, in the order they were raised.
  std::vector<std::string> told(const std::string& target, const std::string& local,
                                const std::string& id = "k") {
    std::vector<std::string> out;
    const Json row = whole(local, id);
    if (const Json* actions = row.find("actions"))
      for (const Json& action : actions->items)
        if (at(action, "/reason_code").starts_with(target + " "))
          out.push_back(local_of(at(action, "/raised_at")) + " " + at(action, "/to"));
    return out;
  }

private:
  std::shared_ptr<Store> store_;
  Engine engine_;
  int ids_ = 0;
};

} // namespace amends::test
