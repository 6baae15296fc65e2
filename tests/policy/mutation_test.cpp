// Packs broken in every way: loading never crashes, and each mistake says where it is.
#include "amends/json_place.hpp"
#include "policy/support.hpp"

#include <cstdint>

namespace amends::testing {
namespace {

// A small pack that uses every section, without parents, so that it loads quickly.
const std::string small =
    R"j({"amends_pack":1,"id":"small","version":"1.0","title":{"en":"Small"},"valid_from":"2026-01-01",
"languages":["en"],"currency":"CNY",
"levels":{"severity":["low","high"],"priority":["P1","P2"]},
"numbers":{"case":"S{yyyy}{n:4}"},
"roles":{"agent":{"title":{"en":"Agent"},"may":["handle"],"up_to":"30 CNY"},"lead":{"title":{"en":"Lead"},"may":["approve"]}},
"calendars":{"desk":{"timezone":"Asia/Shanghai","week":{"mon-fri":"09:00-18:00"},"holidays":["CN"],"dates":{"2026-12-31":"closed"}}},
"categories":{"delay":{"title":{"en":"Late"},"priority":"P2","severity":"low","words":{"en":["late"]},"needs":["photo"]}},
"facts":{"x.gift":{"type":"boolean","title":{"en":"Gift"}}},
"clocks":{"plan":{"title":{"en":"Plan"},"from":"open","until":"propose","within":{"P1":"2 open h","*":"48h"},"on":"desk","pause":["waiting_for_customer"],"tell":{"80%":"agent","+8 open h":"lead"}}},
"workflows":{"complaint":{"title":{"en":"Complaint"},"first":"new","stages":{
 "new":{"shown":{"en":"New"},"owner":"agent","within":"24h","tasks":{"call":{"title":{"en":"Call"},"owner":"agent","within":"4 open h","if":"x.gift","until":["contact"]}},"needs":["finding"],
  "go":{"contact":[{"to":"wait","if":"overseas","needs":["photo"]},"wait"],"after 7d":"done"}},
 "wait":{"shown":{"en":"Wait"},"owner":"lead","within":"3 open d","waiting_for":"customer","go":{"message":"new","auto":{"to":"done","if":"all_settled"}}},
 "done":{"shown":{"en":"Done"},"end":true,"go":{"reopen":"new"}},"*":{"go":{"withdraw":"done"}}}}},
"tables":{"compensation":{"hit":"first","when":["category","days_late"],"then":["give","amount"],"rows":[["delay","< 3","letter","-"],["delay",">= 3","coupon","0.10 * paid"],["-","-","ask lead","-"]],
 "caps":[{"give":"coupon","per":"case","at_most":"30 CNY"}]}},
"notices":{"offer":{"on":["propose","plan.late"],"by":["app"],"to":"customer","if":"x.gift","subject":{"en":"{case.number}"},"provider_template":{"sms":"S1"},"urgent":true,"en":"{plan.summary} {clock.plan.due}"}},
"surveys":{"asked":{"title":{"en":"Well?"},"on":"stage:done","after":"1d","by":["sms"],"if":"x.gift","gift":{"give":"coupon","amount":"3 CNY"},"questions":[{"name":"score"}]}},
"examples":[{"name":"late","given":{"category":"delay","days_late":4,"paid":"80 CNY"},"expect":{"give":"coupon","amount":"8 CNY"}},
 {"name":"due","given":{"at":"2026-03-02T10:00:00+08:00"},"expect":{"clock.plan.due":"2026-03-04T10:00:00+08:00"}}]})j";

// Every place of the pack, as the pointers of its values.
void collect(Json& value, std::vector<Json*>& out) {
  out.push_back(&value);
  for (Json& item : value.items)
    collect(item, out);
  for (Json::Member& member : value.members)
    collect(member.second, out);
}

std::size_t steps(const std::string& pointer) {
  return static_cast<std::size_t>(std::count(pointer.begin(), pointer.end(), '/'));
}

