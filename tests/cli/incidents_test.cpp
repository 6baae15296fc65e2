// amends incidents, and finding the cases that one has hit.
#include "command.hpp"
#include "shop.hpp"

namespace amends::test {
namespace {

const std::string storm =
    R"({"op":"declare_incident","id":"i-1","at":"2026-09-21T12:00:00+08:00","by":"manager:sun","incident":"typhoon-9","nature":"weather","title":{"zh":"台风“海葵”","en":"Typhoon Haikui"},"hits":{"category":["delivery.delay"],"carrier":["SF","YTO"]},"effect":"extend","extend":"2 open d","priority":"P2"})"
    "\n"
    R"({"op":"declare_incident","id":"i-2","at":"2026-09-21T12:01:00+08:00","by":"manager:sun","incident":"peak","title":{"zh":"双十一"},"from":"2026-11-01T00:00:00+08:00","until":"2026-11-12T00:00:00+08:00"})"
    "\n";

class IncidentsOfTheShop : public Shop {
protected:
  void SetUp() override {
    Shop::SetUp();
    const Ran ran = amends_command({"run", "--policy", "book-delivery", "--store", store}, storm);
    ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  }
};

TEST_F(IncidentsOfTheShop, are_a_table_in_the_language_asked_for) {
  const Ran unswept = ask({"incidents", "--lang", "en"});
  EXPECT_NE(unswept.err.find("2 open cases have not met the latest news"), std::string::npos)
      << unswept.err;
  ASSERT_EQ(ask({"sweep"}).code, 0);
  const Ran en = ask({"incidents", "--lang", "en"});
  EXPECT_EQ(en.code, 0);
  EXPECT_EQ(en.err, "");
  const auto lines = en.lines();
  ASSERT_EQ(lines.size(), 4U) << en.out;
  EXPECT_EQ(lines[2].substr(2, 6), "peak  ") << en.out; // newest first, a title in the one language
  for (const char* words :
       {"双十一", "ahead", "2026-11-01 00:00", "2026-11-12 00:00", "every case"})
    EXPECT_NE(lines[2].find(words), std::string::npos) << words << "\n" << en.out;
  for (const char* words :
       {"typhoon-9", "Typhoon Haikui", "in force", "2026-09-21 12:00",
        "extend by 2 open d; at least P2", "category delivery.delay; carrier SF, YTO"})
    EXPECT_NE(lines[3].find(words), std::string::npos) << words << "\n" << en.out;
  const Ran zh = ask({"incidents", "--lang", "zh", "--state", "in_force"});
  EXPECT_EQ(zh.lines().size(), 3U) << zh.out;
  for (const char* words : {"未办结工单", "台风“海葵”", "生效中", "延长 2 open d；至少 P2",
                            "类别 delivery.delay；承运商 SF、YTO"})
    EXPECT_NE(zh.out.find(words), std::string::npos) << words << "\n" << zh.out;
}

TEST_F(IncidentsOfTheShop, are_rows_of_find_and_a_condition_of_it) {
  ASSERT_EQ(ask({"sweep"}).code, 0);
  const auto rows = ask({"find", "--what", "incidents", "state=ahead"}).json();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(at(rows[0], "incident").text, "peak");
  EXPECT_EQ(at(rows[0], "open_cases").text, "2");
  EXPECT_EQ(ask({"find", "incident=peak"}).json().size(), 2U);
  EXPECT_EQ(ask({"find", "incident=typhoon-9"}).json().size(), 0U) << "no parcel of theirs";
  const auto orders = ask({"find", "--what", "affected_orders", "incident=peak"}).json();
  ASSERT_EQ(orders.size(), 2U);
  EXPECT_EQ(print_json(orders[0]),
            R"({"order":"o-1","customer":"c-77","case_ids":["web-1"],"open_cases":1})");
}

TEST_F(IncidentsOfTheShop, are_paged) {
  const Ran first = ask({"incidents", "--limit", "1", "--lang", "en"});
  EXPECT_NE(first.err.find("--after peak"), std::string::npos) << first.err;
  const Ran rest = ask({"incidents", "--limit", "1", "--after", "peak", "--lang", "en"});
  EXPECT_NE(rest.out.find("typhoon-9"), std::string::npos) << rest.out;
  EXPECT_EQ(rest.out.find("peak"), std::string::npos) << rest.out;
}

TEST_F(IncidentsOfTheShop, are_not_for_customers_and_misspelt_ones_are_told) {
  const Ran customer = ask({"incidents", "--as", "customer:c-77"});
  EXPECT_EQ(customer.code, 1);
  EXPECT_NE(customer.err.find("denied"), std::string::npos) << customer.err;
  const Ran misspelt = ask({"find", "incident=typhon-9"});
  EXPECT_EQ(misspelt.code, 1);
  EXPECT_NE(misspelt.err.find("near: typhoon-9"), std::string::npos) << misspelt.err;
  EXPECT_EQ(ask({"incidents", "--state", "oven"}).code, 1);
}

TEST_F(Shop, without_incidents_says_so) {
  EXPECT_EQ(ask({"incidents", "--lang", "en"}).out, "no incidents\n");
  EXPECT_EQ(ask({"incidents", "--lang", "zh"}).out, "没有事件\n");
}

} // namespace
} // namespace amends::test
