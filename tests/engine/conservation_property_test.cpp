// Two or three cases on one order, said to in any order: promises never exceed what was paid, and
// whatever really went out is counted, promised or not.
#include "desk.hpp"

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

namespace amends::test {
namespace {

std::shared_ptr<const Policy> any_form() {
  static const auto policy = policy_of(R"(,
    "roles":{"agent":{"up_to":"10000 CNY"}},
    "tables":{"compensation":{"when":["category"],"then":["give","amount","coupon","points"],"rows":[
        ["delivery.damage","refund or coupon or resend or points","paid","paid","100"],
        ["-","partial_refund + coupon","0.40 * paid","5 CNY","-"]],
      "caps":[{"give":"coupon","head":"goodwill","per":"customer","in":"90d","at_most":"12 CNY"}]}})");
  return policy;
}

class OneOrder {
public:
  OneOrder() : desk(any_form()) {
    lines_ = {{"l-1", some_price()}, {"l-2", some_price()}};
    const int n = *rc::gen::inRange(2, 4);
    for (int i = 0; i < n; ++i) {
      cases_.push_back("case-" + std::to_string(i));
      const bool torn = *rc::gen::arbitrary<bool>();
      desk.open(cases_.back(), torn ? "封面撕裂了" : "你好", order());
      desk.say("contact", cases_.back(), "agent:li");
    }
  }

  void step() {
    const Sum before = sum();
    const std::string id = *rc::gen::elementOf(cases_);
    const std::string op = *rc::gen::elementOf(words_);
    const bool done = say(op, id);
    const Sum after = sum();
    RC_LOG() << op << " " << id << (done ? "" : " refused") << ": " << after.reserved << " + "
             << after.committed << " of " << paid() << "\n";
    if (after.all() > paid() && after.all() > before.all()) {
      // Only money that really went out goes beyond what was paid; then nothing of this case waits
      // to follow it, and somebody hears of it.
      RC_ASSERT(op == "settle" || op == "external_payout");
      RC_ASSERT(after.by_case.at(id) == 0);
      RC_ASSERT(desk.has_task(id, "more_given_than_paid finance"));
    }
    if (op != "settle" && after.goodwill > before.goodwill)
      RC_ASSERT(after.goodwill <= 1200);
    // What went out and is not counted, or is counted and did not go out: none.
    RC_ASSERT(after.committed == told_);
    RC_ASSERT(after.reserved >= 0);
    for (const auto& [line, held] : after.promised)
      if (held > value(before.promised, line))
        RC_ASSERT(value(after.by_line, line) <= line_paid(line));
  }

  Desk desk;

private:
  struct Sum {
    std::int64_t reserved = 0, committed = 0, goodwill = 0;
    std::map<std::string, std::int64_t> by_case; // reserved and not yet with a provider
    std::map<std::string, std::int64_t> promised, by_line;
    [[nodiscard]] std::int64_t all() const { return reserved + committed; }
  };

  static std::int64_t value(const std::map<std::string, std::int64_t>& map,
                            const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? 0 : found->second;
  }
  static std::int64_t some_price() { return *rc::gen::inRange<std::int64_t>(0, 9000); }
  static std::string fen(std::int64_t minor) {
    return R"({"minor":)" + std::to_string(minor) + R"(,"currency":"CNY"})";
  }
  [[nodiscard]] std::string order() const {
    std::string out;
    for (const auto& [name, price] : lines_)
      out += (out.empty() ? "" : ",") + std::string(R"({"id":")") + name +
             R"(","quantity":1,"paid":)" + fen(price) + "}";
    return R"({"id":"o-1","currency":"CNY","revision":)" + std::to_string(revision_) +
           R"(,"paid":)" + fen(paid()) + R"(,"lines":[)" + out + "]}";
  }
  [[nodiscard]] std::int64_t paid() const {
    std::int64_t all = 0;
    for (const auto& [name, price] : lines_)
      all += price;
    return all;
  }
  [[nodiscard]] std::int64_t line_paid(const std::string& scope) const {
    for (const auto& [name, price] : lines_)
      if (scope == "line:o-1/" + name)
        return price;
    return 0;
  }
  static bool is_pending(const Json& whole, const std::string& plan_line) {
    const auto& actions = whole.find("actions")->items;
    return std::any_of(actions.begin(), actions.end(), [&](const Json& action) {
      return at(action, "/plan_line") == plan_line && at(action, "/pending") == "true";
    });
  }
  Sum sum() {
    Sum out;
    for (const std::string& id : cases_) {
      out.by_case[id] = 0;
      const Json whole = desk.whole(id);
      for (const Json& entry : whole.find("ledger")->items) {
        const std::string state = at(entry, "/state");
        const std::int64_t minor = std::stoll(at(entry, "/amount/minor"));
        if (state == "released")
          continue;
        if (at(entry, "/restitution") != "true") {
          out.goodwill += minor;
          continue;
        }
        (state == "reserved" ? out.reserved : out.committed) += minor;
        if (state == "reserved" && !is_pending(whole, at(entry, "/entry")))
          out.by_case[id] += minor;
        for (const Json& scope : entry.find("scopes")->items)
          if (scope.text.starts_with("line:")) {
            out.by_line[scope.text] += minor;
            if (state == "reserved")
              out.promised[scope.text] += minor;
          }
      }
    }
    return out;
  }

