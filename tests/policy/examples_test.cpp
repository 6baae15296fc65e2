// PACKS rule 15: a pack whose examples fail is not loaded.
#include "policy/support.hpp"

namespace amends::testing {
namespace {

const std::string rules = R"(,
  "categories": {
    "delivery.delay": {"title":{"zh":"迟","en":"Late"},"priority":"P3","words":{"zh":["太慢","延误"],"en":["late"]}},
    "delivery.damage": {"title":{"zh":"破","en":"Damaged"},"priority":"P2","words":{"zh":["撕裂","破损"],"en":["torn"]}}},
  "tables": {"compensation": {"when":["category","days_late"],"then":["give","amount"],
    "rows":[["delivery.delay","< 3","letter","-"],["delivery.delay",">= 3","coupon","0.10 * paid"],
            ["delivery.damage","-","resend or refund","paid"],["-","-","ask lead","-"]],
    "caps":[{"give":"coupon","per":"case","at_most":"30 CNY"}]}})";

Loaded with(const std::string& given, const std::string& expect) {
  return load({shop(rules + R"(,"examples":[{"name":"the try","given":{)" + given +
                    R"(},"expect":{)" + expect + "}}]")});
}

void fails(const std::string& given, const std::string& expect, const std::string& where,
           const std::vector<std::string>& words) {
  std::vector<std::string> all = words;
  all.push_back("the example \"the try\"");
  all.push_back("pack1.json line");
  refused(with(given, expect), "/examples/0" + where, all);
}

TEST(Examples, OfWords) {
  EXPECT_TRUE(with(R"("text":"封面撕裂了")", R"("category":"delivery.damage","priority":"P2")"));
  EXPECT_TRUE(with(R"("text":"没有破损，就是太慢")", R"("category":"delivery.delay")"));
  fails(R"("text":"太慢了")", R"("category":"delivery.damage")", "/expect/category",
        {"category is \"delivery.delay\", expected \"delivery.damage\""});
}

TEST(Examples, OfCompensation) {
  const std::string late = R"("category":"delivery.delay","days_late":4,"paid":"80 CNY")";
  EXPECT_TRUE(with(late, R"("give":"coupon","amount":"8 CNY","capped":false)"));
  EXPECT_TRUE(with(R"("category":"delivery.delay","days_late":4,"paid":"900 CNY")",
                   R"("give":"coupon","amount":"30 CNY","capped":true)"));
  EXPECT_TRUE(
      with(R"("category":"delivery.damage","paid":"80 CNY")", R"("give":"resend or refund")"));
  EXPECT_TRUE(with(R"("category":"other")", R"("give":"ask lead")"));
  fails(late, R"("amount":"9 CNY")", "/expect/amount", {"8", "9", "CNY"});
  fails(late, R"("give":"refund")", "/expect/give", {"give is \"coupon\", expected \"refund\""});
  fails(late, R"("capped":true)", "/expect/capped", {"capped is false"});
}

TEST(Examples, AMissingFactIsNotAZero) {
  fails(R"("category":"delivery.delay","paid":"80 CNY")", R"("give":"letter")", "/expect/give",
        {"missing"});
}

TEST(Examples, OfClocks) {
  EXPECT_TRUE(with(R"("at":"2026-03-02T10:00:00+08:00")",
                   R"("clock.first_response.due":"2026-03-03T10:00:00+08:00")"));
  EXPECT_TRUE(with(R"("at":"2026-03-02T10:00:00+08:00")",
                   R"("clock.stage.received.due":"2026-03-03T02:00:00Z")"));
  fails(R"("at":"2026-03-02T10:00:00+08:00")",
        R"("clock.first_response.due":"2026-03-03T11:00:00+08:00")",
        "/expect/clock.first_response.due",
        {"2026-03-03T10:00:00+08:00", "expected 2026-03-03T11:00:00+08:00"});
  fails(R"("days_late":1)", R"("clock.first_response.due":"2026-03-03T11:00:00+08:00")",
        "/expect/clock.first_response.due", {"add \"at\""});
  fails(R"("at":"2026-03-02T10:00:00+08:00")",
        R"("clock.first_respnse.due":"2026-03-03T11:00:00+08:00")",
        "/expect/clock.first_respnse.due", {"clock.first_response.due"});
}

TEST(Examples, UnknownNamesOfferTheNearest) {
  fails(R"("days_lat":4)", R"("give":"letter")", "/given/days_lat", {"days_late"});
  fails(R"("days_late":4)", R"("gives":"letter")", "/expect/gives", {"\"give\""});
  fails(R"("paid":"80")", R"("give":"letter")", "/given/paid", {"80"});
  fails(R"("at":"2026-03-02")", R"("clock.plan.due":"2026-03-03T11:00:00+08:00")", "/given/at", {});
}

} // namespace
} // namespace amends::testing
