// Whatever is said to cases of one order, in whatever order: nobody gets back more than was paid,
// no offer stays below the law's floor, and a plan follows from what is on record.
#include "desk.hpp"

#include "cases/step.hpp"

#include <rapidcheck/gtest.h>

#include <map>

namespace amends::test {
namespace {

std::shared_ptr<const Policy> property_shop() {
  static const auto policy = policy_of(R"(,
    "roles":{"agent":{"up_to":"100 CNY"},"lead":{"up_to":"400 CNY"}},
    "tables":{"compensation":{"when":["category"],"then":["give","amount","coupon"],"rows":[
        ["delivery.damage","refund or resend","paid","-",{"cooling":"24h"}],
        ["delivery.lost","resend + coupon","-","5 CNY"],
        ["delivery.delay","partial_refund","0.30 * paid","-"],
        ["-","refund or coupon","0.50 * paid","0.60 * paid"]],
      "caps":[{"give":"coupon","head":"goodwill","per":"order","at_most":"30 CNY"}]}})",
                                       R"("base@1","law-cn@1")");
  return policy;
}

const std::vector<std::string> texts{"封面撕裂了", "快递丢了，一直没收到", "送货太慢了", "你好"};

class Story {
public:
  Story() : desk(property_shop()) {
    const auto lines = *rc::gen::inRange<std::size_t>(1, 4);
    std::int64_t sum = 0;
    std::string list;
    for (std::size_t i = 0; i < lines; ++i) {
      const auto quantity = *rc::gen::inRange<std::int64_t>(1, 4);
      paid_.push_back(quantity * *rc::gen::inRange<std::int64_t>(0, 20'000));
      sum += paid_.back();
      list += (list.empty() ? "" : ",") + std::string(R"({"id":"l-)") + std::to_string(i) +
              R"(","quantity":)" + std::to_string(quantity) + R"(,"paid":{"minor":)" +
              std::to_string(paid_.back()) + R"(,"currency":"CNY"}})";
    }
    order_ = R"({"id":"o-1","currency":"CNY","paid":{"minor":)" + std::to_string(sum + 800) +
             R"(,"currency":"CNY"},"lines":[)" + list +
             R"(],"deliveries":[{"id":"d-1","promised_at":"2026-09-14T18:00:00+08:00",)"
             R"("delivered_at":"2026-09-18T20:00:00+08:00","postage":"8 CNY"}]})";
    const auto n = *rc::gen::inRange(1, 4);
    for (int i = 0; i < n; ++i) {
      cases.push_back("case-" + std::to_string(i));
      desk.open(cases.back(), *rc::gen::elementOf(texts), order_);
    }
  }

  void step() {
    const std::string id = *rc::gen::elementOf(cases);
    const std::string op = *rc::gen::elementOf(words_);
    std::string more;
    std::string by = "agent:li";
    if (op == "record_finding")
      more = R"("about":[{"line":")" + some_line() + R"("}],"facts":)" + some_facts();
    if (op == "propose" && *rc::gen::arbitrary<bool>())
      more = some_lines();
    if (op == "override")
      more = some_lines() + R"(,"reason":"because")";
    if (op == "propose" || op == "override")
      by = *rc::gen::elementOf(std::vector<std::string>{"agent:li", "lead:zhang", "manager:hu"});
    if (op == "approve" || op == "refuse_approval" || op == "revoke")
      by = *rc::gen::elementOf(std::vector<std::string>{"lead:zhang", "manager:hu"});
    if (op == "revoke")
      more = R"("reason":"because","action":")" + some_action(id) + "\"";
    if (op == "accept" && *rc::gen::arbitrary<bool>())
      more = R"("choice":[1])";
    if (op == "accept" || op == "counter" || op == "reject" || op == "withdraw" || op == "reopen")
      by = "customer:c-77";
    if (op == "external_payout") {
      by = "finance:qi";
      more = some_payout();
    }
    if (op == "settle")
      return settle(id);
    if (op == "tick") {
      desk.wait(hours(*rc::gen::inRange<std::int64_t>(1, 60)));
      (void)desk.tick();
      return;
    }
    const auto said = desk.attempt(op, id, by, more);
    if (!said) {
      const Code code = said.error().code;
      RC_ASSERT(code == Code::state || code == Code::denied || code == Code::evaluation ||
                code == Code::parse || code == Code::not_found);
      return;
    }
    if (op == "propose" || op == "override")
      check_floor(*said);
  }

  // What all cases together hold against each line, and against the order.
  void check_conservation() {
    std::map<std::string, std::int64_t> held;
    for (const std::string& id : cases) {
      const Json state = desk.whole(id);
      for (const Json& entry : state.find("ledger")->items)
        if (at(entry, "/restitution") == "true" && at(entry, "/state") != "released")
          for (const Json& scope : entry.find("scopes")->items)
            held[scope.text] += std::stoll(at(entry, "/amount/minor"));
    }
    std::int64_t all = 0;
    for (std::size_t i = 0; i < paid_.size(); ++i) {
      RC_ASSERT(held["line:o-1/l-" + std::to_string(i)] <= paid_[i]);
      all += paid_[i];
    }
    RC_ASSERT(held["order:o-1"] <= all);
    room_ = all - held["order:o-1"];
  }

  Desk desk;
  std::vector<std::string> cases;

private:
  std::string some_line() {
    return "l-" + std::to_string(*rc::gen::inRange<std::size_t>(0, paid_.size()));
  }
  static std::string money(std::int64_t minor) {
    return R"({"minor":)" + std::to_string(minor) + R"(,"currency":"CNY"})";
  }
  std::string some_facts() {
    if (*rc::gen::arbitrary<bool>())
      return "{}";
    const auto price = *rc::gen::inRange<std::int64_t>(0, 8'000);
    return R"({"return_right":true,"invoice_price_fen":)" + std::to_string(price) + "}";
  }
  std::string some_lines() {
    std::string out;
    const auto n = *rc::gen::inRange(1, 4);
    for (int i = 0; i < n; ++i) {
      const auto give = *rc::gen::elementOf(
          std::vector<std::string>{"refund", "partial_refund", "coupon", "letter", "resend"});
      out += (out.empty() ? "" : ",") + std::string(R"({"give":")") + give + "\"";
      if (give != "coupon" && give != "letter")
        out += R"(,"line":")" + some_line() + "\"";
      if (give != "letter" && give != "resend")
        out += R"(,"amount":)" + money(*rc::gen::inRange<std::int64_t>(1, 30'000));
      if (give == "refund" && *rc::gen::arbitrary<bool>())
        out += R"(,"head":"delivery_cost")";
      out += "}";
    }
    return R"("lines":[)" + out + "]";
  }
  std::string some_action(const std::string& id) {
    const Json state = desk.whole(id);
    std::vector<std::string> all{"none"};
    for (const Json& action : state.find("actions")->items)
      if (action.find("plan") != nullptr)
        all.push_back(at(action, "/id"));
    return *rc::gen::elementOf(all);
  }
  std::string some_payout() {
    return R"("order":"o-1","amount":)" + money(*rc::gen::inRange<std::int64_t>(0, room_ + 1));
  }
  void settle(const std::string& id) {
    const Json state = desk.whole(id);
    for (const Json& action : state.find("actions")->items) {
      if (action.find("plan") == nullptr || at(action, "/state") != "raised")
        continue;
      const auto outcome = *rc::gen::elementOf(std::vector<std::string>{"done", "done", "refused"});
      std::string result = "{}";
      if (outcome == "done" && action.find("amount") != nullptr)
        result =
            R"({"amount":)" +
            money(*rc::gen::inRange<std::int64_t>(0, std::stoll(at(action, "/amount/minor")) + 1)) +
            "}";
      (void)desk.settle(at(action, "/id"), outcome, result);
      return;
    }
  }
  // What the plan gives in money under each head, with what was given back before, is the floor or
  // more.
  void check_floor(const Json& receipt) {
    const Json& plan = *receipt.find("plan");
    std::int64_t all = 0;
    for (const auto paid : paid_)
      all += paid;
    for (const Json& floor : plan.find("floor")->items) {
      std::int64_t given = at(floor, "/head") == "price" ? all - room_ : 0;
      for (const Json& line : plan.find("lines")->items) {
        if (at(line, "/head") != at(floor, "/head"))
          continue;
        std::int64_t most = 0;
        const auto take = [&](const Json& remedy) {
          const auto give = at(remedy, "/give");
          if (give == "refund" || give == "partial_refund")
            most = std::max<std::int64_t>(most, std::stoll(at(remedy, "/amount/minor")));
        };
        take(line);
        for (const Json& other : line.find("alternatives")->items)
          take(other);
        given += most;
      }
      const auto least = std::stoll(at(floor, "/amount/minor"));
      RC_LOG() << print_json(plan) << "\nroom " << room_;
      RC_ASSERT(given >= least);
    }
  }

  const std::vector<std::string> words_{"contact", "record_finding",  "record_finding",  "propose",
                                        "propose", "propose",         "override",        "approve",
                                        "approve", "refuse_approval", "accept",          "accept",
                                        "counter", "reject",          "settle",          "settle",
                                        "tick",    "revoke",          "external_payout", "withdraw",
                                        "reopen"};
  std::vector<std::int64_t> paid_;
  std::int64_t room_ = 0;
  std::string order_;
};

// Every plan that the rules worked out, worked out again from what stood on record before it.
void check_replay(Story& story, const std::string& id) {
  const Json answer =
      story.desk.shop.say(R"({"op":"query","what":"events","at":")" + story.desk.now() +
                          R"(","by":"manager:hu","where":{"case_id":")" + id + R"("}})");
  Case state;
  state.id = id;
  for (const Json& row : answer.find("rows")->items) {
    const auto record = decode<Record>(row);
    RC_ASSERT(record.has_value());
    for (const Event& event : record->events) {
      if (const auto* assessed = std::get_if<events::Assessed>(&event);
          assessed != nullptr && story.cases.size() == 1) {
        Context context;
        context.now = record->at;
        auto plan =
            property_shop()->compensation().assess(cases::assess_input(state, context)).value();
        std::erase_if(plan.why,
                      [](const PlanWhy& why) { return !why.fired && why.column == "category"; });
        RC_ASSERT(print_json(encode(plan)) == print_json(encode(assessed->plan)));
      }
      apply(state, event, record->at);
    }
  }
}

RC_GTEST_PROP(PlanProperty, NothingIsGivenTwiceAndNoOfferIsBelowTheFloor, ()) {
  Story story;
  story.check_conservation();
  const auto steps = *rc::gen::inRange(5, 40);
  for (int i = 0; i < steps; ++i) {
    story.step();
    story.check_conservation();
  }
  for (const std::string& id : story.cases)
    check_replay(story, id);
  const auto verified = story.desk.shop.engine().verify();
  RC_ASSERT(verified.has_value());
}

} // namespace
} // namespace amends::test
