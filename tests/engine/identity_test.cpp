// Who may say what, which id means what, and what comes back with an answer.
#include "shop.hpp"

namespace amends::test {
namespace {

const std::string monday = "2026-09-21T10:00:00+08:00";
const std::string torn = "书到了，封面撕裂，书角压坏";

std::string step(const std::string& op, const std::string& id, const std::string& clock,
                 const std::string& by, const std::string& more = "") {
  return R"({"op":")" + op + R"(","id":")" + id + R"(","case_id":"web-1","at":"2026-09-)" + clock +
         R"(:00+08:00","by":")" + by + "\"" + more + "}";
}

// A case whose refund of 70 yuan has been accepted; the refund's id.
std::string accepted_refund(Shop& shop) {
  shop.say(open_line("web-1", monday, torn));
  shop.say(step("contact", "k-1", "21T11:00", "agent:li"));
  shop.say(step("propose", "p-1", "21T11:30", "lead:zhang"));
  return at(shop.say(step("accept", "a-1", "21T12:00", "customer:c-77", R"(,"choice":[1])")),
            "/actions/0/id");
}

std::string settle_line(const std::string& action, const std::string& attempt,
                        const std::string& outcome, const std::string& clock,
                        const std::string& more = "") {
  return R"({"op":"settle","action":")" + action + R"(","attempt":)" + attempt + R"(,"outcome":")" +
         outcome + R"(","at":"2026-09-)" + clock + R"(:00+08:00")" + more + "}";
}

// The state of an action as staff see it.
std::string state_of(Shop& shop, const std::string& action) {
  const Json whole = shop.whole("web-1", "2026-10-20T10:00:00+08:00");
  for (const Json& row : whole.find("actions")->items)
    if (at(row, "/id") == action)
      return at(row, "/state");
  return "";
}

TEST(Identity, NoCommandStandsInTheWayOfASettlement) {
  Shop shop;
  const std::string refund = accepted_refund(shop);
  shop.say(step("message", "settle:" + refund + ":1:done", "21T12:01", "customer:c-77",
                R"(,"text":"hi")"));
  EXPECT_EQ(shop.refused(step("message", "settle/" + refund + ":1:done", "21T12:01",
                              "customer:c-77", R"(,"text":"hi")"))
                .where,
            "/id");
  shop.say(R"({"op":"tick","at":"2026-09-21T12:02:00+08:00"})");
  shop.say(settle_line(refund, "1", "done", "21T12:03", R"(,"result":{"amount":"70 CNY"})"));
  EXPECT_EQ(state_of(shop, refund), "done");
}

TEST(Identity, OnlyTheHostTicksAndSettles) {
  Shop shop;
  const std::string refund = accepted_refund(shop);
  const auto noon = parse_instant("2026-09-21T12:05:00+08:00");
  for (const char* who : {"customer:c-99", "agent:li", "carrier:SF"}) {
    EXPECT_EQ(shop.refused(R"({"op":"tick"})", who, *noon).code, Code::denied);
    EXPECT_EQ(
        shop.refused(R"({"op":"settle","action":")" + refund + R"(","attempt":1,"outcome":"done"})",
                     who, *noon)
            .code,
        Code::denied);
  }
  // The host may not say either of them in another's name.
  EXPECT_EQ(
      shop.refused(R"({"op":"tick","at":"2026-09-21T12:05:00+08:00","by":"customer:c-77"})").code,
      Code::denied);
  EXPECT_EQ(
      shop.refused(settle_line(refund, "1", "done", "21T12:05", R"(,"by":"customer:c-77")")).code,
      Code::denied);
  EXPECT_EQ(at(shop.say(R"({"op":"tick","at":"2026-09-21T12:05:00+08:00"})"), "/actions/0/attempt"),
            "1")
      << "the refused ticks took no lease";
}

