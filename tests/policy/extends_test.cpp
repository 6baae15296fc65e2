// PACKS rules 4 and 5: `extends` and the merge rules.
#include "policy/support.hpp"

namespace amends::testing {
namespace {

std::string pack(const std::string& id, const std::string& body, const std::string& extends) {
  return R"({"amends_pack":1,"id":")" + id + R"(","version":"1.2","extends":[)" + extends + "]" +
         body + "}";
}

std::string within_of(const Policy& policy, const std::string& clock) {
  const Json* spec = policy.resolved().find("clocks")->find(clock);
  return spec == nullptr ? "none" : print_json(*spec->find("within"));
}

TEST(Extends, OneFigureOfABuiltinPackIsTheWholeFile) {
  const auto policy = must(load(
      {R"({"amends_pack":1,"id":"mine","version":"1","extends":["book-delivery@1"],"clocks":{"first_response":{"within":"12h"}}})"}));
  EXPECT_EQ(within_of(*policy, "first_response"), "\"12h\"");
  const auto parent = must(Policy::builtin("book-delivery"));
  EXPECT_EQ(within_of(*policy, "triage"), within_of(*parent, "triage"));
  EXPECT_EQ(policy->targets().size(), parent->targets().size());
  EXPECT_EQ(policy->languages(), parent->languages());
}

TEST(Extends, LaterParentsWinAndThisOneWinsOverAll) {
  const std::string a =
      pack("a", R"(,"numbers":{"case":"A{n}"},"clocks":{"plan":{"within":"1h"}})", "\"base@1\"");
  const std::string b = pack("b", R"(,"numbers":{"case":"B{n}"})", "\"base@1\"");
  const Instant at{};
  EXPECT_EQ(must(load({a, b, shop("", "\"a@1\",\"b@1\"")}))->case_number(1, at), "B1");
  EXPECT_EQ(must(load({a, b, shop("", "\"b@1\",\"a@1\"")}))->case_number(1, at), "A1");
  EXPECT_EQ(must(load({a, b, shop(R"(,"numbers":{"case":"S{n}"})", "\"b@1\",\"a@1\"")}))
                ->case_number(1, at),
            "S1");
}

TEST(Extends, AGrandparentSharedByTwoParentsIsLaidOnce) {
  // Were base laid again under b, a's plan would be lost.
  const std::string a = pack("a", R"(,"clocks":{"plan":{"within":"1h"}})", "\"base@1\"");
  const std::string b = pack("b", R"(,"numbers":{"case":"B{n}"})", "\"base@1\"");
  const auto policy = must(load({a, b, shop("", "\"a@1\",\"b@1\"")}));
  EXPECT_EQ(within_of(*policy, "plan"), "\"1h\"");
}

TEST(Extends, HeadAndExamplesAreOnesOwn) {
  const std::string a =
      pack("a", R"(,"title":{"zh":"甲","en":"A"},"valid_from":"2026-01-01","examples":[
      {"name":"plan","given":{"at":"2026-03-02T00:00:00Z"},"expect":{"clock.plan.due":"2026-03-05T00:00:00Z"}}])",
           "\"base@1\"");
  // The parent's example would fail here: it speaks of the parent's 72 h.
  const auto policy = must(load({a, shop(R"(,"clocks":{"plan":{"within":"1h"}})", "\"a@1\"")}));
  EXPECT_EQ(policy->title().at("en"), "shop");
  EXPECT_EQ(policy->version(), "1");
  EXPECT_EQ(policy->resolved().find("valid_from"), nullptr);
  EXPECT_EQ(print_json(*policy->resolved().find("extends")), R"(["base@1.0.0","a@1.2"])");
}

TEST(Extends, ARowGoesBeforeAnInheritedOne) {
  const auto with = [](const std::string& rows) {
    return load({shop(R"(,"tables":{"compensation":{"+rows":[)" + rows + "]}}")});
  };
  const auto policy = must(with(
      R"(["delivery.delay","high","-","-","-","coupon","9 CNY",{"id":"mine","before":"delay_short"}],
         ["delivery.delay","low","-","-","-","coupon","1 CNY",{"before":"rest"}],
         ["delivery.delay","low","-","-","-","coupon","2 CNY",{"before":"rest"}])"));
  const Json& rows = *policy->resolved().find("tables")->find("compensation")->find("rows");
  const std::size_t base_rows = must(Policy::builtin("base"))
                                    ->resolved()
                                    .find("tables")
                                    ->find("compensation")
                                    ->find("rows")
                                    ->items.size();
  ASSERT_EQ(rows.items.size(), base_rows + 3);
  EXPECT_EQ(print_json(rows.items.front().items.back()), R"({"id":"mine"})");
  EXPECT_EQ(rows.items[base_rows].items.back().text, "1 CNY");
  EXPECT_EQ(rows.items[base_rows + 1].items.back().text, "2 CNY");
  const Facts facts{{"category", Value(std::string("delivery.delay"))},
                    {"severity", Value(std::string("high"))}};
  EXPECT_EQ(policy->table("compensation")->evaluate(facts, false)->matched,
            (std::vector<std::string>{"mine"}));
  refused(with(R"(["-","-","-","-","-","letter","-",{"before":"resst"}])"),
          "/tables/compensation/+rows/0", {"pack1.json line 1", "\"rest\""});
  refused(load({shop(R"(,"tables":{"compensation":{"rows":[
              ["-","-","-","-","-","letter","-",{"before":"rest"}]]}})")}),
          "/tables/compensation/rows/0/7/before", {"+rows"});
}

