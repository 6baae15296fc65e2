// The verbs that read a store: find, case, explain, export, verify.
#include "command.hpp"
#include "shop.hpp"

#include <fstream>

namespace amends::test {
namespace {

TEST_F(Shop, find_answers_a_row_a_line) {
  EXPECT_EQ(ask({"find"}).json().size(), 2U);
  const auto damaged = ask({"find", "category=delivery.damage,delivery.lost", "open=true"}).json();
  ASSERT_EQ(damaged.size(), 1U);
  EXPECT_EQ(at(damaged[0], "case_id").text, "web-1");
  EXPECT_EQ(ask({"find", "open=false"}).out, "");
  const Ran first = ask({"find", "--limit", "1", "--sort", "opened"});
  EXPECT_EQ(at(first.json().at(0), "case_id").text, "web-2");
  ASSERT_TRUE(first.err.starts_with("--after ")) << first.err;
  const std::string cursor = first.err.substr(8, first.err.size() - 9);
  const auto second = ask({"find", "--limit", "1", "--sort", "opened", "--after", cursor}).json();
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(at(second[0], "case_id").text, "web-1");
  EXPECT_GE(ask({"find", "--what", "tasks"}).json().size(), 2U);
  EXPECT_EQ(ask({"find", "--as", "customer:c-78"}).json().size(), 1U);
  EXPECT_EQ(ask({"find", "colour=red"}).code, 1);
  EXPECT_EQ(ask({"find", "nonsense"}).code, 2);
  EXPECT_EQ(ask({"find", "--what", "nonsense"}).code, 1);
}

TEST_F(Shop, case_is_one_line_as_of_the_stores_last_instant) {
  const Ran ran = ask({"case", "web-1"});
  ASSERT_EQ(ran.lines().size(), 1U) << ran.err;
  const Json row = ran.json().at(0);
  EXPECT_EQ(at(row, "stage"), at(ask({"find", "case_id=web-1"}).json().at(0), "stage"));
  EXPECT_FALSE(at(row, "can").items.empty());
  // Later, timers have fired, in the answer only.
  const Json later = ask({"case", "web-2", "--at", "2026-09-30T00:00:00Z"}).json().at(0);
  EXPECT_GT(std::stoi(at(later, "version").text), 1);
  EXPECT_EQ(at(ask({"case", "web-2"}).json().at(0), "version").text,
            at(ask({"find", "case_id=web-2"}).json().at(0), "version").text);
  EXPECT_EQ(ask({"case", "nobody"}).code, 1);
  EXPECT_EQ(ask({"case", "web-1", "--as", "customer:c-78"}).code, 1);
  EXPECT_EQ(ask({"case", "web-1", "--at", "noon"}).code, 1);
}

TEST_F(Shop, reading_writes_nothing) {
  const std::string before = ask({"export"}).out;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"case", "web-2", "--at", "2026-09-30T00:00:00Z"},
        {"explain", "web-2", "--at", "2026-09-30T00:00:00Z"},
        {"find", "--at", "2026-09-30T00:00:00Z"},
        {"verify"}})
    EXPECT_EQ(ask(words).code, 0);
  EXPECT_EQ(ask({"export"}).out, before);
}

// A store is made by who writes to it; a mistyped name is a mistake, not an empty store.
TEST_F(Shop, reading_makes_no_store) {
  const auto read = [&](const std::string& file) {
    for (std::vector<std::string> words : {std::vector<std::string>{"verify"},
                                           {"find"},
                                           {"case", "web-1"},
                                           {"explain", "web-1"},
                                           {"export"}}) {
      words.insert(words.end(), {"--store", "sqlite:" + folder.path(file)});
      const Ran ran = amends_command(words);
      EXPECT_EQ(ran.code, 3) << words.front() << ran.out;
      EXPECT_NE(ran.err.find(file), std::string::npos) << ran.err;
    }
  };
  read("typo.db");
  EXPECT_FALSE(std::ifstream(folder.path("typo.db")).good());
  std::ofstream(folder.path("empty.db"));
  read("empty.db");
  std::ofstream(folder.path("byte.db")) << "x";
  read("byte.db");
  EXPECT_EQ(std::ifstream(folder.path("byte.db")).peek(), 'x');
  std::string neighbour = folder.path("shop.db-wal");
  EXPECT_EQ(ask({"verify"}).code, 0);
  EXPECT_FALSE(std::ifstream(neighbour).good()) << "a reader tidies up after itself";
}