// How often the host let a lease run out depends on how often it ticks; it is no failure.
TEST(Identity, OnlyAttemptsGivenBackCountAsFailures) {
  Shop shop;
  const std::string refund = accepted_refund(shop);
  const auto attempt_at = [&](Instant t) {
    const Json ticked = shop.say(R"({"op":"tick","limit":1000})", "system", t);
    for (const Json& action : ticked.find("actions")->items)
      if (at(action, "/id") == refund)
        return at(action, "/attempt");
    return std::string();
  };
  Instant now = *parse_instant("2026-09-21T13:00:00+08:00");
  for (int i = 1; i <= 12; ++i, now = now + hours(1))
    EXPECT_EQ(attempt_at(now), std::to_string(i));
  std::string attempt = attempt_at(now);
  const auto give_back = [&] {
    return shop.say(R"({"op":"settle","action":")" + refund + R"(","attempt":)" + attempt +
                        R"(,"outcome":"retry_later"})",
                    "system", now);
  };
  for (int failures = 1; failures <= 9; ++failures) {
    give_back();
    EXPECT_EQ(state_of(shop, refund), "raised") << failures;
    EXPECT_EQ(attempt_at(now), "") << "it waits before it is tried again";
    now = now + hours(7);
    attempt = attempt_at(now);
    ASSERT_NE(attempt, "");
  }
  const std::string before = shop.exported();
  give_back();
  EXPECT_EQ(state_of(shop, refund), "failed");
  const std::string after = shop.exported();
  EXPECT_NE(before, after);
  give_back();
  EXPECT_EQ(shop.exported(), after) << "the same word again is the same settlement";
}

TEST(Identity, NullIsAbsentWhereAbsentMayBe) {
  Shop shop;
  const std::string open =
      R"({"op":"open","id":"n-1","at":"2026-09-21T10:00:00+08:00","by":"customer:u","kind":"complaint",)"
      R"("channel":null,"evidence":null,"about":null,"wish":null,"expect_version":null,"x":null,)"
      R"("customer":{"id":"u","overseas":null,"accepts":null},)"
      R"("order":{"id":"o","lines":null,"deliveries":null,"payments":null},"text":"封面撕裂"})";
  EXPECT_EQ(at(shop.say(open), "/case_id"), "n-1");
  EXPECT_TRUE(shop.try_say(
      R"({"op":"message","id":"n-2","case_id":"n-1","at":"2026-09-21T10:01:00+08:00","by":"customer:u","text":"hi","automatic":null,"evidence":null})"));
  EXPECT_EQ(
      shop.refused(
              R"({"op":"message","id":"n-3","case_id":"n-1","at":"2026-09-21T10:01:00+08:00","by":"customer:u","text":null})")
          .where,
      "/text")
      << "what must be there may not be null";
}

TEST(Identity, TheCallersOwnComesBack) {
  Shop shop;
  std::string open = open_line("web-1", monday, torn);
  open.insert(open.size() - 1, R"(,"x":{"shop":7})");
  EXPECT_EQ(at(shop.say(open), "/x/shop"), "7");
  EXPECT_EQ(at(shop.say(open), "/x/shop"), "7") << "and again with the first answer";
  EXPECT_EQ(at(shop.whole("web-1", monday), "/x/shop"), "7");
  const Json list =
      shop.say("[" + step("contact", "k-1", "21T11:00", "agent:li", R"(,"x":1)") + "," +
               step("propose", "p-1", "21T11:30", "lead:zhang", R"(,"x":2)") + "]");
  EXPECT_EQ(at(list, "/receipts/0/x"), "1");
  EXPECT_EQ(at(list, "/receipts/1/x"), "2");
  const std::string refund =
      at(shop.say(step("accept", "a-1", "21T12:00", "customer:c-77", R"(,"choice":[1])")),
         "/actions/0/id");
  EXPECT_EQ(
      at(shop.say(R"({"op":"tick","id":"t-1","at":"2026-09-21T12:05:00+08:00","x":3})"), "/x"),
      "3");
  const Json settled =
      shop.say(settle_line(refund, "1", "done", "21T12:06", R"(,"id":"s-1","x":[4])"));
  EXPECT_EQ(at(settled, "/x/0"), "4");
  EXPECT_EQ(at(settled, "/id"), "s-1");
  EXPECT_EQ(
      at(shop.say(R"({"op":"query","what":"stats","x":5,"at":"2026-09-21T12:07:00+08:00"})"), "/x"),
      "5");
  const auto printed = shop.engine().answer(*parse_instant(monday), "system",
                                            R"({"op":"query","what":"stats","id":"q","x":6})");
  ASSERT_TRUE(printed);
  EXPECT_TRUE(printed->starts_with(R"({"id":"q",)")) << *printed;
  EXPECT_TRUE(printed->ends_with(R"("x":6})")) << *printed;
}

