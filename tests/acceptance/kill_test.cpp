// A killed process loses nothing and does nothing twice: the same day is played to its end after
// SIGKILLs in the middle of writes, and the journal is the one of an undisturbed day.
#include "play.hpp"

#include "fault/vfs/child.hpp"
#include "folder.hpp"

#include <filesystem>

namespace amends::test {
namespace {

int run_day(const std::string& file, const std::vector<std::string>& lines) {
  auto store = open_store("sqlite:" + file);
  if (!store)
    return 2;
  Engine engine({book_delivery(), *store, ""});
  for (const std::string& line : lines) {
    auto answer = engine.call_text(std::nullopt, "system", line);
    if (!answer)
      return 3;
  }
  return 0;
}

std::string journal_of(const std::string& file) {
  auto store = open_store("sqlite:" + file);
  EXPECT_TRUE(store);
  if (!store)
    return "";
  Engine engine({book_delivery(), *store, ""});
  EXPECT_TRUE(engine.verify());
  return export_of(engine);
}

TEST(Kill, TenKillsSpreadOverTheDay) {
  const auto lines = lines_of(demo_day);
  ASSERT_FALSE(lines.empty());
  const Folder folder;
  const std::string undisturbed = folder.path("undisturbed.db");
  const ChildEnd whole = run_child({}, [&] { return run_day(undisturbed, lines); });
  ASSERT_EQ(whole.exit_code, 0);
  ASSERT_GT(whole.operations, 100);
  const std::string expected = journal_of(undisturbed);
  for (const std::int64_t k : evenly_spread(whole.operations, 10)) {
    const std::string file = folder.path("killed" + std::to_string(k) + ".db");
    const ChildEnd killed =
        run_child({Fault::kill, k, false, false}, [&] { return run_day(file, lines); });
    EXPECT_TRUE(killed.killed) << "at operation " << k;
    const ChildEnd again = run_child({}, [&] { return run_day(file, lines); });
    EXPECT_EQ(again.exit_code, 0) << "after the kill at operation " << k;
    EXPECT_EQ(journal_of(file), expected) << "after the kill at operation " << k;
  }
}

// More cases than one commit of a sweep takes, half of them in Guangdong.
std::string opens(int cases) {
  std::string list;
  for (int i = 0; i < cases; ++i) {
    const std::string n = std::to_string(i);
    list += (i == 0 ? "[" : ",") + std::string(R"({"op":"open","id":"k-)") + n +
            R"(","at":"2026-09-21T09:00:00+08:00","by":"agent:li","kind":"complaint",)"
            R"("customer":{"id":"c-)" +
            n + R"(","region":")" + (i % 2 == 0 ? "CN-GD" : "CN-SC") + R"("},"order":{"id":"o-)" +
            n + R"(","paid":"60 CNY"},"text":"快递一直没到"})";
  }
  return list + "]";
}

std::string said(const std::string& op, const std::string& id, const std::string& at,
                 const std::string& more) {
  return R"({"op":")" + op + R"(","id":")" + id + R"(","at":"2026-09-)" + at +
         R"(:00+08:00","by":"manager:sun",)" + more + "}";
}
std::string looked(const std::string& op, const std::string& at) {
  return R"({"op":")" + op + R"(","at":"2026-09-)" + at + R"(:00+08:00"})";
}

const std::string the_storm = R"("incident":"storm")";
const std::string strikes = R"("incident":"strike","title":{"zh":"停运","en":"Strike"},)"
                            R"("effect":"extend","extend":"4 open h")";

// A storm that hits them all, is found to be smaller, and ends; beside it a strike.
const std::vector<std::string> storm_day{
    said("declare_incident", "i-1", "21T10:00",
         the_storm + R"(,"title":{"zh":"台风","en":"Storm"},"notice":{"zh":"顺延","en":"Late"},)" +
             R"("effect":"pause","priority":"P2")"),
    looked("sweep", "21T10:05"),
    said("update_incident", "i-2", "21T11:00", the_storm + R"(,"hits":{"region":["CN-GD"]})"),
    "[" + said("declare_incident", "i-3", "21T11:00", strikes) + "," +
        said("note", "n-1", "21T11:00", R"("case_id":"k-7","text":"停运")") + "]",
    looked("tick", "21T11:30"),
    looked("sweep", "21T12:00"),
    said("end_incident", "i-4", "22T10:00", the_storm),
    looked("sweep", "22T10:05")};

