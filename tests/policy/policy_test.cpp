// What a loaded policy answers: digest, body, numbers, roles, notices, surveys, spans.
#include "policy/support.hpp"

namespace amends::testing {
namespace {

TEST(Digest, LayoutFilesAndTheOrderOfSectionsDoNotCount) {
  const auto a = must(load(
      {R"({"amends_pack":1,"id":"s","version":"1","extends":["base@1"],"numbers":{"case":"A{n}"},"x":{"b":1}})"}));
  const auto b =
      must(load({"{\"amends_pack\" : 1,\n "
                 "\"x\":{\"b\":1},\"extends\":[\"base@1\"],\"version\":\"1\",\"id\":\"s\"}",
                 "{\"numbers\":{ \"case\": \"A{n}\" }}"}));
  const auto c = must(load(
      {R"({"amends_pack":1,"id":"s","version":"1","extends":["base@1"],"numbers":{"case":"A{n}"},"x":{"b":2}})"}));
  EXPECT_EQ(a->digest(), b->digest());
  EXPECT_EQ(a->body(), b->body());
  EXPECT_NE(a->digest(), c->digest());
  EXPECT_EQ(a->digest().size(), 64U);
}

TEST(Digest, ABodyComesBackAsTheSamePolicy) {
  const auto policy = must(Policy::builtin("book-delivery"));
  const auto again = must(Policy::from_body(policy->body(), policy->digest()));
  EXPECT_EQ(again->digest(), policy->digest());
  EXPECT_EQ(again->body(), policy->body());
  EXPECT_EQ(again->targets().size(), policy->targets().size());
  EXPECT_EQ(again->notices().size(), policy->notices().size());
  EXPECT_EQ(again->title(), policy->title());
}

TEST(Digest, AnotherBodyIsCorrupt) {
  const auto policy = must(load({shop()}));
  std::string body = policy->body();
  body.replace(body.find("24h"), 3, "25h");
  const auto loaded = Policy::from_body(body, policy->digest());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, Code::corrupt);
}

TEST(Builtin, UnknownNamesOfferTheNearest) {
  const auto missing = Policy::builtin("book-delivry");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::not_found);
  EXPECT_NE(missing.error().message.find("\"book-delivery\""), std::string::npos);
  EXPECT_TRUE(Policy::builtin("book-delivery@1"));
  const auto newer = Policy::builtin("base@7");
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().code, Code::not_found);
  EXPECT_NE(newer.error().message.find("\"base@1\""), std::string::npos);
}

TEST(Builtin, TextsAreWholePacksThatLoad) {
  for (const std::string& name : Policy::builtin_names()) {
    const auto text = Policy::builtin_text(name);
    ASSERT_TRUE(text) << name;
    const auto loaded = must(load({*text}));
    const auto builtin = must(Policy::builtin(name));
    EXPECT_EQ(loaded->id(), name);
    EXPECT_EQ(loaded->digest(), builtin->digest());
  }
  EXPECT_FALSE(Policy::builtin_text("nowhere"));
}

TEST(CaseNumbers, PatternsAreFilledInTheDesksZone) {
  const auto number = [](const std::string& pattern, const std::string& at, std::int64_t n) {
    return must(load({shop(R"(,"numbers":{"case":")" + pattern + "\"}")}))
        ->case_number(n, *parse_instant(at));
  };
  EXPECT_EQ(number("AM{yyyy}{n:6}", "2026-09-21T00:45:12Z", 17), "AM2026000017");
  // 16:30 UTC is past midnight in Shanghai.
  EXPECT_EQ(number("{yy}{mm}{dd}-{n}", "2026-12-31T16:30:00Z", 5), "270101-5");
  EXPECT_EQ(number("{n:3}", "2026-01-01T00:00:00Z", 12345), "12345");
}

