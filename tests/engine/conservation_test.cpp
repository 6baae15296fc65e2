// Two cases on one order line: whatever the order of events, what was paid is never given twice.
#include "shop.hpp"

namespace amends::test {
namespace {

const std::string torn = "封面撕裂了";

// What one of the two cases does, in order; `n` is its number.
struct Side {
  int n;
  std::size_t done = 0;
};

class TwoCases {
public:
  TwoCases() {
    for (int n : {1, 2})
      shop.say(open_line(name(n), clock(), torn));
  }
  // 0: contact, 1: propose, 2: accept (money back), 3: settle.
  void step(int n, std::size_t what) {
    const std::string id = name(n);
    const auto said = [&](const std::string& op, const std::string& by,
                          const std::string& more = "") {
      return shop.try_say(R"({"op":")" + op + R"(","id":")" + op + "-" + id + "-" +
                          std::to_string(++counter) + R"(","case_id":")" + id + R"(","at":")" +
                          clock() + R"(","by":")" + by + "\"" + more + "}");
    };
    if (what == 0) {
      ASSERT_TRUE(said("contact", "agent:li"));
    } else if (what == 1) {
      // The rule's plan may give nothing any more: then staff offer a letter.
      const bool by_rule = said("propose", "agent:li").has_value();
      ASSERT_TRUE(by_rule || said("propose", "agent:li", R"(,"lines":[{"give":"letter"}])"));
    } else if (what == 2) {
      auto accepted = said("accept", "customer:c-77", R"(,"choice":[1])");
      if (!accepted)
        accepted = said("accept", "customer:c-77");
      if (!accepted) { // given elsewhere meanwhile: propose anew and take what is left
        EXPECT_EQ(accepted.error().code, Code::state) << accepted.error().message;
        return;
      }
      for (const Json& action : accepted->find("actions")->items)
        if (at(action, "/kind") == "refund")
          refunds.push_back(at(action, "/id"));
    } else {
      for (const std::string& action : refunds)
        if (action.starts_with(id + "."))
          shop.say(R"({"op":"settle","at":")" + clock() + R"(","action":")" + action +
                   R"(","outcome":"done","result":{"amount":"70 CNY","ref":"r"}})");
    }
  }
  // Reserved or committed restitution of both cases, in fen.
  std::int64_t restitution() {
    std::int64_t sum = 0;
    for (int n : {1, 2}) {
      const Json whole = shop.whole(name(n), clock());
      for (const Json& entry : whole.find("ledger")->items)
        if (at(entry, "/restitution") == "true" && at(entry, "/state") != "released")
          sum += std::stoll(at(entry, "/amount/minor"));
    }
    return sum;
  }
  std::size_t refunded() const { return refunds.size(); }

private:
  static std::string name(int n) { return "case-" + std::to_string(n); }
  std::string clock() { return print_instant(now = now + seconds(60)); }
  Shop shop;
  std::vector<std::string> refunds;
  Instant now = *parse_instant("2026-09-21T10:00:00+08:00");
  int counter = 0;
};

TEST(Conservation, EightOrdersOfEvents) {
  // Who takes the next step, until both have taken all four.
  const std::vector<std::string> orders{"11112222", "22221111", "12121212", "11222211",
                                        "12212112", "11122212", "21112221", "12222111"};
  for (const std::string& order : orders) {
    SCOPED_TRACE(order);
    TwoCases both;
    Side sides[] = {{1}, {2}};
    for (const char turn : order) {
      Side& side = sides[turn - '1'];
      both.step(side.n, side.done++);
      EXPECT_LE(both.restitution(), 7000);
    }
    EXPECT_EQ(both.refunded(), 1U) << "one of the two gets the money, the other does not";
    EXPECT_EQ(both.restitution(), 7000);
  }
}

TEST(Conservation, MoneyGivenElsewhereCounts) {
  Shop shop;
  shop.say(open_line("web-1", "2026-09-21T10:00:00+08:00", torn));
  shop.say(
      R"({"op":"external_payout","id":"x-1","case_id":"web-1","at":"2026-09-21T10:10:00+08:00",)"
      R"("by":"finance:qi","order":"o-1","line":"l-1","amount":"40 CNY","ref":"till"})");
  shop.say(
      R"({"op":"contact","id":"k-1","case_id":"web-1","at":"2026-09-21T10:20:00+08:00","by":"agent:li"})");
  const Error error = shop.refused(
      R"({"op":"propose","id":"p-1","case_id":"web-1","at":"2026-09-21T10:30:00+08:00","by":"agent:li",)"
      R"("lines":[{"line":"l-1","give":"refund","amount":"31 CNY"}]})");
  EXPECT_EQ(code_name(error.code), "evaluation");
  EXPECT_TRUE(error.where.starts_with("/lines/0")) << error.where;
  shop.say(
      R"({"op":"propose","id":"p-2","case_id":"web-1","at":"2026-09-21T10:31:00+08:00","by":"agent:li",)"
      R"("lines":[{"line":"l-1","give":"refund","amount":"30 CNY"}]})");
}

} // namespace
} // namespace amends::test