TEST(Extends, NullRemovesAnInheritedThing) {
  const auto policy = must(load({shop(R"(,"clocks":{"resolution":null},"surveys":null)")}));
  EXPECT_FALSE(policy->targets().contains("resolution"));
  EXPECT_TRUE(policy->targets().contains("plan"));
  EXPECT_TRUE(policy->surveys().empty());
}

TEST(Extends, NullWhereNothingIsInheritedIsAMistake) {
  refused(load({shop(R"(,"clocks":{"resolutoin":null})")}), "/clocks/resolutoin",
          {"pack1.json", "no \"resolutoin\" is inherited", "did you mean \"resolution\"?"});
}

TEST(Extends, AListOrAPlainValueReplacesWhole) {
  const auto policy = must(load({shop(R"(,"roles":{"agent":{"may":["audit"]}})")}));
  EXPECT_EQ(policy->role("agent")->may, (std::set<std::string, std::less<>>{"audit"}));
  EXPECT_EQ(policy->role("agent")->title.at("en"), "Agent");
}

TEST(Extends, AnObjectReplacesAPlainValue) {
  const auto policy = must(load({shop(R"(,"clocks":{"plan":{"within":{"P1":"1h","*":"2h"}}})")}));
  EXPECT_EQ(within_of(*policy, "plan"), R"({"P1":"1h","*":"2h"})");
}

TEST(Extends, PlusAppendsToAnInheritedList) {
  const auto policy = must(load({shop(R"(,"notices":{"offer":{"+by":["letter"]}})")}));
  EXPECT_EQ(policy->notices().at("offer").by,
            (std::vector<std::string>{"app", "email", "sms", "letter"}));
  EXPECT_EQ(policy->body().find("+by"), std::string::npos);
}

TEST(Extends, PlusNeedsAListToAppendTo) {
  refused(load({shop(R"(,"notices":{"offer":{"+buy":["letter"]}})")}), "/notices/offer/+buy",
          {"no inherited list", "did you mean \"by\"?"});
  refused(load({shop(R"(,"notices":{"offer":{"+by":"letter"}})")}), "/notices/offer/+by",
          {"needs one, not a text"});
  refused(load({shop(R"(,"notices":{"offer":{"+by":["letter"],"by":["app"]}})")}),
          "/notices/offer/+by", {"both \"by\" and \"+by\""});
}

TEST(Extends, APointAfterTheEndOfAClockIsNoAppend) {
  const auto policy = must(load({shop(R"(,"clocks":{"plan":{"tell":{"+8h":"lead"}}})")}));
  EXPECT_EQ(print_json(*policy->resolved().find("clocks")->find("plan")->find("tell")),
            R"({"80%":"agent","100%":"lead","+8h":"lead"})");
}

TEST(Extends, UnknownParentsOfferTheNearest) {
  refused(load({shop("", "\"bse@1\"")}), "/extends/0",
          {"pack1.json line 1", "no pack \"bse\"", "did you mean \"base\"?"});
  refused(load({shop("", "\"base@2\"")}), "/extends/0", {"version 1.0.0, not 2", "\"base@1\""});
  refused(load({shop("", "\"base\"")}), "/extends/0", {"major version"});
  refused(load({R"({"amends_pack":1,"id":"shop","version":"1","extends":"base@1"})"}), "/extends",
          {"is a list"});
}

TEST(Extends, APackGivenLaterIsNoParent) {
  const std::string a = pack("a", "", "\"later@1\"");
  const std::string later = pack("later", "", "\"base@1\"");
  EXPECT_FALSE(load({a, later, shop("", "\"a@1\"")}));
  EXPECT_TRUE(load({later, a, shop("", "\"a@1\"")}));
}

TEST(Extends, AnOwnPackStandsForTheBuiltinOfItsName) {
  const auto builtin = must(Policy::builtin("base"));
  std::string own = builtin->body();
  own.replace(own.find("AM{yyyy}"), 8, "OWN{yy}");
  EXPECT_EQ(must(load({own, shop()}))->case_number(3, *parse_instant("2026-05-05T00:00:00Z")),
            "OWN26000003");
}

TEST(Extends, CirclesAreRefused) {
  refused(load({shop("", "\"shop@1\"")}), "/extends/0", {"circle"});
}

} // namespace
} // namespace amends::testing