  bool say(const std::string& op, const std::string& id) {
    if (op == "settle")
      return settle(id);
    if (op == "order_changed")
      return change();
    if (op == "tick") {
      desk.wait(hours(*rc::gen::inRange<std::int64_t>(1, 50)));
      (void)desk.tick();
      return true;
    }
    std::string by = "agent:li", more;
    if (op == "propose" && *rc::gen::arbitrary<bool>())
      more = R"("lines":[)" + some_line() + "]";
    if (op == "accept") {
      by = "customer:c-77";
      more = R"("choice":[)" + std::to_string(*rc::gen::inRange(0, 4)) + "," +
             std::to_string(*rc::gen::inRange(0, 4)) + "]";
    }
    if (op == "reject" || op == "reopen")
      by = "customer:c-77";
    std::int64_t amount = 0;
    if (op == "external_payout") {
      amount = 1 + some_price() / 3;
      by = "finance:qi";
      more = R"("order":"o-1","amount":)" + fen(amount);
    }
    const auto said = desk.attempt(op, id, by, more);
    if (said)
      told_ += amount;
    else
      RC_ASSERT(said.error().code == Code::state || said.error().code == Code::evaluation ||
                said.error().code == Code::parse);
    return said.has_value();
  }
  std::string some_line() {
    const auto give = *rc::gen::elementOf(std::vector<std::string>{"refund", "resend", "coupon"});
    std::string out = R"({"give":")" + give + "\"";
    if (*rc::gen::arbitrary<bool>())
      out += R"(,"line":")" + lines_[*rc::gen::inRange<std::size_t>(0, lines_.size())].first + "\"";
    if (give != "resend")
      out += R"(,"amount":)" + fen(1 + some_price());
    if (give == "refund" && *rc::gen::arbitrary<bool>())
      out += R"(,"alternatives":[{"give":"coupon","amount":)" + fen(1 + some_price()) + "}]";
    return out + "}";
  }
  // Any remedy that ever was, settled in any way: twice, late, for more or less than promised.
  bool settle(const std::string& id) {
    std::vector<Json> remedies;
    const Json whole = desk.whole(id);
    for (const Json& action : whole.find("actions")->items)
      if (action.find("plan_line") != nullptr)
        remedies.push_back(action);
    if (remedies.empty())
      return false;
    const Json action = remedies[*rc::gen::inRange<std::size_t>(0, remedies.size())];
    const std::string name = at(action, "/id");
    const std::string give = at(action, "/give");
    const std::string outcome =
        *rc::gen::elementOf(std::vector<std::string>{"done", "done", "refused", "pending"});
    const bool money = give == "refund" || give == "partial_refund" || give == "coupon";
    const std::string amount = at(action, "/amount/minor");
    std::int64_t given = amount.empty() ? 0 : std::stoll(amount);
    if (money && *rc::gen::inRange(0, 4) == 0)
      given = some_price();
    std::string result = R"({"ref":")" + name + R"(")";
    if (money && outcome == "done")
      result += R"(,"amount":)" + fen(given);
    const Sum before = sum();
    const auto said = desk.shop.try_say(desk.settle_line(name, outcome, result + "}"));
    if (!said) {
      RC_ASSERT(said.error().code == Code::duplicate);
      return false;
    }
    // One payment counts once, with the greatest amount that it was told with.
    if (outcome == "done" && give != "letter" && at(action, "/head") == "price") {
      std::int64_t& counted = counted_[name];
      const std::int64_t counts = give == "points" ? sum().committed - before.committed : given;
      told_ += std::max<std::int64_t>(counts - counted, 0);
      counted = std::max(counted, counts);
    }
    return true;
  }
  // The shop tells all its cases: lines get other names, go, come, or another price.
  bool change() {
    ++revision_;
    const int how = *rc::gen::inRange(0, 3);
    auto& line = lines_[*rc::gen::inRange<std::size_t>(0, lines_.size())];
    if (how == 0)
      line.first += "x";
    else if (how == 1)
      line.second = some_price();
    else if (lines_.size() > 1)
      lines_.pop_back();
    for (const std::string& id : cases_)
      (void)desk.attempt("order_changed", id, "seller:s-1", R"("order":)" + order());
    return true;
  }

  const std::vector<std::string> words_{"propose", "propose",         "propose", "accept",
                                        "accept",  "accept",          "reject",  "settle",
                                        "settle",  "external_payout", "tick",    "order_changed"};
  std::vector<std::pair<std::string, std::int64_t>> lines_;
  std::vector<std::string> cases_;
  std::map<std::string, std::int64_t> counted_;
  std::int64_t told_ = 0;
  std::int64_t revision_ = 1;
};

RC_GTEST_PROP(ConservationProperty, PromisesStayWithinWhatWasPaidAndPaymentsAreCounted, ()) {
  OneOrder shop;
  const auto steps = *rc::gen::inRange(5, 40);
  for (int i = 0; i < steps; ++i)
    shop.step();
  const auto verified = shop.desk.shop.engine().verify();
  RC_ASSERT(verified.has_value());
}

} // namespace
} // namespace amends::test
