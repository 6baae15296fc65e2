// What somebody new to it runs into: money of another currency, misspelt words, numbers for people,
// offers that come to nothing.
#include "shop.hpp"

namespace amends::test {
namespace {

std::string open_line(const std::string& id, const std::string& order, const std::string& text,
                      const std::string& more = "") {
  return R"({"op":"open","id":")" + id +
         R"(","at":"2026-09-21T08:45:12+08:00","by":"agent:li","kind":"complaint",)" +
         R"("customer":{"id":"c-1"},"order":)" + order + more + R"(,"text":")" + text + "\"}";
}

std::string query(const std::string& what, const std::string& where) {
  return R"({"op":"query","what":")" + what + R"(","at":"2026-09-21T09:00:00+08:00",)" +
         R"("by":"lead:wu","where":)" + where + "}";
}

TEST(Newcomer, MoneyOfAnotherCurrencyIsForAPerson) {
  for (const char* text : {"快递一直没到，晚了很多天", "书破损了，封面撕裂", "少了一本书"}) {
    Shop shop;
    const Json opened = shop.say(open_line(
        "a",
        R"({"id":"o-1","currency":"USD","paid":"500.00 USD","lines":[{"id":"l-1","quantity":1,)"
        R"("paid":"500.00 USD"}],"deliveries":[{"id":"d-1","promised_at":)"
        R"("2026-09-10T10:00:00+08:00","postage":"0.00 USD"}]})",
        text));
    EXPECT_EQ(at(opened, "/plan/lines"), "[]") << text;
    EXPECT_NE(at(opened, "/plan/ask"), "") << print_json(*opened.find("plan"));
  }
}

TEST(Newcomer, MisspeltWordsAreToldWithTheNearest) {
  Shop shop;
  shop.say(open_line("a", R"({"id":"o-1"})", "书破损了"));
  for (const std::string what : {"cases", "counts"}) {
    const Error stage = shop.refused(query(what, R"({"stage":"recieved"})"));
    EXPECT_EQ(stage.where, "/where/stage");
    EXPECT_NE(stage.message.find("near: received"), std::string::npos) << stage.message;
    EXPECT_EQ(
        shop.refused(query(what, R"({"category":["delivery.damage","delivery.dmage"]})")).where,
        "/where/category/1");
    EXPECT_EQ(shop.refused(query(what, R"({"priority":"P9"})")).where, "/where/priority");
    EXPECT_EQ(shop.refused(query(what, R"({"kind":"complant"})")).where, "/where/kind");
  }
  EXPECT_EQ(shop.say(query("cases", R"({"stage":"received"})")).find("rows")->items.size(), 1U);
}

TEST(Newcomer, ACaseGoesByTheNumberThatPeopleKnowToo) {
  Shop shop;
  const Json opened = shop.say(open_line("a", R"({"id":"o-1"})", "书破损了"));
  const std::string number = at(opened, "/number");
  const Json row = shop.say(query("case", R"({"case_id":")" + number + R"("})"));
  EXPECT_EQ(at(row, "/rows/0/id"), "a");
  EXPECT_FALSE(shop.say(query("timeline", R"({"case_id":")" + number + R"("})"))
                   .find("rows")
                   ->items.empty());
  EXPECT_EQ(shop.refused(query("case", R"({"case_id":"AM1999000001"})")).code, Code::not_found);
}

TEST(Newcomer, AMissingPostageIsNamedWhereItLies) {
  Shop shop;
  const Json opened = shop.say(open_line(
      "a", R"({"id":"o-1","paid":"50 CNY","deliveries":[{"id":"d-1"}]})", "书破损了，封面撕裂"));
  EXPECT_EQ(at(opened, "/plan/incomplete/0"), "/deliveries/0/postage")
      << print_json(*opened.find("plan"));
}

TEST(Newcomer, OfSeveralGrievancesTheMostUrgentDecides) {
  Shop shop;
  const Json opened = shop.say(
      open_line("a", R"({"id":"o-1"})", "小建议：包装可以更好。另外你们泄露了我的个人信息"));
  EXPECT_EQ(at(opened, "/priority"), "P1") << print_json(*opened.find("labels"));
}

TEST(Newcomer, ALineThatComesToNothingIsNotOfferedInWords) {
  Plan plan;
  PlanLine cut, real;
  cut.give = Give::none;
  cut.amount = Money{0, *parse_currency("CNY")};
  real.give = Give::refund;
  real.amount = Money{500, *parse_currency("CNY")};
  plan.lines = {cut};
  EXPECT_EQ(plan_words(plan, "zh"), "无");
  plan.lines = {cut, real};
  EXPECT_EQ(plan_words(plan, "zh"), "退款 5.00 元");
}

} // namespace
} // namespace amends::test
