// Whatever a shop says and whenever it looks: the journal is the same at any tick rate and however
// often the world's changes are swept through the cases.
#include "clock_shop.hpp"

#include <rapidcheck/gtest.h>

#include <map>

namespace amends::test {
namespace {

const std::string clocks = R"({
  "fix":{"title":{"zh":"修","en":"Fix"},"from":"open","until":"close","on":"desk",
    "within":{"P1":"6h","P2":"8 open h","P3":"3 open d","*":"24 open h"},"on_change":"keep_elapsed",
    "pause":["carrier","waiting_for_customer"],"pause_at_most":"60h","reopen":"keep",
    "tell":{"25%":"agent","80%":"agent","100%":"lead",
            "+4 open h":{"role":"manager","every":"8 open h","times":3}}},
  "again":{"title":{"zh":"再","en":"Again"},"from":"open","until":"close","on":"desk",
    "within":{"P1":"2 workdays","*":"12 open h"},"on_change":"restart","reopen":"new_cycle",
    "pause":["carrier"],"tell_on":"office","tell":{"50%":"agent","100%":"lead"}},
  "kept":{"title":{"zh":"守","en":"Kept"},"from":"open","until":"close","on":"desk",
    "within":{"P1":"4 open h","*":"20 open h"},"on_change":"keep_due","reopen":"total",
    "grace_to_next_open":true,"promise_never_later":true},
  "law":{"title":{"zh":"法","en":"Law"},"from":"open","until":"close","on":"desk",
    "period":{"n":5,"unit":"working_days"},"statutory":true,"milestone":"answer"},
  "next":{"title":{"zh":"答","en":"Next"},"from":"customer_message","until":["message","contact"],
    "within":"4 open h","on":"desk","milestone":"answer","tell":{"-1 open h":"agent"}}})";

std::string line(const std::string& op, const std::string& id, Instant at,
                 const std::string& more) {
  return R"({"op":")" + op + R"(","id":")" + id + R"(","at":")" + print_instant(at) + "\"" + more +
         "}";
}

// A table in which some days of the weeks that follow are off and one weekend is worked.
std::string any_table() {
  std::string off;
  for (int day = 21; day <= 30; ++day)
    if (*rc::gen::inRange(0, 4) == 0)
      off += (off.empty() ? "\"2026-09-" : ",\"2026-09-") + std::to_string(day) + "\"";
  const std::string work = *rc::gen::arbitrary<bool>() ? "\"2026-10-10\"" : "";
  return R"(,"table":{"amends_holidays":1,"region":"CN","years":{"2026":{"state":"amended",)"
         R"("off":[)" +
         off + R"(],"work":[)" + work + "]}}}";
}

struct Said {
  Instant at;
  std::string text;
};

// A line about one of two incidents: it may hit one of the cases, both or none, begin behind or
// ahead, end by itself or not.
Said any_incident(const std::string& id, Instant t) {
  const std::string op = *rc::gen::element<std::string>("declare_incident", "declare_incident",
                                                        "update_incident", "end_incident");
  std::string more = R"(,"incident":"i-)" + std::to_string(*rc::gen::inRange(0, 2)) + "\"";
  if (op == "end_incident")
    return {t, line(op, id, t, more)};
  more += R"(,"title":{"zh":"台风","en":"Storm"})";
  more += *rc::gen::element<std::string>("", R"(,"effect":"pause")", R"(,"effect":"pause")",
                                         R"(,"effect":"extend","extend":"5 open h")",
                                         R"(,"effect":"extend","extend":"30h","clocks":["fix"])");
  more += *rc::gen::element<std::string>("", R"(,"hits":{"region":["CN"]})",
                                         R"(,"hits":{"category":["delivery.*"]})");
  more += *rc::gen::element<std::string>("", R"(,"notice":{"zh":"顺延","en":"Later"})");
  more += *rc::gen::element<std::string>("", R"(,"priority":"P1")", R"(,"priority":"P2")");
  const auto when = [&](const char* name, int from, int to) {
    return std::string(",\"") + name + "\":\"" +
           print_instant(t + minutes(*rc::gen::inRange(from, to))) + "\"";
  };
  if (*rc::gen::arbitrary<bool>())
    more += when("from", -900, 900);
  if (*rc::gen::arbitrary<bool>())
    more += when("until", 900, 5000);
  return {t, line(op, id, t, more)};
}

std::string about(const std::string& which, const std::string& by, const std::string& more) {
  return R"(,"by":")" + by + R"(","case_id":")" + which + "\"" + more;
}

