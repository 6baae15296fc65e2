// PACKS rules 1 to 3: files, head keys, unknown keys, names.
#include "policy/support.hpp"

#include "amends/limits.hpp"

namespace amends::testing {
namespace {

TEST(PackFiles, FilesOfOneFolderAreOnePack) {
  const auto policy = must(load({shop(), R"({"numbers":{"case":"K{n:4}"}})"}));
  EXPECT_EQ(policy->id(), "shop");
  EXPECT_EQ(policy->case_number(7, *parse_instant("2026-01-01T00:00:00Z")), "K0007");
}

TEST(PackFiles, TheSameSectionTwiceIsRefusedAndNamesTheFile) {
  refused(load({shop(R"(,"numbers":{"case":"{n}"})"), "{\n\"numbers\":{\"case\":\"K{n}\"}}"}),
          "/numbers", {"pack2.json line 2", "\"numbers\"", "keep it in one file"});
}

TEST(PackFiles, AppendingToASectionOfAnotherFileIsTheSectionTwice) {
  refused(load({shop(R"(,"languages":["zh","en"])"), R"({"+languages":["ja"]})"}), "/+languages",
          {"pack2.json", "keep it in one file"});
}

TEST(PackFiles, AFileWithoutAPackBeforeItIsRefused) {
  refused(load({R"({"numbers":{"case":"{n}"}})"}), "/amends_pack",
          {"pack1.json", "begin with \"amends_pack\": 1"});
}

TEST(PackFiles, NoPackAtAllIsRefused) { refused(load({}), "", {"no pack to load"}); }

TEST(PackFiles, AnotherFormatIsRefused) {
  refused(load({R"({"amends_pack":2,"id":"shop","version":"1"})"}), "/amends_pack",
          {"format", "\"amends_pack\": 1"});
  refused(load({R"({"amends_pack":"1","id":"shop","version":"1"})"}), "/amends_pack", {"format"});
}

TEST(PackFiles, HeadKeysAreChecked) {
  refused(load({R"({"amends_pack":1,"version":"1"})"}), "/id", {"\"id\": \"my-shop\""});
  refused(load({R"({"amends_pack":1,"id":"My Shop","version":"1"})"}), "/id", {"small letters"});
  refused(load({R"({"amends_pack":1,"id":"shop","version":1})"}), "/version", {"\"1.0.0\""});
  refused(load({R"({"amends_pack":1,"id":"shop","version":"1.x"})"}), "/version", {"numbers"});
  refused(load({shop(R"(,"valid_from":"2026-02-30")")}), "/valid_from", {"2026-02-30"});
  refused(load({shop(R"(,"currency":"RMB")")}), "/currency", {"RMB"});
  refused(load({R"({"amends_pack":1,"id":"shop","version":"1","languages":["zh"]})"}), "/currency",
          {"\"currency\": \"CNY\""});
}

TEST(PackFiles, WhatIsNoJsonSaysWhere) {
  const auto broken = load({"{\"amends_pack\":1,\n\"id\": shop}"});
  refused(broken, broken.error().where, {"pack1.json", "line 2"}, Code::parse);
  const auto twice = load({R"({"amends_pack":1,"id":"shop","version":"1","id":"other"})"});
  refused(twice, twice.error().where, {"pack1.json", "id"}, Code::parse);
  refused(load({"[1]"}), "", {"a pack is a JSON object"});
  const auto bytes = load({"{\"amends_pack\":1,\"id\":\"\xff\"}"});
  refused(bytes, bytes.error().where, {"pack1.json"}, Code::parse);
}

TEST(PackFiles, SixteenMebibytesAreTheLimit) {
  const std::string padding(limits::pack_bytes, ' ');
  const auto whole = load({shop() + padding});
  ASSERT_FALSE(whole);
  EXPECT_EQ(whole.error().code, Code::limit);
  const std::string half(limits::pack_bytes / 2 + 100, ' ');
  refused(load({shop() + half, "{}" + half}), "", {"16 MiB", "pack_bytes"}, Code::limit);
}

TEST(PackFiles, UnknownKeysOfferTheNearest) {
  refused(load({shop(R"(,"clock":{})")}), "/clock", {"\"clock\"", "did you mean \"clocks\"?"});
  refused(load({shop(R"(,"roles":{"agent":{"my":["handle"]}})")}), "/roles/agent/my",
          {"\"may\"", "pack1.json line 1"});
  refused(load({shop(R"(,"workflows":{"complaint":{"stages":{"received":{"owners":"agent"}}}})")}),
          "/workflows/complaint/stages/received/owners", {"\"owner\""});
  refused(load({shop(R"(,"notices":{"received":{"bye":"app"}})")}), "/notices/received/bye",
          {"\"by\""});
  refused(load({shop(R"(,"clocks":{"plan":{"withing":"1h"}})")}), "/clocks/plan/withing",
          {"within"});
}

TEST(PackFiles, AShopsOwnKeysGoUnderX) {
  const auto policy = must(load({shop(R"(,"x":{"Any Thing":[null,{"b":1,"a":null}]})")}));
  const Json* own = policy->resolved().find("x");
  ASSERT_NE(own, nullptr);
  EXPECT_EQ(print_json(*own), R"({"Any Thing":[null,{"b":1,"a":null}]})");
}

TEST(PackFiles, NamesAreSmallLettersWithDots) {
  const std::string role = R"({"title":{"zh":"值班","en":"Duty"},"may":["handle"]})";
  refused(load({shop(R"(,"roles":{"Duty":)" + role + "}")}), "/roles/Duty",
          {"no name", "small letters"});
  refused(load({shop(R"(,"roles":{"duty.":)" + role + "}")}), "/roles/duty.", {"no name"});
  EXPECT_NE(must(load({shop(R"(,"roles":{"duty.night_2":)" + role + "}")}))->role("duty.night_2"),
            nullptr);
}

TEST(PackFiles, AWrongKindSaysWhatBelongsThere) {
  refused(load({shop(R"(,"roles":[])")}), "/roles", {"an object belongs here, not a list"});
  refused(load({shop(R"(,"notices":{"received":{"by":7}})")}), "/notices/received/by",
          {"not a number"});
}

} // namespace
} // namespace amends::testing
