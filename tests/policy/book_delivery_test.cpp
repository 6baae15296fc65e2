// The built-in pack for bookshops, against the figures it was ordered with.
#include "policy/support.hpp"

#include <algorithm>
#include <set>

namespace amends::testing {
namespace {

const Policy& book() {
  static const std::shared_ptr<const Policy> policy = must(Policy::builtin("book-delivery"));
  return *policy;
}

Duration budget(const std::string& clock, const std::string& priority) {
  const Instant monday = *parse_instant("2026-03-02T10:00:00+08:00");
  Facts facts;
  facts["priority"] = Value(priority);
  return book().targets().at(clock)->start("c", monday, monday, facts)->value().budget;
}

const std::vector<std::string> categories = {"delivery.wrong_item",
                                             "delivery.missing_item",
                                             "delivery.wrong_address",
                                             "delivery.delay",
                                             "delivery.lost",
                                             "delivery.damage",
                                             "delivery.courier_attitude",
                                             "product.defect",
                                             "product.print",
                                             "product.content",
                                             "product.counterfeit",
                                             "product.not_as_described",
                                             "product.safety",
                                             "product.used",
                                             "service.attitude",
                                             "service.unresponsive",
                                             "service.installation",
                                             "service.repair",
                                             "returns.refused",
                                             "returns.refund_delay",
                                             "returns.no_reason",
                                             "price.change",
                                             "price.promotion",
                                             "price.coupon",
                                             "invoice",
                                             "privacy",
                                             "suggestion",
                                             "other"};

Plan plan_for(const std::string& category, Facts more = {}) {
  AssessInput input;
  input.at = *parse_instant("2026-09-21T10:00:00+08:00");
  input.category = category;
  input.severity = "medium";
  input.facts = std::move(more);
  input.facts.emplace("paid", Value(Money{8'000, book().currency()}));
  input.facts.emplace("days_late", Value(Decimal(4)));
  input.facts.emplace("overseas", Value(false));
  input.facts.emplace("resends", Value(Decimal(0)));
  input.facts.emplace("delivered", Value(true));
  input.facts.emplace("severity", Value(std::string("medium")));
  const auto plan = book().compensation().assess(input);
  EXPECT_TRUE(plan) << category << ": " << plan.error().message;
  return plan ? *plan : Plan{};
}

Give first_give(const Plan& plan) {
  return plan.lines.empty() ? Give::none : plan.lines.front().give;
}

TEST(BookDelivery, ReplyContactAndPlanAreNaturalHours) {
  for (const std::string priority : {"P3", "P4"}) {
    EXPECT_EQ(budget("first_response", priority), hours(24));
    EXPECT_EQ(budget("contact", priority), hours(24));
    EXPECT_EQ(budget("plan", priority), hours(48));
  }
  // Graver complaints are never slower than what is promised to all.
  for (const std::string clock :
       {"first_response", "contact", "plan", "triage", "inquiry", "resolution"})
    EXPECT_LE(budget(clock, "P1"), budget(clock, "P4")) << clock;
  EXPECT_LT(budget("contact", "P1"), hours(24));
}

TEST(BookDelivery, AFreshComplaintRunsThreeClocksOneOnTheDesk) {
  const Instant night = *parse_instant("2026-09-21T20:00:00+08:00");
  int natural = 0;
  int desk = 0;
  for (const auto& [name, target] : book().targets()) {
    if (!target->starts_on("open") && !target->starts_on("stage:received"))
      continue;
    const auto clock = target->start("c", night, night, {});
    ASSERT_TRUE(clock && *clock) << name;
    const bool on_the_clock = (*clock)->due == night + (*clock)->budget;
    (on_the_clock ? natural : desk) += 1;
  }
  EXPECT_GE(natural + desk, 3);
  EXPECT_GE(desk, 1);
}

TEST(BookDelivery, MoneyWaitsForConsentAndTheLoopIsClosed) {
  const Workflow& flow = *book().workflow("complaint");
  // Only the customer's yes leads to the pay-out stage.
  for (const auto& [name, stage] : flow.stages)
    for (const Transition& t : stage.go) {
      if (t.to == "doing") {
        EXPECT_EQ(t.on, "accept") << name;
      }
    }
  // A case that was carried out ends by `close` only, after a follow-up.
  std::set<std::string> before_end;
  for (const auto& [name, stage] : flow.stages)
    for (const Transition& t : stage.go)
      if (flow.stage(t.to)->end) {
        EXPECT_EQ(t.on, "close") << name;
        before_end.insert(name);
        const bool asked = std::count(t.needs.begin(), t.needs.end(), "follow_up") +
                               std::count(t.needs.begin(), t.needs.end(), "contact") >
                           0;
        EXPECT_TRUE(asked) << name;
      }
  EXPECT_EQ(before_end, (std::set<std::string>{"checking", "closing"}));
  EXPECT_EQ(flow.stage("closed")->go.front().on, "reopen");
}

TEST(BookDelivery, GraveComplaintsGetOtherTasks) {
  const Stage& received = *book().workflow("complaint")->stage("received");
  const auto starts = [&](const std::string& severity, std::int64_t complaints) {
    Facts facts;
    facts["severity"] = Value(severity);
    facts["complaints_90d"] = Value(Decimal(complaints));
    std::set<std::string> names;
    for (const TaskSpec& task : received.tasks)
      if (!task.condition || *task.condition->evaluate(facts) == Value(true))
        names.insert(task.name);
    return names;
  };
  EXPECT_EQ(starts("medium", 0), (std::set<std::string>{"contact_customer"}));
  EXPECT_EQ(starts("critical", 0), (std::set<std::string>{"contact_customer", "lead_takes_over"}));
  EXPECT_EQ(starts("low", 2), (std::set<std::string>{"contact_customer", "repeat_reader"}));
}

TEST(BookDelivery, EveryServiceEndAsksForAnOpinionAndThanksForAnyAnswer) {
  const Survey& survey = book().surveys().at("satisfaction");
  EXPECT_EQ(survey.on, "close");
  EXPECT_EQ(survey.by.front(), "sms");
  EXPECT_NE(std::find(survey.by.begin(), survey.by.end(), "email"), survey.by.end());
  ASSERT_TRUE(survey.gift);
  EXPECT_FALSE(survey.condition);
}

TEST(BookDelivery, TheCustomerHearsAtEveryTurn) {
  std::set<std::string> heard;
  for (const auto& [name, notice] : book().notices()) {
    heard.insert(notice.on.begin(), notice.on.end());
    EXPECT_TRUE(notice.text.contains("zh") && notice.text.contains("en")) << name;
  }
  for (const std::string word :
       {"open", "contact", "propose", "close", "plan.late", "request_information"})
    EXPECT_TRUE(heard.contains(word)) << word;
}

TEST(BookDelivery, KnowsTheTaxonomy) {
  for (const std::string& category : categories)
    EXPECT_NE(book().category_title(category), nullptr) << category;
  EXPECT_EQ(book().severities(), (std::vector<std::string>{"low", "medium", "high", "critical"}));
  EXPECT_EQ(book().priorities(), (std::vector<std::string>{"P1", "P2", "P3", "P4"}));
}

TEST(Compensation, EveryCategoryHasAnAnswer) {
  for (const std::string& category : categories) {
    const Plan plan = plan_for(category);
    if (category == "price.change") { // the difference is a finding, never a guess
      ASSERT_FALSE(plan.incomplete.empty());
      continue;
    }
    EXPECT_TRUE(plan.incomplete.empty()) << category;
    EXPECT_TRUE(!plan.lines.empty() || plan.ask) << category;
  }
}

TEST(Compensation, NoCategoryFallsThroughToTheLastRow) {
  for (const std::string& category : categories)
    for (const PlanWhy& why : plan_for(category).why)
      EXPECT_FALSE(why.fired && why.rule == "rest") << category;
}

TEST(Compensation, DelayIsPaidByItsLength) {
  const auto delay = [](std::int64_t days, bool delivered) {
    return plan_for("delivery.delay",
                    {{"days_late", Value(Decimal(days))}, {"delivered", Value(delivered)}});
  };
  EXPECT_EQ(first_give(delay(0, true)), Give::letter);
  EXPECT_EQ(delay(2, true).lines.front().amount->minor, 500);
  EXPECT_EQ(delay(3, true).lines.front().amount->minor, 800);
  EXPECT_EQ(delay(9, true).lines.front().amount->minor, 1'600);
  EXPECT_EQ(first_give(delay(9, false)), Give::refund);
  std::int64_t last = 0;
  for (std::int64_t days = 0; days < 30; ++days) { // waiting longer never gives less
    const Plan plan = delay(days, true);
    const std::int64_t now = plan.lines.front().amount ? plan.lines.front().amount->minor : 0;
    EXPECT_GE(now, last) << days;
    last = now;
  }
}

TEST(Compensation, ReSendsInVainEndInARefund) {
  for (const std::string category :
       {"delivery.lost", "delivery.damage", "delivery.wrong_item", "delivery.missing_item"}) {
    EXPECT_EQ(first_give(plan_for(category)), Give::resend) << category;
    const Plan again = plan_for(category, {{"resends", Value(Decimal(2))}});
    EXPECT_EQ(first_give(again), Give::refund) << category;
    for (const Remedy& other : again.lines.front().alternatives)
      EXPECT_NE(other.give, Give::resend);
  }
}

TEST(Compensation, ReadersAbroadHaveMoreToChooseFrom) {
  const auto choices = [](bool overseas) {
    return plan_for("delivery.lost", {{"overseas", Value(overseas)}})
        .lines.front()
        .alternatives.size();
  };
  EXPECT_GT(choices(true), choices(false));
}

TEST(Compensation, GraveMattersAreForAPerson) {
  for (const std::string category : {"product.counterfeit", "product.safety", "privacy"}) {
    const Plan plan = plan_for(category);
    EXPECT_EQ(plan.ask, "lead") << category;
    EXPECT_TRUE(plan.lines.empty()) << category;
  }
  EXPECT_EQ(first_give(plan_for("invoice")), Give::letter);
  EXPECT_EQ(first_give(plan_for("suggestion")), Give::letter);
}

TEST(Compensation, CouponsAreCapped) {
  const Plan dear = plan_for("delivery.delay", {{"paid", Value(Money{90'000, book().currency()})}});
  EXPECT_EQ(dear.lines.front().amount->minor, 3'000);
  EXPECT_TRUE(dear.lines.front().capped);
}

} // namespace
} // namespace amends::testing
