// References are checked at load: each unknown name is refused with its place and the nearest.
#include "policy/support.hpp"

namespace amends::testing {
namespace {

std::string stage(const std::string& body) {
  return shop(R"(,"workflows":{"complaint":{"stages":{"received":{)" + body + "}}}}");
}
const std::string in_stage = "/workflows/complaint/stages/received";

TEST(References, Roles) {
  refused(load({shop(R"(,"clocks":{"plan":{"tell":{"80%":"agnt"}}})")}), "/clocks/plan/tell/80%",
          {"no role \"agnt\"", "did you mean \"agent\"?"});
  refused(load({stage(R"("owner":"leed")")}), in_stage + "/owner", {"\"lead\""});
  refused(load({stage(R"("owner":"customer")")}), in_stage + "/owner",
          {"no role \"customer\" of the house"});
  refused(load({stage(R"("tasks":{"contact_customer":{"owner":"agents"}})")}),
          in_stage + "/tasks/contact_customer/owner", {"\"agent\""});
  refused(load({shop(R"(,"notices":{"offer":{"to":"costumer"}})")}), "/notices/offer/to",
          {"\"customer\""});
}

TEST(References, Rights) {
  refused(load({shop(R"(,"roles":{"agent":{"may":["handel"]}})")}), "/roles/agent/may/0",
          {"did you mean \"handle\"?"});
  refused(
      load({shop(R"(,"roles":{"customer":{"title":{"zh":"读者","en":"Reader"},"may":["pay"]}})")}),
      "/roles/customer/may/0", {"built-in role", "fixed"});
  refused(load({shop(R"(,"roles":{"agent":{"up_to":"30"}})")}), "/roles/agent/up_to", {"30"});
  refused(load({shop(R"(,"roles":{"agent":{"up_to":"30 EUR"}})")}), "/roles/agent/up_to",
          {"currency CNY"});
}

TEST(References, Calendars) {
  refused(load({shop(R"(,"clocks":{"plan":{"on":"dusk"}})")}), "/clocks/plan/on", {"desk"});
  refused(load({stage(R"("tasks":{"contact_customer":{"on":"dask","within":"2 open h"}})")}),
          in_stage + "/tasks/contact_customer/on", {"no calendar \"dask\"", "\"desk\""});
  refused(load({shop(
              R"(,"calendars":{"shop":{"timezone":"Asia/Shanghai","week":{"mon":"09:00-9pm"}}})")}),
          "/calendars/shop/week/mon", {"pack1.json line 1"});
}

TEST(References, Durations) {
  refused(load({stage(R"("tasks":{"contact_customer":{"within":"24"}})")}),
          in_stage + "/tasks/contact_customer/within", {"24"});
  refused(load({shop(R"(,"clocks":{"plan":{"within":"48 hrs"}})")}), "/clocks/plan/within",
          {"48 hrs"});
  refused(load({shop(R"(,"clocks":{"plan":{"within":{"P9":"1h","*":"2h"}}})")}),
          "/clocks/plan/within/P9", {"no priority \"P9\"", "P1"});
}

TEST(References, RowsAndLaddersOfClocks) {
  const auto plan = [](const std::string& body) {
    return load({shop(R"(,"clocks":{"plan":{)" + body + "}}")});
  };
  EXPECT_TRUE(plan(
      R"("within":[{"category":["delivery.*"],"within":"4h"},{"priority":"P1","within":"1h"},{"within":"2d"}])"));
  refused(plan(R"("within":[{"category":"delivry.*","within":"4h"},{"within":"2d"}])"),
          "/clocks/plan/within/0/category", {"no category \"delivry.*\""});
  refused(plan(R"("within":[{"priority":["P1","P7"],"within":"4h"},{"within":"2d"}])"),
          "/clocks/plan/within/0/priority", {"\"P7\""});
  EXPECT_TRUE(plan(R"("tell":{"+8h":{"role":"manager","every":"24h","times":3}})"));
  refused(plan(R"("tell":{"+8h":{"role":"manger","every":"24h"}})"), "/clocks/plan/tell/+8h/role",
          {"\"manager\""});
}

TEST(References, StagesAndCommands) {
  refused(load({stage(R"("go":{"contact":"cheking"})")}), in_stage + "/go/contact",
          {"no stage \"cheking\"", "did you mean \"checking\"?"});
  refused(load({stage(R"("go":{"contakt":"checking"})")}), in_stage + "/go/contakt",
          {"\"contact\""});
  refused(load({stage(R"("go":{"open":"checking"})")}), in_stage + "/go/open",
          {"no command that leaves a stage"});
  refused(load({stage(R"("go":{"after 7":"checking"})")}), in_stage + "/go/after 7", {"7"});
  refused(load({stage(R"("go":{"auto":"checking"})")}), in_stage + "/go/auto",
          {"without a condition", "\"if\""});
  refused(load({stage(R"("needs":["findings"])")}), in_stage + "/needs/0", {"\"finding\""});
  refused(load({stage(R"("tasks":{"contact_customer":{"until":["contakt"]}})")}),
          in_stage + "/tasks/contact_customer/until", {"\"contact\""});
  refused(load({shop(R"(,"workflows":{"complaint":{"first":"recieved"}})")}),
          "/workflows/complaint/first", {"\"received\""});
  refused(load({shop(R"(,"clocks":{"plan":{"until":"proposed"}})")}), "/clocks/plan/until",
          {"\"propose\""});
  refused(load({shop(R"(,"clocks":{"plan":{"from":"stage:recieved"}})")}), "/clocks/plan/from",
          {"\"stage:received\""});
  refused(load({shop(R"(,"surveys":{"satisfaction":{"on":"closed"}})")}),
          "/surveys/satisfaction/on", {"\"close\""});
}

TEST(References, FactsInGuards) {
  refused(load({stage(R"("go":{"contact":{"to":"checking","if":"severty = \"high\""}})")}),
          in_stage + "/go/contact/if", {"severty", "severity"});
  refused(load({shop(R"(,"notices":{"offer":{"if":"overseass"}})")}), "/notices/offer/if",
          {"overseas"});
  EXPECT_TRUE(load({shop(
      R"(,"facts":{"x.gift_wrap":{"type":"boolean"}},"notices":{"offer":{"if":"x.gift_wrap"}})")}));
  refused(load({shop(R"(,"facts":{"x.gift_wrap":{"type":"bool"}})")}), "/facts/x.gift_wrap/type",
          {"\"bool\"", "boolean"});
  refused(load({shop(R"(,"facts":{"gift_wrap":{"type":"boolean"}})")}), "/facts/gift_wrap",
          {"\"x.gift_wrap\""});
}

TEST(References, FieldsOfNotices) {
  refused(load({shop(R"(,"notices":{"offer":{"zh":"{case.nubmer}","en":"{case.nubmer}"}})")}),
          "/notices/offer/en", {"{case.nubmer}", "\"case.number\""});
  refused(
      load({shop(R"(,"notices":{"offer":{"zh":"{clock.plann.due}","en":"{clock.plann.due}"}})")}),
      "/notices/offer/en", {"clock.plan.due"});
  refused(load({shop(R"(,"notices":{"offer":{"zh":"您好","en":"{case.number}"}})")}),
          "/notices/offer/zh", {"{case.number}", "\"en\"", "not in \"zh\""});
  refused(load({shop(R"(,"notices":{"offer":{"zh":"{case.number","en":"x"}})")}),
          "/notices/offer/zh", {"brace"});
  refused(load({shop(R"(,"notices":{"offer":{"on":"propos"}})")}), "/notices/offer/on",
          {"\"propose\""});
  refused(load({shop(R"(,"notices":{"late":{"on":"plans.late"}})")}), "/notices/late/on",
          {"\"plan.late\""});
}

TEST(References, WordsOfTables) {
  const auto table = [](const std::string& category, const std::string& give) {
    return shop(
        R"(,"categories":{"delivery.delay":{"title":{"zh":"迟","en":"Late"}}},"tables":{"compensation":{"when":["category","severity"],
      "then":["give","amount"],"rows":[[")" +
        category + R"(","-",")" + give + R"(","-"],["-","-","ask lead","-"]]}})");
  };
  EXPECT_TRUE(load({table("delivery.delay", "letter")}));
  refused(load({table("delivery.dely", "letter")}), "/tables/compensation/rows/0/0",
          {"\"delivery.delay\""});
  const auto gift = load({table("delivery.delay", "leter")});
  ASSERT_FALSE(gift);
  EXPECT_NE(gift.error().message.find("letter"), std::string::npos);
  const auto role = load({table("delivery.delay", "ask leed")});
  ASSERT_FALSE(role);
  EXPECT_NE(role.error().message.find("lead"), std::string::npos);
}

TEST(References, EveryLanguageIsThere) {
  refused(load({shop(R"(,"roles":{"night":{"title":{"en":"Night desk"},"may":["handle"]}})")}),
          "/roles/night/title", {"language \"zh\" is missing"});
  const auto japanese = load({shop(R"(,"languages":["zh","en","ja"])")});
  ASSERT_FALSE(japanese);
  EXPECT_NE(japanese.error().message.find("\"ja\" is missing"), std::string::npos);
  refused(load({shop(R"(,"roles":{"agent":{"title":"Agent"}})")}), "/roles/agent/title",
          {"by language"});
  refused(load({shop(R"(,"roles":{"agent":{"title":{"Chinese":"x"}}})")}),
          "/roles/agent/title/Chinese", {"no language"});
  // One language is enough for a shop that speaks one, and traditional Chinese may be absent.
  EXPECT_TRUE(load({shop(
      R"(,"languages":["en"],"roles":{"night":{"title":{"en":"Night desk"},"may":["handle"]}})")}));
  EXPECT_TRUE(load({shop(R"(,"languages":["zh","zh-Hant","en"])")}));
}

} // namespace
} // namespace amends::testing
