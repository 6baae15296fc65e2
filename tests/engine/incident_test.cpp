// Incidents: one row of the world, which every case that it hits meets in the same way.
#include "coast.hpp"

namespace amends::test {
namespace {

TEST(Incident, HaltsClocksOfTheCasesItHitsAndLetsThemGoOn) {
  Coast desk;
  desk.open_with("09-21 09:00", "gd", R"({"id":"c-1","region":"CN-GD"})"); // Monday
  desk.open_with("09-21 09:00", "sc", R"({"id":"c-2","region":"CN-SC"})");
  const Json said = desk.declare("09-21 11:00", halts + R"(,"hits":{"region":["CN-GD"]})");
  EXPECT_EQ(at(said, "/what") + " " + at(said, "/world"), "opened 2");
  EXPECT_EQ(desk.stands("fix", "09-21 12:00", "gd"), "paused");
  EXPECT_EQ(desk.stands("fix", "09-21 12:00", "sc"), "running 09-21 18:00");
  // Deadlines of law and those that are never put off go on.
  EXPECT_EQ(desk.stands("law", "09-21 12:00", "gd").substr(0, 7), "running");
  EXPECT_EQ(desk.stands("sworn", "09-21 12:00", "gd"), "running 09-21 18:00");
  const Json why = desk.clock("fix", "09-21 12:00", "gd");
  EXPECT_NE(at(why, "/why/zh")
                .find("因事件“台风海葵”（incident:typhoon-9），自 2026-09-21 11:00 起"
                      "暂停计时"),
            std::string::npos)
      << at(why, "/why/zh");
  desk.end("09-22 15:00");
  EXPECT_EQ(desk.stands("fix", "09-22 15:00", "gd"), "running 09-23 12:00"); // 6 h were left
  const Json after = desk.clock("fix", "09-22 15:00", "gd");
  EXPECT_NE(at(after, "/why/en")
                .find("Paused from 2026-09-21 11:00 to 2026-09-22 15:00 for the "
                      "incident \"Haikui\" (incident:typhoon-9)"),
            std::string::npos)
      << at(after, "/why/en");
  EXPECT_TRUE(desk.engine().verify());
}

TEST(Incident, GivesClocksMoreTimeOnceAndNeverTakesItBack) {
  Coast desk;
  desk.open("09-21 09:00");
  desk.declare("09-21 11:00",
               storm + R"(,"effect":"extend","extend":"4 open h","clocks":["fix","plain"])");
  EXPECT_EQ(desk.stands("fix", "09-21 11:00"), "running 09-22 14:00");
  EXPECT_EQ(desk.stands("plain", "09-21 11:00"), "running 09-23 13:00"); // natural time
  desk.tell("note", "09-21 11:30", R"("text":"看过")");
  EXPECT_EQ(desk.stands("fix", "09-21 11:30"), "running 09-22 14:00");
  desk.update("09-21 12:00", R"("extend":"2 open h")");
  EXPECT_EQ(desk.stands("fix", "09-21 12:00"), "running 09-22 14:00");
  desk.update("09-21 12:30", R"("extend":"1 open d")");
  EXPECT_EQ(desk.stands("fix", "09-21 12:30"), "running 09-22 18:00");
  const Json clock = desk.clock("fix", "09-21 12:30");
  EXPECT_NE(at(clock, "/why/zh").find("因事件“台风海葵”（incident:typhoon-9），期限延长 8 小时"),
            std::string::npos)
      << at(clock, "/why/zh");
  // Another budget keeps what was given; the end takes nothing away.
  desk.tell("classify", "09-21 13:00", R"("labels":["delivery.delay"],"priority":"P1")");
  EXPECT_EQ(desk.stands("plain", "09-21 13:00"), "running 09-23 09:00"); // a day of 24 h
  desk.end("09-21 14:00");
  EXPECT_EQ(desk.stands("fix", "09-21 14:00"), "running 09-22 18:00");
}

TEST(Incident, ClockTimeOnADeskIsAsMuchOpenTimeAsLiesInIt) {
  Coast desk;
  desk.open("09-21 09:00");
  desk.declare("09-21 15:00", storm + R"(,"effect":"extend","extend":"24h")"); // 8 open h
  EXPECT_EQ(desk.stands("fix", "09-21 15:00"), "running 09-22 18:00");
}

TEST(Incident, HitsCasesThatAreOpenedOrComeUnderItLater) {
  Coast desk;
  desk.declare("09-21 08:00",
               halts + R"(,"hits":{"category":["delivery.*"],"carrier":["SF"]},"priority":"P1")");
  const std::string order = R"("order":{"id":"o-1","deliveries":[{"id":"d-1","carrier":"SF"}]},)";
  const Json opened = desk.open("09-21 09:00", order, "a");
  EXPECT_EQ(at(opened, "/priority"), "P1");
  EXPECT_EQ(desk.stands("fix", "09-21 10:00", "a"), "paused");
  desk.open("09-21 09:00", "", "b"); // no order yet
  EXPECT_EQ(desk.stands("fix", "09-21 10:00", "b"), "running 09-21 18:00");
  desk.tell("order_changed", "09-21 10:00", R"("order":{"id":"o-2","revision":1,"deliveries":[
      {"id":"d-1","carrier":"SF"}]})",
            "agent:li", "b");
  EXPECT_EQ(desk.stands("fix", "09-21 10:00", "b"), "paused");
  // A person finds that it is about something else.
  desk.tell("classify", "09-21 11:00", R"("labels":["suggestion"],"priority":"P3")", "agent:li",
            "b");
  EXPECT_EQ(desk.stands("fix", "09-21 11:00", "b"), "running 09-22 11:00"); // from 09:00 on
  EXPECT_EQ(at(desk.whole("09-21 11:00", "b"), "/incidents/0/state"), "lifted");
  EXPECT_EQ(at(desk.whole("09-21 11:00", "b"), "/priority"), "P3");
}

