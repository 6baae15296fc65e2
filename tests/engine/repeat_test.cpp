// Repeat contacts: who comes back about the same order and the same thing is told from who comes
// for the first time, and the policy's tables can look at it.
#include "desk.hpp"

namespace amends::test {
namespace {

constexpr Duration days(std::int64_t n) { return hours(24 * n); }
const std::string delay_ = "五天了还没到，物流不动";
const std::string torn_ = "封面撕裂";

// One that has come before is high and P1; compensation counts the contacts too.
const std::string tables_ =
    R"(,"levels":{"repeat_within":"10d"},"tables":{)"
    R"("severity":{"when":["repeat_contacts"],"then":["severity"],)"
    R"("rows":[[">= 1","high"],["-","low"]]},)"
    R"("priority":{"when":["repeat_contacts"],"then":["priority"],)"
    R"("rows":[[">= 2","P1"],[">= 1","P2"],["-","P4"]]},)"
    R"("abuse":{"hit":"collect","when":["repeat_contacts"],"then":["flag"],)"
    R"("rows":[[">= 1","came_back"]]}})";

std::string order(const std::string& id) { return R"({"id":")" + id + R"("})"; }

std::string repeats(const Json& state) {
  return at(state, "/repeat_contacts/cases") + "+" + at(state, "/repeat_contacts/joined") + " " +
         at(state, "/severity") + " " + at(state, "/priority");
}

class Repeat : public testing::Test {
protected:
  std::string whole(const std::string& id) { return repeats(desk_.whole(id)); }
  Json intake(const std::string& id, const std::string& text, const std::string& order_id = "o-1") {
    return desk_.shop.say(R"({"op":"intake","id":")" + id + R"(","at":")" + desk_.now() +
                          R"(","by":"customer:c-77","kind":"complaint","order":)" +
                          order(order_id) + R"(,"text":")" + text + R"("})");
  }
  Desk desk_{policy_of(tables_)};
};

TEST_F(Repeat, an_earlier_case_of_the_same_order_and_category_counts) {
  desk_.open("a", delay_, order("o-1"));
  desk_.open("b", torn_, order("o-1"));             // something else
  desk_.open("c", delay_, order("o-2"));            // another order
  desk_.open("d", delay_, order("o-1"), "c-other"); // whoever it is that comes
  desk_.open("e", delay_, order("o-1"));
  EXPECT_EQ(whole("a"), "0+0 low P4");
  EXPECT_EQ(whole("b"), "0+0 low P4");
  EXPECT_EQ(whole("c"), "0+0 low P4");
  EXPECT_EQ(whole("d"), "1+0 high P2");
  EXPECT_EQ(whole("e"), "2+0 high P1");
  const Json rows =
      desk_.shop.say(R"({"op":"query","what":"cases","at":")" + desk_.now() + R"("})");
  for (const Json& row : rows.find("rows")->items) {
    const bool flagged = at(row, "/flags").find("repeat_contact") != std::string::npos;
    EXPECT_EQ(flagged, at(row, "/case_id") == "d" || at(row, "/case_id") == "e");
  }
  EXPECT_NE(at(desk_.whole("e"), "/draft/flags").find("came_back"), std::string::npos);
  EXPECT_EQ(at(desk_.whole("a"), "/draft/flags").find("came_back"), std::string::npos);
}

TEST_F(Repeat, only_within_the_span_that_the_policy_names) {
  desk_.open("a", delay_, order("o-1"));
  desk_.wait(minutes(10 * 24 * 60 - 2));
  desk_.open("b", delay_, order("o-1"));
  EXPECT_EQ(whole("b"), "1+0 high P2");
  desk_.wait(minutes(10 * 24 * 60 + 1));
  desk_.open("c", delay_, order("o-1"));
  EXPECT_EQ(whole("c"), "0+0 low P4");
  EXPECT_EQ(policy_of("")->repeat_within(), days(30)); // unless it says otherwise
}