TEST(CaseNumbers, BadPatternsAreRefused) {
  for (const char* pattern : {"AM{yyyy}", "{n}{n}", "{m}{n}", "{n", "n}", "{n:0}", "{n:12}"})
    refused(load({shop(std::string(R"(,"numbers":{"case":")") + pattern + "\"}")}), "/numbers/case",
            {"{n:6}"});
}

TEST(Roles, BuiltinOnesAreThereAndStaffHaveRights) {
  const auto policy = must(load({shop()}));
  for (const char* name : {"customer", "carrier", "seller", "regulator", "system"}) {
    ASSERT_NE(policy->role(name), nullptr) << name;
    EXPECT_TRUE(policy->role(name)->may.empty());
  }
  EXPECT_TRUE(policy->role("finance")->may.contains("pay"));
  EXPECT_EQ(policy->role("agent")->up_to, (Money{10'000, *parse_currency("CNY")}));
  EXPECT_EQ(policy->role("nobody"), nullptr);
}

TEST(Notices, FieldsChannelsAndTemplates) {
  const auto policy =
      must(load({shop(R"(,"notices":{"offer":{"on":["propose","plan.late"],"by":"sms","urgent":true,
    "provider_template":{"aliyun_sms":"SMS_1"},"subject":{"zh":"{case.number}方案","en":"Plan for {case.number}"},
    "zh":"{plan.summary} {plan.answer_by}","en":"{plan.answer_by} {plan.summary}"}})")}));
  const Notice& notice = policy->notices().at("offer");
  EXPECT_EQ(notice.on, (std::vector<std::string>{"propose", "plan.late"}));
  EXPECT_EQ(notice.by, std::vector<std::string>{"sms"});
  EXPECT_EQ(notice.to, "customer");
  EXPECT_EQ(notice.fields,
            (std::vector<std::string>{"case.number", "plan.answer_by", "plan.summary"}));
  EXPECT_EQ(notice.provider_template.at("aliyun_sms"), "SMS_1");
  EXPECT_TRUE(notice.urgent);
  EXPECT_EQ(notice.text.size(), 2U);
}

TEST(Surveys, TheThanksDoNotDependOnTheAnswer) {
  const auto policy = must(load({shop(
      R"j(,"surveys":{"satisfaction":{"gift":{"give":"coupon","amount":"3 CNY"},"if":"not(overseas)"}})j")}));
  const Survey& survey = policy->surveys().at("satisfaction");
  ASSERT_TRUE(survey.gift);
  EXPECT_EQ(survey.gift->give, Give::coupon);
  EXPECT_EQ(survey.gift->amount, (Money{300, policy->currency()}));
  EXPECT_EQ(survey.on, "close");
  EXPECT_TRUE(survey.condition.has_value());
  EXPECT_FALSE(survey.questions.items.empty());
  refused(
      load({shop(R"(,"surveys":{"satisfaction":{"gift":{"give":"refund","amount":"3 CNY"}}})")}),
      "/surveys/satisfaction/gift/give", {"\"refund\"", "coupon"});
}

TEST(Spans, CountOnTheNamedCalendar) {
  const auto policy = must(load({shop()}));
  const Instant friday = *parse_instant("2026-03-06T17:00:00+08:00");
  EXPECT_EQ(*policy->after(friday, *parse_span("24h"), ""),
            *parse_instant("2026-03-07T17:00:00+08:00"));
  EXPECT_EQ(*policy->after(friday, *parse_span("2 open h"), "desk"),
            *parse_instant("2026-03-09T10:00:00+08:00"));
  const auto lost = policy->after(friday, *parse_span("2 open h"), "dusk");
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Code::not_found);
}

TEST(Catalogues, AreSortedAndSpeakBothLanguages) {
  for (const auto* list : {&case_facts(), &notice_fields()}) {
    std::string last;
    for (const FactInfo& fact : *list) {
      EXPECT_LT(last, fact.name);
      EXPECT_FALSE(fact.title_zh.empty() || fact.title_en.empty() || fact.meaning.empty())
          << fact.name;
      last = fact.name;
    }
  }
}

} // namespace
} // namespace amends::testing
