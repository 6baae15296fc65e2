// Workflows: what is compiled of them, and what a load refuses.
#include "policy/support.hpp"

namespace amends::testing {
namespace {

// A pack whose only workflow is `stages`, first stage "new".
std::string flow(const std::string& stages, const std::string& more = "") {
  return shop(
      R"(,"workflows":{"complaint":null,"suggestion":null,"repair":{"first":"new","stages":{)" +
      stages + "}}}" +
      R"(,"clocks":{"resolution":null},"notices":{"closed":null,"done":null},"surveys":null)" +
      more);
}
const std::string shown = R"("shown":{"zh":"办理","en":"At work"})";
const std::string at_work = shown + R"(,"owner":"agent","within":"24h")";
const std::string done = R"("done":{)" + shown + R"(,"end":true})";

const Stage& stage_of(const Policy& policy, const std::string& name) {
  return *policy.workflow("repair")->stage(name);
}

TEST(Workflows, StagesWaysAndTasksAreCompiled) {
  const auto policy = must(load({flow(
      R"("new":{)" + at_work +
      R"(,"needs":["finding"],"tasks":{"call":{"title":{"zh":"电话","en":"Call"},"owner":"lead",
        "within":"4 open h","if":"tier = \"vip\"","until":"contact"}},
        "go":{"contact":[{"to":"wait","if":"overseas","needs":["photo"]},"done"],"after 3 open d":"done","auto":{"to":"done","if":"all_settled"}}},
      "wait":{)" +
      at_work + R"(,"waiting_for":"customer","go":{"message":"new"}},)" + done +
      R"(,"*":{"go":{"withdraw":"done"}})")}));
  const Stage& first = stage_of(*policy, "new");
  EXPECT_EQ(policy->workflow("repair")->first, "new");
  EXPECT_EQ(first.owner, "agent");
  EXPECT_EQ(first.shown.at("en"), "At work");
  EXPECT_EQ(first.needs, std::vector<std::string>{"finding"});
  EXPECT_FALSE(first.end);

  std::map<std::string, std::vector<const Transition*>> go;
  for (const Transition& t : first.go)
    go[t.on].push_back(&t);
  ASSERT_EQ(go["contact"].size(), 2U);
  EXPECT_EQ(go["contact"][0]->to, "wait"); // several ways of one command stay in file order
  EXPECT_TRUE(go["contact"][0]->condition.has_value());
  EXPECT_EQ(go["contact"][0]->needs, std::vector<std::string>{"photo"});
  EXPECT_EQ(go["contact"][1]->to, "done");
  ASSERT_EQ(go["after"].size(), 1U);
  EXPECT_EQ(print_span(*go["after"][0]->after), "3 open d");
  EXPECT_EQ(go["after"][0]->calendar, "desk");
  EXPECT_EQ(go["auto"].size(), 1U);

  ASSERT_EQ(first.tasks.size(), 1U);
  EXPECT_EQ(first.tasks[0].name, "call");
  EXPECT_EQ(first.tasks[0].owner, "lead");
  EXPECT_EQ(first.tasks[0].calendar, "desk");
  EXPECT_EQ(first.tasks[0].finished_by, std::vector<std::string>{"contact"});
  EXPECT_TRUE(first.tasks[0].condition.has_value());

  EXPECT_EQ(stage_of(*policy, "wait").waiting_for, "customer");
  EXPECT_TRUE(stage_of(*policy, "done").end);
  ASSERT_EQ(policy->workflow("repair")->anywhere.size(), 1U);
  EXPECT_EQ(policy->workflow("repair")->anywhere[0].to, "done");
  EXPECT_EQ(policy->workflow("repair")->stage("*"), nullptr);
  EXPECT_EQ(policy->workflow("complaint"), nullptr);
}

