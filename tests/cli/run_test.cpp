// `amends run`, as a shop's script sees it.
#include "amends/instant.hpp"
#include "command.hpp"
#include "day.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <ctime>

namespace amends::test {
namespace {

Ran run(const std::string& in, std::vector<std::string> more = {},
        const std::string& store = "memory:") {
  std::vector<std::string> words{"run", "--policy", "book-delivery", "--store", store};
  words.insert(words.end(), more.begin(), more.end());
  return amends_command(words, in);
}

TEST(Run, answers_every_line_in_order_with_its_id) {
  const Ran ran = run(day);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  const auto answers = ran.json();
  ASSERT_EQ(answers.size(), 6U);
  const std::array ids{"web-1", "web-2", "con-1", "pro-1", "acc-1", "t-1"};
  for (std::size_t i = 0; i < ids.size(); ++i)
    EXPECT_EQ(answers[i].members.front(), (Json::Member{"id", Json::string(ids[i])}));
  EXPECT_EQ(at(answers[0], "labels").items.at(0).find("category")->text, "delivery.damage");
  EXPECT_EQ(at(answers[0], "number").text, "AM2026000001");
  bool refund = false;
  for (const Json& action : at(answers[5], "actions").items)
    refund = refund || (at(action, "kind").text == "refund" &&
                        at(action, "body", "amount", "minor").text == "8000");
  EXPECT_TRUE(refund) << ran.lines().back();
}

TEST(Run, a_bad_line_is_an_error_in_its_place_and_the_others_are_answered) {
  const Ran ran = run(
      "{\"op\":\"note\",\"id\":\"n-1\",\"case_id\":\"none\",\"text\":\"x\",\"by\":\"agent:li\"}\n"
      "\n"
      "{\"op\":\"note\"\n" +
      day_opens +
      "{\"op\":\"opne\",\"id\":\"x\"}\n"
      "[{\"op\":\"note\",\"id\":\"n-2\",\"case_id\":\"web-1\",\"text\":\"a\",\"by\":\"agent:li\","
      "\"at\":\"2026-09-21T09:01:00+08:00\"},"
      "{\"op\":\"note\",\"id\":\"n-3\",\"case_id\":\"web-1\",\"by\":\"agent:li\",\"at\":\"2026-09-"
      "21T09:01:00+08:00\"}]\n"
      "\"text\"");
  EXPECT_EQ(ran.code, 1);
  const auto answers = ran.json();
  ASSERT_EQ(answers.size(), 7U) << ran.out;
  EXPECT_EQ(print_json(at(answers[0], "id")), "\"n-1\"");
  EXPECT_EQ(at(answers[0], "error", "code").text, "not_found");
  EXPECT_EQ(at(answers[0], "error", "where").text, "/case_id");
  EXPECT_EQ(answers[1].find("id"), nullptr);
  EXPECT_EQ(at(answers[1], "error", "code").text, "parse");
  EXPECT_EQ(at(answers[2], "case_id").text, "web-1");
  EXPECT_EQ(at(answers[3], "case_id").text, "web-2");
  EXPECT_EQ(at(answers[4], "error", "where").text, "/op");
  EXPECT_NE(at(answers[4], "error", "message").text.find("open"), std::string::npos);
  EXPECT_EQ(at(answers[5], "error", "where").text, "/1") << print_json(answers[5]);
  EXPECT_EQ(at(answers[6], "error", "code").text, "parse");
}

TEST(Run, a_list_commits_as_one) {
  const std::string list =
      "[" + day_opens.substr(0, day_opens.find('\n')) + "," +
      R"({"op":"note","id":"n-1","case_id":"web-1","text":"a","by":"agent:li","at":"2026-09-21T09:01:00+08:00"}])";
  const auto answers = run(list).json();
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(at(answers[0], "receipts").items.size(), 2U) << print_json(answers[0]);
}

TEST(Run, lines_over_the_limit_answer_limit) {
  const std::string big = R"({"op":"note","id":"n","text":")" + std::string(1 << 20, 'x') + "\"}\n";
  const Ran ran = run(big + day_opens);
  EXPECT_EQ(ran.code, 1);
  const auto answers = ran.json();
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(at(answers[0], "error", "code").text, "limit");
  EXPECT_EQ(at(answers[2], "case_id").text, "web-2");
}

TEST(Run, reads_a_file_and_says_when_there_is_none) {
  const Folder folder;
  EXPECT_EQ(run("", {folder.write("day.jsonl", day)}).lines().size(), 6U);
  const Ran none = run("", {folder.path("nothing.jsonl")});
  EXPECT_EQ(none.code, 2);
  EXPECT_NE(none.err.find("nothing.jsonl"), std::string::npos);
}

TEST(Run, the_same_file_again_changes_nothing) {
  const Folder folder;
  const std::string store = "sqlite:" + folder.path("day.db");
  EXPECT_EQ(run(day, {}, store).code, 0);
  const Ran before = amends_command({"export", "--store", store});
  const Ran again = run(day, {}, store);
  EXPECT_EQ(again.code, 0) << again.out;
  EXPECT_EQ(amends_command({"export", "--store", store}).out, before.out);
  EXPECT_GT(before.lines().size(), 6U);
}

TEST(Run, without_an_instant_the_systems_clock_is_read) {
  const Folder folder;
  const std::string store = "sqlite:" + folder.path("now.db");
  const Ran ran = run(R"({"op":"open","id":"w","kind":"complaint","text":"坏了"})", {}, store);
  ASSERT_EQ(ran.code, 0) << ran.out;
  const auto row = amends_command({"case", "w", "--store", store}).json();
  const auto opened = parse_instant(at(row.at(0), "opened_at").text);
  ASSERT_TRUE(opened);
  EXPECT_LT(std::abs(opened->us / 1'000'000 - std::time(nullptr)), 3600);
}

TEST(Run, with_as_a_line_speaks_for_nobody_else) {
  const Folder folder;
  const std::string store = "sqlite:" + folder.path("as.db");
  ASSERT_EQ(run(day_opens, {}, store).code, 0);
  const Ran ran = run(
      R"({"op":"note","id":"n-1","case_id":"web-1","text":"a","at":"2026-09-21T09:05:00+08:00"})"
      "\n"
      R"({"op":"note","id":"n-2","case_id":"web-1","text":"a","at":"2026-09-21T09:06:00+08:00","by":"agent:li"})"
      "\n"
      R"({"op":"note","id":"n-3","case_id":"web-1","text":"a","at":"2026-09-21T09:06:00+08:00","by":"lead:zhao"})"
      "\n"
      R"({"op":"tick","at":"2026-09-21T09:06:00+08:00"})",
      {"--as", "agent:li"}, store);
  EXPECT_EQ(ran.code, 1);
  const auto answers = ran.json();
  ASSERT_EQ(answers.size(), 4U);
  EXPECT_EQ(at(answers[0], "version").text, "2");
  EXPECT_EQ(at(answers[1], "version").text, "3");
  EXPECT_EQ(at(answers[2], "error", "code").text, "denied");
  EXPECT_EQ(at(answers[2], "error", "where").text, "/by");
  const Ran told =
      amends_command({"find", "--what", "timeline", "case_id=web-1", "--store", store});
  EXPECT_NE(
      told.out.find("\"at\":\"2026-09-21T01:05:00Z\",\"by\":\"agent:li\",\"event\":\"noted\""),
      std::string::npos)
      << told.out;
}

TEST(Run, a_customer_reaches_own_cases_only) {
  const Ran ran = run(day_opens, {"--as", "customer:c-77"});
  EXPECT_EQ(ran.code, 1);
  const auto answers = ran.json();
  EXPECT_EQ(at(answers.at(0), "case_id").text, "web-1");
  EXPECT_EQ(at(answers.at(1), "error", "code").text, "denied");
}

// What is answered while the input is still open.
TEST(Run, answers_are_flushed_at_once) {
  std::array<int, 2> in{}, out{};
  ASSERT_EQ(pipe(in.data()), 0);
  ASSERT_EQ(pipe(out.data()), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    for (const int end : {in[0], in[1], out[0], out[1]})
      close(end);
    execl(AMENDS_COMMAND, "amends", "run", "--policy", "book-delivery", "--store",
          "memory:", nullptr);
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  for (const char* id : {"q-1", "q-2"}) {
    const std::string line = R"({"op":"query","what":"cases","id":")" + std::string(id) + "\"}\n";
    ASSERT_EQ(write(in[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
    std::string answer;
    for (char c = 0; c != '\n';) {
      ASSERT_EQ(read(out[0], &c, 1), 1);
      answer += c;
    }
    EXPECT_EQ(at(parsed(answer), "id").text, id);
  }
  close(in[1]);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  close(out[0]);
}

TEST(Run, the_summary_is_the_day_as_tables) {
  const Ran zh = run(day, {"--summary", "--lang", "zh"});
  EXPECT_EQ(zh.code, 0) << zh.err;
  for (const char* words :
       {"共 2 件", "运输破损", "接下来到期", "承诺与成本", "退款", "80.00 CNY", "人工待办"})
    EXPECT_NE(zh.out.find(words), std::string::npos) << words << "\n" << zh.out;
  EXPECT_EQ(zh.out.find("{\""), std::string::npos);
  const Ran en = run(day, {"--summary"});
  for (const char* words : {"2 cases, 2 open", "Due next", "What was promised and what it costs",
                            "refund", "80.00 CNY", "Tasks for people"})
    EXPECT_NE(en.out.find(words), std::string::npos) << words << "\n" << en.out;
  const Ran bad = run("{\n", {"--summary"});
  EXPECT_EQ(bad.code, 1);
  EXPECT_NE(bad.err.find("\"parse\""), std::string::npos);
  EXPECT_NE(bad.out.find("no cases"), std::string::npos);
}

TEST(Run, what_cannot_be_used_is_exit_code_3) {
  const Folder folder;
  EXPECT_EQ(amends_command({"run", "--policy", "nix", "--store", "memory:"}).code, 3);
  EXPECT_EQ(
      amends_command({"run", "--policy", folder.write("bad.json", "{"), "--store", "memory:"}).code,
      3);
  EXPECT_EQ(amends_command({"run", "--policy", "base", "--store",
                            "sqlite:" + folder.write("db", std::string(4096, 'x'))})
                .code,
            3);
  EXPECT_EQ(amends_command({"run", "--policy", "base", "--store", "sqlite:/nowhere/x.db"}).code, 3);
  EXPECT_EQ(amends_command({"run", "--policy", "base", "--store", "mysql:x"}).code, 2);
  EXPECT_EQ(amends_command({"run", "--policy", "base"}).code, 2);
  EXPECT_EQ(amends_command({"run", "--policy", "base", "--store", "memory:", "--fast"}).code, 2);
}

} // namespace
} // namespace amends::test