TEST(Incident, ItsWindowOpensAndClosesByItself) {
  Coast desk;
  desk.open("09-21 09:00");
  desk.declare("09-21 10:00", halts + R"(,"from":"2026-09-21T11:00:00+08:00",)" +
                                  R"("until":"2026-09-22T11:00:00+08:00")");
  EXPECT_EQ(desk.stands("fix", "09-21 11:00"), "running 09-21 18:00");
  EXPECT_EQ(desk.stands("fix", "09-21 11:01"), "paused");
  EXPECT_EQ(desk.stands("fix", "09-22 11:01"), "running 09-22 18:00"); // 6 h were left
  // It lasts longer than was thought: it comes over the case again.
  desk.update("09-22 12:00", R"("until":"2026-09-22T16:00:00+08:00")");
  EXPECT_EQ(desk.stands("fix", "09-22 14:00"), "paused");
  EXPECT_EQ(desk.stands("fix", "09-22 17:00"), "running 09-23 14:00"); // it never stopped
}

TEST(Incident, BeganEarlierThanItWasDeclared) {
  Coast desk;
  desk.open("09-21 09:00");
  desk.declare("09-21 12:00", halts + R"(,"from":"2026-09-21T10:00:00+08:00")");
  desk.end("09-21 14:00");
  EXPECT_EQ(desk.stands("fix", "09-21 14:00"), "running 09-22 12:00"); // 1 h used
  // Not behind what the clock has told: half of its time was up at 14:00.
  Coast other;
  other.open("09-21 09:00");
  other.declare("09-21 16:00", halts + R"(,"from":"2026-09-21T10:00:00+08:00")");
  other.end("09-21 17:00");
  EXPECT_EQ(other.stands("fix", "09-21 17:00"), "running 09-22 12:00");
}

TEST(Incident, VerdictsStand) {
  Coast desk;
  desk.open("09-21 09:00");
  desk.declare("09-22 10:00", halts + R"(,"from":"2026-09-21T10:00:00+08:00")");
  EXPECT_EQ(desk.stands("fix", "09-22 10:00"), "breached 09-21 18:00");
  desk.tell("close", "09-22 11:00");
  EXPECT_EQ(desk.stands("fix", "09-22 11:00"), "breached 09-21 18:00");
}

