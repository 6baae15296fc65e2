// The main job through the door: a complaint becomes a case with clocks, a plan and work to do.
#include "shop.hpp"

namespace amends::test {
namespace {

const std::string monday = "2026-09-21T10:00:00+08:00";
const std::string torn = "书到了，封面撕裂，书角压坏";

TEST(Engine, AComplaintBecomesACase) {
  Shop shop;
  const Json receipt = shop.say(open_line("web-1", monday, torn));
  EXPECT_EQ(at(receipt, "/case_id"), "web-1");
  EXPECT_EQ(at(receipt, "/labels/0/category"), "delivery.damage");
  EXPECT_EQ(at(receipt, "/stage"), "received");
  EXPECT_EQ(at(receipt, "/number"), "AM2026000001");
  EXPECT_EQ(at(receipt, "/plan/state"), "draft");
  EXPECT_EQ(at(receipt, "/plan/lines/0/give"), "resend");
  EXPECT_EQ(at(receipt, "/plan/lines/0/alternatives/0/give"), "refund");
  EXPECT_EQ(at(receipt, "/plan/lines/0/alternatives/0/amount/minor"), "7000");
  ASSERT_GE(receipt.find("clocks")->items.size(), 3U);
  for (const Json& clock : receipt.find("clocks")->items)
    EXPECT_EQ(at(clock, "/state"), "running");
  EXPECT_EQ(at(receipt, "/actions/0/kind"), "notify");
}

// The whole way of a case, as the workflow of book deliveries has it.
TEST(Engine, FromComplaintToSurvey) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  const auto step = [&](const std::string& op, const std::string& clock, const std::string& by,
                        const std::string& more = "") {
    return shop.say(R"({"op":")" + op + R"(","id":")" + op +
                    R"(-1","case_id":"web-1","at":"2026-09-)" + clock + R"(:00+08:00","by":")" +
                    by + "\"" + more + "}");
  };
  EXPECT_EQ(at(step("contact", "21T11:00", "agent:li"), "/stage"), "checking");
  const Json proposed = step("propose", "21T11:30", "agent:li");
  EXPECT_EQ(at(proposed, "/stage"), "offered");
  EXPECT_EQ(at(proposed, "/plan/state"), "open");
  const Json accepted =
      step("accept", "21T12:00", "customer:c-77", R"(,"choice":[1],"consent":true)");
  EXPECT_EQ(at(accepted, "/stage"), "doing");
  EXPECT_EQ(at(accepted, "/actions/0/kind"), "refund");
  const std::string refund = at(accepted, "/actions/0/id");

  const Json ticked = shop.say(R"({"op":"tick","at":"2026-09-21T12:05:00+08:00","limit":100})");
  bool leased = false;
  for (const Json& action : ticked.find("actions")->items)
    if (at(action, "/id") == refund) {
      leased = true;
      EXPECT_EQ(at(action, "/attempt"), "1");
      EXPECT_EQ(at(action, "/body/amount/minor"), "7000");
      EXPECT_EQ(at(action, "/body/recipient/phone"), "13800000001");
      EXPECT_EQ(at(action, "/body/idempotency_key").size(), 32U);
    }
  EXPECT_TRUE(leased);
  const Json settled =
      shop.say(R"({"op":"settle","at":"2026-09-21T13:00:00+08:00","action":")" + refund +
               R"(","attempt":1,"outcome":"done","result":{"amount":"70 CNY","ref":"pay-9"}})");
  EXPECT_EQ(at(settled, "/stage"), "follow_up");
  EXPECT_EQ(at(step("follow_up", "22T10:00", "agent:li", R"(,"satisfied":true)"), "/stage"),
            "closing");
  const Json closed = step("close", "22T10:30", "agent:li", R"(,"result":"resolved")");
  EXPECT_EQ(at(closed, "/stage"), "closed");
  bool survey = false;
  for (const Json& action : closed.find("actions")->items)
    survey = survey || at(action, "/kind") == "survey";
  EXPECT_TRUE(survey) << "a survey goes out after every service";
  for (const Json& clock : closed.find("clocks")->items)
    EXPECT_NE(at(clock, "/state"), "running") << "no clock runs on in a closed case";
  const Json answered = step("survey_answer", "24T10:30", "customer:c-77", R"(,"score":5)");
  EXPECT_EQ(at(answered, "/actions/0/kind"), "coupon") << "a small gift, whatever the score";
  EXPECT_TRUE(shop.engine().verify());
}