// A mend of its own, or a message that says what to write instead.
bool says_how_to_mend(const Finding& finding) {
  if (!finding.mend.empty())
    return true;
  const char* const ways[] = {
      "; ",        "such as",  "write",          "one of",         "did you mean",
      "is it",     "a list",   "named",          "of this policy", "known are",
      "is a text", "say what", "needs a column", "stand under"};
  return std::any_of(std::begin(ways), std::end(ways),
                     [&](const char* way) { return finding.text.find(way) != std::string::npos; });
}

// One broken pack: refused with a place and a mend, or still a pack.
void check(const Json& root, const std::string& what) {
  const std::string text = print_json_pretty(root);
  for (const Finding& finding : Policy::lint(texts_of({text}))) {
    if (finding.level != "error")
      continue;
    SCOPED_TRACE(what + ": " + finding.where + ": " + finding.text + " | " + finding.mend);
    if (finding.where.empty())
      continue;
    EXPECT_EQ(finding.where.front(), '/');
    // The pointer leads to a value of the pack, or to one that is missing in a value of it.
    EXPECT_GE(find_json_place(text, finding.where).depth + 1, steps(finding.where));
    EXPECT_FALSE(finding.text.empty());
    EXPECT_TRUE(says_how_to_mend(finding));
  }
}

TEST(BrokenPacks, TheWholeOneLoads) { EXPECT_EQ(must(load({small}))->id(), "small"); }

// The n-th place of a pack; every change is made to a copy, for it moves the places below it.
Json& place_in(Json& root, std::size_t n) {
  std::vector<Json*> places;
  collect(root, places);
  return *places[n];
}

std::size_t count_places(Json root) {
  std::vector<Json*> places;
  collect(root, places);
  return places.size();
}

TEST(BrokenPacks, EveryValueReplacedByEveryKind) {
  const Json root = *parse_json(small, {1U << 20U, 32});
  const Json kinds[] = {Json(),        Json::boolean(true), Json::number(7), Json::string("zzz"),
                        Json::array(), Json::object()};
  const std::size_t places = count_places(root);
  ASSERT_GT(places, 150U);
  for (std::size_t i = 1; i < places; ++i) {
    for (const Json& kind : kinds) {
      Json broken = root;
      Json& place = place_in(broken, i);
      const std::string what = print_json(place) + " -> " + print_json(kind);
      place = kind;
      check(broken, "value " + std::to_string(i) + " " + what);
    }
  }
}

TEST(BrokenPacks, EveryKeyMisspelt) {
  const Json root = *parse_json(small, {1U << 20U, 32});
  for (std::size_t i = 0, n = count_places(root); i < n; ++i) {
    Json whole = root;
    for (std::size_t m = 0, members = place_in(whole, i).members.size(); m < members; ++m) {
      Json broken = root;
      std::string& key = place_in(broken, i).members[m].first;
      key += "z";
      check(broken, "key " + key);
    }
  }
}

TEST(BrokenPacks, EveryMemberAndItemTakenOut) {
  const Json root = *parse_json(small, {1U << 20U, 32});
  for (std::size_t i = 0, n = count_places(root); i < n; ++i) {
    Json whole = root;
    const Json& place = place_in(whole, i);
    for (std::size_t m = 0; m < place.members.size(); ++m) {
      Json broken = root;
      auto& members = place_in(broken, i).members;
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(m));
      check(broken, "without " + place.members[m].first);
    }
    for (std::size_t k = 0; k < place.items.size(); ++k) {
      Json broken = root;
      auto& items = place_in(broken, i).items;
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(k));
      check(broken, "without " + print_json(place.items[k]));
    }
  }
}

TEST(BrokenPacks, EveryPrefixOfTheText) {
  for (std::size_t n = 0; n < small.size(); n += 7) {
    const auto loaded = load({small.substr(0, n)});
    ASSERT_FALSE(loaded);
    EXPECT_FALSE(loaded.error().message.empty());
  }
}

} // namespace
} // namespace amends::testing
