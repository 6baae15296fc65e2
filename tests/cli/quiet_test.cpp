// Quiet hours through `amends run`, `explain` and `lint`.
#include "command.hpp"

namespace amends::test {
namespace {

const std::string quiet_offer = R"({"amends_pack":1,"id":"night","version":"1",
  "extends":["book-delivery@1"],"notices":{"received":{"quiet":"21:30-08:30"}}})";

TEST(QuietHours, hold_a_notice_until_the_morning) {
  const Folder folder;
  const std::string pack = folder.write("night.json", quiet_offer);
  const std::string store = "sqlite:" + folder.path("shop.db");
  const Ran ran = amends_command(
      {"run", "--policy", pack, "--store", store},
      R"({"op":"open","id":"web-1","at":"2026-09-21T22:00:00+08:00","by":"customer:c-1","kind":"complaint","customer":{"id":"c-1"},"order":{"id":"o-1","paid":"59.00 CNY"},"text":"快递一直没有到"})"
      "\n"
      R"({"op":"tick","at":"2026-09-22T08:29:59+08:00"})"
      "\n"
      R"({"op":"tick","at":"2026-09-22T08:30:00+08:00"})"
      "\n");
  ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  const auto lines = ran.json();
  ASSERT_EQ(lines.size(), 3U) << ran.out;
  const auto received = [](const Json& tick) {
    for (const Json& action : at(tick, "actions").items)
      if (at(action, "body", "reason_code").text == "received")
        return at(action, "due").text;
    return std::string();
  };
  EXPECT_EQ(received(lines[1]), "") << ran.out;
  EXPECT_EQ(received(lines[2]), "2026-09-22T00:30:00Z") << ran.out;
  const auto story = [&](const std::string& language) {
    return amends_command({"explain", "web-1", "--lang", language, "--store", store}).out;
  };
  EXPECT_NE(story("en").find("after quiet hours at 2026-09-22 08:30"), std::string::npos)
      << story("en");
  EXPECT_NE(story("zh").find("免打扰时段后于 2026-09-22 08:30 发出"), std::string::npos)
      << story("zh");
  EXPECT_EQ(amends_command({"verify", "--store", store}).code, 0);
}

TEST(QuietHours, that_cannot_be_meant_are_refused_with_line_and_mend) {
  const Folder folder;
  std::string bad = quiet_offer;
  bad.replace(bad.find("08:30\""), 5, "25:30");
  const Ran ran = amends_command({"lint", folder.write("bad.json", bad), "--quiet"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("/notices/received/quiet"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("21:30-08:30"), std::string::npos) << ran.out;
  EXPECT_EQ(amends_command({"lint", folder.write("good.json", quiet_offer), "--quiet"}).out, "");
}

} // namespace
} // namespace amends::test
