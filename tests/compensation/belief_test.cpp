// The eighteen places where common belief and the text of the law differ: each is a question whose
// believed answer would fail here.
#include "compensation/law_scenarios.hpp"

#include <map>
#include <stdexcept>

namespace amends::test {
namespace {

const Compensation& law(const std::string& jurisdiction) {
  static std::map<std::string, std::shared_ptr<const Compensation>> all;
  auto& entry = all[jurisdiction];
  if (!entry) {
    auto compiled = Compensation::compile(law_pack(jurisdiction), *HolidayTables::builtin());
    if (!compiled)
      throw std::runtime_error(compiled.error().message);
    entry = *compiled;
  }
  return *entry;
}

Json ask(const std::string& jurisdiction, std::string_view facts, const char* when = nullptr) {
  std::optional<Instant> at_time;
  if (when)
    at_time = at(when);
  const auto answered = law(jurisdiction).floor(at_time, facts_from(json(facts)));
  EXPECT_TRUE(answered) << answered.error().where << ": " << answered.error().message;
  return answered ? *answered : Json();
}
std::string result(const std::string& jurisdiction, std::string_view facts,
                   const char* when = nullptr) {
  const auto answered = ask(jurisdiction, facts, when);
  const auto* found = answered.find("result");
  return found ? print_json(*found) : "";
}
std::string article(std::string_view facts, const char* when) {
  const auto answered = ask("CN", facts, when);
  const auto* why = answered.find("why");
  return why && !why->items.empty() ? why->items[0].find("article")->text : "";
}
// Everything a pack says, as one text.
std::string pack_text(const std::string& jurisdiction) {
  return print_json(law_pack(jurisdiction));
}

TEST(Belief, B01UninsuredExpressIsNotThreeTimesPostage) {
  EXPECT_EQ(result("CN", R"({"service":"express","insured":false,"lost":true,"postage_fen":1000,
                             "market_value_at_destination_fen":20000})"),
            R"({"compensation_fen":20000,"postal_3x_cap_applies":false})");
  EXPECT_EQ(result("CN", R"({"service":"universal_registered_mail","insured":false,
                             "postage_fen":1000,"actual_loss_fen":20000,"gross_negligence":false,
                             "notice_on_receipt":true})"),
            R"({"compensation_fen":3000})");
}

TEST(Belief, B02ExpressArticlesWereRenumbered) {
  const auto* lost = R"({"service":"express","insured":true,"insured_rule":"contract",
                         "contract_result_fen":1})";
  EXPECT_EQ(article(lost, "2025-05-31T23:59:59+08:00"), "27");
  EXPECT_EQ(article(lost, "2025-06-01T00:00:00+08:00"), "28");
  const auto* complaint = R"({"service":"express","complaint_received":"2026-03-02"})";
  EXPECT_EQ(article(complaint, "2025-05-31T12:00:00+08:00"), "28");
  EXPECT_EQ(article(complaint, "2025-06-02T12:00:00+08:00"), "29");
}

TEST(Belief, B03RegulatorRulesWereReplacedAndCountDifferently) {
  const auto* mediation = R"({"mediation_accepted":"2026-03-02"})";
  EXPECT_EQ(result("CN", mediation, "2026-04-14T12:00:00+08:00"),
            R"({"mediation_ends_by":"2026-05-08"})"); // 45 working days
  EXPECT_EQ(result("CN", mediation, "2026-04-15T12:00:00+08:00"),
            R"({"mediation_ends_by":"2026-05-06"})"); // 60 days, 1 May moves to 6 May
  // 60 days that end on an ordinary Sunday do not move; seven days under the Civil Code do.
  EXPECT_EQ(result("CN", R"({"mediation_accepted":"2026-03-18"})"),
            R"({"mediation_ends_by":"2026-05-17"})");
  EXPECT_EQ(result("CN", R"({"start":"2026-05-10","term_days":7})"), R"({"ends":"2026-05-18"})");
}

TEST(Belief, B04BooksMayBeReturnedPeriodicalsNot) {
  const auto ask_goods = [](const std::string& rest) {
    return result("CN", R"({"channel":"online","signed_for_date":"2026-03-02",
                            "notice_date":"2026-03-04",)" +
                            rest + "}");
  };
  EXPECT_EQ(ask_goods(R"("goods":"book")"),
            R"({"no_reason_return":true,"last_notice_day":"2026-03-09"})");
  EXPECT_EQ(ask_goods(R"("goods":"book","shrink_wrap_opened_for_inspection":true,"intact":true)"),
            R"({"no_reason_return":true})");
  EXPECT_EQ(ask_goods(R"("goods":"periodical","is_delivered":true)"),
            R"({"no_reason_return":false})");
  EXPECT_EQ(ask_goods(R"("goods":"software","unsealed_by_consumer":true)"),
            R"({"no_reason_return":false})");
}

TEST(Belief, B05TheRefundTermIsSevenDaysNotFifteen) {
  EXPECT_EQ(result("CN", R"({"no_reason":true,"returned_goods_received":"2026-03-02",
                             "intact":true})"),
            R"({"refund_due":"2026-03-09","administrative_threshold_passed_from":"2026-03-18"})");
}

TEST(Belief, B06WhoPaysReturnFreight) {
  EXPECT_EQ(result("CN", R"({"no_reason":true,"return_freight_fen":900})"),
            R"({"return_freight_payer":"consumer"})");
  EXPECT_EQ(result("CN", R"({"quality_defect":true,"received":"2026-03-02",
                             "claim_date":"2026-03-03","return_freight_fen":900})"),
            R"({"return_allowed":true,"freight_payer":"trader"})");
}

