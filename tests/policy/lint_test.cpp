// Lint: every mistake at once, each with place and mend; a worked line for every clock.
#include "policy/support.hpp"

#include <algorithm>

namespace amends::testing {
namespace {

std::vector<Finding> lint(const std::string& pack) { return Policy::lint(texts_of({pack})); }

std::vector<Finding> errors(const std::vector<Finding>& findings) {
  std::vector<Finding> out;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(out),
               [](const Finding& f) { return f.level == "error"; });
  return out;
}

bool has_line(const std::vector<Finding>& findings, const std::string& where,
              const std::string& text) {
  const bool found = std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
    return f.rule == "worked" && f.where == where && f.text.find(text) != std::string::npos;
  });
  if (!found)
    for (const Finding& f : findings)
      if (f.rule == "worked")
        ADD_FAILURE() << f.where << ": " << f.text;
  return found;
}

TEST(Lint, NamesEveryMistakeAtOnce) {
  const auto found =
      errors(lint("{\"amends_pack\":1,\"id\":\"shop\",\"version\":\"1\",\"extends\":[\"base@1\"],\n"
                  "\"clocks\":{\"plan\":{\"tell\":{\"80%\":\"agnt\"}}},\n"
                  "\"notices\":{\"offer\":{\"to\":\"costumer\"}}}"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].where, "/clocks/plan/tell/80%");
  EXPECT_NE(found[0].text.find("pack1.json line 2"), std::string::npos) << found[0].text;
  EXPECT_EQ(found[0].mend, "did you mean \"agent\"?");
  EXPECT_EQ(found[1].where, "/notices/offer/to");
  EXPECT_NE(found[1].text.find("pack1.json line 3"), std::string::npos) << found[1].text;
}

std::string compensation(const std::string& rows) {
  return shop(",\n\"tables\":{\"compensation\":{\"when\":[\"category\",\"days_late\"],"
              "\"then\":[\"give\",\"amount\"],\"rows\":[\n" +
              rows + R"(,["-","-","ask agent","-"]]}})");
}

// The first finding of the level, which is at `where` and says all of `words`.
void says(const std::string& pack, const std::string& level, const std::string& where,
          const std::vector<std::string>& words) {
  for (const Finding& f : lint(pack)) {
    if (f.level != level)
      continue;
    EXPECT_EQ(f.where, where) << f.text;
    for (const std::string& word : words)
      EXPECT_NE((f.text + "; " + f.mend).find(word), std::string::npos)
          << word << " in: " << f.text << "; " << f.mend;
    return;
  }
  ADD_FAILURE() << "no " << level << " at " << where;
}

TEST(Lint, MoneyThatIsNone) {
  const std::string cell = "/tables/compensation/rows/0/3";
  const auto row = [](const std::string& amount) {
    return compensation(R"(["delivery.delay",">= 1","coupon",")" + amount + R"("])");
  };
  says(row("10 USD"), "error", cell, {"pack1.json line 3", "USD", "CNY"});
  says(row("max(5 CNY, 10 USD)"), "error", cell, {"USD"});
  says(row("-5 CNY"), "error", cell, {"-5 CNY", "0 or more"});
  says(row("10"), "warning", cell, {"pack1.json line 3", "currency", "write \"10 CNY\""});
  EXPECT_TRUE(errors(lint(row("max(5 CNY, 0.1 * paid)"))).empty());
  says(compensation(R"(["delivery.delay",">= 1","coupon"])"), "error",
       "/tables/compensation/rows/0", {"3 cells", "\"-\""});
}

TEST(Lint, MisspeltWordsOfferTheNearest) {
  const std::string offered = R"(,"workflows":{"complaint":{"stages":{"offered":{"go":{"accept":)";
  const auto guard = [&](const std::string& text) {
    return shop(offered + R"({"to":"doing","if":")" + text + R"("}}}}}})");
  };
  const std::string where = "/workflows/complaint/stages/offered/go/accept/if";
  says(guard(R"(severity = \"hihg\")"), "error", where, {"\"hihg\"", "\"high\""});
  says(guard(R"(category in (\"delivery.dealy\", \"other\"))"), "error", where,
       {"\"delivery.delay\""});
  says(guard(R"(\"chekcing\" != stage)"), "error", where, {"\"checking\""});
  EXPECT_TRUE(errors(lint(guard(R"(severity = \"high\" or tier = \"anything\")"))).empty());
  for (const char* reason : {"waiting_for_custmer", "wating_for_customer"})
    says(shop(R"(,"clocks":{"resolution":{"pause":[")" + std::string(reason) + R"("]}})"),
         "warning", "/clocks/resolution/pause", {reason, "\"waiting_for_customer\""});
  // An override under a wrong name is no thing of its own.
  says(shop(R"(,"clocks":{"first_respons":{"within":"12h"}})"), "error", "/clocks/first_respons",
       {"did you mean \"first_response\"?"});
  says(shop("", "\"book-delivery\""), "error", "/extends/0", {"write \"book-delivery@1\""});
}

