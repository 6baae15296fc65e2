#include "compensation/give.hpp"

#include "amends/ids.hpp"

#include <algorithm>
#include <array>

namespace amends {

namespace {

constexpr std::array<GiveRow, 14> give_rows{{
    {Give::letter, Head::goodwill, "notify", false},
    {Give::coupon, Head::goodwill, "coupon", false},
    {Give::points, Head::goodwill, "points", false},
    {Give::refund, Head::price, "refund", true},
    {Give::partial_refund, Head::price, "partial_refund", true},
    {Give::price_difference, Head::price, "partial_refund", true},
    {Give::resend, Head::price, "reship", true},
    {Give::exchange, Head::price, "exchange", true},
    {Give::repair, Head::price, "repair", false},
    {Give::return_, Head::price, "return_label", false},
    {Give::gift, Head::goodwill, "reship", false},
    {Give::voucher, Head::goodwill, "coupon", false},
    {Give::announce, Head::goodwill, "announce", false},
    {Give::none, Head::goodwill, "", false},
}};

constexpr bool rows_in_order() {
  for (std::size_t i = 0; i < give_rows.size(); ++i)
    if (static_cast<std::size_t>(give_rows[i].give) != i)
      return false;
  return true;
}
static_assert(rows_in_order());

constexpr std::array<std::string_view, 14> words{
    "letter",   "coupon", "points", "refund", "partial_refund", "price_difference", "resend",
    "exchange", "repair", "return", "gift",   "voucher",        "announce",         "none"};

constexpr std::array<std::string_view, 5> bearers{"shop", "seller", "carrier", "supplier",
                                                  "insurer"};

} // namespace

const GiveRow& give_row(Give give) { return give_rows[static_cast<std::size_t>(give)]; }

bool is_bearer(std::string_view word) {
  return std::find(bearers.begin(), bearers.end(), word) != bearers.end();
}

bool counts_as_restitution(Head head, Give give) {
  const bool money_like = give == Give::coupon || give == Give::points || give == Give::voucher;
  return head == Head::price && (give_row(give).restitution || money_like);
}

} // namespace amends

namespace amends::compensation {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos)
    return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

std::vector<std::string_view> split(std::string_view text, std::string_view mark) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto at = text.find(mark);
    out.push_back(trimmed(text.substr(0, at)));
    if (at == std::string_view::npos)
      return out;
    text.remove_prefix(at + mark.size());
  }
}

Error unknown_word(std::string_view word) {
  std::string message = "\"" + std::string(word) + "\" is not something that can be given";
  const auto near = nearest_names(word, words);
  for (std::size_t i = 0; i < near.size(); ++i)
    message += (i == 0 ? "; did you mean " : ", ") + std::string(near[i]);
  if (near.empty()) {
    message += "; the words are";
    for (const auto known : words)
      message += " " + std::string(known);
  }
  return {Code::policy, message, ""};
}

} // namespace

std::string_view give_word(Give give) { return words[static_cast<std::size_t>(give)]; }

std::optional<Give> find_give(std::string_view word) {
  const auto* const found = std::find(words.begin(), words.end(), word);
  if (found == words.end())
    return std::nullopt;
  return static_cast<Give>(found - words.begin());
}

bool in_kind(Give give) {
  return give == Give::resend || give == Give::exchange || give == Give::repair ||
         give == Give::return_;
}

bool needs_amount(Give give) {
  return give == Give::coupon || give == Give::points || give == Give::refund ||
         give == Give::partial_refund || give == Give::price_difference;
}

Result<Offer> parse_offer(std::string_view cell) {
  Offer offer;
  for (const auto part : split(cell, "+")) {
    if (part.starts_with("ask ")) {
      if (offer.ask)
        return Error{Code::policy, "only one role can be asked: \"" + std::string(cell) + "\"", ""};
      offer.ask = std::string(trimmed(part.substr(4)));
      continue;
    }
    std::vector<Give> options;
    for (const auto word : split(part, " or ")) {
      const auto give = find_give(word);
      if (!give)
        return unknown_word(word);
      if (std::find(options.begin(), options.end(), *give) != options.end())
        return Error{Code::policy, "\"" + std::string(word) + "\" is offered twice", ""};
      options.push_back(*give);
    }
    offer.parts.push_back(std::move(options));
  }
  return offer;
}

std::string unknown_bearer(std::string_view word) {
  std::string message = "\"" + std::string(word) + "\" bears nothing; say";
  for (const auto bearer : bearers)
    message += (bearer == bearers.front() ? " " : ", ") + std::string(bearer);
  return message;
}

Head head_of(const std::vector<Give>& options) {
  for (const auto give : options)
    if (give_row(give).head == Head::price)
      return Head::price;
  return Head::goodwill;
}

} // namespace amends::compensation
