// Exact numbers of 34 decimal digits, for rules and formulas (IEEE 754 decimal128's precision).
#pragma once

#include "amends/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace amends {

// value = coefficient * 10^exponent, |coefficient| < 10^34, exponent within +-6144. Every operation
// rounds half-even to 34 digits and gives the canonical form (no trailing zeros in the coefficient,
// zero has exponent 0), so equal values are equal bytes. As in every decimal128, 1/3*3 is
// 0.9999999999999999999999999999999999; no hidden digits make two equal texts differ.
class Decimal {
public:
  constexpr Decimal() = default;
  Decimal(std::int64_t n); // NOLINT(google-explicit-constructor): every integer is a Decimal
  // n * 10^-scale.
  [[nodiscard]] static Decimal scaled(std::int64_t n, int scale);

  // Plain ("-12.50", ".5") or with an exponent ("1e3"); more than 34 digits are rounded. Error
  // `parse` when it is no number, `limit` when it is out of range.
  [[nodiscard]] static Result<Decimal> parse(std::string_view text);
  // Never an exponent: "0.5", "1200".
  [[nodiscard]] std::string text() const;

  [[nodiscard]] bool is_zero() const { return coefficient_ == 0; }
  [[nodiscard]] bool is_negative() const { return coefficient_ < 0; }
  [[nodiscard]] bool is_integer() const { return exponent_ >= 0; }
  [[nodiscard]] int exponent() const { return exponent_; }
  // The value as n * 10^-scale; error `evaluation` when it is none exactly or does not fit.
  [[nodiscard]] Result<std::int64_t> to_scaled(int scale) const;

  // Arithmetic fails (`evaluation`) on division by zero and beyond the exponent range.
  friend Result<Decimal> add(const Decimal& a, const Decimal& b);
  friend Result<Decimal> subtract(const Decimal& a, const Decimal& b);
  friend Result<Decimal> multiply(const Decimal& a, const Decimal& b);
  friend Result<Decimal> divide(const Decimal& a, const Decimal& b);
  // Integer exponents by squaring with 70 digits, rounded once at the end; 0 to the power 0 is 1.
  // Exponents that are not integers, and 0 to a negative one, are `evaluation` errors.
  friend Result<Decimal> power(const Decimal& a, const Decimal& b);
  [[nodiscard]] Decimal negated() const;
  [[nodiscard]] Decimal floor() const;
  [[nodiscard]] Decimal ceiling() const;
  enum class Half : std::uint8_t { up, down, even };
  // To `scale` digits after the point. up: away from zero at exactly half; down: towards zero.
  [[nodiscard]] Decimal rounded(int scale, Half half) const;

  std::strong_ordering operator<=>(const Decimal& other) const;
  bool operator==(const Decimal&) const = default;

private:
  friend struct DecimalMaker; // src/base/decimal.cpp: makes one of checked parts
  __extension__ using Coefficient = __int128;
  Coefficient coefficient_ = 0;
  std::int32_t exponent_ = 0;
};

[[nodiscard]] Result<Decimal> add(const Decimal& a, const Decimal& b);
[[nodiscard]] Result<Decimal> subtract(const Decimal& a, const Decimal& b);
[[nodiscard]] Result<Decimal> multiply(const Decimal& a, const Decimal& b);
[[nodiscard]] Result<Decimal> divide(const Decimal& a, const Decimal& b);
[[nodiscard]] Result<Decimal> power(const Decimal& a, const Decimal& b);

} // namespace amends
