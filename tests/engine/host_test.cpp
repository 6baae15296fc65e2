// A host's own judgement on what customers write: it counts, it is told from the library's own, it
// is asked once, and when it fails nothing is lost.
#include "desk.hpp"

namespace amends::test {
namespace {

// A host that is counted and says what it is told to say.
struct Judge {
  int asked = 0;
  std::vector<std::string> heard;
  std::optional<std::vector<Label>> says; // none: it changes nothing
  std::optional<Error> fails;

  ClassifyHost host() {
    return [this](std::string_view text, std::vector<Label>& labels) -> Result<void> {
      ++asked;
      heard.emplace_back(text);
      if (says)
        labels = *says;
      if (fails)
        return *fails;
      return {};
    };
  }
};

std::string labels_of(const Json& state, const std::string& member = "labels") {
  std::string out;
  for (const Json& label : state.find(member)->items)
    out += (out.empty() ? "" : " ") + at(label, "/category") +
           (at(label, "/by").empty() ? "" : "!" + at(label, "/by"));
  return out;
}

class Host : public testing::Test {
protected:
  Judge judge_;
  Desk desk_{policy_of(""), judge_.host()};
  const std::string torn_ = "封面撕裂";
};

TEST_F(Host, one_that_agrees_leaves_no_trace) {
  Desk alone(policy_of(""));
  alone.open("a", torn_);
  desk_.open("a", torn_);
  EXPECT_EQ(judge_.heard, std::vector<std::string>{torn_});
  EXPECT_EQ(desk_.shop.exported(), alone.shop.exported());
}

TEST_F(Host, overrules_and_adds_and_both_views_are_kept) {
  judge_.says = {{"product.counterfeit", 990'000}, {"delivery.damage", 300'000}};
  desk_.open("a", torn_);
  const Json state = desk_.whole("a");
  EXPECT_EQ(labels_of(state), "product.counterfeit!host delivery.damage!host");
  EXPECT_EQ(labels_of(state, "overruled"), "delivery.damage");
  EXPECT_EQ(at(state, "/abstained"), "false");
  EXPECT_EQ(at(state, "/by_person"), "false");
  // Severity and priority are those of the host's label, as a person's verdict would give them.
  const auto policy = policy_of("");
  const Classifier& classifier = policy->classifier();
  const Gravity gravity = classifier.gravity(torn_, *judge_.says, {}).value();
  EXPECT_EQ(at(state, "/severity"), gravity.severity);
  EXPECT_EQ(at(state, "/priority"), gravity.priority);
  EXPECT_NE(gravity.severity, classifier.classify(torn_, {}).value().severity);
  const std::string story = print_json(desk_.shop.say(
      R"({"op":"query","what":"timeline","at":")" + desk_.now() + R"(","where":{"case_id":"a"}})"));
  EXPECT_NE(story.find("by the host; amends said "), std::string::npos) << story;
  EXPECT_NE(story.find("宿主判定；amends 原判 "), std::string::npos) << story;
}

TEST_F(Host, labels_that_stay_as_they_were_stay_the_librarys_own) {
  const auto own = policy_of("")->classifier().classify(torn_, {}).value().labels;
  ASSERT_EQ(own.size(), 1U);
  judge_.says = {own.front(), {"delivery.delay", 500'000}};
  desk_.open("a", torn_);
  EXPECT_EQ(labels_of(desk_.whole("a")), "delivery.damage delivery.delay!host");
}

TEST_F(Host, that_leaves_nothing_means_other) {
  judge_.says.emplace();
  desk_.open("a", torn_);
  EXPECT_EQ(labels_of(desk_.whole("a")), "other!host");
}

TEST_F(Host, failing_loses_no_complaint) {
  const std::vector<std::pair<std::vector<Label>, std::string>> wrong = {
      {{{"no.such", 1}}, "is no category"},
      {{{"product.counterfeit", 1'000'001}}, "has a score beyond"},
      {{{"product.counterfeit", 1}, {"product.counterfeit", 2}}, "stands there twice"}};
  int n = 0;
  for (const auto& [labels, why] : wrong) {
    const std::string id = "w-" + std::to_string(++n);
    judge_.says = labels;
    desk_.open(id, torn_);
    EXPECT_EQ(labels_of(desk_.whole(id)), "delivery.damage");
    EXPECT_NE(desk_.shop.exported().find("host_failed"), std::string::npos);
    EXPECT_NE(desk_.shop.exported().find(why), std::string::npos) << why;
  }
  judge_.says = {
      {"product.counterfeit", 1}}; // changed, and then it gave up: that does not count either
  judge_.fails = Error{Code::callback, "the model is not loaded", ""};
  desk_.open("f", torn_);
  EXPECT_EQ(labels_of(desk_.whole("f")), "delivery.damage");
  EXPECT_NE(desk_.shop.exported().find("the model is not loaded"), std::string::npos);
  EXPECT_TRUE(desk_.shop.engine().verify());
}

TEST_F(Host, is_asked_once_a_text_and_never_by_replay) {
  const auto store = make_memory_store();
  Shop shop(store, policy_of(""), judge_.host());
  judge_.says = {{"product.counterfeit", 990'000}};
  const std::string line = open_line("a", "2026-09-21T10:00:00+08:00", torn_);
  const Json first = shop.say(line);
  EXPECT_EQ(judge_.asked, 1);
  EXPECT_EQ(print_json(shop.say(line)), print_json(first)); // said again: the first answer
  shop.say(R"({"op":"tick","at":"2026-09-25T10:00:00+08:00"})");
  shop.whole("a", "2026-09-26T10:00:00+08:00", "manager:hu");
  ASSERT_TRUE(shop.engine().verify());
  const std::string before = shop.exported();
  EXPECT_EQ(judge_.asked, 1);
  // An engine without any host reads the same case out of the same store.
  Shop plain(store, policy_of(""));
  EXPECT_EQ(labels_of(plain.whole("a", "2026-09-26T10:00:00+08:00", "manager:hu")),
            "product.counterfeit!host");
  ASSERT_TRUE(plain.engine().verify());
  EXPECT_EQ(plain.exported(), before);
}

TEST_F(Host, is_heard_on_what_the_customer_adds_while_in_doubt) {
  desk_.open("a", "你好");
  EXPECT_EQ(labels_of(desk_.whole("a")), "other");
  judge_.says = {{"delivery.delay", 700'000}};
  desk_.say("message", "a", "customer:c-77", R"("text":"上周那个")");
  EXPECT_EQ(labels_of(desk_.whole("a")), "delivery.delay!host");
  EXPECT_EQ(judge_.asked, 2);
  desk_.say("message", "a", "customer:c-77", R"("text":"还有什么")"); // no doubt any more
  EXPECT_EQ(judge_.asked, 2);
}

TEST_F(Host, a_person_has_the_last_word_until_he_asks_again) {
  judge_.says = {{"product.counterfeit", 990'000}};
  desk_.open("a", torn_);
  desk_.say("classify", "a", "agent:li", R"("labels":["delivery.delay"])");
  EXPECT_EQ(judge_.asked, 1);
  Json state = desk_.whole("a");
  EXPECT_EQ(labels_of(state), "delivery.delay");
  EXPECT_EQ(labels_of(state, "overruled"), "");
  EXPECT_EQ(at(state, "/by_person"), "true");
  desk_.say("classify", "a", "agent:li", R"("severity":"critical")");
  state = desk_.whole("a");
  EXPECT_EQ(judge_.asked, 2);
  EXPECT_EQ(labels_of(state), "product.counterfeit!host");
  EXPECT_EQ(at(state, "/severity"), "critical");
  EXPECT_EQ(at(state, "/by_person"), "false");
}

TEST_F(Host, asking_again_takes_the_first_message_that_says_something) {
  desk_.open("a", "你好");
  desk_.say("message", "a", "customer:c-77", R"("text":"封面撕裂")");
  desk_.say("classify", "a", "agent:li", R"("labels":["delivery.delay"])");
  desk_.say("message", "a", "agent:li", R"("text":"您说的是假货吗")"); // not the customer's words
  desk_.say("classify", "a", "agent:li");
  const Json state = desk_.whole("a");
  EXPECT_EQ(labels_of(state), "delivery.damage");
  EXPECT_EQ(at(state, "/terms/0/message"), at(state, "/messages/1/id"));
}

} // namespace
} // namespace amends::test
