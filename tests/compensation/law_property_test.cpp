// The law with other figures: amounts and dates drawn at random, dates around the last days and the
// holidays, against the sentence of the article worked out here by hand, with no code of ours.
#include "compensation/law_scenarios.hpp"

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace amends::test {
namespace {

using Day = std::chrono::sys_days;
using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

std::string text(Day day) {
  const year_month_day date(day);
  const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day()));
}
std::string quoted(Day day) { return "\"" + text(day) + "\""; }

// The corresponding day, else the month's last (Civil Code 202).
Day after_months(Day day, int n) {
  const year_month_day from(day);
  const auto month = std::chrono::year_month(from.year(), from.month()) + months(n);
  const year_month_day to = month / from.day();
  return to.ok() ? Day(to) : Day(month / std::chrono::last);
}

// The notices of the State Council, as they were published.
struct Holidays {
  std::set<std::string> off, work;

  [[nodiscard]] bool rests(Day day) const {
    const std::chrono::weekday weekday(day);
    const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    return off.contains(text(day)) || (weekend && !work.contains(text(day)));
  }
  // Civil Code 203: a last day that is a day of rest ends with the first working day after it.
  [[nodiscard]] Day moved(Day day) const {
    while (rests(day))
      day += days(1);
    return day;
  }
  [[nodiscard]] Day working_days(Day day, int n) const {
    while (n > 0)
      if (!rests(day += days(1)))
        --n;
    return day;
  }
};

const std::optional<Holidays>& holidays() {
  static const std::optional<Holidays> known = [] {
    const std::string path = test::in_checkout("../shared/facts/cn_holidays.json");
    if (!read_file(path))
      return std::optional<Holidays>();
    Holidays out;
    const Json years = read_json(path);
    for (const auto& [year, lists] : years.members)
      for (const auto& [name, set] : {std::pair("off", &out.off), std::pair("work", &out.work)})
        if (const Json* list = lists.find(name))
          for (const Json& day : list->items)
            set->insert(day.text);
    return std::optional(std::move(out));
  }();
  return known;
}

