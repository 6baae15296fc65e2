// Which incidents there are and what they hit, as a shop's staff asks for it; in both stores.
#include "coast.hpp"
#include "folder.hpp"

#include <sqlite3.h>

namespace amends::test {
namespace {

class Incidents : public testing::TestWithParam<std::string> {
protected:
  // An engine of its own over the same rows, as another process has it.
  std::shared_ptr<Store> store() {
    if (GetParam() == "memory")
      return memory_;
    auto opened = open_store("sqlite:" + file());
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return opened ? *opened : nullptr;
  }
  std::string file() const { return folder_.path("coast.db"); }

private:
  Folder folder_;
  std::shared_ptr<Store> memory_ = make_memory_store();
};

std::string asks(const std::string& what, const std::string& local, const std::string& where,
                 const std::string& more = R"(,"by":"lead:wu")") {
  return R"({"op":"query","what":")" + what + R"(","at":")" + ClockShop::when(local) +
         R"(","where":{)" + where + "}" + more + "}";
}

// One member of every row: "a b".
std::string column(const Json& answer, const std::string& name) {
  std::string out;
  for (const Json& row : answer.find("rows")->items)
    out += (out.empty() ? "" : " ") + at(row, "/" + name);
  return out;
}

std::string cases_of(ClockShop& desk, const std::string& local, const std::string& where) {
  return column(desk.say(asks("cases", local, where, R"(,"by":"lead:wu","sort":"id")")), "case_id");
}

std::string named(const std::string& id, const std::string& more = "") {
  return R"("incident":")" + id + R"(","title":{"zh":"事件)" + id + R"(","en":"Event )" + id +
         "\"}" + more;
}

const std::string gd = R"({"id":"c-1","region":"CN-GD"})";
const std::string sc = R"({"id":"c-2","region":"CN-SC"})";

TEST_P(Incidents, AreListedWithAllThatWasSaidOfThem) {
  Coast desk(store());
  desk.open_with("09-21 09:00", "gd", gd);
  desk.open_with("09-21 09:00", "sc", sc);
  desk.declare("09-21 11:00", halts + R"(,"nature":"weather","hits":{"region":["CN-GD"]},)"
                                      R"("clocks":["fix"],"priority":"P2",)"
                                      R"("until":"2026-09-23T00:00:00+08:00")");
  const Json before = desk.say(asks("incidents", "09-21 11:30", ""));
  EXPECT_EQ(at(before, "/rows/0/open_cases") + " " + at(before, "/behind"), "0 2")
      << "nobody has looked at the cases yet, and the answer says so";
  desk.say(R"({"op":"sweep","at":")" + ClockShop::when("09-21 11:30") + "\"}");
  const Json listed = desk.say(asks("incidents", "09-21 12:00", ""));
  EXPECT_EQ(print_json(listed),
            R"({"rows":[{"incident":"typhoon-9","nature":"weather",)"
            R"("title":{"en":"Haikui","zh":"台风海葵"},"state":"in_force",)"
            R"("declared_at":"2026-09-21T03:00:00Z","by":"manager:he",)"
            R"("from":"2026-09-21T03:00:00Z","until":"2026-09-22T16:00:00Z","effect":"pause",)"
            R"("extend":null,"clocks":["fix"],"hits":{"region":["CN-GD"]},"priority":"P2",)"
            R"("open_cases":1}],"next":null,"behind":0})");
}

