// Money: whole minor units of one ISO 4217 currency; adding two currencies is an error.
#pragma once

#include "amends/decimal.hpp"
#include "amends/result.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace amends {

// Three capital letters of ISO 4217. A default one is no currency and meets none.
struct Currency {
  std::array<char, 3> letters{};
  auto operator<=>(const Currency&) const = default;
  [[nodiscard]] std::string_view text() const { return {letters.data(), letters[0] ? 3U : 0U}; }
};
// Error `parse` when it is not a currency of ISO 4217 in use.
[[nodiscard]] Result<Currency> parse_currency(std::string_view text);
// Digits after the point: CNY 2, JPY 0, KWD 3.
[[nodiscard]] int minor_digits(Currency currency);

struct Money {
  std::int64_t minor = 0;
  Currency currency;
  bool operator==(const Money&) const = default;
};

// Error `evaluation` naming both currencies when they differ, or when int64 would overflow.
[[nodiscard]] Result<Money> add(const Money& a, const Money& b);
[[nodiscard]] Result<Money> subtract(const Money& a, const Money& b);
[[nodiscard]] Result<Money> multiply(const Money& a, std::int64_t n);
[[nodiscard]] Result<std::strong_ordering> compare(const Money& a, const Money& b);

// The one place where a formula's number becomes money. Half up: away from zero at exactly half,
// when paid to the customer; half down: towards zero, when charged.
enum class Rounding : std::uint8_t { half_up, half_down };
// `amount` is in major units (yuan, not fen). Error `evaluation` beyond int64.
[[nodiscard]] Result<Money> round_money(const Decimal& amount, Currency currency,
                                        Rounding rounding);
// Exact value in major units.
[[nodiscard]] Decimal major_units(const Money& money);

// "123.45 CNY"; error `parse` with more digits than the currency has.
[[nodiscard]] Result<Money> parse_money(std::string_view text);
[[nodiscard]] std::string print_money(const Money& money);

} // namespace amends