Said any_line(int n, Instant t) {
  const std::string id = "c-" + std::to_string(n);
  const std::string which = *rc::gen::element<std::string>("k-0", "k-1");
  const auto staff = [&](const std::string& op, const std::string& more = "") {
    return Said{t, line(op, id, t, about(which, "agent:li", more))};
  };
  const std::string back =
      R"(,"happened_at":")" + print_instant(t - minutes(*rc::gen::inRange(0, 600))) + "\"";
  switch (*rc::gen::inRange(0, 21)) {
  case 0: return {t, line("update_calendars", id, t, any_table())};
  case 1: return staff("hold", R"(,"reason":"carrier")");
  case 2: return staff("release", R"(,"reason":"carrier")");
  case 3: return staff("hold", R"(,"reason":"carrier")" + back);
  case 4: return staff("release", R"(,"reason":"carrier")" + back);
  case 5:
  case 6:
    return staff("classify", R"(,"labels":["delivery.delay"],"priority":"P)" +
                                 std::to_string(*rc::gen::inRange(1, 5)) + "\"");
  case 7: return staff("request_information", R"(,"fields":["photo"])");
  case 8:
    return {t, line("receive_information", id, t, about(which, "customer:c-7", R"(,"text":"图")"))};
  case 9:
    return {t, line("message", id, t, about(which, "customer:c-7", R"(,"text":"在吗")" + back))};
  case 10: return staff("message", R"(,"text":"在")");
  case 11: return staff("close");
  case 12: return staff("reopen");
  case 13:
    return staff("promise", R"(,"text":"明天","due":")" + print_instant(t + hours(20)) + "\"");
  case 14:
    return {t, line("excuse", id, t,
                    about(which, "lead:wu",
                          R"(,"clock":"fix","from":")" + print_instant(t - hours(9)) +
                              R"(","to":")" + print_instant(t) + "\""))};
  case 15:
  case 16:
  case 17:
  case 18: return any_incident(id, t);
  default: return staff("note", R"(,"text":"看过")");
  }
}

std::vector<Said> any_story() {
  std::vector<Said> story;
  Instant t = *parse_instant("2026-09-21T00:30:00Z");
  for (int i = 0; i < 2; ++i) {
    story.push_back(
        {t, line("open", "k-" + std::to_string(i), t,
                 R"(,"by":"agent:li","kind":"simple","channel":"web",)"
                 R"("customer":{"id":"c-7")" +
                     std::string(i == 0 ? R"(,"region":"CN-GD")" : "") + R"(},"text":"还没到")")});
    t = t + seconds(*rc::gen::inRange(0, 40 * 3600));
  }
  const int lines = *rc::gen::inRange(0, 16);
  for (int i = 0; i < lines; ++i) {
    t = t + seconds(*rc::gen::inRange(0, 30 * 3600));
    story.push_back(any_line(i, t));
  }
  return story;
}

// How often somebody looks between two lines.
struct Looks {
  Duration tick_every; // 0: never
  bool sweep_at_each_line = false;
};

void look(Engine& engine, const std::string& op, Instant t) {
  const std::string text = R"({"op":")" + op + R"(","at":")" + print_instant(t) + "\"" +
                           (op == "tick" ? R"(,"limit":0})" : "}");
  const auto answer = engine.call_text(std::nullopt, "system", text);
  RC_ASSERT(!!answer);
}

Json asked(ClockShop& desk, const std::string& what, const std::string& where, Instant t) {
  const auto answer = desk.try_say(R"({"op":"query","what":")" + what + R"(","at":")" +
                                   print_instant(t) + R"(","sort":"id","where":{)" + where + "}}");
  RC_ASSERT(!!answer);
  return *answer->find("rows");
}

// What a case says of its incidents and what lists say of them is one thing.
void check_found(ClockShop& desk, Instant t) {
  std::map<std::string, std::string> hit;
  std::map<std::string, int> open;
  for (const Json& row : asked(desk, "cases", "", t).items) {
    const std::string id = at(row, "/case_id");
    const Json whole = asked(desk, "case", R"("case_id":")" + id + "\"", t).items.front();
    const bool ended =
        asked(desk, "cases", R"("open":false,"case_id":")" + id + "\"", t).items.size() == 1;
    if (const Json* incidents = whole.find("incidents"))
      for (const Json& incident : incidents->items)
        if (at(incident, "/state") != "lifted") {
          hit[at(incident, "/incident")] += id + " ";
          open[at(incident, "/incident")] += ended ? 0 : 1;
        }
  }
  for (const Json& row : asked(desk, "incidents", "", t).items) {
    const std::string incident = at(row, "/incident");
    std::string found;
    for (const Json& one : asked(desk, "cases", R"("incident":")" + incident + "\"", t).items)
      found += at(one, "/case_id") + " ";
    RC_ASSERT(found == hit[incident]);
    RC_ASSERT(at(row, "/open_cases") == std::to_string(open[incident]));
  }
}

std::string journal_of(const std::vector<Said>& story, const Looks& looks) {
  static const auto policy = policy_with_clocks(clocks);
  ClockShop desk(policy, make_memory_store());
  Instant last = story.front().at;
  for (const Said& said : story) {
    if (looks.tick_every.us > 0)
      for (; last < said.at; last = last + looks.tick_every)
        look(desk.engine(), "tick", last);
    if (looks.sweep_at_each_line)
      look(desk.engine(), "sweep", said.at);
    (void)desk.try_say(said.text); // what a case refuses it refuses at every rate
  }
  const Instant end = story.back().at + hours(24 * 40);
  look(desk.engine(), "sweep", end);
  look(desk.engine(), "tick", end);
  RC_ASSERT(!!desk.engine().verify());
  check_found(desk, end);
  return desk.exported();
}

RC_GTEST_PROP(Journals, AreTheSameHoweverOftenOneLooks, ()) {
  const std::vector<Said> story = any_story();
  const std::string never = journal_of(story, {});
  // As truth values: nobody reads two whole journals in a failure, the story is what counts.
  const bool by_ticks = journal_of(story, {minutes(*rc::gen::inRange(60, 600)), false}) == never;
  RC_ASSERT(by_ticks);
  const bool by_sweeps = journal_of(story, {{}, true}) == never;
  RC_ASSERT(by_sweeps);
  const bool by_both = journal_of(story, {hours(7), true}) == never;
  RC_ASSERT(by_both);
}

} // namespace
} // namespace amends::test