TEST_F(Shop, explain_tells_the_story_in_both_languages) {
  const Ran zh = ask({"explain", "web-1", "--lang", "zh"});
  EXPECT_EQ(zh.code, 0) << zh.err;
  for (const char* words : {"工单 AM2026000001", "运输破损", "依据：", "撕裂", "2026-09-21 08:45",
                            "客户 c-77", "售后经理 sun", "进入阶段：已收到"})
    EXPECT_NE(zh.out.find(words), std::string::npos) << words << "\n" << zh.out;
  // Titles, not ids; the shop's time, not UTC.
  for (const char* raw : {"delivery.damage", "medium", "contact_customer", "received", "notify",
                          "agent", "T08:45", "Z\n"})
    EXPECT_EQ(zh.out.find(raw), std::string::npos) << raw << "\n" << zh.out;
  const Ran en = ask({"explain", "web-1"});
  EXPECT_NE(en.out.find("Case AM2026000001"), std::string::npos);
  EXPECT_NE(en.out.find("opened: 2026-09-21 08:45 Asia/Shanghai"), std::string::npos) << en.out;
  EXPECT_EQ(en.out.find("Z\n"), std::string::npos) << "an instant was left in UTC\n" << en.out;
  EXPECT_EQ(ask({"explain", "web-1", "--as", "customer:c-77"}).code, 1);
}

// One name for one thing in every answer: `number` is the one for people, a score is from 0 to 1.
TEST_F(Shop, a_case_is_named_as_in_its_receipt) {
  const Json row = ask({"case", "web-1"}).json().at(0);
  EXPECT_EQ(at(row, "number").text, "AM2026000001");
  EXPECT_EQ(at(row, "number"), at(ask({"find", "case_id=web-1"}).json().at(0), "number"));
  EXPECT_EQ(row.find("number_text"), nullptr);
  const Json& label = at(row, "labels").items.at(0);
  EXPECT_TRUE(at(label, "score").text.starts_with("0.")) << print_json(label);
  EXPECT_EQ(label.find("score_ppm"), nullptr);
  EXPECT_NE(at(row, "terms").items.at(0).find("weight"), nullptr);
}

TEST_F(Shop, the_texts_of_a_timeline_are_in_the_shops_time_its_instants_in_utc) {
  bool due = false;
  for (const Json& row : ask({"find", "--what", "timeline", "case_id=web-1"}).json()) {
    EXPECT_TRUE(at(row, "at").text.ends_with("Z"));
    for (const char* language : {"zh", "en"}) {
      const std::string text = at(row, "text", language).text;
      EXPECT_EQ(text.find('T' + std::string("0")), std::string::npos) << text;
      due = due || text.find("-> 2026-09-22 08:45") != std::string::npos;
    }
  }
  EXPECT_TRUE(due);
}

TEST_F(Shop, export_and_verify_agree) {
  const Ran whole = ask({"export"});
  const auto lines = whole.json();
  EXPECT_EQ(at(lines.at(0), "amends_export").text, "1");
  EXPECT_NE(whole.out.find("\"sealed\":"), std::string::npos);
  const Ran bare = ask({"export", "--no-personal"});
  EXPECT_EQ(bare.out.find("\"sealed\":"), std::string::npos);
  EXPECT_EQ(bare.out.find("王芳"), std::string::npos);
  const Json report = ask({"verify"}).json().at(0);
  EXPECT_EQ(at(report, "cases").text, "2");
  std::string last;
  for (const Json& line : lines)
    if (at(line, "case").text == "web-1")
      last = at(line, "hash").text;
  EXPECT_EQ(at(report, "heads", "web-1").text, last);
}

TEST_F(Shop, mending_lookups_makes_no_store_and_changes_nothing_that_is_sound) {
  const Ran ran = ask({"verify", "--mend-lookups"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  ASSERT_EQ(ran.json().size(), 2U);
  EXPECT_EQ(print_json(ran.json()[0]), R"({"added":0,"dropped":0,"left_alone":0})");
  EXPECT_EQ(print_json(ran.json()[1]) + "\n", ask({"verify"}).out);
  const std::string none = "sqlite:" + folder.path("none.db");
  EXPECT_EQ(amends_command({"verify", "--store", none, "--mend-lookups"}).code, 3);
  EXPECT_FALSE(std::ifstream(folder.path("none.db")).good());
}

TEST_F(Shop, a_journal_that_was_tampered_with_does_not_verify) {
  const std::string file = folder.path("shop.db");
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  const auto place = bytes.find("\"event\":\"opened\"");
  ASSERT_NE(place, std::string::npos);
  std::ofstream(file, std::ios::binary) << bytes.replace(place, 16, "\"event\":\"openee\"");
  const Ran ran = ask({"verify"});
  EXPECT_EQ(ran.code, 3) << ran.out;
  EXPECT_NE(ran.err.find("corrupt"), std::string::npos) << ran.err;
}

} // namespace
} // namespace amends::test