TEST(Incident, ShowsWhatItWouldMoveAndIsSaidOnce) {
  Coast desk;
  desk.open("09-21 09:00");
  const std::string line =
      desk.of("declare_incident", "09-21 11:00",
              storm + R"(,"effect":"extend","extend":"4 open h","clocks":["fix"])");
  std::string preview = line;
  preview.insert(1, R"("dry_run":true,)");
  const Json moves = desk.say(preview);
  EXPECT_EQ(at(moves, "/clocks") + " " + at(moves, "/later"), "1 1");
  EXPECT_EQ(ClockShop::local_of(at(moves, "/moves/0/to")), "09-22 14:00");
  EXPECT_NE(at(moves, "/moves/0/why/en").find("Haikui"), std::string::npos);
  EXPECT_EQ(desk.stands("fix", "09-21 11:00"), "running 09-21 18:00"); // nothing happened
  const std::string before = print_json(desk.say(line));
  EXPECT_EQ(print_json(desk.say(line)), before);
  EXPECT_EQ(desk.refused(desk.of("declare_incident", "09-21 11:00", storm)).code, Code::state);
  // The id of a line is an id like any other.
  Json other = *parse_json(line);
  other.set("priority", Json::string("P1"));
  EXPECT_EQ(desk.refused(print_json(other)).code, Code::duplicate);
  const std::string id = at(*parse_json(line), "/id");
  EXPECT_EQ(desk.refused(R"({"op":"note","id":")" + id + R"(","at":")" +
                         ClockShop::when("09-21 12:00") + R"(","case_id":"k","text":"x"})")
                .code,
            Code::duplicate);
  EXPECT_TRUE(desk.engine().verify());
}

TEST(Incident, StandsInAListThatCommitsAsOne) {
  Coast desk;
  desk.open("09-21 09:00");
  const std::string list = "[" + desk.of("declare_incident", "09-21 11:00", halts) + "," +
                           desk.line("note", "09-21 11:00", R"("text":"停运")") + "]";
  const Json answers = desk.say(list);
  EXPECT_EQ(at(answers, "/receipts/0/what"), "opened");
  EXPECT_EQ(desk.stands("fix", "09-21 11:00"), "paused");
  EXPECT_EQ(print_json(desk.say(list)), print_json(answers));
  const Error bad =
      desk.refused("[" + desk.of("end_incident", "09-21 12:00", R"("incident":"typhoon-9")") +
                   R"(,{"op":"never"}])");
  EXPECT_EQ(bad.where, "/1/op");
  EXPECT_EQ(desk.stands("fix", "09-21 13:00"), "paused"); // none of it was said
}

TEST(Incident, RefusalsSayWhatIsWrongAndHowToMendIt) {
  Coast desk;
  desk.open("09-21 09:00");
  const auto refused = [&](const std::string& more) {
    return desk.refused(desk.of("declare_incident", "09-21 11:00", more));
  };
  EXPECT_EQ(refused(R"("incident":"t","title":{})").where, "/title");
  EXPECT_EQ(refused(storm + R"(,"effect":"extend")").where, "/extend");
  EXPECT_EQ(refused(storm + R"(,"extend":"4h")").where, "/extend");
  EXPECT_EQ(refused(storm + R"(,"effect":"extend","extend":"4")").where, "/extend");
  EXPECT_EQ(refused(storm + R"(,"hits":{})").where, "/hits");
  EXPECT_EQ(refused(storm + R"(,"until":"2026-09-21T10:00:00+08:00")").where, "/until");
  const Error clock = refused(halts + R"(,"clocks":["fixx"])");
  EXPECT_EQ(clock.where, "/clocks/0");
  EXPECT_NE(clock.message.find("near: fix"), std::string::npos) << clock.message;
  EXPECT_EQ(refused(storm + R"(,"priority":"P9")").where, "/priority");
  EXPECT_EQ(refused(storm + R"(,"hits":{"category":["delivry.*"]})").where, "/hits/category/0");
  EXPECT_EQ(desk.refused(desk.of("end_incident", "09-21 11:00", R"("incident":"typhon")")).code,
            Code::not_found);
  std::string by_agent = desk.of("declare_incident", "09-21 11:00", storm);
  by_agent.replace(by_agent.find("manager:he"), 10, "agent:li");
  EXPECT_EQ(desk.refused(by_agent).code, Code::denied);
  EXPECT_EQ(desk.refused(desk.of("declare_incident", "09-21 08:00", storm)).code, Code::clock);
  EXPECT_EQ(desk.refused(desk.line("hold", "09-21 11:00", R"("reason":"incident:t")")).where,
            "/reason");
  desk.declare("09-21 11:00", storm);
  desk.end("09-21 12:00");
  EXPECT_EQ(desk.refused(desk.of("end_incident", "09-21 12:00", R"("incident":"typhoon-9")")).code,
            Code::state);
  EXPECT_EQ(desk.refused(desk.of("declare_incident", "09-21 12:00", storm)).code, Code::state);
}