TEST(Identity, AKnownIdInItsOwnListIsAnsweredAgain) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  const std::string line = step("contact", "k-1", "21T11:00", "agent:li");
  const Json list = shop.say("[" + line + "," + line + "]");
  EXPECT_EQ(print_json(list.find("receipts")->items[0]),
            print_json(list.find("receipts")->items[1]));
  EXPECT_EQ(at(list, "/receipts/1/version"), "2");
  const Error other =
      shop.refused("[" + step("note", "k-2", "21T11:01", "agent:li", R"(,"text":"a")") + "," +
                   step("note", "k-2", "21T11:01", "agent:li", R"(,"text":"b")") + "]");
  EXPECT_EQ(other.code, Code::duplicate);
  EXPECT_EQ(other.where, "/1/id");
}

TEST(Identity, AListSaysWhatMayNotStandInIt) {
  Shop shop;
  const Error error = shop.refused(R"([{"op":"tick","at":"2026-09-21T11:00:00+08:00"}])");
  EXPECT_EQ(error.code, Code::parse);
  EXPECT_NE(error.message.find("line of its own"), std::string::npos) << error.message;
}

TEST(Identity, CountsNameTheirColumn) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  for (const char* by : {"stage", "carrier", "category"}) {
    const Json rows = shop.say(R"({"op":"query","what":"counts","by":")" + std::string(by) +
                               R"(","at":"2026-09-21T11:00:00+08:00"})");
    EXPECT_EQ(at(rows, "/rows/0/count"), "1") << by;
  }
  EXPECT_EQ(at(shop.say(R"({"op":"query","what":"counts","by":"stage"})", "lead:zhang",
                        *parse_instant(monday)),
               "/rows/0/key"),
            "received");
  EXPECT_EQ(
      at(shop.say(
             R"({"op":"query","what":"counts","by":"agent:li","where":{"by":"owner"},"at":"2026-09-21T11:00:00+08:00"})"),
         "/rows/0/count"),
      "1");
  const Error error = shop.refused(
      R"({"op":"query","what":"counts","by":"stages","at":"2026-09-21T11:00:00+08:00"})");
  EXPECT_EQ(error.where, "/by");
  EXPECT_NE(error.message.find("stage"), std::string::npos);
}

TEST(Identity, ConditionsOfNothingFindNothing) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  const auto find = [&](const std::string& where) {
    return R"({"op":"query","what":"cases","at":"2026-09-21T11:00:00+08:00","where":)" + where +
           "}";
  };
  EXPECT_EQ(shop.say(find("{}")).find("rows")->items.size(), 1U);
  EXPECT_EQ(shop.say(find(R"({"stage":[]})")).find("rows")->items.size(), 0U);
  EXPECT_EQ(shop.say(find(R"({"phone":[]})")).find("rows")->items.size(), 0U);
  const Error error = shop.refused(find(R"({"stag":"received"})"));
  EXPECT_NE(error.message.find("stage"), std::string::npos) << error.message;
}

} // namespace
} // namespace amends::test
