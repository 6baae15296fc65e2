#include "amends/personal_walk.hpp"

#include <gtest/gtest.h>

namespace amends {
namespace {

struct Card {
  Personal name;
  std::optional<Personal> phone;
  std::map<std::string, Personal> more;
  std::vector<Personal> notes;
  std::int64_t age = 0;
};
BOOST_DESCRIBE_STRUCT(Card, (), (name, phone, more, notes, age))

TEST(PersonalWalk, FindsEveryPersonalTextInFieldOrderAndMayChangeIt) {
  Card card;
  card.name.ref = "a";
  card.phone = Personal{"b", ""};
  card.more["x"] = {"c", ""};
  card.more["y"] = {"d", ""};
  card.notes = {{"e", ""}, {"f", ""}};
  std::string seen;
  for_each_personal(card, [&](Personal& personal) {
    seen += personal.ref;
    personal.ref += "!";
  });
  EXPECT_EQ(seen, "abcdef");
  EXPECT_EQ(card.more["y"].ref, "d!");
  EXPECT_EQ(card.notes[1].ref, "f!");
  card.phone.reset();
  seen.clear();
  for_each_personal(card, [&](Personal& personal) { seen += personal.ref; });
  EXPECT_EQ(seen, "a!c!d!e!f!");
}

} // namespace
} // namespace amends