TEST(Incident, StandsInTheStoryAndADamagedRowIsFound) {
  const auto store = make_memory_store();
  Coast desk(store);
  desk.open("09-21 09:00");
  desk.declare("09-21 11:00", halts);
  desk.end("09-21 12:00");
  EXPECT_EQ(at(desk.say(R"({"op":"sweep","at":"2026-09-21T12:00:00+08:00"})"), "/cases"), "1");
  const Json story = desk.say(R"({"op":"query","what":"timeline","by":"lead:wu","at":)"
                              R"("2026-09-21T12:00:00+08:00","where":{"case_id":"k"}})");
  const std::string text = print_json(story);
  EXPECT_NE(text.find("事件：台风海葵（生效）"), std::string::npos) << text;
  EXPECT_NE(text.find("Incident: Haikui (over)"), std::string::npos) << text;
  Batch batch;
  batch.world = {{0, *parse_instant("2026-09-22T07:00:00Z"), "incident", std::string(64, '0'),
                  R"({"what":"ended"})"}};
  ASSERT_TRUE((*store->begin("", SessionMode::write))->commit(batch));
  const auto verified = desk.engine().verify();
  ASSERT_FALSE(verified);
  EXPECT_NE(verified.error().message.find("world record 4"), std::string::npos);
}

// base with a coupon for whoever an incident hits, 30 yuan an incident and order in all.
std::shared_ptr<const Policy> with_coupons() {
  const std::vector<PackText> packs{{"p", R"({"amends_pack":1,"id":"p","version":"1",
    "extends":["base@1"],"tables":{"compensation":{"when":["in_incident"],"then":["give","amount"],
      "rows":[["true","coupon","20 CNY"],["-","letter","-"]],
      "caps":[{"give":"coupon","per":"incident","at_most":"30 CNY"}]}}})"}};
  return *Policy::load(packs);
}

TEST(Incident, ItsGoodwillGoesByIncidentAndOrderHoweverManyCasesThereAre) {
  ClockShop desk(with_coupons(), make_memory_store());
  const auto open = [&](const std::string& id, const std::string& local, const std::string& order) {
    return desk.say(R"({"op":"open","id":")" + id + R"(","at":")" + ClockShop::when(local) +
                    R"(","by":"agent:li","kind":"complaint","customer":{"id":"c-)" + id +
                    R"(","region":"CN-GD"},"order":{"id":")" + order +
                    R"(","paid":"100 CNY","lines":[{"id":"l-1","quantity":1,"paid":"100 CNY"}]},)" +
                    R"("text":"书一直没送到"})");
  };
  const auto take = [&](const std::string& id, const std::string& local) {
    desk.tell("contact", local, "", "agent:li", id);
    const Json offer = desk.tell("propose", local, "", "agent:li", id);
    desk.tell("accept", local, "", "customer:c-" + id, id);
    return at(offer, "/plan/lines/0/give") + " " + at(offer, "/plan/lines/0/amount/minor");
  };
  const Json before = open("a", "09-21 09:00", "o-1");
  EXPECT_EQ(at(before, "/plan/lines/0/give"), "letter");
  desk.say(R"({"op":"declare_incident","id":"i","at":"2026-09-21T10:00:00+08:00",)"
           R"("by":"manager:he",)" +
           storm + R"(,"hits":{"region":["CN"]},"notice":{"zh":"派送顺延","en":"Later"}})");
  EXPECT_EQ(take("a", "09-21 11:00"), "coupon 2000");
  EXPECT_EQ(at(open("b", "09-21 11:00", "o-1"), "/plan/lines/0/amount/minor"), "1000");
  EXPECT_EQ(take("b", "09-21 11:30"), "coupon 1000");
  EXPECT_EQ(at(open("c", "09-21 11:30", "o-2"), "/plan/lines/0/amount/minor"), "2000");
  // Once it is over, cases that it never hit get nothing for it; those it hit keep what it gave.
  desk.say(R"({"op":"end_incident","id":"e","at":"2026-09-21T12:00:00+08:00","by":"manager:he",)"
           R"("incident":"typhoon-9"})");
  EXPECT_EQ(at(open("d", "09-21 13:00", "o-3"), "/plan/lines/0/give"), "letter");
  EXPECT_EQ(take("c", "09-21 14:00"), "coupon 2000");
  // Customers it hits are told, in the incident's own words.
  std::string told;
  const Json whole = desk.whole("09-21 14:00", "c");
  for (const Json& action : whole.find("actions")->items)
    if (at(action, "/reason_code") == "incident")
      told += at(action, "/params/plain/incident.notice") + ";";
  EXPECT_EQ(told, "派送顺延;");
  EXPECT_TRUE(desk.engine().verify());
}

} // namespace
} // namespace amends::test