TEST(Engine, TheSameCommandAgainIsTheFirstAnswer) {
  Shop shop;
  const std::string line = open_line("web-1", monday, torn);
  const Json first = shop.say(line);
  shop.say(
      R"({"op":"contact","id":"k-1","case_id":"web-1","at":"2026-09-21T11:00:00+08:00","by":"agent:li"})");
  const std::string before = shop.exported();
  EXPECT_EQ(print_json(shop.say(line)), print_json(first));
  // Another instant and another order of members are the same command.
  EXPECT_EQ(print_json(shop.say(open_line("web-1", "2026-09-23T10:00:00+08:00", torn))),
            print_json(first));
  EXPECT_EQ(
      print_json(shop.say(
          R"({"by":"agent:li","case_id":"web-1","at":"2026-09-21T11:05:00+08:00","id":"k-1","op":"contact"})")),
      print_json(shop.say(
          R"({"op":"contact","id":"k-1","case_id":"web-1","at":"2026-09-21T11:00:00+08:00","by":"agent:li"})")));
  EXPECT_EQ(shop.refused(open_line("web-1", monday, "换了一句话")).code, Code::duplicate);
  EXPECT_EQ(shop.exported(), before);
}

TEST(Engine, AFailedCommandCanBeSentAgain) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  const std::string accept =
      R"({"op":"accept","id":"a-1","case_id":"web-1","at":"2026-09-21T12:00:00+08:00","by":"customer:c-77"})";
  EXPECT_EQ(shop.refused(accept).code, Code::state);
  shop.say(
      R"({"op":"propose","id":"p-1","case_id":"web-1","at":"2026-09-21T12:01:00+08:00","by":"agent:li"})");
  EXPECT_EQ(at(shop.say(accept), "/stage"), "doing");
}

TEST(Engine, AListCommitsAsOne) {
  Shop shop;
  const std::string before = shop.exported();
  const std::string bad = "[" + open_line("web-1", monday, torn) + "," +
                          R"({"op":"close","id":"c-1","case_id":"web-1","at":")" + monday +
                          R"(","by":"agent:li"}])";
  const Error error = shop.refused(bad);
  EXPECT_EQ(error.code, Code::state);
  EXPECT_TRUE(error.where.starts_with("/1")) << error.where;
  EXPECT_EQ(shop.exported(), before);
  const Json good = shop.say("[" + open_line("web-1", monday, torn) + "," +
                             R"({"op":"contact","id":"k-1","case_id":"web-1","at":")" + monday +
                             R"(","by":"agent:li"}])");
  EXPECT_EQ(good.find("receipts")->items.size(), 2U);
  EXPECT_EQ(at(good, "/receipts/1/stage"), "checking");
}

TEST(Engine, AnIntakeJoinsTheOpenCase) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  std::string line = open_line("web-2", "2026-09-21T15:00:00+08:00", "还有，少了一本书");
  line.replace(line.find("\"open\""), 6, "\"intake\"");
  const Json joined = shop.say(line);
  EXPECT_EQ(at(joined, "/case_id"), "web-1");
  EXPECT_EQ(shop.whole("web-1", "2026-09-21T15:00:00+08:00").find("messages")->items.size(), 2U);
}

TEST(Engine, ClocksBreachByTimeAloneAndTellTheRole) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  // 24 hours for the first response; strictly after, not at it.
  const Json at_due = shop.whole("web-1", "2026-09-22T10:00:00+08:00");
  const Json after = shop.whole("web-1", "2026-09-22T10:00:00.000001+08:00");
  const auto state_of = [](const Json& row) {
    for (const Json& clock : row.find("clocks")->items)
      if (at(clock, "/target") == "first_response")
        return at(clock, "/state");
    return std::string();
  };
  EXPECT_EQ(state_of(at_due), "running");
  EXPECT_EQ(state_of(after), "breached");
  const Json ticked = shop.say(R"({"op":"tick","at":"2026-09-22T10:00:01+08:00","limit":100})");
  EXPECT_GT(std::stoi(at(ticked, "/fired")), 0);
  bool told = false;
  for (const Json& action : ticked.find("actions")->items)
    told = told || at(action, "/body/recipient/to") == "lead";
  EXPECT_TRUE(told);
}

TEST(Engine, TicksOfAnyRateLeaveTheSameJournal) {
  std::vector<std::string> journals;
  for (const int minutes : {0, 17, 60, 24 * 60}) {
    Shop shop;
    shop.say(open_line("web-1", monday, torn));
    const auto begin = *parse_instant(monday);
    const Instant end = begin + hours(24 * 12);
    if (minutes > 0)
      for (Instant t = begin; t < end; t = t + amends::minutes(minutes))
        shop.say(R"({"op":"tick","limit":0})", "system", t);
    shop.say(R"({"op":"tick","limit":0})", "system", end);
    journals.push_back(shop.exported());
  }
  for (const std::string& journal : journals)
    EXPECT_EQ(journal, journals.front());
}

} // namespace
} // namespace amends::test
