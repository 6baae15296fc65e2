// What people outside the shop see and may do, how intakes join, and what long lists answer.
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

std::string query(const std::string& what, const std::string& where = R"({"case_id":"web-1"})") {
  return R"({"op":"query","what":")" + what + R"(","where":)" + where + "}";
}

// A line as the host says it, without what only the host may name.
std::string own_words(std::string line) {
  for (const char* name : {"\"at\":", "\"by\":"}) {
    const auto from = line.find(name);
    line.erase(from, line.find(',', from) + 1 - from);
  }
  return line;
}

std::string intake_line(const std::string& id, const std::string& at, const std::string& text,
                        const std::string& order = late_order) {
  std::string line = open_line(id, at, text, order);
  return line.replace(line.find("\"open\""), 6, "\"intake\"");
}

const Instant noon = *parse_instant("2026-09-21T12:00:00+08:00");

TEST(Outside, ACustomersReceiptIsThePublicView) {
  Shop shop;
  const Json receipt = shop.say(own_words(open_line("web-1", monday, torn)), "customer:c-77", noon);
  EXPECT_EQ(at(receipt, "/id"), "web-1");
  EXPECT_EQ(at(receipt, "/number"), "AM2026000001");
  EXPECT_NE(at(receipt, "/shown/en"), "");
  EXPECT_EQ(at(receipt, "/what_next"), "us");
  EXPECT_NE(at(receipt, "/promised_by"), "");
  EXPECT_EQ(at(receipt, "/plan"), "null") << "nothing is shown before it is proposed";
  for (const char* inner : {"stage", "labels", "severity", "clocks", "tasks", "actions", "events"})
    EXPECT_EQ(receipt.find(inner), nullptr) << inner;
  // The same again is the same again.
  EXPECT_EQ(
      print_json(shop.say(own_words(open_line("web-1", monday, torn)), "customer:c-77", noon)),
      print_json(receipt));
  shop.say(step("propose", "p-1", "21T12:30", "lead:zhang"));
  const Json answer = shop.say(R"({"op":"message","id":"m-1","case_id":"web-1","text":"多谢"})",
                               "customer:c-77", noon + hours(1));
  EXPECT_EQ(at(answer, "/plan/state"), "open");
  EXPECT_EQ(answer.find("plan")->find("lines"), nullptr) << "words, not the rule's workings";
  const Json carrier = shop.say(R"({"op":"message","id":"m-2","case_id":"web-1","text":"ok"})",
                                "carrier:SF", noon + hours(1));
  EXPECT_EQ(carrier.find("plan"), nullptr);
  EXPECT_EQ(carrier.find("events"), nullptr);
  EXPECT_NE(shop.say(step("note", "n-1", "21T14:00", "agent:li", R"(,"text":"x")")).find("events"),
            nullptr)
      << "the host gets it whole";
}

TEST(Outside, WhenACaseIsOverNobodyIsNext) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  const Json over =
      shop.say(R"({"op":"withdraw","id":"w-1","case_id":"web-1"})", "customer:c-77", noon);
  EXPECT_EQ(at(over, "/what_next"), "nobody");
  EXPECT_EQ(over.find("promised_by"), nullptr);
}

// Texts stand in `query case`; a receipt is neither they nor references to them.
TEST(Outside, AReceiptsTasksCarryNoText) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  const Json receipt = shop.say(step("start_task", "t-1", "21T12:30", "agent:li",
                                     R"(,"kind":"ask","owner":"agent","text":"请仓库检查")"));
  EXPECT_NE(at(receipt, "/tasks/0/kind"), "");
  EXPECT_EQ(print_json(*receipt.find("tasks")).find("\"ref\""), std::string::npos);
}

TEST(Outside, WhatOthersTellUsIsNotShownAsOurs) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  shop.say(step("message", "m-1", "21T10:01", "seller:s-1", R"(,"text":"a known trouble-maker")"));
  shop.say(step("message", "m-2", "21T10:02", "agent:li", R"(,"text":"we look into it")"));
  const Json seen = shop.say(query("case"), "customer:c-77", noon);
  EXPECT_EQ(print_json(seen).find("trouble-maker"), std::string::npos);
  EXPECT_EQ(at(seen, "/rows/0/messages/0/from"), "you");
  EXPECT_EQ(at(seen, "/rows/0/messages/1/from"), "us");
  EXPECT_EQ(at(seen, "/rows/0/messages/1/text"), "we look into it");
}