TEST_P(Incidents, StandAheadInForceOrOver) {
  Coast desk(store());
  desk.open("09-21 09:00");
  desk.declare("09-21 10:00", named("a", R"(,"from":"2026-09-21T12:00:00+08:00",)"
                                         R"("until":"2026-09-21T14:00:00+08:00")"));
  desk.declare("09-21 10:00", named("b", R"(,"nature":"strike")"));
  const auto states = [&](const std::string& local, const std::string& where = "") {
    return column(desk.say(asks("incidents", local, where)), "state");
  };
  EXPECT_EQ(states("09-21 11:00"), "in_force ahead") << "b was declared last";
  EXPECT_EQ(states("09-21 13:00"), "in_force in_force");
  EXPECT_EQ(states("09-21 15:00"), "in_force over");
  EXPECT_EQ(states("09-21 15:00", R"("state":["over","ahead"])"), "over");
  EXPECT_EQ(states("09-21 15:00", R"("nature":"strike")"), "in_force");
  EXPECT_EQ(states("09-21 15:00", R"("incident":["a"])"), "over");
  desk.end("09-21 15:00", "b");
  const Json ended = desk.say(asks("incidents", "09-21 15:00", R"("incident":"b")"));
  EXPECT_EQ(at(ended, "/rows/0/state") + " " + ClockShop::local_of(at(ended, "/rows/0/until")),
            "over 09-21 15:00");
  EXPECT_EQ(at(ended, "/rows/0/hits"), "null") << "every case";
  // Without a time of its own a query is as of the last word, which was the incident's end.
  EXPECT_EQ(column(desk.say(R"({"op":"query","what":"incidents"})"), "state"), "over over");
}

TEST_P(Incidents, ArePagedNewestFirst) {
  Coast desk(store());
  desk.open("09-21 09:00");
  for (const std::string id : {"a", "c", "b", "e", "d"})
    desk.declare("09-21 10:00", named(id));
  // News of an incident is no new incident.
  desk.say(desk.of("update_incident", "09-21 10:30", R"("incident":"a","nature":"x")"));
  std::string listed, after;
  do {
    const Json page =
        desk.say(asks("incidents", "09-21 11:00", "",
                      R"(,"limit":2)" + (after.empty() ? "" : R"(,"after":")" + after + "\"")));
    listed += column(page, "incident") + ";";
    if (after.empty())
      desk.declare("09-21 11:00", named("late")); // what comes meanwhile moves no page
    after = page.find("next")->is_null() ? "" : at(page, "/next");
  } while (!after.empty());
  EXPECT_EQ(listed, "d e;b c;a;");
  const Error wrong = desk.refused(asks("incidents", "09-21 11:00", "", R"(,"after":"i1:0:x")"));
  EXPECT_EQ(code_name(wrong.code), "arg");
  EXPECT_EQ(wrong.where, "/after");
}

TEST_P(Incidents, CasesAreFoundByTheIncidentThatHasHitThem) {
  Coast desk(store());
  desk.open_with("09-21 09:00", "gd", gd);
  desk.open_with("09-21 09:00", "sc", sc);
  desk.declare("09-21 10:00", named("a", R"(,"hits":{"region":["CN-GD"]})"));
  desk.declare("09-21 10:00", named("all", R"(,"from":"2026-09-22T09:00:00+08:00")"));
  desk.open_with("09-21 11:00", "later", gd);
  EXPECT_EQ(cases_of(desk, "09-21 11:00", R"("incident":"a")"), "later")
      << "the others have not been looked at";
  desk.say(R"({"op":"sweep","at":")" + ClockShop::when("09-21 11:00") + "\"}");
  EXPECT_EQ(cases_of(desk, "09-21 11:00", R"("incident":"a")"), "gd later");
  EXPECT_EQ(cases_of(desk, "09-21 11:00", R"("incident":["a","all"])"), "gd later sc")
      << "also by one that lies ahead";
  const Json counts = desk.say(asks("counts", "09-21 11:00", R"("by":"incident")"));
  EXPECT_EQ(column(counts, "key") + " " + column(counts, "count"), "a all 2 3");
  // Over is not forgotten; a case that is closed counts no longer among the open ones.
  desk.tell("close", "09-21 12:00", "", "agent:li", "gd");
  desk.end("09-21 13:00", "a");
  desk.say(R"({"op":"sweep","at":")" + ClockShop::when("09-21 13:00") + "\"}");
  EXPECT_EQ(cases_of(desk, "09-21 13:00", R"("incident":"a")"), "gd later");
  EXPECT_EQ(cases_of(desk, "09-21 13:00", R"("incident":"a","open":true)"), "later");
  const Json row = desk.say(asks("incidents", "09-21 13:00", R"("incident":"a")"));
  EXPECT_EQ(at(row, "/rows/0/open_cases"), "1");
  EXPECT_TRUE(desk.engine().verify());
}

