// Tables go to spreadsheets and come back as they were.
#include "naive_help.hpp"

#include "amends/table_csv.hpp"

#include <rapidcheck/gtest.h>

namespace amends::test {
namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";

const std::string mixed = R"j({"hit": "first", "types": {"note": "text"},
  "when": ["category", "days_late"], "then": ["give", "amount"],
  "rows": [["delivery.delay, delivery.lost", "[1..3)", "letter + coupon", 5, {"id": "a", "article": "Art. 5, \"b\""}],
           ["-", "-", "ask lead", null],
           ["-", true, "two\nlines; here", "-", {"as_of": "contract", "id": "c", "n": 7, "code": "7"}]]})j";

std::string csv_of(const Json& table) {
  auto csv = table_to_csv(table);
  EXPECT_TRUE(csv.has_value()) << (csv ? "" : csv.error().message);
  return csv ? *csv : "";
}

TEST(TableCsv, HeadRowsAndKeys) {
  EXPECT_EQ(csv_of(json(mixed)),
            std::string(bom) +
                "when:category,when:days_late,then:give,then:amount,id,article,as_of,n,code\r\n"
                "\"delivery.delay, delivery.lost\",[1..3),letter + coupon,5,a,\"Art. 5, "
                "\"\"b\"\"\",,,\r\n"
                "-,-,ask lead,-,,,,,\r\n"
                "-,true,\"two\nlines; here\",-,c,,contract,7,\"\"\"7\"\"\"\r\n");
}

TEST(TableCsv, ComesBackAsItWas) {
  const Json table = json(mixed);
  const std::string csv = csv_of(table);
  const auto back = table_from_csv(csv, table);
  ASSERT_TRUE(back.has_value()) << back.error().message;
  EXPECT_EQ(back->table, table); // numbers, null and all
  EXPECT_EQ(csv_of(back->table), csv);
  EXPECT_EQ(back->lines, (std::vector<std::size_t>{2, 3, 4}));
}

RC_GTEST_PROP(TableCsv, AnyTableComesBack, ()) {
  const Json table = naive_json(random_table(8, true), "first");
  const std::string csv = table_to_csv(table).value();
  RC_ASSERT(table_from_csv(csv, table)->table == table);
  const Json fresh = table_from_csv(csv, Json::object({{"hit", Json::string("first")}}))->table;
  RC_ASSERT(table_to_csv(fresh).value() == csv);
}

RC_GTEST_PROP(TableCsv, AnyTextComesBack, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::element('a', ',', ';', '"', '\n', '\r', '\t', ' ', '-', '7'));
  Json table = json(R"j({"when": [], "then": ["give"], "rows": []})j");
  table.find("rows")->items.push_back(Json::array(
      {Json::string(text.empty() ? "-" : text), Json::object({{"id", Json::string(text)}})}));
  const std::string csv = table_to_csv(table).value();
  RC_ASSERT(table_from_csv(csv, Json::object())->table.find("rows")->items ==
            table.find("rows")->items);
}

TEST(TableCsv, OtherSeparatorsAndEmptyCells) {
  const Json table = json(R"j({"hit": "unique", "when": ["a"], "then": ["give"], "rows": []})j");
  const auto rows = [&](std::string_view csv) {
    return print_json(*table_from_csv(csv, table)->table.find("rows"));
  };
  const std::string expected = R"j([["x, y","b"],["-","c"]])j";
  EXPECT_EQ(rows("when:a;then:give\nx, y;b\n;c\n"), expected);
  EXPECT_EQ(rows("when:a\tthen:give\r\nx, y\tb\r\n\tc\r\n\t\r\n"), expected);
  EXPECT_EQ(rows("when:a,then:give,id\n\"x, y\",b,\n-,c,\n,,\n"), expected);
  const Json back = table_from_csv("then:give\nz", table)->table;
  EXPECT_EQ(print_json(back), R"j({"hit":"unique","when":[],"then":["give"],"rows":[["z"]]})j");
}

TEST(TableCsv, MistakesSayLineAndColumn) {
  const auto expect = [](std::string_view csv, std::string_view part) {
    const auto back = table_from_csv(csv, Json::object());
    ASSERT_FALSE(back.has_value()) << csv;
    EXPECT_NE(back.error().message.find(part), std::string::npos) << back.error().message;
  };
  expect("", "line 1, column 1: the head is missing");
  expect("when:a,give\n", "has no then:COLUMN");
  expect("then:give,when:a\n", "line 1, column 2: the head is when:COLUMN");
  expect("when:a,then:b,id,id\n", "line 1, column 4: the head is");
  expect("when:a,then:b\n\"x\ny\",1\nz\n", "line 4, column 1: the row has 1 cells, the head 2");
  expect("when:a,then:b\nx,\"y\n", "line 2, column 2: a quoted cell is not closed");
  expect("when:a,then:b\nx,\"y\"z\n", "line 2, column 2: after a closing quote");
  expect("when:a,then:b\nx,\xC0y\n", "line 2, column 1: the text is not UTF-8");
}

TEST(TableCsv, PlacesOfCells) {
  const auto sheet = table_from_csv("when:a,then:b,id\n\"x\ny\",1,r\nz,2,\n", Json::object());
  ASSERT_TRUE(sheet.has_value());
  EXPECT_EQ(sheet->place("/rows/1/0"), "line 4, column 1 (when:a)");
  EXPECT_EQ(sheet->place("/rows/0/2/id"), "line 2, column 3 (id)");
  EXPECT_EQ(sheet->place("/rows/0"), "line 2");
  EXPECT_EQ(sheet->place("/rows/7"), "");
  EXPECT_EQ(sheet->place("/hit"), "");
}

TEST(TableCsv, TablesThatAreNoneSaySo) {
  EXPECT_EQ(table_to_csv(json(R"j({"then": []})j")).error().where, "/when");
  EXPECT_EQ(
      table_to_csv(json(R"j({"when": [], "then": ["a"], "rows": [["1"], []]})j")).error().where,
      "/rows/1");
}

} // namespace
} // namespace amends::test