TEST(Outside, AnUnknownRoleReadsNothing) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  for (const char* who : {"foo:x", "seller:s-1", "carrier:SF"})
    for (const char* what : {"case", "timeline", "events", "plan", "payouts", "tasks", "actions"})
      EXPECT_EQ(shop.refused(query(what), who, noon).code, Code::denied) << who << what;
  EXPECT_EQ(shop.refused(query("cases", "{}"), "foo:x", noon).code, Code::denied);
  EXPECT_EQ(shop.refused(query("counts", "{}"), "foo:x", noon).code, Code::denied);
  EXPECT_TRUE(shop.try_say(query("case"), "agent:li", noon));
  EXPECT_TRUE(shop.try_say(query("case"), "customer:c-77", noon));
}

TEST(Outside, WhoOpensForHimselfOwnsTheCase) {
  Shop shop;
  shop.say(R"({"op":"open","id":"web-1","kind":"complaint","order":{"id":"o-9"},"text":"x"})",
           "customer:c-77", noon);
  EXPECT_TRUE(shop.try_say(R"({"op":"message","id":"m-1","case_id":"web-1","text":"y"})",
                           "customer:c-77", noon));
  EXPECT_EQ(shop.refused(R"({"op":"message","id":"m-2","case_id":"web-1","text":"y"})",
                         "customer:c-78", noon)
                .code,
            Code::denied);
}

TEST(Outside, NobodyReadsATextByItsReference) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  shop.say(open_line("web-2", monday, "少了一本书", late_order, "c-78"));
  EXPECT_EQ(
      shop.refused(R"({"op":"message","id":"m-1","case_id":"web-2","text":{"ref":"web-1.1.1"}})",
                   "customer:c-78", noon)
          .where,
      "/text");
}

TEST(Outside, AnIntakeSaysWhyItJoinedAndIsRead) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  std::string revised = late_order;
  revised.insert(1, R"("revision":2,)");
  revised.replace(revised.find("\"T1\""), 4, "\"T2\"");
  const std::string line = intake_line("web-2", "2026-09-21T15:00:00+08:00", "还少了一本", revised);
  const Json joined = shop.say(line);
  EXPECT_EQ(at(joined, "/case_id"), "web-1");
  EXPECT_NE(at(joined, "/joined/en").find("open"), std::string::npos);
  EXPECT_EQ(print_json(shop.say(line)), print_json(joined));
  const Json whole = shop.whole("web-1", "2026-09-21T15:00:00+08:00");
  EXPECT_EQ(at(whole, "/order/deliveries/0/tracking"), "T2");
  std::string nonsense = intake_line("web-3", "2026-09-21T15:01:00+08:00", "x");
  nonsense.replace(nonsense.find("\"complaint\""), 11, "\"nonsense\"");
  EXPECT_EQ(shop.refused(nonsense).where, "/kind");
  std::string about = intake_line("web-4", "2026-09-21T15:01:00+08:00", "x");
  about.insert(about.size() - 1, R"(,"about":[{"line":"l-9"}])");
  EXPECT_EQ(shop.refused(about).where, "/about/0/line");
}

TEST(Outside, AComplaintReopensACaseThatWasJustClosed) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  shop.say(step("withdraw", "w-1", "21T11:00", "customer:c-77"));
  ASSERT_EQ(at(shop.whole("web-1", "2026-09-21T11:00:00+08:00"), "/ended"), "true");
  const Json joined =
      shop.say(intake_line("web-2", "2026-09-22T11:00:00+08:00", "还是没有收到赔付"));
  EXPECT_EQ(at(joined, "/case_id"), "web-1");
  EXPECT_NE(at(joined, "/joined/en").find("closed lately"), std::string::npos);
  const Json whole = shop.whole("web-1", "2026-09-22T11:00:00+08:00");
  EXPECT_EQ(at(whole, "/ended"), "false");
  EXPECT_EQ(at(whole, "/reopened"), "1");
  bool runs = false;
  for (const Json& clock : whole.find("clocks")->items)
    runs = runs || at(clock, "/state") == "running";
  EXPECT_TRUE(runs) << "somebody has to answer, by some time";
}

