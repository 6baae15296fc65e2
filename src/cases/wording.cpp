#include "wording.hpp"

#include <algorithm>
#include <array>

namespace amends::cases {
namespace {

struct GiveWords {
  Give give;
  std::string_view zh, zh_hant, en;
};
constexpr std::array give_table{
    GiveWords{Give::letter, "致歉信", "致歉信", "a letter of apology"},
    GiveWords{Give::coupon, "优惠券", "優惠券", "a coupon"},
    GiveWords{Give::points, "积分", "積分", "points"},
    GiveWords{Give::refund, "退款", "退款", "a refund"},
    GiveWords{Give::partial_refund, "部分退款", "部分退款", "a partial refund"},
    GiveWords{Give::price_difference, "退还差价", "退還差價", "the price difference back"},
    GiveWords{Give::resend, "补发", "補發", "a new copy sent"},
    GiveWords{Give::exchange, "换货", "換貨", "an exchange"},
    GiveWords{Give::repair, "维修", "維修", "a repair"},
    GiveWords{Give::return_, "退货", "退貨", "a return"},
    GiveWords{Give::gift, "小礼品", "小禮品", "a small gift"},
    GiveWords{Give::voucher, "代金券", "代金券", "a voucher"},
    GiveWords{Give::announce, "公告", "公告", "an announcement"},
    GiveWords{Give::none, "无", "無", "nothing"},
};

bool chinese(std::string_view language) { return language.starts_with("zh"); }

std::string remedy_words(Give give, const std::optional<Money>& amount, std::string_view language) {
  std::string out = give_words(give, language);
  // The value of goods sent again means nothing to the customer, nor does an amount of nothing.
  if (amount && give != Give::none && give != Give::resend && give != Give::exchange &&
      give != Give::repair)
    out += (chinese(language) ? " " : " of ") + money_words(*amount, language);
  return out;
}

} // namespace

std::string words_in(const Words& words, std::string_view language) {
  for (const std::string_view wanted :
       {language, std::string_view(chinese(language) ? "zh" : "en")})
    if (const auto found = words.find(wanted); found != words.end())
      return found->second;
  return words.empty() ? std::string() : words.begin()->second;
}

std::string language_of(const Policy& policy, const Case& state) {
  const auto& known = policy.languages();
  if (state.customer && state.customer->language) {
    const std::string& asked = *state.customer->language;
    if (std::find(known.begin(), known.end(), asked) != known.end())
      return asked;
    const std::string base = asked.substr(0, asked.find('-'));
    if (std::find(known.begin(), known.end(), base) != known.end())
      return base;
  }
  return known.empty() ? "zh" : known.front();
}

std::string money_words(const Money& money, std::string_view language) {
  std::string out = print_money(money);
  if (chinese(language) && money.currency.text() == "CNY")
    out.replace(out.size() - 3, 3, "元");
  return out;
}

std::string give_words(Give give, std::string_view language) {
  const auto* row = std::find_if(give_table.begin(), give_table.end(),
                                 [&](const GiveWords& words) { return words.give == give; });
  if (row == give_table.end())
    return {};
  return std::string(language == "zh-Hant" ? row->zh_hant : chinese(language) ? row->zh : row->en);
}

} // namespace amends::cases

namespace amends {

std::string plan_words(const Plan& plan, std::string_view language) {
  const bool zh = language.starts_with("zh");
  const auto gives = [](const PlanLine& line) {
    return line.give != Give::none || !line.alternatives.empty();
  };
  const bool any = std::any_of(plan.lines.begin(), plan.lines.end(), gives);
  std::string out;
  for (const PlanLine& line : plan.lines) {
    if (any && !gives(line))
      continue; // cut to nothing: `caps` says why
    if (!out.empty())
      out += zh ? "；" : "; ";
    out += cases::remedy_words(line.give, line.amount, language);
    for (const Remedy& other : line.alternatives)
      out += (zh ? " 或 " : " or ") + cases::remedy_words(other.give, other.amount, language);
  }
  return out;
}

} // namespace amends
