// Policies change under running cases: open ones keep theirs, new ones follow the one activated
// last.
#include "clock_shop.hpp"

namespace amends::test {
namespace {

std::string within(const std::string& span) {
  return R"({"fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close","within":")" +
         span + R"("}})";
}

std::string activate(const std::string& local, const std::string& more = "") {
  return R"({"op":"activate_policy","at":")" + ClockShop::when(local) + "\"" + more + "}";
}

TEST(PolicySwitch, WhoOpensTheStoreWithAnotherPolicyActivatesItWithItsFirstCase) {
  const auto store = make_memory_store();
  ClockShop old(within("24h"), store);
  old.open("09-21 09:00", "", "a");
  ClockShop other(within("12h"), store);
  EXPECT_EQ(other.stands("fix", "09-21 09:00", "a"), "running 09-22 09:00"); // nothing yet
  other.open("09-21 10:00", "", "b");
  EXPECT_EQ(other.stands("fix", "09-21 10:00", "b"), "running 09-21 22:00");
  // The one that is open keeps its own, and the first process follows the store from now on.
  EXPECT_EQ(other.stands("fix", "09-21 10:00", "a"), "running 09-22 09:00");
  old.open("09-21 11:00", "", "c");
  EXPECT_EQ(old.stands("fix", "09-21 11:00", "c"), "running 09-21 23:00");
  const std::string lines = old.exported();
  EXPECT_NE(lines.find(R"({"world":2,"at":"2026-09-21T02:00:00Z","kind":"policy")"),
            std::string::npos);
  EXPECT_EQ(lines.find(R"({"world":3)"), std::string::npos);
  // It reaches no case, so there is nothing to sweep.
  EXPECT_EQ(at(old.say(R"({"op":"sweep","at":"2026-09-21T12:00:00+08:00"})"), "/cases"), "0");
  EXPECT_TRUE(old.engine().verify());
}

TEST(PolicySwitch, GoingBackIsActivatingTheOlderOne) {
  const auto store = make_memory_store();
  ClockShop old(within("24h"), store);
  old.open("09-21 09:00", "", "a");
  const std::string first = at(old.whole("09-21 09:00", "a"), "/policy");
  ClockShop other(within("12h"), store);
  EXPECT_EQ(at(other.say(activate("09-21 10:00")), "/changed"), "true");
  EXPECT_EQ(at(other.say(activate("09-21 10:30")), "/changed"), "false");
  other.say(activate("09-21 11:00", R"(,"policy":")" + first + R"(","note":"back")"));
  other.open("09-21 12:00", "", "b");
  EXPECT_EQ(other.stands("fix", "09-21 12:00", "b"), "running 09-22 12:00");
  EXPECT_EQ(other.refused(activate("09-21 12:00", R"(,"by":"agent:li")")).code, Code::denied);
  EXPECT_EQ(other.refused(activate("09-21 12:00", R"(,"policy":"x")")).code, Code::not_found);
  EXPECT_EQ(other.refused(activate("09-21 09:00")).code, Code::clock);
  // Tables revised behind it reach the cases of every policy.
  EXPECT_TRUE(other.engine().verify());
}

TEST(PolicySwitch, AnEngineWithoutAPolicyOpensCasesOnTheOneActivated) {
  const auto store = make_memory_store();
  ClockShop shop(within("24h"), store);
  shop.say(activate("09-21 09:00"));
  ClockShop bare(std::shared_ptr<const Policy>(), store);
  bare.open("09-21 10:00", "", "b");
  EXPECT_EQ(bare.stands("fix", "09-21 10:00", "b"), "running 09-22 10:00");
}

} // namespace
} // namespace amends::test