TEST_F(Repeat, an_intake_that_joins_counts_and_raises_the_case) {
  intake("a", delay_);
  EXPECT_EQ(whole("a"), "0+0 low P4");
  desk_.say("message", "a", "customer:c-77", R"("text":"好的，我等")"); // a conversation
  EXPECT_EQ(whole("a"), "0+0 low P4");
  intake("i-2", delay_);
  EXPECT_EQ(whole("a"), "0+1 high P2");
  intake("i-3", torn_); // another grievance
  EXPECT_EQ(whole("a"), "0+1 high P2");
  intake("i-4", "有人吗"); // what else should he mean
  EXPECT_EQ(whole("a"), "0+2 high P1");
  EXPECT_TRUE(desk_.shop.engine().verify());
}

TEST_F(Repeat, a_persons_severity_stays_but_the_contact_counts) {
  intake("a", delay_);
  desk_.say("classify", "a", "agent:li", R"("labels":["delivery.delay"],"severity":"medium")");
  intake("i-2", delay_);
  EXPECT_EQ(whole("a"), "0+1 medium P4");
}

TEST_F(Repeat, a_new_category_is_compared_anew) {
  desk_.open("a", torn_, order("o-1"));
  desk_.open("b", delay_, order("o-1"));
  EXPECT_EQ(whole("b"), "0+0 low P4");
  desk_.say("classify", "b", "agent:li", R"("labels":["delivery.damage"])");
  EXPECT_EQ(whole("b"), "1+0 low P4"); // the verdict's severity is the person's
  desk_.say("classify", "b", "agent:li");
  EXPECT_EQ(whole("b"), "0+0 low P4");
  desk_.say("classify", "a", "agent:li", R"("labels":["delivery.delay"])");
  EXPECT_EQ(whole("a"), "0+0 low P4"); // b came later
}

TEST_F(Repeat, what_nobody_could_name_is_not_the_same) {
  desk_.open("a", "你好", order("o-1"));
  desk_.open("b", "你好", order("o-1"));
  EXPECT_EQ(whole("b"), "0+0 low P4");
}

// Commands count, not how often anybody looked or ticked in between, nor whether they came alone.
TEST_F(Repeat, the_same_bytes_however_often_one_ticks) {
  const auto play = [](bool ticks, bool together) {
    Desk desk(policy_of(tables_));
    std::vector<std::string> lines;
    for (int i = 0; i < 6; ++i) {
      desk.wait(days(2));
      lines.push_back(open_line("k-" + std::to_string(i), desk.now(), i % 3 == 2 ? torn_ : delay_,
                                order("o-1")));
      if (ticks && !together)
        desk.tick();
      else
        desk.now();
      if (!together)
        desk.shop.say(lines.back());
    }
    if (together) {
      std::string all;
      for (const std::string& line : lines)
        all += (all.empty() ? "[" : ",") + line;
      desk.shop.say(all + "]");
    }
    desk.tick();
    return desk.shop.exported();
  };
  const std::string never = play(false, false);
  EXPECT_NE(never.find(R"(repeat_contacts\":{\"cases\":3)"), std::string::npos);
  EXPECT_EQ(play(true, false), never);
  EXPECT_EQ(play(false, true), never);
}

TEST(RepeatWithin, is_a_length_of_clock_time) {
  for (const char* wrong : {"10", "3 open d", "5 workdays", "0d"}) {
    const PackText pack{"p", R"({"amends_pack":1,"id":"p","version":"1","extends":["base@1"],)"
                             R"("levels":{"repeat_within":")" +
                                 std::string(wrong) + R"("}})"};
    const auto policy = Policy::load(std::span(&pack, 1));
    ASSERT_FALSE(policy) << wrong;
    EXPECT_EQ(policy.error().where, "/levels/repeat_within") << wrong;
  }
}

} // namespace
} // namespace amends::test