TEST(Belief, B07MultiplesAreExtraOnDemandAndConditional) {
  EXPECT_EQ(result("CN", R"({"type":"fraud","price_paid_fen":9900,"consumer_demands":false})"),
            R"({"punitive_fen":0})");
  EXPECT_EQ(result("CN", R"({"type":"fraud","price_paid_fen":9900,"consumer_demands":true})"),
            R"({"punitive_fen":50000,"in_addition_to_refund_or_loss":true})");
  EXPECT_EQ(result("CN", R"({"type":"food_unsafe","role":"seller","seller_knew":false,
                             "price_paid_fen":9900,"loss_fen":1,"consumer_demands":true})"),
            R"({"punitive_fen":0,"loss_compensation_fen":1,"pays_first":true,)"
            R"("recourse_against_producer":true})");
}

TEST(Belief, B08NoStatuteSaysHowSoonAShopMustAnswer) {
  EXPECT_EQ(result("CN", R"({"complaint_to_shop":true})"),
            R"({"statutory_answer_deadline":"none","handle":"timely"})");
  EXPECT_EQ(result("CN", R"({"published_promise":true})"), R"({"promise_binds":true})");
  EXPECT_EQ(result("CN", R"({"service":"express","complaint_received":"2026-03-02"})"),
            R"({"handled_and_informed_by":"2026-03-09"})");
}

TEST(Belief, B09ErasureHasNoFifteenOrThirtyDays) {
  EXPECT_EQ(result("CN", R"({"data_request_received":"2026-03-02"})"), R"({"handle":"timely"})");
  EXPECT_EQ(result("CN", R"({"transaction_completed":"2026-03-02",
                             "consent_withdrawn":"2026-03-10","data":["transaction_record"]})"),
            R"({"delete":[],"restrict_to_storage":["transaction_record"],)"
            R"("keep_transaction_until_at_least":"2029-03-02"})");
}

TEST(Belief, B10SigningIsNoAcceptanceOfQuality) {
  EXPECT_EQ(result("CN", R"({"terms":"signing counts as acceptance of quality"})"),
            R"({"clause_valid":false})");
}

TEST(Belief, B11TheGuaranteeRestartsPausesAndWaitsForInstallation) {
  EXPECT_EQ(result("CN", R"({"delivered":"2026-03-02","needs_installation":true,
                             "installed":"2026-03-20"})"),
            R"({"warranty_start":"2026-03-20"})");
  EXPECT_EQ(result("CN", R"({"delivered":"2026-03-02","warranty_months":12,
                             "replacement_completed":"2026-07-01"})"),
            R"({"warranty_start":"2026-07-01","warranty_end":"2027-07-01"})");
  EXPECT_EQ(result("CN", R"({"delivered":"2026-03-02","warranty_months":12,"repair_days":9})"),
            R"({"warranty_start":"2026-03-02","warranty_end":"2027-03-11"})");
}

TEST(Belief, B12TheInvoicePriceUnlessAnotherIsProved) {
  EXPECT_EQ(result("CN", R"({"return_right":true,"invoice_price_fen":9900})"),
            R"({"refund_fen":9900})");
  EXPECT_EQ(result("CN", R"({"return_right":true,"invoice_price_fen":9900,
                             "trader_proves_paid_fen":8900})"),
            R"({"refund_fen":8900,"instalments_allowed":false})");
}

TEST(Belief, B13TheContractLawIsGone) {
  const auto text = pack_text("CN");
  EXPECT_EQ(text.find("\"law\":\"合同法\""), std::string::npos);
  EXPECT_NE(text.find("\"law\":\"民法典\""), std::string::npos);
}

TEST(Belief, B14InvestorComplaintRulesAreNoLawForGoods) {
  const auto answered = law("CN").floor(std::nullopt, {{"investor_complaint", true}});
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().where, "/facts/investor_complaint");
  EXPECT_EQ(pack_text("CN").find("证监会"), std::string::npos);
}

TEST(Belief, B15BritishPeriodsCountInTwoWays) {
  EXPECT_EQ(result("UK", R"({"ownership":"2026-03-02","delivered":"2026-03-02",
                             "perishable":false})"),
            R"({"short_term_reject_last_day":"2026-04-01"})"); // 30 days from the day after
  EXPECT_EQ(result("UK", R"({"trader_agreed_refund":"2026-03-02"})"),
            R"({"refund_due":"2026-03-15"})"); // 14 days with the day itself
}

TEST(Belief, B16WhoOffersToCollectMayNotWithhold) {
  EXPECT_EQ(result("EU", R"({"withdrawal":true,"trader_offered_collection":true})"),
            R"({"may_withhold_until_goods_back":false})");
  EXPECT_EQ(result("EU", R"({"withdrawal":true,"trader_offered_collection":false})"),
            R"({"may_withhold_until_goods_back":true})");
}

TEST(Belief, B17OneBillingCycleIsNotForOrdinaryCards) {
  EXPECT_EQ(result("US", R"({"paid_by":"third_party_credit_card",
                             "refund_right_vests":"2026-03-02"})"),
            R"({"refund_within":"7 working days","not":"one billing cycle"})");
}

TEST(Belief, B18ExpressDelayFiguresAreNoLaw) {
  EXPECT_EQ(pack_text("CN").find("27917"), std::string::npos);
  // A late parcel that is not lost: nothing but the contract says what is due.
  EXPECT_EQ(result("CN", R"({"service":"express","insured":false,"lost":false})"), "{}");
}

} // namespace
} // namespace amends::test