std::string answer_of(const std::string& file, const std::string& line) {
  auto store = open_store("sqlite:" + file);
  Engine engine({book_delivery(), *store, ""});
  const auto answer = engine.call_text(std::nullopt, "system", line);
  EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
  return answer ? print_json(*answer) : "";
}

// The incidents, and how many open cases the latest word of them has yet to reach.
const std::string all_incidents = R"({"op":"query","what":"incidents"})";
std::string behind(const std::string& file) {
  const auto listed = parse_json(answer_of(file, all_incidents));
  return listed ? at(*listed, "/behind") : "";
}

// What staff see of it: the incidents, and which cases each has hit.
std::string incidents_of(const std::string& file) {
  return answer_of(file, all_incidents) + "\n" +
         answer_of(file, R"({"op":"query","what":"affected_orders","limit":1000,)"
                         R"("where":{"incident":"storm"}})") +
         "\n" + answer_of(file, R"({"op":"query","what":"counts","where":{"by":"incident"}})");
}

TEST(Kill, BetweenAnIncidentAndTheCasesItHits) {
  const Folder folder;
  const std::string morning = folder.path("morning.db");
  ASSERT_EQ(run_child({}, [&] { return run_day(morning, {opens(66)}); }).exit_code, 0);
  const auto copied = [&](const std::string& name) {
    std::filesystem::copy_file(morning, folder.path(name));
    return folder.path(name);
  };
  const std::string undisturbed = copied("undisturbed.db");
  const ChildEnd whole = run_child({}, [&] { return run_day(undisturbed, storm_day); });
  ASSERT_EQ(whole.exit_code, 0);
  const std::string expected = journal_of(undisturbed);
  const std::string seen = incidents_of(undisturbed);
  EXPECT_NE(seen.find(R"({"key":"storm","count":33},{"key":"strike","count":66})"),
            std::string::npos)
      << seen;
  // How many cases the dead one left behind, the file mended by running the day again.
  const auto killed_at = [&](std::int64_t k) {
    const std::string file = copied("killed" + std::to_string(k) + ".db");
    const ChildEnd killed =
        run_child({Fault::kill, k, false, false}, [&] { return run_day(file, storm_day); });
    EXPECT_TRUE(killed.killed) << "at operation " << k;
    journal_of(file); // what was written so far verifies
    const int left = std::stoi(behind(file));
    const ChildEnd again = run_child({}, [&] { return run_day(file, storm_day); });
    EXPECT_EQ(again.exit_code, 0) << "after the kill at operation " << k;
    EXPECT_EQ(journal_of(file), expected) << "after the kill at operation " << k;
    EXPECT_EQ(incidents_of(file), seen) << "after the kill at operation " << k;
    return left;
  };
  std::int64_t before = 0; // the last operation seen before the first sweep's commit
  std::int64_t after = 0;  // the first one seen behind both of its commits
  for (const std::int64_t k : evenly_spread(whole.operations, 16)) {
    const int left = killed_at(k);
    if (after == 0 && left > 2)
      before = k;
    else if (after == 0 && before != 0 && left == 0)
      after = k;
  }
  ASSERT_GT(before, 0);
  ASSERT_GT(after, before);
  // Between the two commits lie few operations: halving finds them.
  bool within = false;
  while (!within && after - before > 1) {
    const std::int64_t middle = before + (after - before) / 2;
    const int left = killed_at(middle);
    within = left == 1 || left == 2;
    (left > 2 ? before : after) = middle;
  }
  EXPECT_TRUE(within) << "no kill fell between the two commits of a sweep";
}

} // namespace
} // namespace amends::test