TEST_P(Incidents, ACaseThatWasLetGoIsFoundNoLongerUntilItIsHitAgain) {
  Coast desk(store());
  desk.open_with("09-21 09:00", "gd", gd);
  desk.open_with("09-21 09:00", "sc", sc);
  desk.declare("09-21 10:00", storm);
  const auto found = [&](const std::string& local) {
    desk.say(R"({"op":"sweep","at":")" + ClockShop::when(local) + "\"}");
    const Json row = desk.say(asks("incidents", local, ""));
    const auto verified = desk.engine().verify();
    EXPECT_TRUE(verified) << (verified ? "" : verified.error().message);
    return cases_of(desk, local, R"("incident":"typhoon-9")") + ", " +
           at(row, "/rows/0/open_cases");
  };
  EXPECT_EQ(found("09-21 10:00"), "gd sc, 2");
  desk.update("09-21 11:00", R"("hits":{"region":["CN-SC"]})");
  EXPECT_EQ(found("09-21 11:00"), "sc, 1");
  EXPECT_EQ(at(desk.whole("09-21 11:00", "gd"), "/incidents/0/state"), "lifted");
  desk.update("09-21 12:00", R"("hits":null)");
  EXPECT_EQ(found("09-21 12:00"), "gd sc, 2");
}

TEST_P(Incidents, OrdersOfTheCasesAreListedOnceEach) {
  Coast desk(store());
  const auto order = [](const std::string& id) { return R"("order":{"id":")" + id + R"("},)"; };
  desk.declare("09-21 08:00", named("a", R"(,"hits":{"region":["CN-GD"]})"));
  desk.open_with("09-21 09:00", "k1", gd, order("o-1"));
  desk.open_with("09-21 09:00", "k2", gd, order("o-2"));
  desk.open_with("09-21 09:00", "k3", gd, order("o-1"));
  desk.open_with("09-21 09:00", "k4", gd);               // no order
  desk.open_with("09-21 09:00", "k5", sc, order("o-3")); // not hit
  desk.open_with("09-21 09:00", "k0", sc, order("o-1")); // the order is, this case is not
  desk.tell("close", "09-21 10:00", "", "agent:li", "k3");
  for (const std::string limit : {"1", "2", "50"}) {
    std::string listed, after;
    do {
      const Json page = desk.say(asks("affected_orders", "09-21 11:00", R"("incident":"a")",
                                      R"(,"by":"lead:wu","limit":)" + limit +
                                          (after.empty() ? "" : R"(,"after":")" + after + "\"")));
      for (const Json& row : page.find("rows")->items)
        listed += print_json(row);
      after = page.find("next")->is_null() ? "" : at(page, "/next");
    } while (!after.empty());
    EXPECT_EQ(listed, R"({"order":"o-1","customer":"c-1","case_ids":["k1","k3"],"open_cases":1})"
                      R"({"order":"o-2","customer":"c-1","case_ids":["k2"],"open_cases":1})")
        << "in pages of " << limit;
  }
  EXPECT_EQ(desk.refused(asks("affected_orders", "09-21 11:00", "")).where, "/where/incident");
}

