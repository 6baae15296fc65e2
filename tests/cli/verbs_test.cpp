// Every other verb, once with what it is for and once with what it must refuse.
#include "cli/verb.hpp"
#include "command.hpp"
#include "shop.hpp"

#include <fstream>
#include <set>

namespace amends::test {
namespace {

bool has_chinese(const std::string& text) {
  return text.find("\xe4\xbb\xa5") != std::string::npos ||
         text.find("\xe6\x98\xbe\xe7\xa4\xba") != std::string::npos;
}

TEST(Verbs, help_in_both_languages) {
  for (const cli::Verb& verb : cli::verbs()) {
    if (verb.prepare == nullptr)
      continue;
    const std::string name(verb.name);
    const Ran en = amends_command({name, "--help"});
    EXPECT_EQ(en.code, 0) << name;
    EXPECT_NE(en.out.find("--lang"), std::string::npos) << name;
    EXPECT_FALSE(has_chinese(en.out)) << name;
    const Ran zh = amends_command({name, "--lang", "zh", "--help"});
    EXPECT_EQ(zh.code, 0) << name;
    EXPECT_TRUE(has_chinese(zh.out)) << zh.out;
    EXPECT_EQ(amends_command({name, "--lang", "fr"}).code, 2) << name;
    EXPECT_EQ(amends_command({name, "--no-such-thing"}).code, 2) << name;
  }
  const Ran all = amends_command({"--help"});
  EXPECT_EQ(all.code, 0);
  for (const cli::Verb& verb : cli::verbs())
    EXPECT_NE(all.out.find("  " + std::string(verb.name) + " "), std::string::npos) << verb.name;
}

TEST(Verbs, what_is_not_built_says_so) {
  for (const cli::Verb& verb : cli::verbs()) {
    if (verb.prepare != nullptr)
      continue;
    const Ran ran = amends_command({std::string(verb.name), "--store", "memory:"});
    EXPECT_EQ(ran.code, 2) << verb.name;
    EXPECT_TRUE(ran.err.starts_with("amends: unsupported: ")) << ran.err;
    EXPECT_EQ(ran.out, "");
  }
  EXPECT_NE(amends_command({"packs", "diff", "a", "b"}).err.find("unsupported"), std::string::npos);
}

TEST(Verbs, an_unknown_verb_offers_the_nearest) {
  const Ran ran = amends_command({"clasify"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("near: classify"), std::string::npos) << ran.err;
  EXPECT_EQ(amends_command({}).code, 2);
  EXPECT_EQ(amends_command({"--version"}).out, "amends 0.1.0\n");
}

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

TEST(Classify, words_get_labels_and_a_reason) {
  const Ran ran = amends_command({"classify"}, "{\"id\":\"1\",\"text\":\"书到了，封面撕裂\"}\n"
                                               "{\"id\":\"2\",\"txt\":\"x\"}\n"
                                               "{\"id\":\"3\",\"text\":\"今天天气\"}\n");
  EXPECT_EQ(ran.code, 1);
  const auto answers = ran.json();
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(at(answers[0], "labels").items.at(0).find("category")->text, "delivery.damage");
  EXPECT_FALSE(at(answers[0], "why").items.empty());
  EXPECT_EQ(at(answers[1], "error", "where").text, "/txt");
  EXPECT_EQ(at(answers[2], "labels").items.at(0).find("category")->text, "other");
}

TEST(Worktime, questions_of_their_own_calendar_and_of_a_policys) {
  const std::string own =
      R"({"id":"1","timezone":"Asia/Shanghai","week":{"mon":[["09:00","18:00"]]},"op":"add","start":"2026-09-21T17:00:00+08:00","seconds":7200})"
      "\n";
  const auto answers = amends_command({"worktime"}, own).json();
  EXPECT_EQ(print_json(answers.at(0)), R"({"id":"1","result":"2026-09-28T10:00:00+08:00"})");
  const std::string named =
      R"({"id":"2","calendar":"desk","op":"is_open","start":"2026-10-01T10:00:00+08:00"})"
      "\n";
  EXPECT_EQ(at(amends_command({"worktime", "--policy", "base"}, named).json().at(0), "result").flag,
            false);
  EXPECT_EQ(amends_command({"worktime"}, named).code, 1);
}

TEST(Decide, a_table_of_pack_json) {
  const Folder folder;
  const std::string table = folder.write(
      "gift.json",
      R"({"hit":"first","when":["days"],"then":["gift"],"rows":[["< 3","letter"],[">= 3","coupon"]]})");
  const Ran ran =
      amends_command({"decide", table, "--trace"}, "{\"id\":\"1\",\"inputs\":{\"days\":4}}\n");
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("coupon"), std::string::npos) << ran.out;
  EXPECT_EQ(amends_command({"decide", folder.path("none.dmn")}).code, 3);
  // An error has a result too: null.
  const auto wrong =
      amends_command({"decide", table}, "{\"id\":\"1\",\"inputs\":{\"dais\":4}}\n{\n");
  EXPECT_EQ(wrong.code, 1);
  ASSERT_EQ(wrong.json().size(), 2U);
  for (const Json& line : wrong.json()) {
    EXPECT_TRUE(at(line, "result").is_null()) << wrong.out;
    EXPECT_EQ(at(at(line, "error"), "code").text, "parse");
  }
}

TEST(Decide, the_tables_of_a_pack) {
  const Folder folder;
  const std::string question =
      R"({"id":"1","inputs":{"category":"delivery.delay","days_late":3,"severity":"medium",)"
      R"("overseas":false,"paid":"80 CNY"}})"
      "\n";
  const std::string shown =
      folder.write("shown.json", amends_command({"packs", "show", "book-delivery"}).out);
  for (const std::string& pack : {std::string("book-delivery"), shown}) {
    const Ran ran = amends_command({"decide", pack, "--decision", "compensation"}, question);
    EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
    EXPECT_EQ(print_json(at(at(ran.json().at(0), "result"), "amount")),
              R"({"minor":800,"currency":"CNY"})")
        << ran.out;
    const Ran which = amends_command({"decide", pack}, question);
    EXPECT_EQ(which.code, 1);
    EXPECT_NE(which.out.find("compensation"), std::string::npos) << which.out;
  }
  const Ran law = amends_command({"decide", "law-cn"}, question);
  EXPECT_EQ(law.code, 3);
  EXPECT_NE(law.err.find("amends floor"), std::string::npos) << law.err;
}

TEST(Assess, an_order_and_findings_or_flat_facts) {
  const std::string flat =
      R"({"id":"1","at":"2026-09-21T08:00:00+08:00","facts":{"category":"delivery.delay","days_late":4,"paid":"80.00 CNY","overseas":false}})";
  const std::string order =
      R"({"id":"2","at":"2026-09-21T08:00:00+08:00","facts":{"category":"delivery.damage","severity":"medium","customer":{"id":"c"},"order":{"id":"o","currency":"CNY","paid":"92.00 CNY","lines":[{"id":"l-1","quantity":2,"unit_price":"45.00 CNY","paid":"80.00 CNY"}],"deliveries":[{"id":"d","postage":"12.00 CNY","delivered_at":"2026-09-20T08:00:00Z"}]},"about":[{"line":"l-1"}]}})";
  const std::string unknown =
      R"({"id":"3","at":"2026-09-21T08:00:00+08:00","facts":{"categry":"x"}})";
  const std::string sums =
      R"({"id":"4","at":"2026-09-21T08:00:00+08:00","facts":{"order":{"id":"o","currency":"CNY","paid":"92.00 CNY","lines":[{"id":"l-1","quantity":1,"paid":"80.00 CNY"}],"deliveries":[{"id":"d","postage":"2.00 CNY"}]}}})";
  const Ran ran = amends_command({"assess", "--policy", "book-delivery"},
                                 flat + "\n" + order + "\n" + unknown + "\n" + sums +
                                     "\n{\"id\":\"5\",\"facts\":{}}\n");
  EXPECT_EQ(ran.code, 1);
  const auto answers = ran.json();
  ASSERT_EQ(answers.size(), 5U);
  EXPECT_EQ(at(answers[0], "id").text, "1");
  EXPECT_EQ(at(at(answers[0], "plan", "lines").items.at(0), "give").text, "coupon")
      << ran.lines()[0];
  EXPECT_EQ(at(at(answers[0], "plan", "lines").items.at(0), "amount", "minor").text, "800");
  EXPECT_EQ(at(at(answers[1], "plan", "lines").items.at(0), "line").text, "l-1") << ran.lines()[1];
  EXPECT_EQ(at(answers[2], "error", "where").text, "/facts/categry");
  EXPECT_NE(at(answers[2], "error", "message").text.find("category"), std::string::npos);
  EXPECT_TRUE(at(answers[3], "error", "where").text.starts_with("/facts/order")) << ran.lines()[3];
  EXPECT_EQ(at(answers[4], "error", "where").text, "/at");
}

TEST(Assess, a_misspelt_category_is_no_case_for_the_lead) {
  const Ran ran = amends_command(
      {"assess", "--policy", "book-delivery"},
      R"({"id":"1","at":"2026-09-21T08:00:00+08:00","facts":{"category":"delivery.damge"}})"
      "\n"
      R"({"id":"2","at":"2026-09-21T08:00:00+08:00","facts":{"category":"delivery.damage","severity":"hihg"}})"
      "\n");
  EXPECT_EQ(ran.code, 1);
  const auto answers = ran.json();
  EXPECT_EQ(at(answers.at(0), "error", "where").text, "/facts/category");
  EXPECT_NE(at(answers[0], "error", "message").text.find("near: delivery.damage"),
            std::string::npos)
      << ran.out;
  EXPECT_EQ(at(answers.at(1), "error", "where").text, "/facts/severity");
}

TEST(Floor, what_the_law_grants_at_least) {
  const Ran ran = amends_command(
      {"floor", "--jurisdiction", "CN"},
      R"({"id":"1","facts":{"type":"fraud","price_paid_fen":8000,"consumer_demands":true}})"
      "\n");
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_EQ(at(ran.json().at(0), "result", "punitive_fen").text, "50000");
  EXPECT_FALSE(at(ran.json().at(0), "why").items.empty());
  const Ran mars = amends_command({"floor", "--jurisdiction", "XX"});
  EXPECT_EQ(mars.code, 2);
  EXPECT_NE(mars.err.find("unsupported"), std::string::npos);
}

TEST(Lint, mistakes_are_exit_code_1_with_place_and_mend) {
  const Folder folder;
  EXPECT_EQ(amends_command({"lint", "base", "book-delivery"}).code, 0);
  const std::string bad = folder.write(
      "bad.json", "{\"amends_pack\":1,\"id\":\"mine\",\"version\":\"1\",\"extends\":[\"base@1\"],\n"
                  " \"title\":{\"zh\":\"我的\",\"en\":\"Mine\"},\n"
                  " \"clocks\":{\"first_response\":{\"within\":\"twelve\"}}}");
  const Ran ran = amends_command({"lint", bad});
  EXPECT_EQ(ran.code, 1);
  bool found = false;
  for (const Json& line : ran.json())
    found = found || (at(line, "level").text == "error" && at(line, "pack").text == bad &&
                      at(line, "where").text == "/clocks/first_response/within" &&
                      at(line, "text").text.find("line 3") != std::string::npos);
  EXPECT_TRUE(found) << ran.out;
  EXPECT_EQ(amends_command({"lint", folder.path("none")}).code, 3);
}

TEST(Lint, quiet_prints_what_asks_for_a_mend) {
  const auto levels = [](const Ran& ran) {
    std::set<std::string> out;
    for (const Json& line : ran.json())
      out.insert(at(line, "level").text);
    return out;
  };
  EXPECT_TRUE(levels(amends_command({"lint", "base"})).contains("info"));
  EXPECT_FALSE(levels(amends_command({"lint", "base", "--quiet"})).contains("info"));
  const Folder folder;
  const Ran bad = amends_command({"lint", folder.write("bad.json", "{"), "--quiet"});
  EXPECT_EQ(bad.code, 1);
  EXPECT_TRUE(levels(bad).contains("error")) << bad.out;
}

TEST(Packs, a_folder_is_the_same_pack_as_one_file) {
  const Folder folder;
  const std::string head =
      R"("amends_pack":1,"id":"mine","version":"1","extends":["base@1"],"title":{"zh":"我的","en":"Mine"})";
  const std::string clocks = R"("clocks":{"first_response":{"within":"12h"}})";
  const std::string one = folder.write("one.json", "{" + head + "," + clocks + "}");
  folder.write("pack/a.json", "{" + clocks + "}");
  folder.write("pack/z.json", "{" + head + "}");
  const Ran whole = amends_command({"packs", "show", "--resolved", one});
  EXPECT_EQ(whole.code, 0) << whole.err;
  EXPECT_NE(whole.out.find("\"12h\""), std::string::npos);
  // Only the order of the sections differs with the files.
  const Ran split = amends_command({"packs", "show", "--resolved", folder.path("pack")});
  EXPECT_EQ(split.out.size(), whole.out.size()) << split.err;
  folder.write("pack/b.json", "{" + head + "}");
  EXPECT_EQ(amends_command({"packs", "show", folder.path("pack")}).code, 3);
}

TEST(Packs, the_built_in_ones_are_listed_and_shown) {
  std::set<std::string> ids;
  for (const Json& line : amends_command({"packs", "list"}).json())
    ids.insert(at(line, "id").text);
  EXPECT_TRUE(ids.contains("base") && ids.contains("book-delivery"));
  const Ran shown = amends_command({"packs", "show", "book-delivery"});
  EXPECT_EQ(at(parsed(shown.out), "id").text, "book-delivery");
  EXPECT_EQ(amends_command({"packs"}).code, 2);
}

TEST(Catalogues, facts_and_actions) {
  const auto facts = amends_command({"facts"}).json();
  EXPECT_GT(facts.size(), 40U);
  std::string before;
  for (const Json& fact : facts) {
    EXPECT_LT(before, at(fact, "name").text);
    before = at(fact, "name").text;
    EXPECT_FALSE(at(fact, "title", "zh").text.empty()) << before;
  }
  const auto gives = amends_command({"actions"}).json();
  EXPECT_EQ(gives.size(), 14U);
  const auto reship = amends_command({"actions", "reship"}).json();
  ASSERT_EQ(reship.size(), 2U); // a gift is sent too, and counts against nothing
  EXPECT_EQ(print_json(reship[0]),
            R"({"give":"resend","head":"price","action":"reship","side":"restitution"})");
  EXPECT_EQ(print_json(reship[1]),
            R"({"give":"gift","head":"goodwill","action":"reship","side":"extra"})");
  EXPECT_EQ(amends_command({"actions", "fly"}).code, 2);
}

TEST(Verbs, lint_reads_decision_models_too) {
  const Folder folder;
  const std::string model = folder.write("m.dmn", R"j(<definitions namespace="urn:m" name="m">
    <inputData id="i" name="n"><variable name="n" typeRef="number"/></inputData>
    <decision id="d" name="D"><variable name="D"/>
      <informationRequirement><requiredInput href="#i"/></informationRequirement>
      <decisionTable hitPolicy="UNIQUE">
        <input><inputExpression><text>n</text></inputExpression></input>
        <output/>
        <rule><inputEntry><text>&lt; 5</text></inputEntry>
          <outputEntry><text>1</text></outputEntry></rule>
        <rule><inputEntry><text>&gt;= 4</text></inputEntry>
          <outputEntry><text>2</text></outputEntry></rule>
      </decisionTable></decision></definitions>)j");
  const Ran ran = amends_command({"lint", model});
  EXPECT_EQ(ran.code, 1) << ran.err;
  ASSERT_EQ(ran.json().size(), 1U);
  EXPECT_EQ(at(ran.json()[0], "rule").text, "overlap");
  EXPECT_EQ(at(ran.json()[0], "example", "n").text, "4");
  EXPECT_EQ(amends_command({"lint", folder.path("none.dmn")}).code, 3);
}

} // namespace
} // namespace amends::test