TEST(Workflows, GuardsSeeCaseAndOrderFacts) {
  const auto policy = must(load(
      {flow(R"("new":{)" + at_work +
            R"(,"go":{"close":{"to":"done","if":"days_late >= 3 and plan_accepted"}}},)" + done)}));
  const Transition& way = stage_of(*policy, "new").go.front();
  Facts facts;
  facts["days_late"] = Value(Decimal(3));
  facts["plan_accepted"] = Value(true);
  EXPECT_EQ(*way.condition->evaluate(facts), Value(true));
  facts["days_late"] = Value(Decimal(2));
  EXPECT_EQ(*way.condition->evaluate(facts), Value(false));
}

TEST(Workflows, AStageNobodyOwnsAndOnlyReopenLeavesIsAnEnd) {
  const auto policy =
      must(load({flow(R"("new":{)" + at_work + R"(,"go":{"close":"gone"}},"gone":{)" + shown +
                      R"(,"go":{"reopen":"new"}})")}));
  EXPECT_TRUE(stage_of(*policy, "gone").end);
}

TEST(Workflows, EveryStageLeadsToAnEnd) {
  refused(
      load({flow(R"("new":{)" + at_work + R"(,"go":{"contact":"hole","close":"done"}},"hole":{)" +
                 at_work + "}," + done)}),
      "/workflows/repair/stages/hole",
      {"pack1.json", "no way leads from the stage \"hole\" to an end", "\"go\""});
  // A customer who gives up is no end of ours.
  refused(load({flow(R"("new":{)" + at_work + "}," + done + R"(,"*":{"go":{"withdraw":"done"}})")}),
          "/workflows/repair/stages/new", {"to an end"});
  // Two stages that only lead to each other.
  refused(load({flow(R"("new":{)" + at_work + R"(,"go":{"contact":"b"}},"b":{)" + at_work +
                     R"(,"go":{"message":"new"}},)" + done)}),
          "/workflows/repair/stages/b", {"to an end"});
}

TEST(Workflows, EveryStageHasAnOwnerAndADueTime) {
  refused(load({flow(R"("new":{)" + shown + R"(,"within":"2h","go":{"close":"done"}},)" + done)}),
          "/workflows/repair/stages/new", {"nobody owns"});
  refused(load({flow(R"("new":{)" + shown + R"(,"owner":"agent","go":{"close":"done"}},)" + done)}),
          "/workflows/repair/stages/new", {"no due time", "\"within\": \"24h\""});
  refused(load({flow(R"("new":{"owner":"agent","within":"2h","go":{"close":"done"}},)" + done)}),
          "/workflows/repair/stages/new", {"no words for the customer"});
}

TEST(Workflows, AStageWithoutAWayToItIsAWarning) {
  const std::string pack = flow(R"("new":{)" + at_work + R"(,"go":{"close":"done"}},"attic":{)" +
                                at_work + R"(,"go":{"close":"done"}},)" + done);
  EXPECT_TRUE(load({pack}));
  bool warned = false;
  for (const Finding& finding : Policy::lint(texts_of({pack})))
    warned =
        warned || (finding.level == "warning" && finding.where == "/workflows/repair/stages/attic");
  EXPECT_TRUE(warned);
}

TEST(StageClocks, WithinMakesAClockOfTheStage) {
  const auto policy = must(load({flow(
      R"("new":{)" + shown +
      R"(,"owner":"agent","within":{"P1":"2 open h","*":"1d"},"go":{"close":"done"}},)" + done)}));
  const auto target = policy->targets().find("stage.new");
  ASSERT_NE(target, policy->targets().end());
  EXPECT_TRUE(target->second->starts_on("stage:new"));
  EXPECT_TRUE(target->second->stops_on("leave:new"));
  EXPECT_FALSE(target->second->stops_on("close"));
  const Instant friday = *parse_instant("2026-03-06T17:00:00+08:00");
  Facts urgent;
  urgent["priority"] = Value(std::string("P1"));
  EXPECT_EQ(target->second->start("c", friday, friday, urgent)->value().due,
            *parse_instant("2026-03-09T10:00:00+08:00"));
  EXPECT_EQ(target->second->start("c", friday, friday, {})->value().due,
            *parse_instant("2026-03-07T17:00:00+08:00"));
  EXPECT_EQ(policy->target_title("stage.new")->at("en"), "At work");
  EXPECT_FALSE(policy->targets().contains("stage.done"));
}