// Days of 2025 and 2026 whose terms end within published years; more of them before long holidays.
Day any_day() {
  using namespace std::chrono;
  const Day first = 2025y / January / 1;
  if (*rc::gen::inRange(0, 3) == 0)
    return *rc::gen::element(Day(2025y / January / 21), Day(2025y / September / 24),
                             Day(2026y / February / 8), Day(2026y / April / 24),
                             Day(2026y / June / 12), Day(2026y / September / 23)) +
           days(*rc::gen::inRange(0, 9));
  return first + days(*rc::gen::inRange(0, 640));
}
std::int64_t fen(std::int64_t most = 300'000) { return *rc::gen::inRange<std::int64_t>(1, most); }
bool yes() { return *rc::gen::inRange(0, 2) == 1; }
std::string word(bool truth) { return truth ? "true" : "false"; }
std::string n(std::int64_t amount) { return std::to_string(amount); }

const Compensation& law(const std::string& jurisdiction) {
  static std::map<std::string, std::shared_ptr<const Compensation>> all;
  auto& entry = all[jurisdiction];
  if (!entry)
    entry = Compensation::compile(law_pack(jurisdiction), *HolidayTables::builtin()).value();
  return *entry;
}

void expect(const std::string& jurisdiction, const std::string& facts,
            const std::string& expected) {
  const Json scenario = parse_json("{\"facts\":{" + facts + "}}").value();
  const Json answered = answer(law(jurisdiction), scenario);
  const Json wanted = parse_json("{" + expected + "}").value();
  RC_LOG() << facts << "\n  expected " << print_json(wanted) << "\n  answered "
           << print_json(answered) << "\n";
  RC_ASSERT(same(result_of(answered), wanted));
}

// Consumer protection law 55: three times the price, at least 500 yuan, when it is demanded.
RC_GTEST_PROP(LawFigures, Fraud, ()) {
  const std::int64_t price = fen(50'000);
  const bool demands = yes();
  const std::int64_t punitive = demands ? std::max<std::int64_t>(3 * price, 50'000) : 0;
  const std::string facts =
      R"("type":"fraud","price_paid_fen":)" + n(price) + ",\"consumer_demands\":" + word(demands);
  expect("CN", facts,
         "\"punitive_fen\":" + n(punitive) +
             (demands ? ",\"in_addition_to_refund_or_loss\":true" : ""));
  const std::int64_t refund = fen();
  expect("CN", facts + ",\"refund_due_fen\":" + n(refund),
         "\"refund_fen\":" + n(refund) + ",\"punitive_fen\":" + n(punitive) +
             ",\"total_fen\":" + n(refund + punitive));
}

// Food safety law 148: ten times the price or three times the loss, at least 1 000 yuan, of a maker
// or of a seller who knew; without that the loss alone.
RC_GTEST_PROP(LawFigures, UnsafeFood, ()) {
  const std::int64_t price = fen(20'000);
  const std::int64_t loss = fen(60'000);
  const std::string about =
      R"("type":"food_unsafe","consumer_demands":true,"price_paid_fen":)" + n(price) + ",\"role\":";
  expect("CN", about + "\"producer\",\"loss_fen\":0",
         "\"punitive_fen\":" + n(std::max<std::int64_t>(10 * price, 100'000)));
  const std::int64_t best = std::max(10 * price, 3 * loss);
  expect("CN",
         about + R"("seller","seller_knew":true,"choice":"best_for_consumer","loss_fen":)" +
             n(loss),
         "\"loss_compensation_fen\":" + n(loss) +
             ",\"punitive_fen\":" + n(std::max<std::int64_t>(best, 100'000)) +
             (best > 100'000 ? ",\"total_without_price_refund_fen\":" + n(loss + best) : ""));
  expect("CN", about + R"("seller","seller_knew":false,"loss_fen":)" + n(loss),
         "\"punitive_fen\":0,\"loss_compensation_fen\":" + n(loss) +
             ",\"pays_first\":true,\"recourse_against_producer\":true");
}

// Seven days from the day after signing; refund within seven days of the goods, fined beyond 15.
RC_GTEST_PROP(LawFigures, NoReasonReturn, ()) {
  if (!holidays())
    return;
  const Day signed_for = any_day();
  const Day last = holidays()->moved(signed_for + days(7));
  const Day notice = last + days(*rc::gen::inRange(-2, 3));
  expect("CN",
         R"("channel":"online","goods":"book","signed_for_date":)" + quoted(signed_for) +
             ",\"notice_date\":" + quoted(notice),
         "\"no_reason_return\":" + word(notice <= last) + ",\"last_notice_day\":" + quoted(last));
  expect("CN", R"("no_reason":true,"intact":true,"returned_goods_received":)" + quoted(signed_for),
         "\"refund_due\":" + quoted(last) +
             ",\"administrative_threshold_passed_from\":" + quoted(signed_for + days(16)));
}

// What stays is paid as it would have been alone; freight and gifts may be taken off, never below
// 0.
RC_GTEST_PROP(LawFigures, PartsOfAnOrder, ()) {
  const std::int64_t kept = fen(20'000);
  const std::int64_t back = fen(20'000);
  const std::string items = R"("no_reason":true,"items":[{"id":"A","price_fen":)" + n(kept) +
                            R"(},{"id":"B","price_fen":)" + n(back) + R"(}],"return":["B"])";
  const std::int64_t spend = *rc::gen::inRange<std::int64_t>(1, kept + back + 1);
  const std::int64_t minus = *rc::gen::inRange<std::int64_t>(0, spend);
  const std::int64_t paid = kept + back - minus;
  const std::int64_t owed = kept >= spend ? kept - minus : kept;
  expect("CN",
         items + ",\"offer\":{\"spend_fen\":" + n(spend) + ",\"minus_fen\":" + n(minus) +
             "},\"paid_fen\":" + n(paid),
         "\"refund_fen\":" + n(std::max<std::int64_t>(paid - owed, 0)));
  const std::int64_t free_from = *rc::gen::inRange<std::int64_t>(1, kept + back + 1);
  const std::int64_t freight = fen(3'000);
  const std::int64_t taken = kept < free_from ? freight : 0;
  expect("CN",
         items + ",\"free_shipping_from_fen\":" + n(free_from) +
             ",\"outbound_freight_fen\":" + n(freight) + ",\"paid_fen\":" + n(kept + back),
         "\"refund_max_fen\":" + n(back) + ",\"seller_may_deduct_fen\":" + n(taken) +
             ",\"refund_min_fen\":" + n(std::max<std::int64_t>(back - taken, 0)));
  const std::int64_t gift = fen(5'000);
  expect("CN",
         R"("no_reason":true,"gift_not_returned":true,"paid_fen":)" + n(back) +
             ",\"gift_price_announced_fen\":" + n(gift),
         "\"refund_min_fen\":" + n(std::max<std::int64_t>(back - gift, 0)));
}

// A defect: return in seven days, burden of proof for six months, warranty by months, 15 days of
// grace before a refusal counts as wilful.
RC_GTEST_PROP(LawFigures, Defects, ()) {
  if (!holidays())
    return;
  const Day received = any_day();
  const Day last = holidays()->moved(received + days(7));
  const Day claim = last + days(*rc::gen::inRange(-1, 2));
  const bool in_time = claim <= last;
  expect("CN",
         R"("quality_defect":true,"state_rule":null,"agreement":null,"return_freight_fen":1000,)"
         R"("termination_conditions_met":false,"received":)" +
             quoted(received) + ",\"claim_date\":" + quoted(claim),
         "\"return_allowed\":" + word(in_time) + ",\"freight_payer\":\"trader\"" +
             (in_time ? "" : R"(,"remedies":["replace","repair"])"));
  const Day early = received - days(185);
  const Day half_year = holidays()->moved(after_months(early, 6));
  const Day found = half_year + days(*rc::gen::inRange(-1, 2));
  expect("CN",
         R"("goods":"refrigerator","dispute":true,"received":)" + quoted(early) +
             ",\"defect_found\":" + quoted(found),
         found <= half_year ? R"("burden_of_proof":"trader")"
                            : "\"reversed_burden_by_art_23\":false");
  const int warranty = *rc::gen::inRange(1, 13);
  const Day replaced = received - days(366);
  expect("CN",
         R"("delivered":"2020-01-10","replacement_completed":)" + quoted(replaced) +
             ",\"warranty_months\":" + n(warranty),
         "\"warranty_start\":" + quoted(replaced) +
             ",\"warranty_end\":" + quoted(holidays()->moved(after_months(replaced, warranty))));
  expect("CN", R"("officially_found_substandard":true,"request_date":)" + quoted(received),
         "\"return_allowed\":true,\"deemed_wilful_delay_from\":" + quoted(received + days(16)));
  const std::int64_t invoice = fen();
  const std::int64_t proved = *rc::gen::inRange<std::int64_t>(1, invoice + 1);
  expect("CN",
         R"("return_right":true,"invoice_price_fen":)" + n(invoice) +
             ",\"trader_proves_paid_fen\":" + n(proved),
         "\"refund_fen\":" + n(proved) + ",\"instalments_allowed\":false");
}

// Postal law 47: at most three times the postage, insured by proportion, half a fen up.
RC_GTEST_PROP(LawFigures, Post, ()) {
  const std::int64_t postage = fen(3'000);
  const std::int64_t loss = fen(12'000);
  const bool gross = yes();
  expect("CN",
         R"("service":"universal_registered_mail","insured":false,"notice_on_receipt":true,)"
         R"("postage_fen":)" +
             n(postage) + ",\"actual_loss_fen\":" + n(loss) +
             ",\"gross_negligence\":" + word(gross),
         (gross ? "\"cap_applies\":false,\"compensation_fen\":" + n(loss)
                : "\"compensation_fen\":" + n(std::min(loss, 3 * postage))));
  expect("CN",
         R"("service":"registered_letter","lost":true,"insured":false,"gross_negligence":false,)"
         R"("notice_on_receipt":true,"postage_fen":)" +
             n(postage),
         "\"compensation_fen\":" + n(3 * postage));
  const std::int64_t value = fen();
  const std::int64_t insured = *rc::gen::inRange<std::int64_t>(1, value + 1);
  const std::int64_t part = *rc::gen::inRange<std::int64_t>(1, value + 1);
  const std::string policy = R"("service":"universal_registered_mail","insured":true,)"
                             R"("insured_fen":)" +
                             n(insured) + ",\"full_value_fen\":" + n(value);
  expect("CN", policy + ",\"partial_loss_fen\":" + n(part),
         "\"compensation_fen\":" + n((2 * part * insured + value) / (2 * value)));
  expect("CN", policy + ",\"total_loss\":true", "\"compensation_fen\":" + n(insured));
  expect("CN",
         R"("service":"express","insured":false,"lost":true,"agreed_amount_or_limit":null,)"
         R"("exemption":null,"postage_fen":)" +
             n(postage) + ",\"market_value_at_destination_fen\":" + n(loss),
         "\"compensation_fen\":" + n(loss) + ",\"postal_3x_cap_applies\":false");
}

RC_GTEST_PROP(LawFigures, Prices, ()) {
  const std::int64_t marked = fen();
  const std::int64_t more = *rc::gen::inRange<std::int64_t>(0, 5'000);
  expect("CN",
         R"("cause":"price_violation","intent":false,"marked_price_fen":)" + n(marked) +
             ",\"charged_fen\":" + n(marked + more),
         "\"refund_difference_fen\":" + n(more));
  const std::int64_t claimed = 2 + fen(10'000);
  const std::int64_t deal = claimed + *rc::gen::inRange<std::int64_t>(-2, 3);
  const std::string compared =
      R"("details_given":false,"claimed_compared_price_fen":)" + n(claimed);
  const std::string verdict =
      "\"max_compared_price_fen\":" + n(deal) + ",\"compliant\":" + word(claimed <= deal);
  expect("CN", compared + ",\"lowest_deal_7_days_fen\":" + n(deal), verdict);
  expect("CN", compared + ",\"deals_in_7_days\":0,\"last_deal_fen\":" + n(deal), verdict);
}

// Terms of carriers and authorities.
RC_GTEST_PROP(LawFigures, Terms, ()) {
  if (!holidays())
    return;
  const Day from = any_day();
  const auto term = [&](int length) { return quoted(holidays()->moved(from + days(length))); };
  expect("CN", R"("service":"express","complaint_received":)" + quoted(from),
         "\"handled_and_informed_by\":" + term(7));
  const std::string inquiry = R"("service":"registered_mail","inquiry":)" + quoted(from);
  if (from + days(40) < Day(std::chrono::year(2026) / 12 / 31)) {
    expect("CN", inquiry + R"(,"route":"domestic")", "\"answer_by\":" + term(30));
    expect("CN", R"("regulator_received":)" + quoted(from),
           "\"accept_decision_by\":" + quoted(holidays()->working_days(from, 7)));
  }
  if (from + days(70) < Day(std::chrono::year(2026) / 12 / 31))
    expect("CN", inquiry + R"(,"route":"international")", "\"answer_by\":" + term(60));
}

RC_GTEST_PROP(LawFigures, Abroad, ()) {
  const Day day = any_day();
  const Day last = day + days(14);
  const Day notice = last + days(*rc::gen::inRange(-1, 2));
  expect("EU",
         R"("info_given":true,"possession_of_last_item":)" + quoted(day) +
             ",\"notice\":" + quoted(notice),
         "\"withdrawal_valid\":" + word(notice <= last) + ",\"last_day\":" + quoted(last));
  expect("EU", R"("info_given":false,"info_later":null,"possession":)" + quoted(day),
         "\"last_day\":" + quoted(after_months(last, 12)));
  const std::int64_t price = fen();
  const std::int64_t standard = fen(2'000);
  expect("EU",
         R"("withdrawal":true,"price_minor":)" + n(price) + ",\"standard_delivery_minor\":" +
             n(standard) + ",\"chosen_express_delivery_minor\":" + n(standard + fen(2'000)),
         "\"refund_minor\":" + n(price + standard) +
             R"(,"refund_latest_if_not_withheld":"14 days from notice")");
  expect("EU", R"("extension_notified_in_time":true,"data_request_received":)" + quoted(day),
         "\"due\":" + quoted(after_months(day, 1)) +
             ",\"due_extended\":" + quoted(after_months(day, 3)));
  const Day delivered = day + days(*rc::gen::inRange(-5, 6));
  expect("UK",
         R"("perishable":false,"ownership":)" + quoted(day) + ",\"delivered\":" + quoted(delivered),
         "\"short_term_reject_last_day\":" + quoted(std::max(day, delivered) + days(30)));
  expect("UK", R"("trader_agreed_refund":)" + quoted(day),
         "\"refund_due\":" + quoted(day + days(13)));
  const int left = *rc::gen::inRange(0, 31);
  expect("UK", "\"days_left_when_repair_requested\":" + n(left),
         "\"days_left_after_return\":" + n(std::max(left, 7)));
  const bool credit = yes();
  expect("US",
         R"("promised_shipping":null,"completed_order":)" + quoted(day) +
             ",\"buyer_credit_application\":" + word(credit),
         "\"ship_or_offer_option_by\":" + quoted(day + days(credit ? 50 : 30)));
}

} // namespace
} // namespace amends::test