TEST(Lint, FullWidthSigns) {
  says("{\"amends_pack\":1,\n\"id\"：\"shop\"}", "error", "/id", {"line 2", "：", "write \":\""});
  const std::string cell = "/tables/compensation/rows/0/1";
  for (const char* test : {"[8，9]", "＞3", "》= 3"})
    says(compensation(R"(["delivery.delay",")" + std::string(test) + R"(","coupon","5 CNY"])"),
         "error", cell, {"full-width"});
  says(compensation(R"(["delivery.delay，delivery.lost","-","coupon","5 CNY"])"), "error",
       "/tables/compensation/rows/0/0", {"full-width sign; write \",\""});
  // In texts for people they are what they are.
  EXPECT_TRUE(errors(lint(shop(R"(,"title":{"zh":"书店，“好”","en":"shop"})"))).empty());
}

TEST(Lint, FindingsOfTablesSayTheirLine) {
  says(compensation(R"j(["delivery.delay","[1..3)","coupon","9 CNY"],
    ["delivery.delay","[3..5)","coupon","2 CNY"],["delivery.delay",">= 5","coupon","8 CNY"])j"),
       "warning", "/tables/compensation/rows", {"pack1.json line 2: amount falls"});
}

TEST(Lint, MistakesInAnInheritedPartNameTheFileTheyStandIn) {
  // The shop's own list of languages makes base's words incomplete.
  const auto found = errors(lint(shop(R"(,"languages":["zh","ja"])")));
  ASSERT_FALSE(found.empty());
  for (const Finding& f : found) {
    EXPECT_NE(f.text.find("\"ja\" is missing"), std::string::npos) << f.text;
    EXPECT_NE(f.text.find("built-in base"), std::string::npos) << f.text;
    EXPECT_FALSE(f.mend.empty());
  }
}

TEST(Lint, WorksOutALineForEveryClock) {
  const auto found = lint(shop(
      R"(,"clocks":{"plan":{"within":"24 open h","on":"desk"},"first_response":{"within":{"P1":"30min","*":"24h"}}})"));
  EXPECT_TRUE(errors(found).empty());
  EXPECT_TRUE(has_line(found, "/clocks/plan",
                       "plan 24 open h on desk = 3 desk days; Mon 10:15 -> Thu 10:15"));
  EXPECT_TRUE(
      has_line(found, "/clocks/first_response", "first_response P1 30min; Mon 10:15 -> Mon 10:45"));
  EXPECT_TRUE(
      has_line(found, "/clocks/first_response", "first_response * 24h; Mon 10:15 -> Tue 10:15"));
  EXPECT_TRUE(has_line(found, "/workflows/complaint/stages/checking",
                       "stage.checking 3 open d on desk; Mon 10:15 -> Thu 10:15"));
  // Beyond a week the date is written too.
  EXPECT_TRUE(
      has_line(found, "/clocks/resolution", "resolution 30d; Mon 10:15 -> Wed 2026-04-08 10:15"));
}

TEST(Lint, SaysWhatIsReadAndNotYetUsed) {
  const auto found = lint(shop(R"(,"duties":{})"));
  const auto said = [&](const std::string& where) {
    return std::any_of(found.begin(), found.end(), [&](const Finding& f) {
      return f.level == "not_checked" && f.where == where;
    });
  };
  EXPECT_TRUE(said("/duties"));
}

TEST(Lint, ExamplesThatFailDoNotHideTheWorkedLines) {
  const auto found = lint(shop(
      R"(,"examples":[{"name":"wrong","given":{"at":"2026-03-02T10:00:00+08:00"},"expect":{"clock.plan.due":"2026-03-02T10:00:00+08:00"}}])"));
  ASSERT_EQ(errors(found).size(), 1U);
  EXPECT_EQ(errors(found)[0].where, "/examples/0/expect/clock.plan.due");
  EXPECT_TRUE(has_line(found, "/clocks/plan", "72h"));
}

TEST(Lint, AnExampleHoldsFactsOnly) {
  const auto found = lint(shop(R"j(,"tables":{"compensation":{
    "when":["days_late"],"then":["give","amount"],"rows":[
    ["< 1","coupon","if overseas = true then 9 CNY else 7 CNY"],["[1..3)","coupon","10 CNY"],
    [">= 3","coupon","0.10 * paid"]]}})j"));
  const auto falls = std::find_if(found.begin(), found.end(),
                                  [](const Finding& f) { return f.rule == "payout_falls"; });
  ASSERT_NE(falls, found.end());
  EXPECT_FALSE(falls->example.contains("true"));
  EXPECT_TRUE(falls->example.contains("days_late"));
}

TEST(Lint, BuiltinPacksAreClean) {
  for (const std::string& name : Policy::builtin_names())
    for (const Finding& f : lint(*Policy::builtin_text(name))) {
      EXPECT_TRUE(f.level == "info" || f.level == "not_checked")
          << name << " " << f.where << ": " << f.text;
    }
}

} // namespace
} // namespace amends::testing