TEST(StageClocks, AClockOfThePackFromTheStageStandsForIt) {
  const std::string clocks =
      R"(,"clocks":{"mending":{"title":{"zh":"修","en":"Mending"},"from":"stage:new","until":"close","within":"9h"}})";
  // The stage itself says no due time: the clock is one.
  std::string pack =
      flow(R"("new":{)" + shown + R"(,"owner":"agent","go":{"close":"done"}},)" + done);
  pack.replace(pack.find(R"(,"clocks":{"resolution":null})"),
               std::string(R"(,"clocks":{"resolution":null})").size(), clocks);
  const auto policy = must(load({pack}));
  EXPECT_TRUE(policy->targets().contains("mending"));
  EXPECT_FALSE(policy->targets().contains("stage.new"));
}

TEST(StageClocks, OneStageNameInTwoWorkflowsHasOneDueTime) {
  const auto two = [](const std::string& within) {
    return shop(
        R"(,"workflows":{"repair":{"first":"noted","stages":{"noted":{"shown":{"zh":"办理","en":"At work"},"owner":"agent",
      "within":")" +
        within +
        R"(","on":"desk","go":{"close":"fixed"}},"fixed":{"shown":{"zh":"完","en":"Done"},"end":true}}}})");
  };
  EXPECT_TRUE(load({two("5 open d")}));
  refused(load({two("1h")}), "/workflows/repair/stages/noted/within",
          {"\"repair\"", "\"suggestion\"", "another name"});
}

TEST(Clocks, EveryClockStartsAndStopsSomewhere) {
  // Nothing in this workflow says `close`.
  const std::string pack =
      R"({"amends_pack":1,"id":"shop","version":"1","languages":["en"],"currency":"CNY",
    "roles":{"agent":{"title":{"en":"Agent"},"may":["handle"]}},
    "workflows":{"w":{"first":"new","stages":{"new":{"shown":{"en":"New"},"owner":"agent","within":"1h","go":{"contact":"done"}},
      "done":{"shown":{"en":"Done"},"end":true}}}},
    "clocks":{"life":{"title":{"en":"Life"},"from":"open","until":")";
  refused(load({pack + R"(close","within":"1d"}}})"}), "/clocks/life/until",
          {"no workflow has a way for \"close\"", "never stops"});
  EXPECT_TRUE(load({pack + R"(contact","within":"1d"}}})"}));
  refused(load({pack + R"(contact"}}})"}), "/clocks/life/within", {"is missing"});
}

TEST(Workflows, TheExampleOfTheFormatLoads) {
  // The shape shown in the format's description: ends without "end", stages called "end".
  const auto policy = must(load({flow(
      R"("new":{"shown":{"zh":"已收到","en":"Received"},"owner":"agent","within":"24h","go":{"contact":"checking","withdraw":"end"}},
    "checking":{"shown":{"zh":"核实中","en":"Checking"},"owner":"agent","within":"24h","needs":["finding"],"go":{"propose":"offered","refer":"supplier"}},
    "supplier":{"shown":{"zh":"核实中","en":"Checking"},"owner":"lead","within":"3 open d","go":{"record_finding":"checking"}},
    "offered":{"shown":{"zh":"请您选择","en":"Your turn"},"owner":"agent","within":"5d","waiting_for":"customer","go":{"accept":"doing","counter":"checking","reject":"checking"}},
    "doing":{"shown":{"zh":"办理中","en":"On its way"},"owner":"finance","within":"2 open d","go":{"close":{"to":"end","if":"all_settled"}}},
    "end":{"shown":{"zh":"已办结","en":"Closed"},"go":{"reopen":"checking"}})")}));
  EXPECT_TRUE(stage_of(*policy, "end").end);
  EXPECT_TRUE(policy->targets().contains("stage.supplier"));
  EXPECT_FALSE(policy->targets().contains("stage.end"));
}

} // namespace
} // namespace amends::testing
