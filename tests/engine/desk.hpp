// A desk for tests of plans: a shop whose policy says little, a clock that goes on by a minute with
// every word, and ids that nobody has to write.
#pragma once

#include "shop.hpp"

namespace amends::test {

inline std::shared_ptr<const Policy> policy_of(const std::string& body,
                                               const std::string& extends = R"("base@1")") {
  const PackText pack{"desk.json", R"({"amends_pack":1,"id":"desk","version":"1","extends":[)" +
                                       extends + "]" + body + "}"};
  auto loaded = Policy::load(std::span(&pack, 1));
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message + " at " + loaded.error().where);
  return loaded ? *loaded : nullptr;
}

// One line of 300 yuan (two pieces), one of 80; 20 postage.
inline const std::string two_line_order =
    R"({"id":"o-1","placed_at":"2026-09-10T10:00:00+08:00","buyer":"consumer","currency":"CNY",)"
    R"("paid":"400 CNY","lines":[{"id":"l-1","quantity":2,"unit_price":"150 CNY","paid":"300 CNY"},)"
    R"({"id":"l-2","quantity":1,"unit_price":"80 CNY","paid":"80 CNY"}],"deliveries":[{"id":"d-1",)"
    R"("carrier":"SF","tracking":"T1","promised_at":"2026-09-14T18:00:00+08:00",)"
    R"("delivered_at":"2026-09-18T20:00:00+08:00","postage":"20 CNY"}]})";

class Desk {
public:
  explicit Desk(std::shared_ptr<const Policy> policy, ClassifyHost classify = {})
      : shop(make_memory_store(), std::move(policy), std::move(classify)) {}

  std::string now() { return print_instant(clock_ = clock_ + minutes(1)); }
  void wait(Duration span) { clock_ = clock_ + span; }

  Json open(const std::string& id, const std::string& text,
            const std::string& order = two_line_order, const std::string& customer = "c-77") {
    return shop.say(open_line(id, now(), text, order, customer));
  }
  std::string line(const std::string& op, const std::string& id, const std::string& by,
                   const std::string& more = "") {
    return R"({"op":")" + op + R"(","id":"n-)" + std::to_string(++n_) + R"(","case_id":")" + id +
           R"(","at":")" + now() + R"(","by":")" + by + "\"" + (more.empty() ? "" : "," + more) +
           "}";
  }
  Json say(const std::string& op, const std::string& id, const std::string& by,
           const std::string& more = "") {
    return shop.say(line(op, id, by, more));
  }
  Result<Json> attempt(const std::string& op, const std::string& id, const std::string& by,
                       const std::string& more = "") {
    return shop.try_say(line(op, id, by, more));
  }
  Error refused(const std::string& op, const std::string& id, const std::string& by,
                const std::string& more = "") {
    return shop.refused(line(op, id, by, more));
  }
  Json tick() { return shop.say(R"({"op":"tick","at":")" + now() + R"(","limit":100})"); }
  // `more`: members of the line beside these, such as "attempt".
  std::string settle_line(const std::string& action, const std::string& outcome,
                          const std::string& result = "{}", const std::string& more = "") {
    return R"({"op":"settle","at":")" + now() + R"(","action":")" + action + R"(","outcome":")" +
           outcome + R"(","result":)" + result + (more.empty() ? "" : "," + more) + "}";
  }
  Json settle(const std::string& action, const std::string& outcome,
              const std::string& result = "{}", const std::string& more = "") {
    return shop.say(settle_line(action, outcome, result, more));
  }
  Json whole(const std::string& id) { return shop.whole(id, now(), "manager:hu"); }
  // What the case holds in the ledger and has not released: "price.refund 30000 reserved; ...".
  std::string held(const std::string& id) {
    std::string out;
    const Json state = whole(id);
    for (const Json& entry : state.find("ledger")->items)
      if (at(entry, "/state") != "released")
        out += (out.empty() ? "" : "; ") + at(entry, "/head") + "." + at(entry, "/give") + " " +
               at(entry, "/amount/minor") + " " + at(entry, "/state");
    return out;
  }
  std::string plan_state(const std::string& id, std::size_t n) {
    const Json state = whole(id);
    return at(state, "/plans/" + std::to_string(n) + "/state");
  }
  // The first action of a kind that a receipt names.
  static std::string action_of(const Json& receipt, const std::string& kind) {
    for (const Json& action : receipt.find("actions")->items)
      if (at(action, "/kind") == kind)
        return at(action, "/id");
    return "";
  }
  std::vector<std::string> tasks(const std::string& id) {
    std::vector<std::string> out;
    const Json state = whole(id);
    for (const Json& task : state.find("tasks")->items)
      if (at(task, "/state") == "open")
        out.push_back(at(task, "/kind") + " " + at(task, "/owner"));
    return out;
  }
  bool has_task(const std::string& id, const std::string& wanted) {
    const auto all = tasks(id);
    return std::find(all.begin(), all.end(), wanted) != all.end();
  }

  Shop shop;

private:
  Instant clock_ = *parse_instant("2026-09-21T10:00:00+08:00");
  int n_ = 0;
};

} // namespace amends::test