TEST_P(Incidents, AreForStaffAndAMisspeltOneIsNotNothing) {
  Coast desk(store());
  desk.open_with("09-21 09:00", "gd", gd);
  desk.declare("09-21 10:00", storm);
  const auto refused = [&](const std::string& what, const std::string& where,
                           const std::string& by) {
    return desk.refused(asks(what, "09-21 11:00", where, R"(,"by":")" + by + "\""));
  };
  for (const std::string what : {"incidents", "affected_orders"})
    for (const std::string by : {"customer:c-1", "carrier:SF", "regulator:r", "stranger:x"})
      EXPECT_EQ(refused(what, R"("incident":"typhoon-9")", by).code, Code::denied) << what << by;
  for (const std::string what : {"incidents", "affected_orders", "cases", "counts"}) {
    const Error unknown = refused(what, R"("incident":"typhon-9")", "lead:wu");
    EXPECT_EQ(unknown.code, Code::not_found) << what;
    EXPECT_EQ(unknown.message, "there is no incident typhon-9; near: typhoon-9");
    EXPECT_EQ(unknown.where, "/where/incident");
  }
  EXPECT_EQ(refused("incidents", R"("state":"lifted")", "lead:wu").where, "/where/state");
  EXPECT_EQ(refused("incidents", R"("titel":"x")", "lead:wu").where, "/where/titel");
  // A customer's own cases may be asked for by it; which incidents there are is not his to know.
  EXPECT_EQ(column(desk.say(asks("cases", "09-21 11:00", R"("incident":"typhon-9")",
                                 R"(,"by":"customer:c-1")")),
                   "case_id"),
            "");
}

INSTANTIATE_TEST_SUITE_P(Stores, Incidents, testing::Values("memory", "sqlite"),
                         [](const auto& each) { return each.param; });

class DamagedLookups : public testing::Test {
protected:
  void SetUp() override {
    Coast desk(*open_store("sqlite:" + file_));
    desk.open_with("09-21 09:00", "gd", R"({"id":"c-1","region":"CN-GD","phone":"13800000001"})",
                   R"("order":{"id":"o-1","deliveries":[{"id":"d-1","carrier":"SF"}]},)");
    desk.open_with("09-21 09:00", "sc", sc);
    desk.declare("09-21 10:00", storm + R"(,"hits":{"region":["CN-GD"]})");
    desk.say(R"({"op":"sweep","at":")" + ClockShop::when("09-21 10:00") + "\"}");
    ASSERT_TRUE(desk.engine().verify());
  }
  // What verify finds after `sql` was run behind the engine's back.
  std::string after(const std::string& sql) {
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open(file_.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(db);
    EXPECT_GT(sqlite3_total_changes(db), 0) << sql;
    sqlite3_close(db);
    Coast desk(*open_store("sqlite:" + file_));
    const auto verified = desk.engine().verify();
    return verified ? "" : verified.error().message;
  }

private:
  Folder folder_;
  std::string file_ = folder_.path("coast.db");
};

TEST_F(DamagedLookups, ACaseThatIsNoLongerFoundByItsIncidentIsNamed) {
  EXPECT_NE(after("DELETE FROM amends_lookup WHERE kind = 'incident'")
                .find("case gd: it cannot be found by its incident"),
            std::string::npos);
}
TEST_F(DamagedLookups, NorByAnythingElse) {
  EXPECT_NE(after("DELETE FROM amends_lookup WHERE kind = 'carrier'")
                .find("case gd: it cannot be found by its carrier"),
            std::string::npos);
  EXPECT_NE(after("DELETE FROM amends_lookup WHERE kind = 'phone'")
                .find("case gd: it cannot be found by its phone"),
            std::string::npos);
}
TEST_F(DamagedLookups, ACaseThatAnIncidentNeverHitIsFoundOut) {
  EXPECT_NE(after("INSERT INTO amends_lookup SELECT tenant, 'incident', 'typhoon-9', case_no "
                  "FROM amends_case WHERE case_id = 'sc'")
                .find("case sc: it is found by incident typhoon-9, which no record says"),
            std::string::npos);
}

} // namespace
} // namespace amends::test
