// Bad input never crashes and never half-applies: each says code, what is wrong and where, and the
// store is as it was.
#include "shop.hpp"

#include "folder.hpp"

#include <cstdio>
#include <fstream>
#include <functional>
#include <sqlite3.h>

namespace amends::test {
namespace {

const std::string monday = "2026-09-21T10:00:00+08:00";

struct Bad {
  const char* name;
  std::string line;
  Code code;
  std::string where;
  std::string message; // a part of it
  std::string who = "system";
};

std::string changed(const std::string& line, const std::string& from, const std::string& to) {
  std::string out = line;
  const auto found = out.find(from);
  EXPECT_NE(found, std::string::npos) << from;
  return out.replace(found, from.size(), to);
}

std::string on_case(const std::string& rest, const std::string& at = "2026-09-21T11:00:00+08:00") {
  return R"({"id":"b-1","case_id":"web-1","at":")" + at + R"(",)" + rest + "}";
}

std::vector<Bad> bad_lines() {
  const std::string good = open_line("web-2", monday, "书破了");
  std::string evidence;
  for (int i = 0; i < 501; ++i)
    evidence +=
        std::string(i == 0 ? "" : ",") + R"({"kind":"photo","ref":"p-)" + std::to_string(i) + "\"}";
  std::string deep;
  std::string deepest = "/x";
  for (int i = 0; i < 31; ++i)
    deepest += "/0";
  for (int i = 0; i < 33; ++i)
    deep += "[";
  for (int i = 0; i < 33; ++i)
    deep += "]";
  return {
      {"invalid UTF-8", changed(good, "书破了", "\xff\xfe"), Code::parse, "", "UTF-8"},
      {"truncated JSON", good.substr(0, good.size() - 3), Code::parse, "", ""},
      {"duplicate key", changed(good, R"("kind":)", R"("kind":"x","kind":)"), Code::parse, "",
       "\"kind\" stands twice"},
      {"1e400", changed(good, R"("quantity":1)", R"("quantity":1e400)"), Code::parse,
       "/order/lines/0/quantity", ""},
      {"2^64", changed(good, R"("quantity":1)", R"("quantity":18446744073709551616)"), Code::parse,
       "/order/lines/0/quantity", ""},
      {"depth 33", changed(good, R"("text":"书破了")", R"("x":)" + deep), Code::limit, deepest,
       "32"},
      {"NUL in a text", changed(good, "书破了", "书\\u0000破"), Code::parse, "/text", ""},
      {"unknown op", on_case(R"("op":"propse","by":"agent:li")"), Code::parse, "/op", "propose"},
      {"no op", on_case(R"("by":"agent:li")"), Code::parse, "/op", ""},
      {"unknown field", changed(good, R"("channel":)", R"("chanel":)"), Code::parse, "/chanel",
       "channel"},
      {"unknown case", changed(on_case(R"("op":"contact","by":"agent:li")"), "web-1", "web-9"),
       Code::not_found, "/case_id", "web-9"},
      {"no case", R"({"op":"contact","id":"b-2","by":"agent:li","at":"2026-09-21T11:00:00+08:00"})",
       Code::parse, "/case_id", ""},
      {"unknown workflow", changed(good, R"("kind":"complaint")", R"("kind":"complain")"),
       Code::not_found, "/kind", "complain"},
      {"wrong stage", on_case(R"("op":"close","by":"agent:li")"), Code::state, "/op", "received"},
      {"wrong role", on_case(R"("op":"propose","by":"customer:c-77")"), Code::denied, "/by",
       "customer"},
      {"role of nobody", on_case(R"("op":"propose","by":"wizard:m")"), Code::denied, "/by",
       "wizard"},
      {"other people's case", on_case(R"("op":"message","by":"customer:c-78","text":"hi")"),
       Code::denied, "/case_id", "another customer"},
      {"speaks for another",
       R"({"op":"message","id":"b-3","case_id":"web-1","by":"agent:li","text":"hi"})", Code::denied,
       "/by", "customer:c-77", "customer:c-77"},
      {"names an instant",
       R"({"op":"message","id":"b-3","case_id":"web-1","at":"2026-09-21T11:00:00+08:00","text":"hi"})",
       Code::denied, "/at", "host", "customer:c-77"},
      {"oversize message",
       on_case(R"("op":"message","by":"customer:c-77","text":")" + std::string(64 * 1024 + 1, 'a') +
               "\""),
       Code::limit, "/text", "65536"},
      {"501 pieces of evidence",
       on_case(R"("op":"add_evidence","by":"customer:c-77","evidence":[)" + evidence + "]"),
       Code::limit, "/evidence", "500"},
      {"quantity x price overflows",
       changed(changed(good, R"("quantity":1)", R"("quantity":9000000000000000000)"),
               R"("unit_price":"70 CNY")", R"("unit_price":"70000000000 CNY")"),
       Code::parse, "/order/lines/0/unit_price", "more money"},
      {"sums do not agree", changed(good, R"("paid":"76 CNY")", R"("paid":"77 CNY")"), Code::parse,
       "/order/paid", "1.00 CNY"},
      {"unknown currency", changed(good, R"("paid":"76 CNY")", R"("paid":"76 CNX")"), Code::parse,
       "/order/paid", "ISO 4217"},
      {"at without offset", changed(good, monday, "2026-09-21T10:00:00"), Code::parse, "/at",
       "offset"},
      {"an id of 65 bytes", changed(good, "\"web-2\"", "\"" + std::string(65, 'a') + "\""),
       Code::limit, "/id", "64"},
      {"a clock 11 minutes back",
       on_case(R"("op":"contact","by":"agent:li")", "2026-09-21T09:49:00+08:00"), Code::clock,
       "/at", "10 minutes"},
      {"no time at all", R"({"op":"contact","id":"b-4","case_id":"web-1","by":"agent:li"})",
       Code::clock, "/at", ""},
      {"an old version", on_case(R"("op":"contact","by":"agent:li","expect_version":9)"),
       Code::conflict, "/expect_version", "9"},
      {"unknown fact", on_case(R"("op":"amend_facts","by":"agent:li","facts":{"days_lat":3})"),
       Code::parse, "/facts/days_lat", "days_late"},
      {"not built yet", on_case(R"("op":"merge","by":"agent:li")"), Code::unsupported, "/op",
       "merge"},
      {"nobody speaks", good, Code::arg, "", "", ""},
      {"not an object", "7", Code::parse, "", ""},
      {"an unknown action",
       R"({"op":"settle","at":"2026-09-21T11:00:00+08:00","action":"web-1.9.9","outcome":"done"})",
       Code::not_found, "/action", "web-1.9.9"},
      {"an unknown query", R"({"op":"query","what":"casses","where":{}})", Code::parse, "/what",
       "casses"},
  };
}

