// The words of a command line: what they take, and what is said of those that are wrong.
#include "command.hpp"

#include <gtest/gtest.h>

namespace amends::test {
namespace {

struct Wrong {
  std::vector<std::string> words;
  const char* en;
  const char* zh;
};

TEST(Usage, what_is_wrong_is_said_with_the_nearest_in_the_language_asked_for) {
  const std::vector<Wrong> all = {
      {{"run", "--polcy", "base", "--store", "memory:"},
       "there is no option --polcy; near: --policy",
       "没有选项 --polcy；相近的有：--policy"},
      {{"packs", "show", "--resolvd", "base"},
       "--resolved; see amends packs show --help",
       "--resolved；用法见 amends packs show --help"},
      {{"run"}, "missing: --policy, --store", "缺少 --policy, --store"},
      {{"clasify"}, "near: classify", "没有动词 clasify；相近的有：classify"},
      {{"packs", "shwo"}, "there is no verb shwo; near: show", "没有动词 shwo；相近的有：show"},
      {{"packs"}, "a verb is missing", "缺少动词"},
      {{"verify", "--store", "memory:", "more"}, "nothing is expected at more", "多余的参数 more"},
      {{"stats"}, "not built yet", "尚未实现 (unsupported)"},
      {{"schema", "opne"}, "near: open", "没有命令 opne；相近的有：open"}};
  for (const Wrong& wrong : all)
    for (const bool chinese : {false, true}) {
      std::vector<std::string> words = wrong.words;
      words.insert(words.end(), {"--lang", chinese ? "zh" : "en"});
      const Ran ran = amends_command(words);
      EXPECT_EQ(ran.code, 2) << words.front();
      EXPECT_EQ(ran.out, "");
      EXPECT_TRUE(ran.err.starts_with("amends: ")) << ran.err;
      EXPECT_NE(ran.err.find(chinese ? wrong.zh : wrong.en), std::string::npos) << ran.err;
    }
  const Ran nix = amends_command({"run", "--policy", "nix", "--store", "memory:", "--lang", "zh"});
  EXPECT_EQ(nix.code, 3);
  EXPECT_TRUE(nix.err.starts_with("amends: 找不到 (not_found): ")) << nix.err;
}

TEST(Usage, policy_takes_one_pack_and_leaves_the_file) {
  const Folder folder;
  const std::string text = folder.write("text.jsonl", "{\"id\":\"1\",\"text\":\"封面撕裂\"}\n");
  const Ran classified = amends_command({"classify", "--policy", "base", text});
  EXPECT_EQ(classified.code, 0) << classified.err;
  EXPECT_EQ(classified.lines().size(), 1U);
  const std::string day = folder.write(
      "day.jsonl", "{\"op\":\"query\",\"what\":\"cases\",\"at\":\"2026-09-21T08:00:00Z\"}\n");
  EXPECT_EQ(amends_command({"run", "--store", "memory:", "--policy", "base", day}).code, 0);
  const std::string time = folder.write(
      "time.jsonl",
      "{\"calendar\":\"desk\",\"op\":\"is_open\",\"start\":\"2026-10-01T10:00:00+08:00\"}\n");
  EXPECT_EQ(amends_command({"worktime", "--policy", "base", time}).code, 0);
  const std::string mine = folder.write(
      "mine.json", R"({"amends_pack":1,"id":"mine","version":"1","extends":["other@1"]})");
  const std::string other = folder.write(
      "other.json", R"({"amends_pack":1,"id":"other","version":"1","extends":["base@1"]})");
  const Ran two = amends_command({"classify", "--policy", other, "--policy", mine, text});
  EXPECT_EQ(two.code, 0) << two.err;
}

TEST(Usage, a_bad_line_is_named_by_its_number_in_the_file) {
  const Ran ran = amends_command({"run", "--policy", "base", "--store", "memory:"},
                                 "{\"op\":\"query\",\"what\":\"cases\"}\n\n{\"a\":1,\n{,}\n");
  EXPECT_EQ(ran.code, 1);
  const auto answers = ran.json();
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_TRUE(at(answers[1], "error", "message").text.starts_with("line 3, column ")) << ran.out;
  EXPECT_TRUE(at(answers[2], "error", "message").text.starts_with("line 4, column ")) << ran.out;
}

TEST(Usage, quiet_runs_print_only_what_failed) {
  const Ran ran = amends_command({"run", "--policy", "base", "--store", "memory:", "--quiet"},
                                 "{\"op\":\"query\",\"what\":\"cases\"}\n{,}\n");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("line 2"), std::string::npos) << ran.err;
}

} // namespace
} // namespace amends::test