TEST(Outside, AConflictSaysWhatChanged) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  shop.say(step("contact", "k-1", "21T11:00", "agent:li"));
  shop.say(step("note", "n-1", "21T11:01", "agent:wu", R"(,"text":"secret")"));
  const Error error = shop.refused(
      step("assign", "s-1", "21T11:02", "lead:zhang", R"(,"owner":"agent:li","expect_version":1)"));
  EXPECT_EQ(error.code, Code::conflict);
  for (const char* word : {"contact by agent:li", "note by agent:wu", "version 3"})
    EXPECT_NE(error.message.find(word), std::string::npos) << error.message;
  EXPECT_EQ(error.message.find("secret"), std::string::npos);
  const Error outside =
      shop.refused(R"({"op":"message","id":"m-1","case_id":"web-1","text":"y","expect_version":1})",
                   "customer:c-77", noon);
  EXPECT_EQ(outside.code, Code::conflict);
  EXPECT_EQ(outside.message.find("agent"), std::string::npos) << outside.message;
}

TEST(Outside, TasksAndCasesGoToPeopleWhoAreThere) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  const auto task = [](const std::string& more) {
    return step("start_task", "t-1", "21T11:00", "agent:li", R"(,"kind":"call")" + more);
  };
  EXPECT_EQ(shop.refused(task(R"(,"owner":"nobody")")).where, "/owner");
  EXPECT_EQ(shop.refused(task(R"(,"owner":"agent:")")).where, "/owner");
  EXPECT_EQ(shop.refused(task(R"(,"due":"2026-09-21T10:59:00+08:00")")).where, "/due");
  EXPECT_EQ(
      shop.refused(step("assign", "s-1", "21T11:00", "lead:zhang", R"(,"owner":"wizard:x")")).where,
      "/owner");
  EXPECT_TRUE(shop.try_say(task(R"(,"owner":"lead","due":"2026-09-21T18:00:00+08:00")")));
}

TEST(Outside, WhoAcceptsNoneOfOurChannelsIsToldByAPerson) {
  Shop shop;
  std::string line = open_line("web-1", monday, torn);
  line.insert(line.find("\"phone\""), R"("accepts":["pigeon"],)");
  const Json receipt = shop.say(line);
  for (const Json& action : receipt.find("actions")->items)
    EXPECT_NE(at(action, "/kind"), "notify");
  bool told = false;
  for (const Json& task : receipt.find("tasks")->items)
    told = told || at(task, "/kind") == "tell_customer";
  EXPECT_TRUE(told);
}

TEST(Outside, APhoneIsFoundInAnySpelling) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  for (const char* phone : {"13800000001", "+86 138-0000-0001", "8613800000001", "0086 13800000001",
                            "１３８０００００００１", "138 0000 0001"})
    EXPECT_EQ(
        shop.say(query("cases", R"({"phone":")" + std::string(phone) + R"("})"), "agent:li", noon)
            .find("rows")
            ->items.size(),
        1U)
        << phone;
  EXPECT_TRUE(shop.say(query("cases", R"({"phone":"13800000002"})"), "agent:li", noon)
                  .find("rows")
                  ->items.empty());
}

// A receipt does not grow with its case.
TEST(Outside, AReceiptListsWhatWasTouchedAndALittleMore) {
  Shop shop;
  shop.say(open_line("web-1", monday, torn));
  std::string list = "[";
  for (int i = 0; i < 200; ++i)
    list += (i > 0 ? "," : "") + step("start_task", "t-" + std::to_string(i), "21T11:00",
                                      "agent:li", R"(,"kind":"call")");
  const Json answer = shop.say(list + "]");
  const Json& last = answer.find("receipts")->items.back();
  EXPECT_EQ(last.find("tasks")->items.size(), 20U);
  EXPECT_EQ(at(last.find("tasks")->items.back(), "/id"), "web-1.201.1")
      << "its own is always there";
  EXPECT_GE(std::stoi(at(last, "/more/tasks")), 180);
}

} // namespace
} // namespace amends::test
