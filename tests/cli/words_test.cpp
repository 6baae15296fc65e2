// What people read: tables, local times, spans, who speaks when.
#include "cli/local_time.hpp"
#include "cli/speaker.hpp"
#include "cli/story.hpp"
#include "cli/text_table.hpp"

#include <gtest/gtest.h>

namespace amends::cli {
namespace {

TEST(TextTable, chinese_characters_take_two_places) {
  EXPECT_EQ(places("abc"), 3U);
  EXPECT_EQ(places("送货延误"), 8U);
  EXPECT_EQ(places("A，é"), 4U);
  EXPECT_EQ(places("😀"), 2U);
  TextTable table({"类别", ">件数"});
  table.add({"送货延误", "7"});
  table.add({"other", "12"});
  EXPECT_EQ(table.text(), "  类别      件数\n"
                          "  --------  ----\n"
                          "  送货延误     7\n"
                          "  other       12\n");
}

TEST(LocalTime, is_that_of_the_policy) {
  const auto policy = Policy::builtin("book-delivery");
  ASSERT_TRUE(policy) << policy.error().message;
  const LocalTime time(policy->get());
  EXPECT_EQ(time.zone(), "Asia/Shanghai");
  EXPECT_EQ(time.text(std::string("2026-09-21T16:45:12Z")), "2026-09-22 00:45");
  EXPECT_EQ(time.text(std::string("soon")), "soon");
  EXPECT_EQ(LocalTime(nullptr).text(std::string("2026-09-21T16:45:12Z")), "2026-09-21 16:45");
}

const Instant noon = *parse_instant("2026-09-21T12:00:00Z");

Result<Spoken> spoken(const std::string& as, const char* line) {
  return spoken_by(as, noon, *parse_json(line));
}

TEST(Speaker, the_host_leaves_the_line_as_it_is) {
  const auto said = spoken("system", R"({"op":"tick","at":"2026-09-20T08:00:00Z"})");
  ASSERT_TRUE(said);
  EXPECT_EQ(said->now, noon);
  EXPECT_NE(said->line.find("at"), nullptr);
}

TEST(Speaker, anybody_elses_instant_is_the_engines_now) {
  const auto said = spoken("agent:li", R"({"op":"note","at":"2026-09-20T08:00:00Z","text":"x"})");
  ASSERT_TRUE(said);
  EXPECT_EQ(said->now, *parse_instant("2026-09-20T08:00:00Z"));
  EXPECT_EQ(print_json(said->line), R"({"op":"note","text":"x"})");
  EXPECT_EQ(spoken("agent:li", R"({"op":"note"})")->now, noon);
}

TEST(Speaker, a_bad_instant_is_pointed_at) {
  EXPECT_EQ(spoken("agent:li", R"({"at":"noon"})").error().where, "/at");
  EXPECT_EQ(spoken("agent:li", R"({"at":7})").error().code, Code::parse);
  EXPECT_EQ(spoken("agent:li", R"([{"op":"note"},{"at":"noon"}])").error().where, "/1/at");
}

TEST(Speaker, a_list_has_one_instant) {
  const auto same =
      spoken("agent:li", R"([{"at":"2026-09-20T08:00:00Z"},{"at":"2026-09-20T16:00:00+08:00"}])");
  ASSERT_TRUE(same);
  EXPECT_EQ(same->now, *parse_instant("2026-09-20T08:00:00Z"));
  const auto two =
      spoken("agent:li", R"([{"at":"2026-09-20T08:00:00Z"},{"at":"2026-09-20T09:00:00Z"}])");
  ASSERT_FALSE(two);
  EXPECT_EQ(two.error().code, Code::denied);
  EXPECT_EQ(two.error().where, "/1/at");
}

} // namespace
} // namespace amends::cli
