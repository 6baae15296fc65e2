// A killed process loses nothing and does nothing twice: the same day is played to its end after
// SIGKILLs in the middle of writes, and the journal is the one of an undisturbed day.
#include "play.hpp"

#include "fault/vfs/child.hpp"
#include "folder.hpp"

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

} // namespace
} // namespace amends::test
