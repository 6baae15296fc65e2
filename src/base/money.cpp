#include "amends/money.hpp"

#include "base/currencies.hpp"

#include <algorithm>

namespace amends {

namespace {

std::string words_of(Currency currency) {
  return currency.text().empty() ? "no currency" : std::string(currency.text());
}

Result<void> check_same(Currency a, Currency b) {
  if (a == b && !a.text().empty())
    return {};
  return Error{Code::evaluation,
               words_of(a) + " and " + words_of(b) +
                   " do not meet: amounts of two currencies are never added or compared",
               ""};
}

Error too_large() { return {Code::evaluation, "the amount of money is too large", ""}; }

} // namespace

Result<Currency> parse_currency(std::string_view text) {
  if (!currency_digits(text))
    return Error{Code::parse,
                 "not a currency of ISO 4217 in use; write three capital letters such "
                 "as CNY",
                 ""};
  Currency currency;
  std::copy(text.begin(), text.end(), currency.letters.begin());
  return currency;
}

int minor_digits(Currency currency) { return currency_digits(currency.text()).value_or(2); }

Result<Money> add(const Money& a, const Money& b) {
  AMENDS_CHECK(check_same(a.currency, b.currency));
  Money sum = a;
  if (__builtin_add_overflow(a.minor, b.minor, &sum.minor))
    return too_large();
  return sum;
}

Result<Money> subtract(const Money& a, const Money& b) {
  AMENDS_CHECK(check_same(a.currency, b.currency));
  Money difference = a;
  if (__builtin_sub_overflow(a.minor, b.minor, &difference.minor))
    return too_large();
  return difference;
}

Result<Money> multiply(const Money& a, std::int64_t n) {
  Money product = a;
  if (__builtin_mul_overflow(a.minor, n, &product.minor))
    return too_large();
  return product;
}

Result<std::strong_ordering> compare(const Money& a, const Money& b) {
  AMENDS_CHECK(check_same(a.currency, b.currency));
  return a.minor <=> b.minor;
}

Result<Money> round_money(const Decimal& amount, Currency currency, Rounding rounding) {
  const Decimal::Half half =
      rounding == Rounding::half_up ? Decimal::Half::up : Decimal::Half::down;
  const int digits = minor_digits(currency);
  const Result<std::int64_t> minor = amount.rounded(digits, half).to_scaled(digits);
  if (!minor)
    return too_large();
  return Money{*minor, currency};
}

Decimal major_units(const Money& money) {
  return Decimal::scaled(money.minor, minor_digits(money.currency));
}

Result<Money> parse_money(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos)
    return Error{Code::parse, "not an amount of money; write it as 123.45 CNY", ""};
  AMENDS_TRY_ASSIGN(const Currency currency, parse_currency(text.substr(space + 1)));
  const Result<Decimal> amount = Decimal::parse(text.substr(0, space));
  if (!amount)
    return Error{Code::parse, "not an amount of money; write it as 123.45 CNY", ""};
  const int digits = minor_digits(currency);
  const Result<std::int64_t> minor = amount->to_scaled(digits);
  if (!minor)
    return Error{Code::parse,
                 "an amount in " + words_of(currency) + " has at most " + std::to_string(digits) +
                     " digits after the point and fits 64 bits of minor units",
                 ""};
  return Money{*minor, currency};
}

std::string print_money(const Money& money) {
  const int digits = minor_digits(money.currency);
  std::string amount = std::to_string(money.minor);
  const std::size_t sign = money.minor < 0 ? 1 : 0;
  const auto places = static_cast<std::size_t>(digits);
  if (amount.size() - sign <= places)
    amount.insert(sign, places + 1 + sign - amount.size(), '0');
  if (digits > 0)
    amount.insert(amount.size() - places, 1, '.');
  return amount.append(" ").append(money.currency.text());
}

} // namespace amends
