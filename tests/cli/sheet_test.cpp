// A manager takes a table to a spreadsheet program and brings it back.
#include "command.hpp"

namespace amends::test {
namespace {

const std::string pack = R"j({
  "amends_pack": 1, "id": "mine", "version": "1.0.0", "extends": ["base@1"],
  "title": {"zh": "书店", "en": "Bookshop"},

  "tables": {
    "compensation": {
      "hit":  "first",
      "when": ["category",      "days_late"], "then": ["give", "amount"],
      "rows": [
        ["delivery.delay", "< 1",    "letter", "-"],
        ["delivery.delay", "[1..3)", "coupon", "5 CNY"],

        ["-",              "-",      "ask lead", "-"]
      ]}}
})j";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

class Sheet : public ::testing::Test {
protected:
  Folder folder;
  std::string file = folder.write("mine.json", pack);
  std::string sheet = amends_command({"packs", "to-csv", file, "compensation"}).out;

  Ran bring_back(const std::string& csv, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"packs", "from-csv", file, "compensation",
                                   folder.write("sheet.csv", csv)};
    words.insert(words.end(), more.begin(), more.end());
    return amends_command(words);
  }
};

TEST_F(Sheet, UnchangedItChangesNothing) {
  EXPECT_TRUE(sheet.ends_with("-,-,ask lead,-\r\n")) << sheet;
  const Ran back = bring_back(sheet);
  EXPECT_EQ(back.code, 0) << back.err;
  EXPECT_EQ(back.out, pack);
}

TEST_F(Sheet, AChangedRowChangesThatRowOnly) {
  const std::string more = replaced(replaced(sheet, "5 CNY", "6 CNY"), "-,-,ask",
                                    "delivery.delay,>= 3,refund,paid\r\n-,-,ask");
  const std::string expected =
      replaced(replaced(pack, R"j(["delivery.delay", "[1..3)", "coupon", "5 CNY"])j",
                        R"j(["delivery.delay", "[1..3)", "coupon", "6 CNY"])j"),
               "\"6 CNY\"],\n",
               "\"6 CNY\"],\n        [\"delivery.delay\", \">= 3\", \"refund\", \"paid\"],\n");
  const Ran back = bring_back(more);
  EXPECT_EQ(back.out, expected) << back.err;
  EXPECT_EQ(bring_back(more, {"--write"}).out, "");
  EXPECT_EQ(amends_command({"packs", "to-csv", file, "compensation"}).out, more);
}

TEST_F(Sheet, AMistakeSaysLineColumnAndMendAndWritesNothing) {
  const Ran back =
      bring_back(replaced(replaced(sheet, "< 1", "< 1d"), "delivery.delay,[", "delivery.dealy,["),
                 {"--write"});
  EXPECT_EQ(back.code, 3);
  EXPECT_NE(back.err.find("line 2, column 2 (when:days_late)"), std::string::npos) << back.err;
  EXPECT_NE(back.err.find("line 3, column 1 (when:category)"), std::string::npos) << back.err;
  EXPECT_NE(back.err.find("did you mean \"delivery.delay\""), std::string::npos) << back.err;
  EXPECT_EQ(amends_command({"packs", "to-csv", file, "compensation"}).out, sheet);
}

TEST_F(Sheet, UnknownTables) {
  EXPECT_NE(amends_command({"packs", "to-csv", "base", "compensatoin"}).err.find("there is"),
            std::string::npos);
  EXPECT_NE(amends_command({"packs", "from-csv", file, "seveity", folder.write("s.csv", sheet)})
                .err.find("there is"),
            std::string::npos);
  EXPECT_EQ(amends_command({"packs", "to-csv", file, "severity"}).code, 0); // that of base
}

// A table that is only inherited becomes one of the pack's own; what else stands there stays.
TEST_F(Sheet, AnInheritedTable) {
  const std::string bare = folder.write(
      "bare.json", R"({"amends_pack": 1, "id": "bare", "version": "1", "extends": ["base@1"]})");
  const std::string rows = amends_command({"packs", "to-csv", bare, "compensation"}).out;
  const std::string csv = folder.write("c.csv", replaced(rows, "0.05 * paid", "0.06 * paid"));
  for (const std::string& pack_file : {bare, folder.write("tabled.json", R"({"amends_pack": 1,
      "id": "tabled", "version": "1", "extends": ["base@1"], "tables": {"fast_lane":
      {"title": {"zh": "快", "en": "fast"}, "when": ["severity"], "then": ["up_to"],
       "rows": [["low", "5 CNY"], ["-", "-"]]}}})")}) {
    const Ran back =
        amends_command({"packs", "from-csv", pack_file, "compensation", csv, "--write"});
    EXPECT_EQ(back.code, 0) << back.err;
    EXPECT_EQ(amends_command({"packs", "to-csv", pack_file, "compensation"}).out,
              replaced(rows, "0.05 * paid", "0.06 * paid"));
    EXPECT_EQ(amends_command({"lint", pack_file}).code, 0);
  }
  const std::string part = folder.write("part.json", R"({"amends_pack": 1, "id": "part",
      "version": "1", "extends": ["base@1"], "tables": {"compensation": {"+rows": []}}})");
  EXPECT_NE(amends_command({"packs", "from-csv", part, "compensation", csv}).err.find("a part"),
            std::string::npos);
}

} // namespace
} // namespace amends::test