TEST(BadInput, SaysWhatAndWhereAndChangesNothing) {
  Shop shop;
  shop.say(open_line("web-1", monday, "书破了"));
  const std::string before = shop.exported();
  for (const Bad& bad : bad_lines()) {
    SCOPED_TRACE(bad.name);
    const Error error = shop.refused(bad.line, bad.who);
    EXPECT_EQ(code_name(error.code), code_name(bad.code)) << error.message;
    EXPECT_EQ(error.where, bad.where) << error.message;
    EXPECT_NE(error.message.find(bad.message), std::string::npos) << error.message;
    EXPECT_FALSE(error.message.empty());
    EXPECT_EQ(shop.exported(), before);
  }
}

TEST(BadInput, TenMinutesBackIsStillAccepted) {
  Shop shop;
  shop.say(open_line("web-1", monday, "书破了"));
  const Json receipt =
      shop.say(on_case(R"("op":"contact","by":"agent:li")", "2026-09-21T09:50:00+08:00"));
  EXPECT_EQ(at(receipt, "/stage"), "checking");
}

TEST(BadInput, UnknownPackNamesTheBuiltInOnes) {
  const auto policy = Policy::builtin("book-delvery");
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().code, Code::not_found);
  EXPECT_NE(policy.error().message.find("book-delivery"), std::string::npos)
      << policy.error().message;
}

TEST(BadInput, ADamagedStoreIsRefused) {
  const Folder folder;
  const std::string file = folder.path("damaged.db");
  {
    auto store = open_store("sqlite:" + file);
    ASSERT_TRUE(store);
    Shop shop(*store);
    shop.say(open_line("web-1", monday, "书破了"));
  }
  {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(0);
    bytes << std::string(512, 'x');
  }
  const auto damaged = open_store("sqlite:" + file);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(code_name(damaged.error().code), "corrupt");
}

} // namespace
} // namespace amends::test
