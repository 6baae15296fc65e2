// Every other verb, once with what it is for and once with what it must refuse.
#include "cli/verb.hpp"
#include "command.hpp"
#include "shop.hpp"

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
